"""Products of 8-bit integers: exact, row by row, and near what they stand for."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.lm import quantised
from mtqa.lm.quantised import LEVELS, PAIR, Quantised, QuantisedNorm, exact, groups, quantise, rounded, shares


def _matrix(outputs, inputs, seed, spread=1.0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(outputs, inputs, generator=generator) * spread


@pytest.fixture(autouse=True)
def _needs_exact_products():
    if not exact():
        pytest.skip("this processor or this PyTorch has no exact products of integers")


@settings(max_examples=60, deadline=None)
@given(
    tokens=st.integers(1, 70),
    inputs=st.integers(1, 90).map(lambda n: 8 * n),
    outputs=st.integers(1, 40).map(lambda n: 8 * n),
    seed=st.integers(0, 10_000),
    spread=st.sampled_from([1e-6, 1.0, 1e4]),
)
def test_products_are_exact_sums_of_integers(tokens, inputs, outputs, seed, spread):
    """Whatever the sizes, the kernel's sum is the sum that exact arithmetic gives, for the most extreme states too."""
    steps, scale = quantise(_matrix(outputs, inputs, seed, spread), 1)
    generator = torch.Generator().manual_seed(seed)
    codes = torch.randint(0, 256, (tokens, inputs), generator=generator).to(torch.uint8)
    codes[::2] = torch.where(codes[::2] < 128, 0, 255).to(torch.uint8)
    product = Quantised(steps, torch.ones_like(scale)).exact(codes, 0)
    assert torch.equal(product.double(), (codes.double() - 128) @ steps.double().T)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(st.floats(-1e6, 1e6, width=32), min_size=8, max_size=8), min_size=1, max_size=6),
)
def test_no_pair_of_weights_can_overflow(rows):
    """Neighbours of one sign never add up to more than fits; weights stay within half a step, or one where cut."""
    weight = torch.tensor(rows)
    steps, scale = quantise(weight, 1)
    pairs = steps.int().view(len(rows), -1, 2)
    one_sign = pairs[..., 0] * pairs[..., 1] > 0
    assert int(pairs.abs().sum(-1)[one_sign].max() if one_sign.any() else 0) <= PAIR
    assert int(steps.int().abs().max()) <= LEVELS
    assert ((steps * scale.T - weight).abs() <= 1.51 * scale.T + 1e-12).all()


def test_a_token_does_not_depend_on_its_company():
    """A row of a product is the same alone and among others, to the last bit, and in any number of threads."""
    weight, states = _matrix(96, 64, 1), _matrix(33, 64, 2)
    product = QuantisedNorm(Quantised(*quantise(weight, 2)), 1e-5)
    together = product(states)
    for i in range(len(states)):
        assert torch.equal(product(states[i : i + 1])[0], together[i])
    threads = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        assert torch.equal(product(states), together)
    finally:
        torch.set_num_threads(threads)


def test_products_are_near_their_originals():
    """Rounding costs about a hundredth of a product's spread, and less in groups where some states are large."""
    weight, states = _matrix(256, 576, 3, 0.02), _matrix(64, 576, 4)
    whole = states @ weight.T
    assert float((Quantised(*quantise(weight, 1))(states) - whole).std() / whole.std()) < 0.02
    states[:, 5] *= 50
    whole = states @ weight.T
    one, four = (float((Quantised(*quantise(weight, n))(states) - whole).std()) for n in (1, 4))
    assert four < 0.8 * one


def test_groups_divide_their_inputs():
    """Groups are equal, even in size and as few as the width allows; a prime number of inputs stays whole."""
    assert [groups(n) for n in (16, 288, 576, 1536, 2048, 1031)] == [1, 1, 1, 3, 4, 1]


def test_nothing_is_rounded_to_nothing():
    """States and weights of nought give nought, not a division by it."""
    product = Quantised(*quantise(torch.zeros(8, 16), 1))
    assert torch.equal(product(torch.zeros(3, 16)), torch.zeros(3, 8))
    codes, sizes = rounded(torch.zeros(2, 4))
    assert codes.tolist() == [[128] * 4] * 2
    assert bool((sizes > 0).all())


def test_sharing_large_channels_keeps_products_and_rounds_less():
    """Powers of two move size from states to weights: the product stays, and its rounding error shrinks."""
    weight, states = _matrix(128, 64, 5, 0.05), _matrix(40, 64, 6)
    states[:, 3] *= 60
    share = shares(states.abs().amax(0), weight.abs().amax(0), 0.6)
    assert torch.equal(share.log2(), share.log2().round())
    assert torch.equal((states / share) * share, states)
    whole = states @ weight.T
    plain = (Quantised(*quantise(weight, 1))(states) - whole).std()
    shared = (Quantised(*quantise(weight * share, 1))(states / share) - whole).std()
    assert float(shared) < 0.5 * float(plain)


def test_a_machine_that_cuts_sums_off_is_found_out(monkeypatch):
    """Where a kernel loses what does not fit in 16 bits, the check says so."""
    honest = Quantised.exact
    monkeypatch.setattr(Quantised, "exact", lambda self, *a: honest(self, *a).clamp(-30_000, 30_000))
    assert not quantised.exact()


@pytest.mark.parametrize("parts", [1, 3])
def test_a_product_may_be_added_to_what_is_there(parts):
    """Adding to a sum gives the same but for rounding, and leaves the sum that was given as it was."""
    product, states, total = Quantised(*quantise(_matrix(40, 48, 7), parts)), _matrix(9, 48, 8), _matrix(9, 40, 9)
    kept = total.clone()
    assert torch.allclose(product.onto(total, states), total + product(states), atol=1e-5)
    assert torch.equal(total, kept)
