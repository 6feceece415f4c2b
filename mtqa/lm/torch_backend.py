"""The backend for any causal model: transformers on PyTorch, in float32 or bfloat16.

On a CPU the matrix kernels that `mtqa.lm.kernels` chooses sum each row of a product in the same order whatever the
number of rows and threads, so scores are equal to the last bit (tests/lm/test_torch_model.py); on accelerators they
are equal to rounding.
"""

from __future__ import annotations

import os
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional

from mtqa.errors import ModelError
from mtqa.lm.packed import Encoded, PackedModel, Row, RowScore, surprisals
from mtqa.lm.packing import PART, filled
from mtqa.lm.threads import threads
from mtqa.lm.torch_blocks import Enough, Watch, merged, run_blocks, watch_blocks
from mtqa.lm.workers import MOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

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


class TorchModel(PackedModel):
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
        self.workers = min(torch.get_num_threads(), MOST) if self._device == "cpu" else 1
        self._model, self._tokenizer = load_transformer(folder, self._dtype, self._device, _ATTENTION)
        self.beginning = beginning_of_sequence(self._tokenizer, folder)
        watch_blocks(self._model.base_model)
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

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Cut texts into tokens."""
        encoded = self._tokenizer(
            list(texts), add_special_tokens=False, return_offsets_mapping=True, return_attention_mask=False
        )
        return [Encoded(*pair) for pair in zip(encoded["input_ids"], encoded["offset_mapping"], strict=True)]

    def prepare(self, branch: Branch) -> None:
        """Merge a branch into copies of its blocks.

        Raises:
            ModelError: it does not fit the model.
        """
        if branch.identity not in self._branches:
            self._branches[branch.identity] = merged(self._model.base_model, branch)

    def run(self, row: Row, layers: Sequence[int], branch: Branch | None) -> RowScore:
        """Run the model on a row."""
        start = [] if branch is None else [branch.start]
        watch = Watch({*layers, *start})
        last, ids, positions = self._forward(row, watch)
        states = None if branch is None else self._states(branch, watch[branch.start], row, positions)
        logits = (part[: len(row.ids) - 1] for part in self._logits(last[0]))
        bits, expected = surprisals(logits, ids[0, 1 : len(row.ids)], self._decode)
        return RowScore(bits, expected, [watch[layer][0] for layer in layers], states)

    def branched(self, row: Row, branch: Branch) -> torch.Tensor:
        """Return the states at the end of a branch, without running what lies above or beside it."""
        watch = Watch({branch.start}, alone=True)
        _, _, positions = self._forward(row, watch)
        return self._states(branch, watch[branch.start], row, positions)

    def below(self, row: Row, layers: Sequence[int]) -> list[torch.Tensor]:
        """Return the states after some blocks, without running what lies above them."""
        watch = Watch(set(layers), alone=True)
        self._forward(row, watch)
        return [watch[layer][0] for layer in layers]

    def _forward(self, row: Row, watch: Watch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Run the blocks on a row, filled up to the grain; return their last states, token ids and positions."""
        size = filled(len(row.ids))
        ids = torch.zeros((1, size), dtype=torch.long)
        positions = torch.zeros((1, size), dtype=torch.long)
        ids[0, : len(row.ids)] = torch.tensor(row.ids)
        for start, end in row.bounds:
            positions[0, start:end] = torch.arange(end - start)
        ids, positions = ids.to(self._device), positions.to(self._device)
        token = _bounds.set(row.bounds)
        try:
            with watch:
                out = self._model.base_model(input_ids=ids, position_ids=positions, use_cache=False)
            last = out.last_hidden_state
        except Enough as enough:
            last = enough.states
        finally:
            _bounds.reset(token)
        return last, ids, positions

    def _states(self, branch: Branch, hidden: torch.Tensor, row: Row, positions: torch.Tensor) -> torch.Tensor:
        """Return the states after the branch, whose blocks see whole sentences."""
        base = self._model.base_model
        tokens = _bounds.set(row.bounds), _causal.set(False)
        try:
            return run_blocks(base, self._branches[branch.identity], hidden, positions)[0]
        finally:
            _causal.reset(tokens[1])
            _bounds.reset(tokens[0])

    def _decode(self, token: int) -> str:
        return str(self._tokenizer.decode([token]))

    def _logits(self, hidden: torch.Tensor) -> Iterator[torch.Tensor]:
        """Yield the logits in parts of the vocabulary, small enough for their memory to be used again."""
        head = self._model.get_output_embeddings()
        if getattr(head, "bias", None) is not None:
            yield head(hidden).float()
        else:
            yield from (functional.linear(hidden, part).float() for part in head.weight.split(PART))


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
