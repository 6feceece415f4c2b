"""What stands beside the English in JSON: absent where nothing does, whole where something does, and read back."""

import json
from dataclasses import replace

import jsonschema
import pytest

from mtqa.beside import (
    Beside,
    Change,
    Changes,
    Compared,
    DocumentBeside,
    Missing,
    Previous,
    Role,
    Score,
    Significance,
    Unpaired,
)
from mtqa.config import Settings
from mtqa.entry import Entry
from mtqa.errors import UsageError
from mtqa.report.as_json import json_schema, render_json
from mtqa.report.as_jsonl import JsonLines, lines_schema
from mtqa.report.reading import read_report

BESIDE = Beside(
    2,
    "Музей открыл выставку.",
    ("The museum opened an exhibition.", ""),
    (Score("BLEU", 12.3456), Score("chrF2++", 40.0), Score("TER", 110.25)),
    Previous("The museum has opened exhibition.", Change.CHANGED, (Score("chrF2++", 44.5),), 30.0, -1.25),
)
DOCUMENT = DocumentBeside(
    "ru/museum.md",
    "ru",
    ("human/museum.md", ""),
    "old/museum.md",
    "line",
    3,
    (Score("chrF2++", 41.0, (30.5, 52.0)),),
    (Score("chrF2++", 44.0),),
    (Missing(Role.SOURCE, "Вход свободный.", 4, -1), Missing(Role.REFERENCE, "Entry is free.", 4, 1)),
)
COMPARED = Compared(
    candidate="content",
    references=("human", "other"),
    baseline="old",
    source="ru",
    documents=4,
    blocks=120,
    scores=(Score("BLEU", 20.0, (18.0, 22.0)), Score("TER", 60.0)),
    baseline_scores=(Score("BLEU", 19.0, (17.0, 21.0)),),
    significance=(Significance("BLEU", 20.0, 19.0, 1.0, 0.031, "bootstrap resampling"),),
    signatures=("nrefs:2|bs:1000|seed:12345|case:mixed|eff:no|tok:13a|smooth:exp|version:2.4.0",),
    trials=1000,
    seed=12345,
    unpaired=(Unpaired(Role.REFERENCE, "human/a.md", "content/a.md is not there"),),
    changes=Changes(10, 4, 2, 1, 3, 1, (1.5, -0.25, 3.0), None),
)


@pytest.fixture
def compared(html_sample_report):
    """A report with everything beside its first document; the second sentence has no older version."""
    first, *others = html_sample_report.documents
    one, two, *rest = first.sentences
    given = (replace(one, beside=BESIDE), replace(two, beside=replace(BESIDE, previous=None)), *rest)
    return replace(
        html_sample_report, documents=(replace(first, sentences=given, beside=DOCUMENT), *others), compared=COMPARED
    )


def write_lines(path, report):
    """Write a JSON Lines report, and return its lines."""
    lines = JsonLines(path, Settings(model="fake"), ["content"])
    list(lines.begin(report.signature))
    for number, document in enumerate(report.documents, 1):
        lines.add(Entry(document, number))
    for file in report.coverage.files_skipped:
        lines.add(Entry(file, 0))
    lines.end(report)
    lines.close()
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_nothing_beside_is_absent(html_sample_report, tmp_path):
    """A run that compares nothing writes what it wrote before, and comes back without."""
    text = render_json(html_sample_report, tokens=False)
    assert '"beside"' not in text
    assert '"compared"' not in text
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    found = read_report(path).report
    assert (found.compared, {d.beside for d in found.documents}) == (None, {None})


def test_comes_back_as_it_was(compared, tmp_path):
    """JSON and JSON Lines satisfy their schemas, name all that stands beside, and are read back whole."""
    text = render_json(compared, tokens=True)
    made = json.loads(text)
    jsonschema.Draft202012Validator(json_schema()).validate(made)
    assert made["compared"]["changes"]["fluency"] == {"mean": 1.5, "low": -0.25, "high": 3.0}
    assert made["documents"][0]["beside"]["missing"][0] == {
        "role": "source",
        "text": "Вход свободный.",
        "line": 4,
        "after": -1,
    }
    assert made["documents"][0]["sentences"][0]["beside"]["scores"][0] == {
        "metric": "BLEU",
        "value": 12.3456,
        "interval": None,
    }
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    lines = write_lines(tmp_path / "a.jsonl", compared)
    for line in lines:
        jsonschema.Draft202012Validator(lines_schema()).validate(line)
    for found in (read_report(path).report, read_report(tmp_path / "a.jsonl").report):
        first = found.documents[0]
        assert (found.compared, first.beside) == (COMPARED, DOCUMENT)
        assert [s.beside for s in first.sentences[:3]] == [BESIDE, replace(BESIDE, previous=None), None]
        assert found.documents[1].beside is None
    assert render_json(read_report(path).report, tokens=False) == render_json(compared, tokens=False)


@pytest.mark.parametrize(
    ("where", "value", "said"),
    [
        (("documents", 0, "beside", "missing", 0, "role"), "friend", "'friend' is not a valid Role"),
        (("documents", 0, "sentences", 0, "beside", "source"), 3, "3 is no text"),
        (("compared", "scores"), [{}], "the field 'interval' is missing"),
    ],
)
def test_wrong_values_are_told(compared, tmp_path, where, value, said):
    """A report that was tampered with is refused with the reason."""
    made = json.loads(render_json(compared, tokens=False))
    *way, last = where
    inner = made
    for step in way:
        inner = inner[step]
    inner[last] = value
    path = tmp_path / "a.json"
    path.write_text(json.dumps(made), encoding="utf-8")
    with pytest.raises(UsageError, match="can't be understood") as raised:
        read_report(path)
    assert said in str(raised.value)
