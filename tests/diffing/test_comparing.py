"""Two runs beside each other: what is new, fixed, unseen, moved and unchanged, and which scores changed."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.alert import State
from mtqa.diffing import Change, Thresholds, compare
from mtqa.diffing.runs import Difference, Whereabouts, counting
from mtqa.outcome import Clause, Gate
from mtqa.result import DocumentVerdict, SkippedFile, Verdict

PHOTO = "Everybody can make a photo with the ship."
TAKEN = "Everybody can take a photo of the ship."
WORK = "The museum will to work until the end of May."
PLAIN = "The council met on Tuesday to talk about the bridge."
FERRY = "The ferry leaves the small harbour every morning at nine."
ISLAND = "People who live on the island take it to work."


def told(diff):
    """Return what became of alerts, in short."""
    return [(a.change.value, a.rule, (a.before or a.after).path, a.latest.path) for a in diff.alerts]


def stated(document, *states):
    """Give the alerts of a document states, in order."""
    alerts = tuple(replace(a, state=s) for a, s in zip(document.alerts, states, strict=True))
    return replace(document, alerts=alerts)


def test_new_fixed_and_unchanged(runs):
    """An alert is known by its rule and sentence, wherever that stands in the document."""
    old = runs.run(runs.document("a.md", runs.sentence(PHOTO, "calque.photo"), runs.sentence(WORK, "grammar.to")))
    new = runs.run(
        runs.document(
            "a.md", runs.sentence(PLAIN, "calque.x"), runs.sentence(WORK, "grammar.to", line=9), runs.sentence(TAKEN)
        )
    )
    diff = compare(old, new)
    assert told(diff) == [
        ("new", "calque.x", "a.md", "a.md"),
        ("fixed", "calque.photo", "a.md", "a.md"),
        ("unchanged", "grammar.to", "a.md", "a.md"),
    ]
    assert [(a.rule, a.begins, a.ends) for a in diff.alerts] == [
        ("calque.x", True, False), ("calque.photo", False, True), ("grammar.to", False, False),
    ]  # fmt: skip
    assert (diff.alerts[2].before.line, diff.alerts[2].after.line) == (1, 9)


def test_the_program_decides_otherwise(runs):
    """Where the text stands and the alert is new or fixed, it is the program that changed its mind."""
    old = runs.run(runs.document("a.md", runs.sentence(PHOTO), runs.sentence(WORK, "grammar.to")))
    new = runs.run(runs.document("a.md", runs.sentence(PHOTO, "calque.photo"), runs.sentence(WORK)))
    assert [(a.change, a.text_stands) for a in compare(old, new).alerts] == [(Change.NEW, True), (Change.FIXED, True)]


def test_copies_are_counted(runs):
    """Each copy of an alert matches one; those of equal state match first."""
    photo = runs.sentence(PHOTO, "calque.photo")
    old = runs.run(stated(runs.document("a.md", photo, photo), State.SUPPRESSED, State.NEW))
    new = runs.run(stated(runs.document("a.md", photo, photo, photo), State.NEW, State.SUPPRESSED, State.NEW))
    diff = compare(old, new)
    assert diff.counts == {Change.NEW: 1, Change.UNCHANGED: 2}
    assert (len(diff.begin), len(diff.end), len(diff.restated)) == (1, 0, 0)


def test_states_that_change(runs):
    """An alert that nothing silences any more begins to count, and one that was silenced ends to."""
    made = runs.document("a.md", runs.sentence(PHOTO, "calque.photo"), runs.sentence(WORK, "grammar.to"))
    old, new = stated(made, State.KNOWN, State.NEW), stated(made, State.NEW, State.SUPPRESSED)
    diff = compare(runs.run(old), runs.run(new))
    assert diff.counts == {Change.UNCHANGED: 2}
    assert ([a.rule for a in diff.begin], [a.rule for a in diff.end]) == (["calque.photo"], ["grammar.to"])
    assert counting(diff.alerts) == 1


def test_moved_documents_and_moved_text(runs):
    """A document that moved is known by its sentences, and text that moved by itself; neither is new or fixed."""
    ship = [runs.sentence(t) for t in (PLAIN, FERRY, ISLAND)]
    old = runs.run(
        runs.document("a.md", *ship, runs.sentence(PHOTO, "calque.photo"), verdict=DocumentVerdict.LIKELY),
        runs.document("b.md", runs.sentence(WORK, "grammar.to"), runs.sentence(FERRY)),
    )
    new = runs.run(
        runs.document("news/a.md", *ship, runs.sentence(PHOTO, "calque.photo"), verdict=DocumentVerdict.LIKELY),
        runs.document("b.md", runs.sentence(FERRY)),
        runs.document("c.md", runs.sentence(WORK, "grammar.to")),
    )
    diff = compare(old, new)
    assert told(diff) == [
        ("moved", "verdict.likely", "a.md", "news/a.md"),
        ("moved", "calque.photo", "a.md", "news/a.md"),
        ("moved", "grammar.to", "b.md", "c.md"),
    ]
    assert [(d.whereabouts.value, d.before and d.before.path) for d in diff.documents] == [
        ("same", "b.md"), ("moved", "a.md"), ("added", None),
    ]  # fmt: skip


def test_records_are_told_apart_by_their_ids(runs):
    """Records of one file match by id."""
    one, two = (
        runs.document("a.csv", runs.sentence(PHOTO, "calque.photo"), id="1"),
        runs.document("a.csv", runs.sentence(PLAIN), id="2"),
    )
    diff = compare(runs.run(one, two), runs.run(two))
    assert [(d.whereabouts, d.before.id, d.why) for d in diff.documents] == [
        (Whereabouts.GONE, "1", "it is not in the new run")
    ]
    assert diff.counts == {Change.UNSEEN: 1}


def test_what_was_not_looked_at_is_not_fixed(runs):
    """A document that is skipped, gone or no longer judged, or a run without a model, fixes nothing."""
    old = runs.run(
        runs.document("a.md", runs.sentence(PHOTO, "calque.photo")),
        runs.document("b.md", runs.sentence(WORK, "grammar.to")),
        runs.document("c.md", runs.sentence(FERRY, model="machine-like"), runs.sentence(ISLAND, "x.y")),
    )
    new = runs.run(
        runs.document("c.md", runs.sentence(FERRY), runs.sentence(ISLAND, verdict=Verdict.SKIPPED)),
        skipped=[SkippedFile("a.md", "is not text")],
        signature=replace(runs.signature, model="none"),
    )
    diff = compare(old, new)
    assert [(a.change.value, a.rule, a.why) for a in diff.alerts] == [
        ("unseen", "verdict.sentence", "only one of the two runs had a language model"),
        ("unseen", "x.y", "its sentence is no longer judged"),
        ("unseen", "calque.photo", "it was skipped: is not text"),
        ("unseen", "grammar.to", "it is not in the new run"),
    ]
    assert diff.end == ()
    part = runs.run(new.report.documents[0], finished=False)
    assert compare(old, part).of(Change.UNSEEN)[-1].why == "the new report holds only part of its run"


def test_documents_that_turn(runs):
    """A verdict that changes is told; from likely to mixed is no new alert, the other way round is one."""
    likely, mixed = (
        runs.run(runs.document("a.md", runs.sentence(PLAIN), verdict=v))
        for v in (DocumentVerdict.LIKELY, DocumentVerdict.MIXED)
    )
    better, worse = compare(likely, mixed), compare(mixed, likely)
    assert (better.counts, len(better.turned)) == ({Change.UNCHANGED: 1}, 1)
    assert (worse.counts, len(worse.turned)) == ({Change.NEW: 1, Change.FIXED: 1}, 1)


def test_documents_of_which_less_is_judged(runs):
    """A document of which fewer than half of the sentences are judged is told."""
    texts = [PLAIN, FERRY, ISLAND, TAKEN, WORK, PHOTO]
    old = runs.run(runs.document("a.md", *map(runs.sentence, texts)))
    new = runs.run(
        runs.document(
            "a.md", *(runs.sentence(t, verdict=Verdict.SKIPPED) for t in texts[2:]), *map(runs.sentence, texts[:2])
        )
    )
    assert [d.before.path for d in compare(old, new).thinner] == ["a.md"]


def test_scores_that_change(runs):
    """Changes from the thresholds on are told, and other verdicts; rounding noise is not."""
    old = runs.run(
        runs.document(
            "a.md",
            runs.sentence(PLAIN, fluency=50.0, evidence=-1.0),
            runs.sentence(FERRY, fluency=50.0, evidence=-1.0),
            runs.sentence(ISLAND, fluency=50.0, evidence=None),
            runs.sentence("It’s  “so”.", fluency=9.0, evidence=0.1),
            runs.sentence(TAKEN, verdict=Verdict.SKIPPED),
        )
    )
    new = runs.run(
        runs.document(
            "a.md",
            runs.sentence(PLAIN, fluency=45.1, evidence=-0.501),
            runs.sentence(FERRY, fluency=50.1, evidence=-0.5),
            runs.sentence(ISLAND, fluency=45.0, evidence=3.0),
            runs.sentence('It\'s "so".', verdict=Verdict.SUSPICIOUS, fluency=9.0, evidence=0.1),
            runs.sentence(TAKEN),
        )
    )
    diff = compare(old, new)
    assert [(s.text, s.fluency_change, s.evidence_change) for s in diff.sentences] == [
        ('It\'s "so".', 0.0, 0.0),
        (TAKEN, 0.0, 0.0),
        (FERRY, 0.1, 0.5),
        (ISLAND, -5.0, None),
    ]
    assert diff.sentences_same == 4
    assert len(compare(old, new, Thresholds(4.9, 0.499)).sentences) == 5


def test_what_differs(runs):
    """Differences of signature, gate and settings are told by name, each once."""
    gates = [
        Gate(True, (), (Clause("max-suspicious", True, 1, limit), Clause("fail-on document", True, 0, 0)))
        for limit in (5, 10)
    ]
    old = runs.run(gate=gates[0], settings={"max-suspicious": 5.0, "ignore": [], "tokens": False})
    new = runs.run(
        gate=gates[1],
        settings={"max-suspicious": 10.0, "ignore": ["calques"], "tokens": False},
        signature=replace(runs.signature, model="large", rules="r2"),
    )
    diff = compare(old, new)
    assert diff.differences == (
        Difference("model", "small", "large"),
        Difference("rules", "r1", "r2"),
        Difference("gate: max-suspicious", "5", "10", scores=False),
        Difference("setting: ignore", "", '["calques"]', scores=False),
    )
    assert (diff.comparable, compare(old, old).comparable) == (False, True)


def test_remarks(runs):
    """What a reader must mind of either report is said, and that they are of one run."""
    part = runs.run(runs.document("a.md", runs.sentence(PLAIN)), remarks=("It is odd.",), finished=False, id="1" * 16)
    diff = compare(part, replace(part, remarks=()))
    assert diff.remarks == (
        "The old report: It is odd.",
        "What is told as new may have been there before: the old report does not hold all of its run.",
        "What is not in the new report may be there still: it does not hold all of its run.",
        "Both reports say the same of the same text.",
    )
    assert diff.before.gate is not None
    assert compare(runs.run(), runs.run()).remarks == (
        "The old report holds no documents.",
        "The new report holds no documents.",
    )


def test_runs_of_different_folders(runs):
    """Where no path is in both reports, they are compared below the folders that the runs were made in."""
    texts = {"a.md": PLAIN, "x/b.md": FERRY, "c.md": ISLAND}
    old, new = (
        runs.run(*(runs.document(f"/tmp/{n}/in/{p}", runs.sentence(t)) for p, t in texts.items())) for n in (1, 2)
    )
    diff = compare(old, new)
    assert (diff.documents, diff.documents_same) == ((), 3)
    assert diff.remarks == ("Paths were compared below /tmp/1/in/ and /tmp/2/in/: none is in both reports otherwise.",)


def test_figures(runs):
    """A run is told in figures, with the rate per thousand and its interval; nothing judged has none."""
    made = runs.run(
        runs.document("a.md", runs.sentence(PHOTO, "x.y"), *[runs.sentence(PLAIN)] * 3, verdict=DocumentVerdict.LIKELY)
    )
    run = compare(made, made).after
    assert (run.judged, run.suspicious, run.likely, run.per_thousand) == (4, 1, 1, 250)
    assert tuple(round(bound, 1) for bound in run.interval) == (45.6, 699.4)
    assert (compare(made, runs.run()).after.per_thousand, compare(made, runs.run()).after.interval) == (None, None)


TEXTS = st.lists(st.sampled_from([PLAIN, FERRY, ISLAND, PHOTO, WORK, TAKEN]), max_size=6)
DOCUMENTS = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "c/d.md", "e.md"]),
    st.tuples(TEXTS, st.sets(st.sampled_from([PLAIN, PHOTO, WORK])), st.sampled_from(list(DocumentVerdict))),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(old=DOCUMENTS, new=DOCUMENTS)
def test_nothing_is_lost(runs, old, new):
    """Every alert of either report is told once; a run beside itself has nothing new."""

    def made(drawn):
        return runs.run(
            *(
                runs.document(path, *(runs.sentence(t, *["x.y"] * (t in bad)) for t in texts), verdict=verdict)
                for path, (texts, bad, verdict) in drawn.items()
            )
        )

    before, after = made(old), made(new)
    diff = compare(before, after)
    assert sum(a.before is not None for a in diff.alerts) == sum(len(d.alerts) for d in before.report.documents)
    assert sum(a.after is not None for a in diff.alerts) == sum(len(d.alerts) for d in after.report.documents)
    assert {a.change for a in diff.alerts if a.before and a.after} <= {Change.MOVED, Change.UNCHANGED}
    assert len(diff.documents) + diff.documents_same == len(old.keys() | new.keys()) - len(
        diff.documents_of(Whereabouts.MOVED)
    )
    same = compare(after, after)
    assert {a.change for a in same.alerts} <= {Change.UNCHANGED}
    assert (same.documents, same.sentences, same.begin) == ((), (), ())
