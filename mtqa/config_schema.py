"""The JSON Schema of configuration files, for editors: made of the settings themselves, so that it can't lag behind."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from mtqa.document import Kind
from mtqa.settings import PER_FILE, FailOn, Settings

_ATTRIBUTE = re.compile(r"^ {8}(\w+): (.*(?:\n {12}.*)*)", re.MULTILINE)
_PERCENTAGE = {"type": "number", "minimum": 0, "maximum": 100}
_STRINGS = {"type": "array", "items": {"type": "string"}}
_SPECIAL: dict[str, dict[str, Any]] = {
    "max_suspicious": _PERCENTAGE,
    "require_coverage": _PERCENTAGE,
    "fail_on": {"enum": [choice.value for choice in FailOn]},
    "kind": {"enum": ["", *(kind.value for kind in Kind)]},
    "text_field": {"anyOf": [{"type": "string"}, {**_STRINGS, "minItems": 1}]},
    "language": {"type": "string", "pattern": r"^([A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*)?$"},
}


def config_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``mtqa.toml``, and of the table ``[tool.mtqa]``."""
    said = _descriptions()
    defaults = Settings()
    keys = {
        field.name: {"description": said[field.name], **_type(field.name, getattr(defaults, field.name))}
        for field in fields(Settings)
        if field.name != "files"
    }
    glob = {"anyOf": [{"type": "string", "minLength": 1}, {**_STRINGS, "minItems": 1}]}
    override = {
        "type": "object",
        "required": ["glob"],
        "additionalProperties": False,
        "properties": {
            "glob": {"description": "Patterns in .gitignore syntax, from the configuration's folder.", **glob},
            **{_key(name): keys[name] for name in PER_FILE},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mtqa.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **{_key(name): value for name, value in keys.items()},
            "files": {"description": said["files"], "type": "array", "items": override},
        },
    }


def _type(name: str, default: object) -> dict[str, Any]:
    if name in _SPECIAL:
        return _SPECIAL[name]
    if isinstance(default, bool):
        return {"type": "boolean", "default": default}
    if isinstance(default, tuple):
        return _STRINGS
    if isinstance(default, int | float):
        return {"type": "integer" if isinstance(default, int) else "number", "minimum": 0, "default": default}
    return {"type": "string", "default": default}


def _descriptions() -> dict[str, str]:
    """Return what the settings' own documentation says of each."""
    return {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(Settings.__doc__ or "")}


def _key(name: str) -> str:
    return name.replace("_", "-")
