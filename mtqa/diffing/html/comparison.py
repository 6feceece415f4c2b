"""The page of a comparison: what counts, figures, then what became of alerts, documents and scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mtqa.alert import Severity
from mtqa.diffing import words
from mtqa.diffing.as_text import changed, figures, headline, named, news, thinned
from mtqa.diffing.html.signs import gate, signed
from mtqa.diffing.runs import AlertChange, Change, Diff, DocumentChange, SentenceChange, Whereabouts, counting
from mtqa.diffing.words import say
from mtqa.report.html.assembly import escape
from mtqa.report.html.marks import visible
from mtqa.report.html.tables import Column, folded, items, lines, name_of, table
from mtqa.result import DocumentVerdict, Verdict

LIMIT = 500
"""How many of each list the page shows."""
_SIGNS = {Severity.ERROR: "✕", Severity.WARNING: "▲", Severity.NOTE: "●"}
_VERDICTS = {
    DocumentVerdict.LIKELY: ("v-bad", "✕"),
    DocumentVerdict.MIXED: ("v-mixed", "▲"),
    DocumentVerdict.NO_EVIDENCE: ("v-good", "✓"),
    DocumentVerdict.TOO_SHORT: ("v-rest", "–"),
}


def title(diff: Diff) -> str:
    """Say in a line what counts, for the window's title."""
    return escape(f"{headline(diff)} · mtqa")


def content(diff: Diff) -> str:
    """Render all but the page's frame."""
    return lines(_head(diff), _filter(), *_lists(diff), _documents(diff), _scores(diff), _made(diff))


def footer(diff: Diff) -> str:
    """Render the signatures."""
    runs = ((say("diff.before"), diff.before), (say("diff.after"), diff.after))
    return "".join(f"<p>{escape(when)}: <code>{_safe(run.signature)}</code></p>" for when, run in runs)


def _head(diff: Diff) -> str:
    first, *rest = news(diff)
    state, sign = ("failed", "✕") if diff.begin else ("passed", "✓")
    rows = [[escape(what), *(_safe(cell) for cell in cells)] for what, *cells in figures(diff)]
    rows[0][1:] = [gate(run.gate) for run in (diff.before, diff.after)]
    columns = [Column(say("page.figures")), Column(say("diff.before"), True), Column(say("diff.after"), True)]
    remarks = [*diff.remarks, *([] if diff.comparable else [say("diff.not_comparable_short")])]
    return lines(
        f'<section class="run {state}" aria-labelledby="headline">',
        '<div class="said">',
        f'<h1 id="headline"><span class="mark" aria-hidden="true">{sign}</span>{escape(first)}</h1>',
        f'<p class="lead">{escape("; ".join(rest))}.</p>' if rest else "",
        f'<p class="lead">{name_of(diff.before.path)} <span aria-label="{escape(say("page.to"))}">→</span> '
        f"{name_of(diff.after.path)}</p>",
        items("notes", remarks),
        f'<dl class="states">{"".join(_state(diff, change) for change in Change)}</dl>',
        "</div>",
        table("figures-table", say("page.figures_caption"), columns, rows),
        "</section>",
    )


def _state(diff: Diff, change: Change) -> str:
    alerts = diff.of(change)
    counts = say("page.counts", count=counting(alerts))
    label = escape(say(f"page.change_{change.value}"))
    name = f'<a href="#{change.value}">{label}</a>' if alerts else label
    return (
        f'<div class="c-{change.value}"><dt>{name}</dt><dd>{len(alerts):,} <small>{escape(counts)}</small></dd></div>'
    )


def _filter() -> str:
    return (
        f'<form id="filter" class="narrowing" role="search" aria-label="{escape(say("page.filter"))}" hidden>'
        f'<label><span class="unseen">{escape(say("page.search"))}</span><input type="search" id="search" '
        f'autocomplete="off" spellcheck="false" placeholder="{escape(say("page.search"))}"></label>'
        f'<label class="check"><input type="checkbox" id="counting"> {escape(say("page.only_counting"))}</label>'
        '<output id="shown" aria-live="polite"></output></form>'
    )


def _lists(diff: Diff) -> Iterator[str]:
    yield _alerts("new", say("page.list_new"), diff.of(Change.NEW), shown=True)
    yield _alerts("state", say("page.list_state"), diff.restated, shown=True)
    yield _alerts("unseen", say("page.list_unseen"), diff.of(Change.UNSEEN), shown=True)
    yield _alerts("fixed", say("page.list_fixed"), diff.of(Change.FIXED), shown=True)
    yield _alerts("moved", say("page.list_moved"), diff.of(Change.MOVED))
    yield _alerts("unchanged", say("page.list_unchanged"), diff.of(Change.UNCHANGED))


def _alerts(name: str, heading: str, alerts: Sequence[AlertChange], *, shown: bool = False) -> str:
    if not alerts:
        return ""
    opened = " open" if shown else ""
    rows = "\n".join(map(_alert, alerts[:LIMIT]))
    return (
        f'<section class="listing" id="{name}" data-list="{name}"><details{opened}>'
        f'<summary><h2>{escape(heading)} <span class="n">{len(alerts):,}</span></h2></summary>'
        f'<ol class="alerts">\n{rows}\n</ol>{_rest(len(alerts))}'
        f'<p class="absent">{escape(say("page.none_left"))}</p></details></section>'
    )


