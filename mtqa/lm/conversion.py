"""Converts a model of the Llama kind to 8-bit integers, once, and keeps the result in the store.

How a channel's size is shared out between states and weights is chosen, product by product, on a few dozen sentences
that come with the package (passages.txt: human and machine-translated ones), in float32, without the beginning of
sequence, whose states are like no other token's.
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
from torch.nn import functional

from mtqa.errors import ModelError
from mtqa.lm import store
from mtqa.lm.branch import Branch
from mtqa.lm.llama import NAMES, Block, Dense, DenseNorm, Llama, Matrices, Product, Shape, through
from mtqa.lm.packed import Row
from mtqa.lm.quantised import Quantised, QuantisedNorm, groups, quantise, shares

VERSION = 1
"""Version of the conversion; raised with any change of its numbers."""

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
    digest.update(repr((VERSION, name, branch.identity if branch else "")).encode())
    return store.converted() / f"{name.partition('@')[0].replace('/', '--')}-{digest.hexdigest()[:16]}.safetensors"


def block(kept: Weights, number: int, epsilon: float) -> Block:
    """Return a block that computes with converted weights."""

    def product(name: str) -> Quantised:
        return Quantised(kept[f"{number}.{name}.steps"], kept[f"{number}.{name}.scale"])

    return Block(
        QuantisedNorm(kept[f"{number}.first"], product("attention"), epsilon),
        product("out"),
        QuantisedNorm(kept[f"{number}.second"], product("feed"), epsilon),
        product("down"),
    )


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
        block, products = _watched(shape, own)
        states = _after(shape, block, states, rows, causal=branch is None)
        converted = _block(shape, own, *(product.states(own_texts) for product in products))
        kept |= {f"{number}.{name}": value for name, value in converted.items()}
    if branch is None:
        texts = torch.cat([s[mask] for s, mask in zip(states, own_texts, strict=True)])
        normed = functional.rms_norm(texts, (shape.hidden,), model.norm, shape.epsilon)
        share = shares(normed.abs().amax(0), model.head.abs().amax(0), POWERS[0])
        kept["head.steps"], kept["head.scale"] = quantise(model.head * share, 1)
        kept["norm"] = model.norm / share
        kept["embeddings"] = model.embeddings.half()
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

    def states(self, own: Sequence[torch.Tensor]) -> torch.Tensor:
        """Return the states of the tokens that count, shape (tokens, inputs)."""
        return torch.cat([states[mask] for states, mask in zip(self._seen, own, strict=True)])


def _watched(shape: Shape, own: Matrices) -> tuple[Block, list[_Watched]]:
    weights = torch.cat((own.query, own.key, own.value)), own.out, torch.cat((own.gate, own.up)), own.down
    attention, out, feed, down = products = [_Watched(Dense(weight)) for weight in weights]
    block = Block(DenseNorm(own.first, attention, shape.epsilon), out, DenseNorm(own.second, feed, shape.epsilon), down)
    return block, products


def _block(
    shape: Shape,
    own: Matrices,
    attention: torch.Tensor,
    out: torch.Tensor,
    feed: torch.Tensor,
    down: torch.Tensor,
) -> Weights:
    """Convert a block, given the states that go into its products.

    A channel's share goes into what makes the channel: a norm's gain, or the rows of the matrix before. Several heads
    of queries read the same values, so their channels have one share.
    """
    by_group = (shape.key_heads, shape.heads // shape.key_heads, shape.head)

    def values(sizes: torch.Tensor) -> torch.Tensor:
        return sizes.view(by_group).amax(1, keepdim=True).expand(by_group).flatten()

    for_attention = _share(attention, torch.cat((own.query, own.key, own.value)))
    for_out = _share(out, own.out, values)
    for_feed = _share(feed, torch.cat((own.gate, own.up)))
    for_down = _share(down, own.down)
    value = own.value / for_out.view(by_group)[:, 0].reshape(-1, 1)
    parts = {
        "attention": torch.cat((own.query, own.key, value)) * for_attention,
        "out": own.out * for_out,
        "feed": torch.cat((own.gate, own.up / for_down[:, None])) * for_feed,
        "down": own.down * for_down,
    }
    kept = {"first": own.first / for_attention, "second": own.second / for_feed}
    for name, weight in parts.items():
        part = Part(*quantise(weight, groups(weight.shape[1])))
        kept |= {f"{name}.{field}": value.contiguous() for field, value in zip(Part._fields, part, strict=True)}
    return kept


def _share(
    states: torch.Tensor, weight: torch.Tensor, tied: Callable[[torch.Tensor], torch.Tensor] = lambda sizes: sizes
) -> torch.Tensor:
    """Return the channels' shares that round a product with the least squared error, out of a few; see `shares`.

    Args:
        states: shape (tokens, inputs).
        weight: shape (outputs, inputs).
        tied: gives channels that must have one share one size.
    """
    sizes = states.abs()
    most = max(1, round(len(sizes) * (1 - _LARGEST)))
    largest_tokens = sizes.amax(1).argsort(descending=True)[:_EXTREME]
    sample = torch.cat((states[:: -(-len(states) // _SAMPLE)], states[largest_tokens]))
    whole = sample @ weight.T
    largest, best, least = tied(weight.abs().amax(0)), torch.ones(states.shape[1]), math.inf
    for peaks in (sizes.amax(0), sizes.kthvalue(most, 0).values):
        for power in POWERS:
            share = shares(tied(peaks), largest, power)
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
