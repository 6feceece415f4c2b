"""BLEU, chrF++ and TER by sacrebleu (Post 2018), of texts, of many of them together, and of two candidates.

sacrebleu does all of the work; this room gives it typed results, a seed that is set instead of found in the
environment, and silence: its advice about tokenisation is for the command line.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from mtqa.beside import Score, Significance
from mtqa.errors import UsageError

TER_SECONDS = 600.0
"""How long TER may take by estimate; it is left out where its search for shifts would take longer."""
MOST_DRAWS = 20_000_000
"""Blocks times trials above which there is neither an interval nor a test: sacrebleu keeps the statistics of all draws
in memory, 2 GB of them there."""

TOKENIZERS = ("13a", "intl", "char", "zh", "none")
"""Those of sacrebleu that cut English and need nothing else: the others are for Japanese and Korean, or are fetched."""

_SEED = "SACREBLEU_SEED"
_DEFAULT_SEED = 12345
_TESTS = {"bootstrap": "bs", "approximate randomization": "ar"}
_AR_TRIALS = 10_000
_PART = 1_000


@dataclass(frozen=True, slots=True)
class Options:
    """How scores are computed.

    Attributes:
        tokenize: how BLEU cuts words: one of `TOKENIZERS`.
        lowercase: whether case is ignored.
        chrf_word_order: 2 makes chrF++, 0 is chrF.
        trials: bootstrap samples of intervals and tests.
        seed: of the bootstrap; None for that of sacrebleu, 12345 unless its variable sets another.
        test: the paired test: ``bootstrap`` (Koehn 2004) or ``approximate randomization`` (Riezler and Maxwell 2005).
    """

    tokenize: str = "13a"
    lowercase: bool = False
    chrf_word_order: int = 2
    trials: int = 1000
    seed: int | None = None
    test: str = "bootstrap"

    @property
    def seed_used(self) -> int:
        """The seed."""
        if self.seed is not None:
            return self.seed
        value = os.environ.get(_SEED, "")
        return int(value) if value.isdecimal() else _DEFAULT_SEED


class Scored(NamedTuple):
    """The scores of texts, and sacrebleu's signature of each, after the metric's name."""

    scores: tuple[Score, ...] = ()
    signatures: tuple[str, ...] = ()


class Metrics:
    """Scores texts.

    Hypotheses are a text for each block; references are a list of as many texts for each reference, empty where it
    lacks the block.

    Args:
        options: how.

    Raises:
        UsageError: the tokenizer is not one of `TOKENIZERS`, or the seed is below 0.
    """

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()
        self._without_ter = False
        if self.options.tokenize not in TOKENIZERS:
            raise UsageError(f"cannot use the tokenizer '{self.options.tokenize}'; there are: {', '.join(TOKENIZERS)}")
        if self.options.seed_used < 0:
            raise UsageError(f"the seed is {self.options.seed_used}; it must be 0 or more")

    def corpus(
        self, hypotheses: Sequence[str], references: Sequence[Sequence[str]], *, intervals: bool = True
    ) -> Scored:
        """Score all blocks together.

        Args:
            hypotheses: shape (blocks,).
            references: shape (references, blocks).
            intervals: whether to give 95 % intervals by the bootstrap.
        """
        if not hypotheses or not references:
            return Scored()
        trials = self.options.trials if intervals and self._few_enough(len(hypotheses)) else 1
        scores, signatures = [], []
        with _quietly(self.options.seed_used):
            for metric in self._usable(hypotheses, references):
                scores.append(_score(metric.corpus_score(hypotheses, references, n_bootstrap=trials)))
                signatures.append(f"{scores[-1].metric}|{metric.get_signature().format()}")
        return Scored(tuple(scores), tuple(signatures))

    def sentence(self, hypothesis: str, references: Sequence[str]) -> tuple[Score, ...]:
        """Score one block by itself; BLEU counts only the orders of n-grams that it has room for, as sacrebleu does.

        Args:
            hypothesis: a text.
            references: shape (references,).
        """
        [scores] = self.sentences([hypothesis], [[reference] for reference in references])
        return scores

    def sentences(self, hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> list[tuple[Score, ...]]:
        """Score each block by itself; see `sentence`. The shapes are those of `corpus`."""
        if not hypotheses or not references:
            return [()] * len(hypotheses)
        usable = self._usable(hypotheses, references, alone=True)
        found: list[tuple[Score, ...]] = []
        with _quietly(self.options.seed_used):
            for hypothesis, *own in zip(hypotheses, *references, strict=True):
                present = [reference for reference in own if reference] or [""]
                found.append(tuple(_score(metric.sentence_score(hypothesis, present)) for metric in usable))
        return found

    def significance(
        self, candidate: Sequence[str], baseline: Sequence[str], references: Sequence[Sequence[str]]
    ) -> tuple[Significance, ...]:
        """Test whether two candidates differ by more than chance; nothing where there are too many blocks for it.

        Args:
            candidate: shape (blocks,).
            baseline: shape (blocks,).
            references: shape (references, blocks).
        """
        if not candidate or not references or not self._few_enough(len(candidate)):
            return ()
        from numpy.random import SeedSequence  # noqa: PLC0415
        from sacrebleu.significance import PairedTest  # noqa: PLC0415

        kind = _TESTS[self.options.test]
        usable = self._usable([*candidate, *baseline], [[*each, *each] for each in references])
        with _quietly(self.options.seed_used):
            test = PairedTest(
                [("baseline", list(baseline)), ("candidate", list(candidate))],
                {_name(metric): metric for metric in usable},
                references=[list(each) for each in references],
                test_type=kind,
                n_samples=self.options.trials if kind == "bs" else _AR_TRIALS,
                n_jobs=1,
            )
            test._seed = SeedSequence(self.options.seed_used)  # noqa: SLF001 - it takes 0 for no seed
            _, results = test()
        found = []
        for name, (before, after) in results.items():
            if name == "System":
                continue
            found.append(
                Significance(
                    name, after.score, before.score, after.score - before.score, after.p_value, self.options.test
                )
            )
        return tuple(found)

    def _few_enough(self, blocks: int) -> bool:
        return blocks * self.options.trials <= MOST_DRAWS

    def _usable(
        self, hypotheses: Sequence[str], references: Sequence[Sequence[str]], *, alone: bool = False
    ) -> list[Any]:
        """Return the metrics to use: without TER where it would take too long, and from then on."""
        if not self._without_ter:
            lengths = [list(map(_length, texts)) for texts in (hypotheses, *references)]
            pairs = ((h, r) for h, *own in zip(*lengths, strict=True) for r in own)
            self._without_ter = sum(_ter_seconds(h, r) for h, r in pairs) > TER_SECONDS
        bleu, chrf, ter = self._alone if alone else self._together
        return [bleu, chrf] if self._without_ter else [bleu, chrf, ter]

    @cached_property
    def _together(self) -> tuple[Any, Any, Any]:
        from sacrebleu.metrics import BLEU, CHRF, TER  # noqa: PLC0415

        lowercase = self.options.lowercase
        return (
            _made(_InParts, BLEU)(lowercase=lowercase, tokenize=self.options.tokenize),
            _made(_InParts, _Even, CHRF)(lowercase=lowercase, word_order=self.options.chrf_word_order),
            _made(_InParts, _Remembering, _Even, TER)(),  # which never minds case, unless it is told to
        )

    @cached_property
    def _alone(self) -> tuple[Any, Any, Any]:
        from sacrebleu.metrics import BLEU  # noqa: PLC0415

        _, *others = self._together
        bleu = BLEU(lowercase=self.options.lowercase, tokenize=self.options.tokenize, effective_order=True)
        return bleu, *others


def _length(text: str) -> int:
    return len(text.split())


def _ter_seconds(hypothesis: int, reference: int) -> float:
    """Estimate how long TER takes for texts of so many words; it looks at no more than a thousand shifts."""
    return min(1e-8 * (hypothesis * reference) ** 2, 0.05 * hypothesis)


class _InParts:
    """Takes the statistics of some blocks at a time: sacrebleu holds the n-grams of all references it is given."""

    def _extract_corpus_statistics(self, hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> Any:
        found: list[Any] = []
        for start in range(0, len(hypotheses), _PART):
            part = slice(start, start + _PART)
            own = [each[part] for each in references]
            found += super()._extract_corpus_statistics(hypotheses[part], own)  # type: ignore[misc]
        return found


class _Even:
    """Gives all samples' scores one type: sacrebleu's 0 is Python's, its others numpy's, and it can't average both.

    Where all have numpy's anyway, they are left as they are, so that intervals are the command's to the last digit.
    """

    def _compute_score_from_stats(self, stats: Any) -> Any:
        result = super()._compute_score_from_stats(stats)  # type: ignore[misc]
        if isinstance(result.score, float) and getattr(stats, "dtype", None) == "float32":
            result.score = type(100 * stats[0])(result.score)
        return result


class _Remembering:
    """Compares two texts once: a block is scored by itself, in its document, in the whole and in a test."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[tuple[str, ...], list[float]] = {}

    def _compute_segment_statistics(self, hypothesis: str, ref_kwargs: dict[str, Any]) -> list[float]:
        key = hypothesis, *map(" ".join, ref_kwargs["ref_words"])
        if key not in self._known:
            self._known[key] = super()._compute_segment_statistics(hypothesis, ref_kwargs)  # type: ignore[misc]
        return list(self._known[key])


def _made(*kinds: type) -> Any:
    return type(kinds[-1].__name__, kinds, {})


def _name(metric: Any) -> str:
    """Return what sacrebleu calls a metric where it prints its score."""
    return str(metric.corpus_score(["a"], [["a"]]).name)


def _score(result: Any) -> Score:
    """Return sacrebleu's result; its interval is the bootstrap's mean plus and minus half its spread."""
    mean, half = float(result._mean), float(result._ci)  # noqa: SLF001 - it has no other place for them
    return Score(result.name, float(result.score), (max(mean - half, 0.0), mean + half) if mean > 0 else None)


@contextmanager
def _quietly(seed: int) -> Iterator[None]:
    """Give sacrebleu its seed, which it takes from the environment alone, and keep its advice to itself."""
    before = os.environ.get(_SEED)
    logger = logging.getLogger("sacrebleu")
    level = logger.level
    os.environ[_SEED] = str(seed)
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
        if before is None:
            del os.environ[_SEED]
        else:
            os.environ[_SEED] = before
