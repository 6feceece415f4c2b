"""`mtqa evaluate --data`, from a data folder to a report."""

from __future__ import annotations

import dataclasses
import json

import pytest
from click.testing import CliRunner

from mtqa import detector as detectors
from mtqa.cli.evaluate_command import command
from mtqa.detector.shipped import save
from mtqa.errors import DataError, UsageError
from mtqa.evaluation import people, results
from mtqa.evaluation.held_out import LENGTHS, Evaluator, error_rates, evaluate
from mtqa.evaluation.table import judge
from mtqa.lm import FakeModel
from mtqa.text.normalise import NORMALISATION
from mtqa.training.heldout import held_out
from mtqa.training.scoring import Scorer

REPEATS = 50


@pytest.fixture(scope="module")
def found(labelled, tmp_path_factory):
    """Evaluate the fake detector once."""
    detector = detectors.fake()
    scorer = Scorer(FakeModel(), tmp_path_factory.mktemp("work"), lambda _: None)

    def features(texts, what):
        return scorer.features(texts, detector.weights, what)

    return evaluate(labelled, held_out(labelled), features, detector, REPEATS)


def test_compares_sentences_and_documents_of_all_lengths(found):
    """The headline has sentences and documents of 3, 6, 12 and 24, which are found the better the longer they are."""
    rows = [c for c in found.of(results.HEADLINE) if c.human == results.TRANSLATIONS]
    assert [c.unit for c in rows] == ["sentences", *(f"documents of {n}" for n in LENGTHS)]
    areas = [c.auc.value for c in rows]
    assert areas == sorted(areas)
    assert areas[0] > 0.9
    for row in rows:
        assert row.auc.low <= row.auc.value <= row.auc.high
        assert row.at_1.value <= row.at_5.value
        assert 0.5 < row.accuracy.value <= 1


def test_long_documents_are_joined_from_one_author(found):
    """Of documents of 12 sentences each pair of one system's makes one of 24."""
    by_unit = {c.unit: c.counts for c in found.of(results.HEADLINE) if c.human == results.TRANSLATIONS}
    whole, joined = by_unit["documents of 12"], by_unit["documents of 24"]
    assert joined[0] <= whole[0] // 2
    assert joined[1] == whole[1] // 2 or joined[1] == whole[1] // 2 - 1


def test_baselines_stand_on_the_same_rows(found):
    """Each baseline has the counts of the tool's own row; surprisal tells the fake's odd words, language does not."""
    rows = [c for c in found.of(results.BASELINES) if (c.unit, c.human) == ("sentences", results.TRANSLATIONS)]
    assert rows[0].score == results.MTQA
    assert len(rows) == 6
    assert len({c.counts for c in rows}) == 1
    areas = {c.score: c.auc.value for c in rows}
    assert areas["mean surprisal"] > 0.9
    assert areas["character n-grams"] > 0.9
    assert areas["surprisal statistics"] > 0.9
    assert all(c.accuracy is None for c in rows[1:])


def test_breaks_down_by_all_that_the_data_names(found):
    """There are rows for pairs, the year, systems, lengths and genres."""
    assert {c.machine for c in found.of(results.PAIR)} == {"ru-en", "xx-en"}
    assert {c.machine for c in found.of(results.YEAR)} == {"2019"}
    assert {"ru-en s1", "ru-en s2"} <= {c.machine for c in found.of(results.SYSTEM)}
    assert "10 to 19 words" in {c.machine for c in found.of(results.LENGTH)}
    assert {c.human for c in found.of(results.GENRE)} == {"native, genre0", "native, genre1"}


def test_counts_flags_of_every_kind(found):
    """Each kind has its rates, of sentences and where there are any of documents; people's text is rarely flagged."""
    rates = {(rate.unit, rate.what): rate for rate in found.rates}
    for what in (results.CAPTIONS, results.LEARNERS, results.NATIVE_NEWS, "human translations, ru-en"):
        assert rates["sentences", what].interval.value < 0.05
    assert rates["sentences", results.CAPTIONS].total == 15
    assert rates["sentences", results.TRANSLATED].interval.value > 0.1
    assert ("documents", "native, genre0") in rates
    assert ("documents", results.CAPTIONS) not in rates


