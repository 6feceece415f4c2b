"""Suggestions stand in the tense, number and person of what they replace, and keep the capital of a sentence."""

from __future__ import annotations

import re

import pytest

from mtqa.rules.catalogue import RULES
from mtqa.rules.engine import RuleSet
from mtqa.rules.lexicon import collocations
from mtqa.rules.phrases import Phrasebook

MENDED = [
    ("calques.set-phrase", "They accepted urgent measures.", "They took urgent measures."),
    ("calques.set-phrase", "They have accepted all measures.", "They have taken all measures."),
    ("calques.set-phrase", "He was accepting participation in the race.", "He was taking part in the race."),
    ("calques.set-phrase", "The fair has place in 2014.", "The fair takes place in 2014."),
    ("calques.set-phrase", "The letter remained without attention.", "The letter went unnoticed."),
    ("calques.set-phrase", "He left without attention their pleas.", "He ignored their pleas."),
    ("calques.set-phrase", "They used the occasion in order to leave.", "They took the opportunity to leave."),
    ("calques.set-phrase", "According to her words, it is closed.", "According to her, it is closed."),
    ("calques.set-phrase", "From their words, it is closed.", "According to them, it is closed."),
    ("calques.stock-phrase", "She stated her readiness for talks.", "She said that she was ready for talks."),
    ("calques.stock-phrase", "They are of the opinion that it rains.", "They think that it rains."),
    ("calques.stock-phrase", "He was of the opinion that it rains.", "He thought that it rains."),
    ("calques.stock-phrase", "He died in the age of 65 years.", "He died at the age of 65."),
    ("calques.stock-phrase", "At the age of 65 years, he left.", "At the age of 65, he left."),
    ("calques.stock-phrase", "We have undertaken all measures.", "We have taken all measures."),
    ("calques.stock-phrase", "They adopted a decision to stay.", "They made a decision to stay."),
    ("calques.stock-phrase", "She made a selfie with them.", "She took a selfie with them."),
    ("calques.stock-phrase", "He leads a wise politics towards us.", "He pursues a wise policy towards us."),
    ("calques.stock-phrase", "It plays a big role in the school.", "It plays a major part in the school."),
    ("calques.stock-phrase", "They play a big role in the school.", "They play a major part in the school."),
    ("calques.stock-phrase", "This has great value for us.", "This matters a great deal for us."),
    ("calques.time-expression", "It opens at 10 clock.", "It opens at 10 o'clock."),
    ("calques.time-expression", "It opens at 17.30 clock.", "It opens at 17.30."),
    ("calques.time-expression", "On this week it rained.", "This week it rained."),
    ("calques.verb-frame", "He says us that it rains.", "He tells us that it rains."),
    ("calques.verb-frame", "She is turning the attention on the roof.", "She is drawing attention to the roof."),
    ("calques.how-for-what", "How does the house looks like?", "What does the house look like?"),
    ("calques.how-for-what", "How does he call it?", "What does he call it?"),
    ("calques.how-for-what", "How did she think about the plan?", "What did she think about the plan?"),
    ("calques.lithuanian", "It took one and a half hour.", "It took one and a half hours."),
    ("calques.lithuanian", "It was a one and a half hour drive.", ""),
    ("calques.russian", "It is known already for more than 20 years.", "It is known for more than 20 years now."),
    ("calques.chinese", "They own whole industrial chains.", "They own whole supply chains."),
    ("calques.french", "Both made the household.", "Both did the housework."),
    ("grammar.already-in", "Already in 1950 it rained.", "As early as 1950 it rained."),
    ("grammar.already-in", "It has rained already since May.", "It has rained since May."),
    ("grammar.preposition-before-clause", "We spoke of that that it rained.", "We spoke of the fact that it rained."),
    ("grammar.article-sound", "They wrote a essay.", "They wrote an essay."),
    ("names.famous-form", "Donald Tramp spoke.", "Donald Trump spoke."),
    ("quantities.age", "“In the age of 65 he left,” she said.", "“At the age of 65 he left,” she said."),
    ("quantities.year-form", "It rained in 1980th year.", "It rained in 1980."),
]
UNMENDED = [
    ("calques.verb-frame", "They want so that it rains."),
    ("calques.stock-phrase", "He expressed readiness to pay."),
    ("calques.stock-phrase", "They realize a wise policy towards us."),
    ("grammar.article-sound", "They wrote an letters."),
    ("quantities.year-form", "It rained in the 1980th years."),
]


@pytest.mark.parametrize(("rule", "text", "mended"), MENDED)
def test_a_sentence_is_mended(rule, text, mended):
    """Where the suggestion takes the place of what was hit, English stands; nothing is hit where that is expected."""
    hits = RuleSet.of([rule]).hits(text)
    result = text
    for hit in reversed(hits):
        result = result[: hit.start] + (hit.suggestion or "?") + result[hit.end :]
    assert result == (mended or text)


@pytest.mark.parametrize(("rule", "text"), UNMENDED)
def test_nothing_is_suggested_that_is_wrong_too(rule, text):
    """Where no words can simply take the place of the hit, the message alone speaks."""
    assert [hit.suggestion for hit in RuleSet.of([rule]).hits(text)] == [None]


def test_every_template_can_be_filled():
    """The groups that a suggestion names are those of its expression."""
    books = [book for book in vars(collocations).values() if isinstance(book, Phrasebook)]
    books += [rule.find for rule in RULES if isinstance(rule.find, Phrasebook)]
    for phrase in (phrase for book in books for phrase in book.phrases):
        groups = re.compile(phrase.expression).groupindex
        named = set(re.findall(r"\\g<(\w+)>", phrase.suggestion)) | ({"v"} if "~" in phrase.suggestion else set())
        assert named <= groups.keys(), phrase
