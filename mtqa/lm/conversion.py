"""Converts a model of the Llama kind to 8-bit integers, once, and keeps the result in the store.

Some channels of a model's states are far larger than the rest and would leave those few steps. So the states between
the blocks, and the values of each head, are turned to other axes, on which no channel stands out (`mtqa.lm.turning`);
that costs nothing, as the weights are turned beforehand. The states behind the gate can't be turned: there each
channel's size is shared out between states and weights (SmoothQuant; Xiao et al. 2023, arXiv 2211.10438). How is chosen
block by block on a few dozen sentences that come with the package (passages.txt: human and machine-translated ones), in
float32, without the beginning of sequence, whose states are like no other token's.
"""

from __future__ import annotations

import hashlib
import math
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from mtqa.errors import ModelError
from mtqa.lm import store
from mtqa.lm.base import CONVERSION
from mtqa.lm.branch import Branch
from mtqa.lm.llama import NAMES, Block, Llama, Matrices, Product, Shape, through
from mtqa.lm.packed import Row
from mtqa.lm.quantised import Quantised, QuantisedNorm, groups, quantise, shares
from mtqa.lm.turning import axes

PASSAGES = Path(__file__).with_name("passages.txt")

POWERS = (0.6, 0.75)
"""How much of a channel's size goes from the states to the weights: more than half, as states round more coarsely."""

_LARGEST = 0.001  # the share of tokens whose sizes need not count: steps made for them may be too coarse for the rest
_SAMPLE, _EXTREME = 300, 60  # tokens that rounding is tried on, evenly drawn and the largest: much hangs on these few

Weights = dict[str, torch.Tensor]


class Part(NamedTuple):
    """A converted product: a matrix of steps, and what a step of each row stands for, by group of inputs."""

    steps: torch.Tensor
    scale: torch.Tensor


def weights(
    folder: Path,
    name: str,
    shape: Shape,
    branch: Branch | None,
    rows: Callable[[Sequence[str]], list[Row]],
    say: Callable[[str], None],
) -> Weights:
    """Return a model's converted weights, or those of a branch of it, from the store; convert them where need be.

    Args:
        folder: the model's.
        name: its name and revision.
        shape: its sizes.
        branch: the branch whose blocks are wanted; None for the model itself.
        rows: packs texts.
        say: is told of a conversion.

    Raises:
        ModelError: the model can't be read, or the branch does not fit it.
    """
    file = place(name, branch)
    kept = _read(file)
    if kept is None:
        say(f"Converting {'the detector' if branch else name} to 8-bit integers (a few seconds, once) …")
        kept = convert(Llama.read(folder, shape), branch, rows(PASSAGES.read_text(encoding="utf-8").splitlines()))
        _keep(file, kept, name)
    return kept


def place(name: str, branch: Branch | None) -> Path:
    """Return where the store keeps the converted weights of a model or of a branch."""
    digest = hashlib.sha256(PASSAGES.read_bytes())
    digest.update(repr((CONVERSION, name, branch.identity if branch else "")).encode())
    return store.converted() / f"{name.partition('@')[0].replace('/', '--')}-{digest.hexdigest()[:16]}.safetensors"


def block(kept: Weights, number: int, epsilon: float) -> Block:
    """Return a block that computes with converted weights."""

    def product(name: str) -> Quantised:
        return Quantised(kept[f"{number}.{name}.steps"], kept[f"{number}.{name}.scale"])

    attention, feed = (QuantisedNorm(product(name), epsilon) for name in ("attention", "feed"))
    return Block(attention, product("out"), feed, product("down"))


@torch.inference_mode()
def convert(model: Llama, branch: Branch | None, rows: Sequence[Row]) -> Weights:
    """Convert a model, or the blocks of a branch of it.

    Raises:
        ModelError: the branch does not fit the model.
    """
    shape, kept = model.shape, dict[str, torch.Tensor]()
    states = [model.embeddings[torch.tensor(row.ids)] for row in rows]
    for own in model.blocks[: branch.start if branch else 0]:
        states = _after(shape, own.dense(shape), states, rows, causal=True)
    own_texts = [_own(row) for row in rows]
    matrices = dict(enumerate(model.blocks)) if branch is None else merged(model, branch)
    for number, own in matrices.items():
        block, gated = _watched(shape, own)
        states = _after(shape, block, states, rows, causal=branch is None)
        converted = _block(shape, own, gated.states(own_texts))
        kept |= {f"{number}.{name}": value for name, value in converted.items()}
    if branch is None:
        turn = axes(shape.hidden)
        kept["head.steps"], kept["head.scale"] = quantise(model.head * model.norm @ turn, 1)
        kept["embeddings"] = (model.embeddings @ turn).half()
    return kept


