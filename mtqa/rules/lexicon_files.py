"""Reads lexicon files, the package's own and users', and says of each mistake where it stands and why it is one.

``python -m mtqa.rules.lexicon_files`` checks the package's files, sorts them where asked (``--sort FILE``) and writes
``lexicons.json``.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from mtqa.result import Severity
from mtqa.rules.base import running
from mtqa.rules.engine import RuleSet, example_hits
from mtqa.rules.expression import PatternError, compile_pattern
from mtqa.rules.inflection import all_forms
from mtqa.rules.lexicons import FAMILIES, NAMES, Entry, LexiconFile, rule_of, to_json

FEWEST_PASSES = 6
"""Sentences that a file of the package must leave alone, at least."""

_ENTRY = re.compile(r"^[ \t]*\[\[[ \t]*entry[ \t]*\]\]", re.MULTILINE)
_HEADER = {"language": str, "severity": str, "pass": list}
_FIELDS = {
    "pattern": str,
    "source": str,
    "meaning": str,
    "natural": str,
    "severity": str,
    "note": str,
    "flag": list,
    "pass": list,
    "unless": list,
    "replace": bool,
}
_KINDS = {str: "a string", list: "a list of strings", bool: "true or false"}


class Problem(NamedTuple):
    """A mistake in a file: its line, counted from 1, and what to do about it."""

    line: int
    reason: str


class LexiconError(Exception):
    """A file that can't be used; every mistake in it is told."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(f"{path}:{line}: {reason}" for line, reason in self.problems))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as read: its header's values, and its entries with the lines that they begin at."""

    header: dict[str, Any]
    entries: tuple[Entry, ...]
    lines: tuple[int, ...]
    passes: tuple[str, ...]


def read(path: Path, header: Mapping[str, type] | None = None, required: Iterable[str] = ("language",)) -> Parsed:
    """Read a file of entries, and hold every one to its own examples of what it must flag.

    Args:
        path: the file.
        header: the keys that may stand before the entries, with their types.
        required: those of them that must.

    Raises:
        LexiconError: it can't be read, is malformed, or an entry does not flag what it says it flags.
    """
    try:
        text = path.read_text("utf-8")
        values = tomllib.loads(text)
    except UnicodeDecodeError:
        raise LexiconError(path, [Problem(1, "is not UTF-8 text")]) from None
    except OSError as error:
        raise LexiconError(path, [Problem(1, f"can't be read: {error.strerror}")]) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise LexiconError(path, [Problem(int(line[1]) if line else 1, f"not valid TOML: {error}")]) from None
    return _Reader(text, header or _HEADER).parsed(path, values, required)


class _Reader:
    def __init__(self, text: str, header: Mapping[str, type]) -> None:
        self.text = text
        self.header = header
        self.starts = [match.start() for match in _ENTRY.finditer(text)]
        self.problems: list[Problem] = []

    def parsed(self, path: Path, values: dict[str, Any], required: Iterable[str]) -> Parsed:
        raw = values.pop("entry", [])
        rows = raw if isinstance(raw, list) and all(isinstance(one, dict) for one in raw) else []
        if not rows or len(rows) != len(self.starts):
            self.problems.append(Problem(1, "has no entries: each begins with a line [[entry]]"))
            raise LexiconError(path, self.problems)
        self._typed(values, self.header, None)
        for key in required:
            if not values.get(key):
                self.problems.append(Problem(1, f"'{key}' is missing"))
        default = self._severity(values.get("severity", "warning"), None)
        entries = [self._entry(row, i, default) for i, row in enumerate(rows)]
        if self.problems:
            raise LexiconError(path, self.problems)
        lines = tuple(self.line(i) for i in range(len(rows)))
        return Parsed(values, tuple(one for one in entries if one), lines, tuple(values.get("pass", ())))

    def line(self, entry: int | None, key: str = "") -> int:
        """Return the line of a key of an entry, or of the header; of the entry itself where the key is not found."""
        begin = 0 if entry is None else self.starts[entry]
        following = 0 if entry is None else entry + 1
        end = self.starts[following] if following < len(self.starts) else len(self.text)
        match = (
            re.compile(rf"^[ \t]*{re.escape(key)}[ \t]*=", re.MULTILINE).search(self.text, begin, end) if key else None
        )
        return self.text.count("\n", 0, match.start() if match else begin) + 1

    def _typed(self, values: dict[str, Any], known: Mapping[str, type], entry: int | None) -> bool:
        before = len(self.problems)
        for key, value in values.items():
            line = self.line(entry, key)
            if key not in known:
                self.problems.append(Problem(line, f"unknown field '{key}'; known are {', '.join(sorted(known))}"))
            elif not isinstance(value, known[key]) or (
                isinstance(value, list) and not all(isinstance(one, str) and one.strip() for one in value)
            ):
                self.problems.append(Problem(line, f"'{key}' must be {_KINDS[known[key]]}"))
            elif value in ("", []):
                self.problems.append(Problem(line, f"'{key}' is empty: leave it out"))
        return len(self.problems) == before

    def _severity(self, name: object, entry: int | None) -> Severity:
        try:
            return Severity(str(name))
        except ValueError:
            self.problems.append(Problem(self.line(entry, "severity"), f"'severity' is one of {', '.join(Severity)}"))
            return Severity.WARNING

    def _entry(self, row: dict[str, Any], i: int, default: Severity) -> Entry | None:
        if not self._typed(row, _FIELDS, i):
            return None
        for key in ("pattern", "flag"):
            if key not in row:
                what = "the examples that it must flag" if key == "flag" else "what is looked for"
                self.problems.append(Problem(self.line(i), f"'{key}' is missing: {what}"))
                return None
        try:
            compiled = compile_pattern(row["pattern"])
        except PatternError as error:
            self.problems.append(Problem(self.line(i, "pattern"), f"pattern {row['pattern']!r}: {error}"))
            return None
        natural = row.get("natural", "")
        if any(int(number) > compiled.pieces for number in re.findall(r"\\(\d)", natural)):
            self.problems.append(
                Problem(self.line(i, "natural"), f"there are only {compiled.pieces} pieces to refer to")
            )
        return Entry(
            row["pattern"],
            compiled.sought.anchors,
            row.get("source", ""),
            natural,
            self._severity(row["severity"], i) if "severity" in row else default,
            compiled.sought.beside,
            row.get("meaning", ""),
            row.get("note", ""),
            tuple(spelled for words in row.get("unless", ()) for spelled in _spelled(words)),
            row.get("replace", True),
            tuple(row["flag"]),
            tuple(row.get("pass", ())),
        )


def _spelled(words: str) -> list[str]:
    """Return the strings of words that one of ``unless`` stands for: ``word~`` for each of its forms."""
    return list(
        dict.fromkeys(running(form).strip() for form in (all_forms(words[:-1]) if words[-1] == "~" else [words]))
    )


def shipped_file(path: Path) -> LexiconFile:
    """Read one of the package's files.

    Raises:
        LexiconError: it breaks a rule of the format, or of the catalogue: names, order, examples, no phrase twice.
    """
    parsed = read(path)
    family, language = path.parent.name, parsed.header["language"]
    problems = []
    if NAMES.get(language, "").lower() != path.stem:
        problems.append(Problem(1, f"language '{language}' does not go with the name of the file"))
    if family not in FAMILIES:
        problems.append(Problem(1, f"lies in '{family}', which is no family of lexicons"))
    if len(parsed.passes) < FEWEST_PASSES:
        problems.append(Problem(1, f"'pass' must hold at least {FEWEST_PASSES} sentences"))
    keys = [sort_key(entry.pattern) for entry in parsed.entries]
    for (entry, line), key, before in zip(
        zip(parsed.entries, parsed.lines, strict=True), keys, ["", *keys[:-1]], strict=True
    ):
        if key < before:
            problems.append(Problem(line, f"{entry.pattern!r} is not in its place: the entries are sorted by pattern"))
        if not entry.source or not entry.natural:
            problems.append(Problem(line, "an entry of the package gives its source phrase and the natural English"))
        if family == "idioms" and not entry.meaning:
            problems.append(Problem(line, "an idiom gives its meaning"))
    if problems:
        raise LexiconError(path, problems)
    file = LexiconFile(family, language, parsed.entries, parsed.passes)
    problems = example_problems(rule_of(file), parsed)
    if problems:
        raise LexiconError(path, problems)
    return file


def example_problems(rule: Any, parsed: Parsed) -> list[Problem]:
    """Hold a rule of entries to the examples of each: an entry itself must flag its own."""
    rules = RuleSet((rule,))
    finder = rule.find
    problems = []
    for entry, line in zip(parsed.entries, parsed.lines, strict=True):
        problems += [
            Problem(line, f"{entry.pattern!r} does not flag {text!r}")
            for text in entry.flag
            if entry not in [found for _, found in finder.found(rules.passage(text))]
        ]
        problems += [
            Problem(line, f"{hit.message} hits {text!r}, which must pass")
            for text in entry.passes
            for hit in example_hits(rules, text)
        ]
    for text in parsed.passes:
        problems += [Problem(1, f"{hit.message} hits {text!r}, which must pass") for hit in example_hits(rules, text)]
    return problems


def sort_key(pattern: str) -> str:
    """Return what entries are sorted by: the words of the pattern, without marks."""
    return " ".join(re.sub(r"[^\w ]", " ", pattern).lower().split())


def write_sorted(path: Path) -> None:
    """Sort the entries of a file in place; comments before an entry move with it."""
    text = path.read_text("utf-8")
    starts = [match.start() for match in _ENTRY.finditer(text)]
    blocks = [text[a:b].strip("\n") for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    pattern = re.compile(r"^[ \t]*pattern[ \t]*=[ \t]*([\"'])(.*)\1", re.MULTILINE)
    blocks.sort(key=lambda block: sort_key(found[2] if (found := pattern.search(block)) else ""))
    path.write_text("\n\n".join([text[: starts[0]].rstrip("\n"), *blocks]) + "\n", "utf-8")


def lexicon_folder() -> Path:
    """Return the folder of the package's files."""
    return Path(__file__).parent / "lexicon"


def shipped_files() -> list[LexiconFile]:
    """Read all of the package's files.

    Raises:
        LexiconError: one of them breaks a rule.
    """
    return [shipped_file(path) for path in sorted(lexicon_folder().glob("*/*.toml"))]


def as_text(lexicons: Iterable[LexiconFile]) -> str:
    """Return what ``lexicons.json`` holds: an entry a line."""
    blocks = []
    for lexicon in lexicons:
        values = to_json(lexicon)
        entries = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in values.pop("entries"))
        blocks.append(json.dumps(values, ensure_ascii=False)[:-1] + ', "entries": [\n' + entries + "]}")
    return "[" + ",\n".join(blocks) + "]\n"


def main(arguments: list[str]) -> int:
    """Check, sort or compile the package's files."""
    if arguments[:1] == ["--sort"]:
        for name in arguments[1:]:
            write_sorted(Path(name))
        return 0
    try:
        text = as_text(shipped_files())
    except LexiconError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    (Path(__file__).parent / "lexicons.json").write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
