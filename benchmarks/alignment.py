"""Measure how well sentences are aligned, on texts that were aligned by hand and then spoiled.

Documents of translated sentences are spoiled on one side: sentences dropped, doubled, joined with the next one, cut in
two. Beads found are compared with those known; a doubled sentence may face either copy. Reports precision, recall and
F1 of beads that face something, how many dropped and doubled sentences were found, and false ones in clean documents.

    python benchmarks/alignment.py --data FOLDER [--fit] [--documents N]
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from mtqa.pairing import aligning, aligning_evidence
from mtqa.pairing.aligning_band import Band
from mtqa.pairing.aligning_weights import Weights
from mtqa.pairing.beads import Bead, Part

Pair = tuple[str, str]
Example = tuple[np.ndarray, int, float]
"""Measures of a bead, whether it is true, and the evidence of the best bead within it."""
LONG = 30
"""Sentences of a pseudo document."""
UNUSUAL = 3
"""The measure of an unusual length."""
LEARNED, FITTED = 0.8, 0.9
"""Shares of a language's training rows before which the lexicon is learned, and before which weights are fitted."""
Languages = tuple[str | None, str | None]
NEAR, FAR = ("ru", "et", "ro"), ("ne", "si")


def quality(folder: Path, split: str, language: str, share: tuple[float, float] = (0, 1)) -> list[list[Pair]]:
    """Return pseudo documents of source and translation, of 12 to 30 sentences, from a share of the rows."""
    rows = pq.read_table(folder / f"quality.{split}.parquet", columns=["source", "text", "lang_pair"]).to_pylist()
    pairs = [(row["source"], row["text"]) for row in rows if row["lang_pair"] == f"{language}-en"]
    pairs = pairs[int(len(pairs) * share[0]) : int(len(pairs) * share[1])]
    rng = random.Random(7)  # noqa: S311
    found = []
    while len(pairs) >= LONG:
        size = rng.randint(12, LONG)
        found.append(pairs[:size])
        pairs = pairs[size:]
    return found


