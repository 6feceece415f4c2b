"""Why a sentence is not judged: what is no prose, too short, or not English says nothing about translation."""

from __future__ import annotations

import re

from mtqa.document import Kind, Sentence
from mtqa.text.language import foreign, foreign_script, reads_english

FEWEST_WORDS = 3
"""Words below which a sentence is not judged, whatever its kind."""
LETTERS_FOR_LANGUAGE = 60
"""Letters from which on a sentence alone tells its language; shorter ones follow their document."""

_LETTERS_IN_FOREIGN_DOCUMENT = 20
_LETTER_SHARE = 0.45
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_ADDRESS = re.compile(
    r"(?:(?:https?|ftp)://|www\.|mailto:)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\S)(?:\.{0,2}/)?(?:[\w.-]+/){2,}[\w.-]*"
)
_CODE = re.compile(
    r"[{};]\s*$|\w\(\)|=>|->|::|[=!<>]=|&&|\|\||</?\w+>|\b\w+_\w+\b|\$\{|\b\w+\.\w+\(|^\s*(?:[$#>]\s|@\w+|//|/\*)|\s--?\w[\w-]*(?:=|\s|$)|\s=\s"
)
_COMMAND = re.compile(r"^\s*\$\s+[a-z./]|\s\\\s?$|\[(?:--?\w|[A-Z][A-Z_-])[^\]]{0,99}\.\.\.\]\s?$")
"""A shell's prompt, a line that goes on after a backslash, the usage of a command: each is enough by itself."""
_CITATION = re.compile(r"\[\s*\d[\d\s,–-]*\]")
_CODE_SIGNS = 2
_CODE_LETTER_SHARE = 0.9


def skip_reason(sentence: Sentence, language: str | None, *, declared: bool = False) -> str | None:
    """Say why a sentence is not judged, or None where it is.

    Args:
        sentence: the sentence.
        language: the language of its document, where that is known.
        declared: whether it was said to be in that language: what is not is judged then, as left untranslated.
    """
    if sentence.kind is Kind.BYLINE:
        return "not prose: a byline"
    text = sentence.text
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    reason = _not_prose(text, letters) or (None if declared else _not_english(text, letters, language))
    if reason is None and len(words) < FEWEST_WORDS:
        return "too short"
    return reason


def _not_prose(text: str, letters: int) -> str | None:
    if not letters:
        return "not prose: no words"
    if ("/" in text or "@" in text) and not _LETTER.search(_ADDRESS.sub("", text)):
        return "not prose: an address"
    shown = len(text) - text.count(" ")
    plain = letters >= _CODE_LETTER_SHARE * shown
    if not plain and letters < _LETTER_SHARE * (shown - sum(map(len, _CITATION.findall(text)))):
        return "not prose: mostly numbers or symbols"
    return _code(text, plain=plain)


def _code(text: str, *, plain: bool) -> str | None:
    """Recognise commands, and code unless nearly all of the text is letters (``plain``)."""
    if _COMMAND.search(text):
        return "not prose: a command"
    if not plain and len(_CODE.findall(text)) >= _CODE_SIGNS and not reads_english(text):
        return "not prose: code"
    return None


def _not_english(text: str, letters: int, language: str | None) -> str | None:
    script = foreign_script(text)
    if script is not None:
        return f"not English: {script} script"
    abroad = language is not None and language != "en"
    if letters < (_LETTERS_IN_FOREIGN_DOCUMENT if abroad else LETTERS_FOR_LANGUAGE):
        return None
    code = foreign(text)
    return f"not English ({code})" if code else None
