"""The engine: which rules run, where, and how their hits come out."""

from __future__ import annotations

import dataclasses
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.document import Kind, Run, Sentence, SourceMap, Span
from mtqa.errors import UsageError
from mtqa.result import Severity
from mtqa.rules import RULES, Hit, Rule, RuleSet
from mtqa.rules.base import AGAIN, FOREIGN, Example, nothing
from mtqa.rules.phrases import Phrase, Phrasebook

CAPTION_TEXT = "The exercise of 2011 and 2011 in Gdynia."
LONG = {
    "letters": "a" * 100_000,
    "spaces": " " * 100_000,
    "words": "the minister of the city said that it is so " * 2_300,
    "capitals": "The Head Of The Ministry Of Defense Ivan " * 2_500,
    "titles": "head of the ministry of the " * 3_600,
    "quotes": '" a ” b “ c « d „ ' * 5_600,
    "digits": "1 250 000, 14. " * 6_700,
    "stars": "*word #word " * 8_400,
    "accents": "čć ж" * 25_000,
    "brackets": "a missile defence system (" * 3_900,
    "marks": " , ; : ! ?" * 10_000,
}

EVERYTHING = RuleSet.of()


def _rule(name, find, **changes):
    return Rule(
        id=name,
        severity=Severity.NOTE,
        languages=(),
        message="A message.",
        rationale="A reason.",
        source="A source.",
        find=find,
        must_flag=(),
        must_pass=(),
        **changes,
    )


def _whole(passage):
    return [Hit(0, len(passage.text))]


def _ids(rules):
    return {rule.id for rule in rules.rules}


def _example_sentences():
    examples = (example for rule in RULES for example in (*rule.must_flag, *rule.must_pass))
    examples = (Example(example) if isinstance(example, str) else example for example in examples)
    return dict.fromkeys((text, example.kind) for example in examples for text in example.sentences)


def test_looks_wherever_a_rule_can_hit():
    """What rules name as their triggers and signs hides none of their hits, in a third of the examples of all rules."""
    for text, kind in list(_example_sentences())[::3]:
        passage = EVERYTHING.passage(text, kind)
        called = {hit.rule.id for hit in EVERYTHING.hits(text, kind)}
        hidden = [
            rule.id for rule in RULES if kind in rule.kinds and rule.id not in called and list(rule.find(passage))
        ]
        # A hit inside another of its topic is left out.
        assert all(RuleSet.of([name]).hits(text, kind) for name in hidden), (text, hidden)


def test_needs_a_word_beside_the_trigger():
    """A rule with words beside its triggers is called only where one of each stands."""
    rules = RuleSet((_rule("one.two", _whole, triggers=frozenset(("fog",)), beside=frozenset(("in 19*", "river"))),))
    assert not rules.hits("The fog came.")
    assert not rules.hits("The river rose.")
    assert rules.hits("The fog hid the river.")
    assert rules.hits("The fog came in 1998.")


@pytest.mark.parametrize(
    ("trigger", "text", "there"),
    [
        ("fog", "The Fog came.", True),
        ("fog", "The foghorn blew.", False),
        ("FOG", "The fog came.", True),
        ("thick fog", "A thick fog came.", True),
        ("thick fog", "Thick, fog came.", False),
        ("the end of the pier", "He sat at the end of the pier.", True),
        ("the end of the pier", "He sat at the end of the long pier.", False),
        ("o'clock", "At ten o’clock it struck.", True),
        ("well-known", "A well-known mill.", True),
        ("fog*", "The foghorn blew.", True),
        ("*horn", "The foghorn blew.", True),
    ],
)
def test_finds_triggers_of_every_length(trigger, text, there):
    """Triggers of one word, two and more, and parts of words stand where their words do."""
    assert bool(RuleSet((_rule("one.two", _whole, triggers=frozenset((trigger,))),)).hits(text)) == there


def test_spellings_of_one_trigger_both_count():
    """Triggers that read alike in a sentence's words call the rules of both."""
    rules = RuleSet(
        (
            _rule("one.hyphen", _whole, triggers=frozenset(("well-known",))),
            _rule("two.space", _whole, triggers=frozenset(("well known",))),
        )
    )
    assert len(rules.hits("A well-known mill.")) == 2


@pytest.mark.parametrize(
    ("sign", "text", "there"),
    [
        (AGAIN, "It was was good.", True),
        (AGAIN, "In the north, in the north it snowed.", True),
        (AGAIN, "In the north it snowed.", False),
        (FOREIGN, "It cost 5 €.", True),
        (FOREIGN, "It cost 5 dollars.", False),
    ],
)
def test_knows_signs_of_whole_sentences(sign, text, there):
    """Repeated words and characters beyond ASCII are signs too."""
    assert bool(RuleSet((_rule("one.two", _whole, signs=frozenset((sign,))),)).hits(text)) == there


