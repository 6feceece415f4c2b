"""The page of a trend: the newest run, charts, a table of all runs, and what to mind."""

from __future__ import annotations

from collections.abc import Callable

from mtqa.diffing import words
from mtqa.diffing.html.charts import Bar, bar_chart, line_chart
from mtqa.diffing.html.signs import gate
from mtqa.diffing.runs import Change
from mtqa.diffing.trend import Point, Trend
from mtqa.diffing.trend_text import cells, heads, notes, summary
from mtqa.diffing.words import figure, say
from mtqa.report.html.assembly import escape
from mtqa.report.html.marks import visible
from mtqa.report.html.tables import Column, items, lines, name_of, table

_GATE = 4
"""Where the gate stands among a run's figures."""


def title(trend: Trend) -> str:
    """Say in a line how many runs there are, for the window's title."""
    return escape(f"{summary(trend)} · mtqa")


def content(trend: Trend) -> str:
    """Render all but the page's frame."""
    return lines(_head(trend), _charts(trend), _table(trend), _left(trend))


def footer(trend: Trend) -> str:
    """Render the newest run's signature."""
    return f"<p>{escape(say('page.newest'))}: <code>{escape(visible(trend.points[-1].run.signature))}</code></p>"


def _head(trend: Trend) -> str:
    newest = trend.points[-1]
    decided, step = newest.run.gate, newest.step
    state = "failed" if decided is not None and not decided.passed else "passed" if decided is not None else "open"
    sign = {"failed": "✕", "passed": "✓", "open": "–"}[state]
    facts = [
        (say("diff.gate"), words.gate(decided)),
        (say("diff.per_thousand"), words.rate(newest.run)),
        (say("diff.likely"), words.likely(newest.run)),
    ]
    if step is not None:
        facts += [(say(f"page.change_{c.value}"), f"{step.counts[c]:,}") for c in (Change.NEW, Change.FIXED)]
    told = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(value)}</dd></div>" for term, value in facts)
    where = f"{name_of(trend.where)} · " if trend.where else ""
    return lines(
        f'<section class="run {state}" aria-labelledby="headline"><div class="said">',
        f'<h1 id="headline"><span class="mark" aria-hidden="true">{sign}</span>{escape(summary(trend))}</h1>',
        f'<p class="lead">{where}{escape(say("page.newest"))}: {name_of(newest.name)}</p>',
        f'<dl class="figures">{told}</dl>',
        "</div></section>",
    )


def _charts(trend: Trend) -> str:
    if len(trend.points) < 2:
        return ""
    rate = [_bar(p, lambda p: p.run.per_thousand, p.run.interval) for p in trend.points]
    likely = [_bar(p, lambda p: 100 * p.run.likely / p.run.held if p.run.held else None) for p in trend.points]
    since = [_since(p) for p in trend.points]
    breaks = "" if trend.comparable else f'<p class="explained">{escape(say("page.chart_breaks"))}</p>'
    new, fixed = (sum(p.step.counts[c] for p in trend.points if p.step) for c in (Change.NEW, Change.FIXED))
    said = say("page.chart_said_since", title=say("page.chart_since"), new=new, fixed=fixed)
    legend = "".join(
        f'<span><svg width="10" height="10" aria-hidden="true"><rect class="{name}" width="10" height="10"/></svg>'
        f"{escape(say(f'page.legend_{key}'))}</span>"
        for name, key in (("up", "new"), ("down", "fixed"))
    )
    return lines(
        breaks,
        '<div class="charts">',
        _figure("page.chart_rate", line_chart(rate, _said("page.chart_rate", rate))),
        _figure("page.chart_likely", line_chart(likely, _said("page.chart_likely", likely, "%"), "%")),
        _figure("page.chart_since", f'<p class="key">{legend}</p>{bar_chart(since, said)}'),
        "</div>",
    )


def _bar(point: Point, value: Callable[[Point], float | None], interval: tuple[float, float] | None = None) -> Bar:
    low, high = interval or (None, None)
    return Bar(point.name, _day(point), value(point), low, high, breaks=_breaks(point))


def _since(point: Point) -> Bar:
    step = point.step
    if step is None:
        return Bar(point.name, _day(point), None)
    return Bar(point.name, _day(point), step.counts[Change.NEW], step.counts[Change.FIXED], breaks=_breaks(point))


def _breaks(point: Point) -> bool:
    return point.step is not None and bool(point.step.differs)


def _day(point: Point) -> str:
    return point.when.replace("T", " ").removesuffix("Z")


def _said(key: str, bars: list[Bar], unit: str = "") -> str:
    """Say in words what a chart shows."""
    known = [(bar.value, bar) for bar in bars if bar.value is not None]
    if not known:
        return f"{say(key)}: {say('diff.nothing')}"
    (first, one), (last, other) = known[0], known[-1]
    low, high = min(value for value, _ in known), max(value for value, _ in known)
    told = {"first": first, "last": last, "low": low, "high": high}
    figures = {name: f"{figure(value)}{unit}" for name, value in told.items()}
    return say("page.chart_said", title=say(key), **figures, **{"from": _short(one), "to": _short(other)})


def _short(bar: Bar) -> str:
    return bar.when[:10]


def _figure(key: str, chart: str) -> str:
    caption = escape(say(f"{key}_caption"))
    return f'<figure class="chart"><h2>{escape(say(key))}</h2><figcaption>{caption}</figcaption>{chart}</figure>'


def _table(trend: Trend) -> str:
    first, *others = heads()
    wide = {1, 2, 4}  # what a narrow screen has no room for
    columns = [Column(first), *(Column(h, True, "wide" if i in wide else "") for i, h in enumerate(others, 1))]
    rows = map(_row, reversed(trend.points))
    return table("runs", say("page.runs"), columns, rows)


def _row(point: Point) -> list[str]:
    name, *figures = cells(point)
    figures = [*map(escape, figures)]
    figures[_GATE] = gate(point.run.gate)
    return [f'{name_of(name)}<br><span class="aside">{_day(point)}</span>', *figures]


def _left(trend: Trend) -> str:
    left = [say("page.left_file", name=each.name, why=each.why) for each in trend.left]
    if trend.others:
        left.append(say("trend.others", count=trend.others))
    minded = items("notes", notes(trend))
    return lines(
        f"<section><h2>{escape(say('page.remarks'))}</h2>{minded}</section>" if minded else "",
        f"<section><h2>{escape(say('page.left'))}</h2>{items('names', left)}</section>" if left else "",
    )
