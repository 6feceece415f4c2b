"""Comparisons as a whole: from files to a report, and the command."""

from __future__ import annotations

import json
import re

import pytest

from mtqa import Settings
from mtqa.beside import Change, Role
from mtqa.comparing import Blocks, Options, compare
from mtqa.errors import UsageError

RULES = Settings(rules_only=True)
QUICK = Options(trials=100)
NEW = "The ferry leaves at six. It costs 45 euros. The performance was broadcasted by the organizers in the Internet.\n"
OLD = "Ferry leaves at the six. It costs 45 euros. The organisers broadcast the show on the internet.\n"
REFERENCE = "The ferry sails at six. It costs 45 euros. The organisers broadcast the performance on the internet.\n"


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """A candidate, a reference and an older version, with a second file that has no counterpart."""
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "new/a.md": NEW,
        "new/b.md": "Nothing stands beside this sentence.\n",
        "ref/a.md": REFERENCE,
        "old/a.md": OLD,
        "es/a.md": "El transbordador sale a las seis. Cuesta 45 euros. La función se emitió por internet.\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def _scores(scores):
    return {score.metric: round(score.value, 1) for score in scores}


def test_everything_beside_a_sentence(folders):
    """A report holds references, older version, source, scores and changes, for the whole, documents and sentences."""
    report = compare("new", ["ref"], RULES.replace(source="es"), baseline="old", options=QUICK)
    compared = report.compared
    assert (compared.candidate, compared.references, compared.baseline, compared.source) == (
        "new",
        ("ref",),
        "old",
        "es",
    )
    assert (compared.documents, compared.blocks, compared.trials, compared.seed) == (1, 3, 100, 12345)
    assert [score.metric for score in compared.scores] == ["BLEU", "chrF2++", "TER"]
    assert all(low <= score.value <= high for score in compared.scores for low, high in [score.interval])
    assert [s.metric for s in compared.significance] == ["BLEU", "chrF2++", "TER"]
    assert _scores(compared.baseline_scores) == {s.metric: round(s.baseline, 1) for s in compared.significance}
    assert [signature.split("|")[0] for signature in compared.signatures] == ["BLEU", "chrF2++", "TER"]
    changes = compared.changes
    assert (changes.unchanged, changes.changed, changes.new, changes.removed, changes.worse) == (1, 2, 0, 0, 1)
    assert [(each.role, each.path) for each in compared.unpaired] == [
        (Role.CANDIDATE, "new/b.md"),
        (Role.CANDIDATE, "new/b.md"),
        (Role.CANDIDATE, "new/b.md"),
    ]
    first, second = report.documents
    assert (first.path, first.beside.source, first.beside.references, first.beside.previous) == (
        "new/a.md",
        "es/a.md",
        ("ref/a.md",),
        "old/a.md",
    )
    assert second.beside is None
    beside = first.sentences[0].beside
    assert (beside.source, beside.references) == ("El transbordador sale a las seis.", ("The ferry sails at six.",))
    assert (beside.previous.text, beside.previous.change) == ("Ferry leaves at the six.", Change.CHANGED)
    assert first.sentences[1].beside.previous.change is Change.UNCHANGED
    assert _scores(first.sentences[1].beside.scores) == {"BLEU": 100.0, "chrF2++": 100.0, "TER": 0.0}
    assert report.gate.passed, "what would fail a check fails no comparison"


def test_an_older_version_alone(folders):
    """Without references the older version takes their place in the scores, and nothing is tested."""
    report = compare("new/a.md", [], RULES, baseline="old/a.md", options=QUICK)
    compared = report.compared
    assert (compared.references, compared.baseline_scores, compared.significance) == ((), (), ())
    assert _scores(compared.scores)["BLEU"] < 60
    assert report.documents[0].sentences[0].beside.references == ()


@pytest.mark.parametrize(
    ("settings", "passed", "reason"),
    [
        ({"min_chrf": 10.0, "min_chrf_document": 10.0, "max_drop": 90.0, "max_drop_document": 90.0}, True, ""),
        ({"min_chrf": 99.0}, False, r"the whole \d\d\.\d\d, below 99 \(min-chrf\)"),
        ({"min_chrf_document": 99.0}, False, r"new/a\.md \d\d\.\d\d, below 99 \(min-chrf-document\)"),
        ({"max_drop": 1.0}, False, r"chrF\+\+ lost more than 1 points: the whole -\d+\.\d\d \(max-drop\)"),
        (
            {"max_drop_document": 1.0},
            False,
            r"chrF\+\+ lost more than 1 points: new/a\.md -\d+\.\d\d \(max-drop-document\)",
        ),
    ],
)
def test_clauses(folders, settings, passed, reason):
    """The gate fails where chrF++ is too low, or lost too much against the baseline candidate."""
    gate = compare("new", ["ref"], RULES.replace(**settings), baseline="old", options=QUICK).gate
    assert (gate.passed, len(gate.clauses)) == (passed, len(settings))
    assert re.fullmatch(reason, "; ".join(gate.reasons))


def test_clauses_without_a_baseline(folders):
    """A clause that can't be decided fails, and says what it needs."""
    gate = compare("new", ["ref"], RULES.replace(max_drop=1.0), options=QUICK).gate
    assert gate.reasons == (
        "no drop of chrF++ could be computed: that needs references and a baseline candidate (max-drop)",
    )


def test_nothing_to_compare_with():
    """A comparison needs something to compare with."""
    with pytest.raises(UsageError, match="nothing to compare with"):
        compare("new")


def test_lines_count_as_in_test_sets(folders):
    """A file of lines gives the scores of its lines, empty ones too where lines are asked for."""
    (folders / "hyp.txt").write_text("One is here.\n\nThree is here.\n", encoding="utf-8")
    (folders / "ref.txt").write_text("One is here.\nTwo is here.\nThree was here.\n", encoding="utf-8")
    report = compare("hyp.txt", ["ref.txt"], RULES, blocks=Blocks.LINE, options=QUICK)
    assert report.compared.blocks == 3
    [missing] = report.documents[0].beside.missing
    assert (missing.text, missing.line, missing.after) == ("Two is here.", 2, 0)


def test_the_command(folders, mtqa):
    """The command writes its reports, prints the scores, and ends with what the gate says; errors are one line."""
    done = mtqa("compare", "new", "ref", "--baseline-candidate", "old", "--rules-only", "--min-chrf", "99", cwd=folders)
    assert done.returncode == 1, done.stderr
    assert "chrF2++" in done.stdout
    assert "below 99 (min-chrf)" in done.stdout
    report = json.loads((folders / "reports" / "mtqa-compare.json").read_text(encoding="utf-8"))
    assert report["compared"]["candidate"] == "new"
    assert (folders / "reports" / "mtqa-compare.html").stat().st_size > 10_000
    nothing = mtqa("compare", "new/b.md", "es", "--rules-only", "--no-output", cwd=folders)
    assert (nothing.returncode, nothing.stdout) == (2, "")
    assert nothing.stderr == (
        "mtqa: nothing could be compared: new/b.md: there is no reference for it in es; "
        "es/a.md: nothing in new/b.md belongs to it\n"
    )
