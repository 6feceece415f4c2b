"""Rules: residue, what a system could not read and left as it was: engine marks and other alphabets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, FOREIGN, Hit, Passage, Rule, late
from mtqa.rules.families import untranslated
from mtqa.rules.quoting import quoted

_MARK = late(
    r"(?<![\w*/\\.'])(?<!\*\ )[*#@](?!(?:nix|BSD)\b)(?=[^\W\d_]{3})[^\W_]+(?:['-][^\W\d_]+)*(?![\w*]|-\ |\.\w)"
)
_CODE = late(r"\w\(|\[\]|[{}=]|::|;\s*\Z")
"""What is code rather than prose, where a star is a pointer."""
_NUMBER_MARK = late(r"(?<![\w#])#\d{1,2}\.(?=\ [A-Z])")


def _marks(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    if "*" not in text or _CODE.search(text):
        return
    stars = [m for m in _MARK.finditer(text) if m[0][0] == "*" and m.start() and not _reconstructed(text, m.start())]
    # A lone mark at the start is a footnote's, and a star that closes is emphasis.
    if not stars or re.search(r"\w\*(?!\w)", text) or "**" in text:
        return
    stars += [m for m in _MARK.finditer(text) if m[0][0] != "*"]
    stars += _NUMBER_MARK.finditer(text)
    if text.startswith("*") and (first := _MARK.match(text)):
        stars.append(first)
    for match in sorted(stars, key=re.Match.start):
        yield Hit(match.start(), match.end())


def _reconstructed(text: str, at: int) -> bool:
    """Say whether a star marks a linguist's form: after the name of a language, or several in a list of forms."""
    return bool(re.search(r"(?:Proto-[\w-]+|PIE|Gmc|Old \w+|[Rr]oot|\bfrom|\bform) ?\Z", text[max(at - 40, 0) : at]))


_CYRILLIC_LETTERS = frozenset(map(chr, range(0x400, 0x500)))
_CYRILLIC = late(r"[Ѐ-ӿ]")
_CYRILLIC_IN_LATIN = late(r"[^\W\d_]*(?:[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z])[^\W\d_]*")
_OTHER_SCRIPT = late(r"[Ͱ-Ͽἀ-῿]{3,}|[Ѐ-ӿ]{2,}|[֐-ۿ]{2,}|[぀-ヿ一-鿿가-힯]+")

_BAR = late("[|·•]")
_LEAST_PARTS = 3


def _mixed(passage: Passage) -> Iterator[Hit]:
    if not _CYRILLIC.search(passage.text):
        return
    for match in _CYRILLIC_IN_LATIN.finditer(passage.text):
        yield Hit(match.start(), match.end())


def _script(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for match in _OTHER_SCRIPT.finditer(text):
        if _in_a_list(text, match.start()):
            continue
        touching = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        if not any((c.isalpha() and c.isascii()) or c == "*" for c in touching) and not quoted(text, match.start()):
            yield Hit(match.start(), match.end())


def _in_a_list(text: str, at: int) -> bool:
    """Say whether a place lies between the bars of a list, in a part without Latin letters: a menu of languages."""
    parts = _BAR.split(text)
    if len(parts) < _LEAST_PARTS:
        return False
    end = 0
    for part in parts:
        end += len(part) + 1
        if at < end:
            return not any(c.isalpha() and c.isascii() for c in part)
    return False


RULES: tuple[Rule, ...] = (
    Rule(
        id="residue.engine-mark",
        severity=Severity.ERROR,
        languages=(),
        message="A translation engine marked this as a word that it doesn't know.",
        rationale=(
            "Rule-based engines such as Apertium put * before a word that is in no dictionary, @ before one without a"
            " translation and # before one that they could not inflect. The marks stay when nobody reads the result."
        ),
        source="Apertium documentation: the marks *, @ and # in the output of lt-proc and the bilingual step.",
        find=_marks,
        kinds=EVERYWHERE,
        signs=frozenset("*"),
        must_flag=(
            "The mayor of *Brezje opened the new bridge.",
            "They #take of a *pozo the dog.",
            "The storm gave *neprekidne rain on #14. August.",
            "*Vatrogasci came, and the *trg was empty.",
        ),
        must_pass=(
            "*Prices are given without tax.",
            "He said that it was *really* bad.",
            "The word goes back to Proto-Slavic *gordu.",
            "The event runs under #MeToo and #TimesUp.",
            "Files such as *.txt and *.md are read.",
            "It runs on *nix, for example on *BSD.",
            "Rooms cost $90* and $120*.",
            "Declare the method as name(const char *text) in the header.",
            "The rule '*expr' stands for what can be unpacked.",
            "A *at variant of the call was present too.",
        ),
    ),
    Rule(
        id="residue.mixed-script",
        severity=Severity.ERROR,
        languages=("ru", "uk", "bg", "sr", "mk"),
        message="The word mixes Latin and Cyrillic letters.",
        rationale=(
            "A word that was transliterated in part, or joined from a translated and an untranslated piece, carries"
            " letters of both alphabets; several look the same on screen and break search and spelling checks."
        ),
        source="Unicode Technical Standard 39, mixed-script detection.",
        find=_mixed,
        kinds=EVERYWHERE,
        signs=_CYRILLIC_LETTERS,
        must_flag=(
            "The accident happened on Lesnoy Prospeсt.",
            "The сity council met.",
            "A train to Tверь was late.",
            "She lives in Kazanь.",
        ),
        must_pass=(
            "The accident happened on Lesnoy Prospect.",
            "The word мир means both peace and world.",
            "The ΛCDM model fits the data.",
            "A 5 µm filter is enough.",
        ),
    ),
    Rule(
        id="residue.script",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg", "sr", "mk", "el", "zh", "ja", "ko", "he", "ar"),
        message="Words in another alphabet stand in the middle of an English sentence, without quotation marks.",
        rationale=(
            "Names and terms that a system does not know are copied with their letters. A writer of English"
            " transliterates a name, and quotes or glosses a foreign term."
        ),
        source="Observed in output of 2013 and 2018 systems.",
        find=_script,
        signs=frozenset((FOREIGN,)),
        kinds=EVERYWHERE,
        must_flag=(
            "The team won a ticket to the финал on Sunday.",
            "He bought 豆腐 at the market.",
            "The minister met Μητσοτάκης in Athens.",
            "She paid for the обед herself.",
        ),
        must_pass=(
            "The Russian for lunch (обед) is short.",
            "The title, “Мир”, is a play on words.",
            "The angle α is small, and so is β.",
            "English | Deutsch | 한국어 | 中文 (简体) | Русский",
            "He paid 50 € for it.",
        ),
    ),
    *untranslated.RULES,
)
