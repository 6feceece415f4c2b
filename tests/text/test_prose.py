"""Which sentences are not judged, and that English ones are."""

import time

import pytest

from mtqa.document import Document, Kind, Segment, Sentence, SourceMap
from mtqa.text import skip_reason, split


def sentence(text, kind=Kind.PARAGRAPH):
    """Make a sentence at the start of its source."""
    return Sentence(text, kind, SourceMap.identity(0, len(text)), 1, 1)


GERMAN = "Der Hafen bleibt am Sonntag wegen des starken Windes geschlossen, und die Fähren fahren erst am Montag."
SKIPPED = {
    "17:35 – 18:20": "not prose: no words",
    "* * *": "not prose: no words",
    "https://example.com/harbour/opening-hours": "not prose: an address",
    "(www.example.org/map)": "not prose: an address",
    "desk@harbour.example.org": "not prose: an address",
    "docs/guide/install.md": "not prose: an address",
    "Tel. +44 20 7946 0958, ext. 12-345": "not prose: mostly numbers or symbols",
    "3:1 (15:9, 21:25, 25:13, 25:21 in sets)": "not prose: mostly numbers or symbols",
    "const port_name = getName({id: 3}); return port_name;": "not prose: code",
    "$ mtqa check --fail-on=error content/": "not prose: a command",
    "$ harbour ferries list": "not prose: a command",
    "harbour ferries describe north-ferry \\": "not prose: a command",
    "harbour ferries GROUP | COMMAND [HARBOUR_FLAG ...]": "not prose: a command",
    "Порт закрыт в воскресенье.": "not English: Cyrillic script",
    "港口星期天因大风关闭。": "not English: Chinese script",
    GERMAN: "not English (de)",
    "Read more": "too short",
    "Hello.": "too short",
    "(Applause.)": "too short",
}
JUDGED = (
    "It rained today.",
    "He said that the ferry [which was late] would wait [...] until noon.",
    "$ 5 million was spent on the bridge.",
    "The minister said that the bill [HB 45 ...] would pass.",
    "The word порт means a port in Russian.",
    "In 2019, 45% of 1,200 people said no.",
    "They married in 2014. [17] [18] [19]",
    "Russia for nobody threat is not and in the future.",
    "Set the value of max_size to 5; the default is 2.",
    "The either/or choice was hard.",
    "Write to help@example.com if the page doesn't load.",
    "Over Kaffee und Kuchen they talked of Gemütlichkeit, Heimat and the price of Brötchen in Lüneburg.",
    "Call f() -> int if you must, but never before the lock is held by the same thread.",
    "Der Hafen ist zu.",
)


@pytest.mark.parametrize("text", SKIPPED)
def test_skips_with_a_reason(text):
    """What is no English prose is skipped, and the reason says why."""
    assert skip_reason(sentence(text), "en") == SKIPPED[text]


@pytest.mark.parametrize("text", JUDGED)
def test_judges_english(text):
    """English sentences are judged, with foreign words, figures or odd grammar in them too."""
    assert skip_reason(sentence(text), "en") is None


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.BYLINE])
def test_every_kind_needs_three_words(kind):
    """Two words are too short for any kind; three are enough."""
    reasons = [skip_reason(sentence(text, kind), "en") for text in ("Harbour closed", "The harbour closed")]
    assert reasons == ["too short", None]


def test_a_byline_is_not_prose():
    """Who wrote says nothing of how it reads."""
    assert skip_reason(sentence("By our correspondent in Port Hollow", Kind.BYLINE), "en") == "not prose: a byline"


@pytest.mark.parametrize(("language", "expected"), [("de", "not English (de)"), ("en", None), (None, None)])
def test_short_sentences_follow_their_document(language, expected):
    """A short foreign sentence is told as such only in a foreign document."""
    assert skip_reason(sentence("Der Hafen bleibt am Sonntag geschlossen."), language) == expected


def test_english_in_a_foreign_document_is_judged():
    """An English sentence is judged wherever it stands."""
    assert skip_reason(sentence("The harbour stays closed on Sunday because of the wind."), "de") is None


def test_throughput():
    """Splitting and looking for reasons keeps up with ten thousand sentences a second (with room for busy machines)."""
    text = "The ferry left at 5 p.m. on Monday, as it had for years. Nobody on board knew Mr. Hale well. " * 3
    segments = tuple(
        Segment(text.strip(), Kind.PARAGRAPH, SourceMap.identity(0, len(text.strip()))) for _ in range(500)
    )
    document = Document("a.txt", "plain", segments, text)
    split(document)
    started = time.perf_counter()
    sentences = split(document)
    reasons = [skip_reason(s, "en") for s in sentences]
    seconds = time.perf_counter() - started
    assert (len(sentences), set(reasons)) == (3000, {None})
    assert len(sentences) / seconds > 4000
