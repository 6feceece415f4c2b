"""Work done ahead in a thread, so that reading goes on while the language model computes."""

from __future__ import annotations

import ctypes
from collections.abc import Generator
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")

_PAUSE = 0.1


class _Stopped(BaseException):
    """Ends the thread."""


class _End:
    """Follows the last item."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


class _Worker(Generic[T]):
    """Works out items in a thread."""

    def __init__(self, items: Generator[T, None, None], depth: int) -> None:
        self._items = items
        self.ready: Queue[T | _End] = Queue(depth)
        self._stopping = Event()
        self._lock = Lock()
        self._busy = True
        self.thread = Thread(target=self._run, name="mtqa-ahead", daemon=True)

    def _run(self) -> None:
        with suppress(_Stopped):
            self._work()

    def _work(self) -> None:
        error: BaseException | None = None
        try:
            for item in self._items:
                self._put(item)
        except BaseException as caught:  # noqa: BLE001 - whatever it is, it is raised where the items are taken
            error = caught
        with self._lock:
            self._busy = False
        self._items.close()
        self._put(_End(error))

    def _put(self, item: T | _End) -> None:
        while not self._stopping.is_set():
            with suppress(Full):
                self.ready.put(item, timeout=_PAUSE)
                return
        raise _Stopped

    def stop(self) -> None:
        """End the thread at once, even in the midst of a long item, and wait for it."""
        self._stopping.set()
        with self._lock:
            if self._busy and self.thread.ident is not None:
                thread = ctypes.c_ulong(self.thread.ident)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(_Stopped))
        while self.thread.is_alive():
            with suppress(Empty):
                self.ready.get_nowait()
            self.thread.join(_PAUSE)


def ahead(items: Generator[T, None, None], depth: int) -> Generator[T, None, None]:
    """Yield ``items``, which a thread works out while those before are used, ``depth`` of them ahead at most.

    What the items raise is raised here, in its place. The thread ends before this does, however it ends: close the
    generator, with `contextlib.closing`, if not all of it is used.
    """
    worker = _Worker(items, depth)
    worker.thread.start()
    try:
        while not isinstance(item := worker.ready.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        worker.stop()
