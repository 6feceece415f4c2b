"""A comparison in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from mtqa.alert import Severity
from mtqa.diffing import words
from mtqa.diffing.runs import AlertChange, Change, Diff, DocumentChange, SentenceChange, Whereabouts, counting
from mtqa.diffing.words import say
from mtqa.report.printing import indented, text
from mtqa.report.printing import say as print_line

_STYLES = {
    Change.NEW: "bold red",
    Change.FIXED: "green",
    Change.UNSEEN: "yellow",
    Change.MOVED: "cyan",
    Change.UNCHANGED: "dim",
}
_SEVERITIES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def print_diff(diff: Diff, console: Console, *, most: int = 10) -> None:
    """Print a comparison.

    Args:
        diff: the comparison.
        console: where to print; its width, colours and encoding are respected.
        most: how many of each list are shown.
    """
    _print_runs(diff, console)
    _print_counts(diff, console)
    for change in (Change.NEW, Change.FIXED, Change.UNSEEN, Change.MOVED):
        _print_alerts(console, say(f"diff.list_{change.value}", count=diff.counts[change]), diff.of(change), most)
    _print_alerts(console, say("diff.list_state", count=len(diff.restated)), diff.restated, most)
    _print_documents(diff, console, most)
    _print_sentences(diff, console, most)
    _print_differences(diff, console)
    for remark in diff.remarks:
        print_line(console, say("diff.note", note=remark), "yellow")
    console.print()
    print_line(console, f"{headline(diff)}.", "bold red" if diff.begin else "bold green")


def headline(diff: Diff) -> str:
    """Say in a line what counts now and did not before, and the other way round."""
    return "; ".join(news(diff))


def news(diff: Diff) -> list[str]:
    """Return the parts of the headline, the one that decides first."""
    begins = say("diff.headline_new", count=len(diff.begin)) if diff.begin else say("diff.headline_none")
    parts = [begins]
    if diff.end:
        parts.append(say("diff.headline_ends", count=len(diff.end)))
    if unseen := counting(diff.of(Change.UNSEEN)):
        parts.append(say("diff.headline_unseen", count=unseen))
    return parts


def figures(diff: Diff) -> Iterator[tuple[str, ...]]:
    """Yield the figures of both runs: what, before and now; masks only where there are any."""
    runs = diff.before, diff.after
    yield (say("diff.gate"), *(words.gate(run.gate) for run in runs))
    yield (say("diff.suspicious"), *(say("diff.of", count=run.suspicious, all=run.judged) for run in runs))
    yield (say("diff.per_thousand"), *map(words.rate, runs))
    yield (say("diff.documents"), *(f"{run.documents:,}" for run in runs))
    yield (say("diff.likely"), *map(words.likely, runs))
    yield (say("diff.files"), *(say("diff.of", count=run.files_checked, all=run.files_seen) for run in runs))
    yield (say("diff.characters"), *map(words.scored, runs))
    if any(run.masked for run in runs):
        yield (say("diff.masked"), *(f"{run.masked:,}" for run in runs))
    if diff.before.version != diff.after.version:
        yield (say("diff.version"), *(run.version for run in runs))


def _table(console: Console, *heads: str, wide: bool = False) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    first, *others = heads
    table.add_column(text(console, first), overflow="fold", ratio=1 if wide else None)
    for head in others:
        table.add_column(text(console, head), justify="left" if wide else "right", overflow="fold")
    return table


def _print_runs(diff: Diff, console: Console) -> None:
    table = _table(console, "", say("diff.before"), say("diff.after"))
    table.add_row("", text(console, diff.before.path, "dim"), text(console, diff.after.path, "dim"))
    for row in figures(diff):
        table.add_row(*(text(console, cell) for cell in row))
    console.print(table)
    console.print()


def _print_counts(diff: Diff, console: Console) -> None:
    table = _table(console, say("diff.alerts"), say("diff.all"), say("diff.counting"))
    for change in Change:
        alerts = diff.of(change)
        table.add_row(
            text(console, say(f"change.{change.value}"), _STYLES[change] if alerts else "dim"),
            f"{len(alerts):,}",
            f"{counting(alerts):,}",
        )
    console.print(table)
    console.print()


def _print_alerts(console: Console, title: str, alerts: Sequence[AlertChange], most: int) -> None:
    if not alerts:
        return
    print_line(console, title, "bold")
    for alert in alerts[:most]:
        line = text(console, f"{words.where(alert)} ")
        line.append(alert.severity.value, _SEVERITIES[alert.severity])
        line.append_text(text(console, f" {alert.rule}: {alert.message}"))
        indented(console, line)
        if alert.text:
            indented(console, text(console, alert.text, "italic"), 4)
        if aside := words.aside(alert):
            indented(console, text(console, aside, "dim"), 4)
    _print_rest(console, len(alerts) - most)
    console.print()


def _print_rest(console: Console, rest: int) -> None:
    if rest > 0:
        print_line(console, f"  {say('diff.more', count=rest)}", "dim")


def _print_documents(diff: Diff, console: Console, most: int) -> None:
    if diff.turned:
        print_line(console, say("diff.turned", count=len(diff.turned)), "bold")
        table = _table(console, say("page.document"), say("diff.before"), say("diff.after"), wide=True)
        for each in diff.turned[:most]:
            row = (named(each), words.verdict(each.before), words.verdict(each.after))
            table.add_row(*(text(console, cell) for cell in row))
        console.print(table)
        _print_rest(console, len(diff.turned) - most)
        console.print()
    gone, moved, added = (diff.documents_of(w) for w in (Whereabouts.GONE, Whereabouts.MOVED, Whereabouts.ADDED))
    _print_named(console, say("diff.gone", count=len(gone)), [f"{named(d)}: {d.why}" for d in gone], most, "yellow")
    thinner = [thinned(document) for document in diff.thinner]
    _print_named(console, say("diff.thinner", count=len(thinner)), thinner, most, "yellow")
    _print_named(console, say("diff.moved", count=len(moved)), list(map(named, moved)), most)
    _print_named(console, say("diff.added", count=len(added)), list(map(named, added)), most)
    if gone or thinner or moved or added:
        console.print()


def _print_named(console: Console, title: str, names: Sequence[str], most: int, style: str = "") -> None:
    if names:
        print_line(console, f"{title}:", style)
        for each in names[:most]:
            print_line(console, f"  {each}")
        _print_rest(console, len(names) - most)


def named(document: DocumentChange) -> str:
    """Name a document; one that moved by both of its names."""
    before, after = document.before, document.after
    names = [words.name(each.path, each.id) for each in (before, after) if each is not None]
    if document.whereabouts is Whereabouts.MOVED:
        return say("diff.moved_to", before=names[0], after=names[1])
    return names[-1]


def thinned(document: DocumentChange) -> str:
    """Say how many sentences are judged of a document of which fewer are."""
    assert document.before is not None
    assert document.after is not None
    return say("diff.judged_pair", name=named(document), before=document.before.judged, after=document.after.judged)


def _print_sentences(diff: Diff, console: Console, most: int) -> None:
    print_line(console, changed(diff), "bold" if diff.sentences else "")
    for sentence in diff.sentences[:most]:
        indented(console, text(console, f"{words.at(sentence)} {'; '.join(scores(sentence))}"))
        indented(console, text(console, sentence.text, "italic"), 4)
    _print_rest(console, len(diff.sentences) - most)
    console.print()


def changed(diff: Diff) -> str:
    """Say how many scores changed noticeably, and what that is."""
    fluency, evidence = f"{diff.thresholds.fluency:g}", f"{diff.thresholds.evidence:g}"
    told = {"both": diff.sentences_same, "fluency": fluency, "evidence": evidence}
    if not diff.sentences:
        return say("diff.changed_none", **told)
    return f"{say('diff.changed', count=len(diff.sentences))}. {say('diff.changed_why', **told)}"


def scores(sentence: SentenceChange) -> Iterator[str]:
    """Yield what changed of a sentence: verdict, fluency, evidence."""
    before, after = sentence.verdicts
    if before is not after:
        yield f"{before.value} → {after.value}"
    if sentence.fluency[0] != sentence.fluency[1]:
        yield say("diff.fluency", pair=words.pair(sentence.fluency, 1))
    if sentence.evidence[0] != sentence.evidence[1]:
        yield say("diff.evidence", pair=words.pair(sentence.evidence, 2))


def _print_differences(diff: Diff, console: Console) -> None:
    if diff.comparable:
        print_line(console, say("diff.comparable"), "dim")
    else:
        print_line(console, say("diff.not_comparable"), "bold yellow")
        for difference in diff.differences:
            if difference.scores:
                print_line(console, f"  {words.differs(difference)}")
    others = [difference for difference in diff.differences if not difference.scores]
    if others:
        print_line(console, say("diff.other_differences"), "yellow")
        for difference in others:
            print_line(console, f"  {words.differs(difference)}")
