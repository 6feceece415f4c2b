"""The summary in the terminal: golden at 80 columns, safe with any content, grammatical in every count."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from mtqa.document import Span
from mtqa.report import print_report
from mtqa.result import Coverage, Finding, Gate, Severity, SkippedFile

GOLDEN = Path(__file__).parent / "data" / "terminal.txt"
HOSTILE = "[red]no markup[/red] [link=x] \x1b[31mcolour\x07 \u202ereversed\u202c a\r\nb\tc"


def printed(report, *, width=80, worst=10, **options):
    """Print a report and return the text, without the padding of its table."""
    out = io.StringIO()
    print_report(report, Console(file=out, width=width, **{"color_system": None, **options}), worst=worst)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def with_sentence(report, **changes):
    """Change the first suspicious sentence of the worst document."""
    museum = report.documents[1]
    sentence = replace(museum.sentences[1], **changes)
    changed = replace(museum, sentences=(museum.sentences[0], sentence, *museum.sentences[2:]))
    return replace(report, documents=(changed,))


def test_is_as_before(html_sample_report):
    """The summary of a known run is the committed one."""
    assert printed(html_sample_report) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_fits_the_width(html_sample_report, width):
    """No line is wider than the terminal, but the places that an editor opens with a click."""
    lines = printed(html_sample_report, width=width).splitlines()
    assert [line for line in lines if len(line) > width and not line.startswith("content/")] == []


def test_places_are_in_one_piece(html_sample_report):
    """path:line:column stays whole at any width."""
    assert "content/culture/harbour-museum.md:11:1" in printed(html_sample_report, width=30)


def test_colours_say_nothing_more(html_sample_report):
    """With colours the words are the same."""
    plain, coloured = (
        printed(html_sample_report),
        printed(html_sample_report, color_system="truecolor", force_terminal=True),
    )
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in Text.from_ansi(coloured).plain.splitlines()] == plain.splitlines()


def test_findings_are_highlighted(html_sample_report):
    """With colours the words that a rule hit are underlined in the colour of the worst severity."""
    assert "\x1b[1;4;31mwill \x1b[0m" in printed(html_sample_report, color_system="standard", force_terminal=True)


def test_content_is_never_markup_or_control(html_sample_report):
    """Hostile content everywhere is shown as it is, and no control reaches the terminal."""
    finding = Finding(HOSTILE, Severity.ERROR, Span(0, 4), Span(0, 4), HOSTILE, HOSTILE)
    report = with_sentence(html_sample_report, text=HOSTILE, reason=HOSTILE, findings=(finding,))
    report = replace(
        report,
        documents=tuple(replace(d, path=HOSTILE, id=HOSTILE) for d in report.documents),
        coverage=Coverage(2, 1, (SkippedFile(HOSTILE, HOSTILE),)),
        gate=Gate(passed=False, reasons=(HOSTILE,)),
        notes=(HOSTILE,),
        device=HOSTILE,
    )
    text = printed(report, width=2000)
    assert all(character.isprintable() for character in text.replace("\n", ""))
    assert text.count("[red]no markup[/red] [link=x] ⟦U+001B⟧[31mcolour⟦U+0007⟧ ⟦U+202E⟧reversed⟦U+202C⟧ a b c") > 7


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_encoding_can_be_written(html_sample_report, encoding):
    """A terminal that knows few characters gets plainer ones, never a traceback."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    report = with_sentence(html_sample_report, text="Its “ship” … 船", findings=())
    print_report(report, Console(file=stream, width=80))
    stream.flush()
    shown = {"ascii": '"ship" ... \\u8239', "cp1252": '"ship" ... \\u8239', "utf-8": "“ship” … 船"}
    assert shown[encoding] in raw.getvalue().decode(encoding)


def test_shows_the_worst_only(html_big_report):
    """Documents and sentences are capped, and what was left out is counted."""
    text = printed(html_big_report(400), worst=3)
    assert text.count(", evidence ") == 3
    assert "And 5 more documents: 5 mixed." in text
    assert "And 397 more suspicious sentences; the report files list them all." in text


def test_one_more_is_singular(html_big_report):
    """One left out is one sentence."""
    assert "And 1 more suspicious sentence; the report" in printed(html_big_report(4), worst=3)


