"""Why files and messages of these formats are not read, in the words that they share."""

from __future__ import annotations

from collections.abc import Iterable

from mtqa.coverage import ANOTHER_LANGUAGE

NOT_TO_BE_TRANSLATED = "not to be translated"
NO_STRING = "no string"


def another_language(codes: Iterable[str]) -> str:
    """Return why a file is not read: the languages that it is in."""
    return f"{ANOTHER_LANGUAGE} ({', '.join(dict.fromkeys(codes))})"
