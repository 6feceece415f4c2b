"""What an alert is known by in another run: its rule and its words, never its place.

Re-wrapped, moved and retyped text keeps its fingerprints: white space, quotation marks and dashes are made uniform, as
they are for the language model. A document is known by a bottom-k sketch of its sentences (Broder 1997), which
survives edits to some of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

from mtqa.text import normalise

SKETCH = 16
"""Hashes in a sketch: sixteen estimate how alike two documents are to about an eighth."""
SAME = 1 / 3
"""The share of sentences in common from which on two documents are one that was edited."""


def fingerprint(rule: str, text: str) -> str:
    """Return 16 hexadecimal digits for a rule and a sentence."""
    return _hash(f"{rule}\n{plain(text)}", 8)


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """Return a text with uniform typography, and with single spaces; several alerts may be about one sentence."""
    return " ".join(normalise(text).text.split())


def sketch(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the smallest hashes of some sentences, in ascending order."""
    return tuple(sorted({_hash(plain(text), 4) for text in texts})[:SKETCH])


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Estimate from two sketches how many of all sentences two documents have in common, 0 to 1 (Jaccard's index)."""
    union = sorted({*one, *other})[:SKETCH]
    both = {*one} & {*other}
    return sum(value in both for value in union) / len(union) if union else 0.0


def _hash(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
