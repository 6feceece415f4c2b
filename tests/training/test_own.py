"""Calibration on a user's own trusted English, with the fake language model, to which words such as xqz are odd."""

from __future__ import annotations

import dataclasses
import json
import random

import numpy as np
import pytest

from mtqa import detector as detectors
from mtqa.checker import Checker
from mtqa.config import Settings
from mtqa.detector.calibration import GROUPS, LEVELS
from mtqa.detector.features import Features
from mtqa.errors import DataError, DetectorError, NothingCheckedError, UsageError
from mtqa.readers import from_text
from mtqa.result import Verdict
from mtqa.training.own import calibrate_on
from mtqa.training.own_limits import fit, flagged, needed, plan
from mtqa.training.own_text import OwnDocument, OwnSentence, halves, whole

SETTINGS = Settings(model="fake")
WORDS = "council bridge river market school letter window garden engine summer harbour village doctor teacher".split()
ODD = "qivr zaqt oqd qemb xqzr".split()
FORMS = (
    "The {} of the {} was in the {} and they had a {} with the {} at the {}.",
    "We saw that the {} and the {} were not far from the {} in the {}.",
    "After the {} there was a {} for the {}, and it was as good as the {} of the {} had been before it came to the {}.",
)
TARGET = 0.05


def sentence(rng, odd):
    """Return an English sentence in which a share of the nouns is odd."""
    form = rng.choice(FORMS)
    return form.format(*(rng.choice(ODD if rng.random() < odd else WORDS) for _ in range(form.count("{}"))))


def write(folder, documents, odd=0.13, seed=1, sentences=12):
    """Write documents of trusted text, and return their folder."""
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(documents):
        text = " ".join(sentence(rng, odd) for _ in range(sentences))
        (folder / f"{i:03}.txt").write_text(text + "\n")
    return folder


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    """Return a folder of trusted prose and headings."""
    folder = write(tmp_path_factory.mktemp("own") / "trusted", 80)
    rng = random.Random(2)
    (folder / "headings.md").write_text("\n\n".join(f"# {sentence(rng, 0.1)[:-1]}" for _ in range(70)) + "\n")
    return folder


@pytest.fixture(scope="module")
def made(trusted):
    """Return what was calibrated on that folder."""
    return calibrate_on([trusted], SETTINGS, TARGET)


def own(evidence, tokens=20, bits=3.0, group="prose", error=False, text="one two three four five six seven"):
    """Return a scored sentence."""
    features = Features(evidence + 2.0, 0.0, 0.0, 0.0, bits, 0.0, 0.0, tokens)
    normal = f"{text} {evidence} {tokens} {bits}"
    return OwnSentence(text, normal, group, features, evidence, 0.0, 50.0, error, suspicious=False)


def drawn(rng, count, size=20, **changes):
    """Return documents of sentences whose evidence is normal."""
    return [
        OwnDocument(
            tuple(
                own(round(float(rng.normal(0, 1)), 6), int(rng.integers(5, 40)), float(rng.normal(4, 1)), **changes)
                for _ in range(size)
            )
        )
        for _ in range(count)
    ]


def test_every_kind_and_length_is_on_the_card(made, trusted):
    """The card counts the sentences of each group by length, and says which limits are fitted."""
    card = made.card
    assert [group.name for group in card.groups] == list(GROUPS)
    prose, caption, heading, message = card.groups
    assert (prose.fitted, caption.fitted, heading.fitted, message.fitted) == (True, False, True, False)
    assert (prose.sentences, heading.sentences) == (960, 70)
    assert [band.tokens for band in prose.bands] == [14, 27, 1_000_000]
    assert all(sum(band.sentences for band in group.bands) == group.sentences for group in card.groups)
    assert made.calibration.thresholds.bands["caption"] == detectors.fake().calibration.thresholds.bands["caption"]
    assert made.calibration.target == TARGET
    assert (card.documents, card.documents_fitted, card.needed) == (81, True, 60)


