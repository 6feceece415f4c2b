"""Measure how long it takes to write a report of many findings in each format for machines.

The findings are made of the examples of all rules, the same each time. Each format is rendered and written to a file,
several times, and the best time counts. Plain ``json.dumps`` of the same findings, one flat object each, is measured in
the same run, and times are told as multiples of it too, since seconds depend on the machine.

    python benchmarks/outputs.py [--findings N] [--times N] [--formats NAME ...]
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from mtqa.alert import Alert, Region
from mtqa.config import Settings
from mtqa.coverage import Coverage
from mtqa.document import Kind, Span
from mtqa.gate.fingerprints import fingerprint
from mtqa.report import FORMATS, write
from mtqa.report.listing import told
from mtqa.report.writing import write_text
from mtqa.result import (
    DocumentResult,
    DocumentVerdict,
    Finding,
    Gate,
    Report,
    SentenceResult,
    Severity,
    Signature,
    Verdict,
)
from mtqa.rules import RULES, Rule

FOR_MACHINES = tuple(name for name in FORMATS if name != "html")
PER_DOCUMENT = 20


def examples() -> list[tuple[Rule, str]]:
    """Return what rules are to flag, each with its rule."""
    texts = ((rule, one if isinstance(one, str) else one.text) for rule in RULES for one in rule.must_flag)
    return [(rule, " ".join(text.split())) for rule, text in texts]


def passage(number: int, rule: Rule, example: str) -> tuple[SentenceResult, Alert]:
    """Make a sentence with a finding; no two are alike."""
    index = number % PER_DOCUMENT
    text = f"{example} That was in chapter {number}, of which nobody else had heard before."
    line, start, width = 3 + 2 * index, 200 * index, min(len(text), 5 + number % 20)
    span = Span(start, start + width)
    suggestion = "of the museum" if number % 3 == 0 else None
    sentence = SentenceResult(
        text,
        Kind.PARAGRAPH,
        Span(start, start + len(text)),
        line,
        1,
        Verdict.SUSPICIOUS if rule.severity is Severity.ERROR else Verdict.CLEAR,
        evidence=(number * 37 % 900) / 100 - 2,
        fluency=9.0,
        findings=(Finding(rule.id, rule.severity, span, Span(0, width), rule.message, suggestion),),
    )
    alert = Alert(
        rule.id,
        rule.severity,
        rule.message,
        fingerprint(rule.id, text),
        sentence=index,
        span=span,
        region=Region(line, 1, line, 1 + width),
        suggestion=suggestion,
    )
    return sentence, alert


def sample(findings: int) -> Report:
    """Make the report of a run over documents with some findings each."""
    every = examples()
    documents = []
    for first in range(0, findings, PER_DOCUMENT):
        numbers = range(first, min(first + PER_DOCUMENT, findings))
        passages = [passage(number, *every[number % len(every)]) for number in numbers]
        documents.append(
            DocumentResult(
                path=f"content/part {first // 1_000}/chapter-{first:05}.md",
                id=None,
                format="markdown",
                language="en",
                verdict=DocumentVerdict.MIXED,
                probability=0.48,
                interval=(0.2, 0.8),
                evidence=0.9,
                fluency=33.0,
                sentences=tuple(sentence for sentence, _ in passages),
                alerts=tuple(alert for _, alert in passages),
            )
        )
    signature = Signature("0", "none", "none", "none", "sample", "sample", "sample")
    gate = Gate(passed=False, reasons=(f"{findings:,} findings are errors",))
    count = len(documents)
    return Report("0.1.0", signature, tuple(documents), Coverage(count, count), gate, 1.0)


def plain(report: Report, path: Path) -> None:
    """Write the findings as flat objects, with nothing that a format needs."""
    rows = [
        {
            "path": one.document.path,
            "rule": one.alert.rule,
            "severity": one.alert.severity.value,
            "message": one.message,
            "fingerprint": one.unique,
            "line": one.alert.region and one.alert.region.line,
            "column": one.alert.region and one.alert.region.column,
            "sentence": one.sentence and one.sentence.text,
        }
        for one in told(report)
    ]
    write_text(path, (json.dumps(rows),))


def best(run: Callable[[], None], times: int) -> float:
    """Return the seconds of the fastest of several runs."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def lines(findings: int, times: int, formats: Sequence[str] = FOR_MACHINES) -> Iterator[str]:
    """Tell how long each format takes."""
    report, settings = sample(findings), Settings()
    yield f"{findings:,} findings, rendered and written to a file; the fastest of {times} times.\n"
    yield "| format | seconds | times plain JSON | kilobytes |"
    yield "|---|---:|---:|---:|"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report"
        unit = best(partial(plain, report, path), times)
        yield f"| plain JSON, one flat object each | {unit:.2f} | 1.0 | {path.stat().st_size / 1000:,.0f} |"
        for name in formats:
            seconds = best(partial(write, report, name, path, settings), times)
            yield f"| {name} | {seconds:.2f} | {seconds / unit:.1f} | {path.stat().st_size / 1000:,.0f} |"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--findings", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--formats", nargs="+", choices=FOR_MACHINES, default=FOR_MACHINES)
    options = parser.parse_args()
    for line in lines(options.findings, options.times, options.formats):
        print(line, flush=True)


if __name__ == "__main__":
    main()
