"""Sentences that stand for each other are found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.document import Kind
from mtqa.pairing.aligning import align
from mtqa.pairing.aligning_lexicon import between
from mtqa.pairing.beads import Bead, Part

ENGLISH = [
    "The library on Mill Street opened its new reading room on 14 May 2021.",
    "Mayor Elena Petrova cut the ribbon herself.",
    "Where did the money come from?",
    "Half of the 320,000 euros was given by readers.",
    "Write to desk@library.example if you want to help on Saturdays.",
    "The old room, which had been dark and cold for years, is now a store for newspapers and maps.",
    "Children may stay until seven!",
    "Viktor Lindgren, who designed the lamps, says that he read his first novel here.",
]
RUSSIAN = [
    "Библиотека на Мельничной улице открыла новый читальный зал 14 мая 2021 года.",
    "Мэр Елена Петрова сама перерезала ленту.",
    "Откуда взялись деньги?",
    "Половину из 320 000 евро дали читатели.",
    "Пишите на desk@library.example, если хотите помогать по субботам.",
    "Старый зал, который много лет был тёмным и холодным, теперь служит хранилищем газет и карт.",
    "Детям можно оставаться до семи!",
    "Виктор Линдгрен, который придумал лампы, говорит, что прочёл здесь свой первый роман.",
]
CHINESE = [
    "磨坊街的图书馆于2021年5月14日开放了新的阅览室。",
    "市长亲自剪了彩。",
    "钱是从哪里来的？",
    "32万欧元中有一半是读者捐的。",
    "如果您想在星期六帮忙，请写信至desk@library.example。",
    "多年来又暗又冷的旧阅览室，现在用来存放报纸和地图。",
    "孩子们可以待到七点！",
    "设计灯具的人说，他在这里读了自己的第一本小说。",
]
SENTENCES = st.sampled_from([*ENGLISH, "Yes.", "No.", "", "It rained.", "A long day, 7 miles."])
TEXTS = st.lists(SENTENCES, max_size=6)


def _parts(texts):
    return [Part(text) for text in texts]


def _sizes(left, right, *, same_language, languages=(None, None)):
    """Return what faces what: the left sentences, then the right ones."""
    beads = align(_parts(left), _parts(right), same_language=same_language, languages=languages)
    return [(list(bead.left), list(bead.right)) for bead in beads]


def _straight(count):
    return [([i], [i]) for i in range(count)]


def test_nothing_faces_nothing():
    """Empty texts have no beads, and all of a text faces nothing beside an empty one."""
    assert align([], [], same_language=True) == ()
    assert align(_parts(["One.", "Two."]), [], same_language=False) == (
        Bead(range(1), range(0)),
        Bead(range(1, 2), range(0)),
    )
    assert align([], _parts(["One."]), same_language=True) == (Bead(range(0), range(1)),)


@pytest.mark.parametrize("source", [RUSSIAN, CHINESE], ids=["ru", "zh"])
def test_a_translation_is_aligned_one_to_one(source):
    """A sound translation has no sentence too few or too many."""
    assert _sizes(source, ENGLISH, same_language=False) == _straight(8)


@pytest.mark.parametrize("source", [RUSSIAN, CHINESE], ids=["ru", "zh"])
def test_a_dropped_sentence_faces_nothing(source):
    """What the translation left out stands alone, and the others don't move."""
    shorter = ENGLISH[:4] + ENGLISH[5:]
    expected = [([i], [i]) for i in range(4)] + [([4], [])] + [([i], [i - 1]) for i in range(5, 8)]
    assert _sizes(source, shorter, same_language=False) == expected


def test_a_drop_and_a_double_are_both_found():
    """Equal counts don't hide that one sentence is missing and another stands twice."""
    spoiled = [*ENGLISH[:1], *ENGLISH[2:6], ENGLISH[5], *ENGLISH[6:]]
    expected = [
        ([0], [0]), ([1], []), ([2], [1]), ([3], [2]), ([4], [3]), ([5], [4]), ([], [5]), ([6], [6]), ([7], [7]),
    ]  # fmt: skip
    assert _sizes(RUSSIAN, spoiled, same_language=False) == expected
    assert _sizes(ENGLISH, spoiled, same_language=True) == expected


def test_a_doubled_sentence_stands_alone_though_it_fits_beside_the_first():
    """A sentence does not face itself and its copy; where both texts say it twice, nothing stands alone."""
    assert _sizes(CHINESE[:3], [ENGLISH[0], ENGLISH[0], *ENGLISH[1:3]], same_language=False) == [
        ([0], [0]), ([], [1]), ([1], [2]), ([2], [3]),
    ]  # fmt: skip
    twice = [CHINESE[0], CHINESE[0], *CHINESE[1:3]], [ENGLISH[0], ENGLISH[0], *ENGLISH[1:3]]
    assert _sizes(*twice, same_language=False) == _straight(4)


def test_numbers_in_words_and_months_are_found():
    """Where the languages are known, "siete" is seven and "marzo" March, and what is left out shows."""
    spanish = ["Vinieron siete en total.", "Eran cuarenta y dos.", "Fue todo en marzo.", "Otros trece lo vieron."]
    english = ["Seven came altogether.", "It was all in March.", "Thirteen more watched."]
    expected = [([0], [0]), ([1], []), ([2], [1]), ([3], [2])]
    assert _sizes(spanish, english, same_language=False, languages=("es", "en")) == expected


