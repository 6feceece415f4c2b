"""Which reader reads which file: the built-in ones, and those of the entry point group ``mtqa.readers``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePosixPath
from types import MappingProxyType

from mtqa.errors import UsageError
from mtqa.readers.base import BytesReader, Reader, StreamReader

GROUP = "mtqa.readers"
AnyReader = Reader | StreamReader | BytesReader
TEXT = ".txt"


@dataclass(frozen=True, slots=True)
class Listed:
    """A reader that is known by name and loaded when it is needed.

    Attributes:
        format: the name of its format.
        suffixes: the file name suffixes that it reads, in lower case, with their dot.
        home: the module in this room and the class in it; empty for a plug-in.
        streams: whether its files may be larger than ``max_size``.
        plugged: the reader itself, where it is a plug-in.
        text: whether its files are text, so that lines and columns mean something to whoever opens one.
    """

    format: str
    suffixes: tuple[str, ...]
    home: str = ""
    streams: bool = False
    plugged: AnyReader | None = None
    text: bool = True

    def load(self) -> AnyReader:
        """Return the reader."""
        return self.plugged or _made(self.home)


_BUILT_IN = (
    Listed("text", (TEXT, ".text"), "plain:PlainReader"),
    Listed("markdown", (".md", ".markdown"), "markdown:MarkdownReader"),
    Listed("mdx", (".mdx",), "markdown:MdxReader"),
    Listed("html", (".html", ".htm", ".xhtml"), "hypertext:HtmlReader"),
    Listed("jsonl", (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), "tables.jsonl:JsonLinesReader", streams=True),
    Listed("parquet", (".parquet",), "tables.parquet:ParquetReader", streams=True, text=False),
    Listed("csv", (".csv", ".csv.gz"), "tables.csv:CsvReader", streams=True),
    Listed("tsv", (".tsv", ".tsv.gz"), "tables.csv:TsvReader", streams=True),
    Listed("excel", (".xlsx", ".xlsm"), "tables.excel:ExcelReader", text=False),
    Listed("json", (".json",), "tables.json:JsonReader"),
    Listed("srt", (".srt",), "subtitles.srt:SrtReader"),
    Listed("webvtt", (".vtt",), "subtitles.vtt:VttReader"),
    Listed("ass", (".ass", ".ssa"), "subtitles.ass:AssReader"),
    Listed("docx", (".docx", ".docm"), "documents.docx:DocxReader", text=False),
    Listed("odt", (".odt",), "documents.odt:OdtReader", text=False),
    Listed("epub", (".epub",), "documents.epub:EpubReader", text=False),
    Listed("pdf", (".pdf",), "documents.pdf:PdfReader", text=False),
    Listed("rtf", (".rtf",), "documents.rtf:RtfReader"),
    Listed("rst", (".rst", ".rest"), "documents.rst:RstReader"),
    Listed("asciidoc", (".adoc", ".asciidoc", ".asc"), "documents.asciidoc:AsciiDocReader"),
    Listed("latex", (".tex", ".ltx"), "documents.latex:LatexReader"),
    Listed("notebook", (".ipynb",), "documents.notebook:NotebookReader"),
    Listed("po", (".po", ".pot"), "messages.po:PoReader"),
    Listed("xliff", (".xlf", ".xliff"), "messages.xliff:XliffReader"),
    Listed("tmx", (".tmx",), "messages.tmx:TmxReader"),
    Listed("android", (".xml",), "messages.android:AndroidReader"),
    Listed("strings", (".strings",), "messages.apple:StringsReader"),
    Listed("stringsdict", (".stringsdict",), "messages.apple:StringsdictReader"),
    Listed("properties", (".properties",), "messages.properties:PropertiesReader"),
    Listed("resx", (".resx",), "messages.resx:ResxReader"),
    Listed("arb", (".arb",), "messages.keyed:ArbReader"),
    Listed("i18n-json", (".i18n.json",), "messages.keyed:KeyedJsonReader"),
    Listed("i18n-yaml", (".yaml", ".yml"), "messages.keyed:KeyedYamlReader"),
)


@cache
def _made(home: str) -> AnyReader:
    module, _, name = home.partition(":")
    reader: AnyReader = getattr(import_module(f"mtqa.readers.{module}"), name)()
    return reader


@cache
def formats() -> Mapping[str, Listed]:
    """Return the readers by suffix (``.md``, ``.jsonl.gz``). A plug-in may take over a built-in reader's suffix.

    Raises:
        UsageError: a plug-in can't be loaded, is no reader, or claims another plug-in's suffix.
    """
    readers = {suffix: listed for listed in _BUILT_IN for suffix in listed.suffixes}
    owners: dict[str, str] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        listed = _load(entry)
        for suffix in listed.suffixes:
            other = owners.setdefault(suffix, entry.name)
            if other != entry.name:
                raise UsageError(f"reader plug-ins '{other}' and '{entry.name}' both read {suffix}; uninstall one")
            readers[suffix] = listed
    return MappingProxyType(readers)


def known(path: str) -> Listed | None:
    """Return the reader for a file by the last or the last two of its suffixes, or None where there is none."""
    readers = formats()
    suffixes = PurePosixPath(path.lower()).suffixes
    return readers.get("".join(suffixes[-2:])) or readers.get("".join(suffixes[-1:]))


def listed_for(path: str, name: str = "") -> Listed:
    """Return the reader for a file: the one called ``name``, else that of its suffix, else that of plain text.

    Raises:
        UsageError: there is none of that name.
    """
    return listed_as(name) if name else known(path) or formats()[TEXT]


def listed_as(name: str) -> Listed:
    """Return the reader of a format, called by its name or by one of its suffixes, with or without the dot.

    Raises:
        UsageError: there is none; the message names all that there are.
    """
    readers = formats()
    for suffix, listed in readers.items():
        if name.lower() in (listed.format, suffix, suffix[1:]):
            return listed
    raise UsageError(f"unknown format '{name}'; use one of: {', '.join(names())}")


def is_text(format: str) -> bool:  # noqa: A002 - the field's name
    """Tell whether files of a format are text."""
    return all(listed.text for listed in formats().values() if listed.format == format)


def names() -> list[str]:
    """Return the names of all formats, sorted."""
    return sorted({listed.format for listed in formats().values()})


def _load(entry: EntryPoint) -> Listed:
    try:
        found = entry.load()
        reader = found() if isinstance(found, type) else found
    except Exception as error:
        why = f"{type(error).__name__}: {error}".splitlines()[0]
        raise UsageError(f"reader plug-in '{entry.name}' ({entry.value}) can't be loaded: {why}") from error
    suffixes = getattr(reader, "suffixes", None)
    well_formed = isinstance(suffixes, tuple) and all(isinstance(s, str) and s[:1] == "." for s in suffixes)
    if not isinstance(reader, AnyReader) or not well_formed:
        need = "a format, a tuple of suffixes with their dot, and a read, a stream or a parse method"
        raise UsageError(f"reader plug-in '{entry.name}' ({entry.value}) is no reader: it needs {need}")
    return Listed(
        reader.format,
        reader.suffixes,
        streams=isinstance(reader, StreamReader),
        plugged=reader,
        text=not isinstance(reader, BytesReader),
    )
