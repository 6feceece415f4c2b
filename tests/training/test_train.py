"""`mtqa train` and `mtqa evaluate --data`, from a data folder to a detector that works."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
import shutil

import numpy as np
import pytest
import torch
from click.testing import CliRunner

from mtqa import detector as detectors
from mtqa import lm
from mtqa.config import Settings
from mtqa.errors import ModelError
from mtqa.lm.torch_backend import load_transformer
from mtqa.training import adapter, data, marked
from mtqa.training.adapter import Recipe
from mtqa.training.branch import fit_branch
from mtqa.training.examples import Sizes as ExampleSizes
from mtqa.training.examples import counts, training_passes, unused_ratings
from mtqa.training.heldout import held_out
from mtqa.training.network import Network, packed
from mtqa.training.sampling import Sizes, training_rows

MACHINE = "The council qivr oqd bridge zaqt river xqzr market 12. " * 4


@pytest.fixture(scope="module")
def trained(labelled, tiny, tmp_path_factory):
    """Train once on the small folder; return the detector's folder, the working folder and what was printed."""
    from mtqa.cli.train_command import command  # noqa: PLC0415 - here alone, for speed

    place = tmp_path_factory.mktemp("trained")
    options = ["--data", labelled, "--output", place / "detector", "--work", place / "work", "--model", tiny]
    done = CliRunner().invoke(command, list(map(str, options)), catch_exceptions=False)
    return place / "detector", place / "work", done.stdout


def test_writes_a_detector_that_loads(trained, tiny):
    """The folder holds weights, calibration with measured rates and a card, and belongs to the language model."""
    folder, _, printed = trained
    detector = detectors.load(folder)
    card = (folder / "card.md").read_text(encoding="utf-8")
    assert detector.model == lm.store.find(str(tiny))[1]
    assert any("native news" in rate.what for rate in detector.calibration.rates)
    assert (detector.weights.branch.start, detector.weights.branch.stop, detector.weights.layers) == (1, 3, (2, 3))
    assert "blocks 2 to 3" in card
    assert printed.splitlines()[3] in card


def test_learns_what_tells_machines(trained):
    """The evidence separates the classes of the held-out year."""
    _, _, printed = trained
    found = re.search(r"documents of 12.*native news.*?(1\.000|\.\d+)", printed)
    assert found, printed
    assert float(found[1]) > 0.95


def test_the_trained_detector_checks(trained, tiny, mtqa, tmp_path):
    """A check with the trained detector finds the machine's document."""
    (tmp_path / "bad.txt").write_text(MACHINE)
    done = mtqa("check", "bad.txt", "--model", tiny, "--detector", trained[0], "--output", "json=r.json")
    assert done.returncode == 1, done.stderr
    (document,) = json.loads((tmp_path / "r.json").read_text())["documents"]
    assert document["verdict"] == "likely machine-translated"


