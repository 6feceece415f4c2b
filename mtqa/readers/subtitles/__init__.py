"""Subtitles: cues, joined into sentences and split back."""
