"""Which document of an old report is which of a new one: by path and id, else by its sentences."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from mtqa.gate.fingerprints import SAME, SKETCH, likeness, sketch
from mtqa.result import DocumentResult, Verdict

_COMMON = 50
"""Documents that share a sentence, above which it tells none of them from others."""

Key = tuple[str, str | None]


class Pair(NamedTuple):
    """A document in both reports, or in one of them."""

    before: DocumentResult | None
    after: DocumentResult | None
    moved: bool = False


class Pairs(NamedTuple):
    """All documents of two reports.

    Attributes:
        pairs: in the order of the new report; what is only in the old one comes last.
        folders: the folders below which paths were compared, where they have none in common otherwise.
    """

    pairs: list[Pair]
    folders: tuple[str, str] | None = None


def pair(before: Sequence[DocumentResult], after: Sequence[DocumentResult]) -> Pairs:
    """Pair the documents of two reports."""
    old_name, new_name, folders = _names(before, after)
    waiting: defaultdict[Key, deque[int]] = defaultdict(deque)
    for index, document in enumerate(before):
        waiting[old_name(document.path), document.id].append(index)
    found: dict[int, int] = {}
    for index, document in enumerate(after):
        queue = waiting.get((new_name(document.path), document.id))
        if queue:
            found[index] = queue.popleft()
    left = [i for queue in waiting.values() for i in queue]
    moved = _alike(before, left, after, [i for i in range(len(after)) if i not in found])
    pairs = [
        Pair(before[found[i]], document)
        if i in found
        else Pair(before[moved[i]] if i in moved else None, document, i in moved)
        for i, document in enumerate(after)
    ]
    gone = sorted({*left} - {*moved.values()})
    return Pairs([*pairs, *(Pair(before[i], None) for i in gone)], folders)


def plain_path(path: str) -> str:
    """Return a path in the one form in which paths are compared."""
    return posixpath.normpath(path.replace("\\", "/"))


def _names(
    before: Iterable[DocumentResult], after: Iterable[DocumentResult]
) -> tuple[Callable[[str], str], Callable[[str], str], tuple[str, str] | None]:
    """Return what names files in each report: where none has the same, below the folder that all of one stand in."""
    old, new = ({plain_path(document.path) for document in documents} for documents in (before, after))
    if old & new or not old or not new:
        return plain_path, plain_path, None
    bases = _folder(old), _folder(new)
    both = {path.removeprefix(bases[0]) for path in old} & {path.removeprefix(bases[1]) for path in new}
    if len(both) < max(2, min(len(old), len(new)) / 2):  # else it is a file that moved, or chance
        return plain_path, plain_path, None
    return (
        lambda path: plain_path(path).removeprefix(bases[0]),
        lambda path: plain_path(path).removeprefix(bases[1]),
        bases,
    )


def _folder(paths: set[str]) -> str:
    """Return the folder that all files stand in, with a slash at its end; empty where there is none."""
    first, last = min(paths).split("/"), max(paths).split("/")
    common = []
    for one, other in zip(first[:-1], last[:-1], strict=False):
        if one != other:
            break
        common.append(one + "/")
    return "".join(common)


def _alike(
    before: Sequence[DocumentResult], left: Sequence[int], after: Sequence[DocumentResult], open_: Sequence[int]
) -> dict[int, int]:
    """Pair what is left by sentences, most alike first; a third of them in common make two documents one."""
    if not left or not open_:
        return {}
    old = {i: _sketched(before[i]) for i in left}
    new = {i: _sketched(after[i]) for i in open_}
    having: defaultdict[str, list[int]] = defaultdict(list)
    for i, hashes in old.items():
        for value in hashes:
            having[value].append(i)
    ranked = sorted((-alike, i, j) for i, hashes in new.items() for j, alike in _candidates(hashes, having, old))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _candidates(
    hashes: tuple[str, ...], having: dict[str, list[int]], old: dict[int, tuple[str, ...]]
) -> Iterator[tuple[int, float]]:
    telling = [having[value] for value in hashes if len(having.get(value, ())) in range(1, _COMMON + 1)]
    shared = Counter(j for documents in telling for j in documents)
    least = SAME * min(SKETCH, len(hashes))
    for j, count in shared.items():
        alike = likeness(old[j], hashes)
        if count >= least and alike >= SAME:
            yield j, alike


def _sketched(document: DocumentResult) -> tuple[str, ...]:
    return sketch(s.text for s in document.sentences if s.verdict is not Verdict.SKIPPED)
