"""What must not decide a verdict, with the real model: typography, names, and what an article is about."""

from __future__ import annotations

from pathlib import Path

import pytest

import mtqa
from mtqa.evaluation.shortcuts import NEWSPAPERS, VARIANTS, credited
from mtqa.result import DocumentVerdict

pytestmark = pytest.mark.model

ARTICLES = Path(__file__).parent.parent / "corpora" / "articles"
TEXTS = [
    (ARTICLES / f"{name}.txt").read_text(encoding="utf-8")
    for name in ("swimming-pool", "theatre-festival", "island-ferry", "border-market", "fell-race", "railway-time")
]
RUSSIA = """\
Snow had been falling on Moscow since Thursday, and by Sunday night the ploughs had given up on the side streets. Anna
Petrova, who drives the number 28 bus, left home at four to dig out the depot gates. "You get used to it," she said,
"but your back doesn't." City Hall said it had put 9,000 workers on the roads, about as many as last winter.

The ministry in charge of emergencies told drivers to stay at home if they could. Few listened. On the ring road a lorry
from Kazan slid across three lanes and shut the eastbound side for two hours, and the queue behind it stretched back to
the river. Nobody was badly hurt. Trains to St Petersburg ran late all morning, though Russian Railways kept the night
services going. Schools open as usual on Monday, the mayor's office said, whatever the weather does.
"""
PIPELINE = """\
Gazprom cut the gas it sends through Ukraine by a tenth last week, and traders in London spent Monday arguing over why.
The company blames maintenance at a compressor station near Kursk. Kiev says the station was serviced in June. Neither
side has shown any papers, and the European Commission, which has asked for them twice, is losing patience.

Prices barely moved. Storage in Germany and Austria is nearly full, demand is low for the season, and two tankers of
American gas are due in Rotterdam before the weekend. "If Putin wanted to frighten anyone he picked a poor week for it,"
said one broker, who asked not to be named because his firm does business in Russia. Winter is another matter. Contracts
for January have risen by six per cent since the news broke, and a cold spell would send them higher still.
"""


@pytest.fixture(scope="module", autouse=True)
def _cache(tmp_path_factory):
    """Give all tests here one cache: what a change leaves as it was is not scored again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MTQA_CACHE", str(tmp_path_factory.mktemp("cache") / "scores.sqlite3"))
        yield


@pytest.fixture(scope="module")
def before():
    """Return the verdicts on the articles as they stand."""
    return _verdicts(TEXTS)


def _verdicts(texts):
    return [document.verdict for document in mtqa.check_texts(texts).documents]


def test_the_articles_are_of_both_kinds(before):
    """Three were translated by a machine, three written by people."""
    flagged = {DocumentVerdict.LIKELY, DocumentVerdict.MIXED}
    assert [verdict in flagged for verdict in before] == [True] * 3 + [False] * 3


@pytest.mark.parametrize("what", VARIANTS)
def test_no_verdict_is_moved(before, what):
    """Quotation marks, dashes, spaces, and other people and places leave every verdict as it was."""
    assert _verdicts([VARIANTS[what](text) for text in TEXTS]) == before


@pytest.mark.parametrize("newspaper", NEWSPAPERS)
def test_a_newspapers_name_moves_no_verdict(before, newspaper):
    """Neither does the name of a newspaper at the beginning, whichever it is."""
    assert _verdicts([credited(text, newspaper) for text in TEXTS]) == before


@pytest.mark.parametrize("text", [RUSSIA, PIPELINE], ids=["weather", "gas"])
def test_news_about_russia_is_not_flagged_for_that(text):
    """People's English about Moscow, Kiev and Putin is clear, every sentence of it."""
    (document,) = mtqa.check_texts([text]).documents
    assert document.verdict is DocumentVerdict.NO_EVIDENCE
    assert document.suspicious == 0
