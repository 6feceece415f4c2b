r"""Escapes of UTF-16 units, ``\u00e9``, which Android and Apple write alike."""

from __future__ import annotations

PAIR = r"\\[uU][dD][89abAB][0-9a-fA-F]{2}\\[uU][dD][c-fC-F][0-9a-fA-F]{2}"
"""Two escapes that are the halves of one character."""
UNIT = r"\\[uU][0-9a-fA-F]{4}"


def character(escape: str) -> str:
    """Return the character of an escape, or of a pair of them; half of a pair alone is none."""
    units = (int(escape[at + 2 : at + 6], 16) for at in range(0, len(escape), 6))
    return b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le", "replace")