def test_runs_every_rule_by_default():
    """Nothing selected stands for all rules."""
    assert RuleSet.of().rules == RULES


def test_selects_by_id_and_by_family():
    """An id chooses one rule, a family all of its rules."""
    names = {rule.id for rule in RULES if rule.family == "names"}
    assert _ids(RuleSet.of(select=["names", "captions.credit"])) == names | {"captions.credit"}


def test_ignores_by_id_and_by_family():
    """What is ignored is left out, even of what is selected."""
    chosen = _ids(RuleSet.of(select=["names"], ignore=["names.title-case"]))
    assert chosen == {rule.id for rule in RULES if rule.family == "names"} - {"names.title-case"}
    assert not any(i.startswith("captions.") for i in _ids(RuleSet.of(ignore=["captions"])))


@pytest.mark.parametrize(("wrong", "near"), [("names.title-cas", "names.title-case"), ("caption", "captions")])
@pytest.mark.parametrize("option", ["select", "ignore"])
def test_suggests_the_nearest_name(option, wrong, near):
    """A name that is neither a rule nor a family is refused, with the nearest known one."""
    with pytest.raises(UsageError, match=f"unknown rule '{wrong}'; did you mean '{near}'"):
        RuleSet.of(**{option: [wrong]})


def test_identity_is_stable_and_follows_the_selection():
    """The same rules have the same identity, other rules another one."""
    assert RuleSet.of().identity == RuleSet.of().identity
    identities = {RuleSet.of(select=s).identity for s in ([], ["names"], ["captions"], ["names.title-case"])}
    assert len(identities) == 4
    assert RuleSet.of(select=["captions.credit"]).identity.startswith("1@")


def test_identity_follows_what_a_rule_says():
    """A changed message changes the identity."""
    one, other = _rule("a.b", _whole), _rule("a.b", _whole, triggers=frozenset(("word",)))
    assert RuleSet((one,)).identity != RuleSet((other,)).identity


def test_runs_a_rule_only_where_a_trigger_stands():
    """A rule with triggers is not called for a sentence without any, whatever the case of its words."""
    seen = []

    def find(passage):
        seen.append(passage.text)
        return ()

    rules = RuleSet((_rule("a.b", find, triggers=frozenset(("bridge", "don't"))),))
    for text in ("The Bridge is old.", "Nothing here.", "I don’t know.", "Bridges are old."):
        rules.hits(text)
    assert seen == ["The Bridge is old.", "I don't know."]


def test_runs_a_rule_only_on_its_kinds():
    """A rule for captions leaves paragraphs alone."""
    rules = RuleSet((_rule("a.b", _whole, kinds=frozenset({Kind.CAPTION})),))
    assert [bool(rules.hits("Text.", kind)) for kind in (Kind.CAPTION, Kind.PARAGRAPH)] == [True, False]


def test_orders_hits_by_place_then_by_name():
    """Hits come in the order of the sentence, and those of one place in the order of their rules' ids."""
    late, early = (lambda _: [Hit(4, 6), Hit(0, 2)]), (lambda _: [Hit(0, 1), Hit(4, 6)])
    hits = RuleSet((_rule("z.late", late), _rule("a.early", early))).hits("some words")
    assert [(hit.rule.id, hit.start, hit.end) for hit in hits] == [
        ("a.early", 0, 1),
        ("z.late", 0, 2),
        ("a.early", 4, 6),
        ("z.late", 4, 6),
    ]


def test_one_place_is_told_once():
    """Of hits of one family inside each other the gravest stays; another family has its own say."""
    whole = [Hit(0, 10)]
    note = _rule("a.note", lambda _: whole)
    error = dataclasses.replace(_rule("a.error", lambda _: [Hit(2, 6)]), severity=Severity.ERROR)
    inner, other = _rule("a.inner", lambda _: [Hit(3, 5)]), _rule("b.other", lambda _: [Hit(3, 5)])
    hits = RuleSet((note, error, inner, other)).hits("some words")
    assert [hit.rule.id for hit in hits] == ["a.note", "a.error", "b.other"]


def test_a_document_rule_sees_all_sentences():
    """Its hits stand in the sentence that it names, in their place; a sentence alone shows none."""
    rule = _rule("a.b", nothing, across=lambda passages: [(len(passages) - 1, Hit(0, 3))])
    rules = RuleSet((rule, _rule("c.d", lambda _: [Hit(4, 5)])))
    found = rules.document([("One two.", Kind.PARAGRAPH), ("Six ten.", Kind.PARAGRAPH)])
    assert [[hit.rule.id for hit in hits] for hits in found] == [["c.d"], ["a.b", "c.d"]]
    assert [hit.rule.id for hit in rules.hits("One two.")] == ["c.d"]
    caption = dataclasses.replace(rule, kinds=frozenset({Kind.CAPTION}))
    assert RuleSet((caption,)).document([("One two.", Kind.PARAGRAPH)]) == [[]]


