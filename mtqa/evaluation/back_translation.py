"""Translates sentences with a model that the user names: into another language, and back.

Decoding is greedy and on the processor, so that the same sentences give the same translations.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mtqa.errors import ModelError
from mtqa.lm.threads import threads

BATCH = 16
LONGEST = 256
"""Tokens of a sentence that are read at most."""
_WEIGHTS = (
    *("model.safetensors", "model.safetensors.index.json"),
    *("pytorch_model.bin", "pytorch_model.bin.index.json"),
)


class Translator:
    """A Hugging Face model that translates from one language into one other, such as those of OPUS-MT."""

    def __init__(self, name: str, say: Callable[[str], None], *, jobs: int = 0, offline: bool = False) -> None:
        """Load the model from a folder, or from what the hub's client keeps; only what is not there is fetched.

        Args:
            name: a folder, or a name on the Hugging Face hub.
            say: is told before anything is fetched.
            jobs: threads; 0 for the machine's cores.
            offline: whether to fetch nothing.

        Raises:
            ModelError: there is no such model, it is not one that translates, or something that it needs is missing.
        """
        # Importing either takes seconds.
        import torch  # noqa: PLC0415
        import transformers  # noqa: PLC0415

        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        transformers.logging.set_verbosity_error()
        transformers.utils.logging.disable_progress_bar()
        torch.set_num_threads(jobs or threads())
        self.name = name
        self._say = say
        local = _is_local(name, say, offline=offline)
        config = self._tried(transformers.AutoConfig, local)
        if not getattr(config, "is_encoder_decoder", False):
            raise ModelError(f"{name}: not a translation model (sequence to sequence), but '{config.model_type}'")
        self._tokenizer = self._tried(transformers.AutoTokenizer, local)
        if hasattr(self._tokenizer, "src_lang"):
            raise ModelError(f"{name}: translates between many languages; name one of one direction, as of OPUS-MT")
        self._model = self._tried(transformers.AutoModelForSeq2SeqLM, local, dtype=torch.float32).eval()

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Translate sentences, in batches of about the same length.

        Raises:
            ModelError: the memory does not suffice, or the model can't be run.
        """
        found = [""] * len(texts)
        order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), i), reverse=True)
        for low in range(0, len(order), BATCH):
            part = order[low : low + BATCH]
            for i, text in zip(part, self._batch([texts[i] for i in part]), strict=True):
                found[i] = text
            if low // BATCH % 10 == 9:
                self._say(f"{self.name}: {low + len(part):,} of {len(texts):,} sentences")
        return found

    def _batch(self, texts: Sequence[str]) -> list[str]:
        import torch  # noqa: PLC0415

        most = min(LONGEST, self._tokenizer.model_max_length)
        try:
            inputs = self._tokenizer(list(texts), return_tensors="pt", padding=True, truncation=True, max_length=most)
            inputs.pop("token_type_ids", None)
            # Each has its own limit, so that it doesn't matter which others are in the batch.
            limits = (2 * inputs["attention_mask"].sum(dim=1) + 20).clamp(max=most).tolist()
            with torch.inference_mode():
                tokens = self._model.generate(**inputs, num_beams=1, do_sample=False, max_new_tokens=max(limits))
            cut = [row[: 1 + limit] for row, limit in zip(tokens, limits, strict=True)]
            decoded: list[str] = self._tokenizer.batch_decode(cut, skip_special_tokens=True)
        except (MemoryError, RuntimeError, ValueError, IndexError, KeyError) as error:
            raise self._error(error) from None
        return [text.strip() for text in decoded]

    def _tried(self, kind: Any, local: bool, **options: object) -> Any:
        """Load a part of the model.

        Raises:
            ModelError: it can't be loaded.
        """
        try:
            return kind.from_pretrained(self.name, local_files_only=local, **options)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, ImportError, MemoryError) as error:
            raise self._error(error) from None

    def _error(self, error: Exception) -> ModelError:
        """Say in one line what a failure of the libraries means."""
        said = str(error).strip()
        if isinstance(error, MemoryError) or "memory" in said.lower():
            return ModelError(f"{self.name}: the memory does not suffice; name a smaller model")
        for package in ("sentencepiece", "sacremoses"):
            if package in said.lower():
                return ModelError(f"{self.name}: its tokenizer needs {package}; run: pip install {package}")
        return ModelError(f"{self.name}: can't be used: {said.splitlines()[0] if said else type(error).__name__}")


def _is_local(name: str, say: Callable[[str], None], *, offline: bool) -> bool:
    """Tell whether the model is here; say so where it has to be fetched.

    Raises:
        ModelError: it is not here, and may not or can't be fetched.
    """
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - half a second of start-up

    if Path(name).is_dir():
        return True
    try:
        if any(isinstance(try_to_load_from_cache(name, file), str) for file in _WEIGHTS):
            return True
    except ValueError:
        raise ModelError(f"{name}: there is no such folder, and it is no name of a model on the hub") from None
    if offline:
        raise ModelError(f"{name}: there is no such folder or model here (this run is offline)")
    say(f"Fetching '{name}' from the Hugging Face hub (once) …")
    return False
