"""Lays documents side by side: which file belongs to which, which unit, which sentence."""

from __future__ import annotations

from mtqa.pairing.finding import Counterparts, summary
from mtqa.pairing.texts import Text

__all__ = ["Counterparts", "Text", "summary"]
