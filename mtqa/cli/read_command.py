"""``mtqa read``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from mtqa.document import Document, Mask, Places, Segment, Sentence

_SHOWN = 100


@click.command("read", short_help="Print what is read of files: segments, sentences, masks.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a line, one for each document.")
@click.option("--text", "as_text", is_flag=True, help="Print the source text that offsets count in, and nothing else.")
@click.option("--stdin-format", default="txt", show_default=True, metavar="FORMAT", help="What PATH - is written in.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file.")
def command(paths: tuple[str, ...], as_json: bool, as_text: bool, stdin_format: str, config: Path | None) -> int:
    """Print what is read of files, without checking it.

    Each segment has its line and column, its kind and its place from-to in the source, and under it its sentences,
    with the reason where one would not be judged. What a pattern masks, and what a format leaves out, is told too.
    """
    from mtqa.cli.options import layered  # noqa: PLC0415
    from mtqa.coverage import SkippedFile  # noqa: PLC0415
    from mtqa.document import Document  # noqa: PLC0415
    from mtqa.items import STDIN, list_files, read_items  # noqa: PLC0415
    from mtqa.report.as_json import dump  # noqa: PLC0415

    settings = layered(config, {})
    stdin = sys.stdin.buffer.read() if STDIN in paths else b""
    found = list_files(paths, settings, stdin_format, note=lambda line: click.echo(f"mtqa: {line}", err=True))
    read = 0
    for item in read_items(found, settings, stdin, stdin_format):
        if isinstance(item.what, SkippedFile):
            if as_json:
                click.echo(dump({"path": item.what.path, "reason": item.what.reason}))
            else:
                click.echo(f"{item.what.path}: skipped: {item.what.reason}", err=as_text)
        elif isinstance(item.what, Document):
            read += 1
            if as_text:
                click.echo(item.what.source, nl=not item.what.source.endswith("\n"))
            elif as_json:
                click.echo(dump(_object(item.what)))
            else:
                for line in _lines(item.what):
                    click.echo(_visible(line))
    return 0 if read else 2


def _split(document: Document) -> Iterator[tuple[Segment, list[tuple[Sentence, str | None]]]]:
    """Yield each segment with its sentences, and the reason why one is not judged."""
    from mtqa import text  # noqa: PLC0415

    segments = list(text.by_segment(document))
    declared = document.language
    language = declared or text.document_language([sentence for _, sentences in segments for sentence in sentences])
    for segment, sentences in segments:
        yield segment, [(s, text.skip_reason(s, language, declared=bool(declared))) for s in sentences]


def _object(document: Document) -> dict[str, Any]:
    from mtqa.report.as_json import places_object  # noqa: PLC0415

    return {
        "path": document.path,
        "id": document.id,
        "format": document.format,
        "encoding": document.encoding,
        "characters": len(document.source),
        "segments": [
            {
                "kind": segment.kind.value,
                "start": own[0][0].span.start,
                "end": own[-1][0].span.end,
                "line": own[0][0].line,
                "column": own[0][0].column,
                "text": segment.text,
                "original": segment.original,
                "places": places_object(segment.places),
                "sentences": [
                    {
                        "start": sentence.span.start,
                        "end": sentence.span.end,
                        "line": sentence.line,
                        "column": sentence.column,
                        "text": sentence.text,
                        "places": places_object(sentence.places),
                        "skipped": reason,
                    }
                    for sentence, reason in own
                ],
            }
            for segment, own in _split(document)
        ],
        "masked": [{"start": m.start, "end": m.end, "pattern": m.pattern} for m in document.masks],
        "omitted": [{"reason": omitted.reason, "units": omitted.units} for omitted in document.omitted],
        "notes": list(document.notes),
    }


def _lines(document: Document) -> Iterator[str]:
    """Yield what is printed of a document: its head, and its segments and masks in the order of the source."""
    from mtqa import text  # noqa: PLC0415

    name = document.path if document.id is None else f"{document.path} (record {document.id})"
    read = sum(len(segment.text) for segment in document.segments)
    masked = sum(mask.end - mask.start for mask in document.masks)
    yield (
        f"{name}: {document.format}, {document.encoding}; {read:,} of {len(document.source):,} characters in "
        f"{len(document.segments):,} segments, {masked:,} masked"
    )
    at = text.places(document)
    rows = [(mask.start, _masked(mask, document, at(mask.start))) for mask in document.masks]
    for segment, own in _split(document):
        first, last = own[0][0], own[-1][0]
        span = f"{first.span.start}-{last.span.end}{_where(segment.places)}"
        head = f"  {first.line}:{first.column}  {segment.kind.value}  {span}"
        rows.append((first.span.start, "\n".join([head, *(_sentence(*one) for one in own)])))
    yield from (row for _, row in sorted(rows, key=lambda row: row[0]))
    for reason, units in document.omitted:
        yield f"  left out: {units:,} {reason}"
    for note in document.notes:
        yield f"  note: {note}"
    yield ""


def _sentence(sentence: Sentence, reason: str | None) -> str:
    why = f"  [{reason}]" if reason else ""
    return f"      {sentence.line}:{sentence.column}  {sentence.span.start}-{sentence.span.end}  {sentence.text}{why}"


def _masked(mask: Mask, document: Document, at: tuple[int, int]) -> str:
    start, end, pattern = mask
    text = " ".join(document.source[start - document.offset : end - document.offset].split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"  {at[0]}:{at[1]}  masked: {pattern}  {start}-{end}  {shown}"


def _visible(lines: str) -> str:
    """Make what a terminal would obey visible, but for the line breaks between rows."""
    from mtqa.report.html.marks import visible  # noqa: PLC0415

    return "\n".join(map(visible, lines.split("\n")))


def _where(places: Places) -> str:
    if not places:
        return ""
    first, last = places[0], places[-1]
    return f"  {first}" if first is last else f"  {first} to {last}"
