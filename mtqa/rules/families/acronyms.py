"""Rules: acronyms that don't stand for the words beside them, and acronyms of other languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, word_set

_GLOSS = late(r" \((?P<acronym>[A-Z]{3,5})\)")
_WORDS_BEFORE = late(r"[\w'-]+(?: [\w'-]+){0,20}$")
_SMALL = word_set("a an the of for and to in on at by with from or as its his her their our this that")
_BREAKS = word_set("the a an its his her their our this that these those")


def _phrase(before: str) -> list[str]:
    """Return the words of the noun phrase that ends ``before``, from its determiner on."""
    phrase: list[str] = []
    for word in reversed(before.replace("-", " ").split()):
        if word in _BREAKS:
            break
        phrase.append(word)
    return phrase[::-1]


def _spelled(acronym: str, words: str) -> bool:
    """Say whether the letters occur in the words in their order, within words too (DNA, XML)."""
    letters = iter(words)
    return all(letter in letters for letter in acronym)


def _mismatched(passage: Passage) -> Iterator[Hit]:
    for match in _GLOSS.finditer(passage.text):
        acronym = match["acronym"].lower()
        run = _WORDS_BEFORE.search(passage.text[max(match.start() - 160, 0) : match.start()])
        before = " ".join(run[0].split(" ")[-10:]) if run else ""
        words = [word for word in _phrase(before) if word not in _SMALL]
        expansion = words[-len(acronym) :]
        if len(expansion) < len(acronym) or any(not word.isalpha() or word != word.lower() for word in expansion):
            continue
        # "A scan by magnetic resonance imaging (MRI)" takes a letter from a word further back.
        near = before.lower().replace("-", " ").split()[-len(acronym) - 2 :]
        missing = Counter(acronym) - Counter(word[0] for word in expansion)
        if missing.total() != 1 or _spelled(acronym, " ".join(near)):
            continue
        if next(iter(missing)) not in {word[0] for word in near}:
            yield Hit(match.start("acronym"), match.end("acronym"))


# Acronym: (English, the words that it stands for in its own language).
_FOREIGN: Final[dict[str, tuple[str, str]]] = {
    "BCE": ("ECB", "Banque centrale européenne"),
    "BIP": ("GDP", "Bruttoinlandsprodukt"),
    "EEUU": ("US", "Estados Unidos"),
    "ETsB": ("ECB", "Evropeyskiy tsentral'nyy bank"),
    "EZB": ("ECB", "Europäische Zentralbank"),
    "FMI": ("IMF", "Fonds monétaire international"),
    "ETSB": ("ECB", "Evropeyskiy tsentral'nyy bank"),
    "GIBDD": ("traffic police", "Gosudarstvennaya inspektsiya bezopasnosti dorozhnogo dvizheniya"),
    "IWF": ("IMF", "Internationaler Währungsfonds"),
    "MVF": ("IMF", "Mezhdunarodnyy valyutnyy fond"),
    "OBSE": ("OSCE", "Organizatsiya po bezopasnosti i sotrudnichestvu v Evrope"),
    "OMC": ("WTO", "Organisation mondiale du commerce"),
    "ONU": ("UN", "Organisation des Nations unies"),
    "OON": ("UN", "Organizatsiya Ob'yedinyonnykh Natsiy"),
    "MChS": ("Emergencies Ministry", "Ministerstvo po chrezvychaynym situatsiyam"),
    "MOK": ("IOC", "Mezhdunarodnyy olimpiyskiy komitet"),
    "OGM": ("GMO", "organisme génétiquement modifié"),
    "ONG": ("NGO", "organisation non gouvernementale"),
    "ONGs": ("NGOs", "organizaciones no gubernamentales"),
    "OSN": ("UN", "Organizace spojených národů"),
    "OSZE": ("OSCE", "Organisation für Sicherheit und Zusammenarbeit in Europa"),
    "OTAN": ("NATO", "Organisation du traité de l'Atlantique nord"),
    "PIB": ("GDP", "produit intérieur brut"),
    "SSSR": ("USSR", "Soyuz Sovetskikh Sotsialisticheskikh Respublik"),
    "SShA": ("US", "Soyedinyonnyye Shtaty Ameriki"),
    "UdSSR": ("USSR", "Union der Sozialistischen Sowjetrepubliken"),
    "VIH": ("HIV", "virus de l'immunodéficience humaine"),
    "VMF": ("Navy", "Voyenno-morskoy flot"),
    "VOZ": ("WHO", "Vsemirnaya organizatsiya zdravookhraneniya"),
    "VTO": ("WTO", "Vsemirnaya torgovaya organizatsiya"),
    "VVP": ("GDP", "valovoy vnutrenniy produkt"),
}
# In brackets it glosses its own language's words; after a number BCE is an era.
_FOREIGN_ACRONYM = late(rf"(?<![\w(.'\"/-])(?<!\d )(?:{'|'.join(_FOREIGN)})(?![\w)/-])")


def _foreign(passage: Passage) -> Iterator[Hit]:
    for match in _FOREIGN_ACRONYM.finditer(passage.text):
        english, words = _FOREIGN[match[0]]
        message = f"'{match[0]}' is another language's acronym ({words}): in English it is {english}."
        yield Hit(match.start(), match.end(), english, message)


RULES: tuple[Rule, ...] = (
    Rule(
        id="names.acronym-mismatch",
        severity=Severity.WARNING,
        languages=(),
        message="The acronym in brackets doesn't match the words that it stands for.",
        rationale=(
            "The words are translated anew while the acronym is looked up in a table, copied or transliterated, so the"
            " two part company. A writer who gives an acronym in brackets takes its letters from the words before it."
        ),
        source="Observed in Russian-English output, where PRO becomes NMD after 'missile defense system'.",
        find=_mismatched,
        signs=frozenset("("),
        kinds=EVERYWHERE,
        must_flag=(
            "The cost of a flood defence system (FKS) was not given.",
            "They buy a portable water filter (PWC) every year.",
            "The plant makes an optical guided missile (UGM) for export.",
            "She wrote about mutual investment funds (PIF) in Russia.",
        ),
        must_pass=(
            "A flood defence system (FDS) was built.",
            "Patients with amyotrophic lateral sclerosis (ALS) took part.",
            "The Kurdistan Workers' Party (PKK) denied it.",
            "The file is in extensible markup language (XML).",
            "The chief executive (CEO) has left.",
            "She had a magnetic resonance imaging scan (MRI) on Friday.",
            "The level of deoxyribonucleic acid (DNA) was low.",
            "Shares of the iPhone maker (AAPL) rose.",
        ),
    ),
    Rule(
        id="names.foreign-acronym",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "fr", "es", "it", "pt"),
        message="The acronym is another language's.",
        rationale=(
            "Acronyms pass through translation as they are or letter by letter. An organisation has a name of its own"
            " in English, and an English text uses that one's letters."
        ),
        source="The organisations' own English names.",
        find=_foreign,
        triggers=frozenset(acronym.lower() for acronym in _FOREIGN),
        kinds=EVERYWHERE,
        must_flag=(
            "The OTAN summit ended without a statement.",
            "Inspectors of the OSZE crossed the border.",
            "A resolution of the OON was adopted.",
            "The PIB grew by 2 percent.",
        ),
        must_pass=(
            "The NATO summit ended without a statement.",
            "The city was founded in 300 BCE by settlers.",
            "The International Monetary Fund (FMI) has its seat in Washington.",
            "GDP grew by 2 percent.",
        ),
    ),
)
