"""Many runs in a row: which files are reports, their order, and what happened from one to the next."""

import os
from datetime import UTC, datetime

import pytest

from mtqa.diffing import Change, follow, past
from mtqa.errors import UsageError
from mtqa.result import DocumentVerdict

PHOTO = "Everybody can make a photo with the ship."
PLAIN = "The council met on Tuesday to talk about the bridge."


@pytest.fixture
def folder(runs, tmp_path):
    """Three reports, dated by name, and files that are none."""
    bad = runs.sentence(PHOTO, "calque.photo")
    weeks = [
        runs.run(runs.document("a.md", bad, bad, runs.sentence(PLAIN), verdict=DocumentVerdict.LIKELY)),
        runs.run(runs.document("a.md", bad, runs.sentence(PLAIN))),
        runs.run(runs.document("b.md", runs.sentence("Another text of another day."))),
    ]
    for day, made in zip(("2025-03-01", "2025-03-08", "2025-03-15"), weeks, strict=True):
        runs.save(tmp_path / "runs" / f"mtqa-{day}.json", made)
    (tmp_path / "runs" / "2025-notes.json").write_text("{}")
    (tmp_path / "runs" / "mtqa.html").write_text("<html>")
    (tmp_path / "runs" / ".hidden.json").write_text("{")
    return tmp_path / "runs"


def test_a_folder_is_followed(folder):
    """Runs come in the order of the dates in their names; what is no report is said and skipped."""
    trend = follow("runs", past.in_folder(folder, None))
    assert [(p.name, p.when, p.run.judged, p.run.suspicious, p.run.likely) for p in trend.points] == [
        ("mtqa-2025-03-01.json", "2025-03-01", 3, 2, 1),
        ("mtqa-2025-03-08.json", "2025-03-08", 2, 1, 0),
        ("mtqa-2025-03-15.json", "2025-03-15", 1, 0, 0),
    ]
    assert [(p.step.counts[Change.FIXED], p.step.counts[Change.UNSEEN], p.step.gone) for p in trend.points[1:]] == [
        (2, 0, 0), (0, 1, 1),
    ]  # fmt: skip
    assert trend.points[0].step is None
    assert [(left.name, left.why) for left in trend.left] == [("2025-notes.json", "is JSON, but no report of mtqa")]
    assert (trend.order, trend.why, trend.others, trend.comparable) == (
        past.Order.NAME, "by the dates in their names", 1, True,
    )  # fmt: skip


def test_orders(runs, tmp_path):
    """Names sort as numbers do; times decide where names hold no dates, or where that is asked for."""
    made = runs.run(runs.document("a.md", runs.sentence(PLAIN)))
    for name, when in (("run-10.json", 3), ("run-9.json", 1), ("sub/run-2.json", 2)):
        path = runs.save(tmp_path / name, made)
        os.utime(path, (when, when))
    orders = {order: past.in_folder(tmp_path, order) for order in (None, past.Order.TIME, past.Order.NAME)}
    assert {order: ([f.name for f in found.files], found.why) for order, found in orders.items()} == {
        None: (
            ["run-9.json", "sub/run-2.json", "run-10.json"],
            "by when they were last changed, since not all names hold a date",
        ),
        past.Order.TIME: (["run-9.json", "sub/run-2.json", "run-10.json"], "by when they were last changed"),
        past.Order.NAME: (["run-9.json", "run-10.json", "sub/run-2.json"], "by their names"),
    }
    paths = [tmp_path / name for name in ("run-10.json", "run-9.json", "sub/run-2.json")]
    given = past.named(paths, None)
    assert ([f.path for f in given.files], given.why) == (paths, "as they were named")
    assert [f.path.name for f in past.named(paths, past.Order.TIME).files] == [
        "run-9.json",
        "run-2.json",
        "run-10.json",
    ]


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("mtqa-2025-01-31.json", datetime(2025, 1, 31, tzinfo=UTC)),
        ("2025/01/31.json", None),
        ("20250131T0830.json", datetime(2025, 1, 31, 8, 30, tzinfo=UTC)),
        ("2025-01-31_08-30-15/mtqa.json", datetime(2025, 1, 31, 8, 30, 15, tzinfo=UTC)),
        ("2025-13-45.json", None),
        ("build-1234567.json", None),
    ],
)
def test_dates_in_names(tmp_path, name, when):
    """A date is found anywhere in the name, with or without its time; what is no date is none."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")
    (found,) = past.in_folder(tmp_path, past.Order.NAME).files
    assert (found.when if found.dated else None) == when


def test_twins_and_empty_folders(runs, tmp_path):
    """Of JSON and JSON Lines of one name the latter is read; a folder without reports is refused."""
    with pytest.raises(UsageError, match=r"holds no reports: no file in it ends in \.json or \.jsonl$"):
        past.in_folder(tmp_path, None)
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(UsageError, match=r"holds no report that can be read: a\.json: is JSON, but no report of mtqa$"):
        follow("here", past.in_folder(tmp_path, None))
    (tmp_path / "a.jsonl").write_text("{}")
    found = past.in_folder(tmp_path, None)
    assert ([f.name for f in found.files], found.twins) == (["a.jsonl"], ("a.json",))
