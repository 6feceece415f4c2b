"""Sentences with their suggestions applied: put in rightly, or not at all."""

import pytest

from mtqa.document import Span
from mtqa.report.html.mending import NOT_REPLACING, mended
from mtqa.result import Finding, Severity
from mtqa.rules import RULES, Example, RuleSet

ROUNDS = 3
"""How often a sentence is mended until nothing is left to mend: some rules report one hit at a time."""


def hit(text, part, suggestion, *, severity=Severity.ERROR, rule="family.rule"):
    """Make a finding over the last occurrence of a part of the text."""
    start = text.rindex(part)
    span = Span(start, start + len(part))
    return Finding(rule, severity, span, span, "Odd.", suggestion)


def bracketed(text, *findings):
    """Return the mended sentence with what has changed in brackets."""
    return "".join(f"[{s.text}]" if s.changed else s.text for s in mended(text, findings))


@pytest.mark.parametrize(
    ("text", "part", "suggestion", "expected"),
    [
        ("They make a photo.", "make a photo", "take a photo", "They [take a photo]."),
        ("How is it called?", "How is it called", "what is it called", "[What is it called]?"),
        ("“How is it called?”", "How is it called", "what is it called", "“[What is it called]?”"),
        ("It rains. How is it called?", "How is it called", "what is it called", "It rains. [What is it called]?"),
        ("We saw The Head there.", "The Head", "the head", "We saw [the head] there."),
        ("It is known, that he left.", ",", "", "It is known[] that he left."),
        ("Today, on May 5, it fell.", "on ", "", "Today, []May 5, it fell."),
        ("Who knows ¿ it?", "¿", "", "Who knows[] it?"),
        ("¿Who knows it?", "¿", "", "[]Who knows it?"),
        ("Well, the house fell.", "Well", "", "[T]he house fell."),
        ("At the gate, at the gate", "at the gate", "", "At the gate[]"),
        ("The dam. The dam.", "The dam.", "", "The dam.[]"),
        ("The hall in Riga. The hall.", " The hall", "", "The hall in Riga.[]"),
        ("It begins at 20 o'clock.", "20 o'clock", "8 p.m.", "It begins at [8 p.m]."),
        ("From the Polish Lublin, he said.", "the Polish Lublin", "Lublin, Poland,", "From [Lublin, Poland], he said."),
        ("We fell in the frames of the plan.", "in the frames of ", "as part of ", "We fell [as part of ]the plan."),
        ("She is an accurate girl.", "accurate girl", "neat girl", "She is [a neat girl]."),
        ("A nose collision.", "nose collision", "head-on collision", "A [head-on collision]."),
        ("He took a hour.", "hour", "evening", "He took [an evening]."),
        ("For a such event.", "a such", "such a", "For [such an] event."),
        ("On the 4 of May.", "4 of May", "4 May", "On [4 May]."),
        ("See the former head.", "former head", "the minister", "See the [minister]."),
    ],
)
def test_a_suggestion_is_put_in(text, part, suggestion, expected):
    """Case, spaces, commas, full stops and articles around the hit are seen to."""
    assert bracketed(text, hit(text, part, suggestion)) == expected


@pytest.mark.parametrize(
    ("text", "part", "suggestion"),
    [
        ("They make a photo.", "make", None),
        ("They make a photo.", "make", "make"),
        ("They make a photo.", "make", "take / shoot"),
        ("They make a photo.", "make", "take …"),
        ("They make a photo.", "make", "an explanation of what is meant " * 3),
        ("There was a spoon of tar.", "spoon of tar", "the usual fly in the ointment"),
        ("He took a nose.", "nose", "uncertain thing"),
        ("The monetary means were lost.", "monetary means", "money"),
        ("Nothing", "Nothing", ""),
        ("A", "A", "B" * 100),
    ],
)
def test_what_can_not_be_put_in_is_left(text, part, suggestion):
    """Advice, explanations and what does not fit the words around it change nothing."""
    assert mended(text, (hit(text, part, suggestion),)) == ()


def test_no_finding_outside_of_the_text():
    """A finding of a report that was tampered with changes nothing."""
    outside = Finding("family.rule", Severity.ERROR, Span(3, 99), Span(3, 99), "Odd.", "x")
    assert mended("Short.", (outside,)) == ()


def test_of_overlapping_findings_the_graver_then_the_longer_counts():
    """An error goes before a longer note, and of equals the longer before the shorter."""
    text = "will to work until the end of month"
    error = hit(text, "to work", "be open")
    note = hit(text, "will to work until", "works until", severity=Severity.NOTE)
    short = hit(text, "end", "close")
    long = hit(text, "end of month", "end of the month")
    assert bracketed(text, note, error, short, long) == "will [be open] until the [end of the month]"


def test_families_that_do_not_replace_are_left_out():
    """An idiom's meaning is told, but not put into the sentence."""
    text = "He is a white crow."
    assert mended(text, (hit(text, "a white crow", "an odd one out", rule="idioms.russian"),)) == ()
    assert {name for name in NOT_REPLACING if not any(name in (r.id, r.family) for r in RULES)} == set()


def findings(hits):
    """Turn a rule's hits into findings."""
    return [
        Finding(h.rule.id, h.severity, Span(h.start, h.end), Span(h.start, h.end), h.message, h.suggestion)
        for h in hits
    ]


def still_hit(alone, texts, kind):
    """Mend sentences until nothing more can be; return those for which there is no end to it."""
    for _ in range(ROUNDS):
        found = [findings(hits) for hits in alone.document([(text, kind) for text in texts])]
        results = [mended(text, own) for text, own in zip(texts, found, strict=True)]
        if not any(results):
            return []
        texts = [
            "".join(s.text for s in stretches) if stretches else text
            for text, stretches in zip(texts, results, strict=True)
        ]
    return texts


def test_every_rule_is_content_with_what_it_suggested():
    """Mended as a rule suggests, its own examples are no longer hit; the guards leave out one of twenty at most."""
    able = done = 0
    wrong = {}
    for rule in RULES:
        if NOT_REPLACING & {rule.id, rule.family}:
            continue
        alone = RuleSet((rule,))
        for example in rule.must_flag:
            given = Example(example) if isinstance(example, str) else example
            hits = alone.document([(text, given.kind) for text in given.sentences])
            if not any(h.suggestion is not None for own in hits for h in own):
                continue
            able += 1
            done += any(mended(text, findings(own)) for text, own in zip(given.sentences, hits, strict=True))
            if left := still_hit(alone, given.sentences, given.kind):
                wrong[rule.id] = left
    assert wrong == {}
    assert able > 2_000
    assert done / able > 0.95
