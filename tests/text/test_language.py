"""Which language a text is in: the same answer every time, English never mistaken."""

import subprocess
import sys
from importlib.metadata import version

import langdetect
import pytest

from mtqa.document import Kind, Sentence, SourceMap
from mtqa.text import LANGUAGE_ID, document_language, identify
from mtqa.text.language import foreign, foreign_script, reads_english

FOREIGN = {
    "de": "Der Hafen bleibt am Sonntag wegen des starken Windes zu, und die Fähren fahren erst wieder am Montag.",
    "fr": "Le port sera fermé dimanche à cause du vent, et les bateaux ne partiront de nouveau que lundi matin.",
    "es": "El puerto permanecerá cerrado el domingo por el viento, y los barcos no saldrán hasta el lunes.",
    "it": "Il porto resterà chiuso domenica per il forte vento, e i traghetti ripartiranno soltanto lunedì mattina.",
    "nl": "De haven blijft zondag gesloten door de harde wind en de veerboten varen pas op maandag weer uit.",
    "pt": "O porto ficará fechado no domingo por causa do vento, e os barcos só voltam a sair na segunda de manhã.",
    "pl": "Port będzie zamknięty w niedzielę z powodu silnego wiatru, a promy wypłyną dopiero w poniedziałek rano.",
    "sv": "Hamnen är stängd på söndag på grund av den hårda vinden, och färjorna går inte förrän på måndag morgon.",
    "tr": "Liman pazar günü kuvvetli rüzgâr nedeniyle kapalı kalacak ve vapurlar ancak pazartesi sabahı kalkacak.",
    "ru": "Порт будет закрыт в воскресенье из-за сильного ветра, и паромы отправятся только в понедельник утром.",
    "hr": "Luka će u nedjelju biti zatvorena zbog jakog vjetra, a trajekti će isploviti tek u ponedjeljak ujutro.",
}
ENGLISH = {
    "prose": "The harbour stays closed on Sunday because of the wind, and the ferries leave again on Monday morning.",
    "odd": "For many years already this harbour calls the interest at tourists and not only at them.",
    "foreign words inside": "Over coffee and Kuchen they talked of Gemütlichkeit, Heimat and the price of Brötchen.",
    "foreign names": "Jean-Luc de la Fontaine met Giuseppe Ferrari and Jörg Müller in the Rue de Rivoli.",
    "headline": "Council backs plan to widen bridge as traffic on northern road doubles",
    "informal": "i dont know what u mean but thats the best burger ive had in this town",
}


def sentence(text, kind=Kind.PARAGRAPH):
    """Make a sentence at the start of its source."""
    return Sentence(text, kind, SourceMap.identity(0, len(text)), 1, 1)


@pytest.mark.parametrize("code", FOREIGN)
def test_identifies_other_languages(code):
    """A full sentence tells its language."""
    assert identify(FOREIGN[code]) == code
    assert foreign(FOREIGN[code]) == code


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH)
def test_english_is_english(text):
    """English with odd or foreign words in it stays English, and headlines without its little words."""
    assert (identify(text), foreign(text)) == ("en", None)


def test_plain_english_is_never_asked_about():
    """The slow statistics are for text that lacks English function words."""
    assert reads_english(ENGLISH["prose"])
    assert not reads_english(FOREIGN["nl"])


@pytest.mark.parametrize("text", ["", "   ", "12:45", "Hafen zu", "…"])
def test_too_little_text_tells_nothing(text):
    """A few letters have no language."""
    assert identify(text) is None


def test_answers_don_t_depend_on_what_came_before():
    """A fresh process and one that identified much else, at any seed, agree on an ambiguous text."""
    text = "Tokio Oslo Madrid Lima Kairo Paris Roma Porto Berlin Bogota"
    code = f"from mtqa.text import identify; print(identify({text!r}))"
    fresh = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    for other in FOREIGN.values():
        identify(other)
    assert str(identify(text)) == fresh


def test_leaves_the_shared_seed_alone():
    """Another user of langdetect in the process keeps the seed that they set."""
    before = langdetect.DetectorFactory.seed
    identify(FOREIGN["de"])
    assert langdetect.DetectorFactory.seed == before


@pytest.mark.parametrize("code", ["de", "ru", "fr"])
def test_a_document_has_the_language_of_most_of_it(code):
    """One English heading doesn't make a foreign document English, nor one foreign quote an English one foreign."""
    abroad = [sentence("News of the day", Kind.HEADING), *[sentence(FOREIGN[code])] * 8]
    home = [sentence(ENGLISH["prose"])] * 8 + [sentence(FOREIGN[code])]
    assert (document_language(abroad), document_language(home)) == (code, "en")


def test_a_long_document_is_sampled():
    """A document as long as a book is answered as fast as a page."""
    assert document_language([sentence(ENGLISH["prose"])] * 50_000) == "en"


@pytest.mark.parametrize("sentences", [[], [sentence("12 345")]])
def test_a_document_without_words_has_no_language(sentences):
    """Nothing to read, nothing to tell."""
    assert document_language(sentences) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Порт закрыт", "Cyrillic"),
        ("港口星期天关闭", "Chinese"),
        ("Το λιμάνι έκλεισε", "Greek"),
        ("الميناء مغلق", "Arabic"),
        ("Café crème brûlée", None),
        ("plain", None),
        ("→ 5 €", None),
        ("The word порт means a port in Russian.", None),
        ("When the группа заиграла живьём, it became громко.", None),
    ],
)
def test_foreign_scripts(text, expected):
    """The script of most letters counts, unless English words hold the sentence together."""
    assert foreign_script(text) == expected


def test_nothing_heavy_is_loaded_at_import():
    """Langdetect and nupunkt are loaded when first needed."""
    code = "import sys, mtqa.text; print([m for m in ('langdetect', 'nupunkt', 'torch') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_signature_names_the_installed_identifier():
    """The signature tells the version that identifies."""
    assert LANGUAGE_ID.split("+")[0] == f"langdetect@{version('langdetect')}"
