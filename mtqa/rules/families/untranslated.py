"""Rules: words of another language that were left untranslated, told by their form or their letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, Word, late, word_set
from mtqa.rules.lexicon.residue import ENDING_LOANS, ENDINGS, EXONYMS, FUNCTION_WORDS, LOANS
from mtqa.rules.quoting import quoted


def around(passage: Passage, index: int) -> tuple[Word | None, Word | None]:
    """Return the words that stand next to a word with nothing but a space between."""
    words, text = passage.words, passage.text
    word = words[index]
    before = words[index - 1] if index and text[words[index - 1].end : word.start] == " " else None
    after = words[index + 1] if index + 1 < len(words) and text[word.end : words[index + 1].start] == " " else None
    return before, after


_JOINED = frozenset("-/'@#*_‘“\"")
_STARTERS = word_set("the a an in on at of for this that his her their its our and but from to with old by no")


def lone(passage: Passage, index: int) -> bool:
    """Say whether a word stands among the writer's own lower-case words: in no name, quotation or compound."""
    word = passage.words[index]
    sides = passage.text[max(word.start - 1, 0) : word.start] + passage.text[word.end : word.end + 1]
    before, after = around(passage, index)
    # The first word of a sentence has a capital anyway: only an article or preposition there is surely no name.
    starts = before is not None and before.start == 0 and before.lower in _STARTERS
    named = (before is not None and before.text != before.lower and not starts) or (
        after is not None and after.text != after.lower
    )
    glossed = passage.text[word.end : word.end + 2] in (" -", " –", " —", " (", " =", ' "', " “", " '")
    return not (named or glossed or set(sides) & _JOINED or sides[:1] == "." or quoted(passage.text, word.start))


def _function_words(passage: Passage) -> Iterator[Hit]:
    for i, word in enumerate(passage.words):
        language = FUNCTION_WORDS.get(word.text)
        if language and _between_english(passage, i):
            yield Hit(word.start, word.end, None, f"'{word.text}' was left untranslated ({language}).")


def _between_english(passage: Passage, index: int) -> bool:
    before, after = around(passage, index)
    near = [word for word in (before, after) if word is not None]
    # A foreign phrase of several words is quoted on purpose more often than not.
    foreign = any(word.lower in FUNCTION_WORDS or not word.text.isascii() for word in near)
    return bool(near) and not foreign and lone(passage, index)


# Letters that no loan in common use has kept, as opposed to those of French, Spanish and German.
_FAR = frozenset("āăąćĉčďđēėęěğģīįıķĺļľłńņňőŕřśŝşšţťūůűųźżžșțðþ")
_NEAR = frozenset("àáâãäåçèéêëìíîïñòóôõöøùúûüýß")


def _foreign_letters(letters: frozenset[str], passage: Passage) -> Iterator[Hit]:
    if passage.text.isascii() or letters.isdisjoint(passage.text):
        return
    for i, word in enumerate(passage.words):
        core = word.lower.rpartition("'")[2] if word.lower.startswith(("d'", "l'")) else word.lower.removesuffix("'s")
        if word.text.isascii() or word.text != word.lower or len(word.text) < 3 or core in LOANS:
            continue
        if not letters.isdisjoint(word.lower) and word.lower not in FUNCTION_WORDS and lone(passage, i):
            before, after = around(passage, i)
            if all(near is None or near.text.isascii() for near in (before, after)):
                yield Hit(word.start, word.end, None, f"'{word.text}' was left untranslated.")


def _far(passage: Passage) -> Iterator[Hit]:
    return _foreign_letters(_FAR, passage)


def _near(passage: Passage) -> Iterator[Hit]:
    return (hit for hit in _foreign_letters(_NEAR, passage) if _FAR.isdisjoint(passage.text[hit.start : hit.end]))


_TAILS = frozenset(ending[-3:] for ending in ENDINGS)


