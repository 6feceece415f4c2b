"""The option ``--output FORMAT=PATH``, which several commands have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

Wanted = list[tuple[str, Path]]


def parser(formats: Callable[[], Sequence[str]]) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], Wanted]:
    """Return what parses the option; ``formats`` gives the known ones when they are needed, for a light start."""

    def parse(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> Wanted:
        parsed = []
        for value in values:
            name, equals, path = value.partition("=")
            if name not in formats() or not equals or not path:
                raise click.BadParameter(f"'{value}' is not FORMAT=PATH with a format of: {', '.join(formats())}")
            parsed.append((name, Path(path)))
        return parsed

    return parse
