"""The forward pass of our own, and the axes that it is turned to, on a small model of random weights."""

from __future__ import annotations

import pytest
import torch

from mtqa.lm import conversion
from mtqa.lm.llama import Llama, Matrices, Shape, alike, through
from mtqa.lm.packed import Row
from mtqa.lm.packing import Window
from mtqa.lm.quantised import exact
from mtqa.lm.turning import axes

SHAPE = Shape(layers=2, hidden=96, heads=6, key_heads=2, head=16, feed=192, epsilon=1e-5, theta=10_000.0)
LENGTHS = (7, 7, 7, 3, 12, 12, 1)


def _model():
    generator = torch.Generator().manual_seed(0)

    def matrix(outputs, inputs):
        return torch.randn(outputs, inputs, generator=generator) * inputs**-0.5

    def gain():
        return torch.rand(SHAPE.hidden, generator=generator) + 0.5

    inner, outer = SHAPE.heads * SHAPE.head, SHAPE.key_heads * SHAPE.head
    blocks = tuple(
        Matrices(
            *(gain(), matrix(inner, SHAPE.hidden), matrix(outer, SHAPE.hidden), matrix(outer, SHAPE.hidden)),
            *(matrix(SHAPE.hidden, inner), gain()),
            *(matrix(SHAPE.feed, SHAPE.hidden), matrix(SHAPE.feed, SHAPE.hidden), matrix(SHAPE.hidden, SHAPE.feed)),
        )
        for _ in range(SHAPE.layers)
    )
    words = torch.randn(50, SHAPE.hidden, generator=generator)
    words[:, 11] *= 40  # a channel that stands out, as in real models
    return Llama(SHAPE, words, blocks, gain(), matrix(50, SHAPE.hidden))


def _row(lengths):
    generator = torch.Generator().manual_seed(1)
    ids = [tuple(torch.randint(0, 50, (n,), generator=generator).tolist()) for n in lengths]
    return Row.of([Window(i, text, 0, 0) for i, text in enumerate(ids)])


@pytest.mark.parametrize("causal", [True, False])
def test_texts_of_a_row_do_not_see_each_other(causal):
    """Whether neighbours are of one length, and are attended to at once, or not, each has its own states."""
    model, row = _model(), _row(LENGTHS)
    blocks = [own.dense(SHAPE) for own in model.blocks]
    states = model.embeddings[torch.tensor(row.ids)]
    together = through(SHAPE, blocks, states, row.bounds, causal=causal)
    for start, end in row.bounds:
        alone = through(SHAPE, blocks, states[start:end], [(0, end - start)], causal=causal)
        assert torch.allclose(together[start:end], alone, atol=1e-5)


def test_a_causal_run_does_not_see_what_comes():
    """States do not move with the tokens behind them, and do in a run that sees the whole text."""
    model = _model()
    blocks = [own.dense(SHAPE) for own in model.blocks]
    ids = torch.arange(9)
    changed = torch.cat((ids[:-1], torch.tensor([40])))
    for causal in (True, False):
        one, other = (
            through(SHAPE, blocks, model.embeddings[given], [(0, 9)], causal=causal)[:8] for given in (ids, changed)
        )
        assert torch.equal(one, other) is causal


def test_neighbours_of_one_length_are_one_run():
    """Runs tell where they begin and end, and of how many texts."""
    assert alike(_row(LENGTHS).bounds) == [(0, 21, 3), (21, 24, 1), (24, 48, 2), (48, 49, 1)]
    assert alike([]) == []


@pytest.mark.parametrize("size", [1, 2, 64, 96, 576])
def test_axes_are_orthogonal_and_mix_all_channels(size):
    """Turning keeps lengths, can be undone, and lets no single channel stand out."""
    turn = axes(size)
    assert torch.allclose(turn @ turn.T, torch.eye(size), atol=1e-5)
    assert float(turn.abs().max()) <= (2 / size) ** 0.5 + 1e-6


def test_a_converted_model_is_near_its_original():
    """Turned, shared out and rounded, the model gives the same states but for a few hundredths."""
    if not exact():
        pytest.skip("this processor or this PyTorch has no exact products of integers")
    model, row = _model(), _row(LENGTHS)
    kept = conversion.convert(model, None, [row])
    blocks = [conversion.block(kept, i, SHAPE.epsilon) for i in range(SHAPE.layers)]
    ids = torch.tensor(row.ids)
    whole = through(SHAPE, [own.dense(SHAPE) for own in model.blocks], model.embeddings[ids], row.bounds, causal=True)
    turned = through(SHAPE, blocks, kept["embeddings"][ids].float(), row.bounds, causal=True)
    error = turned @ axes(SHAPE.hidden).T - whole
    changes = whole - model.embeddings[ids]
    assert float(error.std() / changes.std()) < 0.05
