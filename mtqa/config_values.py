"""What each setting may be: in words, in configuration files, in variables of the environment, and as a JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mtqa.document import Kind
from mtqa.errors import ConfigError
from mtqa.settings import FailOn

MOST = 1_000_000_000
"""The largest number that any setting may be."""
_SHOWN = 60
_LANGUAGE = r"([A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*)?"
_RULE = r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?"
_DIGITS = re.compile(r"[0-9]{1,18}")
_FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_OPENING, _CLOSING = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class Form:
    """What the value of a setting may be.

    Attributes:
        name: what to call it in a table.
        wanted: what it must be, to go on after "must be".
        check: turns what a configuration file holds into the setting's value; None for what is none.
        parse: turns the text of a variable into what a configuration file would hold.
        schema: the JSON Schema of what a configuration file may hold.

    ``parse`` raises ValueError, with what is wrong, where ``check`` could not say it as well.
    """

    name: str
    wanted: str
    check: Callable[[object], object | None]
    parse: Callable[[str], object]
    schema: Mapping[str, Any]

    def value(self, found: object) -> object:
        """Return the setting's value.

        Raises:
            ValueError: what was found is none; the message goes on after the setting's name.
        """
        value = self.check(found)
        if value is None:
            raise ValueError(f"must be {self.wanted}, not {shown(found)}")
        return value


def shown(value: object) -> str:
    """Write a value as an error may hold it: in one line, and not too long."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        return "a huge number" if isinstance(value, int) else "what it is"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def named_counts(values: Sequence[str], origin: str = "command line") -> dict[str, int]:
    """Parse counts that are given by name, such as ``error=0``.

    Raises:
        ConfigError: a value is not of this form, or a name is given twice.
    """
    try:
        return _counts(values)
    except ValueError as error:
        raise ConfigError(f"{origin}: {error}") from None


def listed(text: str) -> list[str]:
    """Split a text at line ends, and at commas that don't stand in brackets."""
    parts: list[str] = []
    start = depth = 0
    for at, character in enumerate(f"{text}\n"):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(depth - 1, 0)
        elif character in "\r\n" or (character == "," and not depth):
            parts.append(text[start:at].strip())
            start, depth = at + 1, 0
    return [part for part in parts if part]


