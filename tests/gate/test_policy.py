"""The matrix of policies: each clause at its limit and above, for all files and for some, and what never counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.alert import LIKELY, MIXED, SENTENCE, UNUSED, Alert, By, Severity, State
from mtqa.coverage import Coverage, SkippedFile
from mtqa.document import Document, Kind, Segment, SourceMap, Span
from mtqa.gate import Ledger
from mtqa.gate.policy import Policies, fails_on, unknown_names
from mtqa.outcome import Clause, Gate
from mtqa.readers import Found, discover
from mtqa.result import DocumentResult, DocumentVerdict, Finding, SentenceResult, Verdict
from mtqa.rules import RULES
from mtqa.settings import POLICY, FailOn, Override, Settings

SEEN = Coverage(files_seen=3, files_checked=3)
GLUED = "captions.glued"
VERDICTS = {LIKELY: DocumentVerdict.LIKELY, MIXED: DocumentVerdict.MIXED}


def alert(rule, severity=Severity.WARNING, sentence=None):
    """Make an alert."""
    return Alert(rule, severity, "A message.", "0123456789abcdef", sentence=sentence)


def document(path, *alerts, judged=10, kind=Kind.PARAGRAPH, changed=None):
    """Make a document of ten sentences with some alerts."""
    one = SentenceResult("Ten-words.", kind, Span(0, 10), 1, 1, Verdict.CLEAR)
    verdict = next((VERDICTS[a.rule] for a in alerts if a.rule in VERDICTS), DocumentVerdict.NO_EVIDENCE)
    return DocumentResult(
        path=path, id=None, format="plain", language="en", verdict=verdict, probability=0.9, interval=None,
        evidence=None, fluency=None, sentences=(one,) * judged, alerts=alerts, changed=changed,
    )  # fmt: skip


def text(path, characters, masked=0):
    """Make a document as a reader gives it; spaces are not counted."""
    prose = "only the plainest words of prose are here " * 1000
    hidden = next(prose[:end] for end in range(len(prose)) if len(prose[:end].replace(" ", "")) == masked)
    source = "x" * characters + hidden
    segment = Segment(source[:characters], Kind.PARAGRAPH, SourceMap.identity(0, characters))
    masks = ((characters, len(source), "code"),) if masked else ()
    return Document(path, "plain", (segment,), source, masks=masks)


def error(sentence):
    """Make a finding that is an error."""
    return alert("grammar.plural-subject", Severity.ERROR, sentence)


def finding(rule, severity, sentence=0):
    """Make a finding."""
    return alert(rule, severity, sentence)


def suspicious(*sentences):
    """Make the model's verdicts on some sentences."""
    return [alert(SENTENCE, sentence=i) for i in sentences]


class Case(NamedTuple):
    """A clause: what asks for it, its name, alerts that are allowed, alerts that are not, and their sentences' kind."""

    settings: dict
    name: str
    passing: list
    failing: list
    kind: Kind = Kind.PARAGRAPH


def fail_on(choice, passing, failing):
    """Make the case of something to fail on."""
    return Case({"fail_on": choice}, f"fail-on {choice}", passing, failing)


def findings(name, limit, passing, failing):
    """Make the case of a limit on findings."""
    return Case({"max_findings": ((name, limit),)}, f"max-findings {name}", passing, failing)


