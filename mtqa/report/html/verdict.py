"""The verdict of the run: whether the gate passed and why, what there is to review, and what to mind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.alert import State
from mtqa.outcome import Clause, Comparison
from mtqa.report.html.assembly import escape
from mtqa.report.html.charts import balance
from mtqa.report.html.folder import limits
from mtqa.report.html.marks import visible
from mtqa.report.html.strings import say
from mtqa.report.html.tables import PLAIN_LIMIT, Column, address, folded, items, lines, link, rest, table
from mtqa.report.standing import fixed
from mtqa.result import DocumentVerdict, Report

_OPEN = 6
"""So many clauses are on show at once; more are folded."""
_COVERAGE = "require-coverage"
_LEAST = (_COVERAGE, "min-chrf", "min-chrf-document")
_PERCENT = (_COVERAGE, "max-suspicious")
_POINTS = ("min-chrf", "min-chrf-document", "max-drop", "max-drop-document")
_STATES = {
    State.NEW: "overview.state_new",
    State.KNOWN: "overview.state_known",
    State.SUPPRESSED: "overview.state_suppressed",
    State.UNCHANGED: "overview.state_unchanged",
}


def gate(report: Report) -> str:
    """Say whether the gate passed; of a corpus, which has none, that it was checked."""
    if not report.gate.asked:
        return say("overview.ungated")
    return say("overview.passed" if report.gate.passed else "overview.failed")


def summary(report: Report, mode: str) -> str:
    """Render the verdict with its reasons, the way to the queue, and the counts.

    Args:
        report: the run.
        mode: what the page is, see `mtqa.report.html.folder.limits`.
    """
    state = "passed" if report.gate.passed else "failed"
    mark = f'<span class="mark" aria-hidden="true">{"✓" if report.gate.passed else "✕"}</span>'
    if not report.gate.asked:
        state, mark = "ungated", ""
    policy = _clauses(report.gate.clauses)
    return lines(
        f'<section class="run {state}" aria-labelledby="verdict">',
        '<div class="outcome">',
        f'<h1 id="verdict">{mark}{escape(gate(report))}</h1>',
        items("reasons", report.gate.reasons),
        f'<p class="lead">{escape(_lead(report))}</p>',
        _review(report),
        _states(report),
        _fixed(report),
        "</div>",
        f'<div class="policy">{policy}</div>' if policy else "",
        _figures(report),
        items("notes", _notes(report, mode)),
        "</section>",
    )


def _lead(report: Report) -> str:
    totals = report.counted()
    verdicts = ", ".join(
        say("overview.lead_part", count=count, verdict=verdict.value)
        for verdict in DocumentVerdict
        if (count := totals.verdicts.get(verdict))
    )
    return say("overview.lead", count=totals.documents, verdicts=verdicts) if verdicts else say("overview.lead_none")


def _review(report: Report) -> str:
    """Render the way to the sentences that count, and say how many do not."""
    totals = report.counted()
    if not totals.documents:
        return ""
    beside = totals.suspicious - totals.counting
    more = f"<p>{escape(say('overview.not_counting', count=beside))}.</p>" if beside else ""
    if totals.counting:
        label = say("overview.review", count=totals.counting)
        way = f'<a class="strong" id="to-review" href="#plain" data-to="{address("queue")}">{escape(label)}</a>'
    else:
        nothing = say("overview.nothing_counts" if beside else "overview.nothing_suspicious")
        all_of_them = link(escape(say("overview.browse")), "queue", verdict="all", state="all")
        way = f'<p>{escape(nothing)} <span class="scripted" hidden>{all_of_them}</span></p>'
    return f'<div class="way">{way}{more}</div>'


def _clauses(clauses: Sequence[Clause]) -> str:
    """Render each clause of the policy with what was found against what is allowed."""
    columns = [
        Column(say("overview.clause")),
        Column(say("overview.found"), number=True),
        Column(say("overview.limit"), number=True),
    ]
    failed = sum(not clause.passed for clause in clauses)
    rows = ([_clause(clause), _value(clause, clause.value), _limit(clause)] for clause in clauses)
    found = table("clauses", say("overview.clauses"), columns, rows)
    if len(clauses) <= _OPEN:
        return found
    return folded(say("overview.clauses_folded", count=len(clauses), failed=failed), found)


def _clause(clause: Clause) -> str:
    where = escape(say("overview.clause_in", glob=visible(clause.glob))) if clause.glob else ""
    glyph, tone, word = ("✓", "good", "overview.holds") if clause.passed else ("✕", "bad", "overview.broken")
    sign = f'<span class="glyph v-{tone}" role="img" aria-label="{escape(say(word))}">{glyph}</span>'
    name = f"{sign}<code>{escape(visible(clause.name))}</code>"
    return f'{name} <span class="glob"><bdi>{where}</bdi></span>' if where else name


def _value(clause: Clause, value: float) -> str:
    if clause.name in _PERCENT:
        return f"{value:.3g}%"
    if clause.name in _POINTS:
        return f"{value:.1f}"
    return f"{value:,.0f}"


def _limit(clause: Clause) -> str:
    limit = _value(clause, clause.limit)
    if clause.name in _LEAST:
        return escape(say("overview.at_least", limit=limit))
    return escape(say("overview.at_most", limit=limit) if clause.limit else say("overview.none_allowed"))


def _states(report: Report) -> str:
    """Render how many alerts count and how many do not, and why; nothing where all of them do."""
    counts = report.counted().alerts
    if report.baseline is None and not any(counts.get(state) for state in State if state is not State.NEW):
        return ""
    rows = [
        (link(escape(say(key)), "queue", verdict="all", state=state.value), counts.get(state, 0))
        for state, key in _STATES.items()
        if counts.get(state) or state is State.NEW
    ]
    said = [say("overview.alerts_hint")]
    if report.baseline is not None:
        rows.append((escape(say("overview.state_fixed")), report.baseline.fixed_count))
        said += _baseline(report.baseline)
    cells = "".join(f"<div><dt>{name}</dt><dd>{count:,}</dd></div>" for name, count in rows)
    return lines(
        f"<h2>{escape(say('overview.alerts'))}</h2>",
        f'<dl class="states">{cells}</dl>',
        f'<p class="hint">{escape(" ".join(said))}</p>',
    )


def _baseline(compared: Comparison) -> Iterator[str]:
    """Say what the baseline is, and what of it is not in the counts."""
    yield say("overview.baseline", path=visible(compared.path))
    if compared.moved:
        yield say("overview.moved", count=compared.moved)
    if compared.unseen:
        yield say("overview.unseen", count=compared.unseen)


def _notes(report: Report, mode: str) -> Iterator[str]:
    if report.interrupted:
        yield say("overview.interrupted")
    yield from report.notes
    yield from limits(report, mode)


def _fixed(report: Report) -> str:
    if report.baseline is None or not report.baseline.fixed:
        return ""
    found = report.baseline.fixed
    listed = lines(items("fixed", map(fixed, found[:PLAIN_LIMIT])), rest("overview.rest_fixed", len(found), report))
    return folded(say("overview.fixed_title", count=report.baseline.fixed_count), listed)


def _figures(report: Report) -> str:
    share = (
        say("overview.suspicious_share", share=f"{report.suspicious / report.judged:.1%}")
        if report.judged
        else say("overview.none_judged")
    )
    figures = (
        (say("overview.documents_figure"), f"{report.counted().documents:,}", ""),
        (say("overview.judged"), f"{report.judged:,}", ""),
        (say("overview.suspicious"), f"{report.suspicious:,}", share),
        (say("overview.skipped"), f"{report.skipped:,}", say("overview.skipped_more") if report.skipped else ""),
    )
    cells = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}"
        + (f"<small>{escape(more)}</small>" if more else "")
        + "</dd></div>"
        for name, value, more in figures
    )
    clear = report.judged - report.suspicious
    bar = balance(
        (
            ("suspicious", report.suspicious, say("overview.balance_suspicious", count=report.suspicious)),
            ("clear", clear, say("overview.balance_clear", count=clear)),
            *(
                [("skipped", report.skipped, say("overview.balance_skipped", count=report.skipped))]
                if report.skipped
                else []
            ),
        )
    )
    return f'<div class="counts"><dl class="figures">{cells}</dl>\n{bar}</div>'
