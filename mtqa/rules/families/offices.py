"""Rules: offices, degrees and addresses as Slavic languages word them."""

from __future__ import annotations

from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Rule, pattern, word_set

_MINISTRY = pattern(
    r"""(?-i:\bMinistry\ of\ (?P<field>(?:the\ )?[A-Z][a-z]+(?:,?\ (?:and\ )?[A-Z][a-z]+){0,3})\ of\ (?:the\ )?(?:Russian\ Federation|RF|Russia|Ukraine
    |Germany|France|Poland|Belarus|Kazakhstan|Armenia|Georgia|Bulgaria|Serbia|Turkey|Italy|Spain|China|Japan|Israel|Egypt|Iran
    |Syria|Moldova|Latvia|Lithuania|Estonia|Finland|Crimea|Hungary|Romania|Slovakia|Croatia|Macedonia|Czech\ Republic))\b"""
)


_DIRECTOR = pattern(
    r"""\b(?P<hit>(?:first\ )?(?:deputy\ )?general\ director|first\ deputy\ (?:head|chairman|minister|chief|director)|deputy\ general\ director)s?\b"""
)
_DEGREE = pattern(
    r"""\b(?P<hit>(?:doctor|candidate)\ of\ (?:the\ )?(?:medical|historical|economic|technical|philological|biological|legal|juridical|political
    |philosophical|pedagogical|psychological|sociological|chemical|agricultural|military|physical\ and\ mathematical
    |physico-mathematical|geographical|veterinary)\ sciences?)\b"""
)
_FEDERATION = pattern(
    r"""(?-i:\bRF(?=\ (?:[Gg]overnment|[Pp]resident|Presidential|Ministry|Armed|Federal|State\ Duma|Central|Prosecutor|Constitution|Foreign|Defen[cs]e
    |Criminal|Labou?r|Tax|Civil|citizens?)\b)|(?<=\bof\ the\ )RF(?=[.,;)]|\ (?:in|for|on|and|to|is|was|has|said)\b))""",
    lambda match: None if match.string[: match.start()].endswith("of the ") else "Russian",
)
_HOUSE = pattern(
    r"""(?-i:\b(?P<street>[A-Z][a-z]+\ (?:[Ss]treet|[Aa]venue|[Ll]ane|[Bb]oulevard|[Pp]rospekt|[Hh]ighway|[Ss]quare))(?P<hit>,\ (?:house\ |building\ |h\.\ |d\.\ )?
    (?P<n>\d{1,3}[A-Za-z]?))(?=[.,;)]\ |[.,;)]?$)(?!,\ (?:[a-z]+\ )?\d))"""
)
_FIELDS: Final = (
    "medical historical economic technical philological biological legal juridical political philosophical pedagogical"
    " psychological sociological chemical agricultural military physical physico geographical veterinary"
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="names.ministry-of-country",
        severity=Severity.NOTE,
        languages=("ru", "uk", "bg", "sr", "mk"),
        message="English names the country first: 'the Russian Finance Ministry', 'Germany's interior ministry'.",
        rationale=(
            "Slavic languages add the country in the genitive to a ministry's whole official name at every mention. English"
            " news uses the adjective or the possessive, and a shorter name."
        ),
        source="Associated Press Stylebook, on names of ministries.",
        find=_MINISTRY,
        triggers=frozenset(("ministry of",)),
        kinds=EVERYWHERE,
        must_flag=(
            "The Ministry of Finance of Russia expects less.",
            "An officer of the Ministry of Internal Affairs of Ukraine was hurt.",
            "The Ministry of Defence of the Russian Federation denied it.",
            "He asked the Ministry of Agriculture of Bulgaria.",
        ),
        must_pass=(
            "The Russian Finance Ministry expects less.",
            "The Ministry of Finance expects less.",
            "Germany's Ministry of the Interior denied it.",
            "The Ministry of Silly Walks of British television is famous.",
        ),
    ),
    Rule(
        id="names.general-director",
        severity=Severity.NOTE,
        languages=("ru", "uk", "pl", "cs", "bg", "lt"),
        message="English has a chief executive, a director general or a first deputy minister with his field: the post is a calque.",
        rationale="'Генеральный директор' and 'первый заместитель главы' are translated word for word.",
        source="Associated Press Stylebook, titles; the companies' own English pages.",
        find=_DIRECTOR,
        triggers=frozenset(
            (
                *("general director", "general directors", "first deputy head", "first deputy chairman"),
                *("first deputy minister", "first deputy chief", "first deputy director"),
            )
        ),
        must_flag=(
            "The general director of the plant resigned.",
            "Its First Deputy Head, Ivan Belov, agreed.",
            "A letter from the deputy general director came.",
            "She is the general director.",
        ),
        must_pass=(
            "The chief executive of the plant resigned.",
            "The director general of the agency agreed.",
            "In general, directors are well paid.",
            "The first deputy to vote was absent.",
        ),
    ),
    Rule(
        id="names.degree",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg", "be"),
        message="The degree is Russian: English says 'a PhD in history', 'a doctor of medicine' or nothing at all.",
        rationale="'Доктор медицинских наук' and 'кандидат исторических наук' are translated word for word.",
        source="Observed in Russian-English output; UNESCO, International Standard Classification of Education.",
        find=_DEGREE,
        triggers=frozenset(f"{degree} of {field}" for degree in ("doctor", "candidate") for field in _FIELDS.split()),
        must_flag=(
            "Ivan Belov, doctor of medical sciences, spoke first.",
            "She is a candidate of historical sciences.",
            "The author, Doctor of Technical Sciences, lives in Tver.",
            "He became a candidate of economic sciences in 1990.",
        ),
        must_pass=(
            "Ivan Belov, a doctor of medicine, spoke first.",
            "She has a PhD in history.",
            "The doctor of medical fame lives in Tver.",
            "The candidate of economic reform lost.",
        ),
    ),
    Rule(
        id="names.federation-acronym",
        severity=Severity.WARNING,
        languages=("ru",),
        message="'RF' for the Russian Federation is not used in English: write 'Russian' or 'Russia'.",
        rationale="Russian papers shorten the state's name to 'РФ', and systems copy the letters.",
        source="Associated Press Stylebook, Russia.",
        find=_FEDERATION,
        triggers=word_set("rf"),
        kinds=EVERYWHERE,
        must_flag=(
            "The RF Ministry of Energy will change the rules.",
            "A decree of the RF Government was signed.",
            "Under the laws of the RF, it is a crime.",
            "RF citizens need no visa.",
        ),
        must_pass=(
            "The Russian Ministry of Energy will change the rules.",
            "The strength of the RF signal fell.",
            "An RF engineer was hired.",
            "The RF amplifier is broken.",
        ),
    ),
    Rule(
        id="names.house-number",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "es", "it", "pl", "cs"),
        message="The house number stands before the street in English: '46 Mill Street'.",
        rationale="Most languages of Europe put the number after the street, with a comma in Russian and Spanish.",
        source="The Chicago Manual of Style, 9.50-9.52, on addresses.",
        find=_HOUSE,
        triggers=word_set("street avenue lane boulevard prospekt highway square"),
        signs=frozenset("0123456789"),
        kinds=EVERYWHERE,
        must_flag=(
            "A fight broke out at Mytnaya Street, 46.",
            "The shop (Lesnaya street, 12) is closed.",
            "She lives at Pushkin Avenue, house 7, with her son.",
            "They met on Sadovaya lane, 3.",
        ),
        must_pass=(
            "A fight broke out at 46 Mill Street.",
            "On Mill Street, 46 people were hurt.",
            "The shop on Mill Street, 12 miles away, is closed.",
            "The corner of Oak Street, 5th Avenue, is dark.",
        ),
    ),
)
