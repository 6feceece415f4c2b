"""Measure how fast mtqa scores sentences, as a ratio to named peers on the same model, texts and machine, in one run.

The cost of evidence is shown too: the same with the detector's branch and pooled states, over surprisal alone.

Peers: a plain transformers loop (float32, batches of 16 in reading order, padded: what most scripts do), and minicons
where it is installed (``pip install minicons``). They are compared with mtqa's surprisal alone and with the whole of
what a check computes. Rounds alternate, so that a slow moment of the machine hits all alike; the figure
is the median of the rounds' ratios, with their range.

    python benchmarks/scoring.py [--rounds N] [--sentences N] [--jobs N]
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
import transformers

from mtqa import detector, lm, readers, text
from mtqa.config import Settings
from mtqa.rules import RuleSet

CORPORA = Path(__file__).parent.parent / "corpora"
BATCH = 16
WHOLE, FLUENCY = "mtqa, all of a check", "mtqa, surprisal alone"


def sentences(limit: int) -> list[str]:
    """Return sentences of the sample content, as the language model gets them."""
    settings = Settings()
    found = [
        text.normalise(sentence.text).text
        for file in readers.discover([CORPORA], settings)
        if isinstance(file, readers.Found)
        for document in readers.read(file, settings)
        if not isinstance(document, readers.SkippedFile)
        for sentence in text.split(document)
        if text.skip_reason(sentence, "en") is None
    ]
    return list(dict.fromkeys(found))[:limit]


def plain_loop(folder: Path) -> Callable[[Sequence[str]], object]:
    """Return a scorer written as one writes it: padded batches, log-softmax, gather."""
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
    model = transformers.AutoModelForCausalLM.from_pretrained(folder, local_files_only=True, dtype=torch.float32).eval()

    @torch.inference_mode()
    def score(texts: Sequence[str]) -> list[float]:
        means: list[float] = []
        for low in range(0, len(texts), BATCH):
            batch = [tokenizer.bos_token + t for t in texts[low : low + BATCH]]
            inputs = tokenizer(batch, return_tensors="pt", padding=True)
            logits = model(**inputs).logits[:, :-1].log_softmax(-1)
            chosen = logits.gather(-1, inputs["input_ids"][:, 1:, None])[..., 0]
            mask = inputs["attention_mask"][:, 1:]
            means += (-(chosen * mask).sum(1) / mask.sum(1)).tolist()
        return means

    return score


def minicons(folder: Path) -> Callable[[Sequence[str]], object] | None:
    """Return minicons' scorer where it is installed."""
    if importlib.util.find_spec("minicons") is None:
        return None
    from minicons import scorer  # noqa: PLC0415 - optional

    model = scorer.IncrementalLMScorer(str(folder), "cpu")

    def score(texts: Sequence[str]) -> list[object]:
        return [s for low in range(0, len(texts), BATCH) for s in model.sequence_score(list(texts[low : low + BATCH]))]

    return score


def seconds(score: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Time one pass."""
    begun = time.perf_counter()
    score(texts)
    return time.perf_counter() - begun


def ratio(one: Sequence[float], other: Sequence[float]) -> str:
    """Format the median of the rounds' ratios, with their range."""
    ratios = [a / b for a, b in zip(one, other, strict=True)]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def main() -> None:
    """Print sentences per second and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sentences", type=int, default=250)
    parser.add_argument("--jobs", type=int, default=0)
    chosen = parser.parse_args()
    settings = Settings(jobs=chosen.jobs)
    texts = sentences(chosen.sentences)
    model = lm.load(settings, print)
    found = lm.store.find(settings.model)
    assert found is not None
    used = detector.load()
    used.score(model, texts[:32])
    ways: dict[str, Callable[[Sequence[str]], object] | None] = {
        WHOLE: lambda t: used.weights.measure(used.score(model, t)),
        FLUENCY: model.score,
        "a plain transformers loop": plain_loop(found[0]),
        "minicons": minicons(found[0]),
    }
    print(f"{len(texts)} sentences of corpora/, {model.device}, {chosen.rounds} rounds")
    times: dict[str, list[float]] = {}
    for _ in range(chosen.rounds):
        for name, score in ways.items():
            if score is not None:
                times.setdefault(name, []).append(seconds(score, texts))
    for name, took in times.items():
        print(f"{name:<34} {len(texts) / statistics.median(took):7.1f} sentences/s")
    print(f"the cost of evidence: {WHOLE} takes {ratio(times[WHOLE], times[FLUENCY])} times as long as {FLUENCY}")
    for peer in list(times)[2:]:
        for own in (WHOLE, FLUENCY):
            print(f"{own} is {ratio(times[peer], times[own])} times as fast as {peer}")
    if ways["minicons"] is None:
        print("minicons is not installed and was not compared: pip install minicons")
    rules = RuleSet.of()
    many = texts * 20
    took_rules = seconds(lambda t: [rules.hits(s) for s in t], many)
    print(f"{'rules alone, one core':<34} {len(many) / took_rules:7.0f} sentences/s")


if __name__ == "__main__":
    main()
