"""Runs some of a model's blocks, plain or with a branch's updates, and watches the states between them."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Any

import torch

from mtqa.errors import ModelError
from mtqa.lm.branch import Branch

_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


class Enough(Exception):  # noqa: N818 - no error: it ends a run whose remaining blocks nobody asked for
    """The last state that was asked for."""

    def __init__(self, states: torch.Tensor) -> None:
        """Keep the states."""
        super().__init__()
        self.states = states


class Watch:
    """Keeps states of a run in this thread, by the number of blocks that they went through; 0 for the embeddings.

    transformers can return all states of a run, but not end it, and its ways of collecting them in older versions do
    not allow for several threads.
    """

    def __init__(self, wanted: set[int], *, alone: bool = False) -> None:
        """Ask for states; ``alone`` ends the run with the last of them."""
        self._wanted = wanted
        self._last = max(wanted) if alone else -1
        self._seen: dict[int, torch.Tensor] = {}
        self._token: Token[Watch | None] | None = None

    def __enter__(self) -> None:
        """Begin to watch what this thread runs."""
        self._token = _watch.set(self)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End watching."""
        assert self._token is not None
        _watch.reset(self._token)

    def __getitem__(self, number: int) -> torch.Tensor:
        """Return the states after so many blocks.

        Raises:
            ModelError: there were none.
        """
        try:
            return self._seen[number]
        except KeyError:
            raise ModelError(f"the detector does not fit this language model: it has no block {number}") from None

    def take(self, number: int, states: torch.Tensor) -> None:
        """Look at the states after so many blocks.

        Raises:
            Enough: they were the last that were asked for.
        """
        if number in self._wanted:
            self._seen[number] = states
        if number == self._last:
            raise Enough(states)


def watch_blocks(base: Any) -> None:
    """Let `Watch` see the states between a model's blocks: of any kind that has them in a list."""

    def before(_: Any, given: tuple[Any, ...], named: dict[str, Any]) -> None:
        if watch := _watch.get():
            watch.take(0, given[0] if given else named["hidden_states"])

    def after(number: int, out: Any) -> None:
        if watch := _watch.get():
            watch.take(number, out[0] if isinstance(out, tuple) else out)

    count = base.config.num_hidden_layers
    found = (m for m in base.modules() if isinstance(m, torch.nn.ModuleList) and len(m) == count)
    for number, block in enumerate(next(found, ()), 1):
        if number == 1:
            block.register_forward_pre_hook(before, with_kwargs=True)
        block.register_forward_hook(lambda _module, _given, out, number=number: after(number, out))


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
