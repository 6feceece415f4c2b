"""``mtqa cache``."""

from __future__ import annotations

import click


@click.group("cache", short_help="Look at and clear the cache of scores.")
def command() -> None:
    """Look at and clear the cache of scores.

    'mtqa check' keeps what the language model said of each sentence, by the sentence's text, the model, its number
    format and the detector, and never scores the same sentence again. Rules and thresholds are applied anew each time.
    """


@command.command("info")
def show() -> None:
    """Print where the cache lies, how many sentences it holds, and its size."""
    from mtqa.cache import info, location  # noqa: PLC0415

    found = info(location())
    click.echo(f"{found.path}: {found.entries:,} sentences, {found.size / 1e6:.1f} MB")


@command.command()
def clear() -> None:
    """Remove the cache."""
    from mtqa.cache import clear as remove  # noqa: PLC0415
    from mtqa.cache import location  # noqa: PLC0415

    click.echo(f"freed {remove(location()) / 1e6:.1f} MB")


@command.command()
def path() -> None:
    """Print the cache's file: $MTQA_CACHE, or scores.sqlite3 in the folder of the models."""
    from mtqa.cache import location  # noqa: PLC0415

    click.echo(str(location()))
