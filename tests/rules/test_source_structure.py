"""What the rules say of a translation beside its source: sentences, copies, marks, addresses, placeholders."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa import readers, text
from mtqa.document import Span
from mtqa.fidelity import links
from mtqa.fidelity.copies import copies
from mtqa.fidelity.lengths import deviation, expected
from mtqa.fidelity.placeholders import losses, tag_losses
from mtqa.fidelity.quotes import quotes, speaks
from mtqa.fidelity.repeats import longest_repeat, repeats_itself
from mtqa.result import Finding, Severity
from mtqa.rules import RULES, Example, Hit, RuleSet
from mtqa.rules.base import EVERYWHERE, Passage, Rule, nothing
from mtqa.rules.engine import example_hits, failing
from mtqa.rules.facing import Facing, Translation, of_example
from mtqa.rules.families import source_copies, source_messages, source_missing, source_sentences

AGAINST = [rule for rule in RULES if rule.against is not None]
STRUCTURE = [
    rule for module in (source_copies, source_messages, source_missing, source_sentences) for rule in module.RULES
]
SOURCE = RuleSet(tuple(AGAINST))
MOST_SECONDS = 2.0


def _rule(against, **changes):
    return Rule(
        id="source.test",
        severity=Severity.NOTE,
        languages=(),
        message="A message.",
        rationale="A reason.",
        source="A source.",
        find=nothing,
        must_flag=(),
        must_pass=(),
        against=against,
        **{"kinds": EVERYWHERE} | changes,
    )


def _found(english, source, language="ru", *, unit=False):
    example = Example(english, source=source, language=language, unit=unit)
    return {(hit.rule.id, hit.severity) for hit in example_hits(SOURCE, example)}


def test_the_family_is_whole():
    """Every rule that needs a source is of the family source, and finds nothing without one."""
    assert {rule.id for rule in AGAINST} == {rule.id for rule in RULES if rule.family == "source"}
    assert {rule.find for rule in AGAINST} == {nothing}
    assert {f"source.{name}" for name in "missing doubled untranslated length quotes link placeholder".split()} <= {
        rule.id for rule in AGAINST
    }


def test_an_example_is_laid_beside_its_source():
    """Lines of equal number face each other; where one side has more, they are aligned."""
    even = of_example(Example("One.\nTwo.", source="Eins.\nZwei.", language="de"))
    assert even.facings == (Facing(range(1), range(1)), Facing(range(1, 2), range(1, 2)))
    assert (even.source, even.language, even.unit) == (("Eins.", "Zwei."), "de", False)
    odd = of_example(Example("In 1912 it burned.", source="Im Jahr 1912 brannte sie.\nHeute steht dort ein Haus."))
    assert [i for facing in odd.facings for i in facing.source] == [0, 1]


def test_hits_are_named_and_sorted():
    """Each English sentence gets its hits in order of place; a hit's own message and severity win."""
    rule = _rule(lambda _: [(1, Hit(4, 5)), (1, Hit(0, 2, None, "Another.", Severity.ERROR))])
    translation = of_example(Example("One.\nTwo men.", source="Eins.\nZwei Männer."))
    assert [
        [(hit.start, hit.end, hit.message, hit.severity) for hit in hits]
        for hits in RuleSet((rule,)).translation(translation)
    ] == [[], [(0, 2, "Another.", Severity.ERROR), (4, 5, "A message.", Severity.NOTE)]]


def test_findings_stand_in_the_file():
    """A finding's place is that of the sentence's characters in its document."""
    sentences = text.split(readers.from_text("The mill stands there. It is old."))
    translation = Translation(
        tuple(Passage(one.text) for one in sentences),
        ("Die Mühle steht dort.", "Sie ist alt."),
        (Facing(range(1), range(1)), Facing(range(1, 2), range(1, 2))),
    )
    rules = RuleSet((_rule(lambda _: [(1, Hit(6, 9))]),))
    assert rules.against(translation, sentences) == [
        (),
        (Finding("source.test", Severity.NOTE, Span(29, 32), Span(6, 9), "A message.", None),),
    ]


