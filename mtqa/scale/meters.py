"""Metrics that Ray collects: they stand beside its own, in its dashboard and at its Prometheus endpoints."""

from __future__ import annotations

from ray.util.metrics import Counter, Histogram

from mtqa.result import DocumentResult, Verdict
from mtqa.scale.chunks import Aside, Judged

_SECONDS = [0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600, 1_800]


class Meters:
    """Counts what a worker judges."""

    def __init__(self) -> None:
        """Register the metrics with Ray's agent on this node."""
        self._documents = Counter("mtqa_documents", "Documents judged, by verdict.", ("verdict",))
        self._sentences = Counter("mtqa_sentences", "Sentences read, by verdict.", ("verdict",))
        self._aside = Counter("mtqa_records_put_aside", "Records that were not judged, by kind of reason.", ("why",))
        self._scored = Counter("mtqa_texts_scored", "Texts that the language model scored.")
        self._due = Counter("mtqa_sentences_due", "Sentences that the language model was asked about, repeats too.")
        self._look = Histogram("mtqa_look_seconds", "Splitting and rules, by partition.", _SECONDS)
        self._judge = Histogram("mtqa_judge_seconds", "The language model, by partition.", _SECONDS)

    def judged(self, judged: Judged) -> None:
        """Count a chunk."""
        for result in judged.results:
            if isinstance(result, Aside):
                self._aside.inc(tags={"why": result.why.value})
                continue
            self._document(result)
        for counter, value in ((self._scored, judged.scored), (self._due, judged.due)):
            if value:
                counter.inc(value)
        self._look.observe(judged.look_seconds)
        self._judge.observe(judged.seconds)

    def _document(self, result: DocumentResult) -> None:
        self._documents.inc(tags={"verdict": result.verdict.value})
        for verdict in Verdict:
            count = sum(sentence.verdict is verdict for sentence in result.sentences)
            if count:
                self._sentences.inc(count, tags={"verdict": verdict.value})
