"""Rules: verbs, gerunds and participles with the wrong neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, pattern, word_set
from mtqa.rules.finders import not_after

_CAN_NOT = pattern(
    r"""(?<![\w'’-])(?P<hit>can\ not)\ (?!only\b|just\b|but\b|simply\b|merely\b)[a-z]+(?!\ but\b)""", "cannot"
)

_GERUND_OF = pattern(
    r"""(?<![\w'’-])(?P<hit>(?:of|for|in|by|to|at|from|about|after|before|on)\ (?P<gerund>(?-i:[a-z]{3,}ing))\ of)\ (?!course\b|late\b|him\b|her\b|me\b|you\b|them\b|us\b|it\b|what\b|old\b)[a-z]"""
)
_NOUNS: Final = word_set(
    """
    evening morning meeting building beginning wedding reading understanding feeling hearing setting painting clothing opening
    ceiling ending warning training screening ranking thinking speaking dying helping sibling offering gathering showing crossing
    recording filming shooting killing bombing bidding timing turning lightning casting making founding printing rating blessing
    burning signing teaching anything something nothing everything writing getting funding financing learning naming passing sharing
    dumping handling monitoring planning marketing engineering housing parking banking lending testing processing mapping profiling
    pricing trafficking smuggling laundering policing launching tracking selling trading farming fishing hunting mining spring string
    tidying smoothing stirring dreaming knowing hoping complaining talking being drawing closing landing finding coming passing
    counting blending tasting picking cutting beating breaking breeding carving boiling burying changing cleaning clearing coding
    dating drying feeding flooding forming freezing grouping growing heating holding hiring labeling labelling lifting loading
    manufacturing marking measuring melting mixing modelling modeling moulding numbering ordering packaging pairing parsing phrasing
    placing planting plotting ploughing preaching pressing publishing purchasing pushing raising reporting rendering rewriting
    ringing rising roofing rounding running saving scheduling scoring sampling sequencing serving shaping sounding spelling splitting
    spacing spending spreading staging stocking storing styling taking telling thickening thinning titling tiling toning tuning
    twisting undoing upbringing voicing watching weaving weighing welding widening winding wording yielding cooking swelling bleeding
    grading sighting standing underpinning stabbing stoning hanging looting lining leading housing hacking flying grasping outpouring
    easing tightening lightening loosening awakening balancing reckoning ripping singing sitting shipping siting
    """
)


def _gerund_of(passage: Passage) -> Iterator[Hit]:
    for hit in _GERUND_OF(passage):
        if passage.text[hit.start : hit.end].split()[1].lower() not in _NOUNS:
            yield hit


_THE_DONE = pattern(
    r"""(?<![\w'’-])(?P<hit>(?:the|these|this|its|their)\ (?:put|conducted|occurred|arisen|arrived|held|spent|happened|appeared|received|carried-out|arising|begun)\ (?:amounts?|funds?|sums?|events?|situations?|changes?|problems?|works?|data|money|questions?|cris[ie]s|research(?:es)?|stud(?:y|ies)|tests?|operations?|inspections?|checks?|measures|actions?|elections?|talks|negotiations?|tragedy|incidents?|accidents?|results?|information|letters?|documents?|knowledge|experience|income|profits?))(?![\w'’-])""",
)
_OFFER = pattern(
    r"""(?<![\w'’-])(?P<hit>(?:offer(?:s|ed|ing)?|propos(?:e|es|ed|ing)|suggest(?:s|ed|ing)?|demand(?:s|ed|ing)?)\ (?:(?:the\ )?(?:readers|visitors|guests|users|citizens|residents|people|customers|clients|students|tourists|passengers|viewers|everyone|participants|parents|children|deputies|voters|journalists|governments?|authorities)|him|them|us|me|you|her)\ to\ (?:[a-z]+))(?![\w'’-])"""
)

_HAVE_PLACE = pattern(
    r"""(?<![\w'’-])(?P<hit>(?:has|have|had)\ (?:place|name|right|possibility|opportunity|tendency|intention)\ (?:to\ (?:be\ )?[a-z]+|in\ the|of\ the))(?![\w'’-])"""
)
_ADVERB_BE = not_after(
    pattern(
        r"""(?<=[a-z]\ )(?P<hit>(?:already|regularly|constantly|soon|recently|continuously|simultaneously|actively|completely|practically)\ (?:is|are|was|were|has\ been|have\ been|will\ be)\ [a-z]+ed)(?![\w'’-])"""
    ),
    r"(?:who|that|which|what|how|as|than|and|or|not|until|more|most|very) ",
    10,
)


RULES: tuple[Rule, ...] = (
    Rule(
        id="wording.can-not",
        severity=Severity.NOTE,
        languages=(),
        message="'Cannot' is one word, save before 'only' and for a contrast.",
        rationale="Systems negate word by word and write 'can' and 'not' apart ten times as often as writers do.",
        source="Dictionaries and style guides on 'cannot'.",
        find=_CAN_NOT,
        triggers=frozenset({"can not"}),
        must_flag=(
            "They can not explain the noise.",
            "The mayor can not come on Friday.",
            "You can not eat this bread.",
            "It can not be true.",
        ),
        must_pass=(
            "They cannot explain the noise.",
            "He can not only sing but dance.",
            "You can not just leave.",
            "It could not be true.",
        ),
    ),
    Rule(
        id="wording.gerund-of",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg", "cs"),
        message="After a preposition the gerund takes its object without 'of'.",
        rationale=(
            "Russian verbal nouns govern a genitive, 'resheniye zadachi'; a system that picks the gerund keeps the 'of':"
            " 'of solving of the task'."
        ),
        source="Quirk et al., 17.54: gerunds and deverbal nouns.",
        find=_gerund_of,
        triggers=frozenset({"*ing of"}),
        must_flag=(
            "They spoke of solving of the crime.",
            "The tool is for removing of paint.",
            "It is a way of improving of roads.",
            "He earns by producing of cheese.",
        ),
        must_pass=(
            "They spoke of solving the crime.",
            "It was a meeting of the club and the opening of a shop.",
            "They spoke of training of staff and of planning of towns.",
            "He is fond of thinking of old days.",
        ),
    ),
    Rule(
        id="wording.offer-someone-to",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "pl"),
        message="'Offer', 'propose', 'suggest' and 'demand' take no person with an infinitive: 'invite', 'ask' and 'urge' do.",
        rationale="Russian 'predlagat' komu-to sdelat'' has a person and an infinitive; the dictionary gives 'offer' and 'suggest'.",
        source="Quirk et al., 16.33-50: complementation of verbs.",
        find=_OFFER,
        triggers=frozenset(
            f"{v} {w}"
            for v in (
                "offer offers offered offering propose proposes proposed proposing suggest suggests suggested suggesting"
                " demand demands demanded demanding"
            ).split()
            for w in (
                "readers visitors guests users citizens residents people customers clients students tourists passengers viewers"
                " everyone participants parents children deputies voters journalists government governments authorities"
                " him them us me you her the"
            ).split()
        ),
        must_flag=(
            "The museum offers visitors to touch the bones.",
            "He suggested them to leave.",
            "They proposed us to stay for lunch.",
            "She demanded him to pay.",
        ),
        must_pass=(
            "The museum invites visitors to touch the bones.",
            "He suggested that they leave.",
            "They offered us soup and asked us to stay.",
            "She demanded to see him.",
        ),
    ),
    Rule(
        id="wording.participle-of-happening",
        severity=Severity.WARNING,
        languages=("ru", "uk"),
        message="English does not put this participle before the noun: use a relative clause, or leave it out.",
        rationale="Russian puts any participle before its noun: 'proizoshedshiye sobytiya', 'provedyonnaya proverka'.",
        source="Quirk et al., 7.15 and 17.98-102: which participles premodify.",
        find=_THE_DONE,
        triggers=frozenset(
            f"{d} {p}"
            for d in "the these this its their".split()
            for p in "put conducted occurred arisen arrived held spent happened appeared received carried arising begun".split()
        ),
        must_flag=(
            "They spoke of the occurred events.",
            "The conducted inspection found nothing.",
            "He returned the received money.",
            "Because of the arisen situation they left.",
        ),
        must_pass=(
            "They spoke of the events that occurred.",
            "The inspection found nothing.",
            "He returned the money received.",
            "The held note was long.",
        ),
    ),
    Rule(
        id="wording.have-without-article",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs"),
        message="'Right', 'possibility' and the like need an article here; 'have place' is 'happen'.",
        rationale="Russian 'imet' pravo' and 'imet' mesto' have no article; the phrase goes through word by word.",
        source="Quirk et al., 5.26-40: articles with count nouns.",
        find=_HAVE_PLACE,
        triggers=frozenset(
            f"{h} {n}"
            for h in ("has", "have", "had")
            for n in "place name right possibility opportunity tendency intention".split()
        ),
        must_flag=(
            "Citizens have right to know.",
            "A big quarrel had place in the town.",
            "They have possibility to visit the fort.",
            "Prices have tendency to grow.",
        ),
        must_pass=(
            "Citizens have the right to know.",
            "A big quarrel took place in the town.",
            "They have a name in the trade.",
            "The rights they have name no one.",
        ),
    ),
    Rule(
        id="wording.adverb-before-be",
        severity=Severity.NOTE,
        languages=("ru", "uk", "cs"),
        message="The adverb goes behind the first auxiliary: 'is regularly divided'.",
        rationale="Russian puts the adverb before the verb; where English adds an auxiliary, the adverb stays too early.",
        source="Quirk et al., 8.16-17: medial position of adverbs.",
        find=_ADVERB_BE,
        triggers=frozenset(
            f"{a} {b}"
            for a in "already regularly constantly soon recently continuously simultaneously actively completely practically".split()
            for b in "is are was were has have will".split()
        ),
        must_flag=(
            "The prize regularly is divided in two.",
            "The mill already has been closed.",
            "Prices constantly are raised.",
            "The song recently was recorded.",
        ),
        must_pass=(
            "The prize is regularly divided in two.",
            "The mill, already closed, was sold.",
            "What he does constantly is rewarding.",
            "They came as soon as was needed.",
        ),
    ),
)
