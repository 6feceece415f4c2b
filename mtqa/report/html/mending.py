"""The sentence as it would read with its suggestions applied, for the page to show beside the one that was found.

A suggestion is what stands in place of the hit (`mtqa.rules.base.Hit`), so that it can be put in. What is around it is
seen to here: the capital of a first word, a space or a comma left over, a full stop twice, ``a`` before a vowel. Where
that can't be done for sure the words stay as they are: a sentence mended wrongly costs more than one not mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mtqa.alert import Severity
from mtqa.result import Finding

NOT_REPLACING = frozenset(
    {
        "idioms",  # an idiom is turned as a whole, and the sentence around it seldom fits the new one
        "captions.glued",  # words that were glued are parted by guess
        "captions.block-character",  # the letter that stood there is lost
        "grammar.preposition-before-clause",  # "that the" is hit, and "the fact that" has no article for what follows
    }
)
"""Rules and families whose suggestion tells a reader what is meant, but may not fit when it takes the hit's place."""

_GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_ADVICE = re.compile(r"…|\.\.\.|\s/\s|[\n\r\t⟦]|\bor:|\be\.g\.|\bi\.e\.")
_LONGEST = 60
"""Characters by which a replacement may be longer than three times the hit: what is longer is an explanation."""
_ARTICLE = re.compile(r"\b(an?) \Z", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:an?|the|this|that|these|those|my|your|his|her|its|our|their|every) \Z", re.IGNORECASE)
_BEGINS_WITH_ONE = re.compile(r"(?:an?|the|this|that|these|those|my|your|his|its|our|their|every)\b", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:\A|[.!?…:]['\"’”»)\]]*\s+|[\"“„«‘(\[]\s?)[\"“„«‘'(\[–—-]*\s*\Z")
_VOWEL = re.compile(r"(?:[aei]|o(?!n(?:e|ce)\b))(?!u|w)[a-z]|[ao]u[a-z]", re.IGNORECASE)
_CONSONANT = re.compile(r"[bcdfgjklmnpqrstvwyz][a-z]|h(?!our|onest|ono|eir)[a-z]", re.IGNORECASE)
_LAST_ARTICLE = re.compile(r"(?:\A|(?<= ))an?\Z", re.IGNORECASE)
_VERB_NEXT = re.compile(r" (?:is|are|was|were|has|have)\b")
_NEAR = 8
"""Characters before a hit in which a determiner and the space behind it stand."""
_DATE = re.compile(r"\d{1,2} [A-Z][a-z]{2,8}\Z")
_HEAD = re.compile(r" (?:of|in|for|from|to) ")
_ENDS = ".!?…"
_LOOSE = " ,;:–—-"


class Stretch(NamedTuple):
    """A part of a mended sentence, and whether it is not as it was."""

    text: str
    changed: bool


class _Edit(NamedTuple):
    """What is put in place of the characters ``start`` to ``end``."""

    start: int
    end: int
    text: str


def mended(text: str, findings: Iterable[Finding]) -> tuple[Stretch, ...]:
    """Return a sentence with its suggestions applied; nothing where none can be.

    Of findings that overlap the graver one counts, then the longer one.
    """
    edits = [edit for finding in _chosen(text, findings) if (edit := _edit(text, finding)) is not None]
    found: list[Stretch] = []
    at = 0
    for edit in edits:
        if edit.start < at:
            continue
        found += [Stretch(text[at : edit.start], changed=False), Stretch(edit.text, changed=True)]
        at = edit.end
    found.append(Stretch(text[at:], changed=False))
    return _joined(found) if at else ()


def _chosen(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that can be mended, in order and without overlaps."""
    able = [finding for finding in findings if _replaces(text, finding)]
    able.sort(key=lambda f: (_GRAVEST.index(f.severity), f.within.start - f.within.end, f.within.start, f.rule))
    chosen: list[Finding] = []
    for finding in able:
        if all(finding.within.end <= c.within.start or c.within.end <= finding.within.start for c in chosen):
            chosen.append(finding)
    return sorted(chosen, key=lambda finding: finding.within.start)


def _replaces(text: str, finding: Finding) -> bool:
    """Tell whether a finding's suggestion can take the place of its hit."""
    start, end = finding.within
    suggestion = finding.suggestion
    if suggestion is None or not 0 <= start < end <= len(text):
        return False
    if finding.rule in NOT_REPLACING or finding.rule.partition(".")[0] in NOT_REPLACING:
        return False
    if _ADVICE.search(suggestion) and not _ADVICE.search(text[start:end]):
        return False
    return suggestion != text[start:end] and len(suggestion) <= 3 * (end - start) + _LONGEST


def _edit(text: str, finding: Finding) -> _Edit | None:
    """Return what has to be changed for a finding; None where that can't be told."""
    start, end = finding.within
    suggestion = finding.suggestion or ""
    if not suggestion.strip():
        return _left_out(text, start, end, suggestion)
    before, after = text[:start], text[end:]
    if _VERB_NEXT.match(after) and _plural(text[start:end]) != _plural(suggestion):
        return None
    if _DATE.match(suggestion) and before.lower().endswith("the "):
        return _Edit(start - 4, end, suggestion)
    if _DETERMINER.search(text, max(start - _NEAR, 0), start) and not _BEGINS_WITH_ONE.match(text, start):
        if suggestion.startswith("the ") and before.lower().endswith("the "):
            suggestion = suggestion.removeprefix("the ")
        elif _BEGINS_WITH_ONE.match(suggestion):
            return None
    return _with_article(text, _Edit(start, end, _fitting(text, start, end, suggestion)))


def _with_article(text: str, edit: _Edit) -> _Edit | None:
    """Return an edit with the ``a`` or ``an`` before it, where that has to change; None where that can't be told."""
    start, end, suggestion = edit
    article = _ARTICLE.search(text, max(start - _NEAR, 0), start)
    if article is None or (sound := _sound(suggestion)) == _sound(text[start:end]):
        return edit
    if sound is None:
        return None
    written = article[1][0] + ("n" if sound else "")
    if written == article[1]:
        return edit
    return _Edit(article.start(), end, f"{written} {suggestion}")


def _fitting(text: str, start: int, end: int, suggestion: str) -> str:
    """Fit a suggestion to what stands around the hit: its capital, its spaces and marks, the article at its end."""
    before, after = text[:start], text[end:]
    if _LAST_ARTICLE.search(suggestion) and (sound := _sound(after.lstrip())) is not None:
        suggestion = _LAST_ARTICLE.sub("an" if sound else "a", suggestion)
    if text[start].isupper() and suggestion[0].islower() and _SENTENCE_START.search(before):
        suggestion = suggestion[0].upper() + suggestion[1:]
    if before.endswith(" ") or not before:
        suggestion = suggestion.lstrip(" ")
    if after.startswith(" ") or not after:
        suggestion = suggestion.rstrip(" ")
    if suggestion.endswith(".") and after.startswith(".") and not after.startswith(".."):
        suggestion = suggestion[:-1]
    if suggestion.endswith(",") and after.lstrip()[:1] in (*",.;:!?", ""):
        suggestion = suggestion[:-1]
    return suggestion


def _left_out(text: str, start: int, end: int, kept: str) -> _Edit | None:
    """Leave characters out, with the space or comma that nothing is left to stand beside.

    ``kept`` is the space that takes their place, if any.
    """
    capital = text[start].isupper()
    if not text[:start].strip():
        while end < len(text) and text[end] in _LOOSE:
            end += 1
        start = 0
        if end == len(text):
            return None
        if capital and text[end].islower():
            return _Edit(start, end + 1, text[end].upper())
        return _Edit(start, end, "")
    rest = text[end:].lstrip()
    apart = text[start - 1].isspace() or text[start].isspace()
    if apart and (not rest or rest[0] in ",;:.!?…"):
        while start and text[start - 1] in _LOOSE:
            start -= 1
        end = len(text) - len(rest)
        if rest[:1] and rest[0] in _ENDS and text[start - 1] in _ENDS:
            end += 1
        return _Edit(start, end, "")
    if text[start - 1].isspace() and text[end].isspace():
        return _Edit(start - 1, end, "")
    return _Edit(start, end, kept)


def _plural(words: str) -> bool:
    """Tell whether words end in a plural, as far as letters show; of ``shops of the town`` the shops count."""
    last = _HEAD.split(words, maxsplit=1)[0].split(" ")[-1]
    named = last[:1].isupper() and " " in words
    return not named and last.endswith("s") and not last.endswith(("ss", "is", "us"))


def _sound(words: str) -> bool | None:
    """Tell whether words begin with a vowel sound; None where their letters don't say."""
    if words[:1].isupper() and words[1:2].isupper():
        return None
    if _VOWEL.match(words):
        return True
    return False if _CONSONANT.match(words) else None


def _joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Join neighbours that are alike; a change that leaves nothing still parts the words around it."""
    found: list[Stretch] = []
    for stretch in stretches:
        if not stretch.text and not stretch.changed:
            continue
        if found and found[-1].changed and stretch.changed:
            found[-1] = Stretch(found[-1].text + stretch.text, changed=True)
        else:
            found.append(stretch)
    return tuple(found)
