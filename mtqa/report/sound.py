"""Sees to it that what was read of a report has the types that it should, since files may hold anything."""

from __future__ import annotations

from collections.abc import Iterable

from mtqa.alert import Alert
from mtqa.result import DocumentResult, SentenceResult

_NUMBER = (int, float, type(None))
_TEXT = (str, type(None))


def check_document(document: DocumentResult) -> None:
    """Check a document that was restored.

    Raises:
        TypeError: a value is of another type than it should be.
        ValueError: an alert is about a sentence that is not there.
    """
    _are(document, ("path", "format"), str)
    _are(document, ("id", "language"), _TEXT)
    _are(document, ("probability", "evidence", "fluency"), _NUMBER)
    for sentence in document.sentences:
        _check_sentence(sentence)
    for alert in document.alerts:
        _check_alert(alert, len(document.sentences))


def _check_sentence(sentence: SentenceResult) -> None:
    _are(sentence, ("text", "reason", "model_reason"), str)
    _are(sentence, ("line", "column"), int)
    _are(sentence, ("fluency", "evidence", "surprisal", "base"), _NUMBER)
    for finding in sentence.findings:
        _are(finding, ("rule", "message"), str)
        _are(finding, ("suggestion",), _TEXT)


def _check_alert(alert: Alert, sentences: int) -> None:
    _are(alert, ("rule", "message", "fingerprint", "reason"), str)
    _are(alert, ("suggestion",), _TEXT)
    if not all(isinstance(each, str) for each in alert.sketch):
        raise TypeError("sketch is no list of texts")
    if alert.sentence is not None and alert.sentence not in range(sentences):
        raise ValueError(f"an alert is about sentence {alert.sentence!r}, which is not there")


def _are(value: object, names: Iterable[str], types: type | tuple[type, ...]) -> None:
    for name in names:
        if not isinstance(getattr(value, name), types):
            raise TypeError(f"{name} is {getattr(value, name)!r}"[:100])
