"""What a chunk leaves free goes back to the system."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from mtqa.scale import memory

MEBIBYTE = 2**20


def anonymous():
    """Return the bytes of memory that this process has for itself."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Anonymous:"))


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library can't be told to return memory")
def test_freed_pieces_go_back():
    """Where one object in five hundred stays, the C library keeps the pages of the others until it is told."""
    pieces = [bytes(1_000) for _ in range(300_000)]
    full = anonymous()
    stays = pieces[::500]
    pieces.clear()
    memory.give_back()
    assert full - anonymous() > 150 * MEBIBYTE
    assert len(stays) == 600


def test_another_c_library_is_left_alone(monkeypatch):
    """Nothing happens where there is nothing to call."""
    monkeypatch.setattr(memory, "_trim", lambda: None)
    memory.give_back()