def test_the_target_is_kept_on_other_text_of_the_same_kind(made, tmp_path):
    """Thresholds flag about the target share of text that they were not fitted to, whatever it is."""
    card, other = made.card, write(tmp_path / "other", 80, seed=9)
    assert card.flagged.low <= card.flagged.hits / card.flagged.total <= TARGET
    assert card.flagged.high < 1.5 * TARGET
    path = tmp_path / "own.json"
    path.write_text(made.to_json())
    checker = Checker(SETTINGS.replace(calibration=str(path)))
    documents = [from_text(file.read_text()) for file in sorted(other.iterdir())]
    judged = [s for d in checker.judge([checker.read(one) for one in documents]) for s in d.sentences]
    share = np.mean([s.verdict is Verdict.SUSPICIOUS for s in judged])
    assert 0.01 < share < 1.3 * TARGET


def test_a_check_judges_by_the_calibration(made, tmp_path):
    """A sentence between the fitted threshold and the detector's is suspicious only with the calibration."""
    text = "The qivr of the zaqt was in the xqzr and they had a letter with the window at the garden gate again."
    path = tmp_path / "own.json"
    path.write_text(made.to_json())
    verdicts = {}
    for calibration in ("", str(path)):
        checker = Checker(SETTINGS.replace(calibration=calibration))
        (result,) = checker.judge([checker.read(from_text(text))])
        verdicts[calibration] = result.sentences[0].verdict
        assert checker.signature.detector == "fake"
    assert list(verdicts.values()) == [Verdict.CLEAR, Verdict.SUSPICIOUS]
    assert checker.signature.calibration not in ("fake", "")


def test_the_same_text_gives_the_same_file(made, trusted):
    """Nothing in the file changes from run to run."""
    assert calibrate_on([trusted], SETTINGS, TARGET).to_json() == made.to_json()


def test_what_is_written_is_read(made, tmp_path):
    """A calibration survives the way to disk and back, and its file is JSON without infinities."""
    path = tmp_path / "own.json"
    path.write_text(made.to_json())
    loaded = detectors.load_calibration(path, detectors.fake())
    assert loaded.calibration == made.calibration
    assert loaded.weights.probe.layers == detectors.fake().weights.probe.layers
    values = json.loads(path.read_text())
    assert (values["schema"], values["model"], values["detector"]) == ("mtqa-calibration/1", "fake@1", "fake")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"model": "other@2"}, "language model other@2, not for fake@1"),
        ({"detector": "abcdef"}, "detector abcdef, not for fake"),
        ({"normalisation": "0"}, "normalisation of typography 0"),
        ({"schema": "mtqa-calibration/9"}, "mtqa-calibration/9"),
        ({"calibration": {}}, "damaged"),
        ({"calibration": None}, "damaged"),
    ],
)
def test_what_was_made_for_something_else_is_refused(made, tmp_path, change, words):
    """Another model, detector, typography or schema: a line that says what it is and what to do."""
    path = tmp_path / "own.json"
    path.write_text(json.dumps(json.loads(made.to_json()) | change))
    with pytest.raises(DetectorError, match=words) as caught:
        detectors.load_calibration(path, detectors.fake())
    assert "run 'mtqa calibrate' again" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_damage_is_told_in_a_line(made, tmp_path):
    """A missing, cut or altered file is an error before anything is checked, not in the midst of it."""
    path = tmp_path / "own.json"
    with pytest.raises(DetectorError, match="mtqa calibrate"):
        detectors.load_calibration(path, detectors.fake())
    for content in (made.to_json()[:500].encode(), b"\xff\x00", b"[]", b"3", b'"x"', b"[" * 100_000, b""):
        path.write_bytes(content)
        with pytest.raises(DetectorError, match="damaged"):
            detectors.load_calibration(path, detectors.fake())

    def altered(change):
        values = json.loads(made.to_json())
        change(values["calibration"])
        path.write_text(json.dumps(values))

    for change in (
        lambda c: c["thresholds"]["bands"].pop("caption"),
        lambda c: c["thresholds"]["bands"].update(prose=[]),
        lambda c: c["thresholds"]["bands"]["prose"][0].update(evidence="high"),
        lambda c: c["thresholds"]["bands"]["prose"][0].update(evidence=float("nan")),
        lambda c: c["fluency"]["bands"]["prose"][0]["bits"].pop(),
        lambda c: c["documents"].update(threshold=None),
        lambda c: c["documents"].update(unknown=1),
    ):
        altered(change)
        with pytest.raises(DetectorError, match="damaged"):
            detectors.load_calibration(path, detectors.fake())


