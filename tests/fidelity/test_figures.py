"""Figures: every style of digits and words reads back to its value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.fidelity import FigureKind, explained, read
from mtqa.fidelity.tables import languages, table

WHOLE = st.integers(min_value=0, max_value=10**12)
DIGITS = [
    str.maketrans("0123456789", digits) for digits in ("٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９", "০১২৩৪৫৬৭৮৯")
]
ONES = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn".split()
TENS = "- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()


def _values(text, language="en"):
    return [set(map(int, figure.values)) for figure in read(text, language).figures]


@settings(max_examples=60, deadline=None)
@given(WHOLE, st.sampled_from([",", ".", " ", "'", "’", "\u00a0", "\u202f", ""]), st.sampled_from(["es", "ru", None]))
def test_thousands_read_back(number, mark, language):
    """A whole number grouped by any mark is among its readings."""
    text = f"{number:,}".replace(",", mark)
    (figure,) = read(f"({text})", language).figures
    assert Decimal(number) in figure.values
    assert figure.text == text


@settings(max_examples=60, deadline=None)
@given(WHOLE, st.integers(min_value=0, max_value=99), st.sampled_from([",.", ".,", " ,", "'."]))
def test_decimals_read_back(number, part, marks):
    """A decimal in the style of any country is among its readings."""
    text = f"{number:,}".replace(",", marks[0]) + f"{marks[1]}{part:02}"
    (figure,) = read(text, "de").figures
    assert Decimal(f"{number}.{part:02}") in figure.values


@settings(max_examples=40, deadline=None)
@given(WHOLE, st.sampled_from(DIGITS))
def test_digits_of_other_scripts(number, script):
    """Digits of any script are read, and the span is that of the text."""
    text = f"[{str(number).translate(script)}]"
    (figure,) = read(text, None).figures
    assert (figure.values, text[figure.start : figure.end]) == ({Decimal(number)}, text[1:-1])


def _german(number):
    if number >= 1000:
        return f"{_german(number // 1000)}tausend{_german(number % 1000) if number % 1000 else ''}"
    if number >= 100:
        return f"{_german(number // 100)}hundert{_german(number % 100) if number % 100 else ''}"
    if number < len(ONES):
        return ONES[number]
    if number < 20:
        return {17: "siebzehn", 18: "achtzehn", 19: "neunzehn"}[number]
    ones = {0: "", 1: "einund"}.get(number % 10, f"{ONES[number % 10]}und")
    return ones + TENS[number // 10]


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=13, max_value=999_999).filter(lambda n: n % 100 != 1))
def test_german_words_read_back(number):
    """A number written in one German word reads back to its value."""
    assert Decimal(number) in read(_german(number), "de").worded


def _chinese(number):
    digits = "零一二三四五六七八九"
    text, zero = "", False
    for place, sign in ((10**8, "亿"), (10**4, "万")):
        if number >= place:
            text += _chinese(number // place) + sign
            zero = number % place < place // 10
            number %= place
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if zero and text else "") + digits[digit] + sign
            zero = False
        elif text:
            zero = True
    return text or "零"


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=10, max_value=10**9))
def test_chinese_numerals_read_back(number):
    """A number in Chinese characters reads back to its value."""
    assert Decimal(number) in read(f"共{_chinese(number)}人", "zh").worded


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("двухсот двадцати пяти миллионов", "ru", 225_000_000),
        ("сімдесят два", "uk", 72),
        ("дзвесце сорак", "be", 240),
        ("двеста тридесет и пет", "bg", 235),
        ("петстотини и дваесет", "mk", 520),
        ("двадесет и три", "sr", 23),
        ("tristo pedeset i dva", "hr", 352),
        ("petsto hiljada", "bs", 500_000),
        ("petindvajset", "sl", 25),
        ("pětadvacet", "cs", 25),
        ("päťdesiat tri", "sk", 53),
        ("dwustu trzydziestu", "pl", 230),
        ("drieëntwintig", "nl", 23),
        ("tvåhundra fyrtiofem", "sv", 245),
        ("femoghalvtreds", "da", 55),
        ("trettifem", "no", 35),
        ("fjörutíu og tveir", "is", 42),
        ("kaksisataa", "fi", 200),
        ("kakskümmend viis tuhat", "et", 25_000),
        ("divdesmit pieci", "lv", 25),
        ("trisdešimt septyni", "lt", 37),
        ("mil millones doscientos", "es", 1_000_000_200),
        ("trenta-cinc", "ca", 35),
        ("duzentos e trinta", "pt", 230),
        ("quatre-vingt-dix-neuf", "fr", 99),
        ("soixante-douze mille", "fr", 72_000),
        ("vingt-et-un", "fr", 21),
        ("duecentotrentaquattromila", "it", 234_000),
        ("cinci sute de mii", "ro", 500_000),
        ("διακόσια είκοσι τρία", "el", 223),
        ("huszonhárom", "hu", 23),
        ("yüz elli bin", "tr", 150_000),
        ("三百二十万", "ja", 3_200_000),
        ("스물다섯", "ko", 25),
        ("خمسة وعشرون ألفا", "ar", 25_000),
        ("nineteen ninety-nine", "en", 1999),
        ("XXI век", "ru", 21),
        ("двадцатипятилетний", "ru", 25),
        ("二〇一九", "zh", 2019),
    ],
)
def test_words(text, language, value):
    """Number words of every language add up."""
    assert Decimal(value) in read(text, language).worded


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("1.234", "en", {Decimal("1.234"), Decimal(1234)}),
        ("12,34,567", "en", {Decimal(1234567)}),
        ("40多万", "zh", {Decimal(400_000)}),
        ("1.2亿", "zh", {Decimal(120_000_000)}),
        ("2,5 млрд", "ru", {Decimal(2_500_000_000)}),
        ("400 de miliarde", "ro", {Decimal(400_000_000_000)}),
        ("4,8 miljonilt", "et", {Decimal(4_800_000)}),
        ("34.5千米", "zh", {Decimal("34.5")}),
        ("3 crore", "en", {Decimal(30_000_000)}),
        ("平成30", "ja", {Decimal(30), Decimal(2018)}),
    ],
)
def test_scales_and_styles(text, language, values):
    """Words for powers of ten are part of the value."""
    (figure,) = read(text, language).figures
    assert figure.values == values


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("12%", FigureKind.PERCENT, {"percent"}),
        ("RMB 100", FigureKind.MONEY, {"yuan"}),
        ("40 km", FigureKind.MEASURE, {"km"}),
        ("2019", FigureKind.YEAR, set()),
        ("3 p.m.", FigureKind.TIME, set()),
        ("21st", FigureKind.ORDINAL, set()),
        ("A320", FigureKind.CODE, set()),
        ("17 geese", FigureKind.NUMBER, set()),
    ],
)
def test_kinds_and_units(text, kind, unit):
    """What stands beside a number says what it counts."""
    (figure,) = read(text, "en").figures
    assert (figure.kind, figure.unit) == (kind, unit)


@pytest.mark.parametrize(
    ("source", "language", "english"),
    [
        ("в 15:30", "ru", "at 3:30 p.m."),
        ("um 15.30 Uhr", "de", "at 3:30 p.m."),
        ("в 1990-е", "ru", "in the 1990s"),
        ("90年代", "zh", "the 1990s"),
        ("100 км", "ru", "62 miles"),
        ("20 °C", "de", "68 °F"),
        ("9月", "zh", "September"),
        ("05.06.2019", "de", "5 June 2019"),
        ("+7 495 123-45-67", "ru", "+7 (495) 1234567"),
        ("5-10 млн", "ru", "5 million to 10 million"),
        ("4987", "fr", "about 5,000"),
        ("50 %", "de", "half"),
        ("१२ लाख", "ne", "1.2 million"),
        ("12 штук", "ru", "a dozen"),
    ],
)
def test_explained(source, language, english):
    """What translators write for a figure explains it."""
    other = read(english, "en")
    assert [f.text for f in read(source, language).figures if not explained(f, other, language=language)] == []


@pytest.mark.parametrize(
    ("source", "language", "english"),
    [
        ("54 млн", "ru", "54 billion"),
        ("1887", "et", "1848"),
        ("120万", "zh", "120,000"),
        ("100 км", "ru", "100 miles long, 99"),
    ],
)
def test_not_explained_by_another(source, language, english):
    """Another number, or another scale, explains nothing."""
    here, there = read(source, language), read(english, "en")
    left = [f.text for f in here.figures if not explained(f, there, language=language)]
    left += [f.text for f in there.figures if not explained(f, here, language=language)]
    assert len(left) == (1 if "miles" in english else 2)


@pytest.mark.parametrize(
    ("text", "language", "values", "others"),
    [
        ("过去七周里", "zh", {7}, {10, 12}),
        ("项目成立以来，村里的老人", "zh", set(), {10}),
        ("三成受访者", "zh", {30}, set()),
        ("下周一开会", "zh", set(), {7}),
        ("2年来", "zh", {12}, set()),
        ("今年6月的今天", "zh", set(), {12, 24, 30}),
        ("整整一个月", "zh", {30}, set()),
        ("今年の成果", "ja", set(), {10, 12}),
    ],
)
def test_characters_that_count(text, language, values, others):
    """A character for a week, a year or a tenth is one behind a number, and elsewhere a part of a word."""
    worded = read(text, language).worded
    assert worded >= values
    assert worded.isdisjoint(others)


def test_an_amount_is_one_number():
    """Euros and cents are not two numbers; a date is."""
    assert Decimal(5) not in read("Es kostet 1,5 Euro.", "de").numbers
    assert Decimal(5) in read("am 1.5. in Kiel", "de").numbers
    assert [f.unit for f in read("建校70周年，又过了70周", "zh").figures] == [{"year"}, {"week"}]


def test_every_table_loads():
    """Each table has twelve months or none, and some words; unknown languages have none."""
    for code in languages():
        found = table(code)
        assert set(found.months.values()) in (set(), set(range(1, 13)), set(range(1, 13)) - {10, 11})
        assert found.words or found.scales or found.characters
    assert table("xx") is None
    assert table("zh-CN") is table("zh")
