"""The baseline: its file, what it knows, and how a run compares with it."""

import io
import os
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mtqa
from mtqa.alert import LIKELY, MIXED, SENTENCE, UNUSED, Alert, Severity, State
from mtqa.config import Settings
from mtqa.document import Kind, Span
from mtqa.errors import UsageError
from mtqa.gate.baseline import Baseline
from mtqa.gate.baseline_file import Contents, Header, combined, dump, parse, read
from mtqa.gate.baseline_folder import Folder
from mtqa.gate.baseline_precision import Precision, family_of, precisions, rule_of
from mtqa.gate.fingerprints import fingerprint, sketch
from mtqa.outcome import Comparison, Decision, KnownEntry
from mtqa.result import DocumentResult, DocumentVerdict, SentenceResult, Verdict

RULE = "calque.example"
TEN = [f"Sentence {i} of a document." for i in range(10)]
FLAWED = "The performance was broadcasted by the organizers in the Internet."
SOUND = "The tickets went on sale in the spring, and nobody was surprised that they sold out."
HEADER = (
    '{"schema": "mtqa-baseline/1", "tool": {"name": "mtqa", "version": "0.3.0"}, "signature": "s", "model": true}\n'
)
ONE = '{"path": "a.md", "rule": "calque.example", "fingerprint": "00112233aabbccdd"}\n'


def alert(text="Words.", rule=RULE, **fields):
    """Make an alert of a document's first sentence."""
    return Alert(rule, Severity.ERROR, "", fingerprint(rule, text), sentence=0, **fields)


def result(path, *alerts, text="Words.", record=None):
    """Make a judged document with some alerts."""
    sentence = SentenceResult(text, Kind.PARAGRAPH, Span(0, len(text)), 1, 1, Verdict.SUSPICIOUS)
    return DocumentResult(
        path=path, id=record, format="plain", language="en", verdict=DocumentVerdict.NO_EVIDENCE, probability=None,
        interval=None, evidence=None, fluency=None, sentences=(sentence,), alerts=alerts,
    )  # fmt: skip


def known(path="a.md", text="Words.", rule=RULE, **fields):
    """Make an entry of a sentence."""
    return KnownEntry(fingerprint(rule, text), rule, path, **{"text": text, **fields})


def states(results):
    """Return the states of all alerts."""
    return [each.state for one in results for each in one.alerts]


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    """Run in an empty folder."""
    monkeypatch.chdir(tmp_path)


HEX = st.text("0123456789abcdef", min_size=16, max_size=16)
TEXT = st.text(max_size=8)
NAME = st.text(min_size=1, max_size=8)
ENTRY = st.builds(
    KnownEntry,
    fingerprint=HEX,
    rule=NAME,
    path=NAME,
    count=st.integers(1, 9),
    id=st.none() | TEXT,
    text=TEXT,
    sketch=st.lists(HEX.map(lambda h: h[:8]), max_size=3).map(tuple),
    decision=st.sampled_from(Decision),
    reason=TEXT,
)
ENTRIES = st.lists(ENTRY, max_size=6)


