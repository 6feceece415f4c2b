"""Rules: captions and credits, the shortest texts of a page and the ones that nobody proofreads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Example, Hit, Passage, Rule, Word, late, pattern, word_set
from mtqa.rules.lexicon.people import GIVEN
from mtqa.rules.phrases import Phrase, Phrasebook

_CAPTIONS = frozenset({Kind.CAPTION})
_VERBS = word_set("""
    am are is was were be been has have had do does did can could will would may might must shall should said told
    spoke met gave took made held came went sat stood led won lost left saw kept began ran wore shook brought built
    caught drew fell felt fought found got grew heard knew laid meets put read rode sang sent set shot shows sold spent
    swam taught thought threw understood woke wrote
    """)
_NO_VERBS = word_set("across as bed his its plus press this us versus")


def _is_verb(word: Word) -> bool:
    """Say whether a lower-case word may be a verb: none in a caption means that nothing is said of anybody."""
    return word.text == word.lower and (
        word.lower in _VERBS or (word.lower.endswith(("ed", "s")) and word.lower not in _NO_VERBS)
    )


def _name_again(passage: Passage) -> Iterator[Hit]:
    words = passage.words
    seen: dict[str, int] = {}
    for i, word in enumerate(words):
        if len(word.text) < 5 or word.text == word.lower or word.text.isupper():
            continue
        first = seen.setdefault(word.text, i)
        given = words[i - 1].text in GIVEN or words[i - 1].text == words[max(first - 1, 0)].text
        ends = passage.text[word.end : word.end + 1] in ("", ".")
        if first and i - first > 2 and ends and not given and not any(map(_is_verb, words[first:i])):
            yield Hit(
                word.start,
                word.end,
                None,
                f"The caption is garbled: it repeats '{word.text}' without saying anything of it.",
            )


def _joined_twice(passage: Passage) -> Iterator[Hit]:
    for match in re.finditer(
        r"\b(?P<name>[A-Z][^\W\d_]{2,}(?: [A-Z][^\W\d_]+)?) and (?P=name)\b(?! [A-Z])", passage.text
    ):
        if match["name"] in GIVEN or " " in match["name"]:
            yield Hit(match.start(), match.end(), match["name"])


_END = r"(?=[.:]?\ *$|[.:]\ )"
_CREDIT = pattern(
    rf"""(?:^|(?<=[.!?)]\ ))(?P<hit>archive[ds]?\ (?:photography|photographs?|image|picture)|archives\ photo
    |(?:image|photo|photograph|photography|picture)\ (?:of|from|by)\ (?:the\ )?archives?|photo\ archives?|archives
    |photograph(?:y)?\ archives?|(?:photo|picture|image)\ (?:is\ )?(?:illustrative|symbolic)
    |(?:illustrative|illustration|symbolic|symbol)\ (?:photo|image|picture|photography|photograph)){_END}""",
    "File photo",
)
_FOTO = late(
    r"(?:^|(?<=[\s(*]))(?P<hit>(?:Foto|Fotos|Fotó|Fotografija|Fotografía|Valokuva|Nuotr|Zdjęcie|Снимка|Фото)(?=\s?[:/©]))"
)


_CREDIT_TRIGGERS = word_set("""
    archive archived archives illustration illustrative symbol symbolic foto fotos fotó fotografija fotografía valokuva
    nuotr zdjęcie снимка фото
    """)
_YEAR = pattern(r"(?<![\w-])(?P<year>(?:19|20)\d\d)\ and\ (?P=year)(?![\w-])", r"\g<year>")


def _credit(passage: Passage) -> Iterator[Hit]:
    yield from _CREDIT(passage)
    for match in _FOTO.finditer(passage.text):
        yield Hit(match.start("hit"), match.end("hit"), "Photo")


_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_KIN = (
    r"(?:wife|husband|mother|father|brother|sister|son|sons|daughter|daughters|children|parents|grandchildren|fiancée?)"
)
_PHRASES = Phrasebook(
    Phrase(
        "the_past",
        rf"(?:on )?the past (?P<day>(?-i:{_DAY}))(?=[.,;:)]|$)",
        r"last \g<day>",
        "English says 'last Saturday', not 'the past Saturday'.",
    ),
    Phrase(
        "night_of_the morning_of_the evening_of_the afternoon_of_the",
        rf"(?P<hit>(?:in|on|at) the (?P<part>night|morning|evening|afternoon) of the (?P<day>(?-i:{_DAY})))(?=[.,;:)]|$)",
        r"on \g<day> \g<part>",
        "English says 'on Sunday night', without articles.",
    ),
    Phrase(
        "its",
        rf"(?-i:(?:[A-Z]\w+ [A-Z]\w+)),? (?:and|with|together with|beside|before) (?P<hit>its (?P<kin>{_KIN}))\b",
        "",
        "'Its' can't refer to a person: 'his' or 'her' is meant.",
    ),
    Phrase(
        "finals",
        r"(?:to|at|in|by) finals of (?P<month>(?-i:January|February|March|April|May|June|July|August|September|October"
        r"|November|December))",
        r"at the end of \g<month>",
        "English says 'at the end of August' (Spanish 'a finales de').",
    ),
    Phrase(
        "percent",
        r"(?:to|at) the (?P<n>[a-z]+|\d+) percent of (?:his|her|its|the)(?= (?:capacity|total))",
        r"at \g<n> percent of",
        "English gives a percentage without an article (Spanish 'al once por ciento').",
    ),
)


def _caption(*texts: str) -> tuple[Example, ...]:
    return tuple(Example(text, Kind.CAPTION) for text in texts)


RULES: tuple[Rule, ...] = (
    Rule(
        id="captions.repeated-year",
        severity=Severity.ERROR,
        languages=(),
        message="The same year is joined to itself, so the phrase is garbled.",
        rationale=(
            "In captions and titles a system meets digits without a sentence around them and repeats what it has just"
            " written. Nobody joins a year to itself by 'and'."
        ),
        source="Observed in captions of online translators.",
        find=_YEAR,
        triggers=frozenset(f"{year} and {year}" for year in range(1900, 2100)),
        kinds=EVERYWHERE,
        must_flag=(
            "The harvest of 2015 and 2015 was poor.",
            *_caption("The Northern Shield exercise 2011 and 2011 in Gdynia.", "Students, 1999 and 1999."),
            "Between 2008 and 2008 the price fell.",
        ),
        must_pass=(
            "The harvests of 2015 and 2016 were poor.",
            "It lasted from 2015 to 2015.",
            "He led the team in 2009-2012 and 2012-2014.",
            "Rooms 2015 and 20150 are locked.",
        ),
    ),
    Rule(
        id="captions.repeated-name",
        severity=Severity.WARNING,
        languages=(),
        message="The caption names somebody twice and says nothing of the second.",
        rationale=(
            "A caption has no verb to hang its words on, and a system that has lost its place ends it with a name that"
            " it has already given."
        ),
        source="Observed in captions of online translators.",
        find=_name_again,
        kinds=_CAPTIONS,
        must_flag=_caption(
            "Minister Ivan Petrov at the opening of a new plant Petrov.",
            "General Markus Olsen during the exercise in the north of Norway Olsen.",
            "The writer Anna Kovacs at the fair to Leipzig Kovacs.",
            "Mayor Silva in front of the town hall to Silva.",
        ),
        must_pass=_caption(
            "Anna Miller with her husband, Peter Miller.",
            "Minister Ivan Petrov opens the new plant. Mr Petrov was born there.",
            "Sofia Lund holds a letter that her grandfather sent to Sofia.",
            "Oslo by night, and the ferry from Kiel to Oslo.",
        ),
    ),
    Rule(
        id="captions.joined-twice",
        severity=Severity.WARNING,
        languages=(),
        message="'And' joins a name to itself.",
        rationale="A system that has lost its place repeats a name; a caption of two people gives two names.",
        source="Observed in captions of online translators.",
        find=_joined_twice,
        triggers=frozenset(("and",)),
        kinds=_CAPTIONS,
        must_flag=_caption(
            "Ivan and Ivan at the station.",
            "Left to right: Maria and Maria.",
            "Anna Holt and Anna Holt in the studio.",
            "Peter and Peter before the match.",
        ),
        must_pass=_caption(
            "Ivan and Maria at the station.",
            "The factory of Johnson and Johnson.",
            "Anna Holt and Anna Bell in the studio.",
            "Bush and Bush Jr. at the ranch.",
        ),
    ),
    Rule(
        id="captions.credit",
        severity=Severity.ERROR,
        languages=("sr", "hr", "mk", "es", "ca", "de", "cs", "pl", "ru"),
        message="The credit is another language's: English captions say 'File photo' or 'Photo: name'.",
        rationale=(
            "Credits are fixed formulas. Systems leave 'Foto:' alone and render 'arhivska fotografija' or 'imagen de"
            " archivo' word for word."
        ),
        source="Associated Press Stylebook, photo captions: 'File photo'.",
        find=_credit,
        triggers=_CREDIT_TRIGGERS,
        kinds=EVERYWHERE,
        must_flag=_caption(
            "Workers on the roof of the theatre. Archive photography",
            "The dam in August. Image of archive",
            "A fire in the old mill. Foto: D. Horvat",
            "The square in winter. Archives",
            "Photo archive",
        ),
        must_pass=_caption(
            "Workers on the roof of the theatre. File photo",
            "The dam in August. Photo: Anna Bell",
            "A page from the city archives.",
            "The photo archive of the museum holds 4,000 prints.",
            "Archive photo",
        ),
    ),
    Rule(
        id="captions.calque",
        severity=Severity.WARNING,
        languages=("es", "ca", "mk", "sr", "hr", "is"),
        message="A fixed phrase of captions was translated word for word.",
        rationale=(
            "Captions live on phrases of time and kinship that differ from language to language, and a system without"
            " a sentence to go by translates their words."
        ),
        source="Observed in output of rule-based engines from Spanish, Catalan and Macedonian.",
        find=_PHRASES,
        triggers=_PHRASES.triggers,
        kinds=EVERYWHERE,
        must_flag=(
            "The team celebrates its victory the past Saturday.",
            *_caption("Fireworks in the night of the Sunday.", "Petar Nikolov with its children."),
            "The lake will be empty to finals of August.",
        ),
        must_pass=(
            "The team celebrates last Saturday's victory.",
            "Over the past Saturday and Sunday it rained.",
            "The firm Miller Brothers and its founder opened a school.",
            "The cup goes to finals in August.",
            "The night of the Sunday game was cold.",
        ),
    ),
)
