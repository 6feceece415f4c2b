"""mtqa: a machine translation quality checker for English content."""
