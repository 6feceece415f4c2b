"""The detector room."""