def test_many_findings_are_capped(html_sample_report):
    """Four findings of a sentence are shown, worst first, and the rest is counted."""
    finding = html_sample_report.documents[1].sentences[1].findings[0]
    text = printed(with_sentence(html_sample_report, findings=(finding,) * 6))
    assert (text.count("grammar.missing-article"), text.count("and 2 more findings")) == (4, 1)


def test_a_deletion_is_a_suggestion(html_sample_report):
    """An empty suggestion means to leave the words out."""
    finding = replace(html_sample_report.documents[1].sentences[1].findings[0], suggestion="")
    assert "without an article. Leave it out." in printed(
        with_sentence(html_sample_report, findings=(finding,)), width=200
    )


def test_clean_content(html_sample_report):
    """A run that found nothing says so and passes."""
    council = html_sample_report.documents[0]
    text = printed(replace(html_sample_report, documents=(council,), gate=Gate(passed=True), notes=()))
    assert "No sentence is suspicious.\n" in text
    assert text.endswith("\nGate passed.\n")


def test_nothing_read(html_sample_report):
    """A run without documents shows its coverage and why it failed."""
    report = replace(
        html_sample_report, documents=(), coverage=Coverage(), notes=(), seconds=0.04, device="",
        gate=Gate(passed=False, reasons=("No file was found",)),
    )  # fmt: skip
    assert printed(report) == (
        "0 documents, 0 sentences judged, 0 suspicious, in 0.0 s.\n"
        "Coverage: 0 of 0 files checked; 0 of 0 characters scored.\n"
        "\n"
        "Gate failed.\n"
        "  No file was found\n"
    )


def test_rules_alone(html_sample_report):
    """Without a language model there are no figures, and their places hold a dash."""
    museum = html_sample_report.documents[1]
    bare = replace(
        museum, probability=None, interval=None, evidence=None, fluency=None,
        sentences=tuple(replace(s, fluency=None, evidence=None) for s in museum.sentences),
    )  # fmt: skip
    text = printed(replace(html_sample_report, documents=(bare,)), width=120)
    row = next(line for line in text.splitlines() if "likely machine-translated" in line)
    assert row.split()[1:] == ["likely", "machine-translated", "-", "4", "of", "6", "-"]
    assert ", evidence" not in text


def test_reasons_are_grouped_and_capped(html_sample_report):
    """Files that were skipped for one reason share a line; rare reasons share the last."""
    files = [SkippedFile(f"{number}.bin", "is binary") for number in range(1200)]
    files += [SkippedFile(f"r{number}.md", f"reason {number}") for number in range(9)]
    text = printed(replace(html_sample_report, coverage=Coverage(1210, 1, tuple(files))))
    assert "Coverage: 1 of 1,210 files checked; 0 of 0 characters scored.\nSkipped 1,209 files:\n" in text
    assert "  is binary: 0.bin, 1.bin, 2.bin and 1,197 more\n  reason 0: r0.md\n" in text
    assert "  reason 6: r6.md\n  2 for other reasons\n" in text


def test_an_interrupted_run_says_so(html_sample_report):
    """Figures of a part are not taken for the whole."""
    assert "\nInterrupted: what was not reached is missing" in printed(replace(html_sample_report, interrupted=True))


def test_probabilities_are_never_rounded_to_certainty(html_sample_report):
    """Only what is certain is 0% or 100%."""
    document = replace(html_sample_report.documents[1], probability=0.9991, interval=(0.002, 1.0))
    assert ">99% (<1-100)" in printed(replace(html_sample_report, documents=(document,)))


def test_never_says_that_a_sentence_is_machine_translated(html_sample_report):
    """Evidence is machine-like; only documents are likely machine-translated."""
    text = printed(html_sample_report, width=1000)
    assert text.count("machine-translated") == text.count("likely machine-translated")


def test_equals_keep_the_reading_order(html_sample_report):
    """Of sentences that are equally bad, the first comes first."""
    museum = html_sample_report.documents[1]
    same = tuple(replace(museum.sentences[1], line=line) for line in (3, 5, 8))
    alerts = tuple(replace(museum.alerts[1], sentence=i) for i in range(3))
    text = printed(replace(html_sample_report, documents=(replace(museum, sentences=same, alerts=alerts),)), worst=2)
    assert re.findall(r"harbour-museum\.md:(\d+):", text) == ["3", "5"]


def test_the_room_is_light():
    """Importing the room loads neither rich nor the HTML page."""
    code = "import sys, mtqa.report; print([m for m in ('rich', 'mtqa.report.html', 'torch') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