def _after(
    shape: Shape, block: Block, states: Sequence[torch.Tensor], rows: Sequence[Row], *, causal: bool
) -> list[torch.Tensor]:
    """Run a block over all rows."""
    return [through(shape, [block], s, row.bounds, causal=causal) for s, row in zip(states, rows, strict=True)]


def _own(row: Row) -> torch.Tensor:
    """Return which of a row's tokens are its texts' own: not the beginnings."""
    own = torch.ones(len(row.ids), dtype=torch.bool)
    own[[start for start, _ in row.bounds]] = False
    return own


def merged(model: Llama, branch: Branch) -> dict[int, Matrices]:
    """Return the branch's blocks with its updates added to their weights, by number.

    Raises:
        ModelError: the branch does not fit the model.
    """
    own = {name: field for field, name in NAMES.items()}
    found = {i: model.blocks[i] for i in range(branch.start, min(branch.stop, model.shape.layers))}
    try:
        for path, update in branch.updates.items():
            number, _, name = path.partition(".")
            matrices, field = found[int(number)], own[name]
            change = torch.from_numpy(update.up).float() @ torch.from_numpy(update.down).float()
            weight = getattr(matrices, field)
            if weight.shape != change.shape:
                raise ModelError(f"the detector's branch does not fit this language model: {path} has another shape")
            found[int(number)] = replace(matrices, **{field: weight + change})
    except (KeyError, RuntimeError) as error:
        raise ModelError(f"the detector's branch does not fit this language model: {error}") from error
    return found


class _Watched:
    """A product that keeps the states that go into it."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._seen: list[torch.Tensor] = []

    def __call__(self, states: torch.Tensor) -> torch.Tensor:
        self._seen.append(states)
        return self._product(states)

    def onto(self, total: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
        return total + self(states)

    def states(self, own: Sequence[torch.Tensor]) -> torch.Tensor:
        """Return the states of the tokens that count, shape (tokens, inputs)."""
        return torch.cat([states[mask] for states, mask in zip(self._seen, own, strict=True)])


def _watched(shape: Shape, own: Matrices) -> tuple[Block, _Watched]:
    block = own.dense(shape)
    down = _Watched(block.down)
    return replace(block, down=down), down


def _block(shape: Shape, own: Matrices, gated: torch.Tensor) -> Weights:
    """Convert a block, given the states behind its gate.

    A channel's share goes into what makes the channel: the rows of the matrix before.
    """
    turn, within = axes(shape.hidden), axes(shape.head)
    share = _share(gated, own.down)
    value = (within.T @ own.value.view(shape.key_heads, shape.head, -1)).flatten(0, 1)
    out = (own.out.view(shape.hidden, shape.heads, shape.head) @ within).flatten(1)
    parts = {
        "attention": torch.cat((own.query, own.key, value)) * own.first @ turn,
        "out": turn.T @ out,
        "feed": torch.cat((own.gate, own.up / share[:, None])) * own.second @ turn,
        "down": turn.T @ (own.down * share),
    }
    kept: Weights = {}
    for name, weight in parts.items():
        part = Part(*quantise(weight, groups(weight.shape[1])))
        kept |= {f"{name}.{field}": value.contiguous() for field, value in zip(Part._fields, part, strict=True)}
    return kept


def _share(states: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Return the channels' shares that round a product with the least squared error, out of a few; see `shares`.

    Args:
        states: shape (tokens, inputs).
        weight: shape (outputs, inputs).
    """
    sizes = states.abs()
    most = max(1, round(len(sizes) * (1 - _LARGEST)))
    largest_tokens = sizes.amax(1).argsort(descending=True)[:_EXTREME]
    sample = torch.cat((states[:: -(-len(states) // _SAMPLE)], states[largest_tokens]))
    whole = sample @ weight.T
    largest, best, least = weight.abs().amax(0), torch.ones(states.shape[1]), math.inf
    for peaks in (sizes.amax(0), sizes.kthvalue(most, 0).values):
        for power in POWERS:
            share = shares(peaks, largest, power)
            product = Quantised(*quantise(weight * share, groups(weight.shape[1])))
            error = float((product(sample / share) - whole).square().mean())
            if error < least:
                best, least = share, error
    return best


def _read(file: Path) -> Weights | None:
    """Read converted weights; None where there are none, or no whole ones."""
    try:
        with safe_open(file, "pt") as opened:
            return {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118 - no mapping
    except (OSError, SafetensorError):
        return None


def _keep(file: Path, kept: Weights, name: str) -> None:
    """Write converted weights whole or not at all; where that can't be done they are made again next time."""
    beside = file.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        save_file(kept, beside, metadata={"model": name})
        os.replace(beside, file)  # noqa: PTH105 - one step
        store.record(file)
    except (OSError, SafetensorError):
        beside.unlink(missing_ok=True)
