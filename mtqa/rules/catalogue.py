"""All rules, sorted by id."""

from __future__ import annotations

from mtqa.rules import lexicons
from mtqa.rules.base import Rule
from mtqa.rules.families import (
    artefacts,
    artefacts_words,
    calques,
    captions,
    captions_glued,
    captions_marks,
    captions_noise,
    captions_spoiled,
    captions_words,
    documents,
    documents_names,
    grammar,
    names,
    quantities,
    quantities_dates,
    repetition,
    residue,
    residue_letters,
    residue_words,
    source,
    titles,
    transliteration,
    typography,
    wording,
)

_MODULES = (
    *(artefacts, artefacts_words, calques, captions, captions_glued, captions_marks),
    *(captions_noise, captions_spoiled, captions_words),
    *(documents, documents_names, grammar, names, quantities, quantities_dates, repetition),
    *(residue, residue_letters, residue_words, source, titles, transliteration, typography, wording),
)

RULES: tuple[Rule, ...] = tuple(
    sorted((*lexicons.shipped(), *(rule for module in _MODULES for rule in module.RULES)), key=lambda rule: rule.id)
)
