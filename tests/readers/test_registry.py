"""Which reader reads which file, and plug-ins."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from mtqa.document import Document
from mtqa.errors import UsageError
from mtqa.readers import registry

NEED = "it needs a format, a tuple of suffixes with their dot, and a read, a stream or a parse method"


class Subtitles:
    """Reads a made-up format."""

    format = "subtitles"
    suffixes = (".sub",)

    def read(self, source, settings):
        """Yield a document without segments."""
        del settings
        yield Document(source.path, self.format, (), source.text)


class Taking(Subtitles):
    """Takes over the suffix of a built-in reader."""

    suffixes = (".md", ".mpl")


class Undotted(Subtitles):
    """Names a suffix without its dot."""

    suffixes = ("sub",)


class Failing(Subtitles):
    """Can't be made."""

    def __init__(self):
        raise RuntimeError("no licence\nat all")


@pytest.fixture
def plugged(monkeypatch):
    """Return a function that installs plug-ins by name for one test."""

    def install(**found):
        entries = [EntryPoint(name, f"here:{name}", registry.GROUP) for name in found]
        monkeypatch.setattr(EntryPoint, "load", lambda entry: found[entry.name])
        monkeypatch.setattr(registry, "entry_points", lambda *, group: entries if group == registry.GROUP else [])
        registry.formats.cache_clear()

    yield install
    registry.formats.cache_clear()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.txt", "text"),
        ("a/b.text", "text"),
        ("a.md", "markdown"),
        ("a.MARKDOWN", "markdown"),
        ("a.mdx", "mdx"),
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a.xhtml", "html"),
        ("a.jsonl", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.b.JSONL.gz", "jsonl"),
        ("a.gz", "text"),
        ("a.md.jsonl", "jsonl"),
        ("a.parquet", "parquet"),
        ("a.odf", "text"),
        ("README", "text"),
        (".md", "text"),
    ],
)
def test_suffixes(path, name):
    """The suffix decides, in either case; what has none that is known is plain text."""
    assert registry.listed_for(path).format == name


@pytest.mark.parametrize("name", ["markdown", ".md", "md", "Markdown", ".MARKDOWN"])
def test_names(name):
    """A format may be called by its name or one of its suffixes."""
    assert registry.listed_as(name).format == "markdown"


def test_an_unknown_name_names_the_known_ones():
    """Who mistypes a format is told which there are."""
    with pytest.raises(UsageError) as caught:
        registry.listed_as("word")
    assert str(caught.value) == "unknown format 'word'; use one of: " + ", ".join(registry.names())


def test_a_plug_in_adds_a_format(plugged):
    """A plug-in is a class or an instance, and may take over a built-in reader's suffix."""
    plugged(one=Subtitles, two=Taking())
    found = [type(registry.listed_for(path).load()).__name__ for path in ("a.sub", "a.md", "a.mpl", "a.markdown")]
    assert found == ["Subtitles", "Taking", "Taking", "MarkdownReader"]


@pytest.mark.parametrize(
    ("plug_ins", "message"),
    [
        (
            {"one": Subtitles, "two": Subtitles},
            "reader plug-ins 'one' and 'two' both read .sub; uninstall one",
        ),
        (
            {"one": Failing},
            "reader plug-in 'one' (here:one) can't be loaded: RuntimeError: no licence",
        ),
        (
            {"one": object},
            "reader plug-in 'one' (here:one) is no reader: " + NEED,
        ),
        (
            {"one": Undotted},
            "reader plug-in 'one' (here:one) is no reader: " + NEED,
        ),
    ],
    ids=["the same suffix", "can't be made", "no reader", "no dot"],
)
def test_plug_ins_that_are_wrong(plugged, plug_ins, message):
    """A plug-in that can't be used is named, with what to do."""
    plugged(**plug_ins)
    with pytest.raises(UsageError) as caught:
        registry.formats()
    assert str(caught.value) == message
