"""The two stages of a check: looking (splitting and rules, on any core) and judging (the language model, in actors).

Both take a chunk and give a chunk. What fails at one record puts that record aside, with the reason; what fails at all
of them, such as a model that can't be loaded, is no record's fault and ends the run.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pyarrow as pa
import ray

from mtqa import text
from mtqa.checker import Checker, Read
from mtqa.config import Settings
from mtqa.coverage import CRASHED, crashed
from mtqa.document import Document
from mtqa.entry import shown
from mtqa.errors import ModelError, MtqaError
from mtqa.gating import Gating
from mtqa.measurer import Store
from mtqa.result import DocumentResult, SkippedFile
from mtqa.running import why_unjudged
from mtqa.scale.chunks import Aside, Chunk, Judged, Looked, Record, Why, packed, unpacked
from mtqa.scale.journal import DEATHS, Journal, journal
from mtqa.scale.memory import give_back
from mtqa.scale.meters import Meters
from mtqa.scale.places import Place
from mtqa.scale.repeats import Repeats


@lru_cache(maxsize=2)
def checker_of(settings: Settings) -> Checker:
    """Return the checker of this process, which a worker keeps from chunk to chunk."""
    return Checker(settings)


def looked(chunk: Chunk, checker: Checker, notes: Place | None = None) -> Looked:
    """Split the documents of a chunk, and apply the rules; ``notes`` is the folder of the journal."""
    give_back()  # what the chunk before this one left
    begun = time.monotonic()
    reads: list[Read | Aside] = []
    with journal(notes, f"look-{chunk.name}") as note:
        for number, record in enumerate(chunk.records):
            if note.fatal(number):
                reads.append(_fatal(record))
                continue
            with note.at(number):
                reads.append(_looked(record, checker))
    return Looked(chunk, tuple(reads), time.monotonic() - begun)


def _fatal(record: Record) -> Aside:
    name = record.what.path if isinstance(record.what, SkippedFile) else shown(record.what)
    return Aside(name, Why.FAILED, f"{CRASHED}it ended the process that worked on it, {DEATHS} times")


def _looked(record: Record, checker: Checker) -> Read | Aside:
    what = record.what
    if isinstance(what, SkippedFile):
        failed = what.reason.startswith(CRASHED)
        why = Why.PARTIAL if record.partial else Why.FAILED if failed else Why.UNREADABLE
        return Aside(what.path, why, what.reason)
    try:
        read = checker.read(what)
    except MtqaError:
        raise
    except Exception as error:  # noqa: BLE001 - a rule, maybe somebody's own, fails: all else is still checked
        return _failed(what, error)
    return read if read.judged else Aside(shown(what), Why.UNJUDGED, why_unjudged(read))


def _failed(document: Document, error: Exception) -> Aside:
    return Aside(shown(document), Why.FAILED, crashed(error))


@dataclass
class Judging:
    """Judges chunks, with one language model a worker.

    Args:
        settings: what is asked for.
        expected: the run's signature; a worker that would score otherwise is refused.
        shards: the number of shards in it.
        notes: the folder of the journal, where one is kept.
        repeats: the folder of what the first pass scored, where there was one.
    """

    settings: Settings
    expected: str = ""
    repeats: Place | None = None
    shards: int = 0
    notes: Place | None = None

    def __call__(self, batch: pa.Table) -> pa.Table:
        """Judge the chunks of a batch."""
        return pa.concat_tables([packed(one.chunk.name, self.judged(one)) for one in unpacked(batch, Looked)])

    def __post_init__(self) -> None:
        """Begin to load the model, which takes as long as reading and looking take to come to the first chunk."""
        loader = ThreadPoolExecutor(1, "mtqa-load")
        self._loaded = loader.submit(self._load)
        loader.shutdown(wait=False)

    @cached_property
    def checker(self) -> Checker:
        """The checker, with its model loaded.

        Raises:
            ModelError: there is none, or not the one that the run began with.
        """
        return self._loaded.result()

    def _load(self) -> Checker:
        checker = checker_of(self.settings)
        require(self.expected, signature_of(checker))
        if self.repeats is not None:
            store: Store = Repeats(self.repeats, self.shards)
            checker.measurer.shared = store
        return checker

    @cached_property
    def _gating(self) -> Gating:
        return Gating(self.settings, self.checker.rules)

    @cached_property
    def _meters(self) -> Meters:
        return Meters()

    def judged(self, looked: Looked) -> Judged:
        """Judge a chunk.

        Raises:
            ModelError: the language model fails at every document.
        """
        give_back()
        begun = time.monotonic()
        scored = self.checker.measurer.scored
        reads = [read for read in looked.reads if isinstance(read, Read)]
        texts = [] if self.settings.rules_only else [each for read in reads for each in _texts(read)]
        with journal(self.notes, f"judge-{looked.chunk.name}") as note:
            if note.careful:
                results = self._one_by_one(looked, note)
            else:
                found = iter(self._results(reads))
                results = [next(found) if isinstance(each, Read) else each for each in looked.reads]
        judged = Judged(
            chunk=looked.chunk,
            results=tuple(results),
            due=len(texts),
            distinct=len(set(texts)),
            scored=self.checker.measurer.scored - scored,
            signature=signature_of(self.checker),
            worker=_worker(),
            look_seconds=looked.seconds,
            seconds=time.monotonic() - begun,
        )
        self._meters.judged(judged)
        return judged

    def _one_by_one(self, looked: Looked, note: Journal) -> list[DocumentResult | Aside]:
        """Judge documents one by one, since somebody died at one of them."""
        results: list[DocumentResult | Aside] = []
        for number, (record, read) in enumerate(zip(looked.chunk.records, looked.reads, strict=True)):
            if isinstance(read, Aside):
                results.append(read)
            elif note.fatal(number):
                results.append(_fatal(record))
            else:
                with note.at(number):
                    results.append(self._alone(read))
        return results

    def _results(self, reads: Sequence[Read]) -> list[DocumentResult | Aside]:
        try:
            judged = self.checker.judge(reads) if reads else []
            return [self._told(read, result) for read, result in zip(reads, judged, strict=True)]
        except MtqaError:
            raise
        except Exception as error:
            alone = [self._alone(read) for read in reads]
            if len(alone) > 1 and all(isinstance(each, Aside) for each in alone):
                raise ModelError(
                    f"the language model fails at every document: {type(error).__name__}: {error}"
                ) from error
            return alone

    def _alone(self, read: Read) -> DocumentResult | Aside:
        try:
            [result] = self.checker.judge([read])
            return self._told(read, result)
        except MtqaError:
            raise
        except Exception as error:  # noqa: BLE001 - this record alone is put aside
            return _failed(read.document, error)

    def _told(self, read: Read, result: DocumentResult) -> DocumentResult:
        return self._gating.told(read.document, result)


def _worker() -> str:
    """Return this machine's name, with the id of its node in the cluster."""
    node = ray.get_runtime_context().get_node_id() if ray.is_initialized() else "-"
    return f"{socket.gethostname()}/{node[:12]}"


