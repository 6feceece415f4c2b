"""A comparison or a trend as Markdown, for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mtqa.diffing import trend_text, words
from mtqa.diffing.as_text import changed, figures, headline, named, scores, thinned
from mtqa.diffing.runs import AlertChange, Change, Diff, Whereabouts, counting
from mtqa.diffing.trend import Trend
from mtqa.diffing.words import say
from mtqa.report.markdown_text import code, listed, prose
from mtqa.report.wording import EXCERPT, LONGEST

MARKER = "<!-- mtqa-diff -->"
"""The comment's first line, by which a bot finds the one to update."""
_MOST = 25
_RUNS = 100


def diff_markdown(diff: Diff) -> Iterator[str]:
    """Yield a comparison: what counts, figures, and the first of each list."""
    yield f"{MARKER}\n## mtqa: {prose(headline(diff))}\n\n"
    yield listed([*diff.remarks, *([] if diff.comparable else [say("diff.not_comparable")])])
    yield listed([words.differs(difference) for difference in diff.differences])
    heads = (say("diff.alerts"), say("diff.all"), say("diff.counting"))
    counts = [(c, diff.of(c)) for c in Change]
    yield _table(heads, ((say(f"change.{c.value}"), f"{len(a):,}", f"{counting(a):,}") for c, a in counts))
    yield _table(("", say("diff.before"), say("diff.after")), figures(diff))
    for change in (Change.NEW, Change.FIXED, Change.UNSEEN, Change.MOVED):
        yield _alerts(say(f"diff.list_{change.value}", count=diff.counts[change]), diff.of(change), change)
    turned = [(named(d), words.verdict(d.before), words.verdict(d.after)) for d in diff.turned]
    title = say("diff.turned", count=len(turned))
    yield _folded(title, _table(("", say("diff.before"), say("diff.after")), _first(turned)) if turned else "")
    gone, thinner = diff.documents_of(Whereabouts.GONE), diff.thinner
    yield _folded(say("diff.gone", count=len(gone)), listed([f"{named(d)}: {d.why}" for d in gone]))
    yield _folded(say("diff.thinner", count=len(thinner)), listed([thinned(d) for d in thinner]))
    told = [(words.at(s), "; ".join(scores(s)), s.text) for s in diff.sentences[:_MOST]]
    rows = "".join(
        f"<tr><td>{code(a, LONGEST)}</td><td>{prose(b)}</td><td>{code(c, EXCERPT)}</td></tr>\n" for a, b, c in told
    )
    yield f"{prose(changed(diff))}\n\n"
    yield f"<table>\n{rows}</table>\n\n" if rows else ""
    yield "".join(f"<p><sub>{code(run.signature, LONGEST)}</sub></p>\n" for run in (diff.before, diff.after))


def trend_markdown(trend: Trend) -> Iterator[str]:
    """Yield a trend: its newest runs, and what to mind."""
    yield f"{MARKER}\n## mtqa: {prose(trend_text.summary(trend))}\n\n"
    yield _table(trend_text.heads(), (trend_text.cells(point) for point in trend.points[-_RUNS:]))
    yield listed(list(trend_text.notes(trend)))
    yield listed([say("trend.left", name=left.name, why=left.why) for left in trend.left])


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of texts that content may have a part in."""
    head = "".join(f"<th>{prose(cell)}</th>" for cell in heads)
    body = "".join(f"<tr>{''.join(f'<td>{prose(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<table>\n<tr>{head}</tr>\n{body}</table>\n\n"


def _alerts(title: str, alerts: Sequence[AlertChange], change: Change) -> str:
    rows = "".join(
        f"<tr><td>{code(words.where(a), LONGEST)}</td><td>{code(a.rule, LONGEST)}</td>"
        f"<td>{code(a.text, EXCERPT) if a.text else ''}</td><td>{prose(_told(a))}</td></tr>\n"
        for a in alerts[:_MOST]
    )
    more = f"{say('diff.more', count=len(alerts) - _MOST)}\n\n" if len(alerts) > _MOST else ""
    return _folded(title, f"<table>\n{rows}</table>\n\n{more}" if rows else "", shown=change is Change.NEW)


def _told(alert: AlertChange) -> str:
    return "; ".join(filter(None, (alert.message, words.aside(alert))))


def _folded(title: str, content: str, *, shown: bool = False) -> str:
    opened = " open" if shown else ""
    return f"<details{opened}>\n<summary>{prose(title)}</summary>\n\n{content}</details>\n\n" if content else ""


def _first(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    rest = len(rows) - _MOST
    return [*rows[:_MOST], (say("diff.more", count=rest), "", "")] if rest > 0 else [*rows]
