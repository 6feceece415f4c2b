"""Compares content with references, with an older version or another candidate, and with its source."""

from __future__ import annotations

from mtqa.comparing.rows import Blocks
from mtqa.comparing.running import compare
from mtqa.metrics import Options

__all__ = ["Blocks", "Options", "compare"]
