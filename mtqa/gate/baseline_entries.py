"""The entries of a baseline: how they are made of alerts, and what decisions do to them."""

from __future__ import annotations

import dataclasses

from mtqa.alert import DOCUMENT_RULES
from mtqa.gate.fingerprints import fingerprint as hashed
from mtqa.outcome import KnownEntry

SHOWN = 60
"""Characters of a sentence that are kept for people."""


def known_entry(
    rule: str,
    fingerprint: str,
    place: str,
    *,
    id: str | None = None,  # noqa: A002 - the entry's name for it
    text: str = "",
    sketch: tuple[str, ...] = (),
) -> KnownEntry:
    """Return what a baseline remembers of an alert.

    Args:
        rule: the alert's.
        fingerprint: the alert's.
        place: its file, relative to the baseline's folder.
        id: its record's id, where there is one.
        text: its sentence, of which the beginning is kept; empty for a document's verdict.
        sketch: that of a document's verdict.
    """
    entry = KnownEntry(fingerprint, rule, place, id=id, text=_cut(text), sketch=sketch)
    return by_sketch(entry)


def redecided(old: KnownEntry | None, new: KnownEntry) -> KnownEntry:
    """Return an entry as it is once people have decided: see `Baseline.decided`."""
    if old is None:
        return new
    reason = new.reason or (old.reason if old.decision is new.decision else "")
    return dataclasses.replace(old, count=max(old.count, new.count), decision=new.decision, reason=reason)


def by_sketch(entry: KnownEntry) -> KnownEntry:
    """Return a document's entry with a fingerprint of what it is known by wherever mtqa runs; others as they are."""
    if entry.rule not in DOCUMENT_RULES:
        return entry
    return dataclasses.replace(entry, fingerprint=hashed(entry.rule, " ".join(entry.sketch)))


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 1].rstrip()}…"
