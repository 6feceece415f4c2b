"""Fits the branch and the head for a language model, and turns them into the values that the detector runs on."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from mtqa.config import Settings
from mtqa.detector.head import Head
from mtqa.errors import ModelError, UsageError
from mtqa.lm import store
from mtqa.lm.branch import Branch, LowRank
from mtqa.lm.threads import threads
from mtqa.lm.torch_backend import beginning_of_sequence, choose_dtype, load_transformer
from mtqa.training.adapter import Development, Fitting, Recipe
from mtqa.training.data import MACHINE, NATIVE, REFERENCE
from mtqa.training.examples import Example
from mtqa.training.heldout import HeldOut
from mtqa.training.network import Network
from mtqa.training.sampling import SEED

_DEVELOPMENT = {MACHINE: 700, REFERENCE: 700, NATIVE: 400}


def fit_branch(
    settings: Settings,
    passes: Sequence[Sequence[Sequence[Example]]],
    held: HeldOut,
    recipe: Recipe,
    work: Path,
    say: Callable[[str], None],
) -> tuple[Branch, Head]:
    """Fit a branch of the settings' language model and its head; ``work`` holds the checkpoints.

    Raises:
        ModelError: the model is not installed or can't be loaded, or memory ran out; the checkpoint stays.
        UsageError: the model is the fake one, which has nothing to train on.
    """
    found = store.find(settings.model) if settings.model != "fake" else None
    if found is None:
        raise UsageError(f"a detector is trained on an installed language model; '{settings.model}' is none")
    folder, name = found
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    torch.set_num_threads(settings.jobs or threads())
    torch.manual_seed(SEED)
    model, tokenizer = load_transformer(folder, choose_dtype(settings.dtype, "cpu"), "cpu", "sdpa")
    network = Network(model.base_model, recipe.start, recipe.stop, recipe.rank, recipe.alpha, recipe.dropout)
    fitting = Fitting(
        network,
        lambda texts: tokenizer(list(texts), add_special_tokens=False)["input_ids"],
        beginning_of_sequence(tokenizer, folder),
        recipe,
        work / f"branch-{_key(name, repr(recipe), passes[0])}",
        say,
    )
    try:
        fitting.run(passes, _development(held))
    except (MemoryError, RuntimeError) as error:
        raise ModelError(
            f"training stopped: {str(error).splitlines()[0]}; run the same command again, it goes on from its last "
            "checkpoint (fewer --jobs and nothing else running take less memory)"
        ) from error
    return as_values(network)


def as_values(network: Network) -> tuple[Branch, Head]:
    """Return what a network learned; updates are rounded to half precision, in which they are kept."""
    updates = {}
    for name, update in network.low_rank.items():
        down, up = _array(update.down), _array(update.up * update.scale)
        updates[name] = LowRank(down.astype(np.float16).astype(np.float32), up.astype(np.float16).astype(np.float32))
    head = Head(*(_array(getattr(network, name)) for name in ("mean", "spread", "attention", "values", "bias")))
    digest = hashlib.sha256()
    for name, low_rank in updates.items():
        digest.update(name.encode() + low_rank.down.tobytes() + low_rank.up.tobytes())
    return Branch(digest.hexdigest()[:8], network.start, network.stop, updates), head


def _array(tensor: torch.Tensor) -> NDArray[np.float32]:
    values: NDArray[np.float32] = tensor.detach().float().numpy().copy()
    return values


def _development(held: HeldOut) -> Development:
    """Draw the text on which the best state is chosen, from the half that calibrates."""
    rng = random.Random(SEED)  # noqa: S311 - sampling, not secrets
    texts = held.pool.texts
    drawn = {}
    for label, size in _DEVELOPMENT.items():
        index = [i for d in held.news if d.part == "calibrate" and d.label == label for i in d.sentences]
        drawn[label] = [texts[i] for i in rng.sample(index, min(size, len(index)))]
    return Development(drawn[MACHINE], drawn[REFERENCE], drawn[NATIVE])


def _key(name: str, recipe: str, batches: Iterable[Sequence[Example]]) -> str:
    """Name the folder of a run by its first pass: more passes go on from it."""
    digest = hashlib.sha256(f"{name} {recipe}".encode())
    for batch in batches:
        for example in batch:
            digest.update(f"{example}\0".encode())
    return digest.hexdigest()[:12]
