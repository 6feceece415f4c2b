"""``mtqa review serve``."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli.baseline_command import counted

if TYPE_CHECKING:
    from mtqa.reviewing.holding import Holder


@click.command("serve", short_help="Open a report in the browser, and write decisions straight to a file.")
@click.argument("report", default="reports/mtqa.html", type=click.Path(path_type=Path), metavar="[REPORT]")
@click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the decisions are kept.  [default: mtqa-decisions.json beside the report]",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port.  [default: any that is free]"
)
@click.option(
    "--open/--no-open", "opens", default=None, help="Open the browser.  [default: in a terminal of a desktop]"
)
def command(report: Path, decisions: Path | None, port: int, *, opens: bool | None) -> None:
    """Serve an HTML report to this machine's browser, and write what is decided there straight to a file.

    REPORT is an HTML report, by default reports/mtqa.html. It is served on 127.0.0.1 alone, to those who know the
    address that is printed: it has a token in it, which is new each time. Ctrl-C ends it.
    """
    from mtqa.reviewing.decisions import DEFAULT_NAME  # noqa: PLC0415 - only where something is served, as below
    from mtqa.reviewing.holding import Holder  # noqa: PLC0415
    from mtqa.reviewing.pages import Pages  # noqa: PLC0415
    from mtqa.reviewing.serving import Server  # noqa: PLC0415

    pages = Pages(report)
    holder = Holder(decisions or report.parent / DEFAULT_NAME, pages.report)
    with Server(pages, holder, port, _failed) as server, _until_ended():
        click.echo(f"{report}: open {server.address}")
        click.echo(f"decisions are kept in {holder.path}; Ctrl-C ends it")
        sys.stdout.flush()
        if _can_show() if opens is None else opens:
            _show(server.address)
        server.serve_forever()
    _end(holder)


def _failed(line: str) -> None:
    click.echo(f"mtqa: {line}", err=True)


def _can_show() -> bool:
    """Tell whether there is somebody to see a browser, which in a bare terminal would take the terminal."""
    desktop = sys.platform in ("win32", "darwin") or {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
    return sys.stdout.isatty() and bool(desktop)


def _show(address: str) -> None:
    import webbrowser  # noqa: PLC0415

    if not webbrowser.open(address):
        _failed("no browser was found; open the address yourself")


@contextmanager
def _until_ended() -> Iterator[None]:
    """Go on until the program is interrupted or asked to end, also where it was started in the background."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        click.echo()


def _end(holder: Holder) -> None:
    """Say what is in the file, and what to do with it; a decision that is being written is waited for."""
    from mtqa.outcome import Decision  # noqa: PLC0415

    counts = holder.read().decisions.counts()
    accepted, dismissed = counts[Decision.ACCEPTED], counts[Decision.DISMISSED]
    click.echo(
        f"{holder.path}: {counted(accepted + dismissed, 'decision')}, {accepted:,} accepted and {dismissed:,} dismissed"
    )
    if accepted + dismissed:
        click.echo(f"next: mtqa review apply {shlex.quote(str(holder.path))}")
