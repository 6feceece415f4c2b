"""Rules: acronyms that don't stand for the words beside them, and acronyms of other languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, PROSE, Hit, Passage, Rule

_GLOSSED = re.compile(r"(?P<before>(?:[\w'-]+ ){2,10})\((?P<acronym>[A-Z]{3,5})\)")
_SMALL = frozenset("a an the of for and to in on at by with from or as its his her their our this that".split())
_BREAKS = frozenset("the a an its his her their our this that these those".split())


def _phrase(before: str) -> list[str]:
    """Return the words of the noun phrase that ends ``before``, from its determiner on."""
    phrase: list[str] = []
    for word in reversed(before.replace("-", " ").split()):
        if word in _BREAKS:
            break
        phrase.append(word)
    return phrase[::-1]


def _mismatched(passage: Passage) -> Iterator[Hit]:
    if "(" not in passage.text:
        return
    for match in _GLOSSED.finditer(passage.text):
        acronym = match["acronym"].lower()
        words = [word for word in _phrase(match["before"]) if word not in _SMALL]
        expansion = words[-len(acronym) :]
        if len(expansion) < len(acronym) or any(not word.isalpha() or word != word.lower() for word in expansion):
            continue
        missing = Counter(acronym) - Counter(word[0] for word in expansion)
        if missing.total() == 1 and next(iter(missing)) not in match["before"].lower()[-60:]:
            yield Hit(match.start("acronym"), match.end("acronym"))


# Acronym: (English, the words that it stands for in its own language).
FOREIGN: Final[dict[str, tuple[str, str]]] = {
    "OTAN": ("NATO", "Organisation du traité de l'Atlantique nord"),
    "ONU": ("UN", "Organisation des Nations unies"),
    "OON": ("UN", "Organizatsiya Ob'edinyonnykh Natsiy"),
    "EEUU": ("US", "Estados Unidos"),
    "SNG": ("CIS", "Sodruzhestvo Nezavisimykh Gosudarstv"),
    "SSSR": ("USSR", "Soyuz Sovetskikh Sotsialisticheskikh Respublik"),
    "UdSSR": ("USSR", "Union der Sozialistischen Sowjetrepubliken"),
    "RSFSR": ("RSFSR", ""),
    "VVP": ("GDP", "valovoy vnutrenniy produkt"),
    "PIB": ("GDP", "produit intérieur brut, producto interior bruto"),
    "BIP": ("GDP", "Bruttoinlandsprodukt"),
    "MVF": ("IMF", "Mezhdunarodnyy valyutnyy fond"),
    "IWF": ("IMF", "Internationaler Währungsfonds"),
    "FMI": ("IMF", "Fonds monétaire international, Fondo Monetario Internacional"),
    "MMF": ("IMF", "Mezinárodní měnový fond"),
    "OMS": ("WHO", "Organisation mondiale de la santé, Organización Mundial de la Salud"),
    "VOZ": ("WHO", "Vsemirnaya organizatsiya zdravookhraneniya"),
    "OMC": ("WTO", "Organisation mondiale du commerce, Organización Mundial del Comercio"),
    "VTO": ("WTO", "Vsemirnaya torgovaya organizatsiya"),
    "OSZE": ("OSCE", "Organisation für Sicherheit und Zusammenarbeit in Europa"),
    "OBSE": ("OSCE", "Organizatsiya po bezopasnosti i sotrudnichestvu v Evrope"),
    "EZB": ("ECB", "Europäische Zentralbank"),
    "BCE": ("ECB", "Banque centrale européenne, Banco Central Europeo"),
    "ETsB": ("ECB", "Evropeyskiy tsentral'nyy bank"),
    "PRO": ("ABM", ""),
    "NDS": ("VAT", "nalog na dobavlennuyu stoimost'"),
    "TVA": ("VAT", "taxe sur la valeur ajoutée"),
    "IVA": ("VAT", "impuesto sobre el valor añadido"),
    "SIDA": ("AIDS", "syndrome d'immunodéficience acquise, síndrome de inmunodeficiencia adquirida"),
    "DNR": ("DPR", "Donetskaya Narodnaya Respublika"),
    "SShA": ("US", "Soedinyonnye Shtaty Ameriki"),
}