def chinese(folder: Path) -> list[list[Pair]]:
    """Return the documents of the Chinese-English set, each by one system, not the same one for all."""
    documents: dict[str, dict[str, dict[int, Pair]]] = {}
    with gzip.open(folder / "spans.dev.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            systems = documents.setdefault(row["doc_id"], {})
            systems.setdefault(row["system"], {})[int(row["seg_id"])] = (row["source"], row["text"])
    found = []
    for i, (_, systems) in enumerate(sorted(documents.items())):
        _, segments = sorted(systems.items())[i % len(systems)]
        found.append([segments[k] for k in sorted(segments)])
    return [document for document in found if len(document) > 3]


def versions(folder: Path, limit: int) -> list[list[Pair]]:
    """Return documents of a human reference and one machine translation."""
    table = pq.read_table(
        folder / "sentences.train.parquet",
        columns=["text", "label", "lang_pair", "year", "system", "doc_id", "seg_id"],
        filters=[("year", "=", "2018")],
    ).to_pylist()  # fmt: skip
    human: dict[tuple[str, str], dict[int, str]] = {}
    machine: dict[tuple[str, str], dict[str, dict[int, str]]] = {}
    for row in table:
        key = (row["lang_pair"], row["doc_id"])
        if row["label"] == "human_ref":
            human.setdefault(key, {})[int(row["seg_id"])] = row["text"]
        elif row["label"] == "mt":
            machine.setdefault(key, {}).setdefault(row["system"], {})[int(row["seg_id"])] = row["text"]
    found = []
    for i, (key, systems) in enumerate(sorted(machine.items())):
        _, texts = sorted(systems.items())[i % len(systems)]
        common = sorted(texts.keys() & human.get(key, {}).keys())
        if len(common) > 3:
            pairs = [(human[key][k], texts[k]) for k in common]
            found += [pairs[i : i + 80] for i in range(0, len(pairs) - 3, 80)]
    random.Random(5).shuffle(found)  # noqa: S311
    return found[:limit]


@dataclass(frozen=True)
class Spoiled:
    """A document of which one side was spoiled: its texts, the true beads, and the right sentence that is a copy."""

    left: list[str]
    right: list[str]
    beads: list[Bead]
    copy: int = -1


def spoil(document: Sequence[Pair], change: str, rng: random.Random) -> Spoiled:
    """Spoil one sentence of a document, not the first or last."""
    left, right = [pair[0] for pair in document], [pair[1] for pair in document]
    at, n = rng.randrange(1, len(document) - 1), len(document)
    faced = [(range(i, i + 1), range(i, i + 1)) for i in range(n)]
    moved = [(range(i + 1, i + 2), range(i, i + 1)) for i in range(at, n - 1)]
    copy = -1
    if change == "dropped":
        del right[at]
        faced = [*faced[:at], (range(at, at + 1), range(0)), *moved]
    elif change == "added":
        del left[at]
        faced = [*faced[:at], (range(0), range(at, at + 1)), *[(b, a) for a, b in moved]]
    elif change == "doubled":
        copy = at + 1
        right.insert(copy, right[at])
        faced = [
            *faced[: at + 1],
            (range(0), range(copy, copy + 1)),
            *[(a, range(b.start + 1, b.stop + 1)) for a, b in faced[at + 1 :]],
        ]
    elif change == "joined":
        right[at : at + 2] = [" ".join(right[at : at + 2])]
        faced = [*faced[:at], (range(at, at + 2), range(at, at + 1)), *moved[1:]]
    elif change == "cut":
        places = [m.end() for m in re.finditer(r"[,;:]\s", right[at]) if 20 < m.end() < len(right[at]) - 20]
        if places:
            place = rng.choice(places)
            right[at : at + 1] = [right[at][:place].strip(), right[at][place:].strip()]
            faced = [
                *faced[:at],
                (range(at, at + 1), range(at, at + 2)),
                *[(a, range(b.start + 1, b.stop + 1)) for a, b in faced[at + 1 :]],
            ]
    return Spoiled(left, right, [Bead(*one) for one in faced], copy)


def key(bead: Bead, copy: int) -> tuple[int, ...]:
    """Return a bead as figures, the start of an empty side left out; a copy counts as its original."""
    first = bead.right.start - (len(bead.right) == 1 and bead.right.start == copy)
    return len(bead.left), len(bead.right), bead.left.start if bead.left else -1, first if bead.right else -1


def measure(name: str, documents: Sequence[Sequence[Pair]], languages: Languages, *, same: bool) -> None:
    """Print a line for documents clean, and one for each way in which one sentence of each is spoiled."""
    for change in ("clean", "dropped", "added", "doubled", "joined", "cut"):
        rng = random.Random(3)  # noqa: S311
        hits = found = known = alone = wanted = lone_hits = sentences = 0
        sure: list[tuple[float, bool]] = []
        started = time.process_time()
        for document in list(documents) * (1 if change == "clean" else 2):
            case = spoil(document, change, rng)
            texts = [[Part(text) for text in side] for side in (case.left, case.right)]
            beads = aligning.align(*texts, same_language=same, languages=languages)
            truth = {key(b, case.copy) for b in case.beads}
            mine = [(key(b, case.copy), b.score) for b in beads]
            facing = [(k, score) for k, score in mine if all(k[:2])]
            lone = {k for k, _ in mine if not all(k[:2])}
            sure += [(score, k in truth) for k, score in facing]
            hits += sum(k in truth for k, _ in facing)
            found, known = found + len(facing), known + sum(all(k[:2]) for k in truth)
            alone, lone_hits = alone + len(lone), lone_hits + len(lone & truth)
            wanted += sum(not all(k[:2]) for k in truth)
            sentences += len(case.left) + len(case.right)
        high = [ok for score, ok in sure if score >= 0.9]
        print(
            f"{name:5} {change:8} F1 {2 * hits / (found + known):.4f}"
            f"  lone found {lone_hits}/{wanted} = {lone_hits / max(wanted, 1):.3f}"
            f"  false {alone - lone_hits} ({(alone - lone_hits) / sentences:.3%})"
            f"  score {np.mean([score for score, _ in sure]):.3f} right {np.mean([ok for _, ok in sure]):.3f}"
            f"  from .9 on {len(high) / len(sure):.3f} right {np.mean(high):.4f}"
            f"  {time.process_time() - started:.1f} s"
        )


def measured(
    left: Sequence[str], right: Sequence[str], sizes: Sequence[tuple[int, int]], languages: Languages, *, same: bool
) -> dict[tuple[int, int], np.ndarray]:
    """Return the measures of beads of some sizes by place."""
    sides, _, worth = aligning.looked_at(
        [Part(t) for t in left], [Part(t) for t in right], languages, same_language=same
    )
    band = Band(np.zeros(len(left) + 1, dtype=np.int64), len(right) + 1)
    none = np.zeros(0)
    kept = aligning_evidence.Evidence(*sides, band, Weights(none, none), aligning.length_ratio(*sides), worth)
    return {size: kept.measured(*size, slice(0, len(left) + 1)) for size in sizes}


def singles(documents: Sequence[Sequence[Pair]], languages: Languages, *, same: bool) -> Iterator[Example]:
    """Yield measures of pairs of sentences, and whether they belong together."""
    rng = random.Random(1)  # noqa: S311
    for document in documents:
        seen = measured(*zip(*document, strict=True), [(1, 1)], languages, same=same)[1, 1]
        n = len(document)
        for i in range(1, n + 1):
            yield seen[:, i, i], 1, 0.0
            for j in {i + rng.choice([-2, -1, 1, 2]), rng.randrange(1, n + 1)} - {i}:
                if 1 <= j <= n:
                    yield seen[:, i, j], 0, 0.0


def several(
    documents: Sequence[Sequence[Pair]], single: np.ndarray, languages: Languages, *, same: bool
) -> Iterator[Example]:
    """Yield measures of beads of several sentences; false ones hold a true pair, whose evidence is the offset.

    Here all sentences of a text are joined, in life one: that its length is unusual is hidden.
    """
    rng = random.Random(2)  # noqa: S311
    sizes = [(1, 2), (2, 1), (1, 3), (3, 1)]
    for document in documents:
        n = len(document)
        seen = measured(*zip(*document, strict=True), [(1, 1), *sizes], languages, same=same)
        hidden = np.arange(len(single)) != UNUSUAL
        evidence = np.clip(np.tensordot(single, seen[1, 1], axes=1), -7, 100)
        for a, b in sizes:
            for i in range(a, n + 1):
                for j in range(max(b, i - 3), min(n, i + 3) + 1):
                    inner = [k for k in range(i - a + 1, i + 1) if j - b < k <= j]
                    if rng.random() < (0.5 if inner else 0.1):
                        yield seen[a, b][:, i, j] * hidden, 0, max((evidence[k, k] for k in inner), default=0.0)
        for size in (2, 3):
            for side in (0, 1):
                joined = [" ".join(p[side] for p in document[i : i + size]) for i in range(0, n - size + 1, size)]
                single_side = [p[1 - side] for p in document[: len(joined) * size]]
                texts = (joined, single_side) if side == 0 else (single_side, joined)
                shape = (1, size) if side == 0 else (size, 1)
                found = measured(*texts, [shape, (1, 1)], languages, same=same)
                against = np.clip(np.tensordot(single, found[1, 1], axes=1), -7, 100)
                for k in range(1, len(joined) + 1):
                    at = (k, k * size) if side == 0 else (k * size, k)
                    parts = [(k, k * size - s) if side == 0 else (k * size - s, k) for s in range(size)]
                    yield found[shape][:, at[0], at[1]] * hidden, 1, max(against[p] for p in parts)


def regression(rows: Sequence[Example], penalty: float = 1.0) -> np.ndarray:
    """Return the weights of a logistic regression with offsets, both classes of equal weight (Newton's method)."""
    seen, labels, offsets = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
    share = labels.mean()
    worth = np.where(labels == 1, 0.5 / share, 0.5 / (1 - share))
    weights = np.zeros(seen.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(seen @ weights - offsets, -30, 30)))
        slope = seen.T @ (worth * (labels - p)) - penalty * weights
        curve = (seen * (worth * p * (1 - p))[:, None]).T @ seen + penalty * np.eye(len(weights))
        move = np.linalg.solve(curve, slope)
        weights += move / max(1, np.abs(move).max() / 3)
    p = 1 / (1 + np.exp(-np.clip(seen @ weights - offsets, -30, 30)))
    print(
        len(labels),
        share,
        "right",
        ((p > 0.5) == labels)[labels == 1].mean(),
        ((p > 0.5) == labels)[labels == 0].mean(),
    )
    return weights


