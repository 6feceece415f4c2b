"""``mtqa compare``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from mtqa.cli.ending import exit_code, finishing, outputs_of
from mtqa.cli.options import layered, run_options
from mtqa.cli.outputs import TEXT, Wanted, make_ready, parser, print_rendered, printed_format

DEFAULT_OUTPUTS = ("html=reports/mtqa-compare.html", "json=reports/mtqa-compare.json")
_BLOCKS = ("auto", "line", "unit", "sentence")


def _formats() -> Sequence[str]:
    from mtqa.report import FORMATS  # noqa: PLC0415

    return FORMATS


@click.command("compare", short_help="Compare with references, an older version or another candidate.")
@click.argument("candidate", metavar="CANDIDATE")
@click.argument("references", nargs=-1, metavar="[REFERENCE]...")
@click.option(
    "--baseline-candidate",
    "baseline_candidate",
    default="",
    metavar="PATH",
    help="Another candidate, or an older version of this one: what changed, and is the difference significant?",
)
@click.option(
    "--blocks",
    type=click.Choice(_BLOCKS),
    default="auto",
    show_default=True,
    help="What is a segment: line, unit (a message or record), sentence (aligned); auto takes lines where all files "
    "have as many and none is empty, units and records of one paragraph as they are, and else sentences.",
)
@click.option("--min-chrf", type=float, metavar="SCORE", help="Fail where the chrF++ of the whole is lower.")
@click.option("--min-chrf-document", type=float, metavar="SCORE", help="Fail where that of a document is lower.")
@click.option("--max-drop", type=float, metavar="POINTS", help="Fail where chrF++ lost more against the other.")
@click.option("--max-drop-document", type=float, metavar="POINTS", help="The same for each document.")
@click.option(
    "--tokenize",
    default="13a",
    show_default=True,
    metavar="NAME",
    help="How BLEU cuts words: 13a, intl, char, zh or none.",
)
@click.option("--lowercase", is_flag=True, help="Let BLEU and chrF++ ignore case; TER always does.")
@click.option(
    "--trials", default=1000, show_default=True, type=click.IntRange(min=100), metavar="N", help="Bootstrap samples."
)
@click.option(
    "--seed", type=click.IntRange(min=0), metavar="N", help="Of the bootstrap.  [default: 12345, as in sacrebleu]"
)
@click.option(
    "--test",
    type=click.Choice(("bootstrap", "approximate-randomization")),
    default="bootstrap",
    show_default=True,
    help="The paired test of the difference between the candidates.",
)
@click.option(
    "--output",
    "wanted",
    multiple=True,
    metavar="FORMAT=PATH",
    callback=parser(_formats),
    help="Write the report as html, json, markdown or any other format of 'mtqa check'; repeatable.  "
    "[default: html=reports/mtqa-compare.html json=reports/mtqa-compare.json]",
)
@click.option("--no-output", is_flag=True, help="Write no report; print only.")
@click.option(
    "--format",
    "printed",
    metavar="FORMAT",
    default=TEXT,
    show_default=True,
    callback=printed_format,
    help="What to print to standard output: text, a summary, or one of the formats of --output.",
)
@run_options
@click.option("--exit-zero", is_flag=True, help="End with 0 although the gate failed, and say so: for trial runs.")
@click.option(
    "--worst",
    default=5,
    show_default=True,
    type=click.IntRange(min=0),
    metavar="N",
    help="Print this many of each list.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print only errors and the gate's decision.")
def command(
    candidate: str,
    references: tuple[str, ...],
    baseline_candidate: str,
    blocks: str,
    tokenize: str,
    lowercase: bool,
    trials: int,
    seed: int | None,
    test: str,
    wanted: Wanted,
    no_output: bool,
    printed: str,
    exit_zero: bool,
    worst: int,
    quiet: bool,
    config: Path | None,
    **options: Any,
) -> int:
    """Compare with references, an older version or another candidate.

    \b
    mtqa compare NEW REFERENCE                              how near the English is to a human translation
    mtqa compare NEW REFERENCE --baseline-candidate OLD     and whether it is better than another candidate
    mtqa compare NEW --baseline-candidate OLD               what changed since an older version, and where it got worse

    CANDIDATE, REFERENCE and OLD are files, or folders whose files belong together by their paths (languages and
    suffixes may differ), records by their ids, units of localisation files by their keys. Scores are sacrebleu's BLEU,
    chrF++ and TER, for the whole, each document and each block, with its signatures. The candidate is checked as 'mtqa
    check' does, so that the report shows fluency, evidence and findings beside the references.

    Exit codes: 0 the gate passed, 1 it failed, 2 wrong usage or nothing could be paired, 3 the model or an output
    failed.
    """  # noqa: D301 - click reads the control character
    from mtqa.cli.display import Display  # noqa: PLC0415
    from mtqa.comparing import Blocks, Options, compare  # noqa: PLC0415 - half a second that --help must not pay
    from mtqa.report import render, write  # noqa: PLC0415

    outputs = [] if no_output else wanted or outputs_of(DEFAULT_OUTPUTS)
    display = Display(quiet=quiet)
    settings = layered(config, options, display.error)
    make_ready(outputs, [candidate, *references, *filter(None, [baseline_candidate])])
    how = Options(tokenize=tokenize, lowercase=lowercase, trials=trials, seed=seed, test=test.replace("-", " "))
    with display.progress() as progress:
        report = compare(
            candidate,
            references,
            settings,
            baseline=baseline_candidate,
            blocks=Blocks(blocks),
            options=how,
            progress=progress,
            say=display.say,
            leave_out=[path for _, path in outputs],
        )
    with finishing() as interruptions:
        try:
            for name, path in outputs:
                display.say(f"wrote {write(report, name, path, settings)}")
        finally:
            if printed != TEXT:
                print_rendered(render(report, printed, settings))
            else:
                display.compared(report, worst)
    if report.interrupted or interruptions:
        display.error("interrupted; nothing was compared, and the report holds what was checked")
        return 130
    return exit_code(report, display.error, exit_zero=exit_zero)
