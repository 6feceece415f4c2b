"""Settings in the variables of the environment: ``MTQA_FAIL_ON`` for ``fail-on``, and so on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from mtqa.config import TABLES, Given
from mtqa.config_tables import nearest
from mtqa.config_values import FORMS
from mtqa.errors import ConfigError
from mtqa.settings import Settings

PREFIX = "MTQA_"
CONFIG = "MTQA_CONFIG"
"""The variable that names the configuration file."""
OTHERS = ("MTQA_CACHE", "MTQA_CHROMIUM", "MTQA_DATA", "MTQA_HOME", "MTQA_TRACEBACK")
"""Variables that are no settings: where things lie, and what helps to find mistakes."""
_RENAMED = {"cache": "MTQA_USE_CACHE"}
"""``MTQA_CACHE`` names the cache's file."""
VARIABLES: Mapping[str, str] = {
    field.name: _RENAMED.get(field.name, f"{PREFIX}{field.name.upper()}")
    for field in fields(Settings)
    if field.name not in TABLES
}
"""The variable of each setting that has one, by the setting's name."""


def from_environment(environ: Mapping[str, str], base: Settings) -> tuple[Settings, list[str]]:
    """Layer the environment over other settings.

    Args:
        environ: the variables. One that is empty, or blank, is as if it were not set.
        base: what holds where no variable says anything.

    Returns:
        the settings, and a line for each variable that begins like one of mtqa's and is none.

    Raises:
        ConfigError: the value of a variable is wrong.
    """
    values = {name: given.value for name, given in given_in(environ).items()}
    return base.replace(**values), list(_unknown(environ))


def given_in(environ: Mapping[str, str]) -> dict[str, Given]:
    """Return the values that the environment gives, by the settings' names, each with its variable.

    Raises:
        ConfigError: the value of a variable is wrong.
    """
    given = {}
    for name, variable in VARIABLES.items():
        text = environ.get(variable, "").strip()
        if text:
            form = FORMS[name]
            try:
                given[name] = Given(form.value(form.parse(text)), variable)
            except ValueError as error:
                raise ConfigError(f"{variable}: {error}") from None
    return given


def config_file(environ: Mapping[str, str]) -> Path | None:
    """Return the configuration file that the environment names, if it does."""
    named = environ.get(CONFIG, "").strip()
    return Path(named) if named else None


def _unknown(environ: Mapping[str, str]) -> Iterator[str]:
    known = {CONFIG, *OTHERS, *VARIABLES.values()}
    for variable in sorted(environ):
        if variable.startswith(PREFIX) and variable not in known and environ[variable].strip():
            yield f"{variable} is no variable of mtqa, and is passed over{nearest(variable, known)}"