A_NOTE, A_WARNING = finding(GLUED, Severity.NOTE), finding(GLUED, Severity.WARNING)
MATRIX = {
    "document, likely": fail_on("document", [], [alert(LIKELY)]),
    "document, mixed": fail_on("document", [error(0)], [alert(MIXED)]),
    "likely": fail_on("likely", [alert(MIXED)], [alert(LIKELY)]),
    "sentence": fail_on("sentence", [alert(LIKELY), A_WARNING], suspicious(0)),
    "sentence by a rule": fail_on("sentence", [], [error(0)]),
    "error": fail_on("error", [A_WARNING, *suspicious(0), alert(LIKELY, Severity.ERROR)], [error(0)]),
    "warning": fail_on("warning", [A_NOTE, *suspicious(0), alert(MIXED), alert(UNUSED)], [A_WARNING]),
    "warning, graver": fail_on("warning", [], [error(0)]),
    "note": fail_on("note", [*suspicious(0), alert(UNUSED)], [A_NOTE]),
    "unused": fail_on("unused", [error(0)], [alert(UNUSED)]),
    "percentage": Case({"max_suspicious": 20.0}, "max-suspicious", suspicious(3, 4), suspicious(3, 4, 5)),
    "no percentage": Case({"max_suspicious": 0.0}, "max-suspicious", [A_WARNING], suspicious(3)),
    "sentences": Case(
        {"max_suspicious_sentences": 2}, "max-suspicious-sentences", suspicious(3, 4), suspicious(0, 1, 2)
    ),
    "no sentences": Case({"max_suspicious_sentences": 0}, "max-suspicious-sentences", [A_WARNING], suspicious(0)),
    "findings of a severity": findings("error", 1, [error(0), A_WARNING], [error(0), error(0)]),
    "findings of a lesser severity": findings("note", 1, [error(0), A_WARNING, A_NOTE], [A_NOTE, A_NOTE]),
    "findings of a rule": findings(GLUED, 1, [A_NOTE, error(0)], [A_NOTE, A_WARNING]),
    "findings of a family": findings("captions", 1, [A_NOTE, error(0)], [A_NOTE, finding("captions.doubled", "error")]),
    "verdicts": findings(MIXED, 0, [alert(LIKELY)], [alert(MIXED)]),
    "of a kind": Case(
        {"max_of_kind": (("caption", 1),)}, "max-of-kind caption", suspicious(3), suspicious(3, 4), Kind.CAPTION
    ),
    "of another kind": Case(
        {"max_of_kind": (("cue", 0), ("caption", 0))}, "max-of-kind caption", [], suspicious(3, 4), Kind.CAPTION
    ),
}


def asked(settings, glob):
    """Return settings under which some files have a policy and nothing else fails."""
    changes = {name: FailOn(value) if name == "fail_on" else value for name, value in settings.items()}
    if not glob:
        return Settings(**{"fail_on": FailOn.NEVER, **changes})
    return Settings(fail_on=FailOn.NEVER, files=(Override((glob,), tuple(changes.items())),))


def decided(settings, *documents, **more):
    """Decide on some documents."""
    ledger = Ledger(settings)
    for one in documents:
        ledger.add(one)
    return ledger.decide(SEEN, **more)


@pytest.mark.parametrize("glob", ["", "blog/**"])
@pytest.mark.parametrize("case", MATRIX.values(), ids=MATRIX)
class TestEachClause:
    """Each alone, at its limit and above."""

    def test_at_its_limit_it_passes(self, glob, case):
        """What is allowed passes, also where files that the clause is not about are worse."""
        documents = [document("blog/a.md", *case.passing, kind=case.kind)]
        if glob:
            documents += [document(f"docs/{i}.md", *case.failing, kind=case.kind) for i in range(3)]
        gate = decided(asked(case.settings, glob), *documents)
        assert case.name in {clause.name for clause in gate.clauses}
        assert {(clause.glob, clause.passed, clause.reason) for clause in gate.clauses} == {(glob, True, "")}
        assert (gate.passed, gate.reasons) == (True, ())

    def test_above_its_limit_it_fails(self, glob, case):
        """One more fails, and the reason names the file, and the glob where there is one."""
        bad = document("blog/a.md", *case.failing, kind=case.kind)
        gate = decided(asked(case.settings, glob), bad, document("docs/b.md", judged=0))
        [clause] = [clause for clause in gate.clauses if not clause.passed]
        assert (clause.name, clause.glob) == (case.name, glob)
        assert clause.value > clause.limit
        assert "blog/a.md" in clause.reason
        assert (gate.passed, gate.reasons) == (False, (f"{glob}: {clause.reason}" if glob else clause.reason,))

    @pytest.mark.parametrize("state", [state for state in State if state is not State.NEW])
    def test_what_is_not_new_never_counts(self, glob, case, state):
        """What is known, suppressed or unchanged passes everywhere."""
        old = [replace(one, state=state, by=By.BASELINE) for one in case.failing]
        gate = decided(asked(case.settings, glob), document("blog/a.md", *old, kind=case.kind))
        assert gate.passed
        assert {clause.value for clause in gate.clauses} == {0}


