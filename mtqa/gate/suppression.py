"""Suppressions: findings that do not count, since a comment in the file or a table in the configuration says so."""

from __future__ import annotations

import dataclasses
import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from mtqa.alert import (
    MALFORMED,
    NO_REASON,
    SUPPRESSION_RULES,
    UNKNOWN_RULE,
    UNUSED,
    VERDICT_RULES,
    Alert,
    By,
    Severity,
    State,
)
from mtqa.config import Settings
from mtqa.directive import Directive
from mtqa.document import Document, Span
from mtqa.errors import ConfigError
from mtqa.gate.alerting import Regions
from mtqa.gate.fingerprints import fingerprint
from mtqa.readers.directives_stretches import Stretches
from mtqa.result import DocumentResult
from mtqa.settings import Suppress

_ALL = ""
"""Stands for all rules where names of rules and families are looked up."""
_HINTS = 500
"""Names for which a nearest one is looked for: that takes a while, and a hostile file may hold a million."""
_NAMED = 3
_SHOWN = 40


class Suppressions:
    """Tells which alerts of a run do not count, and what is wrong with what says so."""

    def __init__(self, settings: Settings, known_rules: Collection[str], can_find: Callable[[str], bool]) -> None:
        """Get ready.

        Args:
            settings: ``suppress``, ``require_reasons`` and ``report_unused`` are used.
            known_rules: the ids of all rules that there are; verdicts are known besides.
            can_find: tells whether this run can find anything of a rule.

        Raises:
            ConfigError: a table names a rule that does not exist, or says no reason where reasons are required.
        """
        self._settings = settings
        self._names = _Names(known_rules, can_find)
        self._matched: set[int] = set()
        self._used: set[int] = set()
        self._path: str | None = None
        self._at_path: tuple[int, ...] = ()
        for table in settings.suppress:
            for name in table.rules:
                if name not in self._names:
                    hint = self._names.hint(name) or "'mtqa rules list' shows them all"
                    raise ConfigError(f"{_called(table)}: unknown rule '{name}'; {hint}")
            if settings.require_reasons and not table.reason.strip():
                raise ConfigError(f'{_called(table)}: it says no reason, and reasons are required; add: reason = "..."')

    def apply(self, document: Document, result: DocumentResult) -> DocumentResult:
        """Return a judged document with its suppressed alerts marked, and alerts about what suppresses them.

        Args:
            document: what was read.
            result: what was found in it, with its alerts.
        """
        tables = self._tables(result.path)
        if not document.directives and not tables:
            return result
        comments = _Comments(document, filter(self._obeys, document.directives), self._names)
        alerts = [self._judged(alert, result, comments, tables) for alert in result.alerts]
        self._use(result, tables)
        wrong = list(self._wrong(document, result, comments))
        return dataclasses.replace(result, alerts=tuple(_merged(alerts, wrong)))

    def unused(self) -> tuple[str, ...]:
        """Return a line for each table that matched a file of the run and suppressed nothing, though it could have."""
        return tuple(
            f"{_called(table)}: it suppresses nothing; remove it"
            for i, table in enumerate(self._settings.suppress)
            if i in self._matched and i not in self._used and all(map(self._names.runs, table.rules or (_ALL,)))
        )

    def _tables(self, path: str) -> tuple[int, ...]:
        """Return which tables a file matches; the records of a file come one after the other."""
        if path != self._path:
            self._path = path
            self._at_path = tuple(i for i, table in enumerate(self._settings.suppress) if table.matches(path))
            self._matched.update(self._at_path)
        return self._at_path

    def _obeys(self, directive: Directive) -> bool:
        return directive.covers is not None and bool(directive.reason or not self._settings.require_reasons)

    def _judged(self, alert: Alert, result: DocumentResult, comments: _Comments, tables: Iterable[int]) -> Alert:
        comment = comments.on(alert, result)
        if comment is not None:
            return dataclasses.replace(alert, state=State.SUPPRESSED, by=By.COMMENT, reason=comment.reason)
        table = next((t for i in tables if alert.is_of((t := self._settings.suppress[i]).rules)), None)
        if table is None:
            return alert
        return dataclasses.replace(alert, state=State.SUPPRESSED, by=By.CONFIGURATION, reason=table.reason)

    def _use(self, result: DocumentResult, tables: Sequence[int]) -> None:
        """Note which tables are of use here, be it for findings that the policy does not count."""
        if set(tables) <= self._used:
            return
        found = {alert.rule for alert in result.alerts} | {rule for rule, _ in _in_sentences(result)}
        names = {name for rule in found for name in _names_of(rule)}
        self._used.update(i for i in tables if not names.isdisjoint(self._settings.suppress[i].rules or (_ALL,)))

    def _wrong(self, document: Document, result: DocumentResult, comments: _Comments) -> Iterator[Alert]:
        """Yield alerts about directives, in ascending order."""
        about = _About(document)
        for directive in document.directives:
            if directive.problem:
                yield about.alert(MALFORMED, directive, directive.problem)
            unknown = [name for name in directive.rules if name not in self._names]
            if unknown:
                yield about.alert(UNKNOWN_RULE, directive, self._unknown(unknown))
            if directive.covers is None:
                continue
            if not self._obeys(directive):
                yield about.alert(NO_REASON, directive, "The suppression says no reason; write one after ' -- '.")
            elif self._settings.report_unused and (idle := comments.idle(directive, result)):
                yield about.alert(UNUSED, directive, _without_effect(idle, directive))

    def _unknown(self, names: Sequence[str]) -> str:
        if len(names) == 1:
            hint = self._names.hint(names[0]) or "write a reason after ' -- '."
            return f"The suppression names '{_brief(names[0])}', which is no rule or family; {hint}"
        return f"The suppression names {_listed(names)}, which are no rules or families; write a reason after ' -- '."


