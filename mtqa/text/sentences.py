"""Splits segments into sentences with exact spans: nupunkt, corrected where it errs systematically.

Nupunkt (Punkt trained on a large mixed corpus, pure Python, no dependencies) was the most accurate of three
maintained splitters on human English of sixteen genres, and fast enough. What it gets wrong is corrected here:

* joined: a citation mark or a lone sign after its sentence (``... in 2019. [4]``), a list number before its item,
  a speech tag after a question (``"Who?" Ann asked``), a name that ends in ``!`` or ``?`` (``Yahoo! bought``), a
  title and its name, a sentence and the dash that goes on with it;
* split: after ordinary lower-case words that the model takes for abbreviations, after ``No.`` as an answer, after
  a lone capital (``Plan B. It``), ``p.m.``, ``Inc.`` and their like before a word that only starts sentences,
  between a closing and an opening quotation mark, after a sentence in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.document import Document, Kind, Lines, Segment, Sentence, Span, places_of
from mtqa.text import sentences_abroad

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

SEGMENTATION = "nupunkt@0.8.0+1"
"""The splitter's name and version, and the version of the corrections."""

_HEADING_WORDS = 3

_WORDS_TAKEN_FOR_ABBREVIATIONS = (
    "add ah aims all am app art bank bed black bold book bus call cancer car century cold day fish found free hall "
    "hand hard holidays horse how human joke just lack laughter lead life low luck me month offline ok park port "
    "reporter reports rest rich saw shade sick sleep so south stars stock story sun tax tech ten thanks wall wash "
    "wave week west wheel win wings woods works yard"
)
_ABBREVIATIONS = (
    "al approx art assoc aug ave blvd ca cf ch chap cit col comp corp dept dist div ed eds eg eq eqn esp est et etc ex "
    "ext fig figs fl freq ft gen gov govt hr hrs ibid id ie inc incl int jr km kg lb lbs lit ltd max mfg mg mi min "
    "misc ml mm mph mr mrs ms mt nb no nos nr op orig oz par pl pop pp pref prof pt pts qtr qty ref refs repr resp "
    "rev sc sec secs sect sen seq sq sr st subj suppl tbsp tel temp trans tr transl tsp univ var ver viz vol vols "
    "vs yd yds yr yrs"
)
_LOWER_ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
_STARTERS = (
    r"(?:The|It|Its|He|She|They|We|You|This|That|These|Those|There|But|And|So|If|When|While|His|Her|Their|Our|My|"
    r"However|Everyone|Everybody|Nobody|Someone|Anyone|Another|Although|Because|Since|After|Before|Then|Now|What|"
    r"Why|How|Who|Where|Most|Many|Some|All|Both|Each|For|In|At|On|As|By|With|From|Under|Until|Over|During|Despite|According|Without|Even|Just|Also|Yet|Still|Perhaps|Maybe|"
    r"Two|Three|Today|Yesterday|Here|"
    r"No one|Nothing|Not|Such|An|A)(?=[\s,’'])"
)
_CLOSING = r"[\"”’»)\]]*"
_QUOTES = frozenset('"”’')
_OPENING = frozenset('"“‘')