def test_reasons_read_well():
    """Numbers agree with their nouns, and the worst files are named with their share."""
    documents = [
        document("a.md", *suspicious(1, 2), finding(GLUED, Severity.WARNING)),
        document("b.md", *suspicious(1), alert(UNUSED), kind=Kind.CAPTION),
    ]
    settings = Settings(
        fail_on=(FailOn.LIKELY, FailOn.SENTENCE, FailOn.NOTE, FailOn.UNUSED),
        max_suspicious=12.5,
        max_suspicious_sentences=1,
        max_findings=((GLUED, 0), ("warning", 0)),
        max_of_kind=(("caption", 0),),
    )
    assert decided(settings, *documents, unused=2).reasons == (
        "3 of 20 sentences are suspicious: a.md (2), b.md (1)",
        "1 finding was made, of whatever severity: a.md (1)",
        "3 suppressions, or entries of the baseline, suppress nothing: b.md (1)",
        "3 of 20 sentences are suspicious, which is 15.0% and more than the 12.5% allowed: a.md (2), b.md (1)",
        "3 of 20 sentences are suspicious, more than the 1 allowed: a.md (2), b.md (1)",
        "1 finding of captions.glued, and none is allowed: a.md (1)",
        "1 finding is a warning, and none is allowed: a.md (1)",
        "1 sentence of kind caption is suspicious, and none is allowed: b.md (1)",
    )


class TestGroups:
    """Files belong to the policy of the last table that matches and says what fails."""

    FILES = (
        Override(("*.md",), (("max_suspicious_sentences", 5),)),
        Override(("blog/**",), (("fail_on", FailOn.SENTENCE),)),
        Override(("*.srt", "*.vtt"), (("kind", "caption"),)),
        Override(("blog/old/**",), (("fail_on", FailOn.NEVER), ("max_suspicious_sentences", 9))),
    )

    @pytest.mark.parametrize(
        ("path", "glob", "fail_on", "limit"),
        [
            ("a.txt", "", FailOn.ERROR, None),
            ("a.srt", "", FailOn.ERROR, None),
            ("a.md", "*.md", FailOn.ERROR, 5),
            ("blog/a.html", "blog/**", FailOn.SENTENCE, None),
            ("blog/a.md", "*.md and blog/**", FailOn.SENTENCE, 5),
            ("blog/old/a.md", "blog/old/**", FailOn.NEVER, 9),
        ],
    )
    def test_key_by_key(self, path, glob, fail_on, limit):
        """What a table does not say is as for the others, and the label names the tables that have a say."""
        policy = Policies(Settings(fail_on=FailOn.ERROR, files=self.FILES)).at(path)
        assert (policy.glob, policy.fail_on, policy.max_suspicious_sentences) == (glob, (fail_on,), limit)

    def test_each_counts_its_own_files(self):
        """Two files of one group add up, those of others don't, and the general group comes first."""
        settings = Settings(max_suspicious_sentences=1, fail_on=FailOn.NEVER, files=self.FILES[:1])
        documents = [document(f"{i}.md", *suspicious(0, 1)) for i in range(3)]
        gate = decided(settings, *documents, document("a.txt", *suspicious(0)))
        assert gate.clauses == (
            Clause("max-suspicious-sentences", True, 1, 1),
            Clause(
                "max-suspicious-sentences",
                False,
                6,
                5,
                "6 of 30 sentences are suspicious, more than the 5 allowed: 0.md (2), 1.md (2), 2.md (2)",
                "*.md",
            ),
        )

    def test_a_group_without_files_has_no_clauses(self):
        """What no file belongs to says nothing; whether it should have any is another's question."""
        assert {c.glob for c in decided(Settings(files=self.FILES), document("a.md")).clauses} == {"*.md"}

    def test_what_counts_is_asked_by_path(self):
        """A note is an alert only where a clause counts it."""
        table = Override(("blog/**",), (("max_findings", (("captions", 0),)),))
        ledger = Ledger(Settings(files=(table,), max_findings=(("note", 3),), fail_on=FailOn.DOCUMENT))
        notes = [
            Finding(rule, severity, Span(0, 1), Span(0, 1), "")
            for rule, severity in ((GLUED, Severity.NOTE), (GLUED, Severity.WARNING), ("idioms.x", Severity.NOTE))
        ]
        assert [list(map(ledger.counts(path), notes)) for path in ("a.md", "blog/a.md")] == [
            [True, False, True],
            [True, True, False],
        ]

    @pytest.mark.parametrize(
        ("choice", "counted"),
        [("error", "error"), ("warning", "error warning"), ("note", "error warning note"), ("document", "")],
    )
    def test_what_fail_on_counts(self, choice, counted):
        """A severity stands for all that are graver."""
        counts = Ledger(Settings(fail_on=FailOn(choice))).counts("a.md")
        found = [s for s in Severity if counts(Finding(GLUED, s, Span(0, 1), Span(0, 1), ""))]
        assert found == counted.split()