def test_rates_for_a_calibration(found):
    """A handful of kinds go into a detector's calibration."""
    names = [rate.what for rate in error_rates(found)]
    assert names == [
        *("sentences: native news", "sentences: native, other genres", "sentences: human translations"),
        *("sentences: native captions", "sentences: learner English"),
        *("documents: native news", "documents: native, other genres", "documents: human translations"),
    ]


def test_fluency_goes_with_what_people_think(found):
    """Each pair has a row for each score, direct assessment a mean over pairs, and the more odd words the worse."""
    rows = {(c.what, c.score): c for c in found.correlations}
    assert {what for what, _ in rows} == {"ro-en", "ru-en", "zh-en", people.MEAN}
    mean = rows[people.MEAN, "mean surprisal, negated"]
    assert (mean.count, mean.ratings) == (120, people.ASSESSMENT)
    assert mean.pearson.value > 0.5
    assert mean.pearson.low < mean.pearson.value < mean.pearson.high
    assert rows["zh-en", "fluency"].ratings == people.ERRORS
    assert rows["zh-en", "fluency"].spearman.value > 0.5


def test_data_without_ratings_is_no_obstacle(tmp_path):
    """Where nobody rated anything there are no correlations."""
    assert people.ratings(tmp_path) == ()
    assert people.compare((), None, detectors.fake()) == ()


def test_a_fixed_sample_of_many_ratings(labelled, monkeypatch):
    """Of many ratings of a pair a sample is taken, the same each time."""
    monkeypatch.setattr(people, "MOST", 10)
    assert [len(one.texts) for one in people.ratings(labelled)] == [10, 10, 10]
    assert people.ratings(labelled) == people.ratings(labelled)


def test_the_signature_names_what_decides_the_figures(found):
    """Data, model, detector, rules, bootstrap and seed are in it."""
    keys = [part.partition(":")[0] for part in found.signature.split("|")]
    assert keys == ["mtqa-evaluate", "data", "part", "m", "d", "cal", "rules", "boot", "seed"]


def test_data_that_lacks_a_kind_is_refused(labelled):
    """Without human translations nothing can be compared."""
    held = held_out(labelled)
    news = tuple(d for d in held.news if d.label != "human_ref")
    scores = judge([], [], None, detectors.fake().calibration)
    with pytest.raises(DataError, match="must hold machine translations, human translations and native news"):
        Evaluator(dataclasses.replace(held, news=news), scores)


def test_the_command_prints_and_writes(labelled, tmp_path):
    """`mtqa evaluate --data` prints the report and writes what was asked for."""
    pytest.importorskip("matplotlib", reason="needs the extra mtqa[evaluate]")
    fake = detectors.fake()
    save(tmp_path / "detector", fake.weights, fake.calibration, fake.model, NORMALISATION, "")
    options = ["--data", labelled, "--work", tmp_path / "work", "--model", "fake", "--detector", tmp_path / "detector"]
    options += ["--output", f"json={tmp_path / 'e.json'}", "--output", f"md={tmp_path / 'accuracy.md'}"]
    done = CliRunner().invoke(command, list(map(str, options)), catch_exceptions=False)
    assert done.exit_code == 0
    assert "What it cannot do" in done.output
    values = json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))
    assert values["signature"] in done.output
    assert "accuracy-roc.svg" in (tmp_path / "accuracy.md").read_text(encoding="utf-8")
    assert (tmp_path / "accuracy-roc.svg").is_file()


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        (["folder", "--output", "md=x.md"], UsageError, "--output and --trusted belong to what"),
        (["--data", "nowhere", "--output", "pdf=x"], None, "is not FORMAT=PATH with a format of: html, json, md"),
    ],
)
def test_the_command_says_what_is_wrong(options, error, said):
    """Options that don't go together, and formats that don't exist, are refused before anything is measured."""
    if error is None:
        done = CliRunner().invoke(command, options)
        assert done.exit_code == 2
        assert said in done.output
    else:
        with pytest.raises(error, match=said):
            CliRunner().invoke(command, options, catch_exceptions=False)
