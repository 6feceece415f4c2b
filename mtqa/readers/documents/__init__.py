"""Documents of word processors, publishers and authors of technical text."""
