"""Settings: the one source of defaults, for a run and for single files."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathspec import PathSpec

DEFAULT_MODEL = "smollm2-135m-instruct"
MEBIBYTE = 1024 * 1024


class FailOn(StrEnum):
    """What makes the gate fail."""

    DOCUMENT = "document"
    """A document that is likely machine-translated, or mixed."""
    LIKELY = "likely"
    """A document that is likely machine-translated."""
    SENTENCE = "sentence"
    """A suspicious sentence."""
    ERROR = "error"
    """A finding of severity error."""
    WARNING = "warning"
    """A finding of severity warning, or a graver one."""
    NOTE = "note"
    """A finding of any severity."""
    UNREAD = "unread"
    """A file of a known format that could not be read."""
    UNUSED = "unused"
    """A suppression, or an entry of the baseline, that suppresses nothing."""
    NEVER = "never"
    """None of these; it stands alone."""


@dataclass(frozen=True, slots=True)
class Suppress:
    """A suppression for the files that match a glob.

    Attributes:
        globs: patterns in .gitignore syntax.
        rules: the rules and families that are suppressed; empty for all.
        reason: why.
        root: the folder that the globs are relative to: that of the configuration file.
    """

    globs: tuple[str, ...]
    rules: tuple[str, ...] = ()
    reason: str = ""
    root: str = ""

    def matches(self, path: str | Path) -> bool:
        """Tell whether a file is meant."""
        return _matches(self.globs, self.root, path)


@dataclass(frozen=True, slots=True)
class Override:
    """Settings for the files that match a glob.

    Attributes:
        globs: patterns in .gitignore syntax.
        changes: the settings that differ, by name.
        root: the folder that the globs are relative to: that of the configuration file.
    """

    globs: tuple[str, ...]
    changes: tuple[tuple[str, object], ...]
    root: str = ""

    @property
    def sets_policy(self) -> bool:
        """Whether it says what fails."""
        return any(name in POLICY for name, _ in self.changes)

    def matches(self, path: str | Path) -> bool:
        """Tell whether a file is meant."""
        return _matches(self.globs, self.root, path)


def _matches(globs: tuple[str, ...], root: str, path: str | Path) -> bool:
    """Tell whether a path matches one of some globs, which are relative to a folder."""
    whole, base = Path(path).absolute(), Path(root or ".").absolute()
    place = whole.relative_to(base) if whole.is_relative_to(base) else Path(path)
    return any(compiled(glob).match_file(place.as_posix()) for glob in globs)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do. Every default of the program stands here and nowhere else.

    Attributes:
        include: globs; when there are any, only files that match one are read.
        exclude: globs of files and folders to leave out, in .gitignore syntax.
        hidden: also walk hidden files and folders.
        force_exclude: leave out what ``include``, ``exclude``, ignore files and ``hidden`` leave out of a folder also
            where a file is named itself, as pre-commit does.
        max_size: the size in megabytes (MiB) above which a file is skipped; of JSON Lines and Parquet, a record.
        reader: the format to read files as; empty for that of their suffix.
        kind: what all text of a file is, as a `Kind`; empty for what its reader finds.
        language: the language of a file's text, as a code such as ``en`` or ``de``: what is not English is skipped, and
            what is English is so without being identified; empty to find out.
        text_field: the fields or columns of records that hold text; in JSON, path expressions.
        id_field: the field or column that holds the record's id, if any.
        language_field: the field or column that says which language a record is in, if any.
        mask_selectors: CSS selectors of HTML elements that are not read.
        mask_components: JSX components that are not read, with all that is in them.
        mask_directives: Markdown directives and containers (``:::name``, ``!!! name``) that are not read.
        mask_keys: patterns of the keys of messages that are not read.
        comments: also read the comments of documents.
        files: what holds for some files only.
        fail_on: what makes the gate fail, one thing or several, each a `FailOn`.
        max_suspicious: percentage of suspicious sentences above which the gate fails too; None for no limit.
        max_suspicious_sentences: number of suspicious sentences above which it fails; None for no limit.
        max_findings: number of findings above which it fails, for each severity, rule or family that is named.
        max_of_kind: number of suspicious sentences above which it fails, for each `Kind` that is named.
        require_coverage: percentage of prose, and of files of a known format, that must be judged for the gate to pass;
            None for any.
        allow_empty: let a run pass whose files were read and hold no English prose.
        baseline: a file that ``mtqa baseline create`` wrote: what it knows does not count; in a configuration file,
            relative to its folder.
        diff: a git revision: only sentences that were changed since then count.
        source: a folder with the texts that the content was translated from, in any language; in a configuration file,
            relative to its folder.
        min_chrf: the chrF++ of the whole below which a comparison with references fails; None for any.
        min_chrf_document: the same for each document.
        max_drop: how many points of chrF++ the whole may lose against the baseline candidate; None for any.
        max_drop_document: the same for each document.
        suppress: findings that do not count, by path.
        require_reasons: do not obey suppressions that say no reason.
        report_unused: report suppressions and entries of the baseline that suppress nothing.
        rules_only: judge by rules alone, without the language model.
        select: rules or families to run; empty for all.
        ignore: rules or families to leave out.
        rules: files of rules of your own; in a configuration file, relative to its folder.
        model: the language model: the default's name, a Hugging Face id, or a folder.
        offline: never install a missing model.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        dtype: ``auto``, ``int8``, ``bfloat16`` or ``float32``.
        jobs: threads; 0 for the number of physical cores.
        detector: a folder that ``mtqa train`` wrote; empty for the detector that comes with the package.
        calibration: a file that ``mtqa calibrate`` wrote; empty for the detector's own calibration.
        quick: score in full only sentences that may be flagged, by rules and a first look through some of the model.
        tokens: keep every sentence's token scores, not only those of suspicious ones.
        cache: keep what scoring a sentence gave, and don't score it again in later runs.
        cache_size: megabytes (MiB) above which the cache drops what was not used for longest.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    force_exclude: bool = False
    max_size: float = 50.0
    reader: str = ""
    kind: str = ""
    language: str = ""
    text_field: str | tuple[str, ...] = "text"
    id_field: str = "id"
    language_field: str = ""
    mask_selectors: tuple[str, ...] = ()
    mask_components: tuple[str, ...] = ()
    mask_directives: tuple[str, ...] = ()
    mask_keys: tuple[str, ...] = ()
    comments: bool = False
    files: tuple[Override, ...] = ()
    fail_on: FailOn | tuple[FailOn, ...] = FailOn.DOCUMENT
    max_suspicious: float | None = None
    max_suspicious_sentences: int | None = None
    max_findings: tuple[tuple[str, int], ...] = ()
    max_of_kind: tuple[tuple[str, int], ...] = ()
    require_coverage: float | None = None
    allow_empty: bool = False
    baseline: str = ""
    diff: str = ""
    source: str = ""
    min_chrf: float | None = None
    min_chrf_document: float | None = None
    max_drop: float | None = None
    max_drop_document: float | None = None
    suppress: tuple[Suppress, ...] = ()
    require_reasons: bool = False
    report_unused: bool = False
    rules_only: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    model: str = DEFAULT_MODEL
    detector: str = ""
    calibration: str = ""
    offline: bool = False
    device: str = "auto"
    dtype: str = "auto"
    jobs: int = 0
    quick: bool = False
    tokens: bool = False
    cache: bool = True
    cache_size: float = 1000.0

    def replace(self, **changes: Any) -> Settings:
        """Return a copy with some settings changed."""
        return dataclasses.replace(self, **changes)

    @property
    def text_fields(self) -> tuple[str, ...]:
        """The fields that hold text."""
        return (self.text_field,) if isinstance(self.text_field, str) else self.text_field

    @property
    def failing(self) -> tuple[FailOn, ...]:
        """What makes the gate fail."""
        return (self.fail_on,) if isinstance(self.fail_on, FailOn) else self.fail_on

    def at(self, path: str | Path) -> Settings:
        """Return the settings for one file: of several globs that match it, the last one wins, key by key."""
        if not self.files:
            return self
        changes: dict[str, Any] = {}
        for override in self.files:
            if override.matches(path):
                changes.update(override.changes)
        return self.replace(**changes) if changes else self


POLICY = ("fail_on", "max_suspicious", "max_suspicious_sentences", "max_findings", "max_of_kind", "require_coverage")
"""The settings that say what fails."""
PER_FILE = (
    *("reader", "kind", "language", "text_field", "id_field", "language_field"),
    *("mask_selectors", "mask_components", "mask_directives", "mask_keys", "comments"),
    *POLICY,
)
"""The settings that may differ from file to file."""


@cache
def compiled(pattern: str) -> PathSpec[Any]:
    """Compile a pattern in .gitignore syntax.

    Raises:
        ValueError: it is none.
    """
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  (slow to import)

    return GitIgnoreSpec.from_lines([pattern])
