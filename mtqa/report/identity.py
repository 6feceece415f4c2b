"""What tells a report from others, so that decisions about one are not taken for decisions about another."""

from __future__ import annotations

import hashlib
import json

from mtqa.result import Report


def report_id(report: Report) -> str:
    """Return 16 hexadecimal digits of a report's signature, texts and alerts; time and device have no part in it."""
    digest = hashlib.sha256(str(report.signature).encode())
    for document in report.documents:
        alerts = [(a.rule, a.fingerprint, a.occurrence, a.sentence, a.state.value) for a in document.alerts]
        parts = [document.path, document.id, [s.text for s in document.sentences], alerts]
        digest.update(json.dumps(parts).encode())
    return digest.hexdigest()[:16]
