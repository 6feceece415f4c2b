"""``mtqa calibrate`` as its users run it."""

from __future__ import annotations

import json
import random

import pytest

ODD = ("qivr", "zaqt", "oqd")
FAKE = ("--model", "fake")
NOUNS = "council bridge river market school letter window garden engine summer harbour village doctor teacher".split()
BETWEEN = "The qivr of the zaqt was in the xqzr and they had a letter with the window at the garden gate again.\n"
"""More machine-like than the trusted text, and less than the fake detector's own threshold asks."""


@pytest.fixture
def desk(tmp_path):
    """Return a folder with trusted text in it, and an article to check."""
    rng = random.Random(4)

    def sentence():
        nouns = [rng.choice(ODD if rng.random() < 0.06 else NOUNS) for _ in range(4)]
        return "The {} of the {} was in the {} and we saw a {} there.".format(*nouns)

    (tmp_path / "trusted").mkdir()
    for i in range(30):
        (tmp_path / "trusted" / f"{i}.txt").write_text(" ".join(sentence() for _ in range(12)) + "\n")
    (tmp_path / "article.txt").write_text(BETWEEN)
    return tmp_path


def test_calibrate_and_check(mtqa, desk):
    """The card is printed, the file is written, and a check judges by it, with and without the language model."""
    done = mtqa("calibrate", "trusted", "--target-fpr", "0.05", *FAKE)
    assert done.returncode == 0, done.stderr
    for words in ("5 % of trusted", "prose", "caption", "heading", "fake@1", "the detector's limits stay"):
        assert words in done.stdout
    values = json.loads((desk / "mtqa-calibration.json").read_text())
    assert (values["schema"], values["card"]["target"]) == ("mtqa-calibration/1", 0.05)
    options = ("article.txt", "--no-output", "--fail-on", "sentence", *FAKE)
    assert mtqa("check", *options).returncode == 0
    own = mtqa("check", *options, "--calibration", "mtqa-calibration.json")
    assert own.returncode == 1, own.stderr
    assert mtqa("check", *options, "--calibration", "mtqa-calibration.json", "--rules-only").returncode == 0
    (desk / "mtqa.toml").write_text('calibration = "mtqa-calibration.json"\n')
    assert mtqa("check", *options).returncode == 1


def test_two_runs_write_the_same_bytes(mtqa, desk):
    """A calibration is reproducible byte for byte, wherever it is written."""
    for place in ("a.json", "deep/b.json"):
        done = mtqa("calibrate", "trusted", "--target-fpr", "0.05", "--output", place, *FAKE)
        assert done.returncode == 0, done.stderr
    assert (desk / "a.json").read_bytes() == (desk / "deep" / "b.json").read_bytes()


def test_what_can_not_serve_is_refused(mtqa, desk):
    """Too little text, text that looks machine-translated, a target that is none: exit 2, one line, no file."""
    (desk / "bad").mkdir()
    (desk / "bad" / "a.txt").write_text("The qivr zaqt of the oqd was in the xqzr and we saw a qemb xqz there.\n")
    for arguments, words in (
        (("trusted", "--target-fpr", "0.001"), ("needed", "3,000", "--force")),
        (("bad",), ("1 different", "300", "machine-translated", "--force")),
        (("trusted", "--target-fpr", "0.5"), ("0.2",)),
        (("trusted", "--target-fpr", "nan"), ("target",)),
        (("nowhere",), ("nowhere",)),
        (("trusted", "--config", "gone.toml"), ("gone.toml",)),
    ):
        done = mtqa("calibrate", *arguments, *FAKE)
        assert done.returncode == 2, done.stderr
        assert all(word in done.stderr for word in words), done.stderr
        assert "Traceback" not in done.stderr
        assert not (desk / "mtqa-calibration.json").exists()
    forced = mtqa("calibrate", "trusted", "--target-fpr", "0.001", "--force", *FAKE)
    assert forced.returncode == 0, forced.stderr
    assert "forced" in forced.stdout


def test_a_check_refuses_what_it_can_not_use(mtqa, desk):
    """A missing or damaged calibration, or one for another model, ends a check with 3 and a line."""
    assert mtqa("calibrate", "trusted", "--target-fpr", "0.05", *FAKE).returncode == 0
    values = json.loads((desk / "mtqa-calibration.json").read_text())
    (desk / "other.json").write_text(json.dumps(values | {"model": "another@1"}))
    (desk / "damaged.json").write_text("{")
    for name, words in (("other", "another@1"), ("damaged", "damaged"), ("gone", "No such file")):
        done = mtqa("check", "article.txt", "--no-output", *FAKE, "--calibration", f"{name}.json")
        assert done.returncode == 3, done.stderr
        assert words in done.stderr
        assert "mtqa calibrate" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_place_that_can_not_be_written_is_told(mtqa, desk):
    """Where the file can't be written the command ends with 3 and says so."""
    done = mtqa("calibrate", "trusted", "--target-fpr", "0.05", "--output", "trusted", *FAKE)
    assert done.returncode == 3
    assert "can't be written" in done.stderr
