"""The gate: whether a run passes, and in words why not."""

from __future__ import annotations

from mtqa.gate.decision import Ledger

__all__ = ["Ledger"]