class TestCoverage:
    """Of the prose of a group, and of its files, enough must be judged."""

    @staticmethod
    def covered(least, *, read, masked=0, failed=0, judged=9, glob=""):
        """Decide where of some characters ninety were judged."""
        changes = (("require_coverage", least),)
        settings = (
            Settings(files=(Override((glob,), changes),), fail_on=FailOn.NEVER)
            if glob
            else Settings(require_coverage=least, fail_on=FailOn.NEVER)
        )
        ledger = Ledger(settings)
        ledger.read("blog/a.md", text("blog/a.md", read, masked))
        for i in range(failed):
            file = SkippedFile(f"blog/{i}.pdf", "scanned, no text")
            ledger.read(file.path, file)
            ledger.skip(file.path, file)
        ledger.add(document("blog/a.md", judged=judged))
        if glob:
            ledger.read("docs/b.md", text("docs/b.md", 10_000))
            ledger.add(document("docs/b.md"))
        return ledger.decide(SEEN)

    @pytest.mark.parametrize("glob", ["", "blog/**"])
    @pytest.mark.parametrize(
        ("least", "figures", "passed", "value"),
        [
            (90, {"read": 100}, True, 90),
            (90.1, {"read": 100}, False, 90),
            (29, {"read": 1000, "judged": 29}, True, 29),
            (0.1, {"read": 10_000, "judged": 1}, True, 0.1),
            (75, {"read": 90, "masked": 30}, True, 75),
            (76, {"read": 90, "masked": 30}, False, 75),
            (50, {"read": 90, "failed": 1}, True, 50),
            (51, {"read": 90, "failed": 1}, False, 50),
            (100, {"read": 90}, True, 100),
            (0, {"read": 100}, True, 90),
        ],
    )
    def test_the_required_share_itself_passes(self, least, figures, passed, value, glob):
        """Exactly as much as is required passes, to the last digit."""
        [clause] = self.covered(least, glob=glob, **figures).clauses
        assert (clause.name, clause.glob, clause.passed) == ("require-coverage", glob, passed)
        assert (clause.value, clause.limit) == (pytest.approx(value), least)

    def test_the_reason_says_what_is_missing(self):
        """Characters, what was masked, files."""
        [reason] = self.covered(80, read=100, masked=50, failed=1, glob="blog/**").reasons
        assert reason == (
            "blog/**: Coverage is 50%, less than the 80% required: 90 of 150 characters of prose were judged; "
            "50 of the rest were masked; 1 of 2 files gave nothing to judge"
        )

    def test_nothing_to_judge_is_nothing_missing(self):
        """Files of another language are no gap."""
        ledger = Ledger(Settings(files=(Override(("de/**",), (("require_coverage", 90.0),)),)))
        file = SkippedFile("de/a.md", "in another language (de)")
        ledger.read(file.path, file)
        ledger.skip(file.path, file)
        ledger.add(document("a.md"))
        assert ledger.decide(SEEN).passed


