"""``mtqa doctor``."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version

import click

from mtqa.config import Settings
from mtqa.errors import ModelError, MtqaError

_PACKAGES = ("torch", "transformers", "tokenizers", "numpy", "langdetect", "tree-sitter", "click")


@click.command("doctor", short_help="Check this installation against known answers.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda", "mps"]), default="auto", show_default=True)
@click.option("--dtype", type=click.Choice(["auto", "int8", "bfloat16", "float32"]), default="auto", show_default=True)
def command(device: str, dtype: str) -> None:
    """Check this installation: versions, rules, the language model's files, and its scores against known answers.

    Nothing is installed or fetched. Exit code 3 where something is wrong; the lines say what to do.
    """
    from mtqa import detector as detectors  # noqa: PLC0415 - seconds of start-up
    from mtqa import lm  # noqa: PLC0415
    from mtqa.lm import known  # noqa: PLC0415
    from mtqa.rules import RULES  # noqa: PLC0415

    click.echo(f"mtqa {version('mtqa')}, Python {sys.version.split()[0]}, {platform.platform()}")
    click.echo(", ".join(f"{name} {version(name)}" for name in _PACKAGES))
    click.echo(f"ok    {len(RULES)} rules")
    problems: list[str] = []
    try:
        detector = detectors.load()
        click.echo(f"ok    detector {detector.identity}, calibration {detector.calibration_identity}")
        if lm.store.find(Settings().model):
            problems += lm.store.verify(Settings().model)
        for settings in _backends(device, dtype):
            model = lm.load(settings)
            detector.fit(model.name)
            model.prepare(detector.weights.branch)
            click.echo(f"ok    language model {model.name} on {model.device}")
            problems += known.compare(model)
    except MtqaError as error:
        problems.append(str(error))
    for problem in problems:
        click.echo(f"WRONG {problem}")
    if problems:
        raise ModelError(f"{len(problems)} of the checks failed")
    click.echo("ok    the language model gives the known answers")


def _backends(device: str, dtype: str) -> list[Settings]:
    """Return what to check: what is asked for, or what this machine uses and, beside it, float32."""
    chosen = Settings(offline=True, device=device, dtype=dtype)
    return [chosen, chosen.replace(dtype="float32")] if dtype == "auto" else [chosen]
