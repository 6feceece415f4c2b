"""Windows and rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtqa.lm.packing import ROW, WINDOW, Window, filled, pack, windows

lengths = st.lists(st.integers(1, 1500), min_size=1, max_size=12)


@given(lengths)
def test_windows_score_each_token_once(sizes):
    """Over all windows of a text, each token is scored exactly once, with its beginning fed and never scored."""
    for i, size in enumerate(sizes):
        ids = list(range(1, size + 1))
        scored = []
        for window in windows(i, ids, 0):
            assert window.ids[0] == 0
            assert len(window.ids) <= WINDOW + 1
            scored += window.ids[1 + window.first - window.start :]
        assert scored == ids


@given(lengths, st.integers(1, 9))
def test_packing_loses_nothing(sizes, workers):
    """Every window is in exactly one row, and a row holds several only where they fit."""
    parts = [w for i, size in enumerate(sizes) for w in windows(i, list(range(size)), 0)]
    rows = pack(parts, workers)
    assert sorted((w.text, w.start) for row in rows for w in row) == sorted((w.text, w.start) for w in parts)
    for row in rows:
        total = sum(len(w.ids) for w in row)
        assert len(row) == 1 or total <= ROW
        assert filled(total) >= total


@given(st.lists(st.integers(5, 60), min_size=200, max_size=400), st.integers(2, 16))
def test_workers_end_at_about_the_same_time(sizes, workers):
    """Taking row after row, no worker of a few has more than a seventh more to do than its share."""
    rows = pack([Window(i, (0,) * size, 0, 0) for i, size in enumerate(sizes)], workers)
    busy = [0] * workers
    for row in rows:
        busy[busy.index(min(busy))] += sum(len(window.ids) for window in row)
    assert max(busy) <= 1.15 * sum(busy) / workers