def test_too_little_text_is_refused_with_figures(tmp_path):
    """What there is and what is needed; repeating a text does not help, --force does."""
    folder = write(tmp_path / "few", 4)
    for copy in ("a", "b"):
        (folder / f"{copy}.txt").write_text((folder / "000.txt").read_text() * 2)
    with pytest.raises(DataError, match=r"48 different sentences of prose, 300 are needed for 1 %.*--force") as caught:
        calibrate_on([folder], SETTINGS, 0.01)
    assert caught.value.exit_code == 2
    forced = calibrate_on([folder], SETTINGS, 0.01, force=True)
    assert "48" in forced.card.forced[0]
    assert forced.card.groups[0].fitted
    assert not forced.card.documents_fitted


def test_machine_translation_is_refused_with_figures(tmp_path):
    """Text of which much is suspicious is no trusted text."""
    folder = write(tmp_path / "bad", 30, odd=0.95)
    with pytest.raises(DataError, match=r"looks machine-translated: .* of \d+ sentences .* of 30 documents .*--force"):
        calibrate_on([folder], SETTINGS, TARGET)
    forced = calibrate_on([folder], SETTINGS, TARGET, force=True)
    assert len(forced.card.forced) == 1
    assert forced.card.flagged.hits / forced.card.flagged.total < 2 * TARGET


@pytest.mark.parametrize("target", [0, -0.1, 0.21, 1, float("nan"), float("inf")])
def test_a_target_that_is_none_is_refused(trusted, target):
    """A target is a share above nought and up to a fifth."""
    with pytest.raises(UsageError, match="target"):
        calibrate_on([trusted], SETTINGS, target)


def test_a_folder_without_prose_is_refused(tmp_path):
    """Where nothing is judged there is nothing to fit, whatever is forced."""
    (tmp_path / "numbers.txt").write_text("12 34 56\n")
    told = []
    with pytest.raises(NothingCheckedError):
        calibrate_on([tmp_path], SETTINGS, TARGET, force=True, say=told.append)
    with pytest.raises(UsageError, match="nowhere"):
        calibrate_on([tmp_path / "nowhere"], SETTINGS, TARGET)


def test_the_settings_of_a_check_do_not_leak_into_it(made, trusted, tmp_path):
    """A calibration already in use, and rules alone, change nothing of a new one."""
    settings = SETTINGS.replace(calibration=str(tmp_path / "gone.json"), rules_only=True)
    assert calibrate_on([trusted], settings, TARGET).to_json() == made.to_json()


def test_files_that_are_not_read_are_told(tmp_path):
    """A line says how many files were left out, and why the first was."""
    folder = write(tmp_path / "some", 6)
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02")
    told = []
    calibrate_on([folder], SETTINGS, TARGET, say=told.append)
    assert any("broken.txt" in line for line in told)


@pytest.mark.parametrize(("target", "expected"), [(0.01, 300), (0.05, 60), (0.2, 15), (0.001, 3_000)])
def test_the_rule_of_three(target, expected):
    """Three over the target, whatever the arithmetic of floats makes of it."""
    assert needed(target) == expected


def test_halves_share_no_sentence():
    """Each different sentence stands in one half; a document of more than half of the text is cut."""
    rng = np.random.default_rng(3)
    documents = [*drawn(rng, 5), *drawn(rng, 1, size=400)]
    documents.append(OwnDocument(documents[0].sentences[:7]))
    first, second = halves(documents)
    names = [{s.normal for s in half.sentences} for half in (first, second)]
    assert not names[0] & names[1]
    assert len(names[0] | names[1]) == len(whole(documents).sentences) == 500
    assert abs(len(first.sentences) - len(second.sentences)) < 60
    assert len(first.documents) + len(second.documents) == 7
    alone = halves(documents[5:6])
    assert [len(half.sentences) for half in alone] == [200, 200]


