"""Puts pages together: a template, styles and scripts in one file, under a policy that allows just these."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from importlib import resources

_SLOT = re.compile(r"\{\{([\w:.-]+)\}\}")


def part(package: str, name: str) -> str:
    """Read a file that ships with a package."""
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")


def page(
    template: str,
    *,
    styles: Sequence[str],
    scripts: Sequence[str],
    slots: Mapping[str, str],
    data: object | None = None,
) -> str:
    """Fill a template.

    The page's policy allows the embedded style and script by their SHA-256 alone, and no request at all.

    Args:
        template: HTML with slots such as ``{{title}}``.
        styles: style sheets, in order.
        scripts: scripts, in order; they share a closure of their own.
        slots: what is put in place of each slot, as HTML. ``policy``, ``style``, ``script`` and ``data`` are added.
        data: what the scripts read, as values for JSON; None for none.

    Raises:
        KeyError: a slot of the template is not among ``slots``.
    """
    style = "\n".join(styles)
    script = '(() => {\n"use strict";\n' + "\n".join(scripts) + "\n})();" if scripts else ""
    filled = {
        **slots,
        "policy": _policy(style, script),
        "style": style,
        "script": script,
        "data": "" if data is None else _packed(data),
    }
    return _SLOT.sub(lambda slot: filled[slot[1]], template)


def escape(text: str) -> str:
    """Escape text for HTML content and quoted attributes."""
    return html.escape(text, quote=True)


def embedded(value: object) -> str:
    """Write a value as JSON that can't close the script element that it stands in."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _packed(data: object) -> str:
    """Compress for DecompressionStream("deflate"), which reads the zlib format; base64 can't close a script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    packed = zlib.compress(text.encode(errors="backslashreplace"), 6)  # half a surrogate pair: JSON's own escape
    return base64.b64encode(packed).decode()
