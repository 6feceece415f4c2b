"""What became of the alerts of two reports: by document first, then across documents, each as often as it is there."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from mtqa.alert import DOCUMENT_RULES, LIKELY, MIXED, SENTENCE, Alert
from mtqa.diffing.pairing import Pair
from mtqa.diffing.runs import AlertChange, Change, Standing
from mtqa.result import DocumentResult, Verdict

_OF_MODEL = DOCUMENT_RULES | {SENTENCE}
_ONE_MODEL = "only one of the two runs had a language model"
_NOT_JUDGED = "its sentence is no longer judged"
_NO_SENTENCE = "no sentence of its document is judged any more"


@dataclass(frozen=True, slots=True)
class _Own:
    """An alert with the document that it is of, and the number of the pair."""

    alert: Alert
    document: DocumentResult
    pair: int
    shown: bool

    @property
    def text(self) -> str:
        sentence = self.alert.sentence
        return "" if sentence is None else self.document.sentences[sentence].text


_Key = Callable[[_Own], Hashable | None]


class Matcher:
    """Finds out what became of alerts.

    Args:
        pairs: the documents of both reports.
        one_model: whether only one of the two runs had a language model, so that its verdicts have nothing beside them.
        why_gone: says why a document that is only in the old report was not checked.
    """

    def __init__(self, pairs: Sequence[Pair], *, one_model: bool, why_gone: Callable[[DocumentResult], str]) -> None:
        self._pairs = pairs
        self._one_model = one_model
        self._why_gone = why_gone
        self._verdicts: dict[int, tuple[dict[str, Verdict], dict[str, Verdict]]] = {}

    def changes(self) -> Iterator[AlertChange]:
        """Yield what became of each alert that people are shown, in the order of `Change`, then of the new report."""
        told: defaultdict[Change, list[AlertChange]] = defaultdict(list)
        left_old: list[_Own] = []
        left_new: list[_Own] = []
        for number, pair in enumerate(self._pairs):
            old, new = (list(_own(document, number)) for document in (pair.before, pair.after))
            alike, old, new = _matched(old, new, _at_home_alike)
            both, old, new = _matched(old, new, _at_home)
            milder, old, new = _matched(old, new, _likely, _mixed)  # mixed now, and likely before, is no news
            change = Change.MOVED if pair.moved else Change.UNCHANGED
            told[change] += [self._both(change, *each) for each in (*alike, *both, *milder) if _is_shown(*each)]
            left_old += old
            left_new += new
        alike, left_old, left_new = _matched(left_old, left_new, _anywhere_alike)
        moved, left_old, left_new = _matched(left_old, left_new, _anywhere)
        told[Change.MOVED] += [self._both(Change.MOVED, *each) for each in (*alike, *moved) if _is_shown(*each)]
        told[Change.NEW] += [self._new(each) for each in left_new if each.shown]
        for each in left_old:
            if each.shown:
                why = self._unseen(each)
                change = Change.UNSEEN if why else Change.FIXED
                told[change].append(self._old(each, change, why))
        for change in Change:
            yield from told[change]

    def _both(self, change: Change, old: _Own, new: _Own) -> AlertChange:
        return _change(change, new, _standing(old), _standing(new), text_stands=True)

    def _new(self, new: _Own) -> AlertChange:
        before = self._texts(new.pair)[0].get(new.text)
        stands = before is not None and before is not Verdict.SKIPPED
        return _change(Change.NEW, new, None, _standing(new), text_stands=stands)

    def _old(self, old: _Own, change: Change, why: str) -> AlertChange:
        stands = old.text in self._texts(old.pair)[1]
        return _change(change, old, _standing(old), None, text_stands=stands, why=why)

    def _unseen(self, old: _Own) -> str:
        """Say why nobody can have found an alert again; nothing where somebody could."""
        after = self._pairs[old.pair].after
        if after is None:
            return self._why_gone(old.document)
        if self._one_model and old.alert.rule in _OF_MODEL:
            return _ONE_MODEL
        if old.alert.rule in DOCUMENT_RULES and not after.judged:
            return _NO_SENTENCE
        return _NOT_JUDGED if self._texts(old.pair)[1].get(old.text) is Verdict.SKIPPED else ""

    def _texts(self, number: int) -> tuple[dict[str, Verdict], dict[str, Verdict]]:
        """Return the sentences of a pair's documents with their verdicts."""
        if number not in self._verdicts:
            pair = self._pairs[number]
            before, after = (
                {s.text: s.verdict for s in document.sentences} if document else {}
                for document in (pair.before, pair.after)
            )
            self._verdicts[number] = before, after
        return self._verdicts[number]


