"""Work done ahead in a thread."""

from __future__ import annotations

import threading
import time
from contextlib import closing

import pytest

from mtqa.ahead import ahead


def threads():
    """Return the threads that work ahead."""
    return [thread for thread in threading.enumerate() if thread.name == "mtqa-ahead"]


@pytest.mark.parametrize("depth", [1, 3, 100])
def test_items_come_in_order(depth):
    """All items come, in their order, and the thread ends with them."""
    assert list(ahead((i for i in range(500)), depth)) == list(range(500))
    assert threads() == []


def test_it_runs_no_further_ahead_than_it_may():
    """Of items that nobody takes only so many are worked out."""
    begun = []

    def items():
        for i in range(100):
            begun.append(i)
            yield i

    with closing(ahead(items(), 3)) as given:
        next(given)
        time.sleep(0.3)
        assert len(begun) <= 3 + 2
    assert threads() == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_comes_in_its_place(error):
    """What is raised at an item is raised after the items before it."""

    def items():
        yield 1
        yield 2
        raise error("no more")

    given = ahead(items(), 5)
    assert [next(given), next(given)] == [1, 2]
    with pytest.raises(error, match="no more"):
        next(given)
    assert threads() == []


def test_a_long_item_is_cut_short():
    """Who stops taking items need not wait for the one that is in work, and the items are told."""
    told = []

    def items():
        try:
            yield 1
            while True:
                time.sleep(0.01)
        finally:
            told.append("closed")

    begun = time.monotonic()
    with closing(ahead(items(), 5)) as given:
        next(given)
        time.sleep(0.1)
    assert time.monotonic() - begun < 5
    assert (told, threads()) == (["closed"], [])


def test_a_full_queue_is_no_hindrance():
    """A thread that waits for room ends too."""
    for _ in range(20):
        with closing(ahead((i for i in range(10_000)), 1)) as given:
            next(given)
    assert threads() == []
