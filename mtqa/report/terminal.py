"""The summary in the terminal: documents, the worst sentences, coverage, the gate and what to mind.

Contents are shown as plain text: nothing in them is read as markup, and control characters are made visible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mtqa.alert import SUPPRESSION_RULES, State
from mtqa.report.html.marks import pieces
from mtqa.report.html.view import badness, passage, percent, worst_documents
from mtqa.report.printing import indented, plain, say, text
from mtqa.report.standing import fixed, of_document, standing
from mtqa.result import (
    DocumentResult,
    DocumentVerdict,
    Finding,
    Report,
    SentenceResult,
    Severity,
    SkippedFile,
    Totals,
)

_VERDICT_STYLE = {
    DocumentVerdict.LIKELY: "bold red",
    DocumentVerdict.MIXED: "yellow",
    DocumentVerdict.NO_EVIDENCE: "green",
    DocumentVerdict.TOO_SHORT: "dim",
}
_SEVERITY_STYLE = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_SEVERITIES = list(Severity)
_REASONS_SHOWN = 8
_PATHS_SHOWN = 3
_FINDINGS_SHOWN = 4
_NARROW = 100
_NARROW_VERDICT = len("machine-translated")


def print_report(report: Report, console: Console, *, worst: int = 10) -> None:
    """Print the summary of a run to a console; see `mtqa.report.print_report`."""
    documents = worst_documents(report)
    totals = report.counted()
    _print_documents(documents, totals, console, worst)
    _print_sentences(documents, totals, console, worst)
    _print_suppressions(documents, console, worst)
    for line in _coverage(report):
        say(console, line)
    for line in standing(report):
        say(console, line)
    if report.baseline is not None:
        for entry in report.baseline.fixed[:_PATHS_SHOWN]:
            say(console, f"  {fixed(entry)}", "green")
        _say_rest(console, len(report.baseline.fixed) - _PATHS_SHOWN)
    console.print()
    _print_gate(report, console)
    if report.interrupted:
        say(console, "Interrupted: what was not reached is missing from these figures.", "bold yellow")
    for note in report.notes:
        say(console, f"Note: {note}", "dim")


def _print_documents(documents: Sequence[DocumentResult], totals: Totals, console: Console, worst: int) -> None:
    if not documents:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("Document", overflow="fold", ratio=1)
    table.add_column("Verdict", max_width=_NARROW_VERDICT if console.width < _NARROW else None)
    table.add_column("Probability")
    table.add_column("Suspicious", justify="right")
    table.add_column("Fluency", justify="right")
    for document in documents[:worst]:
        table.add_row(
            _described(console, document),
            _verdict(console, document),
            text(console, _probability(document)),
            Text(f"{document.suspicious:,} of {document.judged:,}{_new(document)}"),
            Text(_fluency(document.fluency)),
        )
    console.print(table)
    shown = Counter(document.verdict for document in documents[:worst])
    rest = Counter(totals.verdicts) - shown
    if rest:
        told = ", ".join(f"{rest[verdict]:,} {verdict.value}" for verdict in DocumentVerdict if rest[verdict])
        say(console, f"And {_count(rest.total(), 'more document')}: {told}.", "dim")
    console.print()


def _described(console: Console, document: DocumentResult) -> Text:
    """Name a document, and the lines that make it mixed."""
    line = text(console, document.name)
    return line.append(f"\n{passage(document)}", "dim") if document.passage else line


def _verdict(console: Console, document: DocumentResult) -> Text:
    line = Text(document.verdict.value, _VERDICT_STYLE[document.verdict])
    state = of_document(document)
    return line.append(plain(console, f" ({state})"), "dim") if state else line


def _new(document: DocumentResult) -> str:
    new = len(document.counting)
    return "" if new == document.suspicious else f" ({new:,} new)"


def _print_sentences(documents: Sequence[DocumentResult], totals: Totals, console: Console, worst: int) -> None:
    suspicious = [(d, d.sentences[i]) for d in documents for i in sorted(d.counting)]
    if not totals.counting:
        if totals.judged:
            say(console, "No sentence is suspicious." if not totals.suspicious else "No suspicious sentence is new.")
            console.print()
        return
    for document, sentence in nlargest(worst, suspicious, key=lambda item: badness(item[1])):
        _print_sentence(document, sentence, console)
    if totals.counting > worst:
        left = _count(totals.counting - worst, "more suspicious sentence")
        say(console, f"And {left}; the report files list them all.", "dim")
        console.print()


def _print_suppressions(documents: Sequence[DocumentResult], console: Console, most: int) -> None:
    """Say what is wrong with suppressions."""
    wrong = [(d, a) for d in documents for a in d.alerts if a.rule in SUPPRESSION_RULES and a.state is State.NEW]
    for document, alert in wrong[:most]:
        at = f":{alert.region.line}:{alert.region.column}" if alert.region else ""
        say(console, f"{document.name}{at}: {alert.message} [{alert.rule}]", "yellow")
    _say_rest(console, len(wrong) - most)
    if wrong:
        console.print()


def _say_rest(console: Console, count: int) -> None:
    if count > 0:
        say(console, f"  and {count:,} more", "dim")


def _print_sentence(document: DocumentResult, sentence: SentenceResult, console: Console) -> None:
    place = text(console, f"{document.name}:{sentence.line}:{sentence.column}", "bold")
    where = f", {sentence.place}" if sentence.place is not None else ""
    place.append(plain(console, f"  {sentence.kind.value}{where}"), "dim")
    if sentence.evidence is not None:
        place.append(f", evidence {sentence.evidence:.1f}", "dim")
    if sentence.fluency is not None:
        place.append(f", fluency {_fluency(sentence.fluency)}", "dim")
    console.print(place, soft_wrap=True)
    indented(console, _marked(console, sentence))
    if sentence.reason:
        indented(console, text(console, sentence.reason, "italic"))
    ranked = sorted(sentence.findings, key=lambda f: (_SEVERITIES.index(f.severity), f.within, f.rule))
    for finding in ranked[:_FINDINGS_SHOWN]:
        indented(console, _finding(console, sentence, finding))
    if len(ranked) > _FINDINGS_SHOWN:
        indented(console, Text(f"and {_count(len(ranked) - _FINDINGS_SHOWN, 'more finding')}", "dim"))
    console.print()


def _marked(console: Console, sentence: SentenceResult) -> Text:
    """Return the sentence with the places of its findings highlighted."""
    line = Text()
    for piece in pieces(sentence.text, (), sentence.findings):
        found = min((_SEVERITIES.index(sentence.findings[i].severity) for i in piece.findings), default=None)
        style = "" if found is None else f"bold underline {_SEVERITY_STYLE[_SEVERITIES[found]]}"
        line.append(plain(console, piece.text), style)
    return line


def _finding(console: Console, sentence: SentenceResult, finding: Finding) -> Text:
    """Name the words that were hit too, since a terminal without colours shows no highlight."""
    quoted = sentence.text[finding.within.start : finding.within.end]
    line = Text()
    line.append(finding.severity.value, _SEVERITY_STYLE[finding.severity])
    line.append(plain(console, f" {finding.rule}: "), "dim")
    line.append(plain(console, f"“{quoted}”: {finding.message}" if quoted.strip() else finding.message))
    place = sentence.place_of(finding)
    if place is not None and place != sentence.place:
        line.append(plain(console, f" ({place})"), "dim")
    if finding.suggestion is not None:
        line.append(plain(console, f" Try “{finding.suggestion}”." if finding.suggestion else " Leave it out."))
    return line


def _coverage(report: Report) -> Iterator[str]:
    """Say what was looked at, and what was not and why."""
    seen, totals = report.coverage, report.counted()
    judged = f"{_count(totals.judged, 'sentence')} judged, {totals.suspicious:,} suspicious"
    share = f" ({percent(seen.characters_scored / seen.characters_read)})" if seen.characters_read else ""
    where = f" on {report.device}" if report.device else ""
    yield f"{_count(totals.documents, 'document')}, {judged}, in {report.seconds:.1f} s{where}."
    yield (
        f"Coverage: {seen.files_checked:,} of {_count(seen.files_seen, 'file')} checked; "
        f"{seen.characters_scored:,} of {_count(seen.characters_read, 'character')} scored{share}."
    )
    if seen.masked:
        yield f"Masked, and not read: {_listed((m.pattern, m.characters, 'character') for m in seen.masked)}."
    if seen.omitted:
        yield f"Left out: {_listed((o.reason, o.units, 'unit') for o in seen.omitted)}."
    if totals.skipped:
        yield f"Skipped {_count(sum(totals.skipped.values()), 'file')}:"
        yield from _files_by_reason(seen.files_skipped, totals.skipped)
    if totals.unjudged:
        yield f"Skipped {_count(sum(totals.unjudged.values()), 'sentence')}:"
        reasons = Counter(totals.unjudged).most_common()
        yield from (f"  {count:,} {reason}" for reason, count in reasons[:_REASONS_SHOWN])
        yield from _unlisted(sum(count for _, count in reasons[_REASONS_SHOWN:]))


def _listed(counts: Iterable[tuple[str, int, str]]) -> str:
    """Write counts in a row, the first few by name."""
    ranked = list(counts)
    named = [f"{name} ({_count(count, what)})" for name, count, what in ranked[:_FINDINGS_SHOWN]]
    rest = len(ranked) - len(named)
    return ", ".join(named) + (f" and {rest:,} more" if rest else "")


def _files_by_reason(files: Iterable[SkippedFile], counts: Mapping[str, int]) -> Iterator[str]:
    """Yield a line for each reason, most frequent first, with its first files."""
    groups: dict[str, list[str]] = {}
    for file in files:
        groups.setdefault(file.reason, []).append(file.path)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for reason, count in ranked[:_REASONS_SHOWN]:
        paths = groups.get(reason, [])[:_PATHS_SHOWN]
        rest = count - len(paths)
        if paths:
            yield f"  {reason}: {', '.join(paths)}" + (f" and {rest:,} more" if rest > 0 else "")
        else:
            yield f"  {count:,} for {reason}"
    yield from _unlisted(sum(count for _, count in ranked[_REASONS_SHOWN:]))


def _unlisted(count: int) -> Iterator[str]:
    if count:
        yield f"  {count:,} for other reasons"


def _print_gate(report: Report, console: Console) -> None:
    if report.gate.passed:
        say(console, "Gate passed.", "bold green")
    else:
        say(console, "Gate failed.", "bold red")
    for reason in report.gate.reasons:
        indented(console, text(console, reason))


def _probability(document: DocumentResult) -> str:
    if document.probability is None:
        return "-"
    if document.interval is None:
        return percent(document.probability)
    low, high = document.interval
    return f"{percent(document.probability)} ({percent(low)[:-1]}-{percent(high)[:-1]})"


def _fluency(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 1 else f"{value:.1f}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
