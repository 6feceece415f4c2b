"""The whole way, from paths to a report, on the fake language model."""

from __future__ import annotations

import itertools

import pytest

import mtqa
from mtqa import running
from mtqa.errors import NothingCheckedError, UsageError

FAKE = mtqa.Settings(model="fake")

GOOD = (
    "The council met on Tuesday to talk about the old bridge over the river. Most of the members wanted to keep it. "
    "They will decide next month, once the engineers have looked at the stones. Nobody expects the work to be cheap. "
    "The bridge was built by a miller who grew tired of the ferry and its keeper."
)
BAD = (
    "The xqz council qat on Tuesday zqm talk about oqd bridge qiv river. Most xqz the qembers wanted zq keep qit. "
    "They xqz decide qext month, once qthe qngineers have qooked at stones. Nobody qxpects zqe work oq be qheap. "
    "The xqz bridge wqs built qy a miller qho grew qired of zqe ferry."
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_finds_the_bad_document(folder):
    """Of a good and a bad file the bad one is likely machine-translated, and the gate fails for it."""
    (folder / "good.txt").write_text(GOOD)
    (folder / "bad.md").write_text(f"# A title\n\n{BAD}\n")
    report = mtqa.check(["."], FAKE)
    verdicts = {d.path: d.verdict for d in report.documents}
    assert verdicts == {
        "good.txt": mtqa.DocumentVerdict.NO_EVIDENCE,
        "bad.md": mtqa.DocumentVerdict.LIKELY,
    }
    assert not report.gate.passed
    assert "bad.md" in report.gate.reasons[0]
    assert report.coverage.files_seen == report.coverage.files_checked == 2


def test_every_span_is_in_the_source(folder):
    """Sentences and tokens stand in the file where the report says, through markup and typography."""
    source = f"# Title of it\n\n“{BAD.replace('bridge', '**bridge**')}” — he said.\r\n"
    (folder / "bad.md").write_bytes(source.encode())
    (document,) = mtqa.check(["bad.md"], FAKE.replace(tokens=True)).documents
    scored = [s for s in document.sentences if s.tokens]
    assert len(scored) >= 5
    for sentence in scored:
        for token in sentence.tokens:
            assert sentence.text[token.within.start : token.within.end].strip()
            place = source[token.span.start : token.span.end]
            assert place.replace("*", "") == sentence.text[token.within.start : token.within.end]


def test_numbers_are_those_of_any_company(folder):
    """A text scores the same alone, among others, by path and through check_texts."""
    (folder / "a.txt").write_text(GOOD)
    (folder / "b.txt").write_text(BAD)
    both = {d.path: d for d in mtqa.check(["."], FAKE).documents}
    alone = mtqa.check(["b.txt"], FAKE).documents[0]
    texts = mtqa.check_texts([BAD, GOOD], FAKE).documents
    assert both["b.txt"] == alone
    assert [s.evidence for s in texts[0].sentences] == [s.evidence for s in alone.sentences]
    assert [s.fluency for s in texts[1].sentences] == [s.fluency for s in both["a.txt"].sentences]


def test_check_texts_answers_for_each_text():
    """There is a result for each text, also for one with nothing to judge, and none for the gate to hide."""
    report = mtqa.check_texts([GOOD, "", "42", BAD], FAKE)
    assert [d.path for d in report.documents] == ["<text 0>", "<text 1>", "<text 2>", "<text 3>"]
    assert [d.judged for d in report.documents][1:3] == [0, 0]


@pytest.mark.parametrize("chunk", [1, 3, 1000])
def test_chunks_do_not_show(folder, monkeypatch, chunk):
    """However many sentences are scored together, results and their order are the same."""
    for i in range(6):
        (folder / f"{i}.txt").write_text(BAD if i % 2 else GOOD)
    whole = mtqa.check(["."], FAKE).documents
    monkeypatch.setattr(running, "CHUNK", chunk)
    assert mtqa.check(["."], FAKE).documents == whole
    assert [d.path for d in whole] == [f"{i}.txt" for i in range(6)]


def test_what_is_not_checked_is_named(folder):
    """Empty, binary and foreign files are named with their reason, and the rest is checked."""
    (folder / "good.txt").write_text(GOOD)
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "fremd.txt").write_text(
        "Der Rat der Stadt hat am Dienstag über die alte Brücke gesprochen und noch nichts entschieden. "
        "Die meisten Mitglieder wollen sie behalten, weil sie den Menschen im Dorf so wichtig ist."
    )
    report = mtqa.check(["."], FAKE)
    reasons = {s.path: s.reason for s in report.coverage.files_skipped}
    assert [d.path for d in report.documents] == ["good.txt"]
    assert set(reasons) == {"empty.txt", "binary.txt", "fremd.txt"}
    assert "German" in reasons["fremd.txt"] or "(de)" in reasons["fremd.txt"]
    assert report.coverage.files_seen == 4


