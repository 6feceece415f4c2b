"""The questions that are put to git, and the parsing of its answers: no shell, and nothing of the user's taste.

Names are bytes, relative to the top of the working tree, since git allows any byte but zero in them.
"""

from __future__ import annotations

import os
import re
import subprocess
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mtqa.errors import UsageError

_DIFF = (
    *("diff-index", "--numstat", "-z", "--patch", "--unified=0", "--inter-hunk-context=0", "-M", "-l1000"),
    "--diff-filter=d",
    *("--src-prefix=a/", "--dst-prefix=b/", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative"),
    "--ignore-submodules=none",
)
_LIST = ("ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard", "--full-name", "--", ":/")
_UNSET = (
    *("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
    *("GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS"),
)
_SET = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_NEW_SIDE = b"b/"
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_NAMED = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}


@dataclass(frozen=True, slots=True)
class Edits:
    """What of a file was changed.

    Places count in half lines: line n is 2n, and the place between it and the next one 2n + 1.

    Attributes:
        starts: the first place of each stretch that was changed, in ascending order.
        ends: the last place of each; lines that were deleted leave a single, odd place.
        whole: whether all of the file counts as changed; then there are no stretches.
    """

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    whole: bool = False

    @property
    def any(self) -> bool:
        """Whether anything was changed at all."""
        return self.whole or bool(self.starts)

    def touch(self, first: int, last: int) -> bool:
        """Tell whether text in lines ``first`` to ``last``, from 1, was changed, or lines between them deleted."""
        i = bisect_left(self.ends, 2 * first)
        return self.whole or (i < len(self.starts) and self.starts[i] <= 2 * last)


NONE = Edits()
WHOLE = Edits(whole=True)


class Listing(NamedTuple):
    """What stands in a working tree: files that git tracks, and those that are new to it and not ignored."""

    tracked: frozenset[bytes]
    new: frozenset[bytes]


class Repository:
    """A working tree, and what is asked about it.

    Attributes:
        root: its top folder, without symbolic links.
    """

    def __init__(self, folder: Path, asked: str) -> None:
        """Find the working tree that a folder is in.

        Args:
            folder: the current folder.
            asked: the option and its value, for messages: ``--diff main``.

        Raises:
            UsageError: git is missing or refuses, or the folder is in no working tree.
        """
        self._folder = folder
        self._asked = asked
        inside, shallow = self._ask("rev-parse", "--is-inside-work-tree", "--is-shallow-repository").split()
        if inside != b"true":
            raise UsageError(f"{asked}: {folder} holds no files of the repository; go to where they are checked out")
        self.shallow = shallow == b"true"
        self.root = os.path.realpath(os.fsdecode(self._ask("rev-parse", "--show-toplevel").removesuffix(b"\n")))

    def base(self, ref: str) -> str:
        """Return the newest commit that a revision and HEAD have in common.

        Raises:
            UsageError: there is no such revision, no commit at all, or none in common.
        """
        if ref.startswith("-") or not ref.isprintable() or not ref:
            raise UsageError(f"{self._asked}: that is no name of a revision; name a branch, a tag or a commit")
        if self._commit("HEAD") is None:
            raise UsageError(f"{self._asked}: there is no commit yet to compare with; make one, or leave out --diff")
        found = self._commit(ref)
        if found is None:
            branch = ref.removeprefix("origin/")
            raise UsageError(
                f"{self._asked}: there is no such revision here; fetch it first: git fetch origin {branch} {_IN_CI}"
            )
        bases = self._run("merge-base", found, "HEAD").stdout.split()
        if bases:
            return bases[0].decode()
        if self.shallow:
            raise UsageError(
                f"{self._asked}: the history is cut off here (a shallow clone) before what the revision and HEAD have "
                f"in common; fetch the rest: git fetch --unshallow {_IN_CI}"
            )
        raise UsageError(
            f"{self._asked}: the revision and HEAD have no commit in common; name one that HEAD descends from"
        )

    def edits(self, base: str) -> dict[bytes, Edits]:
        """Return what differs in the working tree from a commit, in files that git tracks and that are there."""
        answer = self._ask(*_DIFF, base, "--")
        counts, at = _counts(answer)
        edits = dict(_edits_of(answer[at:].split(b"\n")))
        # A file of which git counts lines and shows none is one that it takes for binary, or that is read wrongly.
        return edits | {name: WHOLE for name, count in counts.items() if count and name not in edits}

    def listing(self) -> Listing:
        """List the files of the working tree; a repository inside of it is a single name."""
        entries = [entry for entry in self._ask(*_LIST).split(b"\0") if entry]
        new = frozenset(entry[2:].removesuffix(b"/") for entry in entries if entry.startswith(b"? "))
        return Listing(frozenset(entry[2:] for entry in entries if not entry.startswith(b"? ")), new)

    def _commit(self, ref: str) -> str | None:
        """Return the commit that a revision names; a search for a message can't be told to look for one at once."""
        for name in ("{}", "{}^{{commit}}"):
            answer = self._run("rev-parse", "--verify", "--quiet", name.format(ref))
            ref = answer.stdout.decode().strip()
            if answer.returncode or ref.startswith("^"):
                return None
        return ref

    def _ask(self, *arguments: str) -> bytes:
        answer = self._run(*arguments)
        if answer.returncode == 0:
            return answer.stdout
        said = [line.strip() for line in os.fsdecode(answer.stderr).splitlines() if line.strip()]
        if any("safe.directory" in line for line in said):
            raise UsageError(
                f"{self._asked}: git refuses this repository, since somebody else owns it; if you trust it: {said[-1]}"
            )
        if any("not a git repository" in line for line in said):
            raise UsageError(f"{self._asked}: {self._folder} is in no git repository; go to one, or leave out --diff")
        raise UsageError(f"{self._asked}: git {arguments[0]} failed: {said[0] if said else answer.returncode}")

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        environment = {name: value for name, value in os.environ.items() if name not in _UNSET} | _SET
        try:
            return subprocess.run(  # noqa: S603  (no shell, and what the user named is no option)
                ["git", *arguments],  # noqa: S607  (whichever git the user has)
                cwd=self._folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            why = error.strerror or error
            raise UsageError(f"{self._asked}: git can't be run ({why}); install it, or leave out --diff") from None


_IN_CI = "(in a CI job, check out with fetch-depth: 0, in GitLab GIT_DEPTH: 0)"


def _counts(answer: bytes) -> tuple[dict[bytes, int], int]:
    """Read how many lines of each file differ, 1 where git takes it for binary; return that and where it ends."""
    counts: dict[bytes, int] = {}
    at = 0
    while at < len(answer):
        end = answer.index(b"\0", at)
        if end == at:
            return counts, at + 1
        added, deleted, name = answer[at:end].split(b"\t", 2)
        if not name:  # renamed: the old and the new name follow
            start = answer.index(b"\0", end + 1) + 1
            end = answer.index(b"\0", start)
            name = answer[start:end]
        counts[name] = 1 if added == b"-" else int(added) + int(deleted)
        at = end + 1
    return counts, at


def _edits_of(lines: list[bytes]) -> Iterator[tuple[bytes, Edits]]:
    """Read a patch without context; files that are gone are left out, and those of which no line differs."""
    name: bytes | None = None
    stretches: list[tuple[int, int]] = []
    body = 0
    for line in [*lines, b"+++ /dev/null"]:
        if body:
            body -= line[:1] in (b"+", b"-")
        elif line.startswith(b"+++ "):
            if name is not None:
                yield name, Edits(tuple(start for start, _ in stretches), tuple(end for _, end in stretches))
            name, stretches = _name(line[4:]), []
        elif hunk := _HUNK.match(line):
            old, at, new = int(hunk[1] or b"1"), int(hunk[2]), int(hunk[3] or b"1")
            stretches.append((2 * at, 2 * (at + new - 1)) if new else (2 * at + 1, 2 * at + 1))
            body = old + new


def _name(field: bytes) -> bytes | None:
    """Read a name from a patch: in quotes where it has odd bytes, with a tab after it where it has blanks."""
    if field.startswith(b'"'):
        field = _ESCAPE.sub(_unescaped, field[1 : field.rindex(b'"')])
    else:
        field = field.removesuffix(b"\t")
    return field.removeprefix(_NEW_SIDE) if field.startswith(_NEW_SIDE) else None


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if len(code) == 3 else _NAMED.get(code, code)
