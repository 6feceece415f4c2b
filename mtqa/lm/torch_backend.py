"""The PyTorch backend: packed rows, exact in any batch.

Padding is the usual source of scores that move with their batch, and of half the time wasted. Here the sentences
stand one after the other in a row, each with positions of its own; the matrix products run over the whole row,
and attention runs over each sentence alone, so what a sentence sees has its own shape in any company. On a CPU the
matrix kernels sum each row of a product in the same order whatever the number of rows and threads, so scores are equal
to the last bit (tests/lm/test_torch_model.py); on accelerators they are equal to rounding.
"""

from __future__ import annotations

import math
import os
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from torch.nn import functional

from mtqa.errors import ModelError
from mtqa.lm.base import EXPECTED, EXPLAINED_BITS, Pooled, TextScore
from mtqa.lm.gathering import Gathered
from mtqa.lm.packing import Window, filled, pack, windows
from mtqa.lm.torch_blocks import merged, run_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from mtqa.lm.branch import Branch

_ATTENTION = "mtqa_packed"
_bounds: ContextVar[tuple[tuple[int, int], ...]] = ContextVar("bounds")
_causal: ContextVar[bool] = ContextVar("causal", default=True)


def _packed_attention(
    module: torch.nn.Module,  # noqa: ARG001 - the interface's signature
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,  # noqa: ARG001
    scaling: float | None = None,
    **_: object,
) -> tuple[torch.Tensor, None]:
    """Attend within each sentence of a packed row; (1, heads, row, size) to (1, row, heads, size)."""
    out = torch.zeros(
        (query.shape[0], query.shape[2], query.shape[1], value.shape[3]),
        dtype=query.dtype,
        device=query.device,
    )
    for start, end in _bounds.get():
        out[:, start:end] = functional.scaled_dot_product_attention(
            query[:, :, start:end],
            key[:, :, start:end],
            value[:, :, start:end],
            is_causal=_causal.get(),
            scale=scaling,
            enable_gqa=query.shape[1] != key.shape[1],
        ).transpose(1, 2)
    return out, None


