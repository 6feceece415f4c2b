"""Which entry of a baseline covers which alert."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.alert import LIKELY, MIXED, Alert, Severity, State
from mtqa.gate.fingerprints import fingerprint, sketch
from mtqa.gate.matching import Pool, Taken, Wanted
from mtqa.outcome import Decision, KnownEntry

RULE = "calque.example"
TEN = [f"Sentence {i} of a document." for i in range(10)]


def known(path, text="Words.", **fields):
    """Make an entry of a sentence."""
    return KnownEntry(fingerprint(RULE, text), RULE, path, **fields)


def found(path, text="Words.", record=None, **fields):
    """Make an alert of a sentence, at a place."""
    return Wanted(path, record, Alert(RULE, Severity.ERROR, "", fingerprint(RULE, text), sentence=0, **fields))


def known_document(path, texts, rule=LIKELY, **fields):
    """Make an entry of a document."""
    return KnownEntry("0" * 16, rule, path, sketch=sketch(texts), **fields)


def found_document(path, texts, rule=LIKELY, record=None, **fields):
    """Make an alert of a document, at a place."""
    return Wanted(path, record, Alert(rule, Severity.ERROR, "", "f" * 16, sketch=sketch(texts), **fields))


def take(entries, *wanted, rank=lambda _: 0):
    """Match at once; give the number of each alert's entry, and whether it moved."""
    taken = Pool(entries, rank).take(wanted)
    return [one if one is None else (one.number, one.moved) for one in taken]


HOME, MOVED = (0, False), (0, True)


def test_an_alert_takes_the_entry_of_its_place():
    """What stands where it stood is known, whatever stands before it."""
    entries = [known("a.md", "One."), known("b.md", "Two.")]
    assert take(entries, found("b.md", "New."), found("b.md", "Two."), found("a.md", "One.")) == [
        None, (1, False), (0, False),
    ]  # fmt: skip


def test_an_entry_covers_as_many_as_it_counts():
    """The copy above the count is new, and it is the last one."""
    assert take([known("a.md", count=2)], *[found("a.md")] * 3) == [HOME, HOME, None]


def test_own_places_come_first():
    """A copy elsewhere does not take the entry of one that stayed, though it is read first."""
    assert take([known("b.md")], found("a.md"), found("b.md")) == [None, HOME]


def test_what_is_left_over_moves():
    """An entry whose place has nothing any more covers the sentence elsewhere."""
    assert take([known("old.md"), known("b.md")], found("a.md"), found("b.md")) == [MOVED, (1, False)]


def test_records_are_places():
    """Records of one file have entries of their own, and the file's other records come before other files."""
    entries = [known("f.jsonl", id="1"), known("f.jsonl", id="2"), known("a.md")]
    wanted = [found("f.jsonl", record="3"), found("f.jsonl", record="2"), found("b.md"), found("c.md")]
    assert take(entries, *wanted) == [MOVED, (1, False), (2, True), None]


def test_rules_are_apart():
    """The same words under another rule are another matter."""
    other = replace(found("a.md").alert, rule="other.rule", fingerprint=fingerprint("other.rule", "Words."))
    assert take([known("a.md")], Wanted("a.md", None, other)) == [None]


def test_the_rank_says_who_lends():
    """The lowest rank lends first, and None never does."""
    ranks = {"gone.md": 0, "seen.md": 1, "kept.md": None}
    entries = [known("kept.md"), known("seen.md"), known("gone.md")]
    assert take(entries, *[found("a.md")] * 3, rank=ranks.get) == [(2, True), (1, True), None]
    assert take(entries, found("kept.md"), rank=ranks.get) == [HOME]


@pytest.mark.parametrize("own", [True, False])
def test_an_unchanged_alert_keeps_its_entry(own):
    """Of two copies and one entry the unchanged one is known, also where both moved."""
    path = "a.md" if own else "b.md"
    assert take([known("a.md")], found(path), found(path, state=State.UNCHANGED)) == [None, (0, not own)]