def test_a_failing_example_is_told():
    """Examples of such rules are run beside their sources."""
    example = Example("One.", source="Eins.")
    flags = _rule(lambda _: [(0, Hit(0, 1))])
    silent = _rule(lambda _: [])
    assert failing(Rule(**_values(flags) | {"must_flag": (example,), "must_pass": (example,)})) == ["flags 'One.'"]
    assert failing(Rule(**_values(silent) | {"must_flag": (example,)})) == ["does not flag 'One.'"]


def _values(rule):
    return {name: getattr(rule, name) for name in Rule.__dataclass_fields__}


@pytest.mark.parametrize("rule", STRUCTURE, ids=lambda rule: rule.id)
def test_time_is_bounded(rule):
    """Sentences of 10,000 characters, made of the rule's examples, take seconds at most."""
    for example in rule.must_flag[:3]:
        english, source = (f"{one} " * (10_000 // len(one)) for one in (example.text, example.source))
        hard = Example(english.replace("\n", " "), source=source.replace("\n", " "), unit=example.unit)
        start = time.process_time()
        example_hits(RuleSet((rule,)), hard)
        assert time.process_time() - start < MOST_SECONDS


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text("The mill's 12 rivers, Мост «{n}» %s? 价格。", min_size=1, max_size=60), min_size=1, max_size=4),
    st.lists(st.text("Die Mühle 12 Мост «{n}» %s? 价格。", min_size=1, max_size=60), min_size=1, max_size=4),
    st.booleans(),
)
def test_hits_are_inside_their_sentences(english, source, unit):
    """Whatever the texts, no rule fails, and each hit is a stretch of its English sentence."""
    translation = of_example(Example("\n".join(english), source="\n".join(source), unit=unit))
    for passage, hits in zip(translation.passages, SOURCE.translation(translation), strict=True):
        assert all(0 <= hit.start <= hit.end <= len(passage.raw) for hit in hits)


def test_a_missing_sentence_is_quoted():
    """The finding stands before the gap and says what is missing."""
    example = Example(
        "The bridge was closed on Monday.\nNobody was hurt.",
        source="Die Brücke wurde am Montag gesperrt.\nNiemand wurde verletzt.\n"
        "Die Stadt will im Frühjahr mit dem Bau einer neuen Brücke beginnen.",
        language="de",
    )
    (hit,) = [hit for hit in example_hits(SOURCE, example) if hit.rule.id == "source.missing"]
    assert (hit.start, hit.end) == (11, 16)
    assert hit.message == (
        "The English lacks a sentence of the source: "
        "'Die Stadt will im Frühjahr mit dem Bau einer neuen Brücke beginnen.'."
    )


def test_a_longer_text_that_is_another_is_left_alone():
    """Where hardly anything could be aligned, nothing is said to be missing."""
    facings = tuple(Facing(range(i, i + 1), range(i, i + 1), 0.1) for i in range(5))
    source = tuple(f"Das ist der Satz Nummer {i}, und er ist lang genug." for i in range(8))
    lone = tuple(Facing(range(5, 5), range(i, i + 1), 0.0) for i in range(5, 8))
    passages = tuple(Passage("Here is quite another sentence that says little.") for _ in range(5))
    rules = RuleSet.of(select=["source.missing"])
    assert not any(rules.translation(Translation(passages, source, (*facings, *lone), "de")))


@pytest.mark.parametrize(
    ("english", "source", "far"),
    [("It is closed.", "Es ist zu.", False), ("No.", "Das ist für uns alle hier eine ganz große Ehre.", True)],
)
def test_lengths_deviate(english, source, far):
    """Lengths of a translation are within a few standard deviations."""
    assert (abs(deviation(expected(english), expected(source))) > 4) == far
    assert expected("价格") > expected("ab")


