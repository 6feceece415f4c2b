"""The forward pass of models of the Llama kind, over packed rows and with matrix products of any number format.

The architecture is that of Touvron et al. 2023 (arXiv 2302.13971): root-mean-square norms, rotary positions,
grouped-query attention and gated feed-forward blocks. It is written out here, and not taken from transformers, because
8-bit products want the norm, the scaling and the rounding of their inputs in one place (`mtqa.lm.quantised`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch
from torch.nn import functional

from mtqa.errors import ModelError

Bounds = Sequence[tuple[int, int]]
"""Where in a packed row each text stands."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a model of the Llama kind."""

    layers: int
    hidden: int
    heads: int
    key_heads: int
    head: int
    feed: int
    epsilon: float
    theta: float

    @classmethod
    def read(cls, folder: Path) -> Shape | None:
        """Read the sizes from a model's ``config.json``; None where it is of another kind, or a variant of this one."""
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        rotary = config.get("rope_parameters") or config.get("rope_scaling") or {}
        usual = (
            config.get("model_type") == "llama"
            and config.get("hidden_act") == "silu"
            and rotary.get("rope_type", "default") == "default"
            and not config.get("attention_bias")
            and not config.get("mlp_bias")
        )
        if not usual:
            return None
        hidden, heads = config["hidden_size"], config["num_attention_heads"]
        return cls(
            layers=config["num_hidden_layers"],
            hidden=hidden,
            heads=heads,
            key_heads=config.get("num_key_value_heads") or heads,
            head=config.get("head_dim") or hidden // heads,
            feed=config["intermediate_size"],
            epsilon=config["rms_norm_eps"],
            theta=rotary.get("rope_theta") or config.get("rope_theta") or 10_000.0,
        )


