"""The network that training fits: frozen blocks, low-rank updates above them, an additive head on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from mtqa.detector.head import OUTPUTS
from mtqa.lm.packing import Window, pack
from mtqa.lm.torch_blocks import run_blocks

ROW = 256
"""Tokens of a row: every row has this size, since new shapes cost the matrix kernels time."""

HEADS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Sentences packed into rows of `ROW` tokens.

    Attributes:
        ids: shape (rows, ROW); each sentence begins with the beginning of sequence.
        positions: shape (rows, ROW).
        before: shape (rows, 1, ROW, ROW): which tokens each sees below the branch, those before it in its sentence.
        within: the same shape: which tokens each sees in the branch, all of its sentence.
        tokens: places, in the flattened rows, of the tokens that count: not beginnings, not filling.
        owners: the sentence of each of them.
        sentences: how many there are.
    """

    ids: torch.Tensor
    positions: torch.Tensor
    before: torch.Tensor
    within: torch.Tensor
    tokens: torch.Tensor
    owners: torch.Tensor
    sentences: int


def packed(encoded: Sequence[Sequence[int]], bos: int) -> Batch:
    """Pack sentences, given as token ids; one that is longer than a row is cut."""
    cut = [Window(i, (bos, *ids[: ROW - 1]), 0, 0) for i, ids in enumerate(encoded)]
    rows = pack(cut)
    ids = torch.zeros((len(rows), ROW), dtype=torch.long)
    positions = torch.zeros((len(rows), ROW), dtype=torch.long)
    part = torch.full((len(rows), ROW), -1)
    places, owners = [], []
    for r, row in enumerate(rows):
        at = 0
        for window in row:
            end = at + len(window.ids)
            ids[r, at:end] = torch.tensor(window.ids)
            positions[r, at:end] = torch.arange(end - at)
            part[r, at:end] = window.text
            places.append(torch.arange(r * ROW + at + 1, r * ROW + end))
            owners.append(torch.full((end - at - 1,), window.text))
            at = end
    within = (part[:, :, None] == part[:, None])[:, None]
    before = within & torch.ones(ROW, ROW, dtype=torch.bool).tril()
    return Batch(ids, positions, before, within, torch.cat(places), torch.cat(owners), len(encoded))


class LowRankLinear(nn.Module):
    """A frozen linear map with a trained low-rank update; the update is kept in single precision."""

    def __init__(self, plain: nn.Linear, rank: int, alpha: float, dropout: float) -> None:
        """Start with an update of nought."""
        super().__init__()
        self.plain = plain
        self.scale = alpha / rank
        self.dropout = nn.Dropout(dropout)
        self.down = nn.Parameter(torch.randn(rank, plain.in_features) / plain.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(plain.out_features, rank))

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """Apply both."""
        low = self.dropout(functional.linear(states, self.down.to(states.dtype)))
        change: torch.Tensor = functional.linear(low, (self.up * self.scale).to(states.dtype))
        plain: torch.Tensor = self.plain(states)
        return plain + change


class Network(nn.Module):
    """Blocks ``start + 1`` to ``stop`` of a language model with updates, and attention pooling over their tokens.

    The output of each task is a sum over tokens and attention heads plus a bias, so that it can be shared out among
    the words of the sentence without remainder. Below the branch a token sees what is before it, as the language model
    learned to; in the branch it sees its whole sentence (BehnamGhader et al. 2024, arXiv 2404.05961).
    """

    def __init__(self, base: Any, start: int, stop: int, rank: int, alpha: float, dropout: float = 0.0) -> None:
        """Put updates on every linear map of the branch's blocks; everything else is frozen."""
        super().__init__()
        self.base, self.start, self.stop = base, start, stop
        for parameter in base.parameters():
            parameter.requires_grad_(requires_grad=False)
        self.updates = nn.ModuleDict()
        self.low_rank: dict[str, LowRankLinear] = {}
        for number in range(start, stop):
            for name, module in list(base.layers[number].named_modules()):
                if isinstance(module, nn.Linear):
                    update = LowRankLinear(module, rank, alpha, dropout)
                    parent, _, leaf = name.rpartition(".")
                    setattr(base.layers[number].get_submodule(parent), leaf, update)
                    self.low_rank[f"{number}.{name}"] = update
                    self.updates[f"{number}.{name}".replace(".", "/")] = update
        size = base.config.hidden_size
        self.mean: torch.Tensor
        self.spread: torch.Tensor
        self.register_buffer("mean", torch.zeros(size))
        self.register_buffer("spread", torch.ones(size))
        self.attention = nn.Parameter(torch.randn(HEADS, size) * 0.02)
        self.values = nn.Parameter(torch.zeros(len(OUTPUTS), HEADS, size))
        self.bias = nn.Parameter(torch.zeros(len(OUTPUTS)))

    def states(self, batch: Batch) -> torch.Tensor:
        """Return the standardised states after the branch of the tokens that count, shape (tokens, size)."""
        blocks, base = self.base.layers, self.base
        with torch.no_grad():
            hidden = base.embed_tokens(batch.ids)
            hidden = run_blocks(base, blocks[: self.start], hidden, batch.positions, batch.before)
        hidden = run_blocks(base, blocks[self.start : self.stop], hidden, batch.positions, batch.within)
        return (hidden.flatten(0, 1)[batch.tokens].float() - self.mean) / self.spread

    def forward(self, batch: Batch) -> torch.Tensor:
        """Return the outputs, shape (sentences, tasks)."""
        states = self.states(batch)
        logits = states @ self.attention.T / states.shape[-1] ** 0.5
        weights = (logits - logits.detach().amax(0)).exp()
        totals = weights.new_zeros(batch.sentences, HEADS).index_add(0, batch.owners, weights)
        parts = (states @ self.values.flatten(0, 1).T).view(-1, len(OUTPUTS), HEADS)
        shares = (parts * (weights / totals[batch.owners])[:, None]).sum(-1) / HEADS
        summed: torch.Tensor = shares.new_zeros(batch.sentences, len(OUTPUTS)).index_add(0, batch.owners, shares)
        return summed + self.bias

    @torch.no_grad()
    def standardise(self, batch: Batch) -> None:
        """Measure the mean and spread of token states on some sentences."""
        states = self.states(batch)
        self.mean.copy_(states.mean(0))
        self.spread.copy_(states.std(0) + 1e-3)

    def trained(self) -> dict[str, torch.Tensor]:
        """Return what training makes, by name: the updates and the head."""
        state: dict[str, torch.Tensor] = self.state_dict()
        return {name: value for name, value in state.items() if not name.startswith("base.") and ".plain." not in name}
