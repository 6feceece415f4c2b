"""``mtqa init``."""

from __future__ import annotations

import shlex
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.errors import NothingCheckedError, UsageError

if TYPE_CHECKING:
    from mtqa.starting import Draft, Survey


_VERBS = {"new": "Write", "added": "Add to", "other": "Replace"}
"""What is asked about a file, by what there is of it; nothing is where nothing can be done."""


@click.command("init", short_help="Write a configuration, a baseline and a hook or workflow for this repository.")
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[FOLDER]")
@click.option("--yes", "-y", is_flag=True, help="Write everything without asking.")
@click.option("--force", is_flag=True, help="Replace files that are there and differ; never a baseline.")
@click.option("--no-baseline", is_flag=True, help="Make no baseline: all that is found fails from the start.")
@click.option("--rules-only", is_flag=True, help="Set it up to judge by the rules alone, without the language model.")
@click.option(
    "--repo",
    metavar="URL",
    help="The address of mtqa's own repository, for pre-commit.  [default: one that has to be filled in]",
)
def command(folder: Path, repo: str | None, *, yes: bool, force: bool, no_baseline: bool, rules_only: bool) -> int:
    """Write a configuration, a baseline and a hook or workflow for the repository that FOLDER is in.

    Looks for content, and for what runs checks already: .github, .gitlab-ci.yml, .pre-commit-config.yaml. It asks
    before it writes a file, and leaves alone what is there.
    """
    from mtqa.gate.baseline_file import DEFAULT_NAME  # noqa: PLC0415 - loads the readers, as below
    from mtqa.report.writing import write_text  # noqa: PLC0415
    from mtqa.starting import PLACEHOLDER, Standing, attributes, configuration, pipelines, survey  # noqa: PLC0415

    found = survey(folder)
    _describe(found)
    ask = _Asking(yes=yes)
    baseline = found.root / DEFAULT_NAME
    known = baseline.exists()
    remember = not known and not no_baseline and ask(f"Check the content, and write {baseline} of what is found?")
    drafts = [
        configuration(found, baseline=known or remember, rules_only=rules_only),
        *([attributes(found)] if found.git and (known or remember) else []),
        *pipelines(found, repo=repo or PLACEHOLDER, rules_only=rules_only),
    ]
    written = []
    for draft in drafts:
        verb = _VERBS.get(draft.standing, "")
        if draft.standing is Standing.OTHER and not force:
            click.echo(f"{draft.path}: is there already, and stays as it is; --force replaces it")
        elif not verb:
            click.echo(f"{draft.path}: {'is as it should be' if draft.standing is Standing.SAME else 'see below'}")
        elif ask(f"{verb} {draft.path} ({draft.what})?"):
            write_text(draft.path, [draft.content])
            written.append(draft.path)
            click.echo(f"{draft.path}: {'added to' if draft.standing is Standing.ADDED else 'written'}")
    if known:
        click.echo(f"{baseline}: is there already; mtqa baseline update brings it up to date")
    elif remember:
        code = _remember(found.root, baseline, rules_only=rules_only)
        if code:
            return code
        written.append(baseline)
    if not written:
        click.echo("nothing was written")
    click.echo("\n".join(["", "Next:", *(f"- {step}" for step in _steps(found, drafts, written))]))
    return 0


class _Asking:
    """Asks whether to do something; with ``--yes`` the answer is known."""

    def __init__(self, *, yes: bool) -> None:
        self._yes = yes

    def __call__(self, question: str) -> bool:
        if self._yes:
            return True
        try:
            return click.confirm(question, default=True)
        except click.Abort:
            if sys.stdin.isatty():
                raise
            raise UsageError("mtqa init asks before it writes, and nobody answers; --yes writes everything") from None


def _describe(found: Survey) -> None:
    places = f" in {', '.join(found.include)}" if found.include else ""
    click.echo(f"{found.root.absolute()}: {found.files:,} file{'' if found.files == 1 else 's'} of content{places}")
    if found.systems:
        click.echo(f"checks are run by {' and '.join(found.systems)}")


def _remember(root: Path, baseline: Path, *, rules_only: bool) -> int:
    """Make the baseline, as ``mtqa baseline create`` does."""
    from mtqa.cli.baseline_command import create  # noqa: PLC0415
    from mtqa.starting.survey import config_of  # noqa: PLC0415

    config = config_of(root)
    arguments = [str(root), "--file", str(baseline)]
    arguments += ["--config", str(config)] if config else []
    arguments += ["--rules-only"] if rules_only else []
    try:
        return create.main(arguments, prog_name="mtqa baseline create", standalone_mode=False) or 0
    except NothingCheckedError as error:
        why = f"{error}; so there is no baseline: run mtqa init again once there is text, or take it out of {config}"
        raise NothingCheckedError(why) from None


def _includes(root: Path) -> bool:
    """Tell whether GitLab's own configuration names the job's file."""
    try:
        return b".gitlab/mtqa.yml" in (root / ".gitlab-ci.yml").read_bytes()
    except OSError:
        return False


def _steps(found: Survey, drafts: Sequence[Draft], written: Sequence[Path]) -> Iterator[str]:
    """Say what is left to do."""
    from mtqa.starting import HOOK_FILE, PLACEHOLDER, Standing, System  # noqa: PLC0415

    for draft in drafts:
        if draft.standing is Standing.BY_HAND:
            yield f"add to {draft.path}, {draft.what}:\n\n{textwrap.indent(draft.content, '    ')}\n"
        if draft.path.name == HOOK_FILE and PLACEHOLDER in draft.content:
            yield f"in {draft.path}, put the address of mtqa's repository in the place of {PLACEHOLDER}"
    if System.GITLAB in found.systems and not _includes(found.root):
        yield "in .gitlab-ci.yml, include the job:\n\n    include:\n      - local: .gitlab/mtqa.yml\n"
    if not found.systems:
        yield (
            "nothing was found that runs checks; once there is .github/, .gitlab-ci.yml or .pre-commit-config.yaml, "
            "run mtqa init again; in any other system run: mtqa check . --diff origin/main"
        )
    if found.git and written:
        yield f"look through it, and commit it: git add {shlex.join(map(str, written))}"
    yield f"check: mtqa check {shlex.quote(str(found.root))}"
