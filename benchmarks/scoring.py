"""Measure how fast mtqa scores sentences, as a ratio to named peers on the same model, texts and machine, in one run.

Peers compute surprisal: a plain transformers loop (float32, batches of 16 in reading order, padded: what most scripts
do), and minicons where it is installed (``pip install minicons``). They are compared with mtqa's surprisal alone, with
the whole of what a check computes, evidence too, and with the first look of quick runs, in each number format; with the
rules alone, and with scores that the cache has. Rounds alternate, so that a slow moment of the machine hits all alike;
the figure is the median of the rounds' ratios, with their range.

lmppl 0.3.2 gives transformers 5 an argument that it no longer takes, and evaluate's perplexity fetches itself from the
network: neither runs here.

    python benchmarks/scoring.py [--rounds N] [--sentences N] [--jobs N]
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
import transformers

from mtqa import detector, lm, readers, text
from mtqa.checker import Checker
from mtqa.config import Settings
from mtqa.errors import ModelError
from mtqa.rules import RuleSet

CORPORA = Path(__file__).parent.parent / "corpora"
BATCH = 16
WHOLE, FLUENCY, QUICK = "mtqa, all of a check", "mtqa, surprisal alone", "mtqa, the first look of --quick"
RULES, CACHED = "mtqa, rules alone", "mtqa, all of a check, from the cache"
LOOP, MINICONS = "a plain transformers loop", "minicons"


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


Scorer = Callable[[Sequence[str]], object]


def ways(jobs: int) -> tuple[dict[str, Scorer], dict[str, Scorer]]:
    """Return mtqa's ways of scoring, by name, and the peers that are installed; all load the same model."""
    own: dict[str, Scorer] = {}
    used = detector.load()
    branch = used.weights.branch
    for dtype in ("int8", "float32"):
        try:
            model = lm.load(Settings(jobs=jobs, dtype=dtype), print)
        except ModelError as error:
            print(f"{dtype} was not measured: {error}")
            continue
        model.prepare(branch)
        own[f"{FLUENCY}, {dtype}"] = model.score
        own[f"{WHOLE}, {dtype}"] = lambda t, model=model: used.weights.measure(used.score(model, t))
        own[f"{QUICK}, {dtype}"] = lambda t, model=model: used.glance(model, t)
    rules = RuleSet.of()
    own[RULES] = lambda t: [rules.hits(one) for one in t]
    own[CACHED] = Checker(Settings(jobs=jobs)).measured
    found = lm.store.find(Settings().model)
    assert found is not None
    peers = {LOOP: plain_loop(found[0])}
    if other := minicons(found[0]):
        peers[MINICONS] = other
    return own, peers


def measure(rounds: int, texts: Sequence[str], jobs: int) -> tuple[dict[str, list[float]], dict[str, Scorer]]:
    """Return the seconds of each round of each way, after one round that does not count, and the peers."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["MTQA_CACHE"] = str(Path(scratch) / "scores.sqlite3")
        own, peers = ways(jobs)
        own[CACHED](texts)
        for number in range(rounds + 1):
            for name, score in (own | peers).items():
                took = seconds(score, texts if number else texts[:16])
                if number:
                    times.setdefault(name, []).append(took)
        del os.environ["MTQA_CACHE"]
    return times, peers


def main() -> None:
    """Print sentences per second and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sentences", type=int, default=120)
    parser.add_argument("--jobs", type=int, default=0)
    chosen = parser.parse_args()
    texts = sentences(chosen.sentences)
    times, peers = measure(chosen.rounds, texts, chosen.jobs)
    print(f"{len(texts)} sentences of corpora/, {torch.get_num_threads()} threads, {chosen.rounds} rounds")
    for name, took in times.items():
        print(f"{name:<48} {len(texts) / statistics.median(took):7.1f} sentences/s")
    for peer in peers:
        for name in times:
            if name not in peers:
                print(f"{name} is {ratio(times[peer], times[name])} times as fast as {peer}")
    if MINICONS not in peers:
        print("minicons is not installed and was not compared: pip install minicons")


if __name__ == "__main__":
    main()
