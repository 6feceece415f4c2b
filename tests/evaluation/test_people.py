"""Human ratings beside fluency, evidence, and metrics that have a reference."""

from __future__ import annotations

import gzip
import json
import random

import numpy as np
import pytest

from mtqa import detector as detectors
from mtqa.errors import DataError
from mtqa.evaluation import people
from mtqa.evaluation.columns import sentence_columns
from mtqa.evaluation.metrics import Interval
from mtqa.evaluation.people import RatedText, Ratings
from mtqa.evaluation.people_metrics import Combined, Rows, measure_metrics, section
from mtqa.evaluation.people_references import Known, known
from mtqa.lm import FakeModel
from mtqa.training import marked
from mtqa.training.data import half
from mtqa.training.scoring import Scorer

MEASURING = [f"d{n}" for n in range(200) if half(f"d{n}", "marked")]
TRAINING = [f"d{n}" for n in range(200) if not half(f"d{n}", "marked")]


def line(text, document=MEASURING[0], *, system="a", human=False, number=1):
    """Return a translation as it stands in the file of marked errors, without any."""
    about = {"text": text, "system": system, "is_human": human, "doc_id": document, "seg_id": number}
    return {**about, "lang_pair": "zh-en", "year": 2020, "errors": []}


def write(folder, lines, scores=()):
    """Write translations with marked errors, and ratings of texts."""
    with gzip.open(folder / marked.FILE, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(one) + "\n" for one in lines)
    if scores:
        pa = pytest.importorskip("pyarrow", reason="needs the extra mtqa[evaluate]")
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

        kind = {"lang_pair": "zh-en", "score_type": "MQM_neg(0=best)"}
        rows = [{"text": text, "score": score, **kind} for text, score in scores]
        pq.write_table(pa.Table.from_pylist(rows), folder / "quality.dev.parquet")


class TestKnown:
    """What is known of rated translations."""

    def test_people_translated_the_same_sentence(self, tmp_path):
        """References are the human translations of the same sentence, each text once, and of no other sentence."""
        people_said = [line("One way.", system="p", human=True), line("Another way.", system="q", human=True)]
        again = line("One way.", system="r", human=True)
        other = line("Something else.", system="p", human=True, number=2)
        write(tmp_path, [line("A way."), *people_said, again, other])
        assert known(tmp_path)["A way."] == Known(
            "A way.", MEASURING[0], measures=True, human=False, references=("One way.", "Another way.")
        )
        assert known(tmp_path)["Something else."] == Known(
            "Something else.", MEASURING[0], measures=True, human=True, references=("Something else.",)
        )

    def test_damaged_copies_are_put_right(self, tmp_path):
        """A copy in which a part stands twice is known as the translation that it was made of."""
        write(tmp_path, [line("The old The old bridge."), line("The old bridge.")])
        found = known(tmp_path)
        assert found["The old The old bridge."] == found["The old bridge."]
        assert found["The old bridge."].text == "The old bridge."

    def test_what_a_machine_says_too_is_a_machines(self, tmp_path):
        """A text that a person and a machine wrote counts as the machine's."""
        write(tmp_path, [line("Yes indeed.", system="p", human=True), line("Yes indeed.")])
        assert not known(tmp_path)["Yes indeed."].human

    def test_without_the_file_nothing_is_known(self, tmp_path):
        """The data may lack marked translations; a damaged file is told."""
        assert known(tmp_path) == {}
        write(tmp_path, [{"text": "One."}])
        with pytest.raises(DataError, match="needs text, system"):
            known(tmp_path)


def test_only_machines_of_measuring_documents_are_rated(tmp_path):
    """Left out are people, documents that train, also by their damaged copies, and texts of no known document."""
    trains = TRAINING[0]
    lines = [
        line("The bridge is old."),
        line("The river is old.", number=2),
        line("It's an old bridge.", system="p", human=True),
    ]
    lines += [line("The market.", trains), line("The The market.", trains)]
    texts = ["The bridge is old.", "The river is old.", "It's an old bridge.", "The market.", "The The market.", "Who?"]
    write(tmp_path, lines, [(text, float(-i)) for i, text in enumerate(texts)])
    (found,) = people.ratings(tmp_path)
    assert (found.pair, found.kind) == ("zh-en", people.ERRORS)
    assert sorted(found.rows, key=lambda row: -row.score) == [
        RatedText("The bridge is old.", "The bridge is old.", 0.0, MEASURING[0], ("It's an old bridge.",)),
        RatedText("The river is old.", "The river is old.", -1.0, MEASURING[0]),
    ]


