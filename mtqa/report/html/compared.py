"""The section on what stands beside the content: scores, documents by chrF, what changed, what has no counterpart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.beside import Change, Changes, Compared, DocumentBeside, Score, Significance
from mtqa.report.html.assembly import escape
from mtqa.report.html.marks import visible
from mtqa.report.html.strings import say
from mtqa.report.html.tables import PLAIN_LIMIT, Column, folded, lines, link, name_of, rest, table
from mtqa.report.scores import (
    SIGNIFICANT,
    chrf,
    difference,
    is_chrf,
    of_metric,
    p_value,
    signed,
    significant,
    without_intervals,
    without_ter,
)
from mtqa.result import DocumentResult, Report

_OPEN = 15
"""So many documents are on show at once; more are folded."""
_UNPAIRED_OPEN = 8


def compared(report: Report, mode: str) -> str:
    """Render the section; nothing where the content was not compared, nor in the page of one document.

    Args:
        report: the run.
        mode: what the page is, see `mtqa.report.html.folder.limits`.
    """
    found = report.compared
    if found is None or mode == "document":
        return ""
    beside = found.references or (found.baseline or found.source,)
    return lines(
        '<section id="compared" class="compared" aria-labelledby="compared-title">',
        f'<h2 id="compared-title">{escape(say("beside.compared"))} {", ".join(map(name_of, beside))}</h2>',
        _lead(found, report),
        _scores(found),
        _documents(report),
        _changes(found),
        _unpaired(found, report),
        _signatures(found),
        "</section>",
    )


def _lead(found: Compared, report: Report) -> str:
    """Say what was compared with what."""
    blocks = say("beside.blocks", count=found.blocks) if found.blocks else ""
    said = [escape(say("beside.documents", count=found.documents)) + (f", {escape(blocks)}" if blocks else "") + "."]
    named = (
        ("beside.baseline_is", found.baseline if found.references else ""),
        ("beside.source_is", found.source if found.references or found.baseline else ""),
    )
    said += [f"{escape(say(key))} {name_of(path)}." for key, path in named if path]
    lacking = sum(len(document.beside.missing) for document in report.documents if document.beside is not None)
    if lacking:
        said.append(escape(say("beside.lacking", count=lacking)))
    if found.scores and not found.references:
        said.append(escape(say("beside.no_reference")))
    return f'<p class="stated">{" ".join(said)}</p>'


def _scores(found: Compared) -> str:
    """Render the metrics: each with its interval, and where there are two candidates how they differ."""
    twice = bool(found.baseline_scores)
    columns = [Column(say("beside.metric")), Column(say("beside.candidate"), number=True)]
    if twice:
        columns += [
            Column(say("beside.baseline"), number=True),
            Column(say("beside.difference"), number=True),
            Column(say("beside.p"), number=True),
        ]
    tests = {test.metric: test for test in found.significance}
    rows = ([*_row(score, found, tests.get(score.metric), twice=twice)] for score in found.scores)
    drawn = table("scores", say("beside.scores"), columns, rows)
    return drawn and lines(drawn, f'<p class="hint">{escape(" ".join(_about(found)))}</p>')


def _row(score: Score, found: Compared, test: Significance | None, *, twice: bool) -> Iterator[str]:
    metric = f"<b>{escape(visible(score.metric))}</b>"
    yield metric if score.higher_is_better else f"{metric} <small>{escape(say('beside.lower'))}</small>"
    yield _figure(score)
    if twice:
        before = of_metric(found.baseline_scores, score.metric)
        yield _figure(before) if before else escape(say("beside.unknown"))
        yield _moved(test, better=score.higher_is_better) if test else escape(say("beside.unknown"))
        yield escape(p_value(test)) if test else escape(say("beside.unknown"))


def _figure(score: Score) -> str:
    if score.interval is None:
        return f"{score.value:.1f}"
    low, high = score.interval
    return f"{score.value:.1f} <small>{escape(say('beside.interval', low=f'{low:.1f}', high=f'{high:.1f}'))}</small>"


def _moved(test: Significance, *, better: bool) -> str:
    """Write a difference with a word that says whether it is a gain, where chance is no likely reason for it."""
    written = escape(difference(test).replace("-", "−"))
    if not significant(test):
        return written
    gained = (test.difference > 0) == better
    tone, glyph, word = ("good", "▲", "beside.better") if gained else ("bad", "▼", "beside.worse")
    if not better:
        glyph = "▼" if gained else "▲"
    return f'{written} <span class="v-{tone}" role="img" aria-label="{escape(say(word))}">{glyph}</span>'


def _about(found: Compared) -> Iterator[str]:
    """Say how the figures came about."""
    yield say("beside.higher")
    if any(score.interval for score in found.scores):
        yield say("beside.bootstrap", count=found.trials, seed=str(found.seed))
    if found.significance:
        yield say("beside.test", test=visible(found.significance[0].test), level=f"{SIGNIFICANT:g}")
    if without_intervals(found):
        yield say("beside.no_intervals")
    if without_ter(found):
        yield say("beside.no_ter")


def _documents(report: Report) -> str:
    """Render the documents that have a chrF, the worst first, each with its picture."""
    scored = [
        (value, document, document.beside)
        for document in report.documents
        if document.beside is not None and (value := chrf(document.beside.scores)) is not None
    ]
    if not scored:
        return ""
    scored.sort(key=lambda one: (one[0], one[1].name))
    moved = any(beside.previous_scores for _, _, beside in scored)
    lacking = any(beside.missing for _, _, beside in scored)
    metric = next(s.metric for s in scored[0][2].scores if s.value == scored[0][0])
    columns = [
        Column(say("beside.document")),
        Column(say("beside.picture"), name="picture wide"),
        Column(visible(metric), number=True),
        *([Column(say("beside.before"), number=True)] if moved else []),
        Column(say("beside.blocks_head"), number=True, name="wide"),
        *([Column(say("beside.lacking_head"), number=True)] if lacking else []),
    ]

    def drawn(name: str, some: Sequence[tuple[float, DocumentResult, DocumentBeside]]) -> str:
        rows = (_document(value, document, beside, moved=moved, lacking=lacking) for value, document, beside in some)
        return table(name, say("beside.by_document", metric=visible(metric)), columns, rows)

    more = scored[_OPEN:PLAIN_LIMIT]
    return lines(
        drawn("by-chrf", scored[:_OPEN]),
        _key(moved=moved),
        folded(say("beside.more_documents", count=len(more)), drawn("more-by-chrf", more)) if more else "",
        rest("overview.rest_documents", report.counted().documents, report),
    )


def _document(
    value: float, document: DocumentResult, beside: DocumentBeside, *, moved: bool, lacking: bool
) -> list[str]:
    params = {"file": document.path, **({} if document.id is None else {"record": document.id})}
    before = chrf(beside.previous_scores)
    return [
        link(name_of(document.name), "document", **params),
        _picture(value, before),
        _figure(next(score for score in beside.scores if is_chrf(score.metric))),
        *([escape(say("beside.unknown")) if before is None else f"{before:.1f}"] if moved else []),
        f"{beside.blocks:,}",
        *([f"{len(beside.missing):,}"] if lacking else []),
    ]


def _picture(value: float, before: float | None) -> str:
    """Draw a score as a point on a line from 0 to 100, and what it was before as a ring."""
    ticks = "".join(f'<rect class="tick" x="{at}%" y="3" width="1" height="8"/>' for at in (25, 50, 75))
    ring = "" if before is None else f'<circle class="ring" cx="{_at(before)}" cy="7" r="4"/>'
    return (
        '<svg class="dots" height="14" aria-hidden="true"><rect class="scale" y="6" width="100%" height="2"/>'
        f'{ticks}{ring}<circle class="point" cx="{_at(value)}" cy="7" r="4.5"/></svg>'
    )


def _at(value: float) -> str:
    return f"{3 + 0.94 * min(max(value, 0), 100):.1f}%"


def _key(*, moved: bool) -> str:
    """Say what the points and the rings are."""
    signs = [('<circle class="point" cx="7" cy="7" r="4.5"/>', say("beside.point"))]
    if moved:
        signs.append(('<circle class="ring" cx="7" cy="7" r="4"/>', say("beside.ring")))
    drawn = "".join(
        f'<span><svg class="dots" width="14" height="14" aria-hidden="true">{sign}</svg>{escape(word)}</span>'
        for sign, word in signs
    )
    return f'<p class="key wide">{drawn}</p>'


def _changes(found: Compared) -> str:
    changes = found.changes
    if changes is None:
        return ""
    kinds = (
        (say("beside.unchanged"), changes.unchanged, Change.UNCHANGED.value),
        (say("beside.changed"), changes.changed, Change.CHANGED.value),
        (say("beside.new"), changes.new, Change.NEW.value),
        (say("beside.removed"), changes.removed, ""),
    )
    cells = "".join(
        f"<div><dt>{link(escape(word), 'queue', verdict='all', state='all', change=kind) if kind else escape(word)}"
        f"</dt><dd>{count:,}</dd></div>"
        for word, count, kind in kinds
    )
    return lines(
        f"<h3>{escape(say('beside.since'))} {name_of(found.baseline)}</h3>",
        f'<dl class="states">{cells}</dl>',
        *(f'<p class="stated">{escape(text)}</p>' for text in _movements(changes)),
    )


def _movements(changes: Changes) -> Iterator[str]:
    """Say what became of the changed blocks, and how far they moved."""
    if changes.changed:
        yield say("beside.became", better=changes.better, worse=changes.worse)
    for key, moved in (("beside.fluency_moved", changes.fluency), ("beside.evidence_moved", changes.evidence)):
        if moved is not None:
            mean, low, high = (signed(value, 1).replace("-", "−") for value in moved)
            yield say(key, mean=mean, low=low, high=high)


def _unpaired(found: Compared, report: Report) -> str:
    """Render what has nothing to be compared with; where that is much, it opens on demand."""
    columns = [Column(say("beside.path")), Column(say("beside.role"), name="state"), Column(say("beside.why"))]
    rows = ([name_of(each.path), escape(each.role.value), name_of(each.why)] for each in found.unpaired[:PLAIN_LIMIT])
    count = len(found.unpaired)
    listed = lines(
        table("unpaired", say("beside.unpaired"), columns, rows), rest("beside.rest_unpaired", count, report)
    )
    return folded(say("beside.unpaired_count", count=count), listed, shown=count <= _UNPAIRED_OPEN) if count else ""


def _signatures(found: Compared) -> str:
    rows = "".join(f"<li><code>{escape(visible(signature))}</code></li>" for signature in found.signatures)
    return rows and lines(
        f'<h3 id="signatures-title">{escape(say("beside.signatures"))}</h3>',
        f'<ul class="signatures" aria-labelledby="signatures-title">{rows}</ul>',
    )
