"""Tells whether a text quotes: by quotation marks of any language, or by the dashes that open a dialogue."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = re.compile(r"[\"“”„«»‹›「」『』〝〞＂]")
_SINGLE: Final = re.compile(r"(?<![\w’'])[‘'‚](?=\w)[^’'‘]{1,300}[’'](?!\w)|``|''|&quot;")
_DASH: Final = re.compile(r"(?:^|[.!?…,:»]\s)\s*[–—―-]\s*(?=\w|[¿¡«])|[,.!?…»]\s*[–—―]\s", re.MULTILINE)
_TITLE: Final = re.compile(r"《[^》]{0,300}》|〈[^〉]{0,300}〉|(?<=\d)[\"”](?!\w)")


def marks(text: str) -> int:
    """Count the quotation marks of a text; not those of titles in Chinese, nor the sign for inches."""
    return len(_MARKS.findall(_TITLE.sub("", text)))


def quotes(text: str) -> bool:
    """Tell whether a text has quotation marks, single ones too."""
    return marks(text) > 0 or _SINGLE.search(text) is not None


def speaks(text: str) -> bool:
    """Tell whether a text has dashes that open direct speech, or part it from what is said of it."""
    return _DASH.search(text) is not None


def has_title(text: str) -> bool:
    """Tell whether a text has a title in the marks that Chinese has for titles; English may quote it."""
    return "《" in text or "〈" in text
