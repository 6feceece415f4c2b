"""What the tests of all readers share: reading a text, and what a reader made of it."""

from __future__ import annotations

import pytest

from mtqa.config import Settings
from mtqa.document import Source
from mtqa.readers.registry import listed_as


@pytest.fixture(scope="session")
def documents():
    """Return a function that reads a text in a format as its documents and skipped records."""

    def read(text, name, path="page", **settings):
        return list(listed_as(name).load().read(Source(path, text), Settings(**settings)))

    return read


@pytest.fixture(scope="session")
def said(documents):
    """Return a function that reads a text in a format as pairs of kind and text."""

    def read(text, name, path="page"):
        (document,) = documents(text, name, path)
        return [(segment.kind.value, segment.text) for segment in document.segments]

    return read
