"""What a run is, as its folder remembers it: nothing is added to a run by another one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

from mtqa._version import __version__
from mtqa.checker import Checker
from mtqa.config import Settings
from mtqa.errors import OutputError, UsageError
from mtqa.report.as_jsonl import plain_settings
from mtqa.scale.keeping import described
from mtqa.scale.output import RUN, SCHEMA, Commit, Output
from mtqa.scale.plan import Plan


class Record:
    """The record of a run: all that decides what its partitions are and what stands in them.

    The model has no part in its signature: which one, and in which number format, only workers can tell, and they keep
    to what is noted with each partition.
    """

    def __init__(self, output: Output, plan: Plan, settings: Settings) -> None:
        """Describe a run that is about to begin."""
        self._output, self._plan = output, plan
        self._asked: dict[str, Any] = {
            "schema": SCHEMA,
            "tool": {"name": "mtqa", "version": __version__},
            "signature": str(Checker(settings).signature),
            "input": plan.source.shown,
            "settings": plain_settings(settings),
            "keep": described(output.choice),
            "groups": [group.digest for group in plan.groups],
        }

    def begin(self, characters: int, *, chosen: bool, say: Callable[[str], None]) -> int:
        """Write the record, or make sure that the one that is there is the same.

        Args:
            characters: how many a partition is to have.
            chosen: whether somebody asked for that; else what is there is kept to.
            say: is told when the run goes on.

        Returns:
            How many characters a partition has.

        Raises:
            UsageError: another run is there.
            OutputError: the record is damaged, or can't be written.
        """
        place = self._output.folder(RUN)
        if place.kind() != "file":
            place.write_bytes(json.dumps({**self._asked, "partition": characters}, indent=1).encode())
            return characters
        where = self._output.root.shown
        try:
            earlier: dict[str, Any] = json.loads(place.read())
            size = int(earlier["partition"])
        except (OSError, ValueError, KeyError, TypeError):
            raise OutputError(f"{place.shown}: is damaged; remove {where} and run again") from None
        names = [name for name in self._asked if name != "tool" and earlier.get(name) != self._asked[name]]
        if chosen and characters != size:
            names.append("partition size")
        if names:
            detail = self._difference(names[0], earlier)
            raise UsageError(
                f"{where} holds a run of another {', '.join(names)}{detail}; name another --output, or remove this one"
            )
        say(f"{where}: going on with the run that is there")
        return size

    def _difference(self, name: str, earlier: dict[str, Any]) -> str:
        before, now = earlier.get(name), self._asked.get(name)
        if name == "groups" and isinstance(before, list) and isinstance(now, list):
            least = min(len(before), len(now))
            changed = next((n for n in range(least) if before[n] != now[n]), least)
            named = self._plan.groups[changed].files[0].shown if changed < len(now) else "its end"
            return f" (files were changed, added or removed, from {named} on)"
        if isinstance(before, dict) and isinstance(now, dict):
            return f" ({', '.join(key for key in now if before.get(key) != now[key])})"
        return "" if now is None else f" ({before} there, {now} now)"


class Finished(NamedTuple):
    """What is finished already: partitions by their group, whole groups, and the signature of them all, if any."""

    partitions: dict[int, frozenset[str]]
    groups: frozenset[int]
    signature: str


def finished(output: Output, say: Callable[[str], None]) -> Finished:
    """Find out what is finished.

    Raises:
        OutputError: a commit record is damaged, or of another model than the others.
    """
    done: dict[int, set[str]] = defaultdict(set)
    last: dict[int, int] = {}
    signature = ""
    for commit in output.commits():
        signature = same_signature(signature, commit)
        done[commit.group].add(commit.name)
        if commit.last:
            last[commit.group] = commit.number
    whole = frozenset(group for group, number in last.items() if len(done[group]) == number + 1)
    count = sum(map(len, done.values()))
    if count:
        say(f"{count:,} partitions are finished already and stay as they are")
    return Finished({group: frozenset(names) for group, names in done.items()}, whole, signature)


def same_signature(signature: str, commit: Commit) -> str:
    """Return a commit's signature, which must be that of those before.

    Raises:
        OutputError: it is another.
    """
    if signature and commit.signature != signature:
        raise OutputError(f"partition {commit.name} was judged by another model than those before; remove it")
    return commit.signature