class TestUnread:
    """Files that a reader should have read and could not."""

    @pytest.mark.parametrize(
        ("path", "reason", "unread"),
        [
            ("a.pdf", "password-protected: save it without a password", True),
            ("a.md", "binary file", True),
            ("a.md", "larger than 50 MB", True),
            ("a.md", "internal error: ZeroDivisionError: division by zero", True),
            ("a.md", "broken symbolic link", True),
            ("a.xyz", "broken symbolic link", False),
            ("a.md", "empty", False),
            ("a.xyz", "no reader for .xyz files", False),
            ("a.md", "in another language (de)", False),
            ("a.md", "left out as asked, by include, exclude or an ignore file", False),
            ("a.md", "symbolic link to a file that is read already", False),
            ("a", "symbolic link to a folder that is read already", False),
        ],
    )
    @pytest.mark.parametrize("glob", ["", "*"])
    def test_what_is_unread(self, path, reason, unread, glob):
        """What nobody expects to be read, and what is empty, is none."""
        ledger = Ledger(asked({"fail_on": "unread"}, glob))
        ledger.read(path, SkippedFile(path, reason))
        ledger.add(document("b.md"))
        gate = ledger.decide(SEEN)
        [clause] = gate.clauses
        expected = f"1 file could not be read: {path}" if unread else ""
        assert (clause.name, clause.glob, clause.passed, clause.reason) == (
            "fail-on unread",
            glob,
            not unread,
            expected,
        )
        assert ledger.all_read is not unread

    def test_parts_of_files_are_no_files(self):
        """A record without text costs a file nothing."""
        ledger = Ledger(Settings(fail_on=FailOn.UNREAD))
        ledger.read("a.csv", SkippedFile("a.csv:3", "column 'text' is empty"))
        ledger.add(document("a.csv"))
        assert ledger.decide(SEEN).passed

    def test_links_are_told_as_the_walk_tells_them(self, tmp_path):
        """The reasons that the walk gives are those that are known here."""
        (tmp_path / "a.md").write_text("Some text.")
        (tmp_path / "b.md").symlink_to("a.md")
        (tmp_path / "inner").mkdir()
        (tmp_path / "inner" / "up").symlink_to("..")
        (tmp_path / "c.bin").symlink_to("nowhere")
        ledger = Ledger(Settings(fail_on=FailOn.UNREAD))
        skipped = [item for item in discover([tmp_path], Settings()) if not isinstance(item, Found)]
        for item in skipped:
            ledger.read(item.path, item)
        assert (len(skipped), ledger.all_read) == (3, True)


class TestAlways:
    """What fails whatever the policy says."""

    NEVER = Settings(fail_on=FailOn.NEVER)

    def test_a_crash(self):
        """A file at which the program failed."""
        ledger = Ledger(self.NEVER)
        ledger.add(document("b.md"))
        crashed = tuple(f"{i}.md: ValueError: no" for i in range(5))
        assert ledger.decide(Coverage(6, 1, files_crashed=crashed[:1])).reasons == (
            "The program failed at 1 file: 0.md: ValueError: no",
        )
        assert ledger.decide(Coverage(6, 1, files_crashed=crashed)).reasons == (
            f"The program failed at 5 files: {'; '.join(crashed[:3])}; and 2 more",
        )

    def test_a_glob_without_files(self):
        """A policy that is not enforced is no pass."""
        gate = decided(self.NEVER, document("a.md"), unmatched=["the pattern '*.rst' in include matches no file"])
        assert gate.reasons == ("the pattern '*.rst' in include matches no file",)
        assert not gate.passed

    def test_a_glob_without_files_and_nothing_judged(self):
        """It fails also where nothing need be judged."""
        gate = decided(Settings(allow_empty=True), unmatched=["it matches no file"], nothing_changed=True)
        assert (gate.passed, gate.reasons) == (False, ("it matches no file",))


