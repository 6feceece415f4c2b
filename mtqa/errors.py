"""The exceptions that mtqa raises on purpose.

    MtqaError                  exit 3
    ├── UsageError             exit 2   the call or its options are wrong
    │   ├── ConfigError        exit 2   a configuration file is wrong
    │   ├── DataError          exit 2   training or evaluation data is missing or malformed
    │   ├── NothingPairedError exit 2  nothing could be laid beside the content
    │   └── NothingCheckedError exit 2  no sentence was judged, so nothing may pass
    ├── ModelError             exit 3   the language model can't be found, verified or run
    ├── DetectorError          exit 3   the detector's weights are missing or don't fit the model
    ├── CacheError             exit 3   the cache can't be read or removed
    ├── ReadError              (caught) one file can't be read; the rest of the folder is still checked
    └── OutputError            exit 3   a report, or a baseline, can't be written

Each message says what happened, to which file, and what to do next, in one line.
"""

from __future__ import annotations


class MtqaError(Exception):
    """Base of every error that mtqa raises on purpose."""

    exit_code = 3


class UsageError(MtqaError):
    """The call, its options or its paths are wrong."""

    exit_code = 2


class ConfigError(UsageError):
    """A configuration file has an unknown key or a value of the wrong type."""


class DataError(UsageError):
    """Training or evaluation data is missing or malformed."""


class NothingCheckedError(UsageError):
    """Not a single sentence was judged: such a run never passes."""


class NothingPairedError(UsageError):
    """No document of the content has a counterpart that it could be compared with."""


class ModelError(MtqaError):
    """The language model can't be found, verified or run."""


class DetectorError(MtqaError):
    """The detector's weights are missing, damaged or made for another model."""


class CacheError(MtqaError):
    """The cache can't be read or removed; a run goes on without it, so that only ``mtqa cache`` raises this."""


class ReadError(MtqaError):
    """One file can't be read; it is named in the coverage with this reason."""


class OutputError(MtqaError):
    """A report or a baseline can't be written."""
