"""mtqa finds machine-translated English, scores its fluency, and says why.

    >>> import mtqa
    >>> report = mtqa.check(["articles"])  # doctest: +SKIP
    >>> report.gate.passed  # doctest: +SKIP
    True

Names are imported when they are used: ``import mtqa`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mtqa._version import __version__

if TYPE_CHECKING:
    from mtqa.config import FailOn, Settings, load_config
    from mtqa.document import Document, Kind, Segment, Sentence, Span
    from mtqa.entry import Entry, Sink
    from mtqa.errors import MtqaError
    from mtqa.pipeline import Progress, check, check_texts
    from mtqa.result import (
        Coverage,
        DocumentResult,
        DocumentVerdict,
        Finding,
        Gate,
        Report,
        SentenceResult,
        Severity,
        Signature,
        SkippedFile,
        TokenScore,
        Totals,
        Verdict,
    )

_HOMES = {
    "pipeline": ("Progress", "check", "check_texts"),
    "config": ("FailOn", "Settings", "load_config"),
    "document": ("Document", "Kind", "Segment", "Sentence", "Span"),
    "entry": ("Entry", "Sink"),
    "errors": ("MtqaError",),
    "result": (
        "Coverage",
        "DocumentResult",
        "DocumentVerdict",
        "Finding",
        "Gate",
        "Report",
        "SentenceResult",
        "Severity",
        "Signature",
        "SkippedFile",
        "TokenScore",
        "Totals",
        "Verdict",
    ),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Coverage",
    "Document",
    "DocumentResult",
    "DocumentVerdict",
    "Entry",
    "FailOn",
    "Finding",
    "Gate",
    "Kind",
    "MtqaError",
    "Progress",
    "Report",
    "Segment",
    "Sentence",
    "SentenceResult",
    "Settings",
    "Severity",
    "Signature",
    "Sink",
    "SkippedFile",
    "Span",
    "TokenScore",
    "Totals",
    "Verdict",
    "__version__",
    "check",
    "check_texts",
    "load_config",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'mtqa' has no attribute '{name}'")
    value = getattr(import_module(f"mtqa.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
