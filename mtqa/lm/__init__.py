"""The language model: store, backends, and the fake for tests. Importing this room imports no torch."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.errors import ModelError
from mtqa.lm import kernels, store
from mtqa.lm.base import CONVERSION, EXPLAINED_BITS, LanguageModel, TextScore
from mtqa.lm.fake import FakeModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.config import Settings

__all__ = ["EXPLAINED_BITS", "FakeModel", "LanguageModel", "TextScore", "circumstances", "load", "store"]


def circumstances(settings: Settings) -> str | None:
    """Return all that decides a model's name and number format, without loading it; None where it isn't installed.

    The number format depends on the machine and on the version of PyTorch, and loading the model to ask takes seconds.
    """
    found = store.find(settings.model)
    if found is None:
        return None
    try:
        torch = version("torch")
    except PackageNotFoundError:
        return None
    asked = settings.device, settings.dtype, settings.jobs
    return repr((found[1], *asked, torch, CONVERSION, platform.machine(), _processor()))


def _processor() -> str:
    """Return what the processor can do, as far as the system tells."""
    try:
        with Path("/proc/cpuinfo").open(encoding="ascii", errors="replace") as lines:
            return next((line for line in lines if line.startswith(("flags", "Features"))), platform.processor())
    except OSError:
        return platform.processor()


def load(settings: Settings, say: Callable[[str], None] = lambda _: None) -> LanguageModel:
    """Load the language model that the settings name, and install it first where that is allowed.

    ``say`` is told what is installed. The name ``fake`` gives the deterministic fake.

    Raises:
        ModelError: the model is not installed and ``offline`` is set, or it can't be installed or loaded.
    """
    if settings.model == "fake":
        return FakeModel()
    found = store.find(settings.model)
    if found is None:
        if settings.offline:
            raise ModelError(f"{store.missing(settings.model)} (this run is offline)")
        store.install(settings.model, say)
        found = store.find(settings.model)
        assert found is not None
    place, name = found
    kernels.pin()
    if _quantised(settings, place):
        from mtqa.lm.int8_backend import Int8Model  # noqa: PLC0415 - imports torch

        return Int8Model(place, name, jobs=settings.jobs, say=say)
    from mtqa.lm.torch_backend import TorchModel  # noqa: PLC0415 - imports torch

    return TorchModel(place, name, device=settings.device, dtype=settings.dtype, jobs=settings.jobs)


def _quantised(settings: Settings, place: Path) -> bool:
    """Choose the backend: 8-bit integers where they are asked for, or are the fastest that this machine can do.

    Raises:
        ModelError: they are asked for on a device that is no CPU.
    """
    if settings.dtype == "int8":
        if settings.device not in {"auto", "cpu"}:
            raise ModelError(f"int8 runs on a CPU, not on '{settings.device}'; leave out --device or --dtype")
        return True
    if settings.dtype != "auto" or settings.device not in {"auto", "cpu"}:
        return False
    from mtqa.lm import int8_backend  # noqa: PLC0415 - imports torch

    return int8_backend.usable(place, accelerators=settings.device == "auto")
