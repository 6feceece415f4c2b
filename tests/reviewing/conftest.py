"""What the tests of reviewing share: files of decisions, and pages as reports have them."""

import json

import pytest

REPORT = "0123456789abcdef"


def entry(**changes):
    """Return a decision as a page exports it."""
    return {
        "path": "docs/a.md", "id": None, "line": 5, "rule": "calque.make-photo", "fingerprint": "00112233aabbccdd",
        "occurrence": 1, "sketch": [], "text": "We made a photo of the old bridge.", "decision": "accepted",
        "reason": "", "note": "", **changes,
    }  # fmt: skip


def exported(*entries, **changes):
    """Return the bytes of a file of decisions."""
    value = {
        "schema": "mtqa-decisions/1",
        "tool": {"name": "mtqa", "version": "0.1.0"},
        "report": REPORT,
        "signature": "mtqa:s",
        "model": True,
        "decisions": [*entries],
        **changes,
    }
    return json.dumps(value).encode()


def page(report=REPORT, body="<p>all is well</p>", name="mtqa 0.1.0"):
    """Return a page with the marks that a report's pages have."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:">\n'
        f'<meta name="generator" content="{name}">\n<meta name="mtqa-report" content="{report}">\n'
        f"<title>report</title>\n</head>\n<body>{body}</body>\n</html>\n"
    )


@pytest.fixture
def make():
    """Return the functions that make things."""

    class Make:
        entry = staticmethod(entry)
        exported = staticmethod(exported)
        page = staticmethod(page)
        report = REPORT

    return Make
