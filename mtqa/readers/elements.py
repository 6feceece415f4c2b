"""What the elements of HTML are to a reader of prose."""

from __future__ import annotations

import re

from mtqa.document import Kind

CODE = frozenset("code kbd samp var math".split())
MASKED = frozenset(
    "audio button canvas datalist del iframe input listing map meter nav noembed noframes noscript object option "
    "plaintext pre progress rp rt s script select strike style svg template textarea video xmp".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol p plaintext pre "
    "search section summary table tbody td tfoot th thead title tr ul xmp".split()
)
KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "title"), Kind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), Kind.LIST),
    **dict.fromkeys(("td", "th"), Kind.CELL),
    **dict.fromkeys(("figcaption", "caption"), Kind.CAPTION),
    "blockquote": Kind.QUOTE,
}
IMPLIED = {
    "li": ("li",),
    **dict.fromkeys(("dt", "dd"), ("dt", "dd")),
    **dict.fromkeys(("td", "th"), ("td", "th")),
    **dict.fromkeys(("tr", "tbody", "tfoot"), ("td", "th", "tr")),
}
"""What an opening tag closes where its author left out the end tag."""
DESCRIBING = ("alt", "title", "aria-label")
"""Attributes that say in words what an element shows or does."""
PICTURES = frozenset("area audio canvas embed figure iframe img image map object picture svg video".split())
"""Elements that show something, so that a description of them is a caption; that of any other is a label."""
_PATTERNS = {
    **dict.fromkeys(("del", "s", "strike"), "deleted text"),
    **dict.fromkeys(("listing", "plaintext", "pre", "xmp", "code", "kbd", "samp", "var"), "code"),
    "math": "formula",
}
# After a digit, a bare number is a power.
NOTE_MARK = re.compile(
    r"(?:(?<!\d)|(?=<sup\b[^<>]*>\s*[\[<]))<sup\b[^<>]*>\s*(?:<(?:a|span)\b[^<>]*>\s*){0,3}\[?\d{1,3}\]?\s*(?:</(?:a|span)>\s*){0,3}</sup>",
    re.IGNORECASE,
)
_IN_NAME = r"[\w().,@+&%#~-]"
_FILE_NAME = re.compile(
    rf"{_IN_NAME}{{1,200}}(?: {_IN_NAME}{{1,60}}){{0,4}}\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic)"
    r"|(?:IMG|DSC[NF]?|PXL|MVI|DCIM)[_-]?\d[\w-]*",
    re.IGNORECASE,
)


def pattern_of(name: str) -> str:
    """Return what keeps a masked element from being read, as coverage calls it."""
    return _PATTERNS.get(name) or f"<{name}>"


def is_file_name(text: str) -> bool:
    """Tell whether a description is but the name of the picture's file, as programs fill it in."""
    return _FILE_NAME.fullmatch(text.strip()) is not None
