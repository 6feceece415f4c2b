"""Figures, dates, units and names of a sentence, and which of them its translation lacks."""

from __future__ import annotations

from mtqa.fidelity.figure import Figure, FigureKind
from mtqa.fidelity.matching import explained
from mtqa.fidelity.reading import Reading, read

__all__ = ["Figure", "FigureKind", "Reading", "explained", "read"]
