"""Prints to a terminal: contents are plain text, nothing in them is markup, and control characters are made visible."""

from __future__ import annotations

import re

from rich.console import Console
from rich.text import Text

from mtqa.report.html.marks import visible

_SPACE = re.compile(r"\r\n|[\r\n\t]")
_PLAINER = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "⟦": "[", "⟧": "]", "→": "->", "−": "-"}
)


def say(console: Console, line: str, style: str = "") -> None:
    """Print a line; what is wrapped of it stays as far indented."""
    body = line.lstrip(" ")
    indented(console, text(console, body, style), len(line) - len(body))


def indented(console: Console, content: Text, indent: int = 2) -> None:
    """Print text some columns in, wrapped to the width of the console."""
    for line in content.wrap(console, max(console.width - indent, 1)):
        line.rstrip()
        console.print(Text(" " * indent).append_text(line), soft_wrap=True)


def text(console: Console, content: str, style: str = "") -> Text:
    """Return a content as text that may be printed."""
    return Text(plain(console, content), style, overflow="fold")


def plain(console: Console, content: str) -> str:
    """Make every character visible, and writable in the console's encoding."""
    shown = _SPACE.sub(" ", visible(content))
    try:
        shown.encode(console.encoding)
    except UnicodeEncodeError:
        plainer = shown.translate(_PLAINER)
        return plainer.encode(console.encoding, "backslashreplace").decode(console.encoding)
    return shown