def test_training_again_gives_the_same_and_measures_nothing(trained, labelled, tiny, mtqa, tmp_path):
    """A second run takes everything from the working folder and writes the same bytes."""
    folder, work, _ = trained
    done = mtqa("train", "--data", labelled, "--output", tmp_path / "again", "--work", work, "--model", tiny)
    assert done.returncode == 0, done.stderr
    assert "new sentences" not in done.stderr
    assert "step 20" not in done.stderr
    for name in ("weights.npz", "calibration.json"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()


def test_keeping_weights_calibrates_alone(trained, labelled, tiny, mtqa, tmp_path):
    """Nothing is learned: the weights stay to the byte, and so does a calibration by the same rules."""
    folder, work, _ = trained
    done = mtqa(
        *("train", "--data", labelled, "--output", tmp_path / "kept", "--work", work, "--model", tiny),
        *("--keep-weights", folder),
    )
    assert done.returncode == 0, done.stderr
    assert "fitting the probe" not in done.stderr
    for name in ("weights.npz", "calibration.json"):
        assert (tmp_path / "kept" / name).read_bytes() == (folder / name).read_bytes()


class TestFitting:
    """The network's own training."""

    RECIPE = Recipe(start=1, stop=3, rank=2, batch=32, every=8)

    def _fit(self, labelled, tiny, work, say=lambda _: None, passes=1):
        drawn = training_passes(labelled, self.RECIPE.batch, ExampleSizes(recent=60, older=60, passes=passes))
        return fit_branch(Settings(model=str(tiny)), drawn, held_out(labelled), self.RECIPE, work, say)

    def test_an_interrupted_training_goes_on_to_the_same_weights(self, labelled, tiny, tmp_path, monkeypatch):
        """Broken off after its second checkpoint, a run takes up there and ends as an undisturbed one does."""
        whole, head = self._fit(labelled, tiny, tmp_path / "whole")
        keep, kept = adapter.Fitting._keep, []

        def breaks(self, step):
            keep(self, step)
            kept.append(step)
            if len(kept) == 2:
                raise KeyboardInterrupt

        monkeypatch.setattr(adapter.Fitting, "_keep", breaks)
        with pytest.raises(KeyboardInterrupt):
            self._fit(labelled, tiny, tmp_path / "broken")
        monkeypatch.undo()
        said = []
        again, other = self._fit(labelled, tiny, tmp_path / "broken", said.append)
        assert f"going on from step {kept[-1]}" in said
        assert again.identity == whole.identity
        assert np.array_equal(head.values, other.values)

    def test_more_passes_go_on_from_the_first(self, labelled, tiny, tmp_path):
        """A second pass takes up where the first one ended; a run that is done says so at once."""
        self._fit(labelled, tiny, tmp_path)
        said = []
        self._fit(labelled, tiny, tmp_path, said.append, passes=2)
        assert any("going on from step" in line for line in said)
        assert said[-1].startswith(("step", "a whole pass"))

    def test_the_network_reads_as_the_detector_does(self, labelled, tiny, tmp_path):
        """What was fitted on packed rows gives the same numbers in the language model's branch."""
        branch, head = self._fit(labelled, tiny, tmp_path)
        settings = Settings(model=str(tiny), dtype="float32")
        texts = ["The bridge qivr market 12.", "The old council, school.", "The zaqt teacher garden river."]
        scores = lm.load(settings).score(texts, (), branch)
        run = [head.read(score.states).outputs for score in scores]
        model, tokenizer = load_transformer(tiny, torch.float32, "cpu", "sdpa")
        network = Network(model.base_model, 1, 3, 2, 32.0)
        (work,) = tmp_path.glob("branch-*")
        network.load_state_dict(torch.load(work / "best.pt", weights_only=True), strict=False)
        ids = tokenizer(texts, add_special_tokens=False)["input_ids"]
        with torch.no_grad():
            fitted = network(packed(ids, 0)).numpy()
        assert np.allclose(np.stack(run), fitted, atol=2e-2)

    def test_running_out_of_memory_is_told(self, labelled, tiny, tmp_path, monkeypatch):
        """The message says that the same command goes on."""

        def fails(self, batch, scale):
            raise RuntimeError("DefaultCPUAllocator: not enough memory\nmore")

        monkeypatch.setattr(adapter.Fitting, "_loss", fails)
        with pytest.raises(ModelError, match="not enough memory; run the same command again"):
            self._fit(labelled, tiny, tmp_path)


def test_damaged_data_is_told(labelled, mtqa, tmp_path):
    """Missing files are named, all of them, in one line."""
    done = mtqa("train", "--data", tmp_path, "--output", tmp_path / "out", "--model", "fake")
    assert done.returncode == 2
    assert "lacks sentences.train.parquet, " in done.stderr
    assert "learner.dev.tsv" in done.stderr


def test_missing_columns_are_told(labelled, tmp_path):
    """A table without one of the columns is named with it."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    pq.write_table(pa.table({"text": ["One."], "lang_pair": ["xx-en"]}), tmp_path / "quality.dev.parquet")
    with pytest.raises(data.DataError, match=r"quality\.dev\.parquet.*score"):
        data.rated(tmp_path, "dev")


def test_the_fake_model_can_not_be_trained(labelled, mtqa, tmp_path):
    """There is nothing in it to update."""
    done = mtqa("train", "--data", labelled, "--output", tmp_path / "out", "--model", "fake")
    assert (done.returncode, "installed language model" in done.stderr) == (2, True)


class TestExamples:
    """What the network learns from."""

    def test_translations_of_one_sentence_stand_together(self, labelled):
        """Each human translation has its rivals, of the same source, in its batch."""
        (batches,) = training_passes(labelled, 16, ExampleSizes(recent=0, older=0, passes=1))
        for batch in batches:
            rivals = [e.segment for e in batch if e.machine]
            for example in batch:
                if example.kind == "translation":
                    assert rivals.count(example.segment) == 2

    def test_the_draw_is_fixed(self, labelled):
        """The same seed gives the same batches, another seed others of the same make."""
        sizes = ExampleSizes(recent=30, older=30, rated=50, passes=2)
        first, again = (training_passes(labelled, 16, sizes) for _ in range(2))
        other = training_passes(labelled, 16, sizes, seed=1)
        assert first == again != other
        assert counts(first[0]) == counts(first[1]) == counts(other[0])
        assert counts(first[0])["rated"] == 50
        assert first[0] != first[1]
        assert training_passes(labelled, 16, dataclasses.replace(sizes, passes=1)) == first[:1]

    def test_marked_translations_are_learnt_by_documents(self, labelled, tmp_path):
        """Of the documents with marked errors one half trains: people's translations with machines' of the same."""
        folder = tmp_path / "data"
        shutil.copytree(labelled, folder)
        with gzip.open(folder / marked.FILE, "wt", encoding="utf-8") as stream:
            for number in range(20):
                for system in ("Human-A", "online-a", "online-b"):
                    text = f"The {system} bridge of the market is number {number}."
                    place = {"lang_pair": "xx-en", "year": 2020, "doc_id": f"d{number}", "seg_id": "1"}
                    record = {"text": text, "system": system, "is_human": system[0] == "H", "errors": [], **place}
                    stream.write(json.dumps(record) + "\n")
        expected = {row.segment for row in marked.training_rows(folder)}
        assert 0 < len(expected) < 20
        (batches,) = training_passes(folder, 16, ExampleSizes(recent=0, older=0, passes=1))
        learnt = [{e.segment for e in batch if e.segment.startswith("2020/")} for batch in batches]
        assert sorted(segment for segments in learnt for segment in segments) == sorted(expected)
        for batch in batches:
            kinds = sorted((e.segment, e.kind) for e in batch if e.segment in expected)
            assert kinds == sorted((s, k) for s, _ in kinds[::3] for k in ("recent", "recent", "translation"))

    def test_nothing_kept_out_is_learnt(self, labelled):
        """Groups that calibration needs are in no batch."""
        rows = data.sentences(labelled, "train")
        kept = {row.segment for row in rows if row.year >= data.RECENT and data.kept_out(row.group)}
        (batches,) = training_passes(labelled, 16, ExampleSizes(passes=1))
        seen = {example.segment for batch in batches for example in batch}
        assert kept
        assert not kept & seen

    def test_ratings_are_learnt_or_left(self, labelled):
        """Ratings that no batch holds can be measured on."""
        left = unused_ratings(labelled, training_passes(labelled, 16, ExampleSizes(rated=100, passes=1)))
        assert len(left) == len(data.rated(labelled, "train")) - 100


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
