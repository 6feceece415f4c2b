"""Scores English against references with sacrebleu's metrics: the same figures, the same signatures."""

from __future__ import annotations

from mtqa.metrics.scoring import MOST_DRAWS, TER_SECONDS, TOKENIZERS, Metrics, Options, Scored

__all__ = ["MOST_DRAWS", "TER_SECONDS", "TOKENIZERS", "Metrics", "Options", "Scored"]