def _texts(read: Read) -> list[str]:
    due = (sentence for sentence, skip in zip(read.sentences, read.skips, strict=True) if skip is None)
    return [text.normalise(sentence.text).text for sentence in due]


def signature_of(checker: Checker) -> str:
    """Return all that decides a score in this process; the model is loaded to tell, where one is used."""
    if not checker.settings.rules_only:
        _ = checker.measurer.scorer
    return str(checker.signature)


def require(expected: str, found: str) -> None:
    """Refuse a worker whose answers would differ from the run's.

    Raises:
        ModelError: they would.
    """
    if not expected or expected == found:
        return
    own, run = _parts(found), _parts(expected)
    differing = [
        f"{name} is {own.get(name)} there and {run.get(name)} in the run" for name in run if own.get(name) != run[name]
    ]
    raise ModelError(
        f"the worker on {socket.gethostname()} would score otherwise than the run: {'; '.join(differing)}; "
        "give all nodes the same version of mtqa and of its model, or set dtype to one that all have"
    )


def _parts(signature: str) -> dict[str, str]:
    return dict(part.partition(":")[::2] for part in signature.split("|"))


def look_at(batch: pa.Table, settings: Settings, notes: Place | None = None) -> pa.Table:
    """Look at the chunks of a batch, in a task of Ray Data."""
    checker = checker_of(settings)
    return pa.concat_tables([packed(chunk.name, looked(chunk, checker, notes)) for chunk in unpacked(batch, Chunk)])