def rated(sentence, *, references=True):
    """Return ratings that go with odd words and with how much of the reference was left, a half each."""
    rng = random.Random(3)
    rows = []
    for number in range(240):
        odd, lost = rng.random() * 0.4, rng.random() * 0.8
        words = sentence(rng, machine=True, share=odd).split()
        good = tuple("bridge" if word in "qivr zaqt oqd qemb xqzr" else word for word in words)
        kept = [word if rng.random() > lost else rng.choice(["quiet", "corner", "lamp"]) for word in words]
        text, score = " ".join(kept), -odd * 2 - lost
        rows.append(RatedText(text, text, score, f"d{number // 8}", (" ".join(good),) if references else ()))
    return Ratings("zh-en", people.ERRORS, tuple(rows))


class TestMetrics:
    """What reading alone and metrics add to each other."""

    def test_each_adds_to_the_other(self, sentence, tmp_path):
        """Where ratings go with odd words and with what was lost, both together go with them best."""
        detector = detectors.fake()
        scorer = Scorer(FakeModel(), tmp_path, lambda _: None)
        given = [rated(sentence), rated(sentence, references=False)]
        (found,) = measure_metrics(given, lambda t, what: scorer.features(t, detector.weights, what), detector, 50)
        assert found.title == "Beside metrics that have a reference, zh-en"
        assert "240 translations of 240 sentences in 30 documents" in " ".join(found.text.split())
        assert "To the metrics, reading the English adds this much: +" in " ".join(found.text.split())
        assert "To fluency and evidence, the metrics add this much: +" in " ".join(found.text.split())
        values = {name: float(pearson.split()[0]) for name, pearson, *_ in found.rows}
        assert values["all metrics, fluency and evidence"] > values["all metrics"] > values["fluency and evidence"] > 0
        assert [row[3] for row in found.rows if "fluency" not in row[0]] == ["–"] * 5

    def test_too_few_are_not_measured(self, sentence, tmp_path):
        """A handful of sentences says nothing."""
        detector = detectors.fake()
        scorer = Scorer(FakeModel(), tmp_path, lambda _: None)
        few = Ratings("zh-en", people.ERRORS, rated(sentence).rows[:40])
        assert measure_metrics([few], lambda t, what: scorer.features(t, detector.weights, what), detector) == ()

    def test_higher_is_better(self):
        """A perfect translation has the highest score of every metric, TER's with its sign turned."""
        said = "The old bridge is closed today."
        columns = sentence_columns([said, "Old bridges were opened."], [("Something else.", said), (said,)])
        assert list(columns) == ["BLEU", "chrF2++", "TER, negated"]
        assert all(best > worst for best, worst in columns.values())
        assert [round(float(values[0])) for values in columns.values()] == [100, 100, 0]
        assert sentence_columns([], []) == {}

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (Interval(0.05, 0.02, 0.08), "adds this much: +.050 [+.020, +.080]."),
            (Interval(0.01, -0.02, 0.04), "adds nothing that can be told from chance: +.010 [-.020, +.040]."),
            (Interval(-0.05, -0.08, -0.02), "adds less than nothing: -.050 [-.080, -.020]."),
        ],
    )
    def test_says_what_reading_adds(self, change, said):
        """The paragraph says whether the difference may be by chance."""
        some = Interval(0.5, 0.4, 0.6)
        names = ("fluency", "evidence, negated", "fluency and evidence", "BLEU", "all metrics")
        combined = [Combined(name, some, some) for name in names]
        combined.append(Combined("all metrics, fluency and evidence", some, some, change, some))
        row = RatedText("One.", "One.", 0, "d", ("One.", "Two."))
        columns = dict.fromkeys(("fluency", "evidence, negated", "BLEU"), np.zeros(1))
        whole = Rows("zh-en", people.ERRORS, (row,), columns)
        text = " ".join(section(whole, combined).text.split())
        assert f"To the metrics, reading the English {said}" in text
        assert "all have 2 references" in text
