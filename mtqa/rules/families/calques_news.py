"""Rules: calques of the news: places, offices, speeches, troops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern
from mtqa.rules.lexicon.places import CITIES
from mtqa.rules.phrases import Phrase, Phrasebook

_DEMONYMS = "|".join(CITIES)
_CITY_NAMES = "|".join(sorted({city for _, cities in CITIES.values() for city in cities.split()}))

_PLACE = late(
    r"\b(?P<preposition>in|from|near|to|at|around|outside)"
    rf"\ (?P<hit>the\ (?P<adjective>{_DEMONYMS})\ (?P<city>{_CITY_NAMES}))"
    r"(?=[.,;:!?)\"”»]|$|\ (?:and|or|but|on|in|at|for|to|from|by|with|where|when|which|after|before|during|since|as"
    r"|was|were|is|are|has|have|had|will)\b)",
    re.VERBOSE,
)


def _place(passage: Passage) -> Iterator[Hit]:
    for match in _PLACE.finditer(passage.text):
        country, cities = CITIES[match["adjective"]]
        if match["city"] in cities.split():
            comma = "" if passage.text[match.end() : match.end() + 1] in ".,;:!?" else ","
            yield Hit(match.start("hit"), match.end("hit"), f"{match['city']}, {country}{comma}")


_FORCES = (
    r"(?:battalions?|brigades?|divisions|missiles?|interceptors|warheads?|weapons?|weaponry|artillery|radars?|tanks"
    r"|troops|air ?defen[cs]es?|missile defen[cs]es?|military (?:units?|equipment|bases?|forces|hardware))"
)

_DEPLOY = Phrasebook(
    Phrase(
        "accommodate accommodates accommodated accommodating",
        rf"accommodat(?P<end>e|es|ed|ing)(?= (?:[\w'-]+ ){{0,5}}{_FORCES}\b)",
        r"deploy",
        None,
    ),
    Phrase("accommodation", rf"accommodation(?= of (?:[\w'-]+ ){{0,4}}{_FORCES}\b)", "deployment"),
    Phrase(
        "placement",
        rf"placement(?= of (?:(?:the|american|us|u\.s\.|russian|nato|nuclear|new|additional|offensive|elements of) )*"
        rf"{_FORCES}\b)",
        "deployment",
    ),
    Phrase("dislocated", r"dislocated(?= (?:in|on|at|near) )", "stationed"),
)

_HEADS = Phrasebook(
    Phrase(
        "head heads",
        r"(?<!on )(?<!on the )(?:the |former )?head of (?:the )?(?P<whose>(?:\w+ )?)(?P<field>foreign|defen[cs]e|finance|interior|justice|health"
        r"|prime|education|energy|trade) minister(?!'s)",
        r"the \g<whose>\g<field> minister",
    ),
    Phrase(
        "spokesman spokeswoman spokesperson secretary",
        r"(?:press[ -]secretary|spokes(?:man|woman|person)) of the (?P<of>president|prime minister|kremlin|foreign ministry|defen[cs]e ministry|government)"
        r"(?P<land> of (?:the )?\w+)? (?-i:(?P<name>[A-Z]\w+ [A-Z]\w+))",
    ),
)

_CAPITALS = (
    r"(?:Moscow|Kiev|Kyiv|Washington|Berlin|Brussels|Ankara|Tehran|Beijing|Paris|London|Warsaw|Belgrade|Zagreb|Minsk"
    r"|Tbilisi|Baku|Yerevan|Pyongyang|Damascus|Riyadh|Vilnius|Riga|Tallinn|Prague|Budapest|Sofia|Rome|Madrid|Athens)"
)
_STACK = pattern(
    rf"""\b(?P<start>(?:lack|absence|presence|existence|fact|seriousness)\ of)\ (?P<whose>(?-i:{_CAPITALS}))\ (?P<what>
    plans|intentions?|desire|desires|wish|interest|interests|readiness|willingness|ambitions|proposals?|efforts|attempts
    |claims|threats|arguments|evidence|answers?|position|reaction|response)\b(?!-)""",
    r"\g<start> \g<whose>'s \g<what>",
)

_SPEECH = Phrasebook(
    Phrase("performance", r"performance was broadcasted", "speech was broadcast"),
    Phrase(
        "performance",
        r"performance (?=was broadcast\b[^.;]*\b(?:[io]n the internet\b|by the organi[sz]ers))",
        "speech ",
    ),
    Phrase(
        "performance",
        r"performance(?= of (?:the )?(?:\w+ ){0,2}(?:minister|deputy|ambassador|speaker|chancellor|head of state)\b[^.;]*"
        r"\b(?:at the (?:\w+ ){0,3}(?:conference|forum|summit|session|assembly|meeting)|before (?:the )?(?:\w+ )?"
        r"(?:deputies|parliament|senators|journalists)|in (?:the )?parliament)\b)",
        "speech",
    ),
    Phrase(
        "performance",
        r"(?:(?:in|during) (?:his|her) performance)(?= (?:(?:at|before|in) [^,.;]{3,60})?,? ?(?:the )?(?:\w+ ){0,3}"
        r"(?:minister|president|politician|deputy|ambassador|secretary general|he|she|putin)\b[^.;]{0,40}\b(?:said|noted"
        r"|stressed|stated|declared|emphasi[sz]ed|called)\b)",
        "in the speech",
    ),
    Phrase(
        "performance performances",
        r"performances?(?= (?:before|in front of) (?:the )?(?:un|u\.n\.|general assembly|deputies|journalists|reporters"
        r"|european parliament|bundestag|federal assembly|congress)\b)",
        "speech",
    ),
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="calques.place-with-demonym",
        severity=Severity.ERROR,
        languages=("ru", "uk", "de", "sr", "hr", "pl", "cs", "bg"),
        message="English names the city, then the country, without an article.",
        rationale=(
            "Slavic languages and German place a city by an adjective of its country. Word for word that gives"
            " 'in the Polish Lublin', where English says 'in Lublin, Poland' or 'in the Polish city of Lublin'."
        ),
        source="Cambridge Grammar of the English Language, 5.20: a city is a strong proper name and takes no article.",
        find=_place,
        triggers=frozenset(adjective.lower() for adjective in CITIES),
        must_flag=(
            "The summit took place in the Polish Lublin.",
            "A delegation from the German Dresden and the mayor signed the paper.",
            "The team flew to the Spanish Valencia for a week of training.",
            "Fighting near the Syrian Aleppo has stopped.",
        ),
        must_pass=(
            "The summit took place in the Polish city of Lublin.",
            "He sat in the German Bundestag for ten years.",
            "She played in the French Open and the Italian Open.",
            "They got lost in the Swiss Alps, then in the Italian Dolomites.",
            "He paints in the Italian Renaissance manner.",
            "She works in the German Frankfurt office of the bank.",
        ),
    ),
    Rule(
        id="calques.speech-as-performance",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "sr", "hr", "bg"),
        message="A speech is meant, as it seems: 'performance' is the literal translation (Russian 'vystuplenie').",
        rationale=(
            "The Slavic words for coming out before an audience cover a concert and a speech alike, and dictionaries"
            " give 'performance' first. In English a minister's performance is how well the minister does the job."
        ),
        source="Russian vystuplenie, Polish wystąpienie, Czech vystoupení: performance, but also speech.",
        find=_SPEECH,
        triggers=_SPEECH.triggers,
        must_flag=(
            "The performance was broadcasted on three channels.",
            "The performance of the Foreign Minister at the security conference lasted an hour.",
            "In his performance at the forum, the minister said that prices would fall.",
            "Before his performance in front of the deputies he was calm.",
        ),
        must_pass=(
            "The performance was broadcast live from La Scala.",
            "The performance of the minister disappointed voters.",
            "In his performance as Hamlet, he said the lines to the wall.",
            "The speech was broadcast on the internet by the organisers.",
        ),
    ),
    Rule(
        id="calques.deploy-as-accommodate",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg", "sr"),
        message="Forces and weapons are deployed or stationed; 'accommodate' means to lodge or to make room for.",
        rationale=(
            "One Slavic verb serves for lodging guests, placing advertisements and stationing troops, and the"
            " dictionary's first word for it is 'accommodate' or 'place'. English gives each its own verb."
        ),
        source="Russian razmestit', dislocirovat': to lodge, to place, to deploy.",
        find=_DEPLOY,
        triggers=_DEPLOY.triggers,
        must_flag=(
            "The alliance wants to accommodate two more battalions in the Baltic states.",
            "He criticised the accommodation of American missiles in Poland.",
            "The placement of nuclear weapons on the island was denied.",
            "The brigade is dislocated near the town of Pskov.",
        ),
        must_pass=(
            "The car park accommodates 300 vehicles.",
            "The hotel can accommodate two hundred guests.",
            "The deployment of missiles in Poland was criticised.",
            "He dislocated his shoulder in the first half.",
            "The placement of the furniture matters.",
        ),
    ),
    Rule(
        id="calques.head-of-the-minister",
        severity=Severity.ERROR,
        languages=("ru", "uk", "bg"),
        message="A minister is not headed by anyone, and an office does not stand before its holder like this.",
        rationale=(
            "Russian news says 'the head of the Foreign Ministry' for the minister; the ministry's abbreviation is read"
            " as the minister, so that the minister gets a head. 'Press secretary of the president So-and-so' keeps the"
            " Russian order of office and name, where English says 'presidential press secretary' or puts the name first."
        ),
        source="Russian glava MID(a), press-sekretar' prezidenta; observed in Russian-English news translation.",
        find=_HEADS,
        triggers=_HEADS.triggers,
        must_flag=(
            "The head of the Turkish Foreign Minister arrived in Baku.",
            "According to the head of the Defence Minister, the exercise is over.",
            "The former head of the British Foreign Minister wrote a book.",
            "Press Secretary of the President Maria Petrova answered the question.",
        ),
        must_pass=(
            "The head of the foreign ministry arrived in Baku.",
            "The head of the prime minister's office resigned.",
            "A price was put on the head of the defence minister.",
            "The press secretary of the president resigned on Monday.",
            "The head of state and the foreign minister met twice.",
        ),
    ),
    Rule(
        id="calques.name-stacked-before-noun",
        severity=Severity.WARNING,
        languages=("ru", "uk", "zh", "tr"),
        message="The owner needs a possessive here: a name is stacked in front of a noun like an adjective.",
        rationale=(
            "A source genitive ('the absence at Moscow of plans') is turned into a row of nouns. English lets a name"
            " stand before a noun for a kind ('Moscow traffic'), but not for somebody's intention, plan or wish."
        ),
        source="Quirk et al., 17.104-119, premodification by nouns; 5.112, the choice of the genitive.",
        find=_STACK,
        triggers=frozenset(("lack", "absence", "presence", "existence", "fact", "seriousness")),
        must_flag=(
            "He spoke of the lack of Kiev intentions to talk.",
            "The absence of Berlin plans to leave the bloc calmed investors.",
            "They doubt the seriousness of Ankara intentions.",
            "The lack of Washington interest in a deal is clear.",
        ),
        must_pass=(
            "The lack of Moscow hotels drove up prices.",
            "The absence of London's plans from the agenda surprised them.",
            "The lack of Washington experience cost him the nomination.",
            "The presence of NATO troops is not disputed.",
        ),
    ),
)
