"""Rules: words, abbreviations and whole sentences that were left in their own language."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules.base import PROSE, Hit, Passage, Rule, late, pattern, word_set
from mtqa.rules.families import residue_formulas
from mtqa.rules.families.untranslated import around, lone
from mtqa.rules.finders import chain, strings, unquoted
from mtqa.rules.lexicon.residue_common import COMMON, SMALL
from mtqa.rules.quoting import quoted


def _common(passage: Passage) -> Iterator[Hit]:
    for i, word in enumerate(passage.words):
        language = COMMON.get(word.text)
        if language is None or not lone(passage, i):
            continue
        near = [word for word in around(passage, i) if word is not None]
        # A foreign phrase of several words is quoted on purpose more often than not.
        if near and all(other.text.isascii() and other.lower not in COMMON for other in near):
            yield Hit(word.start, word.end, None, f"'{word.text}' was left untranslated ({language}).")


_ENGLISH = word_set("""
    the of and to in that was for on with by is are it he she his her from at as be been has have had this not but which they were
    an a its who will would or i you we there their one all more about into than no can could so
    """)
# They are English words too: a sentence left in its language has others beside them.
_SHARED = word_set("""
    am bet care com come dan des die do door hat me men met over par per plus pro see she son till van war
    """)
_TELLING = frozenset(
    word for words in SMALL.values() for word in words if len(word) > 1 and word not in _ENGLISH | _SHARED
)


def _sentence(passage: Passage) -> Iterator[Hit]:
    every = passage.plain
    if len(every) < 6 or sum(map(_ENGLISH.__contains__, every)) > 0.25 * len(every):
        return
    words = [word.lower for word in passage.words if not quoted(passage.text, word.start)]
    english = sum(map(_ENGLISH.__contains__, words))
    if len(words) < 6:
        return
    for language, small in SMALL.items():
        known = [word for word in words if word in small]
        telling = {word for word in known if word not in _ENGLISH}
        if len(telling) > 2 and len(known) > 0.3 * len(words) and len(known) > english + 1:
            first, last = passage.words[0].start, passage.words[-1].end
            yield Hit(first, last, None, f"The sentence was left untranslated ({language}).")
            return


_COMPOUND = late(
    r"(?<=[a-z] )(?P<word>[A-ZÄÖÜ]?[a-zäöüß]{3,}(?:(?<!yo)ungs|schafts|keits|heits|itäts|(?<!rela)(?<!na)tions)[a-zäöüß]{4,})(?![\w-])(?! (?:GmbH|AG|e\.V\.|[A-Z]))"
)


_BORROWED = word_set(
    "bildungsroman bildungsromans bildungsromane weltanschauungen verfassungsschutz bundesverfassungsgericht wirtschaftswunder wirtschaftswoche"
)


def _compounds(passage: Passage) -> Iterator[Hit]:
    for match in _COMPOUND.finditer(passage.text):
        word = match["word"]
        glossed = passage.text[match.end() : match.end() + 2] == " ("
        if glossed or word.lower() in _BORROWED or "tionsh" in word or word.endswith(("ungster", "ungsters", "verket")):
            continue
        if not quoted(passage.text, match.start()):
            yield Hit(
                match.start(), match.end(), None, f"The German compound '{word}' was left untranslated, as it seems."
            )


_ARTICLE = unquoted(
    chain(
        pattern(
            r"""(?-i:\b(?:the|of|in|and|to|with|for|that|from|by|at|on)\ (?P<hit>(?:der|das|dem|les|du|des|der|una|los|las|della|dei|gli|delle|nel|il|het|een)\ )
            (?=(?!angeles|alamos|vegas|palmas|moines|jour\b)[a-z]{3,}\ (?:of|and|in|is|was|the|to|which|that|are|were)\b))"""
        ),
        pattern(r"(?<![\w'’])(?-i:[dlj]|qu)['’]\ (?=(?!you\b|ye\b|yer\b|ya\b|they\b|we\b)[A-Za-z]{3,})"),
    )
)
_RUSSIAN = late(
    r"\b[a-z]{2,}(?:shch[aeiou][a-z]*|yye|yya|iyu|iyey|stvo[mv]|nykh|skikh|stvenn[a-z]+|yush[a-z]+|ayut|uyut|yayet|ovat|tsi[iy]a?|nogo|nomu|skoy|skim)\b"
)
_ENGLISH_LOOKS = word_set("pushchair pushchairs borshcht borshch fatso nogo lognogo")


def _russian(passage: Passage) -> Iterator[Hit]:
    words = passage.words
    for i, word in enumerate(words):
        if (
            len(word.text) > 5
            and _RUSSIAN.fullmatch(word.text)
            and word.text not in _ENGLISH_LOOKS
            and lone(passage, i)
        ):
            yield Hit(word.start, word.end, None, f"'{word.text}' is a Russian word in Latin letters.")


_LANGUAGES = tuple("de fr es pt it ca nl sv da fi et is pl cs sr hr sl ru tr lt lv hu ro".split())

RULES: tuple[Rule, ...] = (
    *residue_formulas.RULES,
    Rule(
        id="residue.common-word",
        severity=Severity.WARNING,
        languages=_LANGUAGES,
        message="A word of another language was left untranslated.",
        rationale="A word passes through where the system takes it for a name, or where a typing error hid it.",
        source="The commonest words of each language, less all that English, its loans or its names have.",
        find=_common,
        triggers=frozenset(word.lower() for word in COMMON),
        must_flag=(
            "The mayor said that the leute were at home.",
            "The council voted toujours for the road.",
            "They opened the nuevos hall on Monday.",
            "The town spent the rahaa on a road.",
            "It was built by the lyudi of the village.",
        ),
        must_pass=(
            "The mayor said that people were at home.",
            "“Toujours,” she said, and left.",
            "He read Die neuen Leiden on the train.",
            "The word leute (people) is German.",
        ),
    ),
    Rule(
        id="residue.sentence",
        severity=Severity.ERROR,
        languages=_LANGUAGES,
        message="The sentence was left untranslated.",
        rationale="A segment that fails, or that the system takes for English already, comes back as it was.",
        source="Function words make up a third of any text in these languages.",
        find=_sentence,
        triggers=_TELLING,
        kinds=frozenset(PROSE),
        must_flag=(
            "Der Bürgermeister hat gestern das neue Rathaus eröffnet und ist dann nach Hause gegangen.",
            "Le maire a ouvert la foire dans la ville et il est parti avec les enfants.",
            "El alcalde ha abierto la feria en la plaza y se fue con los niños.",
            "Burmistrz otworzył targi w mieście i nie był zadowolony, że to jest tak drogie.",
            "Pormestari sanoi, että se on hyvä asia, mutta hän ei ollut paikalla kun ovet avattiin.",
        ),
        must_pass=(
            "The mayor opened the fair in the town and left with the children.",
            "He played for Club Deportivo de la Coruña and for Paris.",
            "She reads “Le Rouge et le Noir” and “La Chartreuse de Parme” each year.",
            "Rue de la Paix, Paris.",
        ),
    ),
    Rule(
        id="residue.compound",
        severity=Severity.WARNING,
        languages=("de",),
        message="A German compound was left untranslated, as it seems.",
        rationale="German joins nouns into words that no vocabulary holds, and the unknown word is copied.",
        source="Duden, Fugenelement: -ungs-, -heits-, -keits-, -schafts-, -täts-.",
        find=_compounds,
        triggers=frozenset(
            f"*{joint}{letter}*"
            for joint in ("ungs", "schafts", "keits", "heits", "itäts", "tions")
            for letter in "abcdefghijklmnopqrstuvwxyzäöüß"
        ),
        must_flag=(
            "The council spoke of the Verwaltungsreform on Monday.",
            "They lost the mannschaftswertung by a point.",
            "He pays for the Krankheitskosten of his son.",
            "A new produktionsanlage was built.",
        ),
        must_pass=(
            "The council spoke of the reform on Monday.",
            "Their relationships were good, and the youngsters left.",
            "He sued at the Bundesverfassungsgericht (the constitutional court).",
            "Two functionaries of the nations came.",
        ),
    ),
    Rule(
        id="residue.article",
        severity=Severity.WARNING,
        languages=("fr", "de", "es", "it", "nl"),
        message="An article or an elided word of another language was left before the noun.",
        rationale="The system translated the noun and left its article, or the tokeniser cut l' and d' off.",
        source="Observed in output of 2013 systems.",
        find=_ARTICLE,
        triggers=strings(
            "der, das, dem, les, du, des, una, los, las, della, dei, gli, delle, nel, il, het, een, d, l, j, qu"
        ),
        must_flag=(
            "He spoke of the das house and left.",
            "They met l' minister in the hall.",
            "A lack of des means is clear.",
            "The price d' information is high.",
        ),
        must_pass=(
            "He spoke of the house and left.",
            "The Coupe des nations is held in May.",
            "Mr d'Arcy and Ms L'Estrange came.",
            "Rock 'n' roll is here, the workers' and the lads' band.",
        ),
    ),
    Rule(
        id="residue.russian-spelling",
        severity=Severity.WARNING,
        languages=("ru", "uk"),
        message="A Russian word was spelt in Latin letters instead of being translated.",
        rationale="Engines transliterate the words that are in no dictionary, endings and all.",
        source="GOST 7.79 and BGN/PCGN romanisation; endings of Russian adjectives, nouns and verbs.",
        find=_russian,
        triggers=strings("""
            *shcha*, *shche*, *shchi*, *shcho*, *shchu*, *yye, *yya, *iyu, *iyey, *stvom, *stvov, *nykh, *skikh, *stvenn*, *yush*, *ayut, *uyut, *yayet,
            *ovat, *tsia, *tsiya, *tsii, *tsiy, *nogo, *nomu, *skoy, *skim
            """),
        must_flag=(
            "They spoke of the obshchestvo of the town.",
            "The gosudarstvennyi bank is shut.",
            "It is about the operatsii in the north.",
            "A group of molodykh and novykh students met: the rabotayut ones.",
        ),
        must_pass=(
            "They ate borshch in the town.",
            "The state bank is shut.",
            "Khrushchev met Kosygin there.",
            "The Russian word obshchestvo (society) is long.",
        ),
    ),
)
