"""Tables: each record or row a document."""
