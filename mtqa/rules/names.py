"""Rules: names of people and the titles before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules import acronyms
from mtqa.rules.base import EVERYWHERE, PROSE, Hit, Passage, Rule
from mtqa.rules.lexicon.people import GIVEN, PLAIN_SURNAMES, ROLES, WORD_SURNAMES
