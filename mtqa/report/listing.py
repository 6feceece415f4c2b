"""The alerts of a run as reports for machines list them: which, in what order, and what is to be said of each rule."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mtqa.alert import DOCUMENT_RULES, SUPPRESSION_RULES, VERDICT_RULES, Alert, Severity, State
from mtqa.config import Settings
from mtqa.result import DocumentResult, Report, SentenceResult

if TYPE_CHECKING:
    from mtqa.rules.base import Example

_SEVERITIES = list(Severity)


class Told(NamedTuple):
    """An alert and the document that it is about."""

    document: DocumentResult
    alert: Alert

    @property
    def sentence(self) -> SentenceResult | None:
        """The sentence that it is about, if it is about one."""
        return None if self.alert.sentence is None else self.document.sentences[self.alert.sentence]

    @property
    def message(self) -> str:
        """What is wrong, with the natural English where there is one, and the place where lines say little."""
        alert = self.alert
        suggestion = f' Try "{alert.suggestion}".' if alert.suggestion else ""
        if alert.suggestion == "":
            suggestion = " Leave it out."
        place = f" ({alert.place})" if alert.place else ""
        record = "" if self.document.id is None else f" (record {self.document.id})"
        return f"{alert.message}{suggestion}{place}{record}"

    @property
    def unique(self) -> str:
        """A name for the alert that no other alert of its document has, and that edits elsewhere leave as it is."""
        return f"{self.alert.fingerprint}-{self.alert.occurrence}"


@dataclass(frozen=True, slots=True)
class RuleText:
    """What is to be said about a rule.

    Attributes:
        id: the rule's id.
        severity: the severity of its findings, unless they have one of their own.
        message: what is wrong, in a sentence.
        rationale: why translation does this and natural English does not; may be empty.
        languages: source languages that leave this trace; empty for any.
        flagged: examples of what it flags.
        passed: examples of what it lets pass.
    """

    id: str
    severity: Severity
    message: str
    rationale: str = ""
    languages: tuple[str, ...] = ()
    flagged: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()


def told(report: Report, *states: State) -> list[Told]:
    """Return the alerts of some states (new ones, unless told otherwise) in the order of reading."""
    wanted = states or (State.NEW,)
    return [Told(document, a) for document in report.documents for a in document.shown if a.state in wanted]


def worst_first(items: Iterable[Told]) -> list[Told]:
    """Sort alerts by severity; of equal ones documents come first, then what the evidence speaks against most."""
    return sorted(items, key=_rank)


def _rank(item: Told) -> tuple[int, bool, bool, float]:
    sentence = item.sentence
    evidence = -math.inf if sentence is None or sentence.evidence is None else round(sentence.evidence, 3)
    rule = item.alert.rule
    return _SEVERITIES.index(item.alert.severity), rule not in DOCUMENT_RULES, rule in SUPPRESSION_RULES, -evidence


def rule_texts(ids: Iterable[str], settings: Settings) -> dict[str, RuleText]:
    """Return what is to be said about some rules, in the order of their ids."""
    from mtqa.rules import RULES, own  # noqa: PLC0415 - the catalogue loads its lexicons

    known = {rule.id: rule for rule in (*RULES, *own.load(settings.rules))}
    texts = {}
    for name in sorted(set(ids)):
        if name in known:
            rule = known[name]
            examples = [
                tuple(e if isinstance(e, str) else e.text for e in each) for each in (rule.must_flag, rule.must_pass)
            ]
            texts[name] = RuleText(name, rule.severity, rule.message, rule.rationale, rule.languages, *examples)
        else:
            severity = Severity.ERROR if name in DOCUMENT_RULES else Severity.WARNING
            texts[name] = RuleText(name, severity, VERDICT_RULES.get(name, name))
    return texts


def _texts(examples: Iterable[Example | str]) -> tuple[str, ...]:
    return tuple(example if isinstance(example, str) else example.text for example in examples)
