"""A small data folder for the fake language model, and a small evaluation that was made up."""

from __future__ import annotations

import gzip
import json
import random

import pytest

from mtqa.evaluation import results
from mtqa.evaluation.metrics import Bin, Interval
from mtqa.evaluation.results import Comparison, Correlation, Curve, Evaluation, Extent, Rate, Section

WORDS = "council bridge river market school letter window garden engine summer harbour village doctor teacher".split()
ODD = "qivr zaqt oqd qemb xqzr".split()


def sentence(rng, *, machine, share=0.3):
    """Return a sentence of eight to fourteen words; a machine's holds odd ones, which the fake model knows."""
    odd = share if machine else 0.03
    words = [rng.choice(ODD if rng.random() < odd else WORDS) for _ in range(rng.randint(8, 14))]
    return f"The {' '.join(words)} of {rng.randint(1, 10**6)} was in the end here."


@pytest.fixture(name="sentence", scope="session")
def _sentence():
    """Return what writes sentences."""
    return sentence


def _rows(rng, year, count):
    labels = (("mt", "xx-en", "a", True), ("human_ref", "xx-en", "ref", False), ("native", "en-xx", "src", False))
    return [
        {"text": sentence(rng, machine=machine), "label": label, "lang_pair": pair, "year": year, "system": system}
        | {"origlang": "en" if label == "native" else "xx", "doc_id": "", "seg_id": number}
        for number in range(count)
        for label, pair, system, machine in labels
    ]


def _documents(rng, year, count):
    kinds = (("mt", "ru-en", "s1", True), ("mt", "ru-en", "s2", True))
    kinds += (("human_ref", "ru-en", "ref", False), ("native", "en-xx", "src", False))
    return [
        {"doc_id": f"pseudo-{number}-{system}", "label": label, "lang_pair": pair, "year": year, "system": system}
        | {"sentences": [sentence(rng, machine=machine) for _ in range(12)]}
        for number in range(count)
        for label, pair, system, machine in kinds
    ]


def _zipped(path, records):
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record) + "\n" for record in records)


@pytest.fixture(scope="session")
def labelled(tmp_path_factory):
    """Return a data folder with every file that `mtqa evaluate --data` reads."""
    pa = pytest.importorskip("pyarrow", reason="needs the extra mtqa[evaluate]")
    pytest.importorskip("sklearn", reason="needs the extra mtqa[evaluate]")
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    rng = random.Random(7)
    folder = tmp_path_factory.mktemp("data")
    pq.write_table(pa.Table.from_pylist(_rows(rng, "2018", 150)), folder / "sentences.train.parquet")
    pq.write_table(pa.Table.from_pylist(_rows(rng, "2019", 240)), folder / "sentences.dev.parquet")
    _zipped(folder / "documents.dev.jsonl.gz", _documents(rng, "2019", 40))
    _zipped(folder / "documents.train.jsonl.gz", _documents(rng, "2018", 10))
    genres = [
        {"doc_id": f"g{i}", "genre": f"genre{i % 2}", "sentences": [sentence(rng, machine=False) for _ in range(8)]}
        for i in range(120)
    ]
    _zipped(folder / "native.domains.jsonl.gz", genres)
    captions = [sentence(rng, machine=False).rstrip(".") for _ in range(30)]
    (folder / "captions.native.dev.txt").write_text("\n".join(captions) + "\n")
    learners = [f"{sentence(rng, machine=False)}\tsomething else" for _ in range(20)]
    (folder / "learner.dev.tsv").write_text("\n".join(("source\tcorrection", *learners)) + "\n")
    pq.write_table(pa.Table.from_pylist(_ratings(rng)), folder / "quality.dev.parquet")
    return folder


def _ratings(rng):
    """Return rated sentences: the more odd words, the worse."""
    kinds = (("ru-en", "DA_z_mean"), ("ro-en", "DA_z_mean"), ("zh-en", "MQM_neg(0=best)"))
    found = []
    for pair, kind in kinds:
        for _ in range(60):
            share = rng.random() * 0.4
            text = sentence(rng, machine=True, share=share)
            found.append({"text": text, "lang_pair": pair, "score": -share, "score_type": kind})
    return found


@pytest.fixture
def evaluation():
    """Return an evaluation of a few figures; one of its texts has characters that mean something to a renderer."""
    interval = Interval(0.8125, 0.79, 0.834)
    figures = (interval, Interval(0.25, 0.125, 0.5), Interval(0.5, 0.25, 0.75))

    def row(group, unit, machine, human, score=results.MTQA):
        accuracy = Interval(0.6, 0.55, 0.65) if score == results.MTQA else None
        return Comparison(group, unit, machine, human, score, (1200, 34), *figures, accuracy)

    machine, native = results.TRANSLATED, results.NATIVE_NEWS
    return Evaluation(
        signature="mtqa-evaluate:0|data:<a&b>|part:measure",
        extents=(Extent(machine, 100, 1200), Extent(results.CAPTIONS, 0, 50)),
        comparisons=(
            row(results.HEADLINE, results.SENTENCES, machine, results.TRANSLATIONS),
            row(results.HEADLINE, "documents of 12", machine, native),
            row(results.BASELINES, results.SENTENCES, machine, native, "mean surprisal"),
            row(results.PAIR, results.SENTENCES, "ru-en", native),
            row(results.SYSTEM, results.SENTENCES, "ru-en a|b <i>", native),
        ),
        rates=(
            Rate(results.SENTENCES, machine, 300, 1200),
            Rate(results.SENTENCES, native, 1, 200),
            Rate("documents", native, 0, 34),
        ),
        correlations=(Correlation("ru-en", "direct assessment", "fluency", 1000, interval, figures[1]),),
        bins=(Bin(10, 0.5, 0.25, 0.375), Bin(12, 0.5, 0.75, 0.75)),
        curves=(
            Curve(results.SENTENCES, "mtqa, against native news", ((0.0, 0.0), (0.1, 0.5), (1.0, 1.0))),
            Curve("documents of 12", "mtqa, against native news", ((0.0, 0.0), (0.05, 0.9), (1.0, 1.0))),
        ),
        sections=(Section("Shortcuts", "What `others` add.", ("what", "moved"), (("quotes | dashes", "0.01"),)),),
    )
