"""`mtqa train` and `mtqa evaluate --data`, from a data folder to a detector that works."""

from __future__ import annotations

import json
import re

import pytest

from mtqa import detector as detectors
from mtqa.training import data
from mtqa.training.sampling import Sizes, training_rows

MACHINE = "The council qivr oqd bridge zaqt river xqzr market 12. " * 4


@pytest.fixture(scope="module")
def trained(labelled, tmp_path_factory):
    """Train once on the small folder; return the detector's folder, the working folder and what was printed."""
    from click.testing import CliRunner  # noqa: PLC0415 - here alone, for speed

    from mtqa.cli.train_command import command  # noqa: PLC0415

    place = tmp_path_factory.mktemp("trained")
    options = ["--data", labelled, "--output", place / "detector", "--work", place / "work", "--model", "fake"]
    done = CliRunner().invoke(command, list(map(str, options)), catch_exceptions=False)
    return place / "detector", place / "work", done.output


def test_writes_a_detector_that_loads(trained):
    """The folder holds weights, calibration and a card with the figures, and belongs to the language model."""
    folder, _, printed = trained
    detector = detectors.load(folder)
    card = (folder / "card.md").read_text(encoding="utf-8")
    assert detector.model == "fake@1"
    assert "sentences, machine against human translations" in printed
    assert "sentences, machine against human translations" in card


def test_learns_what_tells_machines(trained):
    """The evidence separates the classes, and the thresholds keep human text from alarms."""
    _, _, printed = trained
    curve = re.search(r"^documents of 12, machine against native news\s+\S+\s+(\S+) ", printed, re.MULTILINE)
    flagged = re.search(r"^documents flagged: native news\s+(\d+)/(\d+)", printed, re.MULTILINE)
    assert float(curve[1]) > 0.95
    assert int(flagged[1]) <= 0.1 * int(flagged[2])


def test_the_trained_detector_checks(trained, mtqa, tmp_path):
    """A check with the trained detector finds the machine's document."""
    (tmp_path / "bad.txt").write_text(MACHINE)
    done = mtqa("check", "bad.txt", "--model", "fake", "--detector", trained[0], "--output", "json=r.json")
    assert done.returncode == 1, done.stderr
    (document,) = json.loads((tmp_path / "r.json").read_text())["documents"]
    assert document["verdict"] == "likely machine-translated"


def test_training_again_gives_the_same_and_measures_nothing(trained, labelled, mtqa, tmp_path):
    """A second run takes everything from the working folder and writes the same bytes."""
    folder, work, _ = trained
    done = mtqa("train", "--data", labelled, "--output", tmp_path / "again", "--work", work, "--model", "fake")
    assert done.returncode == 0, done.stderr
    assert "new sentences" not in done.stderr
    for name in ("probe.npz", "calibration.json"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()


def test_evaluate_prints_the_same_table(trained, labelled, mtqa):
    """`mtqa evaluate --data` repeats the figures of the training."""
    folder, work, printed = trained
    done = mtqa("evaluate", "--data", labelled, "--detector", folder, "--work", work, "--model", "fake")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:6] == [line for line in printed.splitlines() if line in done.stdout][:6]


def test_damaged_data_is_told(labelled, mtqa, tmp_path):
    """A missing file and a missing column are named, each in one line."""
    done = mtqa("train", "--data", tmp_path, "--output", tmp_path / "out", "--model", "fake")
    assert (done.returncode, "sentences.train.parquet is missing" in done.stderr) == (2, True)


class TestData:
    """Reading and sampling."""

    def test_samples_are_balanced(self, labelled):
        """Every year gives its number of machine sentences, each system as many as the other."""
        rows = training_rows(labelled, Sizes(recent=40, older=20))
        drawn = [(row.year, row.system) for row in rows if row.label == data.MACHINE]
        assert {key: drawn.count(key) for key in sorted(set(drawn))} == {
            ("2013", "a"): 10,
            ("2013", "b"): 10,
            ("2018", "a"): 20,
            ("2018", "b"): 20,
        }

    def test_passages_are_a_translation_and_a_system_in_turn(self, labelled):
        """Each group of twelve segments gives its human translation and one system, which take turns."""
        found = data.passages(data.sentences(labelled, "dev"), without=())
        assert [(d.group, d.label, len(d.sentences)) for d in found[:3]] == [
            ("2019/xx-en/0", "human_ref", 12),
            ("2019/xx-en/0", "mt", 12),
            ("2019/xx-en/1", "human_ref", 12),
        ]
        assert [d.id.rpartition("/")[2] for d in found if d.label == data.MACHINE] == ["a", "b"] * 3
        assert data.passages(data.sentences(labelled, "dev"), without={"xx-en"}) == []
