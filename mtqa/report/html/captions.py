"""The section on captions: machine translation hides in them, and an editor reviews them apart from the prose."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.document import Kind
from mtqa.report.html.assembly import escape
from mtqa.report.html.plain import plain_sentence
from mtqa.report.html.strings import say
from mtqa.report.html.tables import PLAIN_LIMIT, folded, lines, link, rest
from mtqa.report.html.view import Placed
from mtqa.result import DocumentResult, Report, SentenceResult, Verdict

KINDS = (Kind.CAPTION, Kind.CUE)
"""What the section is about: captions of pictures and figures, and subtitles."""
_NAMES = {Kind.CAPTION: "overview.captions_figures", Kind.CUE: "overview.captions_cues"}
_OPEN = 2
"""So many suspicious captions are on show at once; more are folded."""


def captions(report: Report, documents: Sequence[DocumentResult], placed: Sequence[Placed]) -> str:
    """Render the section; nothing where there is no caption in the run.

    Args:
        report: the run.
        documents: its documents, worst first.
        placed: their sentences, worst first.
    """
    placed = [p for p in placed if p.sentence.kind in KINDS]
    if not placed:
        return ""
    suspicious = [p for p in placed if p.sentence.verdict is Verdict.SUSPICIOUS]
    cards = "\n".join(plain_sentence(documents[p.document], p) for p in suspicious[:PLAIN_LIMIT])
    listed = lines(
        f'<ol class="listed">\n{cards}\n</ol>' if cards else "",
        rest("overview.rest_captions", len(suspicious), report),
    )
    return lines(
        '<section id="captions" class="captions" aria-labelledby="captions-title">',
        f'<h2 id="captions-title">{escape(say("overview.captions"))}</h2>',
        f'<p class="hint">{escape(say("overview.captions_hint"))}</p>',
        "".join(_counted(kind, [p.sentence for p in placed if p.sentence.kind is kind]) for kind in KINDS),
        folded(say("overview.captions_list", count=len(suspicious)), listed, shown=len(suspicious) <= _OPEN),
        "</section>",
    )


def _counted(kind: Kind, found: Sequence[SentenceResult]) -> str:
    """Say how many captions of a kind there are, and what became of them."""
    if not found:
        return ""
    said = say(
        "overview.captions_said",
        count=len(found),
        judged=sum(s.verdict is not Verdict.SKIPPED for s in found),
        suspicious=sum(s.verdict is Verdict.SUSPICIOUS for s in found),
    )
    name = link(escape(say(_NAMES[kind])), "queue", state="all", kind=kind.value)
    return f"<p>{name}: {escape(said)}</p>"