def _alert(alert: AlertChange) -> str:
    aside, place = words.aside(alert), alert.latest.place
    severity = signed(f"severity s-{alert.severity.value}", _SIGNS[alert.severity], alert.severity.value)
    try_ = escape(say("page.suggestion"))
    return lines(
        f'<li data-item="{"counts" if alert.latest.counts else "told"}">',
        f'<p class="place"><b>{name_of(words.where(alert))}</b>{f" ({_safe(place)})" if place else ""}</p>',
        f'<blockquote class="text">{name_of(alert.text)}</blockquote>' if alert.text else "",
        f"<p>{severity} {name_of(alert.message)} <code>{_safe(alert.rule)}</code></p>",
        f'<p class="better">{try_} <span>{name_of(alert.suggestion)}</span></p>' if alert.suggestion else "",
        f'<p class="aside">{_safe(aside)}</p>' if aside else "",
        "</li>",
    )


def _documents(diff: Diff) -> str:
    gone, moved, added = (diff.documents_of(w) for w in (Whereabouts.GONE, Whereabouts.MOVED, Whereabouts.ADDED))
    columns = [Column(say("page.document")), Column(say("diff.before")), Column(say("diff.after"))]
    rows = ([name_of(named(d)), _verdict(d, now=False), _verdict(d, now=True)] for d in diff.turned[:LIMIT])
    parts = [
        table("turned", say("diff.turned", count=len(diff.turned)), columns, rows) + _rest(len(diff.turned)),
        _named(say("diff.gone", count=len(gone)), [f"{named(d)}: {d.why}" for d in gone], shown=True),
        _named(say("diff.thinner", count=len(diff.thinner)), [thinned(d) for d in diff.thinner], shown=True),
        _named(say("diff.moved", count=len(moved)), map(named, moved)),
        _named(say("diff.added", count=len(added)), map(named, added)),
    ]
    told = lines(*parts) or f'<p class="absent">{escape(say("page.documents_same", count=diff.documents_same))}</p>'
    return f'<section class="documents"><h2>{escape(say("diff.documents"))}</h2>{told}</section>'


def _named(summary: str, names: Iterable[str], *, shown: bool = False) -> str:
    found = list(names)
    return folded(summary, items("names", found[:LIMIT]) + _rest(len(found)), shown=shown) if found else ""


def _verdict(document: DocumentChange, *, now: bool) -> str:
    judged = document.after if now else document.before
    assert judged is not None
    name, sign = _VERDICTS[judged.verdict]
    figures_ = say("page.suspicious_of", count=judged.suspicious, all=judged.judged)
    return f'{signed(name, sign, words.verdict(judged))}<br><span class="aside">{escape(figures_)}</span>'


def _scores(diff: Diff) -> str:
    columns = [
        Column(say("page.sentence")),
        Column(say("page.verdict"), name="verdict"),
        Column(say("page.fluency"), True),
        Column(say("page.evidence"), True),
    ]
    rows = [_score(sentence) for sentence in diff.sentences[:LIMIT]]
    return lines(
        f'<section class="scores"><h2>{escape(say("page.scores"))}</h2>',
        f'<p class="explained">{escape(changed(diff))}</p>',
        table("scores-table", say("diff.changed", count=len(diff.sentences)), columns, rows),
        _rest(len(diff.sentences)),
        "</section>",
    )


def _score(sentence: SentenceChange) -> list[str]:
    before, after = sentence.verdicts
    bad = after is Verdict.SUSPICIOUS
    turned = before.value if before is after else f"{before.value} → {after.value}"
    name, sign = ("v-bad", "✕") if bad else ("v-good", "✓")
    where = f'<span class="aside">{name_of(words.at(sentence))}</span>'
    return [
        f'<span class="text">{name_of(sentence.text)}</span><br>{where}',
        signed(name, sign, turned),
        _pair(sentence.fluency, sentence.fluency_change, 1),
        _pair(sentence.evidence, sentence.evidence_change, 2),
    ]


def _pair(pair: tuple[float | None, float | None], change: float | None, digits: int) -> str:
    by = "" if change is None else f'<br><span class="aside">{f"{change:+.{digits}f}".replace("-", "−")}</span>'
    return escape(words.pair(pair, digits)).replace("-", "−") + by


def _made(diff: Diff) -> str:
    columns = [Column(say("page.what")), Column(say("diff.before")), Column(say("diff.after"))]
    unset = say("diff.unset")
    rows = ([_safe(d.what), _safe(d.before or unset), _safe(d.after or unset)] for d in diff.differences)
    told = say("diff.comparable") if diff.comparable else say("diff.not_comparable")
    others = "" if not diff.comparable or not diff.differences else f" {say('diff.other_differences')}"
    return lines(
        f'<section class="made"><h2>{escape(say("page.made"))}</h2><p class="explained">{escape(told + others)}</p>',
        table("differences", say("page.differences"), columns, rows),
        "</section>",
    )


def _rest(count: int) -> str:
    return f'<p class="rest">{escape(say("page.rest", count=count, shown=LIMIT))}</p>' if count > LIMIT else ""


def _safe(text: str) -> str:
    return escape(visible(text))
