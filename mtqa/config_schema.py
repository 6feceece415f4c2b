"""The JSON Schema of configuration files, for editors: made of the settings themselves, so that it can't lag behind.

It ships with the package as ``mtqa.schema.json``; ``mtqa config schema`` prints it.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from mtqa.config import TABLES
from mtqa.config_tables import key_of
from mtqa.config_values import FORMS
from mtqa.settings import PER_FILE, Settings

_ATTRIBUTE = re.compile(r"^ {8}(\w+): (.*(?:\n {12}.*)*)", re.MULTILINE)
_GLOB = {
    "description": "Patterns in .gitignore syntax, from the configuration's folder.",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
    ],
}
_SUPPRESS = {
    "glob": _GLOB,
    "rules": {
        "description": "The rules and families that are suppressed; without this, all.",
        "type": "array",
        "items": {"type": "string", "minLength": 1},
        "minItems": 1,
    },
    "reason": {"description": "Why.", "type": "string"},
}


def config_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``mtqa.toml``, and of the table ``[tool.mtqa]``."""
    said = descriptions()
    defaults = Settings()
    keys = {
        name: {"description": said[name], **form.schema, **_default(getattr(defaults, name))}
        for name, form in FORMS.items()
    }
    tables: dict[str, dict[str, Any]] = {
        "files": {"glob": _GLOB, **{key_of(name): keys[name] for name in PER_FILE}},
        "suppress": _SUPPRESS,
    }
    names = (field.name for field in fields(Settings))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mtqa.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            key_of(name): _tables(said[name], tables[name]) if name in TABLES else keys[name] for name in names
        },
    }


def descriptions() -> dict[str, str]:
    """Return what the settings' own documentation says of each."""
    return {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(Settings.__doc__ or "")}


def _tables(said: str, properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an array of tables for the files that match a glob."""
    item = {"type": "object", "required": ["glob"], "additionalProperties": False, "properties": properties}
    return {"description": said, "type": "array", "items": item}


def _default(value: object) -> dict[str, Any]:
    return {} if value in (None, ()) else {"default": value}
