"""The fast backend: models of the Llama kind in 8-bit integers, on a CPU, without transformers.

See `mtqa.lm.quantised` for the arithmetic. States between the products, attention and surprisal are float32.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Sequence
from pathlib import Path

import tokenizers
import torch
from torch.nn import functional

from mtqa.errors import ModelError
from mtqa.lm import conversion
from mtqa.lm.base import CONVERSION
from mtqa.lm.branch import Branch
from mtqa.lm.llama import Block, Shape, run, through
from mtqa.lm.packed import Encoded, PackedModel, Row, RowScore, surprisals
from mtqa.lm.packing import PART, filled
from mtqa.lm.quantised import Quantised, exact, normal
from mtqa.lm.threads import threads
from mtqa.lm.turning import axes
from mtqa.lm.workers import MOST, each

PRECISION = f"int8v{CONVERSION}"
"""The name of the number format; its version is part of every signature."""


def usable(folder: Path, *, accelerators: bool) -> bool:
    """Tell whether this backend runs a model on this machine, exactly and faster than any other that may be used."""
    if accelerators and (torch.cuda.is_available() or torch.backends.mps.is_available()):
        return False
    return platform.machine().lower() in {"x86_64", "amd64"} and Shape.read(folder) is not None and exact()


class Int8Model(PackedModel):
    """A model of the Llama kind from a folder, run with 8-bit integers."""

    def __init__(self, folder: Path, name: str, *, jobs: int = 0, say: Callable[[str], None] = lambda _: None) -> None:
        """Load the model; nothing is fetched from anywhere. It is converted first where the store has it not yet.

        Raises:
            ModelError: the folder holds no model that can be loaded, or none of the Llama kind.
        """
        shape = Shape.read(folder)
        if shape is None:
            raise ModelError(f"{folder}: int8 is for models of the Llama kind; use --dtype float32")
        if not exact():
            raise ModelError("this processor or this PyTorch does not multiply integers exactly; use --dtype float32")
        torch.set_num_threads(jobs or threads())
        self.workers = min(torch.get_num_threads(), MOST)
        self._folder, self._name, self._shape = folder, name, shape
        self._tokenizer, self.beginning = _tokenizer(folder)
        self._say = say
        kept = self._converted(None)
        self._embeddings = kept["embeddings"]
        self._blocks = self._laid_out(kept, range(shape.layers))
        self._turned_back = axes(shape.hidden).T.contiguous()
        self._head = [
            Quantised(steps, scale)
            for steps, scale in zip(
                torch.split(kept["head.steps"], PART), torch.split(kept["head.scale"], PART, 1), strict=True
            )
        ]
        self._branches: dict[str, list[Block]] = {}

    @property
    def name(self) -> str:
        """Name and revision of the model."""
        return self._name

    @property
    def precision(self) -> str:
        """The number format of weights and activations."""
        return PRECISION

    @property
    def device(self) -> str:
        """Device, number format and threads, for the reader."""
        return f"cpu (int8, {torch.get_num_threads()} threads)"

    @property
    def hidden_size(self) -> int:
        """The size of a hidden state."""
        return self._shape.hidden

    @property
    def layers(self) -> int:
        """How many blocks it has."""
        return self._shape.layers

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Cut texts into tokens."""
        found = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [Encoded(one.ids, one.offsets) for one in found]

    def prepare(self, branch: Branch) -> None:
        """Convert a branch, or load it from the store.

        Raises:
            ModelError: it does not fit the model.
        """
        if branch.identity not in self._branches:
            kept = self._converted(branch)
            self._branches[branch.identity] = self._laid_out(kept, range(branch.start, branch.stop))

    def _laid_out(self, kept: conversion.Weights, numbers: range) -> list[Block]:
        return list(each(lambda number: conversion.block(kept, number, self._shape.epsilon), numbers, self.workers))

    def _converted(self, branch: Branch | None) -> conversion.Weights:
        return conversion.weights(self._folder, self._name, self._shape, branch, self.rows, self._say)

    def run(self, row: Row, layers: Sequence[int], branch: Branch | None) -> RowScore:
        """Run the model on a row."""
        states = self._embedded(row)
        pooled = {0: states}
        branched = None
        after = states
        for number, after in enumerate(run(self._shape, self._blocks, states, row.bounds, causal=True), 1):
            if number in layers:
                pooled[number] = after
            if branch is not None and number == branch.start:
                blocks = self._branches[branch.identity]
                branched = through(self._shape, blocks, after, row.bounds, causal=False)
        codes, sizes = self._head[0].rounded(after[:-1])
        sizes *= normal(after[:-1], self._shape.epsilon)
        logits = (part.of(codes, sizes) for part in self._head)
        bits, expected = surprisals(logits, torch.tensor(row.ids[1:]), self._decode)
        if branched is not None:
            branched = self._back(branched)
        return RowScore(bits, expected, [self._back(pooled[layer]) for layer in layers], branched)

    def branched(self, row: Row, branch: Branch) -> torch.Tensor:
        """Return the states at the end of a branch, without running what lies above or beside it."""
        states = through(self._shape, self._blocks[: branch.start], self._embedded(row), row.bounds, causal=True)
        return self._back(through(self._shape, self._branches[branch.identity], states, row.bounds, causal=False))

    def below(self, row: Row, layers: Sequence[int]) -> list[torch.Tensor]:
        """Return the states after some blocks, without running what lies above them."""
        states = self._embedded(row)
        pooled = {0: states}
        blocks = self._blocks[: max(layers)]
        pooled |= enumerate(run(self._shape, blocks, states, row.bounds, causal=True), 1)
        return [self._back(pooled[layer]) for layer in layers]

    def _embedded(self, row: Row) -> torch.Tensor:
        return self._embeddings[torch.tensor(row.ids)].float()

    def _back(self, states: torch.Tensor) -> torch.Tensor:
        """Return turned states on the model's own axes; rows are filled up, as few rows are multiplied otherwise."""
        whole = functional.pad(states, (0, 0, 0, filled(len(states)) - len(states)))
        return (whole @ self._turned_back)[: len(states)]

    def _decode(self, token: int) -> str:
        return str(self._tokenizer.decode([token]))


def _tokenizer(folder: Path) -> tuple[tokenizers.Tokenizer, int]:
    """Load a tokenizer, and the id of the token that every text begins with."""
    try:
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        config = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    except Exception as error:  # tokenizers raises bare exceptions
        raise ModelError(f"{folder}: the language model's tokenizer can't be loaded: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    for key in ("bos_token", "eos_token"):
        token = config.get(key)
        found = tokenizer.token_to_id(token["content"] if isinstance(token, dict) else token) if token else None
        if found is not None:
            return tokenizer, found
    raise ModelError(f"{folder}: the tokenizer has no beginning-of-sequence token; choose another model")
