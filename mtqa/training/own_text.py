"""Reads a user's own trusted English and scores it: what a calibration is fitted to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa import text
from mtqa.checker import CHUNK, Checker, Read
from mtqa.detector import group, judge_sentence
from mtqa.detector.features import Features
from mtqa.detector.judgement import SENTENCES, WORDS
from mtqa.document import Sentence
from mtqa.pipeline import read_all
from mtqa.result import Finding, Severity, Verdict

_TOLD = 4_096
"""Sentences after which it is said how far the scoring is."""


@dataclass(frozen=True, slots=True)
class OwnSentence:
    """A trusted sentence under the detector's own calibration.

    Attributes:
        text: as read.
        normal: as the language model sees it.
        group: whose statistics it counts for; see `mtqa.detector.group`.
        features: what the detector measured.
        evidence: log-likelihood ratio in nats, rules included.
        by_rules: the same of the rules alone.
        fluency: 0 to 100.
        error: a rule of severity error hit.
        suspicious: its verdict.
    """

    text: str
    normal: str
    group: str
    features: Features
    evidence: float
    by_rules: float
    fluency: float
    error: bool
    suspicious: bool


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """The judged sentences of a trusted document."""

    sentences: tuple[OwnSentence, ...]

    @property
    def words(self) -> int:
        """How many words its sentences have."""
        return sum(len(sentence.text.split()) for sentence in self.sentences)

    @property
    def judged(self) -> bool:
        """Whether it is long enough for a verdict."""
        return len(self.sentences) >= SENTENCES and self.words >= WORDS


@dataclass(frozen=True, slots=True)
class Portion:
    """Documents, and the sentences that stand for them: each text once, where it is met first."""

    sentences: tuple[OwnSentence, ...]
    documents: tuple[OwnDocument, ...]

    def of(self, name: str) -> list[OwnSentence]:
        """Return the sentences of a group."""
        return [sentence for sentence in self.sentences if sentence.group == name]


def read_own(paths: Sequence[str | Path], checker: Checker, say: Callable[[str], None]) -> tuple[OwnDocument, ...]:
    """Read and score all documents of files and folders; of documents with the same sentences the first.

    Raises:
        UsageError: a path does not exist.
        ModelError: the language model is missing or failed.
        DetectorError: the detector belongs to another one.
    """
    reads, skipped = read_all(checker, paths)
    if skipped:
        say(f"not read: {len(skipped)}, the first of them {skipped[0].path} ({skipped[0].reason})")
    features = _features([read for read in reads if read.judged], checker, say)
    documents = (
        tuple(
            _scored(sentence, findings, features, checker)
            for sentence, skip, findings in zip(read.sentences, read.skips, read.findings, strict=True)
            if skip is None
        )
        for read in reads
        if read.judged
    )
    different = {tuple(sentence.normal for sentence in sentences): sentences for sentences in documents}
    return tuple(map(OwnDocument, different.values()))


def halves(documents: Sequence[OwnDocument]) -> tuple[Portion, Portion]:
    """Part documents in two of about as many sentences; one that holds more than half of all is cut in the middle."""
    new = _new(documents)
    total = sum(map(len, new))
    sentences: tuple[list[OwnSentence], list[OwnSentence]] = ([], [])
    parts: tuple[list[OwnDocument], list[OwnDocument]] = ([], [])
    for i in sorted(range(len(new)), key=lambda i: (-len(new[i]), i)):
        side = int(len(sentences[0]) > len(sentences[1]))
        parts[side].append(documents[i])
        middle = len(new[i]) // 2 if len(new[i]) > total / 2 else len(new[i])
        sentences[side].extend(new[i][:middle])
        sentences[1 - side].extend(new[i][middle:])
    first, second = (Portion(tuple(s), tuple(d)) for s, d in zip(sentences, parts, strict=True))
    return first, second


def whole(documents: Sequence[OwnDocument]) -> Portion:
    """Return all documents with their sentences."""
    return Portion(tuple(sentence for part in _new(documents) for sentence in part), tuple(documents))


def _new(documents: Sequence[OwnDocument]) -> list[list[OwnSentence]]:
    """Return for each document the sentences that none before it has."""
    seen: set[tuple[str, str]] = set()
    found = []
    for document in documents:
        new = {(s.group, s.normal): s for s in document.sentences if (s.group, s.normal) not in seen}
        seen.update(new)
        found.append(list(new.values()))
    return found


def _features(reads: Sequence[Read], checker: Checker, say: Callable[[str], None]) -> dict[str, Features]:
    """Measure every judged text once."""
    due = (
        text.normalise(sentence.text).text
        for read in reads
        for sentence, skip in zip(read.sentences, read.skips, strict=True)
        if skip is None
    )
    texts = list(dict.fromkeys(due))
    found: dict[str, Features] = {}
    for low in range(0, len(texts), CHUNK):
        part = texts[low : low + CHUNK]
        found.update((one, measured.features) for one, measured in zip(part, checker.measured(part), strict=True))
        if (low + CHUNK) % _TOLD == 0 and len(found) < len(texts):
            say(f"scored {len(found):,} of {len(texts):,} sentences")
    return found


def _scored(
    sentence: Sentence, findings: tuple[Finding, ...], features: dict[str, Features], checker: Checker
) -> OwnSentence:
    calibration = checker.detector.calibration
    normal = text.normalise(sentence.text).text
    name, measured = group(sentence.kind, sentence.text), features[normal]
    by_rules = calibration.rules.llr(finding.rule for finding in findings)
    evidence, fluency = calibration.evidence.llr(measured) + by_rules, calibration.fluency.of(name, measured)
    limits = calibration.thresholds.of(name, measured.tokens)
    verdict = judge_sentence(limits, sentence.text, fluency, evidence, findings).verdict
    return OwnSentence(
        text=sentence.text,
        normal=normal,
        group=name,
        features=measured,
        evidence=evidence,
        by_rules=by_rules,
        fluency=fluency,
        error=any(finding.severity is Severity.ERROR for finding in findings),
        suspicious=verdict is Verdict.SUSPICIOUS,
    )
