"""Fits the branch and its head: balanced batches, checkpoints, the best state on development text."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from mtqa.training.examples import KINDS, Example, counts
from mtqa.training.network import Network, packed
from mtqa.training.sampling import SEED

_SHARES: Mapping[str, Mapping[str, float]] = {
    "machine": {"recent": 0.75, "older": 0.25},
    "human": {"translation": 0.6, "news": 0.2, "genre": 0.2},
    "translated": {"recent": 0.35, "older": 0.15, "translation": 0.5},
    "original": {"news": 0.5, "genre": 0.5},
}
"""What the kinds weigh on either side of the two questions: machine or human, translated or original."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the network is fitted.

    Attributes:
        start, stop: the branch covers the blocks ``start + 1`` to ``stop``.
        rank, alpha: of the low-rank updates.
        dropout: share of an update's inner values that is left out in training.
        decay: of the weights of updates and head (Loshchilov and Hutter 2019).
        rate, head_rate: learning rates at their height, of the updates and of the head.
        warmup: share of a pass over which the rates rise; then they fall to nought in a line.
        fade: how high the rates rise in a pass, of their height in the pass before (warm restarts; Loshchilov and
            Hutter 2017).
        pairs, translated, quality: weights of the other losses beside that of machine against human.
        every: steps between looks at development text; a checkpoint is kept four times as often.
    """

    start: int = 6
    stop: int = 18
    rank: int = 16
    alpha: float = 32.0
    dropout: float = 0.1
    decay: float = 0.05
    batch: int = 64
    rate: float = 5e-4
    head_rate: float = 2e-3
    warmup: float = 0.05
    fade: float = 0.7
    pairs: float = 0.5
    translated: float = 0.25
    quality: float = 0.5
    every: int = 200

    @classmethod
    def of(cls, blocks: int) -> Recipe:
        """Return the recipe for a model of so many blocks: the branch lies between a fifth and three fifths of them."""
        start = max(1, round(blocks * 0.2))
        return cls(start=start, stop=max(start + 1, round(blocks * 0.6)))


@dataclass(frozen=True, slots=True)
class Development:
    """Text on which the best state is chosen: machine translations, human translations, native English."""

    machine: Sequence[str]
    translations: Sequence[str]
    native: Sequence[str]


Encode = Callable[[Sequence[str]], list[list[int]]]


class Fitting:
    """One training run, which goes on from its last checkpoint in ``work``."""

    def __init__(
        self, network: Network, encode: Encode, bos: int, recipe: Recipe, work: Path, say: Callable[[str], None]
    ) -> None:
        """Prepare the optimiser."""
        self.network, self.encode, self.bos, self.recipe, self.work, self.say = network, encode, bos, recipe, work, say
        updates = list(network.updates.parameters())
        head = [network.attention, network.values, network.bias]
        groups = [{"params": updates, "lr": recipe.rate}, {"params": head, "lr": recipe.head_rate}]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay)
        self.best, self.best_at = -np.inf, 0

    def run(self, passes: Sequence[Sequence[Sequence[Example]]], development: Development) -> None:
        """Fit the network, until a whole pass brought nothing; at the end it holds the state that was best."""
        self.work.mkdir(parents=True, exist_ok=True)
        batches = [batch for one in passes for batch in one]
        ends = list(accumulate(len(one) for one in passes))
        kinds = counts(batches)
        scale = {name: _scale(shares, kinds) for name, shares in _SHARES.items()}
        self.say(f"training on {sum(kinds.values()):,} sentences: " + ", ".join(f"{n:,} {k}" for k, n in kinds.items()))
        first = self._resume()
        if not first:
            with torch.no_grad():
                self.network.standardise(self._batch([e.text for batch in batches[:8] for e in batch]))
        begun, losses = time.monotonic(), []
        for step in range(first, len(batches)):
            self._heat(step, ends)
            losses.append(self._step(step, batches[step], scale))
            done = step + 1
            if done % 20 == 0:
                left = (time.monotonic() - begun) / (done - first) * (len(batches) - done) / 60
                self.say(f"step {done:,} of {len(batches):,}, loss {np.mean(losses[-100:]):.4f}, {left:.0f} min left")
            if done % self.recipe.every == 0 or done in ends:
                self._look(done, development)
            if done % max(1, self.recipe.every // 4) == 0 or done in ends:
                self._keep(done)
            if done in ends and done - self.best_at >= len(passes[ends.index(done)]):
                self.say("a whole pass brought nothing on development text; stopping early")
                break
        self.network.load_state_dict(torch.load(self.work / "best.pt", weights_only=True), strict=False)

    def _heat(self, step: int, ends: Sequence[int]) -> None:
        """Set the learning rates of a step."""
        number = bisect_right(ends, step)
        start = ends[number - 1] if number else 0
        height = _height(step - start, ends[number] - start, self.recipe.warmup) * self.recipe.fade**number
        for group, rate in zip(self.optimiser.param_groups, (self.recipe.rate, self.recipe.head_rate), strict=True):
            group["lr"] = rate * height

    def _step(self, step: int, batch: Sequence[Example], scale: Mapping[str, Mapping[str, float]]) -> float:
        torch.manual_seed(SEED + step)  # what is left out of a step is the same after an interruption
        self.network.train()
        loss = self._loss(batch, scale)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for p in self.network.parameters() if p.requires_grad], 1.0)
        self.optimiser.step()
        return float(loss.detach())

    def outputs(self, texts: Sequence[str]) -> torch.Tensor:
        """Return the network's outputs, shape (texts, tasks)."""
        self.network.eval()
        found = torch.zeros(len(texts), len(self.network.bias))
        with torch.no_grad():
            for low in range(0, len(texts), self.recipe.batch):
                part = texts[low : low + self.recipe.batch]
                found[low : low + len(part)] = self.network(self._batch(part))
        return found

    def _batch(self, texts: Sequence[str]) -> Any:
        return packed(self.encode(texts), self.bos)

    def _loss(self, batch: Sequence[Example], scale: Mapping[str, Mapping[str, float]]) -> torch.Tensor:
        machine, translated, quality = self.network(self._batch([e.text for e in batch])).T
        recipe = self.recipe
        loss = _two_sided(machine, batch, scale["machine"], scale["human"])
        loss = loss + recipe.translated * _two_sided(translated, batch, scale["translated"], scale["original"])
        wins = [
            (i, j)
            for i, one in enumerate(batch)
            for j, other in enumerate(batch)
            if one.machine and other.kind == "translation" and one.segment == other.segment
        ]
        if wins:
            left, right = (list(side) for side in zip(*wins, strict=True))
            loss = loss + recipe.pairs * functional.softplus(machine[right] - machine[left]).mean()
        rated = [i for i, e in enumerate(batch) if e.kind == "rated"]
        if rated:
            target = torch.tensor([batch[i].score for i in rated])
            loss = loss + recipe.quality * functional.smooth_l1_loss(quality[rated], target)
        return loss

    def _look(self, step: int, development: Development) -> None:
        from sklearn.metrics import roc_auc_score  # noqa: PLC0415 - an extra that only training needs

        machine, *human = (
            self.outputs(texts)[:, 0].numpy()
            for texts in (development.machine, development.translations, development.native)
        )
        against = [
            float(roc_auc_score([1] * len(machine) + [0] * len(side), np.concatenate([machine, side])))
            for side in human
        ]
        self.say(f"step {step:,}: against human translations {against[0]:.4f}, against native {against[1]:.4f}")
        if sum(against) > self.best:
            self.best, self.best_at = sum(against), step
            _save(self.work / "best.pt", self.network.trained())

    def _keep(self, step: int) -> None:
        _save(
            self.work / "checkpoint.pt",
            {
                "step": step,
                "best": float(self.best),
                "best_at": self.best_at,
                "network": self.network.trained(),
                "optimiser": self.optimiser.state_dict(),
            },
        )

    def _resume(self) -> int:
        path = self.work / "checkpoint.pt"
        if not path.is_file():
            return 0
        kept = torch.load(path, weights_only=True)
        self.network.load_state_dict(kept["network"], strict=False)
        self.optimiser.load_state_dict(kept["optimiser"])
        self.best, self.best_at = kept["best"], kept["best_at"]
        self.say(f"going on from step {kept['step']:,}")
        return int(kept["step"])


def _two_sided(
    logits: torch.Tensor, batch: Sequence[Example], positive: Mapping[str, float], negative: Mapping[str, float]
) -> torch.Tensor:
    """Return the weighted logistic loss of a batch; kinds on neither side do not count."""
    weights = torch.tensor([positive.get(e.kind, negative.get(e.kind, 0.0)) for e in batch])
    targets = torch.tensor([float(e.kind in positive) for e in batch])
    losses = functional.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    return (losses * weights).sum() / len(batch)


def _scale(shares: Mapping[str, float], kinds: Mapping[str, int]) -> dict[str, float]:
    """Weigh each kind so that it has its share of half of all examples."""
    there = sum(shares[kind] for kind in shares if kinds[kind])
    total = sum(kinds[kind] for kind in KINDS)
    return {kind: share / there * total / 2 / kinds[kind] for kind, share in shares.items() if kinds[kind]}


def _height(step: int, steps: int, warmup: float) -> float:
    rise = max(1.0, warmup * steps)
    return min((step + 1) / rise, max(0.0, (steps - step) / max(1.0, steps - rise)))


def _save(path: Path, value: object) -> None:
    part = path.with_suffix(".part")
    torch.save(value, part)
    part.replace(path)
