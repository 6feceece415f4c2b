"""What was looked at and what was not, how often the calibration errs, and how to read the figures."""

from __future__ import annotations

from collections.abc import Mapping

from mtqa.report.html.assembly import escape
from mtqa.report.html.marks import visible
from mtqa.report.html.strings import say
from mtqa.report.html.tables import PLAIN_LIMIT, Column, counts, folded, lines, name_of, rest, table
from mtqa.result import Report

_OPEN = 8
"""So many skipped files are on show at once; more are folded."""


def coverage(report: Report) -> str:
    """Render what was looked at and what was not, with each reason."""
    seen, totals = report.coverage, report.counted()
    tables = lines(
        counts(
            "unjudged",
            say("overview.unjudged"),
            (say("overview.reason"), say("overview.sentences")),
            _most(totals.unjudged),
        ),
        counts(
            "skipped-reasons",
            say("overview.skipped_reasons"),
            (say("overview.reason"), say("overview.files")),
            _most(totals.skipped) if sum(totals.skipped.values()) > _OPEN else [],
        ),
        counts(
            "masked",
            say("overview.masked"),
            (say("overview.pattern"), say("overview.characters"), say("overview.like_prose")),
            [(masked.pattern, masked.characters, masked.prose) for masked in seen.masked[:PLAIN_LIMIT]],
        ),
        counts(
            "omitted",
            say("overview.omitted"),
            (say("overview.reason"), say("overview.units")),
            [(omitted.reason, omitted.units) for omitted in seen.omitted[:PLAIN_LIMIT]],
        ),
    )
    return lines(
        '<section id="coverage" class="coverage" aria-labelledby="coverage-title">',
        f'<h2 id="coverage-title">{escape(say("overview.coverage"))}</h2>',
        _facts(report),
        f'<div class="tables">{tables}</div>' if tables else "",
        _skipped(report),
        "</section>",
    )


def rates(report: Report) -> str:
    """Render how often the thresholds in use flag good English, where that was measured."""
    columns = [
        Column(say("overview.rates_kind")),
        Column(say("overview.rates_flagged"), number=True),
        Column(say("overview.rates_interval"), number=True),
        Column(say("overview.rates_of"), number=True, name="wide"),
    ]
    rows = (
        [
            escape(visible(rate.what)),
            _share(rate.rate),
            say("overview.rates_interval_value", low=_share(rate.interval[0]), high=_share(rate.interval[1])),
            f"{rate.total:,}",
        ]
        for rate in report.rates
    )
    found = table("rates", say("overview.rates_caption"), columns, rows)
    if not found:
        return ""
    return lines(
        '<section id="measured" class="measured" aria-labelledby="measured-title">',
        f'<h2 id="measured-title">{escape(say("overview.rates"))}</h2>',
        f'<p class="hint">{escape(say("overview.rates_hint"))}</p>',
        found,
        "</section>",
    )


def reading() -> str:
    """Render what the figures mean."""
    terms = (
        (say("overview.fluency"), say("overview.reading_fluency")),
        (say("overview.evidence"), say("overview.reading_evidence")),
        (say("overview.probability"), say("overview.reading_probability")),
        (say("overview.surprise"), say("overview.reading_surprise")),
        (say("overview.findings"), say("overview.reading_findings")),
        (say("overview.worst"), say("overview.reading_worst")),
    )
    rows = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>" for term, text in terms)
    return lines(
        '<section id="reading" class="reading" aria-labelledby="reading-title">',
        f'<h2 id="reading-title">{escape(say("overview.reading"))}</h2>',
        f"<dl>{rows}</dl>",
        f'<p class="caution">{escape(say("overview.caution"))}</p>',
        "</section>",
    )


def _facts(report: Report) -> str:
    seen = report.coverage
    judged = f"{seen.characters_scored:,}"
    if seen.characters_read:
        share = f"{seen.characters_scored / seen.characters_read:.0%}"
        judged = say("overview.with_share", count=judged, share=share)
    facts = (
        (say("overview.files_seen"), f"{seen.files_seen:,}"),
        (say("overview.files_checked"), f"{seen.files_checked:,}"),
        (say("overview.files_skipped"), f"{sum(report.counted().skipped.values()):,}"),
        (say("overview.characters_read"), f"{seen.characters_read:,}"),
        (say("overview.characters_judged"), judged),
        (say("overview.characters_masked"), f"{sum(m.characters for m in seen.masked):,}"),
    )
    rows = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(value)}</dd></div>" for term, value in facts)
    return f'<dl class="facts">{rows}</dl>'


def _skipped(report: Report) -> str:
    """Render the skipped files by name; where they are many, they open on demand."""
    files, count = report.coverage.files_skipped, sum(report.counted().skipped.values())
    columns = [Column(say("overview.file")), Column(say("overview.reason"))]
    rows = ([name_of(file.path), escape(visible(file.reason))] for file in files[:PLAIN_LIMIT])
    listed = lines(
        table("skipped-files", say("overview.skipped_title"), columns, rows),
        rest("overview.rest_files", count, report),
    )
    return folded(say("overview.skipped_list", count=count), listed, shown=count <= _OPEN)


def _most(found: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return counts by reason, most first."""
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:PLAIN_LIMIT]


def _share(share: float) -> str:
    """Write a small share in percent with two figures that count."""
    digits = 0 if share >= 0.0995 or not share else 1 if share >= 0.00995 else 2
    return f"{share:.{digits}%}"
