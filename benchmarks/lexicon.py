"""Learn which words of a language and of English stand for each other, for the aligner of sentences.

IBM model 1 (Brown et al., "The Mathematics of Statistical Machine Translation", 1993) in both directions over word
beginnings, from the source and machine-translated sentences of the MLQE-PE training set. Links are kept that are
likely both ways and not chance (Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", 1993).

    python benchmarks/lexicon.py --data FOLDER [--out mtqa/pairing/lexicons]
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from mtqa.pairing.aligning_lexicon import stems

Pair = tuple[str, str]
LANGUAGES = ("ru", "et", "ro", "ne", "si")
ROUNDS = 6
LIKELY = 0.01
"""Least product of the probabilities of a link in both directions."""
SIGNIFICANT = 15.0
"""Least log-likelihood ratio of two stems standing in the same pairs of sentences."""
MOST = 6000
"""Links that are kept of a language."""


def pairs_of(folder: Path, language: str) -> list[Pair]:
    """Return the source sentences of a language and their translations."""
    rows = pq.read_table(folder / "quality.train.parquet", columns=["source", "text", "lang_pair"]).to_pylist()
    return [(row["source"], row["text"]) for row in rows if row["lang_pair"] == f"{language}-en"]


def learned(pairs: Sequence[Pair]) -> list[tuple[str, str, int]]:
    """Return links of a stem of the language and an English one, each with ten times its pointwise information."""
    texts = [(stems(source), stems(english)) for source, english in pairs]
    names: tuple[dict[str, int], dict[str, int]] = ({}, {})
    ones, twos, places = [], [], []
    for place, (left, right) in enumerate(texts):
        first = [names[0].setdefault(stem, len(names[0])) for stem in left]
        second = [names[1].setdefault(stem, len(names[1])) for stem in right]
        ones.append(np.repeat(first, len(second)).astype(np.int64))
        twos.append(np.tile(second, len(first)).astype(np.int64))
        places.append(np.full(len(first) * len(second), place))
    one, two, place = np.concatenate(ones), np.concatenate(twos), np.concatenate(places)
    links, link, together = np.unique(one * len(names[1]) + two, return_inverse=True, return_counts=True)
    left, right = links // len(names[1]), links % len(names[1])
    both = _likely(link, left, place * len(names[1]) + two) * _likely(link, right, place * len(names[0]) + one)
    counts = [
        np.bincount([names[side][stem] for text in texts for stem in text[side]], minlength=len(names[side]))
        for side in (0, 1)
    ]
    total = len(texts)
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log((together - 0.5) * total / (counts[0][left] * counts[1][right]))
    kept = (
        (both > LIKELY) & (together >= 2) & (_ratio(together, counts[0][left], counts[1][right], total) > SIGNIFICANT)
    )
    best = np.flatnonzero(kept)
    best = best[np.argsort(-(both * together * information)[best], kind="stable")][:MOST]
    spelled = [list(side) for side in names]
    return sorted(
        (spelled[0][left[k]], spelled[1][right[k]], int(min(90, max(1, round(10 * information[k]))))) for k in best
    )


def _likely(link: np.ndarray, given: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Return the probability of each link given one end: each word told is made by one word of the other side."""
    _, told = np.unique(told, return_inverse=True)
    likely = np.full(len(given), 1.0)
    for _ in range(ROUNDS):
        each = likely[link]
        # A word may come from none: as if there were a little more on the other side.
        share = each / (np.bincount(told, each)[told] + 0.02)
        expected = np.bincount(link, share)
        # A little is taken off, so that words seen once don't explain all of a sentence.
        expected = np.maximum(expected - 0.1, 1e-9)
        likely = expected / (np.bincount(given, expected)[given] + 0.3)
    return likely


def _ratio(both: np.ndarray, left: np.ndarray, right: np.ndarray, total: int) -> np.ndarray:
    """Return the log-likelihood ratio of counts together; 0 where together less often than by chance."""
    cells = [(both, left * right), (left - both, left * (total - right)), (right - both, (total - left) * right),
             (total - left - right + both, (total - left) * (total - right))]  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = [
            np.where(seen > 0, seen * np.log(seen * total / np.maximum(by_chance, 1)), 0) for seen, by_chance in cells
        ]
    return np.where(both * total > left * right, 2 * sum(terms), 0)


def write(links: Sequence[tuple[str, str, int]], path: Path) -> None:
    """Write a lexicon: a line for each link, packed, the same bytes whenever it is written."""
    text = "".join(f"{one}\t{two}\t{worth}\n" for one, two, worth in links)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def main() -> None:
    """Learn the lexicons."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("mtqa/pairing/lexicons"))
    parser.add_argument(
        "--share", type=float, default=1.0, help="of the rows to learn from, for fitting weights on others"
    )
    given = parser.parse_args()
    given.out.mkdir(exist_ok=True)
    for language in LANGUAGES:
        pairs = pairs_of(given.data, language)
        links = learned(pairs[: int(len(pairs) * given.share)])
        write(links, given.out / f"{language}.tsv.gz")
        print(language, len(links), (given.out / f"{language}.tsv.gz").stat().st_size)


if __name__ == "__main__":
    main()
