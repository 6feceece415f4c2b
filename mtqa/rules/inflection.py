"""The inflected forms of an English word, as far as patterns need them.

A pattern's ``make~`` stands for every form of its word, as a verb and as a noun. Forms that do not exist ('sheeps')
do no harm, since nobody writes them but those whom the patterns are after.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Forms(NamedTuple):
    """The forms of a word: base, third person or plural, past, past participle, and present participle."""

    base: str
    s: str
    past: str
    participle: str
    ing: str

    @property
    def all(self) -> tuple[str, ...]:
        """Each different form once, in the order of the fields."""
        return tuple(dict.fromkeys(self))


BE = ("be", "am", "is", "are", "was", "were", "been", "being")
"""The forms of *be*, which has more than `Forms` holds."""

_IRREGULAR_VERBS = """
arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|begin began begun
bend bent bent|bet bet bet|bind bound bound|bite bit bitten|bleed bled bled|blow blew blown|break broke broken
breed bred bred|bring brought brought|broadcast broadcast broadcast|build built built|burst burst burst
buy bought bought|cast cast cast|catch caught caught|choose chose chosen|cling clung clung|come came come
cost cost cost|creep crept crept|cut cut cut|deal dealt dealt|dig dug dug|do did done|draw drew drawn
drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought
find found found|flee fled fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|get got got|give gave given|go went gone|grind ground ground
grow grew grown|hang hung hung|have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held
hurt hurt hurt|keep kept kept|kneel knelt knelt|know knew known|lay laid laid|lead led led|leave left left
lend lent lent|let let let|lie lay lain|light lit lit|lose lost lost|make made made|mean meant meant|meet met met
mistake mistook mistaken|overcome overcame overcome|pay paid paid|put put put|quit quit quit|read read read
ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen|seek sought sought
sell sold sold|send sent sent|set set set|sew sewed sewn|shake shook shaken|shed shed shed|shine shone shone
shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut|sing sang sung|sink sank sunk|sit sat sat
sleep slept slept|slide slid slid|sow sowed sown|speak spoke spoken|spend spent spent|spin spun spun|spit spat spat
split split split|spread spread spread|spring sprang sprung|stand stood stood|steal stole stolen|stick stuck stuck
sting stung stung|stink stank stunk|strike struck struck|strive strove striven|swear swore sworn|sweep swept swept
swell swelled swollen|swim swam swum|swing swung swung|take took taken|teach taught taught|tear tore torn
tell told told|think thought thought|throw threw thrown|tread trod trodden|undergo underwent undergone
understand understood understood|undertake undertook undertaken|upset upset upset|wake woke woken|wear wore worn
weave wove woven|weep wept wept|win won won|wind wound wound|withdraw withdrew withdrawn|write wrote written
"""

_VERBS = {
    verb: (past, participle)
    for line in _IRREGULAR_VERBS.split("\n")
    for entry in line.split("|")
    if entry
    for verb, past, participle in (entry.split(),)
}

_PLURALS = dict(
    pair.split(":")
    for pair in (
        "child:children foot:feet goose:geese knife:knives leaf:leaves life:lives louse:lice loaf:loaves man:men"
        " mouse:mice ox:oxen person:people sheep:sheep shelf:shelves thief:thieves tooth:teeth wife:wives wolf:wolves"
        " woman:women half:halves calf:calves analysis:analyses crisis:crises phenomenon:phenomena criterion:criteria"
        " hero:heroes potato:potatoes tomato:tomatoes echo:echoes go:goes do:does photo:photos"
    ).split()
)

_DOUBLED = frozenset(
    "admit begin commit control equip forget occur omit patrol permit prefer quit quiz refer regret submit transfer transmit"
    " upset".split()
)
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""A word of one syllable that ends in one consonant after one vowel: it doubles its last letter."""

_VOWELS = "aeiou"


@cache
def forms(word: str) -> Forms:
    """Return the forms of a lower-cased base form; the last word of a hyphenated one is inflected."""
    head, hyphen, last = word.rpartition("-")
    if hyphen:
        return Forms(*(f"{head}-{form}" for form in forms(last)))
    stem = word + word[-1] if word in _DOUBLED or _SHORT.fullmatch(word) else word
    past = stem + ("d" if stem.endswith("e") else "ed")
    if stem.endswith("y") and stem[-2:-1] not in _VOWELS:
        past = stem[:-1] + "ied"
    simple, participle = _VERBS.get(word, (past, past))
    return Forms(word, _plural(word), simple, participle, _ing(stem))


def _plural(word: str) -> str:
    """Return the plural, which is the third person too."""
    if word in _PLURALS:
        return _PLURALS[word]
    if word == "have":
        return "has"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _ing(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")) and len(stem) > 2:
        return stem[:-1] + "ing"
    return stem + "ing"


_BEFORE_PARTICIPLE = frozenset("have has had having 've 'd be is are was were been being am get gets got".split())


def same_form(found: str, of: str, wanted: str, before: str) -> str:
    """Inflect ``wanted`` as ``found`` is inflected, which is a form of ``of``.

    Args:
        found: the form that stands in the text, lower-cased.
        of: its base form.
        wanted: the base form to inflect.
        before: the word before it in the text, which tells a past from a participle.
    """
    if of == "be" or wanted == "be":
        return _form_of_be(found, of, wanted)
    for name, form in zip(Forms._fields, forms(of), strict=True):
        if form == found:
            asked = "participle" if name == "past" and before in _BEFORE_PARTICIPLE else name
            result: str = getattr(forms(wanted), asked)
            return result
    return wanted


def as_in(match: re.Match[str], group: str, of: str, wanted: str) -> str:
    """Inflect ``wanted`` as what a group of a match is inflected, which is a form of ``of``."""
    before = match.string[: match.start(group)].split()[-1:] or [""]
    return same_form(match[group].lower(), of, wanted, before[0].lower())


def _form_of_be(found: str, of: str, wanted: str) -> str:
    if of == wanted:
        return found
    if of == "be":
        asked = {"is": "s", "was": "past", "were": "past", "been": "participle", "being": "ing"}.get(found, "base")
        result: str = getattr(forms(wanted), asked)
        return result
    of_others = {"s": "is", "past": "was", "participle": "been", "ing": "being"}
    return next((of_others.get(n, "are") for n, f in zip(Forms._fields, forms(of), strict=True) if f == found), "be")


def all_forms(word: str) -> tuple[str, ...]:
    """Return every form of a base form."""
    return BE if word == "be" else forms(word).all
