"""Sections that measure more than held-out scores: marked errors, shortcuts, folders of trusted English."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest

from mtqa import detector as detectors
from mtqa.config import Settings
from mtqa.errors import DataError, UsageError
from mtqa.evaluation import mixtures, shortcuts, spans
from mtqa.evaluation.trusted import Trusted, measure_trusted
from mtqa.lm import FakeModel
from mtqa.text.normalise import normalise
from mtqa.training import marked
from mtqa.training.data import half
from mtqa.training.heldout import held_out
from mtqa.training.scoring import Scorer

QUOTED = 'She said: "It\'s late – very late." He nodded -- twice.'


def write(folder, rows):
    """Write sentences with marked errors, of documents that measure."""
    with gzip.open(folder / marked.FILE, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows)


def document(number):
    """Return the name of the n-th document that measures."""
    return [f"d{n}" for n in range(400) if half(f"d{n}", "marked")][number]


def row(number, *, human=False, category="Fluency/Grammar", **other):
    """Return a sentence whose odd word somebody marked."""
    text = f"The old bridge {'xqz' if number % 2 else 'qiv'} stands near market number {number} here."
    start = text.index("bridge ") + 7
    error = {"start": start, "end": start + 3, "category": category, "severity": "Minor"}
    source = {"lang_pair": "xx-en", "year": 2020, "system": "a", "doc_id": document(number), "seg_id": "1"}
    return {"text": text, "is_human": human, "errors": [error], **source, **other}


class TestSpans:
    """Do marked words coincide with what is marked by people?"""

    def test_the_odd_word_is_found(self, tmp_path):
        """The fake detector's evidence stands at odd words alone: precision and recall are whole."""
        write(tmp_path, [row(i) for i in range(60)])
        section = spans.measure_spans(tmp_path, FakeModel(), detectors.fake())
        cells = {name: values for name, *values in section.rows}
        assert cells["words that speak for a machine"][:2] == ["1.000", "1.000"]
        assert cells["surprisal"][:2] == ["1.000", "1.000"]
        assert float(cells["every word"][0]) < 0.2

    def test_other_errors_and_people_are_left_out(self, tmp_path):
        """Errors of accuracy, and sentences that people translated, don't count."""
        write(tmp_path, [row(1, human=True), row(2, category="Accuracy/Omission"), row(3), row(4)])
        left = sorted((row(3), row(4)), key=lambda one: spans._key(one["text"]))
        assert [one.document for one in spans.read_marked(tmp_path)] == [one["doc_id"] for one in left]

    def test_documents_that_train_are_left_out(self, tmp_path):
        """Half of the documents train; of the others everything measures."""
        write(tmp_path, [row(n, doc_id=f"d{n}") for n in range(40)])
        measured = {one.document for one in spans.read_marked(tmp_path)}
        trained = {one.group for one in marked.training_rows(tmp_path)}
        assert measured | trained == {f"d{n}" for n in range(40)}
        assert not measured & trained
        assert min(len(measured), len(trained)) > 10

    def test_marks_follow_uniform_typography(self, tmp_path):
        """Marked characters are found again where quotation marks were left out."""
        text = 'He "spoke" qiv to them.'
        error = {"start": 11, "end": 14, "category": "Style/Awkward", "severity": "Major"}
        write(tmp_path, [row(1, text=text, errors=[error])])
        (one,) = spans.read_marked(tmp_path)
        assert one.text == normalise(text).text
        assert "".join(c for c, wrong in zip(one.text, one.wrong, strict=True) if wrong) == "qiv"

    def test_a_repeated_part_is_no_translation(self, tmp_path):
        """Some lines hold a part of the text twice: the shortest of them is the translation, and its marks count."""
        once = row(1)
        twice = row(1, text=once["text"][:14] + once["text"], errors=[{**once["errors"][0], "start": 0, "end": 14}])
        write(tmp_path, [twice, once])
        (one,) = spans.read_marked(tmp_path)
        assert one.text == once["text"]
        assert "".join(c for c, wrong in zip(one.text, one.wrong, strict=True) if wrong) == "xqz"

    def test_without_the_file_there_is_no_section(self, tmp_path):
        """The data may lack marked sentences; a damaged file is told."""
        assert spans.measure_spans(tmp_path, FakeModel(), detectors.fake()) is None
        write(tmp_path, [{"text": "One."}])
        with pytest.raises(DataError, match="needs text, system"):
            spans.read_marked(tmp_path)


