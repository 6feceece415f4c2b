"""Findings in every kind of content name their place, and good English of every kind passes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtqa import Settings, check
from mtqa.document import Kind, Unit
from mtqa.result import Verdict
from mtqa.settings import Override

DATA = Path(__file__).parent / "data"
BAD = "The performance was broadcasted in the Internet and calls the interest at tourists."
FIRST, REST = BAD[:31], BAD[32:]

SRT = f"""1
00:00:01,000 --> 00:00:03,000
Good evening from the harbour.

2
00:00:03,200 --> 00:00:05,500
{FIRST}

3
00:00:05,600 --> 00:00:09,000
{REST}
"""
PO = f"""msgid ""
msgstr "Language: en\\n"

#: src/a.c:3
msgctxt "menu"
msgid "Die Vorstellung wurde im Internet übertragen."
msgstr "{FIRST} "
"{REST}"

msgid "Noch nicht"
msgstr ""
"""
XLIFF = f"""<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="de" target-language="en">
<body><trans-unit id="greeting"><source>Guten Tag</source><target>{BAD}</target></trans-unit></body></file></xliff>
"""
CSV = f'id,lang,body\n1,en,"{BAD}"\n2,de,"Das ist nicht Englisch, und wird nicht gelesen."\n'
JSON = json.dumps({"posts": [{"id": 7, "body": BAD}]})
RST = f"Title\n=====\n\n.. note::\n\n   {BAD}\n"
CONTENT = {
    "film.srt": (SRT, (Unit.CUE, "2", 3.2, 5.5), 7),
    "app.en.po": (PO, None, 7),
    "app.xlf": (XLIFF, (Unit.MESSAGE, "greeting", None, None), 3),
    "feed.csv": (CSV, None, 2),
    "feed.json": (JSON, None, 1),
    "page.html": (f"<p>Hello there, all of you.</p>\n<figure><img alt='{BAD}'></figure>", None, 2),
}


@pytest.mark.parametrize("name", CONTENT)
def test_findings_name_their_place(tmp_path, name):
    """Offsets lead to the words in the file, and the place is said in the format's own terms."""
    text, place, line = CONTENT[name]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    language = "lang" if name == "feed.csv" else ""
    fields = ("body", "posts[*].body")
    report = check([path], Settings(rules_only=True, text_field=fields, language_field=language))
    (sentence,) = [s for d in report.documents for s in d.sentences if s.findings]
    finding = next(f for f in sentence.findings if "broadcasted" in sentence.text[f.within.start : f.within.end])
    assert "broadcasted" in " ".join(text[finding.span.start : finding.span.end].split())
    assert sentence.line == line
    found = sentence.place_of(finding)
    if place is not None:
        assert found is not None
        assert (found.unit, found.name, found.start, found.end) == place
    if name.endswith(".po"):
        assert found is not None
        assert found.unit is Unit.MESSAGE
        assert "menu" in found.name
    if name.endswith(".srt"):
        later = next(f for f in sentence.findings if f.within.start > len(FIRST))
        assert sentence.place_of(later).name == "3"


def test_what_is_left_out_is_counted(tmp_path):
    """Messages without a translation, and records of another language."""
    (tmp_path / "app.en.po").write_text(PO)
    (tmp_path / "feed.csv").write_text(CSV)
    report = check([tmp_path], Settings(rules_only=True, text_field="body", language_field="lang"))
    assert [(o.reason, o.units) for o in report.coverage.omitted] == [("untranslated", 1)]
    assert [(s.path.rpartition("/")[2], s.reason) for s in report.coverage.files_skipped] == [
        ("feed.csv:3", "in another language (de)")
    ]
    assert report.coverage.files_failed == 0


def test_a_language_that_is_set_is_not_found_out(tmp_path):
    """A sentence in another language is skipped, unless its file is said to be English: then it was left over."""
    german = "Die Brücke wird seit dem Sommer nicht mehr benutzt, weil der Fluss zu hoch ist."
    (tmp_path / "a.md").write_text(
        f"The council met on Tuesday to talk about the bridge.\n\n{german}\n", encoding="utf-8"
    )
    for language, verdict in (("", Verdict.SKIPPED), ("en", Verdict.SUSPICIOUS)):
        report = check([tmp_path], Settings(rules_only=True, language=language))
        assert [s.verdict for d in report.documents for s in d.sentences] == [Verdict.CLEAR, verdict]
    report = check([tmp_path / "a.md"], Settings(rules_only=True, files=(Override(("*.txt",), (("language", "de"),)),)))
    assert report.judged == 1


def test_one_bad_file_of_each_kind_costs_nothing_else(tmp_path):
    """What is broken is named in a line each; the rest is checked."""
    for number, (suffix, data) in enumerate(
        {
            ".docx": b"PK\x03\x04 cut off",
            ".pdf": b"%PDF-1.4 nothing more",
            ".xlf": b"<xliff><file>",
            ".po": b'msgid "a"\nmsgstr "b\n',
            ".srt": b"no subtitle at all",
            ".json": b'{"text": ',
            ".epub": b"",
            ".parquet": b"PAR1 cut off",
        }.items()
    ):
        (tmp_path / f"bad{number}{suffix}").write_bytes(data)
    (tmp_path / "good.md").write_text(f"# A title\n\n{BAD}\n")
    report = check([tmp_path], Settings(rules_only=True))
    assert [d.path.rpartition("/")[2] for d in report.documents] == ["good.md"]
    skipped = {s.path.rpartition("/")[2].partition(":")[0] for s in report.coverage.files_skipped}
    assert len(skipped) == 8
    assert all("\n" not in s.reason for s in report.coverage.files_skipped)
    assert report.coverage.files_failed == 8


@pytest.mark.model
def test_good_content_of_every_kind_passes(model):
    """Of text of our own in every format one in fifty is suspicious at most, whatever its kind."""
    report = check([DATA], Settings(offline=True, text_field=("body", "text")))
    found = [s for d in report.documents for s in d.sentences if s.verdict is not Verdict.SKIPPED]
    judged = {kind: [s for s in found if s.kind is kind] for kind in Kind}
    assert min(len(judged[kind]) for kind in (Kind.CAPTION, Kind.CUE, Kind.MESSAGE, Kind.PARAGRAPH)) > 20
    flagged = {s.text: s.reason for s in found if s.verdict is Verdict.SUSPICIOUS}
    assert len(flagged) <= 0.02 * len({s.text for s in found}), flagged