class TestFile:
    """What the file holds, and what is read of it."""

    def test_the_form(self):
        """Lines are sorted, keys have an order, and defaults are left out."""
        full = KnownEntry(
            "ffeeddccbbaa9988", "verdict.likely", "a.md", 2, "7", "Ein", ("00000001", "0000000a"),
            Decision.DISMISSED, "A – person’s text",
        )  # fmt: skip
        entries = [full, replace(full, path="Z.md"), KnownEntry("00112233aabbccdd", RULE, "a.md")]
        lines = list(dump(Header("s", model=True, version="0.3.0"), entries))
        rest = (
            '"id": "7", "rule": "verdict.likely", "fingerprint": "ffeeddccbbaa9988", "count": 2, "text": "Ein", '
            '"sketch": ["00000001", "0000000a"], "decision": "dismissed", "reason": "A – person’s text"}\n'
        )
        assert lines == [HEADER, f'{{"path": "Z.md", {rest}', ONE, f'{{"path": "a.md", {rest}']

    @given(ENTRIES)
    def test_what_is_written_is_read(self, entries):
        """Nothing is lost on the way to the file and back, and writing it again changes nothing."""
        entries = combined(entries, max)
        header = Header("signature", model=False, version="1.2.3")
        text = "".join(dump(header, entries))
        contents = parse(_lines(text), "f")
        assert contents == Contents(header, entries)
        assert "".join(dump(*contents[:2])) == text

    @given(ENTRIES, ENTRIES, st.randoms(use_true_random=False))
    def test_a_merge_is_both_halves(self, ours, theirs, random):
        """Lines of two files, in any order and with blank lines, are the file of both."""
        lines = [*dump(Header(), ours), *dump(Header(), theirs), "\n", "  \n"]
        random.shuffle(lines)
        assert parse(_lines("".join(lines)), "f").entries == combined([*ours, *theirs], max)

    @given(ENTRIES, ENTRIES, ENTRIES)
    @settings(max_examples=20, deadline=None)
    def test_git_merges_it(self, before, ours, theirs):
        """What git's union merge makes of two changed files is a baseline with all that either side has."""
        made = {"base": before, "ours": [*before, *ours], "theirs": theirs}
        with tempfile.TemporaryDirectory() as folder:
            for name, entries in made.items():
                text = "".join(dump(Header(name), combined(entries, max)))
                Path(folder, name).write_text(text, encoding="utf-8", newline="\n")
            run = subprocess.run(["git", "merge-file", "--union", "ours", "base", "theirs"], cwd=folder, check=False)
            merged = read(Path(folder, "ours")).entries
        assert run.returncode == 0
        added = {_key(entry) for entry in (*ours, *theirs)} - {_key(entry) for entry in before}
        assert added <= {_key(entry) for entry in merged}

    def test_copies_of_a_line_are_one(self):
        """The larger count, the longer text and a decision win."""
        lines = [
            HEADER,
            ONE.replace("}", ', "count": 2, "text": "Words are"}'),
            ONE.replace("}", ', "count": 3, "decision": "dismissed", "reason": "a name"}'),
            ONE.replace("}", ', "text": "Words", "reason": "not this one"}'),
        ]
        merged = KnownEntry(
            "00112233aabbccdd", RULE, "a.md", 3, text="Words are", decision=Decision.DISMISSED, reason="a name"
        )
        for order in (lines, lines[::-1]):
            assert parse(_lines("".join(order)), "f") == Contents(Header("s", model=True, version="0.3.0"), (merged,))

    def test_two_decisions_are_told(self):
        """Accepting hides nothing, so it wins; that there was another decision is known."""
        accepted = KnownEntry("00112233aabbccdd", RULE, "a.md", decision=Decision.ACCEPTED)
        lines = [HEADER, *dump(Header(), [replace(accepted, decision=Decision.DISMISSED, reason="no")])]
        lines += dump(Header(), [accepted])
        for order in (lines, lines[::-1]):
            assert parse(_lines("".join(order)), "f")[1:] == ((accepted,), (accepted,))

    def test_the_newest_header_holds(self):
        """Versions are compared as numbers, and the model had its say if it had in any of the files."""
        newer = HEADER.replace("0.3.0", "0.10.0").replace('"s"', '"t"').replace("true", "false")
        for order in ([HEADER, ONE, newer], [newer, HEADER, ONE]):
            assert parse(_lines("".join(order)), "f").header == Header("t", model=True, version="0.10.0")

    def test_what_editors_do(self):
        """A byte-order mark, CRLF and a missing end of line do no harm."""
        text = "\ufeff" + (HEADER + ONE).replace("\n", "\r\n").rstrip()
        assert len(parse(_lines(text), "f").entries) == 1

    @pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "|||||||", "=======", ">>>>>>> theirs"])
    def test_marks_of_a_conflict(self, mark):
        """The first mark is named by its line, with what to do."""
        with pytest.raises(UsageError, match=r"^f: line 2 is the mark of a merge conflict; keep the lines of both"):
            parse(_lines(f"{HEADER}{mark}\n{ONE}"), "f")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", "this is no baseline of mtqa: no line says 'mtqa-baseline/1'; "),
            (ONE, "this is no baseline of mtqa: no line says 'mtqa-baseline/1'; "),
            ('{"text": "A record."}\n', "this is no baseline of mtqa, or it is damaged: line 1 has no 'path'; "),
            ('{"schema": "other/1"}', "this is no baseline of mtqa, or it is damaged: line 1 is the header of some"),
            ('{"schema": 1}', "this is no baseline of mtqa, or it is damaged: line 1 is the header of something else"),
            ('{"schema": "mtqa-baseline/1"}', "this is no baseline of mtqa, or it is damaged: line 1 is a header with"),
            (f"{HEADER}{ONE[:40]}", "the baseline is damaged: line 2 is not JSON; restore it from version control, "),
            (f"{HEADER}[1]", "the baseline is damaged: line 2 is no JSON object; "),
            (HEADER + "[" * 99_999, "the baseline is damaged: line 2 is not JSON; "),
            (HEADER + '"' + "x" * 2_000_000, "the baseline is damaged: line 2 is longer than a megabyte; "),
            (
                HEADER + ONE.replace("aabb", "AABB"),
                "the baseline is damaged: line 2 has a 'fingerprint' that is not 16",
            ),
            (HEADER + ONE.replace("}", ', "count": 0}'), "the baseline is damaged: line 2 has a 'count' that is not a"),
            (HEADER + ONE.replace("}", ', "count": true}'), "the baseline is damaged: line 2 has a 'count' that is no"),
            (HEADER + ONE.replace("}", ', "sketch": [1]}'), "the baseline is damaged: line 2 has a 'sketch' that is"),
            (
                HEADER + ONE.replace("}", ', "decision": "maybe"}'),
                "the baseline is damaged: line 2 has a 'decision' that is not one of open, accepted, dismissed; ",
            ),
            (HEADER + ONE.replace("}", ', "new": 1}'), "the baseline is damaged: line 2 has the key 'new', which mtqa"),
            (
                HEADER.replace("/1", "/2").replace("0.3.0", "9.1.0"),
                "the baseline was written by mtqa 9.1.0 as mtqa-baseline/2, and mtqa ",
            ),
            ('{"schema": "mtqa-baseline/2"}', "the baseline was written by mtqa of another version as mtqa-baseline/2"),
        ],
    )
    def test_what_is_no_baseline(self, text, expected):
        """Each flaw is told in one line, with the line's number and what to do."""
        with pytest.raises(UsageError) as error:
            parse(_lines(text), "f")
        message = str(error.value)
        assert message.startswith(f"f: {expected}")
        assert "\n" not in message
        assert "'mtqa baseline create" in message

    def test_bytes_that_are_no_text(self):
        """A binary file is none."""
        with pytest.raises(UsageError, match="line 1 is not valid UTF-8"):
            parse([b"\x89PNG\r\n", b"\xff"], "f")

    def test_what_cannot_be_opened(self, tmp_path):
        """A missing file and a folder are told."""
        with pytest.raises(UsageError, match=r"missing\.jsonl: there is no such baseline; make it with 'mtqa baseline"):
            read(tmp_path / "missing.jsonl")
        with pytest.raises(UsageError, match="this is a folder, not a baseline"):
            read(tmp_path)
        with pytest.raises(UsageError, match="the baseline can't be read: File name too long"):
            read(tmp_path / ("x" * 300))


