"""The parts of Markdown reports: what a run's content says can't become markup, links, images or mentions in them.

What comes from content stands in blocks of HTML, in which Markdown is not read, with its special characters written as
entities. Services go on to look for mentions, references and emoji in what was rendered, but not in code: so it is set
as code, unless all of it is plain prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from mtqa.alert import State
from mtqa.report.listing import Told
from mtqa.report.locating import Root
from mtqa.report.scores import difference, of_metric, p_value, with_interval
from mtqa.report.wording import EXCERPT, LONGEST, alerts_by_state, counted, coverage, first, fixed, one_line
from mtqa.result import Report

_REASONS = 10
_PLAIN = re.compile(
    r"""(?!.*(?:www\.|[^\W_]-\d|[0-9a-f]{7}))    # no address, no ticket (AB-12), no revision
        (?:[\w .,;?'"()…–—‘’“”/-]|[:!%](?=[ .,;)"”]|$)|(?<=\d):(?=\d\d(?!\d)))*""",
    re.IGNORECASE | re.VERBOSE,
)


def code(text: str, most: int = 0) -> str:
    """Return a text of content as HTML code, on one line."""
    return f"<code>{escape(one_line(text, most))}</code>"


def prose(text: str, most: int = LONGEST) -> str:
    """Return a text that content may have a part in as HTML: as code where a service could find a reference in it."""
    line = one_line(text, most)
    return escape(line) if _PLAIN.fullmatch(line) else f"<code>{escape(line)}</code>"


def listed(lines: Sequence[str]) -> str:
    """Return a list of texts that content may have a part in; nothing for none."""
    items = "".join(f"<li>{prose(line)}</li>\n" for line in first(lines, _REASONS))
    return f"<ul>\n{items}</ul>\n\n" if items else ""


def counts(report: Report) -> str:
    """Return a table of how many alerts there are, and in how much text."""
    states, totals = alerts_by_state(report), report.counted()
    columns = {
        "New": states[State.NEW],
        "Fixed": fixed(report),
        "Known": states[State.KNOWN],
        "Suppressed": states[State.SUPPRESSED],
        "In unchanged text": states[State.UNCHANGED],
        "Documents": totals.documents,
        "Sentences judged": totals.judged,
        "Suspicious": totals.suspicious,
    }
    rule = "|".join("---:" for _ in columns)
    figures = " | ".join(f"{count:,}" for count in columns.values())
    return f"| {' | '.join(columns)} |\n|{rule}|\n| {figures} |\n\n"


def compared(report: Report) -> str:
    """Return a table of the scores beside references or another candidate; nothing where there are none."""
    found = report.compared
    if found is None or not found.scores:
        return ""
    twice = bool(found.baseline_scores)
    titles = ["Metric", "Candidate (95 %)", *(["Baseline candidate (95 %)", "Difference", "p"] if twice else [])]
    tests = {test.metric: test for test in found.significance}
    rows = []
    for score in found.scores:
        cells = [score.metric, with_interval(score)]
        if twice:
            before, test = of_metric(found.baseline_scores, score.metric), tests.get(score.metric)
            cells += ["-" if before is None else with_interval(before)]
            cells += ["-", "-"] if test is None else [difference(test), p_value(test)]
        rows.append(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>\n")
    head = "".join(f"<th>{title}</th>" for title in titles)
    beside = ", ".join(code(path, EXCERPT) for path in found.references or (found.baseline,))
    return (
        f"<p>{counted(found.blocks, 'block')} compared with {beside}; of TER, lower is better.</p>\n"
        f"<table>\n<tr>{head}</tr>\n{''.join(rows)}</table>\n\n"
    )


def footer(report: Report) -> str:
    """Return what was looked at, and how."""
    return f"Coverage: {coverage(report)}\n\n<p><sub>{code(str(report.signature), LONGEST)}</sub></p>\n"


def table(rows: Iterable[str]) -> str:
    """Return a table of rows that `row` made."""
    head = "".join(f"<th>{title}</th>" for title in ("Where", "Rule", "Sentence", "What is wrong"))
    return f"<table>\n<tr>{head}</tr>\n{''.join(rows)}</table>\n"


def row(item: Told, root: Root | None = None) -> str:
    """Return an alert as a row: where, rule, sentence, message.

    Args:
        item: the alert.
        root: names the file too, relative to it; None for the place alone.
    """
    sentence, region = item.sentence, item.alert.region
    path = "" if root is None else root.path(item.document.path)
    where = "" if region is None else f"{region.line}:{region.column}"
    cells = [
        code(":".join(filter(None, (path, where))), LONGEST) if path or where else "",
        code(item.alert.rule, LONGEST),
        "" if sentence is None else code(sentence.text, EXCERPT),
        prose(item.message),
    ]
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"