class TorchModel:
    """A Hugging Face causal model from a folder, run by PyTorch."""

    def __init__(self, folder: Path, name: str, *, device: str = "auto", dtype: str = "auto", jobs: int = 0) -> None:
        """Load the model; nothing is fetched from anywhere.

        Raises:
            ModelError: the folder holds no model that can be loaded, or the device isn't there.
        """
        self._name = name
        self._device = _choose_device(device)
        self._dtype = choose_dtype(dtype, self._device)
        torch.set_num_threads(jobs or threads())
        self._model, self._tokenizer = load_transformer(folder, self._dtype, self._device, _ATTENTION)
        self._bos = beginning_of_sequence(self._tokenizer, folder)
        self._branches: dict[str, list[Any]] = {}

    @property
    def name(self) -> str:
        """Name and revision of the model."""
        return self._name

    @property
    def precision(self) -> str:
        """The number format of weights and activations."""
        return str(self._dtype).removeprefix("torch.")

    @property
    def device(self) -> str:
        """Device, number format and threads, for the reader."""
        threads = f", {torch.get_num_threads()} threads" if self._device == "cpu" else ""
        return f"{self._device} ({self.precision}{threads})"

    @property
    def hidden_size(self) -> int:
        """The size of a hidden state."""
        return int(self._model.config.hidden_size)

    @property
    def layers(self) -> int:
        """How many blocks it has."""
        return int(self._model.config.num_hidden_layers)

    def score(self, texts: Sequence[str], layers: Sequence[int] = (), branch: Branch | None = None) -> list[TextScore]:
        """Score each text; see `LanguageModel.score`."""
        if not texts:
            return []
        encoded = self._tokenizer(
            list(texts), add_special_tokens=False, return_offsets_mapping=True, return_attention_mask=False
        )
        scores = [
            Gathered(len(ids), len(layers), self.hidden_size, branch=branch is not None) for ids in encoded["input_ids"]
        ]
        for row in self._rows(encoded["input_ids"]):
            run = self._run(row, layers, branch)
            bits, expected = self._surprisals(run.out.last_hidden_state[0], run.ids[0])
            sums = _sums(row, run.bounds, [run.out.hidden_states[layer][0] for layer in layers])
            for window, (low, high), totals in zip(row, _scored(row, run.bounds), sums, strict=True):
                part = slice(low - 1, high - 1)
                states = None if run.states is None else run.states[low:high].float().cpu().numpy()
                scores[window.text].add(window.first, bits[part], expected[part], totals, states)
        return [s.finish(t, o) for s, t, o in zip(scores, texts, encoded["offset_mapping"], strict=True)]

    def embed(self, texts: Sequence[str], layers: Sequence[int]) -> list[Pooled]:
        """Pool hidden states without running what lies above them; see `LanguageModel.embed`."""
        if not texts:
            return []
        encoded = self._tokenizer(list(texts), add_special_tokens=False, return_attention_mask=False)["input_ids"]
        totals = [np.zeros((len(layers), self.hidden_size), np.float32) for _ in encoded]
        base = self._model.base_model
        blocks = base.layers
        base.layers = blocks[: max(layers) + 1]  # one more: the last state of a model is the normalised one
        try:
            for row in self._rows(encoded):
                run = self._run(row, layers)
                sums = _sums(row, run.bounds, [run.out.hidden_states[layer][0] for layer in layers])
                for window, part in zip(row, sums, strict=True):
                    totals[window.text] += part
        finally:
            base.layers = blocks
        return [
            Pooled((t / max(len(ids), 1)).astype(np.float32), len(ids)) for t, ids in zip(totals, encoded, strict=True)
        ]

    def _rows(self, encoded: list[list[int]]) -> list[list[Window]]:
        return pack([w for i, ids in enumerate(encoded) if ids for w in windows(i, ids, self._bos)])

    def _run(self, row: list[Window], layers: Sequence[int], branch: Branch | None = None) -> _Run:
        """Run one packed row."""
        size = filled(sum(len(w.ids) for w in row))
        ids = torch.zeros((1, size), dtype=torch.long)
        positions = torch.zeros((1, size), dtype=torch.long)
        bounds: list[tuple[int, int]] = []
        at = 0
        for window in row:
            end = at + len(window.ids)
            ids[0, at:end] = torch.tensor(window.ids)
            positions[0, at:end] = torch.arange(end - at)
            bounds.append((at, end))
            at = end
        token = _bounds.set(tuple(bounds))
        try:
            with torch.inference_mode():
                ids, positions = ids.to(self._device), positions.to(self._device)
                base = self._model.base_model
                out = base(
                    input_ids=ids,
                    position_ids=positions,
                    use_cache=False,
                    output_hidden_states=bool(layers) or branch is not None,
                )
                states = None if branch is None else self._states(branch, out.hidden_states[branch.start], positions)
        except (RuntimeError, MemoryError) as error:
            raise ModelError(
                f"the language model failed on {self._device}: {str(error).splitlines()[0]}; "
                "try --device cpu, or free some memory"
            ) from error
        finally:
            _bounds.reset(token)
        return _Run(out, ids, bounds, states)

    def _states(self, branch: Branch, hidden: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
        """Return the states after the branch; its blocks are merged once, and see whole sentences."""
        base = self._model.base_model
        if branch.identity not in self._branches:
            self._branches[branch.identity] = merged(base, branch)
        token = _causal.set(False)
        try:
            return run_blocks(base, self._branches[branch.identity], hidden, positions)[0]
        finally:
            _causal.reset(token)

    @torch.inference_mode()
    def _surprisals(self, hidden: torch.Tensor, ids: torch.Tensor) -> tuple[NDArray[np.float32], list[tuple[str, ...]]]:
        """Return the surprisal in bits of token i + 1 at index i, and what was expected where it is high."""
        head = self._model.get_output_embeddings()
        bits = np.zeros(len(ids), np.float32)
        expected: list[tuple[str, ...]] = [()] * len(ids)
        for low in range(0, len(ids) - 1, 128):
            high = min(low + 128, len(ids))
            logits = head(hidden[low:high]).float()
            targets = ids[low + 1 : high + 1]
            rows = logits[: len(targets)]
            nats = rows.logsumexp(-1) - rows.gather(-1, targets[:, None])[:, 0]
            part = (nats / math.log(2)).cpu().numpy()
            bits[low : low + len(part)] = part
            rare = np.flatnonzero(part >= EXPLAINED_BITS)
            if len(rare):
                best = rows[torch.from_numpy(rare).to(rows.device)].topk(EXPECTED).indices.tolist()
                for i, choice in zip(rare.tolist(), best, strict=True):
                    words = (self._tokenizer.decode([c]).strip() for c in choice)
                    expected[low + i] = tuple(
                        dict.fromkeys(w for w in words if w and "\N{REPLACEMENT CHARACTER}" not in w)
                    )
        return bits, expected


def _scored(row: list[Window], bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where in the row each window's scored tokens stand: not its beginning, not its repeated context."""
    return [(start + 1 + w.first - w.start, end) for w, (start, end) in zip(row, bounds, strict=True)]


def _sums(row: list[Window], bounds: list[tuple[int, int]], states: list[torch.Tensor]) -> list[NDArray[np.float32]]:
    """Sum the hidden states of each window's scored tokens: an array of shape (layers, hidden size) a window."""
    full = [state.float() for state in states]
    return [
        np.stack([state[low:high].sum(0).cpu().numpy() for state in full]) if full else np.zeros((0, 0), np.float32)
        for low, high in _scored(row, bounds)
    ]


class _Run(NamedTuple):
    """What came of a packed row: the model's output, token ids, each window's place, the branch's states."""

    out: Any
    ids: torch.Tensor
    bounds: list[tuple[int, int]]
    states: torch.Tensor | None


def load_transformer(folder: Path, dtype: torch.dtype, device: str, attention: str) -> tuple[Any, Any]:
    """Load a model and its tokenizer with transformers; nothing is fetched.

    Raises:
        ModelError: the folder holds no model that can be loaded.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import transformers  # noqa: PLC0415 - seconds of start-up that only this needs

    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    transformers.AttentionInterface.register(_ATTENTION, _packed_attention)
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = transformers.AutoModelForCausalLM.from_pretrained(
            folder, local_files_only=True, dtype=dtype, attn_implementation=attention
        )
        return model.to(device).eval(), tokenizer
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"{folder}: the language model can't be loaded: {first}") from error


def beginning_of_sequence(tokenizer: Any, folder: Path) -> int:
    """Return the id of the token that every text begins with.

    Raises:
        ModelError: the tokenizer has none.
    """
    found = tokenizer.bos_token_id if tokenizer.bos_token_id is not None else tokenizer.eos_token_id
    if found is None:
        raise ModelError(f"{folder}: the tokenizer has no beginning-of-sequence token; choose another model")
    return int(found)


def threads() -> int:
    """Threads to use: physical cores, within what this process may use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(allowed, torch.get_num_threads()))


def _choose_device(wanted: str) -> str:
    if wanted == "auto":
        if torch.cuda.is_available():
            return "cuda"
        return "mps" if torch.backends.mps.is_available() else "cpu"
    if wanted == "cuda" and not torch.cuda.is_available():
        raise ModelError("device 'cuda' was asked for, but PyTorch sees no CUDA device; use --device cpu")
    if wanted == "mps" and not torch.backends.mps.is_available():
        raise ModelError("device 'mps' was asked for, but PyTorch sees no Apple GPU; use --device cpu")
    return wanted


def choose_dtype(wanted: str, device: str) -> torch.dtype:
    """Choose bfloat16 where the machine multiplies it natively: elsewhere it is slower than float32."""
    if wanted != "auto":
        return torch.bfloat16 if wanted == "bfloat16" else torch.float32
    if device == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    if device == "cpu":
        capabilities: dict[str, bool] = getattr(torch.cpu, "get_capabilities", dict)()
        if capabilities.get("avx512_bf16") or capabilities.get("amx_bf16") or capabilities.get("bf16"):
            return torch.bfloat16
    return torch.float32
