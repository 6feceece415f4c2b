"""What is found: token scores, findings, verdicts, coverage, the gate's decision, and the report of them all.

Every span named ``span`` counts code points of the source file; every span named ``within`` counts the
characters of the sentence's own text, which differ where markup was masked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mtqa.alert import SENTENCE, Alert, State
from mtqa.alert import Severity as Severity  # noqa: PLC0414 - imported from here, too
from mtqa.beside import Beside, Compared, DocumentBeside
from mtqa.coverage import Coverage as Coverage  # noqa: PLC0414 - imported from here, too
from mtqa.coverage import SkippedFile as SkippedFile  # noqa: PLC0414 - the same
from mtqa.document import Kind, Place, Places, Span, place_at
from mtqa.outcome import Comparison
from mtqa.outcome import Gate as Gate  # noqa: PLC0414 - imported from here, too
from mtqa.provenance import ErrorRate as ErrorRate  # noqa: PLC0414 - the same
from mtqa.provenance import Signature as Signature  # noqa: PLC0414 - the same


class Verdict(StrEnum):
    """The verdict of a sentence."""

    SUSPICIOUS = "suspicious"
    CLEAR = "clear"
    SKIPPED = "skipped"


class DocumentVerdict(StrEnum):
    """The verdict of a document, worst first."""

    LIKELY = "likely machine-translated"
    MIXED = "mixed"
    NO_EVIDENCE = "no evidence"
    TOO_SHORT = "too short"


@dataclass(frozen=True, slots=True)
class TokenScore:
    """A token's surprisal, -log2 P(token | the tokens before it), in bits, and what the model expected.

    ``expected`` holds the likeliest continuations, best first; empty where the token was no surprise. ``evidence`` is
    what the token adds to its sentence's evidence, in nats: positive where it speaks for a machine.
    """

    span: Span
    within: Span
    surprisal: float
    expected: tuple[str, ...] = ()
    evidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's hit: where, how sure, why, and the natural English where there is one."""

    rule: str
    severity: Severity
    span: Span
    within: Span
    message: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class SentenceResult:
    """A judged sentence.

    ``fluency`` is 0 to 100 (place among trusted English of its kind and length), ``evidence`` a log-likelihood
    ratio in nats (positive: more machine-like), ``surprisal`` the mean bits per token; None where not scored.
    ``reason`` says in words why the sentence is suspicious or was skipped, and is empty for a clear one;
    ``model_reason`` is what of it the language model says. ``base`` is the part of the evidence that is not the tokens'
    own (length, surprisal, rules): with theirs it adds up to it. ``places`` says where its characters stand in the
    terms of the format: cues, pages, keys. Sentences of one paragraph, heading or cell have one ``segment``, which
    counts the document's from 0; None where an older report does not say.
    """

    text: str
    kind: Kind
    span: Span
    line: int
    column: int
    verdict: Verdict
    reason: str = ""
    fluency: float | None = None
    evidence: float | None = None
    surprisal: float | None = None
    findings: tuple[Finding, ...] = ()
    tokens: tuple[TokenScore, ...] = ()
    base: float | None = None
    places: Places = ()
    model_reason: str = ""
    segment: int | None = None
    beside: Beside | None = None

    @property
    def place(self) -> Place | None:
        """Where the sentence begins in the terms of its format, where lines say little."""
        return place_at(self.places, 0)

    def place_of(self, finding: Finding) -> Place | None:
        """Return where a finding stands in the terms of the format: the cue, the page, the key."""
        return place_at(self.places, finding.within.start)


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """A judged document: verdict, probability that it was machine-translated with its 95 % interval.

    ``passage`` gives the first and the last line of the run of sentences that makes a document mixed, where one does.
    ``alerts`` is what the gate is told of, in the order of the text, with whether it counts. ``changed`` is how many
    of the judged sentences were changed, where only changes count.
    """

    path: str
    id: str | None
    format: str
    language: str | None
    verdict: DocumentVerdict
    probability: float | None
    interval: tuple[float, float] | None
    evidence: float | None
    fluency: float | None
    sentences: tuple[SentenceResult, ...]
    passage: tuple[int, int] | None = None
    alerts: tuple[Alert, ...] = ()
    changed: int | None = None
    beside: DocumentBeside | None = None

    @property
    def name(self) -> str:
        """The path, and the record's id where there is one."""
        return self.path if self.id is None else f"{self.path} (record {self.id})"

    @property
    def shown(self) -> tuple[Alert, ...]:
        """The alerts that people are shown: a verdict on a sentence is left out where a rule already says why."""
        told = {(a.sentence, a.state) for a in self.alerts if a.rule != SENTENCE and a.severity is Severity.ERROR}
        return tuple(a for a in self.alerts if a.rule != SENTENCE or (a.sentence, a.state) not in told)

    @property
    def counting(self) -> frozenset[int]:
        """The indices of the suspicious sentences that the gate counts: those that a new alert makes suspicious."""
        return frozenset(
            a.sentence
            for a in self.alerts
            if a.state is State.NEW and a.sentence is not None and (a.rule == SENTENCE or a.severity is Severity.ERROR)
        )

    @property
    def suspicious(self) -> int:
        """How many sentences are suspicious, whether they count or not."""
        return sum(s.verdict is Verdict.SUSPICIOUS for s in self.sentences)

    @property
    def judged(self) -> int:
        """How many sentences were judged, suspicious or clear."""
        return sum(s.verdict is not Verdict.SKIPPED for s in self.sentences)