class _Names:
    """The names of rules and families that suppressions may hold."""

    def __init__(self, known: Collection[str], can_find: Callable[[str], bool]) -> None:
        self._can_find = can_find
        self._hints: dict[str, str] = {}
        self._rules: dict[str, list[str]] = {}
        for rule in sorted({*known, *VERDICT_RULES} - SUPPRESSION_RULES):
            for name in _names_of(rule):
                self._rules.setdefault(name, []).append(rule)

    def __contains__(self, name: str) -> bool:
        return name in self._rules

    def runs(self, name: str) -> bool:
        """Tell whether the run can find anything of all that a name means, so that nothing found means something."""
        return all(map(self._can_find, self._rules[name]))

    def hint(self, name: str) -> str:
        """Return a question for the nearest name, or nothing where none is near."""
        if name not in self._hints and len(self._hints) < _HINTS:
            near = difflib.get_close_matches(name[:_SHOWN].lower(), self._rules, n=1)
            self._hints[name] = f"did you mean '{near[0]}'?" if near else ""
        return self._hints.get(name, "")


class _Comments:
    """The directives of a document that are obeyed, by the names in them."""

    def __init__(self, document: Document, directives: Iterable[Directive], names: _Names) -> None:
        self._names = names
        self._whole = Span(document.offset, document.offset + len(document.source))
        self._of_file: dict[str, Directive] = {}
        by_name: dict[str, list[tuple[int, int, Directive]]] = defaultdict(list)
        for directive in directives:
            assert directive.covers is not None
            for name in directive.rules or (_ALL,):
                by_name[name].append((*directive.covers, directive))
                if directive.covers == self._whole:
                    self._of_file.setdefault(name, directive)
        self._by_name = {name: Stretches(found) for name, found in by_name.items()}
        self._found: dict[str, Stretches[bool]] | None = None
        self._of_document: set[str] = set()

    def on(self, alert: Alert, result: DocumentResult) -> Directive | None:
        """Return what suppresses an alert, if anything does; verdicts on documents only what is about the file."""
        for name in _names_of(alert.rule):
            found = None
            if alert.sentence is None:
                found = self._of_file.get(name)
            elif name in self._by_name:
                found = self._by_name[name].touching(*result.sentences[alert.sentence].span)
            if found is not None:
                return found
        return None

    def idle(self, directive: Directive, result: DocumentResult) -> list[str]:
        """Return the names in a directive of which there is nothing where it stands, though the run looked for it."""
        assert directive.covers is not None
        if self._found is None:
            by_name: dict[str, list[tuple[int, int, bool]]] = defaultdict(list)
            for rule, span in _in_sentences(result):
                for name in _names_of(rule):
                    by_name[name].append((*span, True))
            self._found = {name: Stretches(found) for name, found in by_name.items()}
            verdicts = (alert.rule for alert in result.alerts if alert.sentence is None)
            self._of_document = {name for rule in verdicts for name in _names_of(rule)}
        return [
            name
            for name in directive.rules or (_ALL,)
            if (name in self._names and self._names.runs(name))
            and not (name in self._found and self._found[name].touching(*directive.covers))
            and not (name in self._of_document and directive.covers == self._whole)
        ]


class _About:
    """Makes alerts about the directives of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._regions = Regions(document)
        self._times: Counter[str] = Counter()

    def alert(self, rule: str, directive: Directive, message: str) -> Alert:
        """Return an alert about a directive."""
        span, offset = Span(directive.start, directive.end), self._document.offset
        known_by = fingerprint(rule, self._document.source[span.start - offset : span.end - offset])
        self._times[known_by] += 1
        return Alert(
            rule,
            Severity.WARNING,
            message,
            known_by,
            occurrence=self._times[known_by],
            span=span,
            region=self._regions.of(span),
        )


def _names_of(rule: str) -> tuple[str, str, str]:
    """Return the names that mean a rule: its own, its family's, and that of all."""
    return rule, rule.partition(".")[0], _ALL


def _in_sentences(result: DocumentResult) -> Iterator[tuple[str, Span]]:
    """Yield the rule of everything that was found, counted by the policy or not, with its sentence's place."""
    for alert in result.alerts:
        if alert.sentence is not None:
            yield alert.rule, result.sentences[alert.sentence].span
    for sentence in result.sentences:
        for finding in sentence.findings:
            yield finding.rule, sentence.span


def _merged(alerts: Sequence[Alert], more: Sequence[Alert]) -> Iterator[Alert]:
    """Yield alerts of the text, and those about comments before whatever comes after these in the source."""
    waiting = iter(more)
    upcoming = next(waiting, None)
    for alert in alerts:
        while upcoming and upcoming.span and alert.span and upcoming.span.start < alert.span.start:
            yield upcoming
            upcoming = next(waiting, None)
        yield alert
    if upcoming:
        yield upcoming
    yield from waiting


def _without_effect(names: Sequence[str], directive: Directive) -> str:
    if len(names) == max(len(directive.rules), 1):
        return "The suppression suppresses nothing; remove it."
    return f"The suppression suppresses nothing of {_listed(names)}; name only what it does."


def _called(table: Suppress) -> str:
    rules = f" (rules {', '.join(table.rules)})" if table.rules else ""
    return f"[[suppress]] for {', '.join(table.globs)}{rules}"


def _listed(names: Sequence[str]) -> str:
    """List some names in words: all of them, or the first few where there are many."""
    few = names if len(names) <= _NAMED + 1 else names[:_NAMED]
    shown = [f"'{_brief(name)}'" for name in few]
    if len(names) > len(few):
        shown.append(f"{len(names) - len(few)} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _brief(name: str) -> str:
    return name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