def _counts(values: Sequence[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        name, _, number = (part.strip() for part in value.rpartition("="))
        if not name or not _DIGITS.fullmatch(number):
            raise ValueError(f"{shown(value)} must be a name and a number, such as error=0 or captions.glued=2")
        if name in counts:
            raise ValueError(f"{shown(name)} is given twice")
        counts[name] = int(number)
    return counts


def _number(text: str) -> object:
    if _DIGITS.fullmatch(text):
        return int(text)
    try:
        return float(text)
    except ValueError:
        return text


def _within(value: object, most: float) -> int | float | None:
    good = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most
    return value if good else None  # type: ignore[return-value]  # it is a number


def _float(most: float) -> Callable[[object], float | None]:
    def check(value: object) -> float | None:
        number = _within(value, most)
        return None if number is None else float(number)

    return check


def _whole(value: object) -> int | None:
    number = _within(value, MOST)
    return None if number is None or number != int(number) else int(number)


def _text(pattern: str = r"(?s:.*)") -> Callable[[object], str | None]:
    compiled = re.compile(pattern)
    return lambda value: value if isinstance(value, str) and compiled.fullmatch(value) else None


def _strings(value: object) -> tuple[str, ...] | None:
    return tuple(value) if isinstance(value, list) and all(isinstance(each, str) for each in value) else None


def _some(value: object) -> str | tuple[str, ...] | None:
    return value if isinstance(value, str) else _strings(value) or None


def _fail_on(value: object) -> FailOn | tuple[FailOn, ...] | None:
    names = _strings([value] if isinstance(value, str) else value)
    if not names or not {*names} <= {*FailOn} or (FailOn.NEVER in names and len(names) > 1):
        return None
    chosen = tuple(map(FailOn, names))
    return chosen[0] if isinstance(value, str) else chosen


def _table(pattern: str) -> Callable[[object], tuple[tuple[str, int], ...] | None]:
    name = re.compile(pattern)

    def check(value: object) -> tuple[tuple[str, int], ...] | None:
        if not isinstance(value, Mapping):
            return None
        counts = {key: n for key, count in value.items() if (n := _whole(count)) is not None and name.fullmatch(key)}
        return tuple(counts.items()) if len(counts) == len(value) else None

    return check


def _choice(name: str, values: Sequence[str], *, default: str = "") -> Form:
    """Return the form of one of some strings; ``default`` is another that may be given."""
    allowed = [*([default] if default not in values else []), *values]
    return Form(name, f"one of {', '.join(values)}", lambda v: v if v in allowed else None, str, {"enum": allowed})


def _whole_schema() -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "maximum": MOST}


_PERCENTAGE = Form(
    "percentage",
    "a percentage from 0 to 100",
    _float(100),
    _number,
    {"type": "number", "minimum": 0, "maximum": 100},
)
_NUMBER = Form(
    "number",
    f"a number that is not negative, up to {MOST:,}",
    _float(MOST),
    _number,
    {"type": "number", "minimum": 0, "maximum": MOST},
)
_COUNT = Form("count", f"a whole number that is not negative, up to {MOST:,}", _whole, _number, _whole_schema())
_FLAG = Form(
    "true or false",
    "true or false",
    lambda value: value if isinstance(value, bool) else None,
    lambda text: _FLAGS.get(text.lower(), text),
    {"type": "boolean"},
)
_STRING = Form("string", "a string", _text(), str, {"type": "string"})
_LANGUAGE_CODE = Form(
    "language code",
    "a language code such as en or pt-BR",
    _text(_LANGUAGE),
    str,
    {"type": "string", "pattern": f"^{_LANGUAGE}$"},
)
_STRINGS = Form(
    "list of strings", "a list of strings", _strings, listed, {"type": "array", "items": {"type": "string"}}
)
_NAMES = Form(
    "string or list",
    "a name or a list of some",
    _some,
    listed,
    {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]},
)
_FAIL_ON = Form(
    "one or a list",
    f"one of {', '.join(FailOn)}, or a list of some, with '{FailOn.NEVER}' only alone",
    _fail_on,
    listed,
    {
        "anyOf": [
            {"enum": [*map(str, FailOn)]},
            {
                "type": "array",
                "items": {"enum": [str(choice) for choice in FailOn if choice is not FailOn.NEVER]},
                "minItems": 1,
            },
            {"const": [str(FailOn.NEVER)]},
        ]
    },
)
_FINDINGS = Form(
    "table of counts",
    'a table of counts by severity, rule or family, such as {error = 0, "captions.glued" = 2}; '
    "a name with a dot in it needs its quotes",
    _table(_RULE),
    lambda text: _counts(listed(text)),
    {"type": "object", "propertyNames": {"pattern": f"^{_RULE}$"}, "additionalProperties": _whole_schema()},
)
_KINDS = Form(
    "table of counts",
    f"a table of counts by kind ({', '.join(Kind)}), such as {{caption = 0}}",
    _table("|".join(Kind)),
    lambda text: _counts(listed(text)),
    {"type": "object", "propertyNames": {"enum": [*map(str, Kind)]}, "additionalProperties": _whole_schema()},
)


def _forms() -> Iterator[tuple[str, Form]]:
    for form, names in (
        (_STRINGS, "include exclude mask_selectors mask_components mask_directives mask_keys select ignore rules"),
        (_FLAG, "hidden force_exclude comments allow_empty require_reasons report_unused rules_only offline"),
        (_FLAG, "quick tokens cache"),
        (_STRING, "reader id_field language_field baseline diff source model detector calibration"),
        (_NUMBER, "max_size cache_size"),
        (_COUNT, "max_suspicious_sentences jobs"),
        (_PERCENTAGE, "max_suspicious require_coverage min_chrf min_chrf_document max_drop max_drop_document"),
        (_LANGUAGE_CODE, "language"),
        (_NAMES, "text_field"),
        (_FAIL_ON, "fail_on"),
        (_FINDINGS, "max_findings"),
        (_KINDS, "max_of_kind"),
        (_choice("kind", [*map(str, Kind)]), "kind"),
        (_choice("device", ("auto", "cpu", "cuda", "mps"), default="auto"), "device"),
        (_choice("number format", ("auto", "int8", "bfloat16", "float32"), default="auto"), "dtype"),
    ):
        for name in names.split():
            yield name, form


FORMS: Mapping[str, Form] = dict(_forms())
"""What the value of each setting may be; tables of tables (``files``, ``suppress``) are none of these."""