def _own(document: DocumentResult | None, number: int) -> Iterator[_Own]:
    if document is not None:
        shown = {id(alert) for alert in document.shown}
        yield from (_Own(alert, document, number, id(alert) in shown) for alert in document.alerts)


def _at_home(own: _Own) -> Hashable:
    """Return what an alert is known by in its document; a document's own by its rule, since its path may change."""
    alert = own.alert
    return alert.rule, "" if alert.rule in DOCUMENT_RULES else alert.fingerprint


def _at_home_alike(own: _Own) -> Hashable:
    """Match what stands alike first, so that a copy that is suppressed is not taken for the one that counts."""
    return own.alert.state, _at_home(own)


def _anywhere_alike(own: _Own) -> Hashable | None:
    known = _anywhere(own)
    return None if known is None else (own.alert.state, known)


def _likely(own: _Own) -> Hashable | None:
    return LIKELY if own.alert.rule == LIKELY else None


def _mixed(own: _Own) -> Hashable | None:
    return LIKELY if own.alert.rule == MIXED else None


def _anywhere(own: _Own) -> Hashable | None:
    return None if own.alert.rule in DOCUMENT_RULES else (own.alert.rule, own.alert.fingerprint)


def _matched(
    old: Sequence[_Own], new: Sequence[_Own], key: _Key, new_key: _Key | None = None
) -> tuple[list[tuple[_Own, _Own]], list[_Own], list[_Own]]:
    """Match alerts of equal keys, each once and in the order of the text; those without a key match nothing.

    Returns:
        what matches, and what is left of either.
    """
    waiting: defaultdict[Hashable, deque[_Own]] = defaultdict(deque)
    for each in old:
        if (known := key(each)) is not None:
            waiting[known].append(each)
    partner: dict[int, _Own] = {}
    for i, each in enumerate(new):
        known = (new_key or key)(each)
        if known is not None and waiting.get(known):
            partner[i] = waiting[known].popleft()
    used = {id(each) for each in partner.values()}
    return (
        [(partner[i], each) for i, each in enumerate(new) if i in partner],
        [each for each in old if id(each) not in used],
        [each for i, each in enumerate(new) if i not in partner],
    )


def _is_shown(old: _Own, new: _Own) -> bool:
    return old.shown or new.shown


def _standing(own: _Own) -> Standing:
    alert, document = own.alert, own.document
    sentence = None if alert.sentence is None else document.sentences[alert.sentence]
    where = sentence or alert.region
    return Standing(
        path=document.path,
        id=document.id,
        line=where.line if where else None,
        column=where.column if where else None,
        place=str(sentence.place) if sentence and sentence.place else "",
        state=alert.state,
        reason=alert.reason,
    )


def _change(
    change: Change,
    own: _Own,
    before: Standing | None,
    after: Standing | None,
    *,
    text_stands: bool,
    why: str = "",
) -> AlertChange:
    alert = own.alert
    return AlertChange(
        change=change,
        rule=alert.rule,
        severity=alert.severity,
        message=alert.message,
        suggestion=alert.suggestion,
        fingerprint=alert.fingerprint,
        text=own.text,
        before=before,
        after=after,
        text_stands=text_stands,
        why=why,
    )
