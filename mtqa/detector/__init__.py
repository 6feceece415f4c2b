"""The detector: hidden states and rule hits in, evidence, fluency and verdicts out. Needs numpy alone."""

from __future__ import annotations

from mtqa.detector.calibration import Calibration, DocumentModel, group
from mtqa.detector.detector import Detector, Judged
from mtqa.detector.fake import fake
from mtqa.detector.first_look import Glance
from mtqa.detector.judgement import DocumentJudgement, judge_document, judge_sentence, reads_oddly
from mtqa.detector.measured import LAYOUT, Measured
from mtqa.detector.own import load_calibration
from mtqa.detector.passages import Passage
from mtqa.detector.shipped import load

__all__ = [
    "LAYOUT",
    "Calibration",
    "Detector",
    "DocumentJudgement",
    "DocumentModel",
    "Glance",
    "Judged",
    "Measured",
    "Passage",
    "fake",
    "group",
    "judge_document",
    "judge_sentence",
    "load",
    "load_calibration",
    "reads_oddly",
]
