"""Rules: a word joined to itself, where the source had two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, pattern, word_set
from mtqa.rules.finders import chain, not_after, unquoted
from mtqa.rules.quoting import quoted

_PEOPLE = word_set("""
    students pupils teachers citizens colleagues workers employees doctors patients users voters customers actors singers
    participants members readers visitors tourists residents inhabitants politicians journalists athletes players artists
    researchers scientists lawyers partners friends winners supporters children parents experts candidates listeners viewers
    drivers passengers farmers entrepreneurs consumers refugees migrants nurses musicians writers authors deputies ministers
    representatives applicants trainees professors lecturers pensioners observers spectators buyers sellers tenants
    """)
_PAIR = pattern(
    r"\b(?P<who>[a-z]{5,})(?:\ and\ |\ ?/\ ?|,\ )(?:the\ )?(?P=who)\b(?!\ (?:of|for|who|with|from|in|at|to|groups?|associations?|unions?)\b|['-])",
    r"\g<who>",
)
_PEOPLE_PAIR = not_after(_PAIR, r"(?:[Tt]here are|[Tt]here were|like) ")


def _people(passage: Passage) -> Iterator[Hit]:
    for hit in _PEOPLE_PAIR(passage):
        if hit.suggestion and hit.suggestion.lower() in _PEOPLE and "," not in passage.text[hit.start : hit.end]:
            yield hit


_ABSTRACT = r"(?:tion|sion|ment|ness|ity|ance|ence|ism|ship|logy|ture|sure|ics|tive|ical|able|ible|ency|ancy|ly)"
_TAIL = r"(?=[.,;:)]|$|\ (?:in|on|at|to|is|are|was|were|for|by|with|from|that|which|will|has|have|and|manner|way)\b)"
_ABSTRACT_PAIR = pattern(rf"(?<!-)\b(?P<x>[a-z]{{3,}}{_ABSTRACT}s?)\ (?:and|or)\ (?P=x){_TAIL}", r"\g<x>")
_SLOWLY = word_set(
    "slowly slowly quickly badly early nearly clearly hardly steadily gradually terribly deeply endlessly gently ever happily"
)


def _abstract(passage: Passage) -> Iterator[Hit]:
    words = passage.plain
    if not any(map(eq, words, words[2:])):
        return
    for hit in _ABSTRACT_PAIR(passage):
        if hit.suggestion not in _SLOWLY and not quoted(passage.text, hit.start):
            yield hit


_CHOICE = unquoted(
    chain(
        pattern(r"\b(?:either|whether)\ (?P<hit>(?P<x>(?:the\ )?[\w-]{3,})\ or\ (?P=x))" + _TAIL),
        pattern(r"\bneither\ (?P<hit>(?P<x>(?:the\ )?[\w-]{3,})\ nor\ (?P=x))" + _TAIL),
        pattern(r"\bboth\ (?P<hit>(?P<x>(?:the\ |in\ )?[\w-]{3,})\ and\ (?P=x))" + _TAIL),
        pattern(r"\bnot\ only\ (?P<hit>(?P<x>(?:the\ |in\ )?[\w-]{3,})\ but\ (?:also\ )?(?P=x))" + _TAIL),
    )
)

_GLOSS = late(r" [(\[](?:the |The )?(?P<x>[^\W\d_][\w'’.&-]{2,}(?: [\w'’&-]+){0,5})[)\]]")


def _gloss(passage: Passage) -> Iterator[Hit]:
    for match in _GLOSS.finditer(passage.text):
        start = match.start() - len(match["x"])
        before = passage.text[max(start, 0) : match.start()]
        if before.lower() == match["x"].lower() and not re.match(r"[\w-]", passage.text[max(start - 1, 0) : start]):
            yield Hit(start, match.end(), before)


_NAMES = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September October
    November December Russia Russian Ukraine Ukrainian Germany German France French Spain Spanish Italy Italian Poland Polish
    China Chinese Turkey Turkish Europe European America American Britain British Finland Finnish Estonia Estonian Latvia Latvian
    Lithuania Lithuanian Norway Norwegian Sweden Swedish Denmark Danish Serbia Serbian Croatia Croatian Czech Iran Iranian Iraq Syria
    Syrian Israel Israeli Japan Japanese Korea Korean India Indian Moscow Berlin Paris London Prague Warsaw Vienna Madrid Rome Kiev
    Brussels Beijing Istanbul Athens President Minister Mayor Director Chairman Deputy Professor Doctor General Colonel Governor
    Secretary Ambassador Ministry Committee Parliament Government Championship Council Commission Company University Federation
    Association Republic Region District Union Olympic Street
    """
_NAME_TWICE = late(rf"(?<![\w'’-])(?P<x>{'|'.join(_NAMES.split())}) (?P=x)(?![\w'’-])")


def _names(passage: Passage) -> Iterator[Hit]:
    for match in _NAME_TWICE.finditer(passage.text):
        yield Hit(match.start(), match.end(), match["x"])


_FUNCTIONS = "to at his their our my its this these into which if or but because between about under without upon than"
_FUNCTION_TWICE = pattern(rf"(?<![-'])\b(?P<x>{'|'.join(_FUNCTIONS.split())})\ (?P=x)(?=\ [\w“\"])", r"\g<x>")