def test_the_target_is_kept_out_of_sample():
    """Over many draws, text that nothing was fitted to is flagged at the target rate or below, tables and all."""
    rng = np.random.default_rng(5)
    shipped = detectors.fake().calibration
    shares = []
    for _ in range(4):
        known, other = whole(drawn(rng, 150)), whole(drawn(rng, 150))
        calibration = fit(known, shipped, plan(known, shipped, TARGET))
        assert np.mean([flagged(s, calibration) for s in known.sentences]) <= TARGET
        shares.append(np.mean([flagged(s, calibration) for s in other.sentences]))
    assert 0.5 * TARGET < np.mean(shares) <= TARGET


def test_fluency_tables_are_fitted_where_there_is_text_enough():
    """From a thousand sentences on a group has tables of its own, in bands that can tell what reads oddly."""
    rng = np.random.default_rng(6)
    shipped = detectors.fake().calibration
    small, large = whole(drawn(rng, 40)), whole(drawn(rng, 120))
    assert plan(small, shipped, TARGET).tables == frozenset()
    planned = plan(large, shipped, TARGET)
    assert planned.tables == {"prose"}
    bands = fit(large, shipped, planned).fluency.bands
    assert bands["heading"] == shipped.fluency.bands["heading"]
    assert bands["prose"] != shipped.fluency.bands["prose"]
    assert bands["prose"][-1].tokens == 1_000_000
    assert all(len(band.bits) == len(LEVELS) for band in bands["prose"])
    low = 0
    for band in bands["prose"]:
        assert sum(low < s.features.tokens <= band.tokens for s in large.sentences) >= 400
        low = band.tokens


def test_text_that_reads_oddly_lowers_the_limit_of_fluency():
    """Trusted text that surprises the model more than the detector's own does not use up the target by that alone."""
    rng = np.random.default_rng(7)
    documents = [
        OwnDocument(tuple(own(round(float(rng.normal(0, 1)), 6), bits=20.0 + i) for i in range(10))) for _ in range(40)
    ]
    shipped, portion = detectors.fake().calibration, whole(documents)
    calibration = fit(portion, shipped, plan(portion, shipped, TARGET))
    share = np.mean([flagged(s, calibration) for s in portion.sentences])
    assert 0 < share <= TARGET


def test_error_rules_alone_may_use_up_the_target():
    """Then no evidence is asked for, and the file holds no infinity."""
    rng = np.random.default_rng(8)
    documents = [*drawn(rng, 10, error=True), *drawn(rng, 10)]
    shipped, portion = detectors.fake().calibration, whole(documents)
    calibration = fit(portion, shipped, plan(portion, shipped, TARGET))
    assert np.mean([flagged(s, calibration) for s in portion.sentences]) == pytest.approx(0.5)
    assert all(np.isfinite(band.evidence) for band in calibration.thresholds.bands["prose"])


def test_no_threshold_calls_human_evidence_machine_like():
    """However clean the text, evidence below nought is not flagged, for sentences or documents."""
    clean = [OwnDocument(tuple(own(-3.0 - i - d / 100) for i in range(10))) for d in range(100)]
    shipped, portion = detectors.fake().calibration, whole(clean)
    calibration = fit(portion, shipped, plan(portion, shipped, TARGET))
    assert {band.evidence for band in calibration.thresholds.bands["prose"]} == {0.0}
    assert (calibration.documents.threshold, calibration.documents.passage) == (0.0, 0.0)


def test_what_is_not_fitted_stays():
    """Evidence, rule weights and the documents' means are the detector's; the rate of suspicious ones follows."""
    shipped = detectors.fake().calibration
    portion = whole(drawn(np.random.default_rng(9), 20))
    calibration = fit(portion, shipped, plan(portion, shipped, TARGET))
    assert (calibration.evidence, calibration.rules) == (shipped.evidence, shipped.rules)
    assert calibration.documents == dataclasses.replace(shipped.documents, rate=0.1)
    assert calibration.fluency == shipped.fluency