_TITLES = r"(?:Mr|Mrs|Ms|Mx|Drs?|Profs?|Sts?|Mt|Gen|Sens?|Reps?|Gov|Col|Capt|Lt|Sgt|Rev|Hon|Mme|Mlle|Messrs)\."
_STOP = re.compile(r"[.!?…](?P<closing>[\"”’»)\]]*)(?P<gap>\s+)(?=[\"“‘(\[]?[A-Z0-9])")
_CONTEXT = 24
_ORDINARY = re.compile(rf"(?<![.\w@/-])([a-z]{{2,}})\.{_CLOSING}$")
_CAPITALISED = re.compile(rf"(?<![.\w])(?!{_TITLES})([A-Z][a-z]{{2,}})\.{_CLOSING}$")
_BRACKETED = re.compile(r"[A-Za-z]{3}[.!?]\)$")
_EXCLAIMED = re.compile(r"[!?]{2}[\"”’]$")
_ANSWER = re.compile(r"(?:^|[.!?][\"”]?\s|[\"“])No\.[\"”]?$")
_SENTENCE = re.compile(r"[\"“]?(?:[A-Z][a-z’']|I\b)")
_ABBREVIATED = re.compile(
    rf"(?:[a-z]\s[A-HJ-Z]|\b[ap]\.m|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|Govt|Dept)|(?:\b|(?<=\.))[A-Z]\.[A-Z])\.{_CLOSING}$"
)
_START = re.compile(rf"[\"“]?{_STARTERS}")
_MARKS = re.compile(r"(?:\[\s*\d[\d\s,–-]*\]\s*)+")
_WORDLESS = re.compile(r"[\W_]+")
_CONTINUING = re.compile(r"[,;:)\]%]|[—–]\s*[a-z]|&\s")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivx]{1,4})[.)]")
_TITLE_END = re.compile(rf"(?:^|\s){_TITLES}")
_NAME = re.compile(r"(?:[A-Z]\w|d[aeiu]\b|de\b|van\b|von\b)")
_STATE = re.compile(r"(?:^|[\s“\"(])(?:U\.S|U\.N|U\.K|E\.U|U\.S\.A|U\.A\.E)\.")
_OFFICE = re.compile(
    r"(?:Administration|Agency|Air|Ambassador|Ambassadors|Armed|Army|Attorney|Attorneys|Bank|Border|Cabinet|Capitol|Census|"
    r"Chamber|Charter|Circuit|Citizenship|Coast|Commission|Commissioner|Congress|Constitution|Consulate|Council|"
    r"Court|Customs|Department|District|Embassy|Energy|Envoy|Federal|Food|Foreign|Forest|General|Geological|Global|"
    r"Government|High|House|Human|Immigration|Justice|Marine|Marines|Marshals|Military|Mission|National|Navy|Olympic|"
    r"Open|Parliament|Postal|Presidents?|Prime|Refugee|Representatives?|Rep\.|Sen\.|Secret|Secretary|Security|Senate|"
    r"Senators?|Soccer|Special|State|States|Supreme|Trade|Transportation|Treasury|Under|Vice|Women)\b(?![’']s\b)"
)
_NAME_MARK = re.compile(r"(?:^|\s)[A-Z][a-z]+[!?]")
_ASKED = re.compile(r".*[!?…][\"”’']{1,2}", re.DOTALL)
_TAG = re.compile(
    r"(?!Nobody|Everyone|Everybody)(?:I|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|(?:[Tt]he|[Hh]is|[Hh]er|[Mm]y)\s\w+|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s"
    r"(?:said|says|asked|asks|cried|called|replied|shouted|whispered|answered|added|reported|yelled|muttered|exclaimed|"
    r"wondered|demanded|screamed|sighed|laughed|snapped|murmured|insisted|howled|began)\b(?!\s+(?:that|to|for|in)\b)"
)
_LOWER = re.compile(r"[a-z]+(?![\w]*[A-Z])")


def split(document: Document, language: str = "en") -> tuple[Sentence, ...]:
    """Split a document's segments into sentences.

    Sentences stand in order and hold every character of their segment but the white space between them; a heading
    is one sentence unless each of its parts has three words and a full stop of its own. ``language`` is the ISO 639-1
    code of the language that the document is in.
    """
    return tuple(sentence for _, sentences in by_segment(document, language) for sentence in sentences)


def by_segment(document: Document, language: str = "en") -> Iterator[tuple[Segment, tuple[Sentence, ...]]]:
    """Yield each segment of a document with its sentences, of which there is one at least."""
    place = places(document)
    return (
        (segment, tuple(_sentences(segment, number, place, language)))
        for number, segment in enumerate(document.segments)
    )


def spans(text: str, language: str = "en") -> list[Span]:
    """Return where the sentences of a text stand, without the white space around them."""
    if language != "en":
        return sentences_abroad.spans(text, language)
    return _joined(text, [part for piece in _pieces(text) for part in _parts(text, piece)])


def places(document: Document) -> Callable[[int], tuple[int, int]]:
    """Return what gives the line and column of an offset; the index is kept for documents of the same source."""
    row = document.row
    if row is not None:
        return lambda _: (row, 1)
    return _lines(document.source, document.offset, document.line).at


def _sentences(
    segment: Segment, number: int, place: Callable[[int], tuple[int, int]], language: str
) -> Iterator[Sentence]:
    found = spans(segment.text, language)
    if segment.kind is Kind.HEADING and len(found) > 1 and not _several(segment.text, found):
        found = [Span(found[0].start, found[-1].end)]
    for start, end in found:
        source = segment.map.part(start, end)
        line, column = place(source.span(0, end - start).start)
        places = places_of(segment.places, start, end) if segment.places else ()
        yield Sentence(segment.text[start:end], segment.kind, source, line, column, places, number)


def _several(text: str, found: list[Span]) -> bool:
    """Tell whether a heading clearly holds several sentences."""
    return all(len(text[start:end].split()) >= _HEADING_WORDS for start, end in found)