def test_a_lexicon_tells_sentences_of_one_length_apart():
    """Words that a lexicon knows show which sentence was left out, whichever text is left."""
    russian = ["Вода была очень холодной.", "Город стоял на реке.", "Армия шла домой.", "Дети пели в школе.",
               "Книга лежала на столе."]  # fmt: skip
    english = ["The water was very cold.", "The army marched home.", "Children sang at school.",
               "The book lay on the table."]  # fmt: skip
    expected = [([0], [0]), ([1], []), ([2], [1]), ([3], [2]), ([4], [3])]
    assert _sizes(russian, english, same_language=False, languages=("ru", "en")) == expected
    mirrored = [(two, one) for one, two in expected]
    assert _sizes(english, russian, same_language=False, languages=("en", "ru")) == mirrored


@pytest.mark.parametrize("language", ["et", "ne", "ro", "ru", "si"])
def test_lexicons_are_read_whole(language):
    """Each lexicon has thousands of links, each known from both ends, in a small file."""
    found = between(language, "en")
    assert found == between("en", language)
    assert len(found.worth) > 4000
    assert all(0 < worth <= 9 for worth in found.worth)
    for side in (found.abroad, found.english):
        assert sorted(link for links in side.values() for link in links) == list(range(len(found.worth)))


def test_languages_without_a_lexicon_have_none():
    """Nor has English beside itself."""
    assert [between("en", "en"), between("ru", "et"), between(None, "en"), between("en", "xx")] == [None] * 4


def test_joined_and_split_sentences_are_found():
    """One sentence may stand for two, in one language and across two."""
    joined = [*ENGLISH[:4], f"{ENGLISH[4]} {ENGLISH[5]}", *ENGLISH[6:]]
    expected = [*_straight(4), ([4, 5], [4]), ([6], [5]), ([7], [6])]
    assert _sizes(ENGLISH, joined, same_language=True) == expected
    assert _sizes(RUSSIAN, joined, same_language=False) == expected


def test_a_rewritten_sentence_stays_in_its_place():
    """A sentence that has nothing in common with the old one still faces it, between two that were kept."""
    rewritten = [*ENGLISH[:2], "Who paid for it?", *ENGLISH[3:]]
    assert _sizes(ENGLISH, rewritten, same_language=True) == _straight(8)


def test_kinds_and_paragraphs_help():
    """A heading faces the heading, though its length fits the sentence beside it."""
    left = [Part("Vahid", Kind.HEADING, 0), Part("Onlar", Kind.PARAGRAPH, 1), Part("Gitti", Kind.HEADING, 2)]
    right = [Part("Early", Kind.PARAGRAPH, 0), Part("Alone", Kind.HEADING, 1), Part("Those", Kind.PARAGRAPH, 2),
             Part("Leave", Kind.HEADING, 3)]  # fmt: skip
    assert align(left, right, same_language=False)[0][:2] == (range(0), range(1))


def test_the_score_says_how_sure_the_alignment_is():
    """Sentences with names and numbers are surer than those that fit any."""
    sure = align(_parts(RUSSIAN), _parts(ENGLISH), same_language=False)
    vague = align(_parts(["Да.", "Нет."]), _parts(["Yes.", "So.", "No."]), same_language=False)
    assert min(bead.score for bead in sure) > 0.9 > max(bead.score for bead in vague)


@pytest.mark.parametrize("same_language", [True, False])
def test_long_texts_keep_to_a_band(same_language):
    """A text of hundreds of sentences with a chapter missing is aligned near the path through rare marks."""
    left = [f"Entry {i * 7919 % 100003} tells of the river near house {i * 104729 % 99991}." for i in range(220)]
    right = left[:100] + left[130:]
    expected = [*_straight(100), *[([i], []) for i in range(100, 130)], *[([i], [i - 30]) for i in range(130, 220)]]
    assert _sizes(left, right, same_language=same_language) == expected


@settings(deadline=None, max_examples=12)
@given(TEXTS, TEXTS, st.booleans())
def test_beads_cover_both_texts_in_order(left, right, same_language):
    """Each sentence is in one bead; order is kept; scores are probabilities."""
    beads = align(_parts(left), _parts(right), same_language=same_language)
    assert [i for bead in beads for i in bead.left] == list(range(len(left)))
    assert [j for bead in beads for j in bead.right] == list(range(len(right)))
    assert all(0 < bead.score <= 1 if bead.left and bead.right else bead.score == 0 for bead in beads)
    i = j = 0
    for bead in beads:
        assert (bead.left.start, bead.right.start) == (i, j)
        i, j = bead.left.stop, bead.right.stop


@settings(deadline=None, max_examples=12)
@given(TEXTS, TEXTS, st.booleans())
def test_swapped_sides_mirror_the_beads(left, right, same_language):
    """It makes no difference which text is left, but for the order of sentences that face nothing."""
    there = align(_parts(left), _parts(right), same_language=same_language)
    back = align(_parts(right), _parts(left), same_language=same_language)
    assert [bead for bead in there if bead.score] == [
        Bead(bead.right, bead.left, bead.score) for bead in back if bead.score
    ]


@settings(deadline=None, max_examples=10)
@given(TEXTS, st.booleans())
def test_a_text_faces_itself(texts, same_language):
    """A text and itself are aligned one to one, sentences that stand twice too."""
    assert _sizes(texts, texts, same_language=same_language) == _straight(len(texts))
