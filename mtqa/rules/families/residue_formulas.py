"""Rules: abbreviations and names of months that were left in their own language."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, pattern, word_set
from mtqa.rules.finders import DIGITS, chain, strings, unquoted
from mtqa.rules.quoting import quoted

_ABBREVIATION = unquoted(
    chain(
        pattern(
            r"(?<![\w.])(?-i:z\.\ ?B\.|d\.\ ?h\.|u\.\ ?a\.|bzw\.|usw\.|sog\.|evtl\.|ggf\.|zzgl\.|inkl\.|Mio\.|Mrd\.|Tsd\.|Std\.)(?!\w)"
        ),
        pattern(
            r"(?<![\w.])(?-i:itd\.|npr\.|tzv\.|tzn\.|itp\.|m\.in\.|atd\.|apod\.|např\.|tj\.|čl\.|st\.\ l\.|tzw\.|gł\.|godz\.|dr\.sc\.)(?!\w)"
        ),
        pattern(
            r"(?<![\w.])(?-i:p\.\ ?ej\.|c\.-à-d\.|t\.\ ?ex\.|bl\.\ ?a\.|m\.\ ?m\.(?!\w)|mm\.\ ?muassa|esim\.|jne\.|nt\.|t\.\ ?y\.|pvz\.|kt\.|vb\.|bkz\.)(?!\w)"
        ),
        pattern(
            r"(?:(?<=\b1[6-9]\d\d\ )|(?<=\b20\d\d\ ))(?P<hit>(?-i:gg?\.|godu|goda|roku))(?=[,)]|$|\ (?:the|was|is|in|and|to|on|municipal|he|it)\b|\ \()"
        ),
    )
)

_CLEAR = (
    "januara januaru siječnja siječnju februara februaru veljače ožujka ožujku travnja travnju svibnja svibnju lipnja lipnju srpnja"
    " srpnju kolovoza kolovozu rujna rujnu listopada listopadu studenog studenoga prosinca prosincu avgusta avgustu septembra"
    " septembru oktobra oktobru novembra novembru decembra decembru stycznia lutego marca kwietnia maja czerwca lipca sierpnia"
    " września października listopadu grudnia ledna února března dubna května června července srpna září října prosince"
    " yanvarya fevralya aprelya iyunya iyulya sentyabrya oktyabrya noyabrya dekabrya tammikuuta tammikuussa helmikuuta maaliskuuta"
    " huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta jaanuaril veebruaril märtsil"
    " aprillil detsembril novembril oktoobril sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio"
    " gruodžio enero febrero junio julio septiembre noviembre diciembre janvier février juillet août décembre gennaio febbraio aprile"
    " maggio giugno luglio settembre dicembre janeiro fevereiro março junho julho setembro outubro novembro dezembro gener febrer març"
    " juny juliol setembre desembre ocak şubat mayıs haziran temmuz ağustos eylül ekim kasım aralık január február október"
)
_DATED = word_set(
    "Januar Februar März Juni Juli Oktober Dezember januar februar juni juli oktober november desember avril abril agosto octubre marzo ottobre maart mei augustus oktober kasım ekim octobre"
)
_MONTHS = late(
    rf"(?<![\w-])(?:(?:{'|'.join(_CLEAR.split())})|(?<=\d )(?:{'|'.join(sorted(_DATED - {'november'}))})|(?<=\d\. )(?:{'|'.join(sorted(_DATED - {'november'}))})|(?:{'|'.join(sorted(_DATED - {'november'}))})(?= (?:19|20)\d\d\b))(?![\w-])"
)


def _months(passage: Passage) -> Iterator[Hit]:
    for match in _MONTHS.finditer(passage.text):
        near = passage.text[max(match.start() - 5, 0) : match.end() + 5]
        if any(c.isdigit() for c in near) and not quoted(passage.text, match.start()):
            yield Hit(match.start(), match.end(), None, f"'{match[0]}' is the name of a month in another language.")


RULES: tuple[Rule, ...] = (
    Rule(
        id="residue.abbreviation",
        severity=Severity.WARNING,
        languages=("de", "pl", "cs", "sr", "hr", "es", "fr", "sv", "fi", "lt", "tr", "ru"),
        message="The abbreviation is another language's.",
        rationale="Abbreviations are split from the sentence by their points, and pass through.",
        source="Duden, Abkürzungen, and its like for the other languages.",
        find=_ABBREVIATION,
        signs=frozenset("."),
        triggers=strings("""
            z b, d h, u a, bzw, usw, sog, evtl, ggf, zzgl, inkl, mio, mrd, tsd, std, itd, npr, tzv, tzn, itp, m in, atd, apod, např, tj, čl,
            tzw, gł, godz, p ej, c  à d, t ex, bl a, m m, esim, jne, nt, t y, pvz, kt, vb, bkz, g, gg, godu, goda, roku, z  b, d  h, u  a
            """),
        must_flag=(
            "They sell fruit, z.B. apples, in the square.",
            "Pears, plums etc. and npr. apples are sold.",
            "He lives in a flat bzw. a house.",
            "The law of 2012 g. is void.",
        ),
        must_pass=(
            "They sell fruit, e.g. apples, in the square.",
            "The mass is 5 g. It is small.",
            "Mr. B. Hall and Dr. H. Hill came.",
            "He ran the 1500 m. and won.",
        ),
    ),
    Rule(
        id="residue.month",
        severity=Severity.ERROR,
        languages=("sr", "hr", "pl", "cs", "ru", "fi", "et", "lt", "es", "fr", "it", "pt", "ca", "tr", "de", "no"),
        message="The name of the month is another language's.",
        rationale="The name of a month beside figures is taken for a part of the number, and copied with it.",
        source="Unicode CLDR, names of months.",
        find=_months,
        triggers=frozenset(name.lower() for name in (*_CLEAR.split(), *(_DATED - {"november"}))),
        signs=DIGITS,
        kinds=EVERYWHERE,
        must_flag=(
            "The fair opens on 12 septembra.",
            "He was born on 7. Juni 1950 in Graz.",
            "The law of 3 października 2014 is void.",
            "They met on 5 julio in Madrid.",
        ),
        must_pass=(
            "The fair opens on 12 September.",
            "Julio, 5, was born in Madrid.",
            "The Plaza de Mayo 25 years ago was full.",
            "He lives at 25 Calle Marzo in the north.",
        ),
    ),
)
