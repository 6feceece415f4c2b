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
    SENTENCE = "sentence"
    ERROR = "error"
    NEVER = "never"


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

    def matches(self, path: str | Path) -> bool:
        """Tell whether a file is meant."""
        return any(compiled(glob).match_file(place) for glob in self.globs for place in self._places(path))

    def _places(self, path: str | Path) -> tuple[str, ...]:
        shown, root = Path(path), Path(self.root or ".").absolute()
        whole = shown.absolute()
        if whole.is_relative_to(root):
            return (whole.relative_to(root).as_posix(),)
        return (shown.as_posix(),)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do. Every default of the program stands here and nowhere else.

    Attributes:
        include: globs; when there are any, only files that match one are read.
        exclude: globs of files and folders to leave out, in .gitignore syntax.
        hidden: also walk hidden files and folders.
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
        fail_on: what makes the gate fail.
        max_suspicious: percentage of suspicious sentences above which the gate fails too; None for no limit.
        require_coverage: percentage of prose, and of files of a known format, that must be judged for the gate to pass;
            None for any.
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
    fail_on: FailOn = FailOn.DOCUMENT
    max_suspicious: float | None = None
    require_coverage: float | None = None
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

    def at(self, path: str | Path) -> Settings:
        """Return the settings for one file: of several globs that match it, the last one wins, key by key."""
        if not self.files:
            return self
        changes: dict[str, Any] = {}
        for override in self.files:
            if override.matches(path):
                changes.update(override.changes)
        return self.replace(**changes) if changes else self


PER_FILE = (
    *("reader", "kind", "language", "text_field", "id_field", "language_field"),
    *("mask_selectors", "mask_components", "mask_directives", "mask_keys", "comments"),
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
