"""Rules: names."""

from __future__ import annotations

from mtqa.rules.base import Rule

RULES: tuple[Rule, ...] = ()
