"""The same check over a corpus, on Ray: the extra ``mtqa[ray]``.

    >>> import ray, mtqa.scale
    >>> checked = mtqa.scale.check_dataset(ray.data.read_parquet("s3://bucket/corpus"))  # doctest: +SKIP
    >>> clean = checked.filter(expr=ray.data.expressions.col("verdict") == "no evidence")  # doctest: +SKIP

`check_corpus` is what ``mtqa scale`` runs: it reads files itself, commits partitions, and goes on where it stopped.
"""

from __future__ import annotations

from mtqa.scale.cluster import Share
from mtqa.scale.corpus import Options, Progress, check_corpus
from mtqa.scale.dataset import check_dataset
from mtqa.scale.keeping import Filter, Unit
from mtqa.scale.summing import Summary

__all__ = ["Filter", "Options", "Progress", "Share", "Summary", "Unit", "check_corpus", "check_dataset"]
