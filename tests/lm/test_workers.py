"""Rows that are run side by side."""

from __future__ import annotations

import threading
import time

import pytest
import torch

from mtqa.lm.workers import each


@pytest.mark.parametrize(("items", "threads", "share"), [(20, 2, 1), (20, 6, 2), (2, 6, 3)])
def test_results_come_in_order_and_the_work_is_shared(items, threads, share):
    """Each item is done once, in one of the workers, which share out PyTorch's threads; this thread keeps its own."""
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(threads)
        seen = list(each(lambda n: (n, threading.current_thread().name, torch.get_num_threads()), range(items), 3))
        assert [n for n, _, _ in seen] == list(range(items))
        assert {own for _, _, own in seen} == {share}
        assert all(name.startswith("mtqa-row") for _, name, _ in seen)
        assert torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize(("items", "workers"), [([], 4), ([1], 4), ([1, 2], 1)])
def test_one_at_a_time_needs_no_other_thread(items, workers):
    """A single item, or a single worker, is this thread's, with all of its threads for the products."""
    here = threading.current_thread()
    assert list(each(lambda n: (n, threading.current_thread()), items, workers)) == [(n, here) for n in items]


def test_an_error_drops_what_has_not_begun():
    """The first error comes out as it is, soon, and leaves no thread."""
    done = []

    def act(n):
        if n == 3:
            raise ValueError("three")
        time.sleep(0.01)
        done.append(n)

    with pytest.raises(ValueError, match="three"):
        list(each(act, range(1_000), 2))
    assert len(done) < 20
    assert not [t for t in threading.enumerate() if t.name.startswith("mtqa-row")]


def test_an_end_of_interest_drops_the_rest():
    """Whoever takes only the first result leaves no work behind."""
    done = []
    results = each(lambda n: done.append(n) or time.sleep(0.01), range(1_000), 2)
    next(results)
    results.close()
    assert len(done) < 20
    assert not [t for t in threading.enumerate() if t.name.startswith("mtqa-row")]
