"""Rules: what verbs, comparatives and reflexive pronouns take beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern, word_set
from mtqa.rules.phrases import Phrase, Phrasebook

_TOLD = late(
    r"""(?<![\w'’-])(?P<subject>[\w'’.]+["”»]?)\ (?:(?:also|further|then|earlier|already|once\ again)\ )?(?:(?:has|had|have)\ (?:also\ |already\ )?)?(?P<hit>(?P<verb>told|tells|informed|informs|reminded|reminds|assured|assures)\ (?P<next>that|about|in\ an\ interview|at\ a\ (?:press|briefing)))(?![\w'’-])""",
    re.VERBOSE,
)
_TELLERS: Final = word_set(
    """
    he she they who minister president spokesman spokeswoman mayor director official officials head agency newspaper expert
    experts residents ministry service department leader singer actor actress doctor doctors sources lawyer deputy users
    artist committee governor diplomat journalist journalists reporter witness witnesses author coach chairman secretary
    representative representatives employee employees politician senator ambassador
    """
)
_PASSIVE_BEFORE = late(
    r"\b(?:is|are|was|were|be|been|being|am|get|got|gets|feel|felt|if|when|once|thing|things|all|what|that|which)\b[^.;]{0,24}\Z|['’](?:s|re|m)\b[^.;]{0,14}\Z",
    re.IGNORECASE,
)

_CLAUSE_START = late(r"(?:^|[.,;:–—-] |\b(?:and|but|then|also|where|when|that|because)\s)[\"“]?\Z")


def _told(passage: Passage) -> Iterator[Hit]:
    for match in _TOLD.finditer(passage.text):
        subject = match["subject"]
        named = subject[0].isupper() and subject.lower() not in {
            "i",
            "it",
            "and",
            "but",
            "when",
            "if",
            "being",
            "once",
            "just",
            "not",
            "those",
            "people",
            "others",
            "everyone",
            "students",
            "customers",
            "users",
            "parents",
            "patients",
        }
        if not (named or subject.lower() in _TELLERS) or (match["verb"] == "reminded" and match["next"] == "about"):
            continue
        if (
            subject.lower() in {"he", "she", "they", "who"}
            and match["next"] == "about"
            and not _CLAUSE_START.search(passage.text, 0, match.start())
        ):
            continue
        before = passage.text[max(match.start() - 20, 0) : match.start("verb")]
        if not _PASSIVE_BEFORE.search(before.rpartition(", ")[2]) and not re.search(
            r"\b(?:was|were|is|are|be|been|being|get|got) ", match[0]
        ):
            yield Hit(match.start("hit"), match.end("hit"))


_PREPOSED = pattern(
    r"""(?<![\w'’-])(?P<hit>(?-i:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Tt]hese)\ (?-i:located|held|created|published|adopted|caused|occurred|arrived|conducted|aimed|directed|dedicated|devoted|received|based|situated|ejected|organi[sz]ed|prepared|developed|established|presented|proposed|introduced|signed|prohibited|approved|committed|emitted|produced|connected|allocated|provided|formed|issued|carried\ out|going|living|working|consisting|existing|operating|acting)\ (?:in|on|at|by|to|for|with|from|under|of)\ (?:the\ |an?\ |his\ |this\ )?(?:[\w'’-]+\ ){1,2}[a-z]+)(?![\w'’-])"""
)
_AND_AFTER = late(r"\b(?:and|or|is|are|was|were|has|have|will|to)\b")


def _preposed(passage: Passage) -> Iterator[Hit]:
    for hit in _PREPOSED(passage):
        words = passage.text[hit.start : hit.end].split()
        if (
            words[1] in {"living", "going", "working"}
            and words[2] in {"to", "of", "for", "by", "in", "from"}
            and words[0] in {"the", "a", "an"}
        ):
            continue
        if not _AND_AFTER.search(" ".join(words[2:])):
            yield Hit(hit.start, hit.start + len(" ".join(words[:3])))


_COMPARISON = Phrasebook(
    Phrase("more_better more_worse more_cheaper more_bigger more_larger more_stronger more_faster more_easier more_older more_younger more_harder more_richer more_poorer more_safer more_happier more_nearer more_greater more_higher more_lower more_longer more_shorter more_closer more_simpler", r"more (?:better|worse|cheaper|bigger|larger|stronger|faster|easier|older|younger|harder|richer|poorer|safer|happier|nearer|greater|higher|lower|longer|shorter|closer|simpler)(?= (?:than|for|to|in|at|if|when|on)\b|[.,;!?]|$)"),
    Phrase("most_best most_biggest most_largest most_oldest most_greatest most_highest most_strongest most_youngest most_richest most_worst most_easiest most_fastest", r"most (?:best|biggest|largest|oldest|greatest|highest|strongest|youngest|richest|worst|easiest|fastest)"),
    Phrase("most_known", r"(?P<a>one of the|the|our|their|his|her|its) most known (?P<n>[a-z]+)", r"\g<a> best-known \g<n>"),
    Phrase("more_cheap more_big more_strong more_rich more_high more_large more_easy more_late more_early more_small more_fast more_long more_near more_short", r"more (?:cheap|big|strong|rich|high|large|easy|late|early|small|fast|long|near|short)(?= (?:than|and more)\b)"),
    Phrase("same", r"(?P<same>(?:the )?same (?:[a-z]+ )?)(?P<hit>than)(?= (?:in|the|a|we|he|they|it|for|on|last|this|before))", "as"),
    Phrase("many_than much_than big_than high_than good_than large_than often_than long_than important_than strong_than fast_than bad_than old_than expensive_than", r"(?:so|as) (?:many|much|big|high|good|large|often|long|important|strong|fast|bad|old|expensive) (?P<hit>than)", "as"),
    Phrase("in_the_first_time in_the_second_time in_the_third_time in_the_fourth_time in_the_fifth_time in_the_tenth_time", r"(?P<hit>in the (?P<n>first|second|third|fourth|fifth|tenth) time)(?! (?:zone|trial|slot|since|period|frame|travel|series|window|step|point|domain|interval|of|that|limit))", r"for the \g<n> time"),
    Phrase("in_the_same_time", r"(?P<hit>in the same time)(?=[.,;]|$| (?:the|he|they|it|there|a)\b)(?! as (?:it|he|she|they) (?:takes?|took))", "at the same time"),
)  # fmt: skip

_REFLEXIVE = late(
    r"""(?<![\w'’-])(?P<who>I|[Hh]e|[Ss]he|[Ww]e|[Yy]ou)\ (?P<verbs>(?:[a-z]+\ ){1,3})(?:to\ )?(?P<self>himself|herself|themselves|itself|yourself|ourselves|myself)(?![\w'’-])""",
    re.VERBOSE,
)
_SELVES: Final = {"i": "myself", "he": "himself", "she": "herself", "we": "ourselves", "you": "yourself"}
_OTHERS: Final = word_set(
    "the a an his her their our my your that you them him it me us one and with as by in of for than from at on saw asked met like god jesus music life nature is was are were death love time history art who which what how when if but know knows knew said says say think thinks thought feel feels felt find finds found mean believe god's told let lets made makes make see sees watch watched heard hear help helped keep kept want wants wanted"
)


def _reflexive(passage: Passage) -> Iterator[Hit]:
    for match in _REFLEXIVE.finditer(passage.text):
        self, who = match["self"], match["who"].lower()
        if self == _SELVES[who] or (who == "you" and self == "ourselves") or (who == "we" and self == "yourself"):
            continue
        if not _OTHERS & set(match["verbs"].split()):
            yield Hit(match.start("self"), match.end("self"), _SELVES[who])


RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.told-without-person",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "fi", "et"),
        message="'Tell', 'inform', 'remind' and 'assure' need the person told; without one English has 'say' or 'speak of'.",
        rationale=(
            "Russian 'rasskazal, chto', 'napomnil, chto' and Finnish 'kertoi' need nobody who is told. Translation"
            " takes the dictionary's 'told' or 'reminded' and leaves the gap."
        ),
        source="Quirk et al., 16.31 and 16.60: verbs with an indirect object and a that-clause.",
        find=_told,
        triggers=frozenset(
            f"{v} {w}"
            for v in "told tells informed informs reminded reminds assured assures".split()
            for w in ("that", "about", "in an interview", "at a press", "at a briefing")
        ),
        must_flag=(
            "Novak told about the plans of the club.",
            "The minister reminded that the tax is old.",
            "On Monday she told that the bridge was safe.",
            "The agency informed about two new flats.",
        ),
        must_pass=(
            "Novak told us about the plans of the club.",
            "He was told that the tax is old, and I am told about it often.",
            "Those told that they may go left; rest assured that it works.",
            "The stories he told about the war are sad.",
        ),
    ),
    Rule(
        id="grammar.participle-before-noun",
        severity=Severity.ERROR,
        languages=("ru", "uk", "de", "tr", "fi", "zh"),
        message="A participle with its own phrase can't stand between the article and the noun: put it after the noun.",
        rationale=(
            "Russian, German, Finnish and Turkish say 'the caused by crime harm', 'the in Berlin held talks'. English"
            " sets such a phrase behind: 'the harm caused by crime'."
        ),
        source="Quirk et al., 7.21 and 17.98-102: premodifying participles take no complements.",
        find=_preposed,
        triggers=frozenset(
            f"{a} {v}"
            for a in "the a an its their these".split()
            for v in "located held created published adopted caused occurred arrived conducted aimed directed dedicated devoted received based situated ejected organized organised prepared developed established presented proposed introduced signed prohibited approved committed emitted produced connected allocated provided formed issued consisting existing operating acting living working going".split()
        )
        | frozenset(f"{a} carried out" for a in "the a an its their these".split()),
        must_flag=(
            "The court must repair the caused by the fire damage.",
            "They read the published in the newspaper letter.",
            "A based in Brno company won the order.",
            "They praise the adopted by the council plan.",
        ),
        must_pass=(
            "The court must repair the damage caused by the fire.",
            "The proposed by-law failed.",
            "The cost of living in the town is high.",
            "The received text and a developed country differ.",
        ),
    ),
    Rule(
        id="grammar.comparison",
        severity=Severity.ERROR,
        languages=(),
        message="The comparison is formed twice or joined by the wrong word.",
        rationale=(
            "A system that adds 'more' for one word of the source and finds a comparative for the next, or 'than' for"
            " a word that is also 'as', joins what does not belong together."
        ),
        source="Quirk et al., 7.74-90 and 15.63-74: comparison.",
        find=_COMPARISON,
        triggers=_COMPARISON.triggers,
        must_flag=(
            "The new road is more better for us all.",
            "It is the most biggest house in town.",
            "Scooter is one of the most known bands here.",
            "He won the cup in the second time.",
            "The price is the same than in May.",
        ),
        must_pass=(
            "The new road is better, and more highly paid work came.",
            "It is the biggest house and the best-known band.",
            "He won the cup the second time, in the same time as his brother.",
            "More older people live here than before, in the first time zone.",
        ),
    ),
    Rule(
        id="grammar.reflexive-person",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "sr", "fi"),
        message="The reflexive pronoun doesn't fit its subject.",
        rationale=(
            "Slavic languages have one reflexive for all persons ('sebia'), so the system must guess between"
            " 'myself', 'himself' and 'itself'."
        ),
        source="Quirk et al., 6.23-28, reflexive pronouns.",
        find=_reflexive,
        triggers=word_set("himself herself themselves itself yourself ourselves myself"),
        must_flag=(
            "I try to promote themselves in the paper.",
            "He considers itself a great cook.",
            "We must defend itself against the rain.",
            "She blames itself for the fire.",
        ),
        must_pass=(
            "I try to promote myself, and he considers himself a great cook.",
            "I saw the man himself.",
            "He said that the house itself was old.",
            "We know that the law itself is good; I like art itself.",
        ),
    ),
)