OTHER = "other reasons"
_REASONS = 1_000
"""Reasons that are told apart: some quote what they found, so there may be as many as records."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What was counted in a whole run, also in documents that its report does not hold.

    ``verdicts`` counts documents, ``findings`` rules' hits with the most frequent first, ``unjudged`` sentences by the
    reason why they were not judged, ``skipped`` files and records by the reason why they were not checked, and
    ``alerts`` by whether they count; ``counting`` is how many of the suspicious sentences do.
    """

    documents: int
    sentences: int
    judged: int
    suspicious: int
    verdicts: Mapping[DocumentVerdict, int]
    findings: Mapping[str, int]
    unjudged: Mapping[str, int]
    skipped: Mapping[str, int]
    alerts: Mapping[State, int] = field(default_factory=dict)
    counting: int = 0


class Tally:
    """Counts what becomes of documents and files, one after the other."""

    def __init__(self) -> None:
        self._sentences: Counter[Verdict] = Counter()
        self._verdicts: Counter[DocumentVerdict] = Counter()
        self._findings: Counter[str] = Counter()
        self._unjudged: Counter[str] = Counter()
        self._skipped: Counter[str] = Counter()
        self._alerts: Counter[State] = Counter()
        self._counting = 0

    def add(self, document: DocumentResult) -> None:
        """Count a document."""
        self._counting += len(document.counting)
        self._alerts.update(alert.state for alert in document.shown)
        self._verdicts[document.verdict] += 1
        for sentence in document.sentences:
            self._sentences[sentence.verdict] += 1
            if sentence.verdict is Verdict.SKIPPED:
                self._unjudged[sentence.reason] += 1
            for finding in sentence.findings:
                self._findings[finding.rule] += 1

    def skip(self, file: SkippedFile) -> None:
        """Count a file or record that was not checked."""
        known = file.reason in self._skipped or len(self._skipped) < _REASONS
        self._skipped[file.reason if known else OTHER] += 1

    def totals(self) -> Totals:
        """Return what was counted so far."""
        sentences = self._sentences.total()
        return Totals(
            documents=self._verdicts.total(),
            sentences=sentences,
            judged=sentences - self._sentences[Verdict.SKIPPED],
            suspicious=self._sentences[Verdict.SUSPICIOUS],
            verdicts=dict(self._verdicts),
            findings=dict(sorted(self._findings.items(), key=lambda item: (-item[1], item[0]))),
            unjudged=dict(self._unjudged),
            skipped=dict(self._skipped),
            alerts=dict(self._alerts),
            counting=self._counting,
        )


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run. Documents stand in the order in which they were read.

    ``rates`` says how often the thresholds in use flag good English; empty where that does not apply. ``totals`` counts
    the whole run; a run that was written to a file as it went holds only its worst documents, and its coverage only
    the first files of each reason.
    """

    version: str
    signature: Signature
    documents: tuple[DocumentResult, ...]
    coverage: Coverage
    gate: Gate
    seconds: float
    device: str = ""
    interrupted: bool = False
    notes: tuple[str, ...] = ()
    rates: tuple[ErrorRate, ...] = ()
    totals: Totals | None = field(default=None, compare=False, repr=False)
    baseline: Comparison | None = None
    compared: Compared | None = None

    def counted(self) -> Totals:
        """Return the totals; where none were given, those of the documents."""
        if self.totals is not None:
            return self.totals
        tally = Tally()
        for document in self.documents:
            tally.add(document)
        for file in self.coverage.files_skipped:
            tally.skip(file)
        return tally.totals()

    @property
    def whole(self) -> bool:
        """Whether all documents and skipped files that were counted are held too."""
        totals = self.counted()
        held = len(self.documents), len(self.coverage.files_skipped)
        return held == (totals.documents, sum(totals.skipped.values()))

    @property
    def sentences(self) -> int:
        """How many sentences were read."""
        return self.counted().sentences

    @property
    def judged(self) -> int:
        """How many sentences were judged."""
        return self.counted().judged

    @property
    def suspicious(self) -> int:
        """How many sentences are suspicious."""
        return self.counted().suspicious

    @property
    def skipped(self) -> int:
        """How many sentences were read but not judged."""
        return self.sentences - self.judged

    def findings_by_rule(self) -> dict[str, int]:
        """Count the findings of each rule, most frequent first."""
        return dict(self.counted().findings)
