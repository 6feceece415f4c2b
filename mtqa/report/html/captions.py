"""The section on captions: machine translation hides in them, and an editor reviews them apart from the prose."""

from __future__ import annotations

from mtqa.document import Kind
from mtqa.report.html.fragments import PLAIN_LIMIT, escape, plain_sentence, rest
from mtqa.report.html.view import worst_documents, worst_sentences
from mtqa.result import Report, SentenceResult, Verdict

KINDS = (Kind.CAPTION, Kind.CUE)
"""What the section is about: captions of pictures and figures, and subtitles."""


def captions(report: Report) -> str:
    """Render the section; nothing where there is no caption in the run."""
    documents = worst_documents(report)
    placed = [p for p in worst_sentences(documents) if p.sentence.kind in KINDS]
    if not placed:
        return ""
    suspicious = [p for p in placed if p.sentence.verdict is Verdict.SUSPICIOUS]
    cards = "\n".join(plain_sentence(documents[p.document], p) for p in suspicious[:PLAIN_LIMIT])
    return "\n".join(
        part
        for part in (
            '<section id="captions" class="captions plain" aria-labelledby="captions-title">',
            '<h2 id="captions-title">Captions</h2>',
            f"<p>{escape(_counted([p.sentence for p in placed]))}</p>",
            f"<ol>\n{cards}\n</ol>" if cards else "",
            rest(len(suspicious), "suspicious captions", report),
            "</section>",
        )
        if part
    )


def _counted(found: list[SentenceResult]) -> str:
    """Say how many captions of each kind there are, and what became of them."""
    parts = []
    for kind in KINDS:
        own = [sentence for sentence in found if sentence.kind is kind]
        if own:
            noun = {Kind.CAPTION: "of pictures and figures", Kind.CUE: "of films (sentences of subtitles)"}[kind]
            judged = sum(s.verdict is not Verdict.SKIPPED for s in own)
            flagged = sum(s.verdict is Verdict.SUSPICIOUS for s in own)
            parts.append(f"{len(own):,} {noun}: {judged:,} judged, {flagged:,} suspicious")
    return "; ".join(parts) + ". Captions are held against other captions: fragments without a verb are normal there."
