"""Localisation files: the English target strings, without placeholders."""
