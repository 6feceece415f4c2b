"""The command line: a module per command, imported when it is called, so that ``mtqa --help`` is instant."""

from __future__ import annotations

import gc
import importlib
import os
import sys

import click

from mtqa._version import __version__
from mtqa.errors import MtqaError

_COMMANDS = {
    "baseline": "Remember what is known, so that only new findings fail.",
    "cache": "Look at and clear the cache of scores.",
    "calibrate": "Fit the thresholds to trusted English of your own.",
    "check": "Find machine-translated English in files and folders.",
    "compare": "Compare with references, an older version or another candidate.",
    "config": "Say which settings apply to a file, and why.",
    "diff": "Compare two runs, or follow many.",
    "doctor": "Check this installation against known answers.",
    "evaluate": "Measure accuracy on labelled content or on labelled data.",
    "init": "Write a configuration, a baseline and a hook or workflow for this repository.",
    "model": "Install, list and verify language models.",
    "read": "Print what is read of files: segments, sentences, masks.",
    "review": "Hand decisions back, and look at what a team decided.",
    "rules": "List and explain the rules.",
    "scale": "Check a corpus of any size, on all cores or on a Ray cluster.",
    "train": "Train a detector on labelled data.",
}


class _Lazy(click.Group):
    """A group that imports a command's module when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the base's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"mtqa.cli.{cmd_name}_command").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="mtqa %(version)s")
def cli() -> None:
    """Find machine-translated English, score its fluency, and say why.

    \b
    mtqa check FOLDER        writes reports/mtqa.html and reports/mtqa.json
    mtqa check --help        shows every option

    Exit codes: 0 the gate passed, 1 it failed, 2 wrong usage or nothing was checked, 3 an error of the program or
    the language model, 130 interrupted.
    """  # noqa: D301 - click reads the control character


def main() -> None:
    """Run the command line; every error is one line that says what to do."""
    # Loading makes hundreds of thousands of small objects that stay; looking for garbage among them takes a third of
    # the time of a short run.
    gc.set_threshold(400_000, 20, 20)
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = _fail("interrupted", 130)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except MtqaError as error:
        code = _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        code = _fail("interrupted", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    except Exception as error:
        if os.environ.get("MTQA_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        code = _fail(f"internal error: {what}; please report it with the output under MTQA_TRACEBACK=1", 3)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, code: int) -> int:
    click.echo(f"mtqa: {message}", err=True)
    return code