def _endings(passage: Passage) -> Iterator[Hit]:
    # The last three letters tell of most sentences that there is nothing to look for.
    if _TAILS.isdisjoint([word[-3:] for word in passage.vocabulary]):
        return
    for i, word in enumerate(passage.words):
        low = word.text
        if (
            len(low) >= 6
            and low.endswith(ENDINGS)
            and low.islower()
            and low.isascii()
            and low not in ENDING_LOANS
            and lone(passage, i)
        ):
            yield Hit(word.start, word.end, None, f"'{low}' was left untranslated, as it seems.")


_GENITIVE = late(r"\w{3}(?:en|land|reich|[kh]au|stan)s\Z")


def _exonyms(passage: Passage) -> Iterator[Hit]:
    for i, word in enumerate(passage.words):
        if word.text == word.lower:
            continue
        genitive = word.text not in EXONYMS and bool(_GENITIVE.search(word.text))
        english = EXONYMS.get(word.text.removesuffix("s") if genitive else word.text.removesuffix("'s"))
        if english is None:
            continue
        before, after = around(passage, i)
        follows = after is not None and after.text != after.lower and not genitive
        precedes = before is not None and before.text != before.lower and before.start > 0
        if not (follows or precedes or quoted(passage.text, word.start)) and _unjoined(passage.text, word):
            suggestion = f"{english}'s" if genitive or word.text.endswith("'s") else english
            yield Hit(
                word.start,
                word.end,
                suggestion,
                f"'{word.text}' was left untranslated: in English it is '{english}'.",
            )


def _unjoined(text: str, word: Word) -> bool:
    """Say whether a word stands alone: in no compound, address or abbreviation."""
    left, right = text[max(word.start - 1, 0) : word.start], text[word.end : word.end + 2]
    return not (left and left in "-/@#_.&") and not (right[:1] and right[0] in "-/@_&") and not re.match(r"\.\w", right)


