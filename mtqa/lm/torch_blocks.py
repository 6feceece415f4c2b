"""Runs some of a model's blocks, plain or with a branch's updates."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import torch

from mtqa.errors import ModelError
from mtqa.lm.branch import Branch


def run_blocks(
    base: Any,
    blocks: Iterable[Any],
    hidden: torch.Tensor,
    positions: torch.Tensor,
    mask: torch.Tensor | None = None,
) -> torch.Tensor:
    """Run blocks of the model ``base`` on states of shape (rows, tokens, size).

    Args:
        base: the model, for its rotary embedding.
        blocks: the blocks, in order.
        hidden: the states that go in.
        positions: shape (rows, tokens).
        mask: what each token sees, shape (rows, 1, tokens, tokens); without one the attention implementation decides.
    """
    rotary = base.rotary_emb(hidden, positions)
    for block in blocks:
        out = block(hidden, attention_mask=mask, position_ids=positions, position_embeddings=rotary, use_cache=False)
        hidden = out[0] if isinstance(out, tuple) else out
    return hidden


def merged(base: Any, branch: Branch) -> list[Any]:
    """Return copies of the branch's blocks with its updates added to their weights.

    Raises:
        ModelError: the branch does not fit the model.
    """
    blocks = [copy.deepcopy(block) for block in base.layers[branch.start : branch.stop]]
    try:
        for name, update in branch.updates.items():
            number, _, path = name.partition(".")
            weight = blocks[int(number) - branch.start].get_submodule(path).weight
            change = torch.from_numpy(update.up) @ torch.from_numpy(update.down)
            with torch.no_grad():
                weight.copy_((weight.float() + change.to(weight.device)).to(weight.dtype))
    except (AttributeError, IndexError, RuntimeError) as error:
        raise ModelError(f"the detector's branch does not fit this language model: {error}") from error
    return blocks
