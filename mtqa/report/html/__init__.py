"""The HTML report: one file that makes no request, for the editor who reviews the suspicious sentences.

The page carries its data as one compressed JSON island and builds sentence cards on demand, so that thousands
of sentences open at once; a plain list of the worst ones stands in the page itself for readers without scripts.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from importlib import resources

from mtqa.report.html import fragments
from mtqa.report.html.captions import captions
from mtqa.report.html.marks import visible
from mtqa.report.html.view import island
from mtqa.result import Report

__all__ = ["render_html"]

_SLOT = re.compile(r"\{\{(\w+)\}\}")


def render_html(report: Report) -> str:
    """Render the whole report as one HTML page; the same report gives the same page.

    The page's policy allows the embedded style and script by their SHA-256 alone and no request at all.
    """
    style, script = _part("page.css"), _part("page.js")
    slots = {
        "policy": _policy(style, script),
        "style": style,
        "script": script,
        "data": _packed(island(report)),
        "title": fragments.title(report),
        "version": fragments.escape(visible(report.version)),
        "summary": fragments.summary(report),
        "plain": fragments.plain(report),
        "captions": captions(report),
        "coverage": fragments.coverage(report),
        "rates": fragments.rates(report),
        "signature": fragments.escape(visible(str(report.signature))),
    }
    return _SLOT.sub(lambda slot: slots[slot[1]], _part("page.html"))


def _part(name: str) -> str:
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


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
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()
