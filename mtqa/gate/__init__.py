"""The gate: what of a run counts, whether it passes, and in words why not."""

from __future__ import annotations

from mtqa.gate.alerting import with_alerts
from mtqa.gate.baseline import Baseline
from mtqa.gate.changes import Changes
from mtqa.gate.decision import Ledger
from mtqa.gate.suppression import Suppressions

__all__ = ["Baseline", "Changes", "Ledger", "Suppressions", "with_alerts"]