def _lines(text):
    """Return the lines of a text as a file gives them."""
    return io.BytesIO(text.encode("utf-8", "backslashreplace"))


def _key(entry):
    return entry.path, entry.id, entry.rule, entry.fingerprint


class TestFolder:
    """How paths are remembered."""

    def test_paths_are_relative_to_the_folder(self, tmp_path, monkeypatch):
        """A file has one name, wherever mtqa is run and however it is named."""
        (tmp_path / "docs" / "in").mkdir(parents=True)
        (tmp_path / "qa").mkdir()
        folder = Folder(tmp_path / "docs")
        shown = ["docs/in/a.md", "docs/../docs/in/a.md", str(tmp_path / "docs/in/a.md")]
        assert {folder.place(path) for path in shown} == {"in/a.md"}
        monkeypatch.chdir(tmp_path / "docs" / "in")
        assert Folder(tmp_path / "docs").place("a.md") == "in/a.md"
        assert Folder(tmp_path / "qa").place("a.md") == "../docs/in/a.md"

    def test_links_are_followed_inside(self, tmp_path):
        """A linked folder inside is that folder; a link that leads out keeps its name."""
        inside, outside = tmp_path / "root", tmp_path / "outside"
        (inside / "v2").mkdir(parents=True)
        outside.mkdir()
        (inside / "latest").symlink_to("v2")
        (inside / "far").symlink_to(outside)
        (tmp_path / "alias").symlink_to(inside)
        folder = Folder(tmp_path / "alias")
        shown = ["root/latest/a.md", "alias/v2/a.md", "root/far/a.md", "alias/far/a.md", "outside/a.md"]
        assert [folder.place(path) for path in shown] == [
            "v2/a.md",
            "v2/a.md",
            "far/a.md",
            "far/a.md",
            "../outside/a.md",
        ]

    def test_what_is_gone(self, tmp_path):
        """Only what surely is not there is gone."""
        (tmp_path / "a.md").write_text("A.")
        folder = Folder(tmp_path)
        places = ["a.md", "b.md", "a.md/c", "<stdin>", "\ufffd.md", "x\0.md", str(tmp_path / "a.md"), "x" * 300]
        assert [folder.gone(place) for place in places] == [False, True, True, False, False, False, False, False]

    def test_standard_input_keeps_its_name(self, tmp_path):
        """What is no file has no folder."""
        assert Folder(tmp_path).place("<stdin>") == "<stdin>"