def test_a_suppressed_alert_comes_last():
    """What a comment suppresses uses an entry up, but not one that keeps something from failing."""
    suppressed = found("a.md", state=State.SUPPRESSED, reason="a name")
    assert take([known("a.md")], suppressed, found("a.md")) == [None, HOME]
    assert take([known("a.md", count=2)], suppressed, found("a.md")) == [HOME, HOME]


def test_what_was_dismissed_before_stays_so():
    """Matched again, the copy that an entry dismissed keeps the entry, and the other one stays new."""
    entries = [known("a.md", decision=Decision.DISMISSED, reason="a name")]
    dismissed = found("a.md", state=State.SUPPRESSED, reason="a name")
    assert take(entries, found("a.md"), dismissed) == [None, HOME]


def test_documents_are_known_by_their_sentences():
    """A document that was edited is known, one that was written anew is not."""
    entries = [known_document("a.md", TEN)]
    assert take(entries, found_document("a.md", [*TEN[:8], "New."])) == [HOME]
    assert take(entries, found_document("a.md", [*TEN[:2], *(f"Other {i}." for i in range(9))])) == [None]
    assert take(entries, found_document("b.md", TEN)) == [MOVED]


def test_the_likest_document_is_meant():
    """Of several documents without ids each takes the entry that it is most like."""
    entries = [known_document("f.jsonl", TEN[:8]), known_document("f.jsonl", TEN)]
    wanted = [found_document("f.jsonl", TEN), found_document("f.jsonl", TEN[:8]), found_document("f.jsonl", TEN)]
    assert take(entries, *wanted) == [(1, False), (0, False), None]


def test_a_document_stays_at_home():
    """The entry of a place is its own even if a copy elsewhere is more like it."""
    wanted = [found_document("copy.md", TEN), found_document("a.md", TEN[:8])]
    assert take([known_document("a.md", TEN)], *wanted) == [None, HOME]
    assert take([known_document("a.md", TEN)], found_document("b.md", TEN), rank=lambda _: None) == [None]


def test_likely_covers_mixed():
    """A document that got better is known, one that got worse is not; its own verdict is taken first."""
    assert take([known_document("a.md", TEN)], found_document("a.md", TEN, MIXED)) == [HOME]
    assert take([known_document("a.md", TEN, MIXED)], found_document("a.md", TEN)) == [None]
    both = [known_document("a.md", TEN), known_document("a.md", TEN, MIXED)]
    assert take(both, found_document("a.md", TEN, MIXED), found_document("a.md", TEN)) == [(1, False), (0, False)]


def test_a_pool_is_used_up_call_by_call():
    """On a stream, entries are taken as documents come."""
    pool = Pool([known("a.md", count=2)], lambda _: 0)
    assert [pool.take([found("a.md")]) for _ in range(3)] == [[Taken(0, False)], [Taken(0, False)], [None]]
    assert pool.left == [0]


PLACES = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["One.", "Two."])), max_size=12)


@given(PLACES, st.randoms(use_true_random=False))
def test_moving_flags_nothing(places, random):
    """Sentences that change places, in any order, are all known."""
    entries = [known(path, text) for path, text in places]
    paths = [path for path, _ in places]
    random.shuffle(paths)
    wanted = [found(path, text) for path, (_, text) in zip(paths, places, strict=True)]
    random.shuffle(wanted)
    assert None not in take(entries, *wanted)


@given(PLACES, PLACES)
def test_copies_are_counted(before, after):
    """There are as many new alerts as there are more sentences than before, and none where there were enough."""
    entries = [known(path, text) for path, text in before]
    taken = take(entries, *(found(*place) for place in after))
    texts, now = [text for _, text in before], [text for _, text in after]
    more = sum(max(0, now.count(text) - texts.count(text)) for text in ("One.", "Two."))
    assert taken.count(None) == more
    for (path, text), one in zip(after, taken, strict=True):
        if one is None:
            assert after.count((path, text)) > before.count((path, text))
