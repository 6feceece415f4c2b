"""What tree-sitter's grammars for Markdown are given to see: stand-ins of a text, of the same length and in ASCII."""

from __future__ import annotations

import re

_WIDE = re.compile(r"[^\x00-\x7f]")
_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")
_DIGIT = re.compile(r"[0-9](?=_)|(?<=_)[0-9]")
_BLOCK_TAG = re.compile(r"(</?)(h[1-6]|search|textarea)(?=[\s/>])", re.IGNORECASE)
_KNOWN_TAGS = {2: "hr", 6: "center", 8: "fieldset"}
_RETURN = re.compile(r"\r(?!\n)")
_WORDS = r"(?P<words>(?<![A-Za-z&])[A-Za-z]{2}[A-Za-z ,]{8,}[A-Za-z])"
# Words in a row, or what has to stay as it is: tags, and definitions of links with the line after them, since what is
# defined is a link if its target is one word.
_IN_BLOCKS = re.compile(rf"<[^\n]*|\]:[^\n]*(?:\n[^\n]*\]:[^\n]*)*(?:\n[^\n]*)?|{_WORDS}")
# The same for what is within a block, where targets stand behind the text of links.
_IN_LINE = re.compile(rf"<[^>]{{0,1000}}|\]\([^)]{{0,1000}}|{_WORDS}")


def grammar_sees(text: str) -> str:
    """Return a stand-in of the text of the same length, in ASCII and without lone carriage returns.

    A letter becomes a letter and all else a comma, which has no meaning in Markdown. A tag that begins a block without
    the grammar's knowing becomes one that it knows.
    """
    shadow = text if text.isascii() else _WIDE.sub(lambda match: "x" if match[0].isalnum() else ",", text)
    shadow = _BLOCK_TAG.sub(lambda match: match[1] + _KNOWN_TAGS[len(match[2])], shadow) if "<" in shadow else shadow
    return _RETURN.sub("\n", shadow) if "\r" in shadow else shadow


def blocks_of_words(shadow: str) -> str:
    """Return a stand-in in which plain words in a row are one long word.

    Where blocks begin and end does not depend on them, and the grammar for blocks is three times as fast.
    """
    return _IN_BLOCKS.sub(_joined, shadow)


def line_of_words(shadow: str) -> str:
    """Return the same for the inside of a block."""
    return _IN_LINE.sub(_joined, shadow)


def _joined(match: re.Match[str]) -> str:
    return match[0] if match["words"] is None else "x" * len(match[0])


def flanked(shadow: str, text: str, start: int) -> str:
    """Return a block's stand-in with a blank for each wide space, and letters for digits at underscores.

    That is where emphasis may begin and end, and the grammar does not take digits there for parts of words.

    Args:
        shadow: the stand-in of the block.
        text: the text that the block stands in.
        start: where it begins there.
    """
    if "_" in shadow:
        shadow = _DIGIT.sub("x", shadow)
    end = start + len(shadow)
    if text.isascii() or not _WIDE_SPACE.search(text, start, end):
        return shadow
    parts, at = [], 0
    for space in _WIDE_SPACE.finditer(text, start, end):
        parts += [shadow[at : space.start() - start], " "]
        at = space.end() - start
    return "".join(parts) + shadow[at:]