class TestOf:
    """What is remembered of a run."""

    def test_what_counts_is_remembered(self, tmp_path):
        """New and known alerts are, with a count; what is suppressed, unchanged or about a suppression is not."""
        long = "Word " * 30
        results = [
            result("in/a.md", alert(), alert(state=State.KNOWN), text=long),
            result("f.jsonl", alert(), record="7"),
            result("b.md", alert(state=State.SUPPRESSED), alert(state=State.UNCHANGED), alert(rule=UNUSED)),
        ]
        made = Baseline.of(results, tmp_path / "in", signature="s", model=True)
        cut = "Word Word Word Word Word Word Word Word Word Word Word Word…"
        assert made.entries == (known("../f.jsonl", id="7"), replace(known(count=2), text=cut))
        assert (len(made), made.header) == (3, Header("s", model=True))
        assert len(cut) == 60

    def test_a_document_is_remembered_by_its_sentences(self, tmp_path):
        """Its fingerprint is of its sketch, so that it does not depend on the current folder; there is no text."""
        verdict = Alert(LIKELY, Severity.ERROR, "", fingerprint(LIKELY, "a.md\n"), sketch=sketch(TEN))
        made = fingerprint(LIKELY, " ".join(sketch(TEN)))
        entry = KnownEntry(made, LIKELY, "a.md", sketch=sketch(TEN))
        assert Baseline.of([result("a.md", verdict)], tmp_path).entries == (entry,)

    def test_the_file_says_it_all(self, tmp_path):
        """What was made of a run is the same after it was written and read."""
        made = Baseline.of([result("a.md", alert(), alert()), result("<stdin>", alert("Two."))], tmp_path, model=True)
        path = tmp_path / "known.jsonl"
        path.write_text("".join(made.dump()), encoding="utf-8")
        loaded = Baseline.load(path)
        assert (loaded.entries, loaded.header) == (made.entries, made.header)
        assert path.read_bytes().endswith(b"}\n")


