"""What becomes of decisions: they are read from a file, or served to a report's page, and change a baseline."""
