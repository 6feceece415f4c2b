"""Rules: nouns, articles and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern, word_set
from mtqa.rules.lexicon.plurals import ADJECTIVES, COUNTS, NOUNS, SUFFIXES

_HEADS = "|".join(sorted(NOUNS))
_VERBS_AFTER = "is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|that|which|who|from|by"
_AFTER = f"{_VERBS_AFTER}|of|with|between|in|for|to|on|at|about|against|after|as|among"

_PLURAL = late(
    rf"""(?:\b(?P<article>an?)|^\W?(?P<first>An?))(?P<between>(?:\ [^\W\d_](?:[\w-])*){{0,5}}?)\ (?P<head>{_HEADS})
    (?=[.;:!?)”"]|,|$|\ (?:{_AFTER})\b)""",
    re.VERBOSE,
)

_ARTICLES: Final = frozenset(("a", "an"))
_SURE_AFTER: Final = late(rf"\s*(?:[.;:!?]|$|(?:{_VERBS_AFTER})\b)")


def _adjectival(words: list[str]) -> bool:
    """Whether the words between an article and a noun can only be its adjectives."""
    for i, word in enumerate(words):
        if word == "and":
            before = words[max(i - 2, 0) : i]
            if not before or not (before[-1] in ADJECTIVES or before[0] in {"more", "most", "very", "less"}):
                return False
        elif word in COUNTS or not (word in ADJECTIVES or word.endswith(SUFFIXES)):
            return False
    return True


def _article_before_plural(passage: Passage) -> Iterator[Hit]:
    plain = passage.plain
    if not any(word in _ARTICLES and not NOUNS.isdisjoint(plain[i + 1 : i + 7]) for i, word in enumerate(plain)):
        return
    for match in _PLURAL.finditer(passage.text):
        words = match["between"].lower().split()
        if not words and (match["first"] or not _SURE_AFTER.match(passage.text, match.end())):
            continue
        if _adjectival(words):
            fixed = f"{match['between'].strip()} {match['head']}".strip()
            yield Hit(match.start(), match.end(), fixed if match["article"] else fixed[0].upper() + fixed[1:])


_OFFICE = (
    r"(?:Secretary[ -]General|Press\ Secretary|Prime\ Minister|Foreign\ Minister|Defen[cs]e\ Minister|Deputy\ Minister"
    r"|Deputy\ Prime\ Minister|Vice[ -]President|President|Minister|Chancellor|Governor|Mayor|Ambassador|Chairman"
    r"|Director|Speaker|Prosecutor\ General|Patriarch|General\ Director|Deputy\ Director|Head\ of\ (?:the\ )?\w+)"
)

_SAYS = (
    r"(?:said|claimed|declared|stated|noted|told|stressed|emphasi[sz]ed|announced|added|reported|explained|recalled"
    r"|believes|considers|thinks|expressed|called|pointed|promised|admitted|argued|assured|confirmed|denied|warned)"
)

_BARE_TITLE = pattern(
    rf"""^["“”«'(\s]*(?P<hit>(?-i:(?P<whose>(?:(?!The\ |This\ |That\ |His\ |Her\ |My\ |Our\ |Their\ |Its\ |One\ |Each\ |Every\ |Another\ |No\ |Former\ |As\ |When\ |If\ |But\ |And\ |A\ |What\ )[A-Z][A-Za-z]+\ )?)(?P<office>{_OFFICE}))(?!\ (?i:{_SAYS})['’]))\ (?:also\ |then\ |has\ )?{_SAYS}\b""",
    r"The \g<whose>\g<office>",
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.article-before-plural",
        severity=Severity.ERROR,
        languages=(),
        message="'A' or 'an' stands before a plural.",
        rationale=(
            "A system that writes word by word settles the article before it knows that the noun, several adjectives"
            " later, is plural. Languages without articles give it no help. People do it in slips; machines do it often."
        ),
        source="Quirk et al., 5.11: the indefinite article goes with singular count nouns alone.",
        find=_article_before_plural,
        triggers=frozenset(("a", "an")),
        must_flag=(
            "The two banks hope for a closer and more stable relations with their clients.",
            "It was an important decisions for the whole region.",
            "The council approved a new strict rules on noise.",
            "They took a products from the shelf; a products was broken.",
        ),
        must_pass=(
            "She made a few good decisions.",
            "A great many important questions remain.",
            "He works for a foreign relations committee.",
            "It is a public relations disaster in a girls' school.",
            "They lost a record 12 games, a total of 40 games in all.",
            "He passed three A levels in June, and Group A games follow.",
            "She took a photograph and tickets were sold.",
        ),
    ),
    Rule(
        id="grammar.title-without-article",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "fi", "zh", "tr", "sr", "hr", "et"),
        message="An office without its holder's name takes 'the'.",
        rationale=(
            "Languages without articles give no cue for 'the'. Before a name English drops it ('Prime Minister Jones"
            " said'), and a system keeps it off where no name follows."
        ),
        source="Quirk et al., 5.66: titles drop the article only in front of a name or as a complement.",
        find=_BARE_TITLE,
        triggers=word_set(
            "said claimed declared stated noted told stressed emphasised emphasized announced added reported explained recalled"
            " believes considers thinks expressed called pointed promised admitted argued assured confirmed denied warned"
        ),
        must_flag=(
            "Prime Minister said that taxes would fall.",
            "EU Ambassador declared his support.",
            "“Foreign Minister believes in talks,” she said.",
            "Press Secretary told reporters to wait.",
        ),
        must_pass=(
            "The Prime Minister said that taxes would fall.",
            "Prime Minister Jones said that taxes would fall.",
            "President Obama told reporters to wait.",
            "Speaker Ryan called a vote.",
            "Governor of the Bank Mark Hill said so.",
        ),
    ),
)