class TestMatch:
    """What becomes of alerts."""

    def test_states(self, tmp_path):
        """An alert is known, new, or was dismissed; each with the reason that the baseline has."""
        baseline = Baseline(
            [
                known(reason="later", decision=Decision.ACCEPTED),
                known(text="No.", decision=Decision.DISMISSED),
                known(text="Name.", decision=Decision.DISMISSED, reason="a name"),
            ],
            tmp_path,
        )
        results = baseline.match([result("a.md", alert(), alert("No."), alert("Name."), alert("New."))])
        assert [(each.state, each.reason) for each in results[0].alerts] == [
            (State.KNOWN, "later"),
            (State.SUPPRESSED, "dismissed in review"),
            (State.SUPPRESSED, "a name"),
            (State.NEW, ""),
        ]

    def test_what_moved_says_so(self, tmp_path):
        """A sentence that is known from another file, or record, has moved."""
        baseline = Baseline([known("old.md"), known("f.jsonl", "Two.", id="1")], tmp_path)
        results = baseline.match([result("a.md", alert()), result("f.jsonl", alert("Two."), record="2")])
        assert [(each.state, each.moved) for one in results for each in one.alerts] == [(State.KNOWN, True)] * 2
        assert baseline.compare(["a.md", "f.jsonl"], lambda _: True, model=False) == Comparison("", 2, 2)

    def test_other_states_stay(self, tmp_path):
        """Suppressed and unchanged alerts stay as they are, and use entries up; what is about suppressions does not."""
        alerts = [alert(state=State.SUPPRESSED, reason="why"), alert("Two.", state=State.UNCHANGED), alert(rule=UNUSED)]
        before = [result("a.md", *alerts)]
        baseline = Baseline([known(), known(text="Two."), known(rule=UNUSED)], tmp_path)
        assert baseline.match(before) == before
        fixed = baseline.compare(["a.md"], lambda _: True, model=False).fixed
        assert [entry.rule for entry in fixed] == [UNUSED]

    def test_matching_again_changes_nothing(self, tmp_path):
        """A resumed run brings alerts with their states, and they keep them."""
        entries = [
            known(decision=Decision.DISMISSED, reason="a name"),
            known("old.md", "Two.", reason="later"),
            known(text="Three.", count=2),
        ]
        results = [
            result("a.md", alert(), alert(), alert("Three."), alert("Two.")),
            result("b.md", alert("Two."), alert("Three."), alert("Three.")),
        ]
        once = Baseline(entries, tmp_path).match(results)
        assert Baseline(entries, tmp_path).match(once) == once
        assert len(set(states(once))) == 3

    def test_a_state_without_an_entry_is_taken_back(self, tmp_path):
        """What an earlier run knew and this baseline does not is new."""
        before = result("a.md", alert(state=State.KNOWN, reason="later", moved=True))
        assert Baseline([], tmp_path).match([before]) == [result("a.md", alert())]

    def test_a_stream(self, tmp_path):
        """Document by document the count is the same, though a copy that comes first is known in its place."""
        entries = [known("b.md")]
        results = [result("a.md", alert()), result("b.md", alert())]
        whole, stream = Baseline(entries, tmp_path), Baseline(entries, tmp_path)
        assert states(whole.match(results)) == [State.NEW, State.KNOWN]
        assert states(one for each in results for one in stream.match([each])) == [State.KNOWN, State.NEW]

    def test_a_file_that_is_not_looked_at_keeps_its_entries(self, tmp_path):
        """A copy of a sentence of a file that is still there is new, if that is known; a renamed file is known."""
        (tmp_path / "old.md").write_text(FLAWED)
        for expected, state in ((["new.md"], State.NEW), (["new.md", "old.md"], State.KNOWN), (None, State.KNOWN)):
            baseline = Baseline([known("old.md")], tmp_path)
            if expected is not None:
                baseline.expect(expected)
            assert states(baseline.match([result("new.md", alert())])) == [state]
        (tmp_path / "old.md").unlink()
        baseline = Baseline([known("old.md")], tmp_path)
        baseline.expect(["new.md"])
        assert states(baseline.match([result("new.md", alert())])) == [State.KNOWN]

    def test_what_is_gone_lends_first(self, tmp_path):
        """Of two places that could lend, the file that is no longer there does, and then the one that was read."""
        for name in "bc":
            (tmp_path / f"{name}.md").write_text(FLAWED)
        baseline = Baseline([known("b.md"), known("c.md"), known("z.md")], tmp_path)
        baseline.match([result("a.md", alert())])
        baseline.match([result("c.md")])
        baseline.match([result("d.md", alert())])
        fixed = baseline.compare(["a.md", "b.md", "c.md", "d.md"], lambda _: True, model=False).fixed
        assert fixed == (known("b.md"),)


