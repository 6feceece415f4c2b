"""Alerts: what a gate counts, a baseline remembers, a suppression silences and an editor decides about.

A rule's finding is an alert where it makes its sentence suspicious, or where a clause of the policy counts it. The
verdict of the model on a sentence, and the verdict on a document, are alerts too, of rules that no rule file has:
`SENTENCE`, `LIKELY`, `MIXED`. What is wrong with a suppression is one as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mtqa.document import Place, Span


class Severity(StrEnum):
    """How sure a rule is: an ``error`` alone makes a sentence suspicious."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SENTENCE = "verdict.sentence"
"""The sentence is machine-like or reads oddly, as the language model and the detector see it."""
LIKELY = "verdict.likely"
"""The document is likely machine-translated."""
MIXED = "verdict.mixed"
"""The document is mixed."""
UNUSED = "suppression.unused"
"""A suppression that suppresses nothing."""
UNKNOWN_RULE = "suppression.unknown-rule"
"""A suppression of a rule that does not exist."""
NO_REASON = "suppression.no-reason"
"""A suppression without a reason, where reasons are required."""
MALFORMED = "suppression.malformed"
"""A comment that begins like a suppression and is none."""

DOCUMENT_RULES = frozenset({LIKELY, MIXED})
SUPPRESSION_RULES = frozenset({UNUSED, UNKNOWN_RULE, NO_REASON, MALFORMED})
VERDICT_RULES: dict[str, str] = {
    SENTENCE: "The sentence is machine-like or reads oddly.",
    LIKELY: "The document is likely machine-translated.",
    MIXED: "Part of the document reads like machine translation.",
    UNUSED: "The suppression suppresses nothing.",
    UNKNOWN_RULE: "The suppression names a rule that does not exist.",
    NO_REASON: "The suppression says no reason.",
    MALFORMED: "The comment is no suppression that can be understood.",
}
"""The rules that no rule file has, each with its message."""


class State(StrEnum):
    """What an alert is to the gate; only new ones count."""

    NEW = "new"
    KNOWN = "known"
    SUPPRESSED = "suppressed"
    UNCHANGED = "unchanged"


class By(StrEnum):
    """Who says that an alert does not count: nobody, a comment in the content, the configuration, a baseline."""

    NOBODY = ""
    COMMENT = "comment"
    CONFIGURATION = "configuration"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a text file. Lines and columns count from 1, columns in code points; the end column is excluded."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that was found, and whether it counts.

    Attributes:
        rule: the rule's id, or one of `VERDICT_RULES`.
        severity: how grave it is.
        message: what is wrong, in words.
        fingerprint: 16 hexadecimal digits of the rule and the normalised sentence; of a document, of its path and id.
            Equal ones are told apart by ``occurrence``.
        occurrence: the how manieth alert of this fingerprint it is in its document, from 1.
        sentence: the index of its sentence in the document; None where it is about the document or a comment.
        span: where it stands, in code points of the source; None for a document.
        region: the same in lines and columns; None for a document, and where the file is no text.
        place: where it stands in the terms of its format, where lines say little.
        suggestion: the natural English, where there is one.
        sketch: of a document's verdict, the smallest hashes of its sentences, by which it is known again after edits.
        state: whether it counts.
        by: who says that it does not.
        reason: why it does not, where somebody said so.
        moved: whether it is known from another file, or another record.
    """

    rule: str
    severity: Severity
    message: str
    fingerprint: str
    occurrence: int = 1
    sentence: int | None = None
    span: Span | None = None
    region: Region | None = None
    place: Place | None = None
    suggestion: str | None = None
    sketch: tuple[str, ...] = ()
    state: State = State.NEW
    by: By = By.NOBODY
    reason: str = ""
    moved: bool = False

    @property
    def family(self) -> str:
        """The part of the rule's id before the dot."""
        return self.rule.partition(".")[0]

    def is_of(self, names: tuple[str, ...]) -> bool:
        """Tell whether the alert's rule or its family is among the names; no names mean all."""
        return not names or self.rule in names or self.family in names
