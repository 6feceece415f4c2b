"""What stands beside the English: its source, its references, an older version, and how they compare.

A *block* is the smallest stretch in which all of these texts could be laid side by side: a line of a file of lines, a
unit of a localisation file, a record, or the sentences that the alignment of two texts put together. Metrics count
blocks as their segments.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a text is to the content that is checked."""

    CANDIDATE = "candidate"
    REFERENCE = "reference"
    BASELINE = "baseline candidate"
    SOURCE = "source"


class Change(StrEnum):
    """What became of a sentence since the older version."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Score:
    """A metric's score as sacrebleu gives it, 0 to 100 for BLEU and chrF, from 0 on and lower is better for TER.

    ``metric`` is the name that sacrebleu prints: ``BLEU``, ``chrF2++``, ``TER``. ``interval`` is the 95 % interval of
    the bootstrap; None for a sentence.
    """

    metric: str
    value: float
    interval: tuple[float, float] | None = None

    @property
    def higher_is_better(self) -> bool:
        """Whether a higher score is a better one."""
        return self.metric != "TER"


@dataclass(frozen=True, slots=True)
class Significance:
    """A metric of two candidates on the same blocks, and how likely so large a difference is by chance alone.

    ``difference`` is the candidate's score less the baseline's. ``p_value`` is of the paired test that ``test`` names.
    """

    metric: str
    candidate: float
    baseline: float
    difference: float
    p_value: float
    test: str


@dataclass(frozen=True, slots=True)
class Previous:
    """What the older version, or another candidate, says in place of a sentence; ``text`` is empty for a new one."""

    text: str
    change: Change
    scores: tuple[Score, ...] = ()
    fluency: float | None = None
    evidence: float | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a sentence. Sentences with one ``block`` share it, and their scores are the block's.

    ``source`` is the text that the block translates; ``references`` has a text for each reference, empty where that
    one lacks it.
    """

    block: int
    source: str = ""
    references: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()
    previous: Previous | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Text of a counterpart that the English lacks.

    ``line`` is where it stands in the counterpart, ``after`` the index of the document's sentence that it should
    follow: -1 at the start.
    """

    role: Role
    text: str
    line: int
    after: int


@dataclass(frozen=True, slots=True)
class DocumentBeside:
    """What stands beside a document: the paths of its counterparts, the scores of its blocks, what it lacks.

    ``unit`` says what its blocks are: ``line``, ``unit`` or ``sentence``. ``language`` is the source's.
    """

    source: str = ""
    language: str | None = None
    references: tuple[str, ...] = ()
    previous: str = ""
    unit: str = "sentence"
    blocks: int = 0
    scores: tuple[Score, ...] = ()
    previous_scores: tuple[Score, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A file, record or unit that has nothing to be compared with; ``why`` names the other side's path."""

    role: Role
    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Changes:
    """How the sentences of a new version differ from the older one's, and how scores moved in those that changed.

    ``fluency`` and ``evidence`` are mean differences, new less old, with their 95 % intervals over blocks; None where
    nothing was scored. ``better`` and ``worse`` count changed sentences that became clear or suspicious.
    """

    unchanged: int
    changed: int
    new: int
    removed: int
    better: int
    worse: int
    fluency: tuple[float, float, float] | None = None
    evidence: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """How the content compares as a whole.

    ``references``, ``baseline`` and ``source`` are the paths as the user named them. ``signatures`` has sacrebleu's
    signature of each score, in their order; ``trials`` and ``seed`` are the bootstrap's.
    """

    candidate: str
    references: tuple[str, ...] = ()
    baseline: str = ""
    source: str = ""
    documents: int = 0
    blocks: int = 0
    scores: tuple[Score, ...] = ()
    baseline_scores: tuple[Score, ...] = ()
    significance: tuple[Significance, ...] = ()
    signatures: tuple[str, ...] = ()
    trials: int = 0
    seed: int = 0
    unpaired: tuple[Unpaired, ...] = ()
    changes: Changes | None = None