RULES: tuple[Rule, ...] = (
    Rule(
        id="residue.function-word",
        severity=Severity.ERROR,
        languages=(
            "de",
            "fr",
            "es",
            "ca",
            "pt",
            "it",
            "nl",
            "sv",
            "da",
            "is",
            "pl",
            "cs",
            "sr",
            "hr",
            "ru",
            "tr",
            "fi",
            "et",
            "lt",
        ),
        message="A word of another language was left untranslated.",
        rationale=(
            "A conjunction or preposition survives when the system takes it for part of a name or loses the thread."
            " Nobody who writes English uses them outside names and quotations."
        ),
        source="Frequency lists of the languages, less every form that English, its names or its loans share.",
        find=_function_words,
        triggers=frozenset(FUNCTION_WORDS),
        kinds=EVERYWHERE,
        must_flag=(
            "The town lies between the river nicht far from the border.",
            "Vineyards where the grapes još are picked by hand, koje is rare.",
            "He waited avec his brother at the station.",
            "They agreed oraz the price was too high.",
        ),
        must_pass=(
            "He wrote for the journal Nord und Süd für Kinder.",
            "The song “Nicht mit mir” was a hit.",
            "They are friends (amigos desde niños).",
            "The pros and cons are clear, and los Angeles it is.",
            "He called it la dolce vita and laughed.",
        ),
    ),
    Rule(
        id="residue.foreign-letters",
        severity=Severity.ERROR,
        languages=("cs", "pl", "sr", "hr", "lt", "lv", "ro", "tr", "hu", "is", "sk", "sl"),
        message="A word of another language was left untranslated.",
        rationale=(
            "A word that a system doesn't know passes through as it is. Lower-case words with letters such as č, ř, ł"
            " or ő are neither names nor loans of English."
        ),
        source="Observed in output of 2013 to 2019 systems from Czech, Lithuanian and Turkish.",
        find=_far,
        kinds=EVERYWHERE,
        signs=_FAR,
        must_flag=(
            "The old watchmaker sits in front of his čekárna and smokes.",
            "The firemen came to the skladište of the factory.",
            "She paid a thousand złotych for it.",
            "The council discussed the gyűlés for hours.",
        ),
        must_pass=(
            "The café on the corner serves crêpes.",
            "The dish is called “kiełbasa” there.",
            "The poet Jiří Novák was born in Plzeň.",
            "A naïve façade hides the entrée.",
            "The Slovak word čučoriedka (blueberry) is long.",
        ),
    ),
    Rule(
        id="residue.accented-word",
        severity=Severity.WARNING,
        languages=("fr", "es", "pt", "de", "sv", "fi", "et", "ca", "is"),
        message="A word of another language was left untranslated, as it seems.",
        rationale=(
            "Words with the accents of French, Spanish, German or the Nordic languages pass through as they are."
            " English keeps accents in a few hundred loans, which are left alone."
        ),
        source="Observed in output of 2013 to 2019 systems; loans after the usual English dictionaries.",
        find=_near,
        kinds=EVERYWHERE,
        signs=_NEAR,
        must_flag=(
            "The gate of the vergrößerte hall is closed.",
            "The students paid the matrícula in May.",
            "A röntgenfoto was made of the knee.",
            "He won the médaille of the city.",
        ),
        must_pass=(
            "His fiancée ordered a crème brûlée.",
            "The protégés of the émigré painter met in a café.",
            "“Très bien”, she said.",
            "The São Paulo office is closed.",
            "They danced to the Café del Mar compilation.",
        ),
    ),
    Rule(
        id="residue.foreign-ending",
        severity=Severity.WARNING,
        languages=("sr", "hr", "sl", "ru", "uk", "de", "it", "es", "lt"),
        message="A word of another language was left untranslated, as it seems.",
        rationale=(
            "A word that a system doesn't know passes through as it is, or letter by letter from Cyrillic. Its ending"
            " gives it away where it has no accent: English words don't end in -nje, -nosti, -ogo or -keit."
        ),
        source="Endings of the languages' inflections, less those that any English word or loan has.",
        find=_endings,
        kinds=EVERYWHERE,
        triggers=frozenset(f"*{ending}" for ending in ENDINGS),
        must_flag=(
            "The captain was seen on treningu before the match.",
            "They spoke about the bezopasnost of the road.",
            "A vote on the vereinbarkeit of work and family was lost.",
            "The team lost because of the travniku pitch and the preigrivanje of the ball.",
        ),
        must_pass=(
            "Gesundheit, she said, and he said gesundheit too.",
            "They ate papaya, mozzarella and antipasti.",
            "The panorama of the savanna was grand.",
            "The Glasnost era ended, and perestroika with it.",
            "The Russian word bezopasnost (security) is long.",
        ),
    ),
    Rule(
        id="residue.exonym",
        severity=Severity.ERROR,
        languages=("de", "ru", "sr", "hr", "pl", "cs", "es", "fr", "lt"),
        message="The place has a name of its own in English.",
        rationale=(
            "A place name that was inflected, or that a system took for a person's or a firm's, is copied. English has"
            " names of its own for countries and many cities."
        ),
        source="United Nations list of country names in English; usual English names of cities.",
        find=_exonyms,
        triggers=frozenset(
            form for name in EXONYMS for form in (name.lower(), f"{name.lower()}s", f"{name.lower()}'s")
        ),
        kinds=EVERYWHERE,
        must_flag=(
            "The minister flew to Warszawa on Monday.",
            "The border Frankreichs was closed.",
            "He has lived in Njemačka for ten years.",
            "Exports to Alemania have doubled.",
        ),
        must_pass=(
            "The minister flew to Warsaw on Monday.",
            "He played for Sparta Praha and FC Bayern München.",
            "The Kommunistische Partei Deutschlands was banned.",
            "She reads the Corriere della Sera and La Vanguardia España.",
            "The ship “Moskva” lay in the harbour.",
            "They drank Evropa-Club mineral water.",
        ),
    ),
)
