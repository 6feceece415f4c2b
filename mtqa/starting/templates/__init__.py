"""The files that ``mtqa init`` writes, with marks where something is filled in: ``@NAME@``."""

from __future__ import annotations

import re
from pathlib import Path

from mtqa._version import __version__

_MARK = re.compile(r"@([A-Z]+)@")


def filled(name: str, **values: str) -> str:
    """Return a template with all marks filled in; one for the version is always there.

    Args:
        name: the template's file.
        values: what to put in, by the marks' names in lower case.
    """
    text = Path(__file__).with_name(name).read_text("utf-8")
    all_values = {"version": __version__, **values}
    return _MARK.sub(lambda mark: all_values[mark[1].lower()], text)