class Product(Protocol):
    """A matrix product: shape (tokens, inputs) to (tokens, outputs), all float32.

    Each row of the result depends on the same row of the argument alone, to the last bit.
    """

    def __call__(self, states: torch.Tensor) -> torch.Tensor:
        """Multiply the states with the matrix."""

    def onto(self, total: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
        """Multiply the states with the matrix, and return the sum of that and ``total``."""


class Norm(Protocol):
    """A root-mean-square norm with the products that read it: shape (tokens, hidden) to one result."""

    def __call__(self, states: torch.Tensor) -> torch.Tensor:
        """Norm the states and multiply them."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: attention and feed-forward, each behind its norm.

    Attributes:
        attention: norm, then queries, keys and values side by side.
        out: the product after attention.
        feed: norm, then gate and up side by side.
        down: the product after the gate.
    """

    attention: Norm
    out: Product
    feed: Norm
    down: Product


class Dense:
    """A product in float32."""

    def __init__(self, weight: torch.Tensor) -> None:
        """Keep a matrix of shape (outputs, inputs)."""
        self.weight = weight

    def __call__(self, states: torch.Tensor) -> torch.Tensor:
        """Multiply the states with the matrix."""
        return functional.linear(states, self.weight)

    def onto(self, total: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
        """Multiply the states with the matrix, and return the sum of that and ``total``."""
        return total + self(states)


class DenseNorm:
    """A norm before a product in float32."""

    def __init__(self, gain: torch.Tensor, product: Product, epsilon: float) -> None:
        """Keep the norm's gain, shape (hidden,), and what reads it."""
        self._gain, self._product, self._epsilon = gain, product, epsilon

    def __call__(self, states: torch.Tensor) -> torch.Tensor:
        """Norm the states and multiply them."""
        return self._product(functional.rms_norm(states, self._gain.shape, self._gain, self._epsilon))


class Rotary:
    """Rotary positions (Su et al. 2021, arXiv 2104.09864) of a row in which each text counts from nought."""

    def __init__(self, shape: Shape, bounds: Bounds, size: int) -> None:
        """Compute cosines and sines for a row of ``size`` tokens."""
        positions = torch.zeros(size)
        for start, end in bounds:
            positions[start:end] = torch.arange(end - start)
        rates = shape.theta ** (-torch.arange(0, shape.head, 2, dtype=torch.float32) / shape.head)
        angles = (positions[:, None] * rates)[:, None]
        self._cos, self._sin = angles.cos().repeat(1, 1, 2), angles.sin()

    def __call__(self, states: torch.Tensor) -> torch.Tensor:
        """Turn queries and keys of shape (tokens, heads, head size)."""
        half = states.shape[-1] // 2
        turned = states * self._cos
        turned[..., :half].addcmul_(states[..., half:], self._sin, value=-1)
        turned[..., half:].addcmul_(states[..., :half], self._sin)
        return turned


def run(
    shape: Shape, blocks: Sequence[Block], states: torch.Tensor, bounds: Bounds, *, causal: bool
) -> Iterator[torch.Tensor]:
    """Run blocks over a packed row, and yield the states after each; shape (tokens, hidden).

    Attention stays within each text: in a causal run a token sees those before it, else all of its text.
    """
    rotary = Rotary(shape, bounds, len(states))
    runs = alike(bounds)
    turning = shape.heads + shape.key_heads
    for block in blocks:
        mixed = block.attention(states).view(len(states), -1, shape.head)
        turned, value = rotary(mixed[:, :turning]), mixed[:, turning:]
        seen = torch.empty(len(states), shape.heads, shape.head)
        for start, end, texts in runs:
            query, key, values, out = (
                part[start:end].view(texts, -1, part.shape[1], shape.head).transpose(1, 2)
                for part in (turned[:, : shape.heads], turned[:, shape.heads :], value, seen)
            )
            out.copy_(
                functional.scaled_dot_product_attention(
                    query, key, values, is_causal=causal, enable_gqa=shape.heads != shape.key_heads
                )
            )
        states = block.out.onto(states, seen.flatten(1))
        gated = block.feed(states)
        inner = functional.silu(gated[:, : shape.feed]).mul_(gated[:, shape.feed :])
        states = block.down.onto(states, inner)
        yield states


def alike(bounds: Bounds) -> list[tuple[int, int, int]]:
    """Return the runs of neighbouring texts of one length: where each begins and ends, and of how many it is."""
    runs: list[tuple[int, int, int]] = []
    for start, end in bounds:
        first, last, texts = runs[-1] if runs else (0, 0, 0)
        if texts and last == start and (last - first) // texts == end - start:
            runs[-1] = (first, end, texts + 1)
        else:
            runs.append((start, end, 1))
    return runs


def through(
    shape: Shape, blocks: Sequence[Block], states: torch.Tensor, bounds: Bounds, *, causal: bool
) -> torch.Tensor:
    """Run blocks over a packed row, and return the states after the last; see `run`."""
    for after in run(shape, blocks, states, bounds, causal=causal):
        states = after
    return states


@dataclass(frozen=True, slots=True)
class Matrices:
    """One block's weights as they are in a model's file, in float32."""

    first: torch.Tensor
    query: torch.Tensor
    key: torch.Tensor
    value: torch.Tensor
    out: torch.Tensor
    second: torch.Tensor
    gate: torch.Tensor
    up: torch.Tensor
    down: torch.Tensor

    def dense(self, shape: Shape) -> Block:
        """Return the block that computes in float32."""
        return Block(
            DenseNorm(self.first, Dense(torch.cat((self.query, self.key, self.value))), shape.epsilon),
            Dense(self.out),
            DenseNorm(self.second, Dense(torch.cat((self.gate, self.up))), shape.epsilon),
            Dense(self.down),
        )


NAMES = {
    "first": "input_layernorm",
    "query": "self_attn.q_proj",
    "key": "self_attn.k_proj",
    "value": "self_attn.v_proj",
    "out": "self_attn.o_proj",
    "second": "post_attention_layernorm",
    "gate": "mlp.gate_proj",
    "up": "mlp.up_proj",
    "down": "mlp.down_proj",
}
"""The names that a block's matrices have in a model's file."""


@dataclass(frozen=True, slots=True)
class Llama:
    """A model's weights in float32, read from its file."""

    shape: Shape
    embeddings: torch.Tensor
    blocks: tuple[Matrices, ...]
    norm: torch.Tensor
    head: torch.Tensor

    @classmethod
    def read(cls, folder: Path, shape: Shape) -> Llama:
        """Read a model's folder.

        Raises:
            ModelError: a file is missing or damaged, or holds other weights.
        """
        from safetensors import SafetensorError  # noqa: PLC0415 - comes with the backend
        from safetensors.torch import load_file  # noqa: PLC0415

        try:
            found: dict[str, torch.Tensor] = {}
            for file in sorted(folder.glob("model*.safetensors")):
                found |= load_file(file)
            weights = {name.removeprefix("model."): value.float() for name, value in found.items()}
            return cls(
                shape,
                weights["embed_tokens.weight"],
                tuple(
                    Matrices(**{own: weights[f"layers.{i}.{name}.weight"] for own, name in NAMES.items()})
                    for i in range(shape.layers)
                ),
                weights["norm.weight"],
                weights.get("lm_head.weight", weights["embed_tokens.weight"]),
            )
        except (OSError, KeyError, SafetensorError) as error:
            raise ModelError(f"{folder}: the language model can't be loaded: {error}") from error
