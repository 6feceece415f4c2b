"""Text: sentences with exact spans, the language they are in, why some are not judged, uniform typography."""

from __future__ import annotations

from mtqa.text.language import LANGUAGE_ID, document_language, identify
from mtqa.text.normalise import NORMALISATION, Normalised, normalise
from mtqa.text.prose import skip_reason
from mtqa.text.sentences import SEGMENTATION, by_segment, places, split

__all__ = [
    "LANGUAGE_ID",
    "NORMALISATION",
    "SEGMENTATION",
    "Normalised",
    "by_segment",
    "document_language",
    "identify",
    "normalise",
    "places",
    "skip_reason",
    "split",
]