@pytest.mark.parametrize(
    ("english", "source", "language", "unit", "wanted"),
    [
        ("Datei öffnen", "Datei öffnen", "de", True, [(0, 12, False, True)]),
        ("Datei öffnen", "Datei öffnen", "en", True, []),
        ("Blog", "Blog", "de", True, []),
        ("日本語", "日本語", "ja", True, []),
        ("Сохранить файл", "Сохранить файл", "ru", True, [(0, 14, True, True)]),
        ("He said: мост закрыли до конца года.", "Он сказал: мост закрыли до конца года.", "ru", False, [(9, 35)]),
        ("The firm of Müller and Söhne grew.", "Die Firma Müller und Söhne wuchs.", "de", False, []),
    ],
)
def test_copies(english, source, language, unit, wanted):
    """What was left in the source's language is found; names, loans and languages' own names are not."""
    found = [tuple(copy) for copy in copies(english, source, language, unit=unit)]
    assert [one[: len(want)] for one, want in zip(found, wanted, strict=True)] == wanted


def test_repeats():
    """A stretch that stands once more is found where it comes again; so are a source's own repetitions."""
    assert longest_repeat("He sat by the old mill by the old mill there.", 4) == (23, 38, 4, True)
    assert longest_repeat("He sat by the old mill.", 3) is None
    assert repeats_itself("Мост и ещё раз мост и ещё река")
    assert not repeats_itself("河边的旧磨坊现在是博物馆。")


@pytest.mark.parametrize(
    ("english", "source", "wanted"),
    [
        (["https://a.example/en/x"], ["https://a.example/ru/x"], []),
        (["https://en.a.example/x"], ["http://www.de.a.example/y"], []),
        (["post@firm.com"], ["post@firm.de"], []),
        (["https://a.example/donwload"], ["https://a.example/download"], ["https://a.example/donwload"]),
        ([], ["https://a.example/x"], [None]),
        (["http://[::1/x"], ["https://a.example/x"], [None]),
    ],
)
def test_links(english, source, wanted):
    """Addresses of other languages' pages pass; those lost or changed are told, with what stands for them."""
    assert links.changes(english, source) == [links.LinkChange(source[0], one) for one in wanted]


@pytest.mark.parametrize(
    ("english", "source", "wanted"),
    [
        ("%2$s: %1$s", "%1$s: %2$s", []),
        ("Hi {nome}", "Ciao {name}", [("{name}", False, "{nome}")]),
        ("Deleted.", "Удалено: %d", [("%d", False, None)]),
        ("Of {nam}", "%d de {name}", [("%d", False, None), ("{name}", False, "{nam}")]),
        ("Of {0}", "%d", [("%d", False, "{0}")]),
        ("One file deleted", "%d файл удалён", []),
        (
            "{n, plural, one {# file} other {# files of {user}}}",
            "{n, plural, other {# 个文件}}",
            [("{user}", True, None)],
        ),
        ("{g, select, male {He} other {They}} left", "{g, select, male {Er} other {Sie}} ging", []),
        ("&brand; is up to date", "&brand; ist aktuell", []),
        ("It is up to date", "&brand; ist aktuell", [("&brand;", False, None)]),
        ("At {time, time, short}", "Um {time}", []),
    ],
)
def test_placeholders(english, source, wanted):
    """Order, number formats and plural forms may differ; names and counts of placeholders may not."""
    assert [(loss.token, loss.added, loss.instead) for loss in losses(english, source)] == wanted


def test_tags_of_a_message():
    """A link that was lost is told; a line break is not."""
    found = tag_losses("Read the help.<br/>", 'Lesen Sie die <a href="x">Hilfe</a>.')
    assert sorted(loss.token for loss in found) == ["</a>", "<a>"]


def test_placeholders_of_a_document():
    """Outside of units only what stands nowhere in the English is lost, as a warning."""
    assert _found("Write your name here.", "Впишите {{name}} здесь.") == {("source.placeholder", Severity.WARNING)}
    assert _found("Write it here.\nYour {{name}}, that is.", "Впишите {{name}} здесь.\nТо есть имя.") == set()


def test_quotation():
    """Marks of any language quote, apostrophes don't; a dash at the start speaks."""
    assert all(map(quotes, ("„so“", "« si »", "「話」", "He said 'no' to it.", '"x"')))
    assert not any(map(quotes, ("It's the dogs' yard.", "他写了《红高粱》。", 'A 5" pipe.')))
    assert speaks("– Да, – сказал он.")
    assert not speaks("A well-known man.")
