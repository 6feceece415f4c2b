"""Rules as SARIF describes them: what they find, why, with examples, and how to leave a finding alone."""

from __future__ import annotations

import re
from typing import Any

from mtqa.alert import DOCUMENT_RULES, SUPPRESSION_RULES, Severity
from mtqa.report.listing import RuleText
from mtqa.report.sarif_places import message
from mtqa.report.wording import shortened

_LONGEST = 1_024
"""Characters of a description that are shown."""
_TAGS = 20
_PRECISION = {Severity.ERROR: "high", Severity.WARNING: "medium", Severity.NOTE: "low"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~#$!@])")
_BREAK = re.compile(r"\s*\n\s*")


def descriptor(rule: RuleText) -> dict[str, Any]:
    """Return what a log says about a rule."""
    from mtqa.rules.lexicons import NAMES  # noqa: PLC0415 - the catalogue loads its lexicons

    family = rule.id.partition(".")[0]
    tags = [family, *(NAMES.get(code, code) for code in rule.languages)]
    plain, markdown = _help(rule, plain=True), _help(rule, plain=False)
    return {
        "id": rule.id,
        "name": "".join(part[:1].upper() + part[1:] for part in re.split(r"[\W_]+", rule.id)),
        "shortDescription": message(shortened(rule.message, _LONGEST)),
        "fullDescription": message(shortened(rule.rationale or rule.message, _LONGEST)),
        "help": {**message(plain), "markdown": message(markdown)["text"]},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {
            "tags": list(dict.fromkeys(tags))[:_TAGS],
            "precision": _PRECISION[rule.severity],
            "problem.severity": _PROBLEM[rule.severity],
        },
    }


def _help(rule: RuleText, *, plain: bool) -> str:
    blocks = [rule.message, rule.rationale, _examples("Flags", rule.flagged), _examples("Lets pass", rule.passed)]
    if not plain:
        blocks = [_SPECIAL.sub(r"\\\1", block) for block in blocks]
    if rule.id not in SUPPRESSION_RULES:
        word, where = ("ignore-file", "in the file") if rule.id in DOCUMENT_RULES else ("ignore", "above it")
        comment, table = f"mtqa: {word} {rule.id} -- why", "[[suppress]]"
        if not plain:
            comment, table = f"`{comment}`", f"`{table}`"
        blocks.append(
            f"To leave it alone, write a comment {where} that says {comment}, name its file and its rule in {table} "
            "of the configuration, or take it into a baseline."
        )
    return "\n\n".join(filter(None, blocks))


def _examples(title: str, texts: tuple[str, ...]) -> str:
    """Return a list of examples in quotation marks, so that none begins like a list or a heading itself."""
    return "\n".join((f"{title}:\n", *(f"- “{_BREAK.sub(' / ', text)}”" for text in texts))) if texts else ""
