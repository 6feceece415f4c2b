"""Rules: judgements that nobody makes, which other languages are fond of."""

from __future__ import annotations

from mtqa.result import Severity
from mtqa.rules.base import Rule, pattern

_JUDGED = pattern(
    r"\b(?P<hit>it\ (?:is|was)\ (?:also\ |not\ |quite\ |very\ )?(?:possible|important|impossible|known|obvious|interesting|logical"
    r"|considered|believed|useful|desirable|expedient|forbidden|natural|characteristic)\ (?:to|that))\b"
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="wording.it-is-adjective",
        severity=Severity.NOTE,
        languages=("ru", "uk", "de", "cs", "pl", "zh"),
        message="An impersonal judgement: English likes to say who can, knows or thinks so.",
        rationale=(
            "Russian 'mozhno', 'vazhno', 'izvestno' and German 'es ist …' need nobody who acts. English has the sentence, and"
            " uses it a sixth as often."
        ),
        source="Quirk et al., 18.33, on extraposition; counted in translations and native news.",
        find=_JUDGED,
        triggers=frozenset(("it is", "it was")),
        must_flag=(
            "In the city it is possible to see three bridges.",
            "It is known that he left in May.",
            "It was important to find the key.",
            "It is considered that the road is safe.",
        ),
        must_pass=(
            "It is raining, and that is possible.",
            "Is it possible?",
            "It is an important road.",
            "You can see three bridges in the city.",
        ),
    ),
)
