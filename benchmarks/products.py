"""Measure matrix products of the default model's shapes in several runtimes, in one run.

This is why the 8-bit backend multiplies with oneDNN through PyTorch and not with OpenVINO: on processors without VNNI
instructions OpenVINO multiplies 8-bit weights in float32. With them, run this again (``pip install openvino``).

    python benchmarks/products.py [--rounds N] [--tokens N]
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import time
from collections.abc import Callable

import torch

from mtqa.lm.quantised import Quantised, groups, quantise
from mtqa.lm.threads import threads

SHAPES = ((576, 960), (576, 576), (576, 3072), (1536, 576), (576, 6144))
"""Inputs and outputs: attention, its output, gate and up, down, and a part of the vocabulary."""

FLOAT32, INT8 = "PyTorch, float32", "PyTorch, 8-bit integers, states rounded per token"
Product = Callable[[torch.Tensor], object]


def products(inputs: int, outputs: int, *, exact: bool = False) -> dict[str, Product]:
    """Return a product of each runtime; ``exact`` leaves out rounding and scaling, for the peak."""
    weight = torch.randn(outputs, inputs) * 0.02
    product = Quantised(*quantise(weight, groups(inputs)))
    whole = Quantised(*quantise(weight, 1))
    found: dict[str, Product] = {FLOAT32: lambda states: torch.nn.functional.linear(states, weight), INT8: product}
    if exact:
        found[INT8] = lambda states: whole.exact(states.to(torch.uint8), 0)
    elif importlib.util.find_spec("openvino"):
        found |= {
            f"OpenVINO, {name}": _openvino(weight, kind)
            for name, kind in (("float32", "f32"), ("8-bit weights, dynamic quantisation", "i8"))
        }
    return found


def _openvino(weight: torch.Tensor, kind: str) -> Product:
    import openvino as ov  # noqa: PLC0415 - optional
    from openvino import opset13 as op  # noqa: PLC0415

    states = op.parameter([-1, -1, weight.shape[1]], ov.Type.f32)
    if kind == "f32":
        matrix = op.constant(weight.numpy())
    else:
        scale = weight.abs().amax(1, keepdim=True) / 127
        steps = op.constant((weight / scale).round().to(torch.int8).numpy())
        matrix = op.multiply(op.convert(steps, "f32"), op.constant(scale.numpy()))
    model = ov.Model([op.result(op.matmul(states, matrix, False, True))], [states], "product")
    settings = {"INFERENCE_NUM_THREADS": threads(), "DYNAMIC_QUANTIZATION_GROUP_SIZE": "32"}
    request = ov.Core().compile_model(model, "CPU", settings).create_infer_request()
    return lambda given: request.infer({0: given[None].numpy()}, share_inputs=True, share_outputs=True)


def rate(product: Product, states: torch.Tensor, outputs: int) -> float:
    """Return a product's billions of operations a second, over about a tenth of a second."""
    work = 2 * states.shape[0] * states.shape[1] * outputs
    times = max(1, int(5e9 / work))
    begun = time.perf_counter()
    for _ in range(times):
        product(states)
    return work * times / (time.perf_counter() - begun) / 1e9


def peak(rounds: int, tokens: int = 1024) -> dict[str, float]:
    """Return the most that this machine multiplies, by number format: billions of operations a second."""
    best: dict[str, float] = {}
    with torch.inference_mode():
        for inputs, outputs in SHAPES:
            states = torch.rand(tokens, inputs) * 255
            codes = states.to(torch.uint8)
            found = products(inputs, outputs, exact=True)
            for name, given in ((FLOAT32, states), (INT8, codes)):
                found[name](given)
                best[name] = max([best.get(name, 0.0), *(rate(found[name], given, outputs) for _ in range(rounds))])
    return best


def main() -> None:
    """Print rates and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=256)
    chosen = parser.parse_args()
    torch.set_num_threads(threads())
    with torch.inference_mode():
        for inputs, outputs in SHAPES:
            states = torch.randn(chosen.tokens, inputs)
            rates: dict[str, list[float]] = {}
            found = products(inputs, outputs)
            for _ in range(chosen.rounds + 1):
                for name, product in found.items():
                    rates.setdefault(name, []).append(rate(product, states, outputs))
            print(f"{inputs} inputs, {outputs} outputs, {chosen.tokens} tokens")
            for name, seen in rates.items():
                ratios = [one / base for one, base in zip(seen[1:], rates[FLOAT32][1:], strict=True)]
                print(
                    f"  {name:<52} {statistics.median(seen[1:]):5.0f} billion operations/s, "
                    f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) times {FLOAT32}"
                )


if __name__ == "__main__":
    main()