def test_nothing_checked_is_an_error(folder):
    """A run that judged no sentence raises and says why."""
    with pytest.raises(NothingCheckedError, match="nothing was checked"):
        mtqa.check(["."], FAKE)
    (folder / "empty.txt").write_text("")
    with pytest.raises(NothingCheckedError, match=r"empty\.txt"):
        mtqa.check(["."], FAKE)
    with pytest.raises(UsageError, match="nowhere"):
        mtqa.check(["nowhere"], FAKE)


def test_an_interruption_keeps_what_was_finished(folder, monkeypatch):
    """After Ctrl-C the report holds the documents that were finished, and says that it was interrupted."""
    monkeypatch.setattr(running, "CHUNK", 1)
    for i in range(5):
        (folder / f"{i}.txt").write_text(GOOD)
    calls = itertools.count()

    def progress(state):
        if state.sentences and next(calls) == 4:
            raise KeyboardInterrupt

    report = mtqa.check(["."], FAKE, progress=progress)
    assert report.interrupted
    assert 0 < len(report.documents) < 5


def test_progress_counts_up(folder):
    """Progress tells files and sentences, and ends at all of them."""
    for i in range(3):
        (folder / f"{i}.txt").write_text(GOOD)
    states = []
    report = mtqa.check(["."], FAKE, progress=states.append)
    assert (states[-1].files, states[-1].total, states[-1].sentences) == (3, 3, report.judged)
    assert [s.sentences for s in states] == sorted(s.sentences for s in states)


def test_standard_input_is_a_document():
    """A dash reads the given bytes in the given format."""
    report = mtqa.check(["-"], FAKE, stdin=f"# Title\n\n{BAD}".encode(), stdin_format="md")
    assert [(d.path, d.format) for d in report.documents] == [("<stdin>", "markdown")]


def test_records_are_documents(folder):
    """Each record of JSON Lines is a document with its id; a bad line is named, and the rest is checked."""
    (folder / "r.jsonl").write_text(f'{{"id": "one", "text": "{GOOD}"}}\n{{broken\n{{"id": 2, "text": "{BAD}"}}\n')
    report = mtqa.check(["r.jsonl"], FAKE)
    assert [(d.path, d.id) for d in report.documents] == [("r.jsonl", "one"), ("r.jsonl", "2")]
    assert len(report.coverage.files_skipped) == 1


def test_other_encodings_are_read_and_noted(folder):
    """A file in another encoding is read, and a note names the encoding."""
    (folder / "old.txt").write_bytes(
        (GOOD + " The café was “closed” – as ever, naïve façade and all.").encode("cp1252")
    )
    report = mtqa.check(["old.txt"], FAKE)
    assert "café was “closed” –" in report.documents[0].sentences[-1].text
    assert "old.txt" in report.notes[0]


def test_without_the_model_rules_alone_judge():
    """A run of rules alone gives no fluency, and its signature says so."""
    report = mtqa.check_texts([GOOD], mtqa.Settings(rules_only=True))
    assert {s.fluency for s in report.documents[0].sentences} == {None}
    assert "m:none|d:none" in str(report.signature)


def test_only_suspicious_sentences_keep_tokens_unless_asked(folder):
    """Token scores are kept for suspicious sentences, and for all where they are asked for."""
    (folder / "good.txt").write_text(GOOD)
    (folder / "bad.txt").write_text(BAD)
    for tokens in (False, True):
        report = mtqa.check(["."], FAKE.replace(tokens=tokens))
        for sentence in (s for d in report.documents for s in d.sentences if s.evidence is not None):
            assert bool(sentence.tokens) == (tokens or sentence.verdict is mtqa.Verdict.SUSPICIOUS)