class TestShortcuts:
    """What must not matter."""

    @pytest.mark.parametrize(
        "change", [shortcuts.typewriter, shortcuts.typeset, shortcuts.guillemets, shortcuts.spaced]
    )
    def test_typography_is_made_uniform(self, change):
        """The language model reads the same sentence, however it was set."""
        assert change(QUOTED) != QUOTED
        assert normalise(change(QUOTED)).text == normalise(QUOTED).text

    def test_names_are_exchanged_whole(self):
        """Names are replaced as words, and longer words that hold them are left."""
        assert shortcuts.renamed("Moscow and the Muscovites, Germany, Germanium.") == (
            "Lisbon and the Muscovites, Canada, Germanium."
        )

    def test_typography_moves_no_verdict(self, labelled, tmp_path):
        """On held-out documents the first four changes move nothing at all."""
        detector = detectors.fake()
        scorer = Scorer(FakeModel(), tmp_path, lambda _: None)
        section, topics = shortcuts.measure_shortcuts(
            held_out(labelled), lambda texts, what: scorer.features(texts, detector.weights, what), detector
        )
        for _, documents, sentences, most in section.rows[:4]:
            assert (documents.split()[0], sentences.split()[0], most) == ("0", "0", "0.00")
        assert {r[0].rpartition(", ")[0] for r in topics.rows} == {"native news", "human translations"}


class TestTrusted:
    """Folders of English that people wrote."""

    def test_rates_by_kind(self, tmp_path):
        """Sentences are counted by kind, documents whole."""
        (tmp_path / "a.md").write_text("# The bridge of the town\n\n" + "The council met again on Tuesday. " * 12)
        (tmp_path / "b.txt").write_text("The xqz oqd qiv zaq market fell. " * 12)
        settings = Settings(model="fake")
        section = measure_trusted([Trusted("manuals", tmp_path)], settings, lambda _: None)
        cells = {name: values for name, *values in section.rows}
        assert cells["manuals, prose"][:2] == ["12", "24"]
        assert cells["manuals, documents"][:2] == ["1", "2"]
        assert cells["manuals, heading"][:2] == ["0", "1"]

    def test_the_option_is_read(self, tmp_path):
        """A name and a folder that exists."""
        assert Trusted.parse(f"my manuals={tmp_path}") == Trusted("my manuals", tmp_path)
        for wrong in ("manuals", f"={tmp_path}", f"manuals={tmp_path / 'none'}"):
            with pytest.raises(UsageError):
                Trusted.parse(wrong)


def test_a_word_has_the_sum_of_its_pieces():
    """Pieces that touch are one word, and spaces have nothing."""
    (score,) = FakeModel().score(["Old bridge, xqz."])
    spread = spans._spread("Old bridge, xqz.", score, np.arange(len(score.spans), dtype=np.float64))
    assert spread.tolist() == [0, 0, 0, -np.inf, 3, 3, 3, 3, 3, 3, 3, -np.inf, 7, 7, 7, 7]


class TestMixtures:
    """Articles of two halves."""

    def test_halves_are_found_and_placed(self, labelled, tmp_path):
        """A machine's half after a person's is found more often than a person's, and its lines are the last ones."""
        detector = detectors.fake()
        held = held_out(labelled)
        measured = Scorer(FakeModel(), tmp_path, lambda _: None).features(held.pool.texts, detector.weights, "text")
        section = mixtures.measure_mixtures(held, measured, detector)
        if section is None:
            pytest.fail("the small data folder has documents of ten sentences")
        rows = {row[:2]: row[2:] for row in section.rows}
        machine, people = rows["native news", "machine translation"], rows["native news", "human translations"]
        assert int(machine[1]) + int(machine[2]) > int(people[1]) + int(people[2])
        assert int(machine[0]) > 1
        assert machine[4] == "–" or int(machine[4].rstrip("%")) >= 80
