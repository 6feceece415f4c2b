"""Rules: letters and signs that show another script, or a text read in the wrong encoding."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, pattern
from mtqa.rules.finders import not_after, unless, where
from mtqa.rules.quoting import quoted


def _letters(first: str, last: str) -> frozenset[str]:
    return frozenset(map(chr, range(ord(first), ord(last) + 1)))


_UPPER_HALF = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™›Š-šŒœŽžŸ"
_MOJIBAKE = late(
    rf"Ã[\u0080-\u009f¡-¿‚ƒ„…†‡ˆ‰‹“”•–—˜™›]|â€[^\s\w]?|â\u0080.|Â[£©®°±²³µ·»«¿¡§´¨¤¦]|[ÐÑ][{_UPPER_HALF}](?:[ÐÑ][{_UPPER_HALF}])+"
    r"|вЂ[^\s]|(?:[РС][°±ІієїѕјљњћџђѓЂЃ‚„…†‡€‰‹‘’“”•–—™›µ¶·]){2,}|ï»¿|Ã¢"
)
_ENCODED = r"encoding|unicode|utf-?8|latin-1|mojibake|charset|\bbytes?\b|code ?page"


def _mojibake(passage: Passage) -> Iterator[Hit]:
    for match in _MOJIBAKE.finditer(passage.raw):
        yield Hit(match.start(), match.end())


# Greek and Cyrillic capitals and small letters that look Latin, inside or before Latin letters.
_ALIKE = late(r"[A-Za-z]{2}[οΟΑΒΕΖΗΙΚΜΝΡΤΥΧ][a-z]*|(?<!\w)[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο][a-z]{2,}|[A-Za-z][ο][a-z]")


def _greek(passage: Passage) -> Iterator[Hit]:
    for match in _ALIKE.finditer(passage.text):
        yield Hit(match.start(), match.end())


_LONE = not_after(
    pattern(r"(?<![\w№])(?-i:[ЁА-яё])(?![\w'])"), r"(?:letters?|vowels?|sound|consonant|and|or|,) |[°º] ?|-", 20
)
_LONE_IN_PROSE = unless(_LONE, r"\bletters?\b|alphabet|[А-яё]{2}")


def _lone(passage: Passage) -> Iterator[Hit]:
    return (hit for hit in _LONE_IN_PROSE(passage) if not quoted(passage.text, hit.start))


_COMBINING = late(
    r"(?:^|(?<=[\s\d.,;:!?()\"“”—–-]))[\u0300-\u036f]+|(?<=[a-zA-Z])[\u0300-\u036f]{3,}(?![\u0300-\u036f])"
)


def _combining(passage: Passage) -> Iterator[Hit]:
    for match in _COMBINING.finditer(passage.raw):
        yield Hit(match.start(), match.end())


_DIGITS = "٠-٩۰-۹०-९০-৯๐-๙０-９Ａ-Ｚａ-ｚ"
_FOREIGN_DIGITS = late(rf"(?:[{_DIGITS}]+[.,٫٬]?)+")


def _digits(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for match in _FOREIGN_DIGITS.finditer(text):
        sides = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
        if not quoted(text, match.start()) and not any(c.isalpha() and not c.isascii() for c in sides):
            yield Hit(match.start(), match.end(), _ascii(match[0]))


def _ascii(text: str) -> str:
    wide = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return "".join(str(int(c)) if c.isdigit() else c for c in wide).replace("٫", ".").replace("٬", ",")


_SOFT = where(
    r"[bdlmnrstvzkg]'(?!ve|re|ll)[a-z]{2}",
    unless(
        pattern(
            r"""(?<![\w'])(?!don'ts|int'l|rock'n|spic'n|ass'n|gov't|nat'l)(?-i:[a-z]{2,})[bdlmnrstvzkg]'(?:sk|k|n[aeiouy]|m[aeiouy]|ts|ch|sh|t[aeou]|y[aeu]|ev[a-z]
        |z[aeiou]|b[aeiou]|f[aeiou]|g[aeiou]|dr|bu)[a-z]+(?!')"""
        ),
        r"transliterat|romani[sz]|\bqur'|\bba'ath",
    ),
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="residue.mojibake",
        severity=Severity.ERROR,
        languages=(),
        message="The letters were read in the wrong encoding.",
        rationale="Text passes from page to service and back in several encodings; one wrong step turns é into Ã©.",
        source="The Unicode Standard, 3.9, UTF-8 bytes read as Windows-1252, Latin-1 or Windows-1251.",
        find=unless(_mojibake, _ENCODED),
        signs=frozenset("ÃâÂÐÑвРСï"),
        kinds=EVERYWHERE,
        must_flag=(
            "The cafÃ© is shut.",
            "He said it isnâ€™t so.",
            "The ticket costs Â£5.",
            "She wrote Ð¿Ñ€Ð¸ on the wall.",
            "It is the companyвЂ™s car.",
        ),
        must_pass=(
            "The café in São Paulo is shut.",
            "The château is large, and so is the pâté.",
            "In UTF-8 read as Latin-1, é becomes Ã©.",
            "GRÃO and SÃO are Portuguese.",
        ),
    ),
    Rule(
        id="residue.replacement-character",
        severity=Severity.WARNING,
        languages=(),
        message="A letter was lost: � stands for what could not be read.",
        rationale="Text passes through several encodings, and what one of them lacks is replaced.",
        source="The Unicode Standard, U+FFFD REPLACEMENT CHARACTER.",
        find=unless(pattern(r"\w*�+\w*"), _ENCODED),
        signs=frozenset("�"),
        kinds=EVERYWHERE,
        must_flag=(
            "The caf� is shut.",
            "He lives in M�nchen.",
            "It is the company�s car.",
            "They were sold� for a song.",
        ),
        must_pass=(
            "The café is shut.",
            "He lives in München.",
            "The sign � is U+FFFD in Unicode.",
            "Is it so?",
        ),
    ),
    Rule(
        id="residue.greek-in-latin",
        severity=Severity.ERROR,
        languages=("el", "ru"),
        message="A Greek letter that looks Latin stands in the word.",
        rationale="Names are typed on another keyboard, or transliterated in part, and the letters look alike on screen.",
        source="Unicode Technical Standard 39, confusable characters.",
        find=_greek,
        signs=frozenset("οΟΑΒΕΖΗΙΚΜΝΡΤΥΧ"),
        kinds=EVERYWHERE,
        must_flag=(
            "Τhe mayor of Piraeus spoke.",
            "He lives in Αthens.",
            "The cοuncil met on Monday.",
            "She flew to ΚRAKOW and Κrakow again.",
        ),
        must_pass=(
            "The ΛCDM model fits the data.",
            "The χ2 test and the α value are given.",
            "The word ὄνομα means name.",
            "A 5 Ω resistor is used.",
        ),
    ),
    Rule(
        id="residue.lone-letter",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg", "sr"),
        message="A Cyrillic letter stands alone in the sentence.",
        rationale="One-letter prepositions and abbreviations such as 'в' and 'г.' are copied.",
        source="Observed in output of 2013 to 2019 systems.",
        find=_lone,
        signs=_letters("А", "я") | frozenset("Ёё"),
        kinds=EVERYWHERE,
        must_flag=(
            "The order of 1998 г. is void.",
            "He lives в Moscow.",
            "The flat is in house 5 б on that street.",
            "They met и talked.",
        ),
        must_pass=(
            "The letter Я is the last.",
            "It is written with “ъ” in Bulgarian.",
            "They met and talked.",
            "The temperature is +12 °С.",
        ),
    ),
    Rule(
        id="residue.combining-mark",
        severity=Severity.WARNING,
        languages=(),
        message="An accent stands without its letter.",
        rationale="Letters with accents are taken apart before translation, and the pieces are tokens of their own.",
        source="Unicode Standard Annex 15, normalisation forms.",
        find=_combining,
        signs=_letters("\u0300", "\u036f"),
        kinds=EVERYWHERE,
        must_flag=(
            "He lives in Mu \u0308nchen.",
            "The cafe \u0301 is shut.",
            "\u0301The mayor spoke.",
            "Go 5\u0302 times.",
        ),
        must_pass=(
            "He lives in Mu\u0308nchen.",
            "The cafe\u0301 is shut.",
            "The vowel \u00e9 is long.",
            "Zo\u0308e spoke.",
        ),
    ),
    Rule(
        id="residue.foreign-digits",
        severity=Severity.ERROR,
        languages=("ar", "fa", "hi", "bn", "th", "zh", "ja", "ko"),
        message="The digits or letters are those of another script or of wide Asian type.",
        rationale="Numbers are copied as they are, in the digits of Arabic, Hindi or Thai or in full width.",
        source="The Unicode Standard, 22.3 and 18.5, digits and full-width forms.",
        find=_digits,
        signs=_letters("٠", "٩")
        | _letters("۰", "۹")
        | _letters("०", "९")
        | _letters("০", "৯")
        | _letters("๐", "๙")
        | _letters("０", "９")
        | _letters("Ａ", "Ｚ")
        | _letters("ａ", "ｚ"),
        kinds=EVERYWHERE,
        must_flag=(
            "The town has ٢٥٠ houses.",
            "It opened in ２０１８ in Osaka.",
            "The ＡＢＣ bank is shut.",
            "He was born in १९५० in Delhi.",
        ),
        must_pass=(
            "The town has 250 houses.",
            "The digit ‘five’ (٥) looks like a ring.",
            "It is 5² and not 5³.",
            "The note “２０１８年” is short.",
        ),
    ),
    Rule(
        id="residue.soft-sign",
        severity=Severity.WARNING,
        languages=("ru", "uk"),
        message="The word was spelt letter by letter from Cyrillic, with an apostrophe for the soft sign.",
        rationale="Engines transliterate what they don't know by table; newspapers leave the soft sign out.",
        source="ISO 9 and GOST 7.79, the soft sign; Associated Press Stylebook, Russian names.",
        find=_SOFT,
        signs=frozenset("'"),
        kinds=EVERYWHERE,
        must_flag=(
            "The palace of kul'tury is shut.",
            "They spoke of suitsidal'nye thoughts.",
            "It is the sel'skiy council.",
            "The dvigatel'nyy works is shut.",
        ),
        must_pass=(
            "The park of Gorky is shut.",
            "He couldn't've known, and she'd've helped.",
            "Rock'n'roll is here, and the Qur'an too.",
            "The Ta'izz road and Xi'an are far.",
        ),
    ),
)