def _pieces(text: str) -> Iterator[Span]:
    """Yield nupunkt's sentences, stripped; text without a mark that can end one needs no model."""
    if not any(mark in text for mark in ".!?…"):
        bounds = [(0, len(text))]
    else:
        bounds = [span for _, span in _tokenizer().tokenize_with_spans(text)]
    for start, end in bounds:
        stripped = _stripped(text, start, end)
        if stripped is not None:
            yield stripped


def _stripped(text: str, start: int, end: int) -> Span | None:
    part = text[start:end]
    body = part.strip()
    if not body:
        return None
    first = start + len(part) - len(part.lstrip())
    return Span(first, first + len(body))


def _parts(text: str, piece: Span) -> Iterator[Span]:
    """Split a piece further where the model saw no end."""
    at = piece.start
    for stop in _STOP.finditer(text, piece.start, piece.end):
        if _ends(text, piece, stop):
            yield Span(at, stop.start("gap"))
            at = stop.end()
    yield Span(at, piece.end)


def _ends(text: str, piece: Span, stop: re.Match[str]) -> bool:
    """Tell whether a stop inside a piece ends a sentence after all."""
    left = text[max(piece.start, stop.start() - _CONTEXT) : stop.start("gap")]
    closing, after = stop["closing"][-1:], stop.end()
    ordinary = _ORDINARY.search(left)
    if ordinary:
        return ordinary[1] not in _LOWER_ABBREVIATIONS or (
            ordinary[1] == "etc" and _START.match(text, after) is not None
        )
    capitalised = _CAPITALISED.search(left)
    if capitalised and capitalised[1].lower() not in _LOWER_ABBREVIATIONS:
        return _START.match(text, after) is not None
    if closing in _QUOTES and (text[after] in _OPENING or _EXCLAIMED.search(left)):
        return not text[after].isdigit()
    if _BRACKETED.search(left):
        return text[after] in '"“' or text[after].isupper()
    if _ANSWER.search(left):
        return _SENTENCE.match(text, after) is not None
    return _ABBREVIATED.search(left) is not None and _START.match(text, after) is not None


def _joined(text: str, parts: list[Span]) -> list[Span]:
    """Join parts that belong together, and hand citation marks back to their sentence."""
    done: list[Span] = []
    for part in parts:
        start, end = part
        if done:
            before = done[-1]
            marks = _MARKS.match(text, start, end)
            if marks:
                done[-1] = before = Span(before.start, start + len(marks[0].rstrip()))
                start = marks.end()
                if start >= end:
                    continue
            if not marks and _belongs(text, before, Span(start, end)):
                done[-1] = Span(before.start, end)
                continue
        done.append(Span(start, end))
    return done


def _belongs(text: str, before: Span, after: Span) -> bool:
    """Tell whether two parts are one sentence."""
    if _WORDLESS.fullmatch(text, *after) or _WORDLESS.fullmatch(text, *before):
        return True
    if _CONTINUING.match(text, *after) or _ENUMERATOR.fullmatch(text, *before):
        return True
    if text[before.end - 1] == ".":
        return (_NAME.match(text, *after) is not None and _closes(_TITLE_END, text, before)) or (
            _OFFICE.match(text, *after) is not None and _closes(_STATE, text, before)
        )
    if _ASKED.fullmatch(text, max(before.start, before.end - _CONTEXT), before.end):
        return _TAG.match(text, *after) is not None
    if text[before.end - 1] in "!?" and _LOWER.match(text, *after):
        return _closes(_NAME_MARK, text, before)
    return False


def _closes(pattern: re.Pattern[str], text: str, part: Span) -> bool:
    """Tell whether a pattern matches at the very end of a part."""
    tail = text[max(part.start, part.end - _CONTEXT) : part.end]
    return any(match.end() == len(tail) for match in pattern.finditer(tail))


@lru_cache(maxsize=1)
def _tokenizer() -> PunktSentenceTokenizer:
    """Load a model of our own, so that no other user of nupunkt in the process changes it, nor we theirs."""
    from nupunkt import load_default_model  # noqa: PLC0415 - loading takes a while, and only checking needs it

    tokenizer = load_default_model()
    for word in _WORDS_TAKEN_FOR_ABBREVIATIONS.split():
        tokenizer.remove_abbreviation(word)
    return tokenizer


@lru_cache(maxsize=2)
def _lines(source: str, offset: int, line: int) -> Lines:
    """Index a source once for all documents that were read from it: a plug-in may make many of a file."""
    return Lines(source, offset, line)
