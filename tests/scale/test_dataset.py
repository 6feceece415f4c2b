"""Any Ray dataset: every row comes out, with what a check of its text finds."""

from __future__ import annotations

import pyarrow as pa
import pytest
import ray
from ray.data.expressions import col

import mtqa
from mtqa import scale
from mtqa.errors import UsageError
from mtqa.report.as_json import document_object
from tests.scale.conftest import FAKE, GOOD, ODD, RULES

pytestmark = pytest.mark.usefixtures("cluster")

TEXTS = [f"{GOOD} This is number {n}." if n % 5 else f"{ODD} {ODD} {GOOD}" for n in range(40)]


def dataset(**columns):
    """Return a dataset of some columns."""
    return ray.data.from_arrow(pa.table(columns))


@pytest.mark.parametrize("settings", [FAKE, RULES], ids=["model", "rules"])
def test_rows_are_judged_as_a_check_judges_their_texts(settings):
    """Verdicts, figures and sentences with their offsets are those of `mtqa.check_texts`."""
    checked = scale.check_dataset(dataset(text=TEXTS, score=list(range(40))), settings, workers=1, rows=16)
    found = sorted(checked.take_all(), key=lambda row: row["score"])
    expected = mtqa.check_texts(TEXTS, settings).documents
    assert [row["text"] for row in found] == TEXTS
    for row, result in zip(found, expected, strict=True):
        document = document_object(result, tokens=False)
        for name in ("language", "verdict", "probability", "evidence", "fluency", "judged", "suspicious"):
            assert row[name] == document[name], name
        for mine, theirs in zip(row["sentences"], document["sentences"], strict=True):
            for name in ("text", "start", "end", "fluency", "evidence", "verdict", "reason", "kind"):
                assert mine[name] == theirs[name], name
            assert len(mine["findings"]) == len(theirs["findings"])


def test_rows_that_cannot_be_judged_come_out_too():
    """Nulls, blanks, other languages and texts that are too large say why, in the row itself."""
    texts = [
        GOOD,
        None,
        "  ",
        "Das ist ein ganz gewöhnlicher deutscher Satz.",
        f"{GOOD} " * 20_000,
    ]
    settings = RULES.replace(max_size=1.0)
    rows = scale.check_dataset(dataset(n=[1, 2, 3, 4, 5], text=texts), settings, workers=1).take_all()
    rows.sort(key=lambda row: row["n"])
    assert [row["n"] for row in rows] == [1, 2, 3, 4, 5]
    assert [row["why"] for row in rows] == [None, "unreadable", "unreadable", "unjudged", "unreadable"]
    assert rows[1]["reason"] == "column 'text' is null"
    assert "above the limit" in rows[4]["reason"]
    assert all(row["verdict"] is None for row in rows[1:])


def test_it_can_be_transformed_further():
    """The result is a dataset like any other."""
    checked = scale.check_dataset(dataset(text=TEXTS), FAKE, workers=1)
    suspicious = checked.filter(expr=col("suspicious") > 0).count()
    assert suspicious == sum(document.suspicious > 0 for document in mtqa.check_texts(TEXTS, FAKE).documents)


def test_columns_that_are_missing_or_taken():
    """Both are refused before anything is read, with what to do."""
    with pytest.raises(UsageError, match=r"no column 'text' \(set text-field\); the dataset has: body"):
        scale.check_dataset(dataset(body=TEXTS), RULES, workers=1)
    with pytest.raises(UsageError, match="has a column 'verdict' itself; name a prefix"):
        scale.check_dataset(dataset(text=TEXTS, verdict=TEXTS), RULES, workers=1)
    row = scale.check_dataset(dataset(text=TEXTS[:1], verdict=["x"]), RULES, workers=1, prefix="mtqa_").take_all()[0]
    assert row["verdict"] == "x"
    assert row["mtqa_judged"] == 3
