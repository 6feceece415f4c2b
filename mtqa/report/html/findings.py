"""What rules found, by rule and by family, each with a link to its sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.report.html.assembly import escape
from mtqa.report.html.charts import meter
from mtqa.report.html.marks import visible
from mtqa.report.html.strings import say
from mtqa.report.html.tables import Column, folded, lines, link, name_of, table
from mtqa.result import Report, SentenceResult, Severity, Verdict

_OPEN = 10
"""So many rules are on show at once; more are folded."""
_GRAVEST = list(Severity)
_GLYPHS = {Severity.ERROR: "■", Severity.WARNING: "▲", Severity.NOTE: "●"}


@dataclass(frozen=True, slots=True)
class _Hits:
    """What a rule or a family found: findings in the whole run, and sentences of the documents that are held."""

    name: str
    count: int
    sentences: int
    severity: Severity | None = None


def findings(report: Report) -> str:
    """Render the section."""
    by_rule, by_family = _counted(report)
    content = f'<p class="absent">{escape(say("overview.findings_none"))}</p>'
    if by_rule:
        most = by_rule[0].count
        shown, more = by_rule[:_OPEN], by_rule[_OPEN:]
        content = lines(
            f'<p class="stated">{escape(_said(report, by_rule))}</p>',
            '<div class="columns"><div>',
            _rules("rules", say("overview.by_rule"), shown, most),
            folded(
                say("overview.more_rules", count=len(more)),
                _rules("more-rules", say("overview.more_rules", count=len(more)), more, most),
            ),
            "</div>",
            _families(by_family),
            "</div>",
        )
    return lines(
        '<section id="findings" class="findings-by" aria-labelledby="findings-title">',
        f'<h2 id="findings-title">{escape(say("overview.findings"))}</h2>',
        content,
        "</section>",
    )


def _counted(report: Report) -> tuple[list[_Hits], list[_Hits]]:
    """Count by rule and by family, most findings first."""
    totals = report.findings_by_rule()
    rules: Counter[str] = Counter()
    families: Counter[str] = Counter()
    severities: dict[str, Severity] = {}
    for sentence in (s for d in report.documents for s in d.sentences if s.findings):
        found = {hit.rule for hit in sentence.findings}
        rules.update(found)
        families.update({_family(rule) for rule in found})
        for hit in sentence.findings:
            gravest = min(hit.severity, severities.get(hit.rule, hit.severity), key=_GRAVEST.index)
            severities[hit.rule] = gravest
    by_family: Counter[str] = Counter()
    for rule, count in totals.items():
        by_family[_family(rule)] += count
    return (
        [_Hits(rule, count, rules[rule], severities.get(rule)) for rule, count in totals.items()],
        [_Hits(name, count, families[name]) for name, count in by_family.most_common()],
    )


def _family(rule: str) -> str:
    return rule.partition(".")[0]


def _said(report: Report, by_rule: Sequence[_Hits]) -> str:
    """Say how many findings there are, and what makes sentences suspicious: rules, the model, or both."""
    rules = say("overview.findings_rules", count=len(by_rule))
    said = say("overview.findings_said", count=sum(hits.count for hits in by_rule), rules=rules) + "."
    why = Counter(_why(s) for d in report.documents for s in d.sentences if s.verdict is Verdict.SUSPICIOUS)
    if why[True, True] or why[False, True]:
        said += " " + say(
            "overview.findings_why",
            count=why.total(),
            rules=why[True, False],
            model=why[False, True],
            both=why[True, True],
        )
    return said


def _why(sentence: SentenceResult) -> tuple[bool, bool]:
    """Tell whether rules make a sentence suspicious, and whether the model does."""
    return any(hit.severity is Severity.ERROR for hit in sentence.findings), bool(sentence.model_reason)


def _rules(name: str, caption: str, hits: Sequence[_Hits], most: int) -> str:
    columns = [
        Column(say("overview.rule")),
        Column(say("overview.severity"), name="state"),
        Column(say("overview.count"), number=True),
        Column(say("overview.sentences"), number=True, name="wide"),
    ]
    rows = (
        [
            link(f"<code>{name_of(each.name)}</code>", "queue", verdict="all", state="all", rule=visible(each.name))
            + meter(each.count / most, f"b-{each.severity}" if each.severity else ""),
            _severity(each.severity),
            f"{each.count:,}",
            f"{each.sentences:,}",
        ]
        for each in hits
    )
    return table(name, caption, columns, rows)


def _families(hits: Sequence[_Hits]) -> str:
    columns = [
        Column(say("overview.family")),
        Column(say("overview.count"), number=True),
        Column(say("overview.sentences"), number=True),
    ]
    most = hits[0].count
    rows = (
        [
            link(name_of(each.name), "queue", verdict="all", state="all", family=visible(each.name))
            + meter(each.count / most),
            f"{each.count:,}",
            f"{each.sentences:,}",
        ]
        for each in hits
    )
    return table("families", say("overview.by_family"), columns, rows)


def _severity(severity: Severity | None) -> str:
    if severity is None:
        return escape(say("overview.unknown"))
    glyph = f'<span class="glyph" aria-hidden="true">{_GLYPHS[severity]}</span>'
    return f'<span class="severity s-{severity.value}">{glyph}{escape(severity.value)}</span>'
