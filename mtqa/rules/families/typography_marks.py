"""Rules: marks of other languages' typesetting, quotation marks that touch the wrong word, and dashes for verbs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, pattern
from mtqa.rules.finders import chain, unless, where
from mtqa.rules.quoting import quoted

_SPEECH = (
    r"(?:said|says|added|adds|explained|explains|told|tells|wrote|writes|according|noted|notes|stressed|stresses|emphasi[sz]ed|emphasi[sz]es|stated|states"
    r"|reported|reports|complained|complains|recalls|recalled|believes|concluded|underlined|underlines|warned|warns|admitted|admits|announced|continued|continues|confirmed|asked|replied)"
)
_BEFORE_SAID = where(
    r'[,.!?] ["”“]\w',
    pattern(
        rf"""(?<=[\w%)][,.!?])(?P<hit>\ [\"”“])(?-i:(?=(?:(?:he|she|they|I|we|who|as)\ )?{_SPEECH}\b)|(?=the\ (?:[\w'-]+\ ){{1,4}}{_SPEECH}(?:[.,]|$)))""",
        '" ',
    ),
)


def _before_said(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for hit in _BEFORE_SAID(passage):
        # With a mark of its own behind it, the mark may open a quotation that begins so.
        mark = text[hit.start + 1]
        alone = "”" not in text[hit.end :] if mark == "“" else text.count('"') % 2 or text[: hit.start].count('"') % 2
        if mark == "”" or alone:
            yield hit


_GLUED = late(r"[\"“”](?<=[a-z]{2}.)(?=[a-z]{2})")


def _glued(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    if _GLUED.search(text) and {"=", "\\", "{", "<"}.isdisjoint(text):
        straight = [at for at, character in enumerate(text) if character == '"']
        for match in _GLUED.finditer(text):
            opens = match[0] == "“" or (match[0] == '"' and bisect_left(straight, match.start()) % 2 == 0)
            yield Hit(match.start(), match.end(), f" {match[0]}" if opens else f"{match[0]} ")


_SPANISH = (
    r"(?:qu[eé]|viva|vivan|vamos|hola|ay|ol[eé]|basta|no|si|sí|c[oó]mo|por|buen[oa]s|feliz|arriba|gracias|adi[oó]s|caramba|salud|ya|te|el|la|es|mi|tu"
    r"|muy|d[oó]nde|qui[eé]n|cu[aá]ndo|un|una|en|todo|orale|órale|dios|venga|nunca|de|a)\b"
)
_INVERTED = late(rf"[¿¡](?!\s?{_SPANISH})", re.IGNORECASE)


def _inverted(passage: Passage) -> Iterator[Hit]:
    for match in _INVERTED.finditer(passage.text):
        if not quoted(passage.text, match.start()):
            yield Hit(match.start(), match.end(), "")


_WIDE = dict(zip("。，、；：！？（）％～．＂＇؟،؛।።", ".,,;:!?()%~.\"'?,;..", strict=True))
_MARKS = late(f"[{''.join(_WIDE)}「」『』《》【】〈〉〔〕]")


def _wide(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for match in _MARKS.finditer(text):
        sides = text[max(match.start() - 2, 0) : match.start()] + text[match.end() : match.end() + 2]
        if any(c.isascii() and c.isalnum() for c in sides) and not any(c.isalpha() and not c.isascii() for c in sides):
            yield Hit(match.start(), match.end(), _WIDE.get(match[0]))


_LOW = chain(
    pattern(r"(?<![\w,]),,(?=[^\W\d_])", "“"),
    pattern(r"(?<!\w)‚(?P<t>[^\W\d_][^‚‘]{0,120})[‘’'](?!\w)", r"‘\g<t>’"),
    pattern(r"‹\ ?(?P<t>[^‹›]{2,100}?)\ ?›", r"‘\g<t>’"),
    unless(pattern(r"<<(?P<t>(?=[^\W\d_])[^<>]{2,80}[^\W\d_.!?])>>", r"“\g<t>”"), r"[;{}]|\bfile\b|\bshift"),
)


def _low(passage: Passage) -> Iterable[Hit]:
    text = passage.text
    return _LOW(passage) if ",," in text or "<<" in text or "‚" in text or "‹" in text else ()


_DOUBLED = where(
    r"[,;:][,;:.]",
    pattern(r"(?<=[a-z]{2})(?P<hit>(?P<m>[,;]),|,[.;:]|;[;:]|:,|:\.)(?=\ |$)", lambda match: match["hit"][0]),
)
_FINITE = late(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|should|am|isn't|\w+(?:ed|n't))\b",
    re.IGNORECASE,
)
_VERBLESS = late(
    r"^(?:The|His|Her|Their|My|Our|Its) (?:[\w'-]+ ){1,5}(?P<hit>[-–—]) (?:a|an|the) [^.,;:!?\"“”()–—]{8,90}\.$"
)
_THIS_IS = late(
    r"^(?:[A-Z][\w'-]*)(?: [\w'-]+){0,3} (?P<hit>[-–—] (?:this|it) is) (?=(?:a|an|the|not an?|not the|our|my) \w)"
)


def _verbless(passage: Passage) -> Iterator[Hit]:
    match = _VERBLESS.match(passage.text)
    if match and not _FINITE.search(passage.text):
        yield Hit(match.start("hit"), match.end("hit"), "is")
    match = _THIS_IS.match(passage.text)
    if (
        match
        and not _FINITE.search(passage.text[: match.start("hit")])
        and not passage.text.startswith(("Yes", "No", "Yeah", "There", "Well", "So"))
    ):
        yield Hit(match.start("hit"), match.end("hit"), "is", None, Severity.NOTE)


RULES: tuple[Rule, ...] = (
    Rule(
        id="typography.quote-before-said",
        severity=Severity.ERROR,
        languages=(),
        message="The mark that closes the quotation stands before 'said' instead of after the words quoted.",
        rationale="Straight marks are the same at both ends; a system that lost count takes the closing one for an opening one.",
        source="The Chicago Manual of Style, 13.40; observed in output of 2013 to 2019 systems.",
        find=_before_said,
        signs=frozenset('"”“'),
        must_flag=(
            'The road is safe, "said the mayor.',
            'We shall win, "she said.',
            '"It is late, "explains Anna Hall," and dark."',
            'That is all, "the captain added.',
        ),
        must_pass=(
            '"The road is safe," said the mayor.',
            'The mayor wrote, "The road is safe."',
            'Then, "the road is safe" was all he said.',
            'He asked, "Said who?"',
            'The witness added, "he said he would come."',
        ),
    ),
    Rule(
        id="typography.quote-glued",
        severity=Severity.WARNING,
        languages=("zh", "ru", "lt"),
        message="There is no space between the quotation mark and the word outside it.",
        rationale="Chinese has no spaces, and systems that lose count of the marks join them to the wrong word.",
        source="The Chicago Manual of Style, 6.9; observed in output of 2018 and 2019 systems.",
        find=_glued,
        signs=frozenset('"“”'),
        must_flag=(
            'The film"Storm" and its"music" won.',
            "He calls it a “gift”and left.",
            'The winner of the "cup"told us so.',
            "With“new ideas” they won.",
        ),
        must_pass=(
            'The film "Storm" won.',
            "He calls it a “gift” and left.",
            'Set name="value" here.',
            'A 6"x8" board is needed.',
        ),
    ),
    Rule(
        id="typography.inverted-mark",
        severity=Severity.WARNING,
        languages=("es", "gl", "ca"),
        message="English has no inverted question and exclamation marks.",
        rationale="Spanish opens a question or an exclamation by an inverted mark, and it is copied.",
        source="Real Academia Española, Ortografía, 3.4.9.",
        find=_inverted,
        signs=frozenset("¿¡"),
        kinds=EVERYWHERE,
        must_flag=(
            "¿Who will pay for it?",
            "He asked: ¿when does it open?",
            "¡Welcome to the fair!",
            "We know, ¡and we go first!",
        ),
        must_pass=(
            "Who will pay for it?",
            "He cried “¡Atención!” and ran.",
            "¡Viva Zapata! is a film.",
            "¿Qué? she asked.",
        ),
    ),
    Rule(
        id="typography.wide-mark",
        severity=Severity.ERROR,
        languages=("zh", "ja", "ko", "ar", "fa", "hi"),
        message="The mark is Chinese, Japanese, Arabic or Indian punctuation.",
        rationale="Punctuation outside the vocabulary is copied from the source.",
        source="The Unicode Standard, 6.2 and 18.1.",
        find=_wide,
        signs=frozenset(_WIDE) | frozenset("「」『』《》【】〈〉〔〕"),
        kinds=EVERYWHERE,
        must_flag=(
            "The fair opens on Monday。",
            "The novel 《Storm》 won.",
            "He came， saw and left.",
            "Who will pay؟",
        ),
        must_pass=(
            "The fair opens on Monday.",
            "The sign read 你好！ in red.",
            "He wrote «yes» on it.",
            "Who will pay?",
        ),
    ),
    Rule(
        id="typography.middle-dot-name",
        severity=Severity.ERROR,
        languages=("zh", "ja"),
        message="English puts a space between a given name and a surname.",
        rationale="Chinese and Japanese join the parts of a foreign name by a middle dot.",
        source="Chinese national standard GB/T 15834, the separation dot.",
        find=pattern(r"(?-i:(?<=[a-z])[·・•](?=[A-Z][a-z]))", " "),
        signs=frozenset("·・•"),
        kinds=EVERYWHERE,
        must_flag=(
            "The painter Anna·Hall spoke.",
            "President Donald·Trump was there.",
            "The writer Leo・Tolstoy is read.",
            "Peter·Weir directed it.",
        ),
        must_pass=(
            "The lawyer Anna Hall spoke.",
            "A gal·lery in Barcelona is open.",
            "Home · News · Sport",
            "The unit is N·m.",
        ),
    ),
    Rule(
        id="typography.low-quotes",
        severity=Severity.WARNING,
        languages=("de", "pl", "cs", "sr", "fr", "ro"),
        message="These are another language's quotation marks, or commas and angles in their place.",
        rationale="Low marks and angles that a keyboard or a font lacks are typed as commas and brackets, and copied.",
        source="The Unicode Standard, 6.2, on the use of quotation marks by language.",
        find=_low,
        signs=frozenset(",‚‹<"),
        kinds=EVERYWHERE,
        must_flag=(
            "He calls it ,,a gift” and left.",
            "The group ‚Spark‘ sang.",
            "The paper <<Vesti>> wrote so.",
            "The book ‹Storm› is out.",
        ),
        must_pass=(
            "He calls it ‘a gift’ and left.",
            "Go to Settings › General.",
            "Use << and >> to shift bits.",
            "He came, saw,, and left.",
        ),
    ),
    Rule(
        id="typography.doubled-mark",
        severity=Severity.NOTE,
        languages=(),
        message="Two punctuation marks stand where one belongs.",
        rationale="A clause was left out, or the marks of two pieces were joined.",
        source="The Chicago Manual of Style, 6.123-25.",
        find=_DOUBLED,
        signs=frozenset(",;:"),
        must_flag=(
            "However,, the vote was lost.",
            "He came,. and left.",
            "She sang;, he danced.",
            "They want this:, a road.",
        ),
        must_pass=(
            "However, the vote was lost.",
            "He came, etc., and left.",
            "She sang; he danced.",
            "They use std::vector in code.",
        ),
    ),
    Rule(
        id="typography.verbless-dash",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg"),
        message="A dash stands for 'is'.",
        rationale="Russian leaves out 'to be' in the present and writes a dash between subject and predicate.",
        source="Rozental, Spravochnik po pravopisaniyu, § 79; Quirk et al., 10.1.",
        find=_verbless,
        signs=frozenset("-–—"),
        must_flag=(
            "The cause - an old quarrel with the neighbours.",
            "My story — the story of a small town in the south.",
            "Football - this is a game for the patient.",
            "The film - it is a mixture of several genres.",
        ),
        must_pass=(
            "The reason is an old quarrel with the neighbours.",
            "The first half ended 1 – 1 on the board.",
            "Our plan - a good one - failed.",
            "Yes - it is a game for the patient.",
        ),
    ),
)
