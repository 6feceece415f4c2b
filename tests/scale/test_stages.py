"""A record at which something fails is put aside alone; a worker that would score otherwise is refused."""

from __future__ import annotations

import pytest

from mtqa.checker import Checker
from mtqa.errors import ModelError
from mtqa.readers import from_text
from mtqa.result import DocumentResult
from mtqa.scale.chunks import Aside, Chunk, Looked, Record, Why, packed, unpacked
from mtqa.scale.stages import Judging, looked, require, signature_of
from tests.scale.conftest import FAKE, GOOD, ODD


def chunk_of(*texts):
    """Make a chunk of some texts."""
    records = tuple(Record(f"{n}.txt", n, from_text(text, f"{n}.txt")) for n, text in enumerate(texts))
    return Chunk("000000-000000", records, tuple(r.path for r in records), len(texts), True, 0, 0.0)


class Unmetered(Judging):
    """Judges without a cluster that metrics could go to."""

    class _Nothing:
        def judged(self, judged):
            """Count nothing."""

    _meters = _Nothing()


@pytest.fixture
def checker():
    """Return a checker of its own, which a test may break."""
    return Checker(FAKE)


def test_a_record_that_breaks_a_rule_is_put_aside(checker, monkeypatch):
    """The rest of its chunk is judged, and the reason names the failure."""
    read = checker.read

    def fails(document):
        if document.path == "1.txt":
            raise ZeroDivisionError("a rule divides by zero")
        return read(document)

    monkeypatch.setattr(checker, "read", fails)
    reads = looked(chunk_of(GOOD, ODD, GOOD), checker).reads
    assert [isinstance(each, Aside) for each in reads] == [False, True, False]
    assert reads[1].why is Why.FAILED
    assert "ZeroDivisionError: a rule divides by zero" in reads[1].reason


def test_a_record_that_breaks_the_model_is_put_aside(checker, monkeypatch):
    """What comes with it is judged as if it had not been there."""
    judge = checker.judge
    seen = looked(chunk_of(GOOD, ODD, GOOD), checker)
    expected = judge([read for number, read in enumerate(seen.reads) if number != 1])

    def fails(reads):
        if any(read.document.path == "1.txt" for read in reads):
            raise MemoryError("too much for it")
        return judge(reads)

    monkeypatch.setattr(checker, "judge", fails)
    judging = Unmetered(FAKE)
    judging.__dict__["checker"] = checker
    results = judging.judged(seen).results
    assert isinstance(results[1], Aside)
    assert results[1].why is Why.FAILED
    assert [r.verdict for r in (results[0], results[2])] == [r.verdict for r in expected]
    assert [r.evidence for r in (results[0], results[2])] == [r.evidence for r in expected]


def test_a_model_that_fails_at_all_of_them_ends_the_run(checker, monkeypatch):
    """A broken model is no record's fault, and puts nothing aside."""
    seen = looked(chunk_of(GOOD, ODD), checker)

    def fails(reads):
        raise RuntimeError("no kernel image")

    monkeypatch.setattr(checker, "judge", fails)
    judging = Unmetered(FAKE)
    judging.__dict__["checker"] = checker
    with pytest.raises(ModelError, match="fails at every document: RuntimeError: no kernel image"):
        judging.judged(seen)


def test_another_model_is_refused(checker):
    """The message says what differs, where, and what to do."""
    own = signature_of(checker)
    require(own, own)
    require("", own)
    other = own.replace("m:fake@1/exact", "m:fake@2/bfloat16")
    with pytest.raises(ModelError, match=r"m is fake@1/exact there and fake@2/bfloat16 in the run; give all nodes"):
        require(other, own)
    with pytest.raises(ModelError, match="would score otherwise than the run"):
        Unmetered(FAKE, expected=other).judged(looked(chunk_of(GOOD), checker))


def test_repeats_within_a_chunk_are_scored_once(checker):
    """Sentences that repeat, even in other documents, are scored once, and judged alike."""
    judging = Unmetered(FAKE)
    texts = [f"{GOOD} This is number {n % 7}. {ODD}" for n in range(200)]
    judged = judging.judged(looked(chunk_of(*texts), checker))
    assert (judged.due, judged.distinct, judged.scored) == (600, 9, 9)
    alone = judging.judged(looked(chunk_of(texts[3]), checker)).results[0]
    assert isinstance(alone, DocumentResult)
    assert judged.results[3].sentences[0].evidence == alone.sentences[0].evidence


def test_chunks_go_from_stage_to_stage_as_they_are(checker):
    """A chunk is the same after its way through a row of a dataset."""
    seen = looked(chunk_of(GOOD, ODD), checker)
    [back] = unpacked(packed(seen.chunk.name, seen), Looked)
    assert back == seen