class TestCompare:
    """What is said of a run in the end."""

    def test_fixed_and_unseen(self, tmp_path):
        """What is left over is fixed where it was looked for, and unseen elsewhere."""
        (tmp_path / "kept.md").write_text(FLAWED)
        entries = [known(count=3), known("gone.md", "Two."), known("kept.md", "Three.", count=2)]
        entries += [known(text="Four.", rule="other.rule")]
        baseline = Baseline(entries, tmp_path, name="known.jsonl")
        baseline.match([result("a.md", alert())])
        compared = baseline.compare(["a.md"], lambda rule: rule == RULE, model=False)
        fixed = (known(count=2), known("gone.md", "Two."))
        assert compared == Comparison("known.jsonl", 1, 0, fixed, 3)
        assert baseline.compare(["a.md"], lambda _: True, model=False, interrupted=True).unseen == 6

    @pytest.mark.parametrize("rule", [SENTENCE, LIKELY, MIXED])
    @pytest.mark.parametrize("before", [True, False])
    @pytest.mark.parametrize("now", [True, False])
    def test_verdicts_need_the_same_judge(self, tmp_path, rule, before, now):
        """A verdict is fixed only where the model had its say both times, or never."""
        baseline = Baseline([known(rule=rule)], tmp_path, Header(model=before))
        compared = baseline.compare(["a.md"], lambda _: True, model=now)
        assert (len(compared.fixed), compared.unseen) == ((1, 0) if before == now else (0, 1))


class TestUpdated:
    """What is known after a run."""

    def test_decisions_stay_where_the_sentence_is(self, tmp_path):
        """What is there stays, what moved is known at its new place, what is fixed goes, what is new comes."""
        (tmp_path / "kept.md").write_text(FLAWED)
        entries = [
            known(count=3, decision=Decision.ACCEPTED, reason="later"),
            known("gone.md", "Two.", decision=Decision.DISMISSED, reason="a name"),
            known("gone.md", "Three."),
            known("kept.md", "Four."),
        ]
        baseline = Baseline(entries, tmp_path, Header(model=True), "f")
        results = baseline.match([result("a.md", alert(), alert()), result("b.md", alert("Two."), alert("Five."))])
        compared = baseline.compare(["a.md", "b.md"], lambda _: True, model=False)
        made = baseline.updated(results, compared.fixed, signature="s")
        kept = [
            known(count=2, decision=Decision.ACCEPTED, reason="later"),
            known("b.md", "Two.", decision=Decision.DISMISSED, reason="a name"),
            known("kept.md", "Four."),
        ]
        new = replace(known("b.md", "Five."), text="Words.")
        assert made.entries == combined([*kept, new], sum)
        assert made.header == Header("s", model=True)
        assert baseline.updated((), compared.fixed).entries == combined(kept, sum)

    def test_a_document_is_known_as_it_is_now(self, tmp_path):
        """Edit by edit a document may become another one, and is known all the way; its verdict stays the worst."""
        verdict = Alert(LIKELY, Severity.ERROR, "", "0" * 16, sketch=sketch(TEN))
        baseline = Baseline.of([result("a.md", verdict)], tmp_path)
        for step in range(1, 4):
            now = sketch([*TEN[3 * step :], *(f"New {i}." for i in range(3 * step))])
            edited = replace(verdict, rule=MIXED, sketch=now)
            results = baseline.match([result("a.md", edited)])
            assert states(results) == [State.KNOWN]
            baseline = baseline.updated(results, ())
            assert [(e.rule, e.sketch) for e in baseline.entries] == [(LIKELY, now)]

    def test_files_that_are_gone_are_forgotten(self, tmp_path):
        """Without a check, only what surely has no file goes."""
        (tmp_path / "a.md").write_text(FLAWED)
        baseline = Baseline([known(), known("b.md"), known("<stdin>")], tmp_path, Header("s"))
        made = baseline.without_gone()
        assert (made.entries, made.header) == ((known("<stdin>"), known()), Header("s"))


