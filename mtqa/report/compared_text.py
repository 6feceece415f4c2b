"""A comparison in the terminal: scores, documents and blocks from the worst on, what changed, and what is missing.

Contents are shown as plain text, as in the summary of a check. What differs between two texts stands in brackets, so
that it shows without colours too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from heapq import nsmallest

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mtqa.beside import Change, Changes, Compared, Score
from mtqa.metrics import TER_SECONDS
from mtqa.report.compared_blocks import Block, blocks_of
from mtqa.report.printing import indented, plain, say, text
from mtqa.report.scores import (
    SIGNIFICANT,
    chrf,
    difference,
    is_chrf,
    p_value,
    signed,
    significant,
    with_interval,
    without_intervals,
    without_ter,
)
from mtqa.report.word_difference import common, word_difference
from mtqa.report.wording import counted
from mtqa.result import Report


def print_compared(report: Report, console: Console, most: int) -> None:
    """Print what a report says of a comparison.

    Args:
        report: the report; nothing is printed where it has no comparison.
        console: where to print; its width, colours and encoding are respected.
        most: how many of each list are shown.
    """
    compared = report.compared
    if compared is None:
        return
    blocks = list(blocks_of(report))
    _print_heading(compared, console)
    _print_scores(compared, console)
    _print_documents(report, console, most)
    _print_worst(compared, blocks, console, most)
    _print_changes(compared, blocks, console, most)
    _print_missing(report, console, most)
    _print_unpaired(compared, console, most)
    if compared.signatures:
        say(console, "sacrebleu:", "dim")
        for signature in compared.signatures:
            console.print(text(console, f"  {signature}", "dim"), soft_wrap=True)
        console.print()
    say(console, *(("Gate passed.", "bold green") if report.gate.passed else ("Gate failed.", "bold red")))
    for reason in report.gate.reasons:
        indented(console, text(console, reason))
    if report.interrupted:
        say(console, "Interrupted: what was not reached is missing from these figures.", "bold yellow")
    for note in report.notes:
        say(console, f"Note: {note}", "dim")


def _print_heading(compared: Compared, console: Console) -> None:
    beside = compared.references or (compared.baseline,)
    size = f"{counted(compared.documents, 'document')}, {counted(compared.blocks, 'block')}"
    say(console, f"{compared.candidate} beside {', '.join(beside)}: {size}.", "bold")
    if compared.references and compared.baseline:
        say(console, f"Baseline candidate: {compared.baseline}")
    if compared.source:
        say(console, f"Source: {compared.source}")
    if not compared.references:
        say(console, "There is no reference: scores say how much of the baseline candidate is left.")
    console.print()


def _print_scores(compared: Compared, console: Console) -> None:
    if not compared.scores:
        return
    tested = {each.metric: each for each in compared.significance}
    baseline = {each.metric: each for each in compared.baseline_scores}
    table = _table()
    table.add_column("Metric")
    table.add_column("Score (95 %)", justify="right")
    if baseline:
        table.add_column("Baseline (95 %)", justify="right")
        table.add_column("Difference", justify="right")
        table.add_column("p", justify="right")
    for score in compared.scores:
        row = [score.metric, with_interval(score)]
        if baseline:
            other, test = baseline.get(score.metric), tested.get(score.metric)
            row += [
                with_interval(other) if other else "-",
                *((difference(test), p_value(test)) if test else ("-", "-")),
            ]
        table.add_row(*(text(console, cell) for cell in row))
    console.print(table)
    for line in _about_scores(compared):
        say(console, line, "dim")
    console.print()


def _about_scores(compared: Compared) -> Iterator[str]:
    """Say how the figures came about, and which are not there and why."""
    yield "Higher is better, but for TER."
    if any(score.interval for score in compared.scores):
        yield f"Intervals: bootstrap of {counted(compared.trials, 'sample')}, seed {compared.seed}."
    if compared.significance:
        named = f"paired {compared.significance[0].test}"
        star = any(map(significant, compared.significance))
        yield f"p: {named}" + (f"; * below {SIGNIFICANT}." if star else f"; none is below {SIGNIFICANT}.")
    if without_intervals(compared):
        yield "No intervals and no test: there are too many blocks for so many samples."
    if without_ter(compared):
        yield f"TER was left out: for blocks as long and as many it would take over {TER_SECONDS / 60:.0f} minutes."


def _print_documents(report: Report, console: Console, most: int) -> None:
    """List the documents, the one with the lowest chrF first."""
    scored = [(d, d.beside) for d in report.documents if d.beside is not None and d.beside.scores]
    if len(scored) < 2 or not most:
        return
    names = [score.metric for score in max((beside.scores for _, beside in scored), key=len)]
    moved = any(beside.previous_scores for _, beside in scored)
    table = _table()
    table.add_column("Document", overflow="fold", ratio=1)
    for head in ("Blocks", *names, *(["chrF moved"] if moved else [])):
        table.add_column(head, justify="right")
    for document, beside in nsmallest(most, scored, key=lambda pair: _chrf(pair[1].scores)):
        values = {
            score.metric: with_interval(score) if is_chrf(score.metric) else f"{score.value:.1f}"
            for score in beside.scores
        }
        row = [f"{beside.blocks:,}", *(values.get(name, "-") for name in names)]
        if moved:
            drop = _chrf(beside.scores) - _chrf(beside.previous_scores)
            row.append(signed(drop, 1) if math.isfinite(drop) else "-")
        table.add_row(text(console, document.name), *map(Text, row))
    console.print(table)
    _say_rest(console, len(scored) - most, "And {} more documents.")
    console.print()


def _print_worst(compared: Compared, blocks: Sequence[Block], console: Console, most: int) -> None:
    """Print the blocks that are farthest from their references."""
    if not compared.references:
        return
    far = [block for block in blocks if block.references and _chrf(block.scores) < 100]
    worst = nsmallest(most, far, key=lambda block: _chrf(block.scores))
    if worst:
        say(console, "Farthest from the reference, [-its words-] and {+those in their place+}:", "bold")
        console.print()
    for block in worst:
        _print_place(block, console, ", ".join(f"{score.metric} {score.value:.1f}" for score in block.scores))
        _print_text(console, "Candidate", block.text)
        for reference in block.references:
            _print_text(console, "Reference", reference)
        _print_difference(console, _nearest(block.text, block.references), block.text)
        console.print()


def _print_changes(compared: Compared, blocks: Sequence[Block], console: Console, most: int) -> None:
    changes = compared.changes
    if changes is None:
        return
    for line in _about_changes(changes, compared.baseline):
        say(console, line)
    console.print()
    changed = [block for block in blocks if block.previous and block.previous.change is Change.CHANGED]
    risen = [(moved, block) for block in changed if (moved := block.evidence_moved) is not None and moved > 0]
    worst = nsmallest(most, risen, key=lambda pair: -pair[0])
    if worst:
        say(console, "Changed for the worse, [-old words-] and {+new ones+}:", "bold")
        console.print()
    for moved, block in worst:
        assert block.previous is not None
        fluency = block.fluency_moved
        more = "" if fluency is None else f", fluency {fluency:+.0f}"
        _print_place(block, console, f"evidence {moved:+.1f}{more}")
        _print_text(console, "Now", block.text)
        _print_text(console, "Before", block.previous.text)
        _print_difference(console, block.previous.text, block.text)
        console.print()


def _about_changes(changes: Changes, baseline: str) -> Iterator[str]:
    yield (
        f"Since {baseline}: {changes.unchanged:,} unchanged, {changes.changed:,} changed, {changes.new:,} new, "
        f"{changes.removed:,} removed."
    )
    if changes.changed:
        yield f"Of those changed, {changes.better:,} became clear and {changes.worse:,} suspicious."
    for name, unit, moved in (("Fluency", "", changes.fluency), ("Evidence", " nats", changes.evidence)):
        if moved is not None:
            mean, low, high = moved
            yield f"{name} of those changed moved by {mean:+.1f}{unit} ({low:+.1f} to {high:+.1f})."


def _print_missing(report: Report, console: Console, most: int) -> None:
    missing = [(d, each) for d in report.documents if d.beside is not None for each in d.beside.missing]
    if not missing:
        return
    say(console, f"Not in the candidate: {counted(len(missing), 'passage')}.", "bold")
    for document, each in missing[:most]:
        say(console, f"  {document.name}, {each.role.value} line {each.line}: {each.text}")
    _say_rest(console, len(missing) - most, "  and {} more")
    console.print()


def _print_unpaired(compared: Compared, console: Console, most: int) -> None:
    if not compared.unpaired:
        return
    say(console, f"Not paired: {len(compared.unpaired):,}.", "bold yellow")
    for each in compared.unpaired[:most]:
        say(console, f"  {each.path} ({each.role.value}): {each.why}")
    _say_rest(console, len(compared.unpaired) - most, "  and {} more")
    console.print()


def _print_place(block: Block, console: Console, figures: str) -> None:
    first = block.sentences[0]
    place = text(console, f"{block.document.name}:{first.line}:{first.column}", "bold")
    where = f"  {first.place}" if first.place is not None else ""
    place.append(plain(console, f"{where}  {figures}"), "dim")
    console.print(place, soft_wrap=True)


def _print_text(console: Console, name: str, content: str) -> None:
    line = Text()
    line.append(f"{name}: ", "dim")
    indented(console, line.append(plain(console, content)))


def _print_difference(console: Console, old: str, new: str) -> None:
    """Print the words of two texts in one line; nothing where they are too long or have nothing in common."""
    difference = word_difference(old, new)
    if not difference or not common(difference):
        return
    line = Text()
    line.append("Difference: ", "dim")
    for before, after, same in difference:
        if same:
            line.append(plain(console, max(after, before, key=len)))  # with white space, if either has it
            continue
        if before.strip():
            line.append(plain(console, f"[-{before.strip()}-]"), "red")
        if after.strip():
            line.append(plain(console, f"{{+{after.strip()}+}}"), "green")
        line.append(" " if (after or before)[-1].isspace() else "")
    indented(console, line)


def _nearest(content: str, references: Sequence[str]) -> str:
    """Return the reference that has most words in common with a text."""
    words = set(content.split())
    return max(references, key=lambda each: len(words & set(each.split())) / max(len(each.split()), 1))


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)


def _chrf(scores: Sequence[Score]) -> float:
    """Return the chrF among scores; infinity where there is none, so that it comes last."""
    value = chrf(scores)
    return math.inf if value is None else value


def _say_rest(console: Console, count: int, line: str) -> None:
    if count > 0:
        say(console, line.format(f"{count:,}"), "dim")
