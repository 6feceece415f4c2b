"""Matrix products of 8-bit integers, exact on every processor.

Weights are 8-bit integers with a scale a row; states are rounded to 8 bits token by token, with a scale each (dynamic
quantisation), so that a token's result depends on that token alone. Wide products are cut into groups of inputs with
scales of their own. The products are sums of integers: the same to the
last bit whatever the batch, the threads and the kernel.

Two things make that accurate and safe. Where some channels of the states are far larger than the rest, each channel's
size is shared out between states and weights by powers of two, which lose nothing (`shares`). And processors without
VNNI instructions add pairs of neighbouring products in 16 bits and cut off what does not fit; so the scale of a row
is chosen such that no pair of neighbours with one sign adds up to more than `PAIR`, which always fits. `exact` tells
whether a machine's kernels keep to that.
"""

from __future__ import annotations

import torch

LEVELS = 127
"""The largest step of a weight, and of a state on either side of nought."""

PAIR = 128
"""The largest sum of two neighbouring weights with one sign: 255 * 128 is below the 32,767 that 16 bits hold."""

WIDTH = 576
"""The most inputs that share a step: a large state costs its group alone the finer steps."""

_ZERO = 128  # what stands for nought in a state's bytes
_TINY = 1e-12
_SHIFT = 2.0**23  # float32 has no places left behind the point here: adding it rounds, and the last byte is the number