class TestPrecision:
    """How often rules are right."""

    def test_worst_first(self):
        """Rules with few decisions come last, and copies of a sentence count once."""
        entries = [
            known(text=f"{rule} {i}", rule=rule, decision=decision, count=9)
            for rule, made in {"a.good": "aaaaa", "b.bad": "addddoo", "a.few": "dddd", "a.none": "o"}.items()
            for i, letter in enumerate(made)
            for decision in Decision
            if decision.value.startswith(letter)
        ]
        assert precisions(entries, rule_of) == [
            Precision("b.bad", 1, 4, 2),
            Precision("a.good", 5, 0),
            Precision("a.few", 0, 4),
            Precision("a.none", 0, 0, 1),
        ]
        assert precisions(entries, family_of) == [Precision("b", 1, 4, 2), Precision("a", 5, 4, 1)]

    def test_the_interval(self):
        """It is Wilson's."""
        precision = Precision("a.rule", 8, 2)
        assert (precision.rate, precision.few) == (0.8, False)
        assert precision.interval == pytest.approx((0.4902, 0.9433), abs=1e-4)
        assert (Precision("a.rule", 0, 0).interval, Precision("a.rule", 4, 0).few) == ((0.0, 1.0), True)


class TestContent:
    """Real files, from their bytes to the states of their alerts."""

    def check(self, *names, **settings):
        """Check by the rules alone."""
        return mtqa.check(names or ["."], Settings(rules_only=True, **settings)).documents

    def write(self, **files):
        """Write files, in Markdown."""
        for name, text in files.items():
            (self.folder / f"{name}.md").write_text(text, encoding="utf-8")

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path):
        self.folder = tmp_path / "docs"
        self.folder.mkdir()
        os.chdir(self.folder)
        self.write(a=f"{SOUND}\n\n{FLAWED}\n", b=f"# News\n\n{SOUND} {FLAWED}\n")

    def test_what_was_there_is_known(self):
        """Checked again, from another folder too, nothing is new."""
        made = Baseline.of(self.check(), self.folder)
        assert len(made) >= 2
        os.chdir(self.folder.parent)
        again = Baseline(made.entries, self.folder)
        assert set(states(again.match(self.check("docs")))) == {State.KNOWN}

    def test_wrapping_and_typography_change_nothing(self):
        """Line breaks, markup, quotes and other paragraphs before a sentence leave it known."""
        made = Baseline.of(self.check(), self.folder)
        self.write(a=f"> {FLAWED.replace(' by ', chr(10) + '> by ')}\n", b=f"{SOUND}\n\n- *{FLAWED}*\n\n{SOUND}\n")
        assert set(states(made.match(self.check()))) == {State.KNOWN}

    def test_a_copy_is_new_where_it_was_added(self):
        """One copy more is as many new alerts as one copy gave before, in the file that got it."""
        documents = self.check("a.md")
        each = len(states(documents))
        made = Baseline.of(self.check(), self.folder)
        self.write(a=f"{FLAWED}\n\n{SOUND}\n\n{FLAWED}\n")
        new = [d.path for d in made.match(self.check()) for one in d.alerts if one.state is State.NEW]
        assert new == ["a.md"] * each

    def test_a_renamed_file_is_known(self):
        """All that it says has moved, and nothing is fixed."""
        made = Baseline.of(self.check(), self.folder)
        (self.folder / "a.md").rename(self.folder / "c.md")
        results = made.match(self.check())
        assert set(states(results)) == {State.KNOWN}
        compared = made.compare(["b.md", "c.md"], lambda _: True, model=False)
        assert (compared.fixed, compared.unseen, compared.moved) == ((), 0, len(results[1].alerts))
