"""How often a folder of good English is flagged: a row of false positives for text that no data set holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.config import Settings
from mtqa.detector import group
from mtqa.errors import UsageError
from mtqa.evaluation.metrics import rate_interval
from mtqa.evaluation.results import Section
from mtqa.pipeline import check
from mtqa.result import DocumentVerdict, Verdict


@dataclass(frozen=True, slots=True)
class Trusted:
    """A folder of English that people wrote, and what to call it."""

    name: str
    folder: Path

    @classmethod
    def parse(cls, text: str) -> Trusted:
        """Read ``NAME=FOLDER``.

        Raises:
            UsageError: it is not of that form, or there is no such folder.
        """
        name, sign, folder = text.partition("=")
        if not (sign and name.strip() and folder):
            raise UsageError(f"'{text}': name the folder and what it holds, as in manuals=docs/")
        if not Path(folder).exists():
            raise UsageError(f"{folder}: there is no such file or folder")
        return cls(name.strip(), Path(folder))


def measure_trusted(folders: Sequence[Trusted], settings: Settings, say: Callable[[str], None]) -> Section | None:
    """Check folders of human English, and count what is flagged: sentences by their kind, and documents."""
    rows = []
    for trusted in folders:
        say(f"checking {trusted.name}")
        report = check([trusted.folder], settings, say=say)
        judged: Counter[str] = Counter()
        flagged: Counter[str] = Counter()
        for document in report.documents:
            for sentence in document.sentences:
                if sentence.verdict is not Verdict.SKIPPED:
                    name = group(sentence.kind, sentence.text)
                    judged[name] += 1
                    flagged[name] += sentence.verdict is Verdict.SUSPICIOUS
        bad = {DocumentVerdict.LIKELY, DocumentVerdict.MIXED}
        documents = [d for d in report.documents if d.judged]
        rows += [_row(f"{trusted.name}, {name}", flagged[name], count) for name, count in sorted(judged.items())]
        rows.append(_row(f"{trusted.name}, documents", sum(d.verdict in bad for d in documents), len(documents)))
    header = ("text", "flagged", "of", "rate, 95 % interval")
    return Section("Other English", _TEXT, header, tuple(rows)) if rows else None


_TEXT = (
    "Folders of English that people wrote, named on the command line (`--trusted NAME=FOLDER`), checked as "
    "`mtqa check` does: prose, headings with what else ends without a mark, captions, and whole documents."
)


def _row(what: str, hits: int, total: int) -> tuple[str, ...]:
    rate = rate_interval(hits, total)
    return what, str(hits), str(total), f"{rate.value:.1%} [{rate.low:.1%}, {rate.high:.1%}]"
