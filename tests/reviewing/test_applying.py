"""Decisions become entries of a baseline."""

import pytest

from mtqa.errors import UsageError
from mtqa.gate import Baseline
from mtqa.gate.baseline_file import Header
from mtqa.gate.fingerprints import fingerprint
from mtqa.outcome import Decision, KnownEntry
from mtqa.reviewing.applying import RuleCount, apply, known_entries
from mtqa.reviewing.decisions import Decided, Decisions, parse

PRINT = "00112233aabbccdd"
ACCEPTED, DISMISSED, OPEN = Decision.ACCEPTED, Decision.DISMISSED, Decision.OPEN


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    """Run in a folder with some content."""
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("words", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def one(decision=ACCEPTED, path="a.md", rule="calque.one", **more):
    """Return a decision."""
    return Decided(path, rule, PRINT, decision, **more)


def made(*files, known=(), root):
    """Apply lists of decisions, and return what that made."""
    decisions = [Decisions("0" * 16, tuple(entries), "mtqa:s", model=True) for entries in files]
    return apply(decisions, Baseline(known, root))


def test_new_entries(make, tmp_path):
    """What is decided is remembered as a run would remember it, from the baseline's folder, with its reason."""
    known = tmp_path / "known"
    file = parse(make.exported(
        make.entry(path="a.md", text="We made a photo of the old bridge " * 3, reason="a name", note="see B."),
        make.entry(path="b.md", rule="verdict.likely", sketch=["00aabbcc", "11aabbcc"], text="", decision="dismissed"),
        make.entry(path="a.md", rule="verdict.sentence", decision="open", note="Ask Anna."),
        make.entry(path="a.md", rule="suppression.unused", decision="dismissed"),
    ), "d.json")  # fmt: skip
    done = apply([file], Baseline((), known))
    assert done.baseline.entries == (
        KnownEntry(
            PRINT, "calque.make-photo", "../a.md", text="We made a photo of the old bridge We made a photo of the ol…",
            decision=ACCEPTED, reason="a name: see B.",
        ),
        KnownEntry(
            fingerprint("verdict.likely", "00aabbcc 11aabbcc"), "verdict.likely", "../b.md",
            sketch=("00aabbcc", "11aabbcc"), decision=DISMISSED,
        ),
    )  # fmt: skip
    assert done.baseline.header == Header("mtqa:s", model=True)
    assert done.rules == (RuleCount("calque.make-photo", 1), RuleCount("verdict.likely", 0, 1))
    assert ([note.note for note in done.notes], done.comments, done.gone, done.changed) == (["Ask Anna."], 1, (), True)


def test_twice_is_once(tmp_path):
    """What was applied already changes nothing, in whatever order it comes."""
    entries = [one(occurrence=3), one(occurrence=1), one(DISMISSED, path="b.md", reason="so meant")]
    first = made(entries, root=tmp_path)
    again = made(entries[::-1], known=first.baseline.entries, root=tmp_path)
    assert (first.changed, first.total) == (True, RuleCount("all", 2, 1))
    assert (again.changed, again.total) == (False, RuleCount("all", 0, 0, 3))
    assert again.baseline.entries == first.baseline.entries
    assert [entry.count for entry in first.baseline.entries] == [3, 1]


def test_known_entries_are_decided(tmp_path):
    """An entry keeps its count unless more was decided, its text, and its reason where there is no other."""
    known = [
        KnownEntry(PRINT, "calque.one", "a.md", 4, text="Kept.", decision=DISMISSED, reason="a brand"),
        KnownEntry(PRINT, "calque.one", "b.md", 1),
    ]
    same = made([one(DISMISSED, text="Other."), one(DISMISSED, "b.md", occurrence=2)], known=known, root=tmp_path)
    assert same.baseline.entries == (
        known[0],
        KnownEntry(PRINT, "calque.one", "b.md", 2, decision=DISMISSED),
    )
    other = made([one(ACCEPTED)], known=known, root=tmp_path)
    assert other.baseline.entries[0] == KnownEntry(PRINT, "calque.one", "a.md", 4, text="Kept.", decision=ACCEPTED)


def test_the_last_file_wins(tmp_path):
    """Files are applied one after the other; a note alone takes nothing back."""
    files = ([one(DISMISSED, reason="a name")], [one(ACCEPTED)])
    assert made(*files, root=tmp_path).baseline.entries[0].decision is ACCEPTED
    back = made(*files[::-1], root=tmp_path).baseline.entries[0]
    assert (back.decision, back.reason) == (DISMISSED, "a name")
    noted = made(files[0], [one(OPEN, note="Really?")], root=tmp_path)
    assert (noted.baseline.entries[0].decision, len(noted.notes), noted.total.dismissed) == (DISMISSED, 1, 1)
    assert made([one(OPEN, note="Hm.")], files[0], root=tmp_path).notes == ()


def test_copies_in_one_document(tmp_path):
    """Of copies that one file decides differently about, all count as accepted."""
    done = made([one(DISMISSED, occurrence=2, reason="x"), one(occurrence=1)], root=tmp_path)
    assert done.baseline.entries == (KnownEntry(PRINT, "calque.one", "a.md", 2, decision=ACCEPTED),)
    assert done.total == RuleCount("all", 2)


def test_records_without_an_id(tmp_path):
    """Records that nothing tells apart but the line each count, with all that comes before in them."""
    done = made([one(line=1), one(line=2), one(line=2, occurrence=3), one(line=2)], root=tmp_path)
    assert done.baseline.entries[0].count == 4
    assert done.total.accepted == 3


def test_disputed_entries_are_settled(tmp_path):
    """An entry that lines of the file disagree about is written anew, even where it counted as decided."""
    entry = KnownEntry(PRINT, "calque.one", "a.md", decision=ACCEPTED)
    baseline = Baseline([entry], tmp_path, disputed=(entry,))
    done = apply([Decisions("0" * 16, (one(),))], baseline)
    assert (done.changed, done.baseline.disputed, done.total.accepted) == (True, (), 1)


def test_files_that_are_gone(tmp_path):
    """Where some files are gone the rest is applied, and theirs too; where all are, this is the wrong folder."""
    done = made([one(path="gone.md"), one(path="<stdin>"), one()], root=tmp_path)
    assert (done.gone, len(done.baseline)) == (("gone.md",), 3)
    made([one(path="<stdin>")], root=tmp_path)
    with pytest.raises(UsageError) as error:
        made([one(path="x.md"), one(path="docs/y.md")], root=tmp_path)
    assert str(error.value) == (
        "the decisions are about other files: none of the 2 files, such as 'docs/y.md', is here; run it from the "
        "folder where 'mtqa check' ran"
    )


def test_known_entries(tmp_path):
    """Decisions can be counted as a baseline's entries before they are applied."""
    decisions = Decisions("0" * 16, (one(occurrence=2), one(OPEN, path="b.md"), one(rule="suppression.unused")))
    assert list(known_entries([decisions], tmp_path / "x")) == [
        KnownEntry(PRINT, "calque.one", "../a.md", 2, decision=ACCEPTED),
        KnownEntry(PRINT, "calque.one", "../b.md"),
    ]
