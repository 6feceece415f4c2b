"""Gives memory back to the system, so that workers which run for days take what they need and no more."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Return what was freed in pieces, which the C library would keep; nothing where it can't be told to.

    Chunks differ in size, and what they leave free is too scattered for the C library to return it by itself: a worker
    grew by some 40 MiB in ten minutes. It takes some milliseconds.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    """Return glibc's ``malloc_trim``; None where the C library is another."""
    try:
        found: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):  # macOS and musl have none, Windows no such library
        return None
    return found