RULES: tuple[Rule, ...] = (
    Rule(
        id="repetition.gender-pair",
        severity=Severity.ERROR,
        languages=("de", "es", "fr", "cs", "sr", "pt"),
        message="The same people stand twice: the source names men and women, and English has one word.",
        rationale="'Schülerinnen und Schüler', 'ciudadanos y ciudadanas': English nouns have no gender, so both become one.",
        source="Duden, Handbuch geschlechtergerechte Sprache; observed in output of several systems.",
        find=_people,
        triggers=frozenset(
            (*(f"{w} and {w}" for w in _PEOPLE), *(f"{w} and the {w}" for w in _PEOPLE), *(f"{w} {w}" for w in _PEOPLE))
        ),
        kinds=EVERYWHERE,
        must_flag=(
            "The school has 500 students and students.",
            "Dear citizens and citizens, welcome.",
            "The colleagues and the colleagues agreed.",
            "All teachers/teachers must register.",
        ),
        must_pass=(
            "The school has 500 students and teachers.",
            "The camp held refugees and refugees from the war.",
            "Patients and patients' families may wait here.",
            "There are students and students who work.",
        ),
    ),
    Rule(
        id="repetition.joined",
        severity=Severity.WARNING,
        languages=(),
        message="'And' or 'or' joins a word to itself.",
        rationale="Two synonyms of the source have one translation, and the pair becomes a word joined to itself.",
        source="Observed in output of systems from German, Russian and Lithuanian.",
        find=_abstract,
        triggers=frozenset(
            f"*{end} {c}"
            for end in (
                "tion",
                "sion",
                "ment",
                "ness",
                "ity",
                "ance",
                "ence",
                "ism",
                "ship",
                "logy",
                "ture",
                "sure",
                "ics",
                "tive",
                "ical",
                "able",
                "ible",
                "ency",
                "ancy",
                "ly",
                "tions",
                "sions",
                "ments",
                "ities",
                "ances",
                "isms",
                "tures",
            )
            for c in ("and", "or")
        ),
        must_flag=(
            "The law protects freedom of movement and movement.",
            "She did it in a friendly and friendly way.",
            "The court ordered the closure and closure of the plant, for payment and payment.",
            "They offer education and education for all.",
        ),
        must_pass=(
            "The law covers immigration and immigration policy.",
            "It grew slowly and slowly.",
            "They offer education and training for all.",
            "He wants information and information technology.",
        ),
    ),
    Rule(
        id="repetition.choice",
        severity=Severity.WARNING,
        languages=(),
        message="The two sides of the choice are the same word.",
        rationale="Two words of the source that differ have one translation, and the contrast is lost.",
        source="Observed in output of several systems.",
        find=_CHOICE,
        triggers=frozenset(("either", "neither", "whether", "both", "not only")),
        must_flag=(
            "It is either cheap or cheap.",
            "Neither the city nor the city has paid.",
            "It is not only safe but also safe.",
            "They sell both boots and boots.",
        ),
        must_pass=(
            "It is either cheap or quick.",
            "Neither the city nor the city council has paid.",
            "Not a sound but a sound of rain was heard.",
            "They sell both boots and boot laces.",
        ),
    ),
    Rule(
        id="repetition.gloss",
        severity=Severity.ERROR,
        languages=("ru", "uk", "zh", "fi", "el", "ar"),
        message="The brackets repeat what stands before them.",
        rationale="The source gives a name in two languages or scripts, and both become the same in English.",
        source="Observed in output of systems from Russian, Chinese and Finnish.",
        find=_gloss,
        signs=frozenset("(["),
        kinds=EVERYWHERE,
        must_flag=(
            "He caught measles (measles) there.",
            "The painter Anna Hall (Anna Hall) sold a picture.",
            "The Senate (Senate) held a vote.",
            "Members of the World Bank (the World Bank) met.",
        ),
        must_pass=(
            "Members of the World Bank (WB) met.",
            "Anna Hall (born Anna Reed) sold a picture.",
            "The function f(x) is flat.",
            "He lives in Kiev (Ukraine).",
        ),
    ),
    Rule(
        id="repetition.name",
        severity=Severity.WARNING,
        languages=(),
        message="The name or title stands twice in a row.",
        rationale="A system that has lost its place repeats a name, or gives a compound and its head by one word.",
        source="Observed in output of several systems.",
        find=_names,
        triggers=frozenset(f"{name.lower()} {name.lower()}" for name in _NAMES.split()),
        kinds=EVERYWHERE,
        must_flag=(
            "The market is on Thursday Thursday.",
            "He works for a Danish Danish brewery.",
            "President President Havel spoke.",
            "The Ministry Ministry of Health is shut.",
        ),
        must_pass=(
            "The market is on Thursday, Thursday's rain or not.",
            "He works for a Danish brewery.",
            "Mr President, President Havel is here.",
            "The song 'Monday, Monday' was on.",
        ),
    ),
    Rule(
        id="repetition.function-word",
        severity=Severity.NOTE,
        languages=(),
        message="The word stands twice.",
        rationale="A system that has lost its place repeats a small word. People do so too when they edit.",
        source="Observed in output of 2013 to 2019 systems.",
        find=_FUNCTION_TWICE,
        triggers=frozenset(f"{word} {word}" for word in _FUNCTIONS.split()),
        must_flag=(
            "They went to to the station.",
            "He sold his his house.",
            "They walked into into the hall.",
            "It is bigger than than the old one.",
        ),
        must_pass=(
            "They went to, to be exact, the station.",
            "He gave up his. His wife did not.",
            "From page to page-to-page links.",
            "What this is, this is not clear.",
        ),
    ),
)
