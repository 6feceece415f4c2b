"""Runs rows side by side, each in a thread of its own.

Cutting every matrix product of a row up for several threads makes them wait for one another hundreds of times a row,
and spin meanwhile; a row a thread waits for nothing, and loses less to other processes (docs/architecture.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch

MOST = 16
"""Workers at once: more would wait for the interpreter, which each of them needs a twentieth of its time."""

T = TypeVar("T")
R = TypeVar("R")


def each(act: Callable[[T], R], items: Sequence[T], workers: int) -> Iterator[R]:
    """Yield what ``act`` returns for each item, in order, with up to so many at work at once.

    PyTorch's threads are shared out among the workers; a single item is done in this thread, with all of them. An
    error, or an end of interest, drops what has not begun.
    """
    if workers < 2 or len(items) < 2:
        yield from map(act, items)
        return
    count = min(workers, len(items))
    share = max(1, torch.get_num_threads() // count)
    pool = ThreadPoolExecutor(count, "mtqa-row", initializer=torch.set_num_threads, initargs=(share,))
    try:
        yield from pool.map(act, items)
    finally:
        pool.shutdown(cancel_futures=True)
        torch.set_num_threads(torch.get_num_threads())  # the workers' number would be that of every thread to come