def fit(sets: Sequence[tuple[Sequence[Sequence[Pair]], Languages]], *, same: bool = False) -> list[tuple[float, float]]:
    """Return the weights for documents of some languages: a row for each measure."""
    single = regression([row for texts, languages in sets for row in singles(texts, languages, same=same)])
    more = regression([row for texts, languages in sets for row in several(texts, single, languages, same=same)])
    return [(round(float(one), 3), round(float(two), 3)) for one, two in zip(single, more, strict=True)]


def main() -> None:
    """Measure or fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--fit", nargs="*", choices=["same", "related", "distant", "related_known", "distant_known"])
    parser.add_argument("--split", choices=["train", "dev"], default="dev")
    parser.add_argument("--blind", action="store_true", help="don't tell the languages")
    parser.add_argument("--only", nargs="*", default=["same", *NEAR, *FAR, "zh"])
    given = parser.parse_args()
    if given.fit:
        for name in given.fit:
            if name == "same":
                print(name, fit([(versions(given.data, 200)[100:], (None, None))], same=True))
                continue
            known = name.endswith("_known")
            share = (LEARNED, FITTED) if known else (0, 0.2)
            codes = NEAR if name.startswith("related") else FAR
            sets = [
                (quality(given.data, "train", code, share), (code, "en") if known else (None, None)) for code in codes
            ]
            print(name, fit(sets))
        return
    share = (0, 1) if given.split == "dev" else (FITTED, 1)
    for name in given.only:
        languages = (None, None) if given.blind or name == "same" else (name, "en")
        if name == "same":
            measure(name, versions(given.data, 30), languages, same=True)
        elif name == "zh":
            measure(name, chinese(given.data)[:40], languages, same=False)
        else:
            measure(name, quality(given.data, given.split, name, share), languages, same=False)


if __name__ == "__main__":
    main()
