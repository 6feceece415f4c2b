"""What 8-bit integers change: next to nothing that anybody sees."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from mtqa import Settings, check_texts
from mtqa.readers import Found, discover, read
from mtqa.result import SkippedFile, Verdict
from mtqa.text import skip_reason, split

pytestmark = pytest.mark.model
CORPORA = Path(__file__).parent.parent / "corpora"


def _sentences(every):
    settings = Settings()
    found = [
        sentence.text
        for file in discover([CORPORA], settings)
        if isinstance(file, Found)
        for document in read(file, settings)
        if not isinstance(document, SkippedFile)
        for sentence in split(document)
        if skip_reason(sentence, "en") is None
    ]
    return list(dict.fromkeys(found))[3::every]


def _spearman(one, other):
    ranks = [np.argsort(np.argsort(values)) for values in (one, other)]
    return float(np.corrcoef(*ranks)[0, 1])


def _judged(texts, dtype):
    report = check_texts(texts, Settings(dtype=dtype))
    return [(i, s) for i, d in enumerate(report.documents) for s in d.sentences if s.verdict is not Verdict.SKIPPED]


def _compare(texts, agreement):
    """Compare 8-bit integers with float32; return the evidence of both, and which text each sentence is of."""
    judged = _judged(texts, "int8"), _judged(texts, "float32")
    eight, single = ([s for _, s in side] for side in judged)
    assert [s.text for s in eight] == [s.text for s in single]
    assert len(eight) > 0.9 * len(texts)
    for name in ("surprisal", "evidence", "fluency"):
        values = [np.asarray([getattr(s, name) for s in side]) for side in (eight, single)]
        assert _spearman(*values) >= 0.995, name
    assert np.mean([a.verdict is b.verdict for a, b in zip(eight, single, strict=True)]) >= agreement
    return [s.evidence for s in eight], [s.evidence for s in single], [i for i, _ in judged[0]]


def test_scores_and_verdicts_stay_on_the_sample_content():
    """On sentences of corpora/ scores correlate at .995 (Spearman), and verdicts agree."""
    _compare(_sentences(5), 0.98)


def test_scores_and_verdicts_stay_on_development_data():
    """On 1,000 sentences of 2019 verdicts agree on 99.5 %, and the area under the curve loses at most .003."""
    folder = os.environ.get("MTQA_DATA")
    if not folder:
        pytest.skip("set MTQA_DATA to the folder of docs/training.md; this takes minutes")
    from pyarrow.parquet import read_table  # noqa: PLC0415 - an extra
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415

    rows = read_table(Path(folder) / "sentences.dev.parquet", columns=["text", "label"]).to_pylist()
    rng = np.random.default_rng(20191)
    chosen = [rows[i] for i in sorted(rng.choice(len(rows), 20_000, replace=False))]
    fit = [row for row in chosen if 4 <= len(row["text"].split()) <= 60]
    picked = [
        row
        for label, count in (("mt", 500), ("native", 500))
        for row in [r for r in fit if r["label"] == label][:count]
    ]
    eight, single, index = _compare([row["text"] for row in picked], 0.995)
    machine = [picked[i]["label"] == "mt" for i in index]
    assert roc_auc_score(machine, eight) >= roc_auc_score(machine, single) - 0.003