class TestNothingJudged:
    """A run that judged nothing passes only where that was asked for and nothing went wrong."""

    @pytest.mark.parametrize(
        ("settings", "coverage", "options", "reason", "passed"),
        [
            (Settings(), Coverage(2), {}, "", False),
            (Settings(allow_empty=True), Coverage(2), {}, "", True),
            (Settings(allow_empty=True), Coverage(), {}, "", False),
            (Settings(allow_empty=True), Coverage(2), {}, "binary file", False),
            (Settings(allow_empty=True), Coverage(2), {}, "empty", True),
            (Settings(allow_empty=True), Coverage(2, files_crashed=("a.md: no",)), {}, "", False),
            (Settings(), Coverage(2), {"nothing_changed": True}, "", True),
            (Settings(), Coverage(), {"nothing_changed": True}, "", True),
            (Settings(), Coverage(2), {"nothing_changed": True}, "binary file", False),
        ],
    )
    def test_what_is_excused(self, settings, coverage, options, reason, passed):
        """Files were read and none failed, or nothing was changed."""
        ledger = Ledger(settings)
        if reason:
            ledger.read("a.md", SkippedFile("a.md", reason))
        gate = ledger.decide(coverage, **options)
        assert gate.passed is passed
        assert (gate == Gate(passed=True)) is passed

    def test_only_what_was_changed_counts(self):
        """Of ten sentences two were changed, one of them is suspicious: half of them."""
        chosen = Settings(fail_on=FailOn.NEVER, max_suspicious=50.0)
        [clause] = decided(chosen, document("a.md", *suspicious(0), changed=2)).clauses
        assert (clause.passed, clause.value) == (True, 50)
        assert not decided(chosen, document("a.md", changed=0)).passed
        assert decided(chosen, document("a.md", changed=0), nothing_changed=True) == Gate(passed=True)


def test_names_in_max_findings_must_exist():
    """Severities, rules, families and verdicts do; others are told with the nearest, under [[files]] too."""
    good = (("error", 0), (GLUED, 1), ("idioms", 2), (MIXED, 0), ("verdict", 0), ("suppression.malformed", 0))
    settings = Settings(
        max_findings=(*good, ("captions.glud", 0)), files=(Override(("a",), (("max_findings", (("idiom", 1),)),)),)
    )
    assert list(unknown_names(settings, [rule.id for rule in RULES])) == [
        "max-findings: 'captions.glud' is no severity, rule or family; did you mean 'captions.glued'?",
        "[[files]] 1: max-findings: 'idiom' is no severity, rule or family; did you mean 'idioms'?",
    ]


def test_whether_any_policy_fails_on_something():
    """That of the run, or that of some files."""
    table = Override(("a",), (("fail_on", (FailOn.UNUSED, FailOn.ERROR)),))
    asking = (Settings(), Settings(fail_on=FailOn.UNUSED), Settings(files=(table,)))
    assert [fails_on(settings, FailOn.UNUSED) for settings in asking] == [False, True, True]


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["*.md", "a/**", "b/**", "*.srt"]),
        st.dictionaries(st.sampled_from(["max_suspicious_sentences", "max_suspicious"]), st.integers(0, 3), min_size=1),
    ),
    max_size=4,
)


@given(CHANGES)
def test_a_label_means_one_policy(tables):
    """Groups with the same label have the same policy, which is that of the settings at their files."""
    settings = Settings(files=tuple(Override((glob,), tuple(changes.items())) for glob, changes in tables))
    policies = Policies(settings)
    by_label = {}
    for path in ("x.txt", "x.md", "a/x.md", "a/x.txt", "b/x.md", "b/x.srt", "x.srt"):
        policy, here = policies.at(path), settings.at(path)
        assert by_label.setdefault(policy.glob, policy) == policy
        assert {name: getattr(policy, name) for name in POLICY[1:]} == {
            name: getattr(here, name) for name in POLICY[1:]
        }


def test_the_documentation_knows_every_clause():
    """docs/policy.md names each setting that says what fails, and each thing to fail on."""
    said = (Path(__file__).parent.parent.parent / "docs" / "policy.md").read_text(encoding="utf-8")
    wanted = [f"`{name.replace('_', '-')}" for name in POLICY] + [f'`"{choice}"`' for choice in FailOn]
    assert [one for one in wanted if one not in said] == []
