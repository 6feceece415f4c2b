"""An evaluation as Markdown, with its pictures beside it."""

from __future__ import annotations

from mtqa.evaluation.results import RELIABILITY, ROC, Evaluation, Section
from mtqa.evaluation.sections import sections

ALTERNATIVES = {
    ROC: "True-positive rates against false-positive rates",
    RELIABILITY: "How often what was said to be a machine's was one",
}
"""What the pictures show, in words."""


def as_markdown(evaluation: Evaluation, stem: str) -> str:
    """Return the page; pictures are looked for beside it, as `stem`-roc.svg and so on."""
    parts = [
        "# Accuracy",
        "This page is written by `mtqa evaluate --data DATA --output md=docs/accuracy.md`; don't edit it.",
        f"`{evaluation.signature}`",
    ]
    for section in sections(evaluation):
        parts += _section(section, stem)
    return "\n\n".join(parts) + "\n"


def _section(section: Section, stem: str) -> list[str]:
    parts = [f"## {section.title}", section.text]
    if section.picture:
        parts.append(f"![{ALTERNATIVES[section.picture]}]({stem}-{section.picture}.svg)")
    if section.header:
        parts.append("\n".join((_row(section.header), "|---" * len(section.header) + "|", *map(_row, section.rows))))
    return [part for part in parts if part]


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