class Quantised:
    """A product with a matrix of 8-bit integers, whose inputs stand in groups with steps of their own."""

    def __init__(self, weight: torch.Tensor, scale: torch.Tensor) -> None:
        """Lay the matrix out for this machine.

        Args:
            weight: shape (outputs, inputs), int8.
            scale: shape (groups, outputs), float32: what a step of each row stands for, by group of inputs.
        """
        self._groups = len(scale)
        parts = torch.chunk(weight, len(scale), 1)
        self._packed = [torch.ops.onednn.qlinear_prepack(p.contiguous(), [256, p.shape[1]]) for p in parts]
        self._scales = list(scale)
        self._zeros = torch.zeros(len(weight), dtype=torch.long)

    def __call__(self, states: torch.Tensor) -> torch.Tensor:
        """Multiply the states with the matrix."""
        codes, sizes = self.rounded(states)
        return self.of(codes, sizes)

    def rounded(self, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Round states to bytes, and tell what a step stands for; shapes (groups, tokens, inputs), (..., 1)."""
        return rounded(states.view(len(states), self._groups, -1).transpose(0, 1))

    def of(self, codes: torch.Tensor, sizes: torch.Tensor) -> torch.Tensor:
        """Multiply states that are rounded already."""
        return self._onto(self.exact(codes[0], 0).mul_(sizes[0]), codes, sizes)

    def onto(self, total: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
        """Multiply the states with the matrix, and return the sum of that and ``total``."""
        codes, sizes = self.rounded(states)
        return self._onto(total.addcmul(self.exact(codes[0], 0), sizes[0]), codes, sizes)

    def _onto(self, total: torch.Tensor, codes: torch.Tensor, sizes: torch.Tensor) -> torch.Tensor:
        for group in range(1, self._groups):
            total.addcmul_(self.exact(codes[group], group), sizes[group])
        return total

    def exact(self, codes: torch.Tensor, group: int) -> torch.Tensor:
        """Return a group's sums of integers, with the rows' scales, for states of one step."""
        product: torch.Tensor = torch.ops.onednn.qlinear_pointwise(
            *(codes, 1.0, _ZERO, self._packed[group], self._scales[group], self._zeros, None),
            *(1.0, 0, torch.float32, "none", [], ""),
        )
        return product


class QuantisedNorm:
    """A root-mean-square norm before a product with 8-bit integers; the norm's factor is applied after the product."""

    def __init__(self, product: Quantised, epsilon: float) -> None:
        """Keep what reads the norm; the norm's gain is in its weights."""
        self._product, self._epsilon = product, epsilon

    def __call__(self, states: torch.Tensor) -> torch.Tensor:
        """Norm the states and multiply them."""
        codes, sizes = self._product.rounded(states)
        return self._product.of(codes, sizes * normal(states, self._epsilon))


def normal(states: torch.Tensor, epsilon: float) -> torch.Tensor:
    """Return the factor that brings each token's root mean square to 1; shape (tokens, 1)."""
    return states.square().mean(1, keepdim=True).add_(epsilon).rsqrt_()


def rounded(states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Round states to bytes around 128; return them and what a step of each row stands for, shape (..., 1)."""
    largest = states.abs().amax(-1, keepdim=True).clamp_min_(_TINY)
    shifted = (states * (LEVELS / largest)).add_(_SHIFT + _ZERO)
    return shifted.view(torch.int32).to(torch.uint8, memory_format=torch.contiguous_format), largest.div_(LEVELS)


def groups(inputs: int) -> int:
    """Return in how many groups of equal and even size so many inputs stand: of at most `WIDTH`, where they divide."""
    fewest = -(-inputs // WIDTH)
    return next((n for n in range(fewest, inputs // 16 + 1) if inputs % (2 * n) == 0), 1)


def quantise(weight: torch.Tensor, parts: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return a matrix of shape (outputs, inputs) as int8, and what a step stands for, shape (groups, outputs)."""
    found = [_quantise(part) for part in torch.chunk(weight, parts, 1)]
    return torch.cat([steps for steps, _ in found], 1), torch.stack([scale for _, scale in found])


def _quantise(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    pairs = weight.reshape(len(weight), -1, 2)
    one_sign = pairs[..., 0] * pairs[..., 1] > 0
    sums = pairs.abs().sum(-1).where(one_sign, 0).amax(1) / PAIR
    scale = torch.maximum(sums, weight.abs().amax(1) / LEVELS).clamp_min_(_TINY)
    steps = (weight / scale[:, None]).round_()
    _settle(steps.view(len(weight), -1, 2), pairs)
    return steps.clamp_(-LEVELS, LEVELS).to(torch.int8), scale


def _settle(steps: torch.Tensor, pairs: torch.Tensor) -> None:
    """Take a step off where rounding made a pair of one sign too large: off the number that was rounded up more."""
    over = (steps[..., 0] * steps[..., 1] > 0) & (steps.abs().sum(-1) > PAIR)
    later = over & (pairs[..., 1].abs() < pairs[..., 0].abs())
    steps[..., 0].sub_(steps[..., 0].sign().where(over & ~later, 0))
    steps[..., 1].sub_(steps[..., 1].sign().where(later, 0))


def shares(states: torch.Tensor, weights: torch.Tensor, power: float) -> torch.Tensor:
    """Return by what power of two each channel of the states is to be divided, and its weights multiplied.

    Args:
        states: shape (channels,): the largest size of each channel of the states.
        weights: the same of the weights that read it.
        power: how much of a channel's size goes to the weights, 0 to 1.
    """
    ratio = states.clamp_min(_TINY) ** power / weights.clamp_min(_TINY) ** (1 - power)
    return torch.exp2((ratio / ratio.median()).log2_().round_().clamp_(-12, 12))


def exact() -> bool:
    """Tell whether this machine's products of integers are exact for weights that keep to `PAIR`."""
    if not hasattr(torch.ops.onednn, "qlinear_prepack"):
        return False
    generator = torch.Generator().manual_seed(0)
    pairs = torch.randint(-LEVELS, LEVELS + 1, (96, 192, 2), generator=generator)
    allowed = pairs[..., 1].sign() * (PAIR - pairs[..., 0].abs())
    second = pairs[..., 1].where(pairs[..., 0] * pairs[..., 1] <= 0, allowed)
    weight = torch.stack((pairs[..., 0], second), -1).reshape(96, 384)
    codes = torch.randint(0, 2, (40, 384), generator=generator) * 255
    try:
        product = Quantised(weight.to(torch.int8), torch.ones(1, 96)).exact(codes.to(torch.uint8), 0)
    except (RuntimeError, NotImplementedError):
        return False
    return torch.equal(product.double(), (codes - _ZERO).double() @ weight.double().T)