@pytest.mark.parametrize(
    ("triggers", "signs", "due"),
    [
        (("the bridge",), (), ["On the bridge.", "The Bridge fell."]),
        (("*idge",), (), ["On the bridge.", "The Bridge fell."]),
        (("brid*",), (), ["On the bridge.", "The Bridge fell.", "He is bridled; 1 left."]),
        ((), ("1",), ["He is bridled; 1 left."]),
        (("he",), ("1",), ["He is bridled; 1 left."]),
        (("the", "he"), (";",), ["He is bridled; 1 left."]),
        (("on the, bridge",), (), []),
        (("well known",), (), ["A well-known face."]),
    ],
)
def test_triggers_and_signs(triggers, signs, due):
    """Strings of words, parts of words, characters; where there are both, both are needed."""
    texts = ["On the bridge.", "The Bridge fell.", "He is bridled; 1 left.", "A well-known face."]
    rules = RuleSet((_rule("a.b", _whole, triggers=frozenset(triggers), signs=frozenset(signs)),))
    assert [text for text in texts if rules.hits(text)] == due


def test_a_hit_may_bring_its_own_message():
    """The rule's message stands where the hit has none."""
    rules = RuleSet((_rule("a.b", lambda _: [Hit(0, 1), Hit(1, 2, "x", "Another.")]),))
    assert [(hit.suggestion, hit.message) for hit in rules.hits("ab")] == [(None, "A message."), ("x", "Another.")]


@pytest.mark.parametrize("opening", ["", "“", '"', "(", "– "])
def test_a_capital_is_kept_at_the_start(opening):
    """After an opening mark, too; not in the middle of a sentence, and not where the word has capitals of its own."""
    book = Phrasebook(Phrase("then", "then", "now"), Phrase("apple", "apple", "iPad"))
    rules = RuleSet((_rule("a.b", book, triggers=book.triggers),))
    assert [hit.suggestion for hit in rules.hits(f"{opening}Then it rained.")] == ["Now"]
    assert [hit.suggestion for hit in rules.hits(f"{opening}then it rained, and Then")] == ["now", "now"]
    assert [hit.suggestion for hit in rules.hits(f"{opening}Apple")] == ["iPad"]


@pytest.mark.parametrize("text", ["", "A", "“A”"])
@pytest.mark.parametrize("suggestion", ["", " ", " then", "then"])
def test_a_hit_at_the_end_of_a_short_text(text, suggestion):
    """What is suggested for nothing, or begins with a space, is left as it is."""
    rules = RuleSet((_rule("a.b", lambda passage: [Hit(len(passage.text), len(passage.text), suggestion)]),))
    assert [hit.suggestion for hit in rules.hits(text)] == [suggestion]


def test_maps_findings_to_the_source():
    """A finding's span counts the file's characters, and ``within`` the sentence's own."""
    source = "<p>The exercise of 2011 <b>and</b> 2011 in Gdynia.</p>"
    pieces = [(21, Span(3, 24)), (3, Span(27, 30)), (16, Span(34, 50))]
    sentence = Sentence(CAPTION_TEXT, Kind.CAPTION, SourceMap.of(pieces), 1, 4)
    (findings,) = RuleSet.of(select=["captions.repeated-year"]).check([sentence])
    assert [(f.span, f.within, f.suggestion) for f in findings] == [(Span(19, 39), Span(16, 29), "2011")]
    assert source[19:39] == "2011 <b>and</b> 2011"


def test_maps_a_replaced_character_as_a_whole():
    """Where an entity stands for a character, the span takes in the whole entity."""
    text = "He said ” yes” twice."
    runs = (Run(0, 8, 0, 8), Run(8, 1, 8, 7), Run(9, 12, 15, 12))
    (findings,) = RuleSet.of(select=["typography.quote-spacing"]).check(
        [Sentence(text, Kind.PARAGRAPH, SourceMap(runs), 1, 1)]
    )
    assert [f.span for f in findings] == [Span(8, 16)]


@pytest.mark.parametrize("name", LONG)
def test_takes_a_very_long_line(name):
    """A line of 100,000 characters is checked in seconds, so no rule's cost explodes."""
    start = time.process_time()
    RuleSet.of().hits(LONG[name], Kind.CAPTION)
    assert time.process_time() - start < 10


@settings(deadline=None)  # the first call builds the automaton
@given(
    st.text(alphabet=st.sampled_from("aAbčж *#“”\"«(),.;:'’-1290€$ \u00a0№I"), max_size=60),
    st.sampled_from(Kind),
)
def test_spans_lie_within_any_text(text, kind):
    """Whatever the text, a hit is a range of at least one of its characters, and hits are in order."""
    hits = EVERYTHING.hits(text, kind)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert hits == sorted(hits, key=lambda hit: hit[1:3])
