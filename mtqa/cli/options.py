"""Options that several commands share, and how they become settings."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mtqa.config import configured, load_config, settings_from
from mtqa.errors import UsageError

if TYPE_CHECKING:
    from mtqa.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

_NO_VALUE = (None, ())
_TABLES = ("max_findings", "max_of_kind")

_RUN = (
    click.option(
        "--rules-only", is_flag=True, default=None, help="Judge by the rules alone, without a language model."
    ),
    click.option(
        "--quick", is_flag=True, default=None, help="Score in full only what rules and a first look find worth it."
    ),
    click.option("--select", multiple=True, metavar="RULE", help="Run only this rule or family; repeatable."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Leave out this rule or family; repeatable."),
    click.option("--rules", multiple=True, metavar="FILE", help="Run the rules of this file too; repeatable."),
    click.option("--include", multiple=True, metavar="GLOB", help="Read only files that match; repeatable."),
    click.option(
        "--exclude", multiple=True, metavar="GLOB", help="Leave out files and folders that match; repeatable."
    ),
    click.option(
        "--force-exclude",
        is_flag=True,
        default=None,
        help="Leave out of files that are named, too, what would be left out of their folder.",
    ),
    click.option("--hidden", is_flag=True, default=None, help="Walk hidden files and folders too."),
    click.option("--max-size", type=float, metavar="MB", help="Skip larger files, or records.  [default: 50]"),
    click.option(
        "--text-field",
        multiple=True,
        metavar="NAME",
        help="The field or column with a record's text, in JSON a path such as items[*].body; repeatable.  "
        "[default: text]",
    ),
    click.option("--id-field", metavar="NAME", help="The field or column with a record's id.  [default: id]"),
    click.option("--language-field", metavar="NAME", help="The field or column that names a record's language."),
    click.option(
        "--source",
        metavar="FOLDER",
        help="Check the English against the texts in this folder that it translates, in any language.",
    ),
    click.option("--comments", is_flag=True, default=None, help="Read the comments of documents too."),
    click.option("--model", metavar="NAME", help="A language model's name, Hugging Face id or folder."),
    click.option("--detector", metavar="FOLDER", help="A detector of your own, written by mtqa train."),
    click.option("--calibration", metavar="FILE", help="Thresholds of your own, written by mtqa calibrate."),
    click.option("--device", type=click.Choice(["auto", "cpu", "cuda", "mps"]), help="Where the model runs."),
    click.option(
        "--dtype", type=click.Choice(["auto", "int8", "bfloat16", "float32"]), help="The model's number format."
    ),
    click.option("--jobs", type=int, metavar="N", help="Threads.  [default: the machine's cores]"),
    click.option("--offline", is_flag=True, default=None, help="Never install a missing language model; fail instead."),
    click.option(
        "--cache/--no-cache", default=None, help="Keep scores for later runs, and use those kept.  [default: yes]"
    ),
    click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file."),
)

_POLICY = (
    click.option(
        "--fail-on",
        multiple=True,
        metavar="WHAT",
        help="What fails the gate: document (judged likely machine-translated, or mixed), likely, sentence (a "
        "suspicious one), error, warning or note (a finding of that severity, or a graver one), unread (a file that "
        "could not be read), unused (a suppression without effect), never; repeatable.  [default: document]",
    ),
    click.option(
        "--max-suspicious", type=float, metavar="PERCENT", help="Fail above this share of suspicious sentences."
    ),
    click.option(
        "--max-suspicious-sentences", type=int, metavar="N", help="Fail above this number of suspicious sentences."
    ),
    click.option(
        "--max-findings",
        multiple=True,
        metavar="NAME=N",
        help="Fail above this number of findings of a severity, a rule or a family; repeatable.",
    ),
    click.option(
        "--max-of-kind",
        multiple=True,
        metavar="KIND=N",
        help="Fail above this number of suspicious sentences of a kind, such as caption=0; repeatable.",
    ),
    click.option(
        "--require-coverage",
        type=float,
        metavar="PERCENT",
        help="Fail where less of the prose, or of the files of a known format, was judged.",
    ),
)

_GATE = (
    click.option("--baseline", metavar="FILE", help="What this file of mtqa baseline create knows does not count."),
    click.option("--diff", metavar="REF", help="Only sentences that changed since this git revision count."),
    click.option("--require-reasons", is_flag=True, default=None, help="Do not obey suppressions that say no reason."),
    click.option(
        "--report-unused", is_flag=True, default=None, help="Report suppressions, and known findings, without effect."
    ),
    click.option(
        "--allow-empty",
        is_flag=True,
        default=None,
        help="Pass where the files were read and hold no English prose.",
    ),
)


def run_options(command: Command) -> Command:
    """Give a command the options that say what is read, and by what it is judged."""
    return _decorated(command, _RUN)


def policy_options(command: Command) -> Command:
    """Give a command the options that say what fails."""
    return _decorated(command, _POLICY)


def gate_options(command: Command) -> Command:
    """Give a command the options that say what counts."""
    return _decorated(command, _GATE)


def _decorated(command: Command, options: tuple[Callable[[Command], Command], ...]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


def layered(config: Path | None, options: dict[str, Any], warn: Callable[[str], None] | None = None) -> Settings:
    """Layer the options over the environment over the configuration file over the defaults.

    Args:
        config: the configuration file that was asked for, if any.
        options: the options' values by the settings' names.
        warn: is told, in a line, of each variable of the environment that is not understood.

    Raises:
        ConfigError: a value is wrong.
        UsageError: the configuration file does not exist.
    """
    from mtqa.config import named_counts  # noqa: PLC0415
    from mtqa.environment import config_file, from_environment  # noqa: PLC0415

    config = config or config_file(os.environ)
    if config is not None and not config.is_file():
        raise UsageError(f"{config}: there is no such configuration file")
    settings = load_config(config) if config else configured()
    settings, warnings = from_environment(os.environ, settings)
    for line in warnings:
        (warn or _warned)(line)
    given = {
        name: named_counts(value) if name in _TABLES else list(value) if isinstance(value, tuple) else value
        for name, value in options.items()
        if value not in _NO_VALUE
    }
    return settings_from(given, "command line", settings)


def _warned(line: str) -> None:
    click.echo(f"mtqa: {line}", err=True)
