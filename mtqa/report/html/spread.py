"""How the judged sentences spread: their fluency against trusted English, and their evidence around zero.

Fluency is a percentile among trusted English of the same kind and length, so trusted English is spread evenly: each
twentieth of the scale holds 5 % of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from mtqa.provenance import ErrorRate
from mtqa.report.html.assembly import escape
from mtqa.report.html.charts import Bin, binned, ends, histogram, key
from mtqa.report.html.strings import say
from mtqa.report.html.tables import Column, folded, lines, table
from mtqa.report.html.view import percent
from mtqa.result import Report, SentenceResult, Verdict

_BINS = 20
_REFERENCE = 1 / _BINS
_NATS = 6.0
_FEW = 60
_QUICK = "/quick-"


def spread(report: Report) -> str:
    """Render both distributions, or say why there are none."""
    title = f'<h2 id="spread-title">{escape(say("overview.spread"))}</h2>'
    content = _absent(report)
    if not content:
        judged = [s for d in report.documents for s in d.sentences if s.verdict is not Verdict.SKIPPED]
        content = lines(_fluency(report, judged), _evidence(judged))
    return lines('<section id="spread" class="spread" aria-labelledby="spread-title">', title, content, "</section>")


def _absent(report: Report) -> str:
    """Say why there is nothing to draw; nothing where there is something."""
    if report.signature.model in ("", "none"):
        reason = say("overview.spread_rules")
    elif _QUICK in report.signature.model:
        reason = say("overview.spread_quick")
    elif any(s.fluency is not None for d in report.documents for s in d.sentences):
        return ""
    else:
        reason = say("overview.spread_none")
    return f'<p class="absent">{escape(reason)}</p>'


def _fluency(report: Report, judged: Sequence[SentenceResult]) -> str:
    bins = binned(_values([(s.fluency, s.verdict) for s in judged]), 0, 100, _BINS)
    said = _said(bins)
    if not report.whole:
        said += " " + say("overview.spread_held")
    return lines(
        f'<div class="drawn"><p class="stated">{escape(said)}</p>',
        '<figure class="chart">',
        histogram(
            bins,
            f"{say('overview.spread')}. {said}",
            [(place / 4, f"{25 * place}") for place in range(5)],
            _REFERENCE,
        ),
        ends(say("overview.spread_odd"), say("overview.spread_natural")),
        f"<figcaption>{escape(say('overview.spread_axis'))}</figcaption>",
        _key(("reference", say("overview.spread_reference"))),
        folded(say("overview.figures_table"), _table("fluency", bins, trusted=True)),
        "</figure></div>",
    )


def _said(bins: Sequence[Bin]) -> str:
    """Say how the lowest bar stands beside that of trusted English, by the interval of its share."""
    count = sum(each.count for each in bins)
    low, high = ErrorRate("", bins[0].count, count).interval
    compared = "overview.spread_same"
    if low > _REFERENCE:
        compared = "overview.spread_more"
    elif high < _REFERENCE:
        compared = "overview.spread_fewer"
    said = say(compared, low=percent(bins[0].count / count), count=count)
    return f"{said} {say('overview.spread_few')}" if count < _FEW else said


def _evidence(judged: Sequence[SentenceResult]) -> str:
    bins = binned(_values([(s.evidence, s.verdict) for s in judged]), -_NATS, _NATS, 24)
    count = sum(each.count for each in bins)
    if not count:
        return ""
    share = sum(s.evidence > 0 for s in judged if s.evidence is not None) / count
    said = say("overview.weight_said", share=percent(share), count=count)
    return lines(
        f'<div class="drawn"><h3>{escape(say("overview.weight"))}</h3>',
        f'<p class="stated">{escape(said)}</p>',
        '<figure class="chart">',
        histogram(
            bins,
            f"{say('overview.weight')}. {said}",
            [(place / 4, _nats(_NATS * (place - 2) / 2)) for place in range(5)],
        ),
        ends(say("overview.weight_against"), say("overview.weight_for")),
        f"<figcaption>{escape(say('overview.weight_axis'))}</figcaption>",
        _key(),
        folded(say("overview.figures_table"), _table("evidence", bins, trusted=False)),
        "</figure></div>",
    )


def _values(pairs: Sequence[tuple[float | None, Verdict]]) -> list[tuple[float, bool]]:
    return [(v, verdict is Verdict.SUSPICIOUS) for v, verdict in pairs if v is not None and math.isfinite(v)]


def _key(*more: tuple[str, str]) -> str:
    return key(
        (("suspicious", say("overview.bar_suspicious")), ("clear", say("overview.bar_clear")), *more),
    )


def _table(name: str, bins: Sequence[Bin], *, trusted: bool) -> str:
    """Render what a histogram shows as a table."""
    total = sum(each.count for each in bins)
    columns = [
        Column(say("overview.bin")),
        Column(say("overview.sentences"), number=True),
        Column(say("overview.suspicious"), number=True),
        Column(say("overview.share"), number=True),
    ]
    if trusted:
        columns.append(Column(say("overview.trusted"), number=True))
    rows = []
    for i, each in enumerate(bins):
        cells = [
            escape(_range(each, first=not trusted and i == 0, last=not trusted and i == len(bins) - 1)),
            f"{each.count:,}",
            f"{each.suspicious:,}",
            percent(each.count / total),
        ]
        rows.append([*cells, percent(_REFERENCE)] if trusted else cells)
    caption = say("overview.fluency" if trusted else "overview.evidence")
    return table(f"bins-{name}", caption, columns, rows)


def _nats(bound: float) -> str:
    return f"{bound:g}".replace("-", "−")


def _range(each: Bin, *, first: bool, last: bool) -> str:
    low, high = _nats(each.low), _nats(each.high)
    if first:
        return say("overview.bin_below", high=high)
    if last:
        return say("overview.bin_above", low=low)
    return say("overview.bin_range", low=low, high=high)
