"""A comparison in the terminal: golden at 80 columns, safe with any content, and honest about what is missing."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from mtqa.beside import (
    Beside,
    Change,
    Changes,
    Compared,
    DocumentBeside,
    Missing,
    Previous,
    Role,
    Score,
    Significance,
    Unpaired,
)
from mtqa.report.compared_text import print_compared

GOLDEN = Path(__file__).parent / "data" / "compared.txt"
HOSTILE = "[red]no markup[/red] \x1b[31mcolour\x07 \u202ereversed\u202c a\r\nb\tc"
MUSEUM = (
    "The museum opened in the old harbour.",
    "The museum has opened at the old port, and is free.",
)


def scores(bleu, chrf, ter, half=None):
    """Make the scores of sacrebleu; with an interval where half of its width is given."""
    values = zip(("BLEU", "chrF2++", "TER"), (bleu, chrf, ter), strict=True)
    return tuple(Score(name, v, None if half is None else (v - half, v + half)) for name, v in values)


def compared_report(report):
    """Lay references and an older version beside the documents of a report."""
    first, museum, *others = report.documents
    sentences = list(museum.sentences)
    for i, (chrf, move) in enumerate(((31.25, 1.5), (72.0, -0.5), (100.0, None))):
        evidence = None if move is None or sentences[i].evidence is None else sentences[i].evidence - move
        change = Change.UNCHANGED if move is None else Change.CHANGED
        previous = Previous(MUSEUM[0], change, scores(20.0, 50.0, 60.0), sentences[i].fluency, evidence)
        beside = Beside(i, references=MUSEUM, scores=scores(3.1, chrf, 88.9), previous=previous)
        sentences[i] = replace(sentences[i], beside=beside)
    found = replace(
        museum,
        sentences=tuple(sentences),
        beside=DocumentBeside(
            references=("human/harbour-museum.md", ""),
            previous="old/harbour-museum.md",
            blocks=3,
            scores=scores(12.0, 44.0, 71.0),
            previous_scores=scores(14.0, 47.5, 70.0),
            missing=(Missing(Role.REFERENCE, "Admission is free on Sundays.", 12, 3),),
        ),
    )
    first = replace(first, beside=DocumentBeside(blocks=1, scores=scores(40.0, 66.0, 35.0)))
    return replace(
        report,
        documents=(first, found, *others),
        compared=Compared(
            candidate="content",
            references=("human", "second"),
            baseline="old",
            source="de",
            documents=2,
            blocks=4,
            scores=scores(21.5, 52.25, 60.0, 2.0),
            baseline_scores=scores(23.0, 54.0, 60.0, 2.5),
            significance=(
                Significance("BLEU", 21.5, 23.0, -1.5, 0.0619, "bootstrap"),
                Significance("chrF2++", 52.25, 54.0, -1.75, 0.000999, "bootstrap"),
                Significance("TER", 60.0, 60.0, 0.0, 0.000999, "bootstrap"),
            ),
            signatures=("BLEU|nrefs:2|bs:1000|seed:12345|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0",),
            trials=1000,
            seed=12345,
            unpaired=(
                Unpaired(Role.CANDIDATE, "content/new.md", "nothing in human belongs to it"),
                Unpaired(Role.REFERENCE, "human/gone.md", "nothing in content belongs to it"),
            ),
            changes=Changes(3, 2, 1, 1, 0, 1, (-4.2, -9.0, 0.5), (0.5, 0.1, 1.2)),
        ),
    )


def printed(report, *, width=80, most=5, **options):
    """Print a comparison and return the text, without the padding of its tables."""
    out = io.StringIO()
    print_compared(report, Console(file=out, width=width, **{"color_system": None, **options}), most)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


@pytest.fixture
def sample(html_sample_report):
    """A comparison with everything in it."""
    return compared_report(html_sample_report)


def test_is_as_before(sample):
    """What is printed of a known comparison is the committed text."""
    assert printed(sample) == GOLDEN.read_text(encoding="utf-8")


def test_no_comparison(html_sample_report):
    """A report without a comparison prints nothing."""
    assert printed(html_sample_report) == "\n"


@pytest.mark.parametrize("width", [40, 120])
def test_fits_the_width(sample, width):
    """No line is wider than the terminal, but places and signatures, which are copied."""
    lines = printed(sample, width=width).splitlines()
    assert [line for line in lines if len(line) > width and not line.lstrip().startswith(("content/", "BLEU|"))] == []


def test_colours_say_nothing_more(sample):
    """With colours the words are the same."""
    coloured = printed(sample, color_system="truecolor", force_terminal=True)
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in Text.from_ansi(coloured).plain.splitlines()] == printed(sample).splitlines()


def test_most_of_each_list(sample):
    """With none of each list wanted there are counts alone."""
    text = printed(sample, most=0)
    assert "Farthest" not in text
    assert "for the worse" not in text
    assert "Not in the candidate: 1 passage.\n  and 1 more" in text
    assert "Not paired: 2.\n  and 2 more" in text


def test_content_is_never_markup_or_control(sample):
    """Hostile content everywhere is shown as it is, and no control reaches the terminal."""
    first, museum, *others = sample.documents
    sentence = museum.sentences[0]
    beside = replace(
        sentence.beside,
        references=(HOSTILE,),
        previous=replace(sentence.beside.previous, text=f"The exhibition {HOSTILE}"),
    )
    museum = replace(
        museum,
        path=HOSTILE,
        sentences=(replace(sentence, text=f"The {HOSTILE}", beside=beside), *museum.sentences[1:]),
        beside=replace(museum.beside, missing=(Missing(Role.SOURCE, HOSTILE, 1, -1),)),
    )
    compared = replace(
        sample.compared,
        candidate=HOSTILE,
        references=(HOSTILE,),
        baseline=HOSTILE,
        unpaired=(Unpaired(Role.SOURCE, HOSTILE, HOSTILE),),
    )
    text = printed(replace(sample, documents=(first, museum, *others), compared=compared), width=200)
    assert "[red]no markup[/red]" in text
    assert [c for c in text if (ord(c) < 32 and c != "\n") or c in "\x7f\u202e\u202c"] == []


def test_an_older_version_alone(sample):
    """Without a reference it is said what scores are of, and no block is called far from one."""
    compared = replace(sample.compared, references=(), baseline_scores=(), significance=(), source="")
    text = printed(replace(sample, compared=compared))
    assert text.startswith(
        "content beside old: 2 documents, 4 blocks.\n"
        "There is no reference: scores say how much of the baseline candidate is left.\n"
    )
    assert "Farthest" not in text
    assert "Baseline (95 %)" not in text


def test_what_was_not_computed(sample):
    """TER that was left out, and intervals that there are too many blocks for, are told of."""
    without = tuple(replace(score, interval=None) for score in sample.compared.scores[:2])
    compared = replace(sample.compared, scores=without, baseline_scores=(), significance=(), blocks=30_000)
    lines = printed(replace(sample, compared=compared), width=120).splitlines()
    assert "No intervals and no test: there are too many blocks for so many samples." in lines
    assert "TER was left out: for blocks as long and as many it would take over 10 minutes." in lines
