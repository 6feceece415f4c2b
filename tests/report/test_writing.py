"""Reports on disk: whole or not at all, and a one-line reason where it can't be done."""

import errno
import json
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

import mtqa.rules.lexicons  # noqa: F401 - is there before the catalogue is replaced
from mtqa.config import Settings
from mtqa.errors import OutputError, UsageError
from mtqa.report import FORMATS, render, render_json, write, writing
from mtqa.report.html import render_html

pytestmark = pytest.mark.usefixtures("html_rules")


def test_writes_every_format(html_sample_report, tmp_path):
    """Each format is written in UTF-8, into folders that are made for it, and nothing is left beside it."""
    for name in FORMATS:
        path = tmp_path / "a" / "b" / f"report.{name}"
        assert write(html_sample_report, name, path, Settings()) == str(path)
    expected = {name: "".join(render(html_sample_report, name, Settings())) for name in FORMATS}
    assert expected["html"] == render_html(html_sample_report)
    assert expected["json"] == render_json(html_sample_report, tokens=False)
    written = {path.suffix[1:]: path.read_bytes().decode("utf-8") for path in (tmp_path / "a" / "b").iterdir()}
    assert written == expected


def test_formats():
    """These can be written."""
    machines = ("sarif", "sarif-new", "github", "gitlab", "junit", "rdjson", "checkstyle", "markdown")
    assert ("html", "json", *machines) == FORMATS


@pytest.mark.parametrize("tokens", [False, True])
def test_tokens_are_a_setting(html_sample_report, tmp_path, tokens):
    """JSON carries token scores where they are asked for."""
    write(html_sample_report, "json", tmp_path / "r.json", Settings(tokens=tokens))
    sentence = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["documents"][0]["sentences"][0]
    assert ("tokens" in sentence) is tokens


def test_an_unknown_format(html_sample_report, tmp_path):
    """An unknown format is named with those that there are."""
    with pytest.raises(UsageError, match=r"^unknown report format 'pdf'; choose from html, json, sarif, .*markdown$"):
        write(html_sample_report, "pdf", tmp_path / "r.pdf", Settings())


def test_replaces_what_was_there(html_sample_report, tmp_path):
    """A second run replaces the first, through a link too."""
    target, link = tmp_path / "r.json", tmp_path / "link.json"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write(html_sample_report, "json", link, Settings())
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == render_json(html_sample_report, tokens=False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_has_ordinary_permissions(html_sample_report, tmp_path):
    """A report may be read by whom the user's mask lets read."""
    write(html_sample_report, "json", tmp_path / "r.json", Settings())
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "r.json").stat().st_mode) == 0o666 & ~mask


def test_a_folder_is_no_file(html_sample_report, tmp_path):
    """A folder at the report's path is refused."""
    with pytest.raises(OutputError, match=r"can't be written: it is a folder; name a file$"):
        write(html_sample_report, "json", tmp_path, Settings())


def test_a_file_is_no_folder(html_sample_report, tmp_path):
    """A file where a folder should be is refused."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"a part of its path is a file; choose another place$"):
        write(html_sample_report, "json", tmp_path / "file" / "r.json", Settings())


def test_a_name_can_be_too_long(html_sample_report, tmp_path):
    """A name that the file system doesn't take is refused in one line."""
    with pytest.raises(OutputError, match=r"the name is too long; choose a shorter one$"):
        write(html_sample_report, "json", tmp_path / ("x" * 5000), Settings())


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, "no space is left on the device; free some, or choose another place"),
        (errno.EACCES, "permission denied; choose a place that you may write to"),
        (errno.EROFS, "the file system is read-only; choose another place"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_failure_leaves_the_old_report(html_sample_report, tmp_path, monkeypatch, number, expected):
    """A full disk or a missing permission leaves the old file whole, no scrap beside it, and a reason."""
    target = tmp_path / "r.json"
    target.write_text("old", encoding="utf-8")

    def fail(_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(writing.os, "fsync", fail)
    with pytest.raises(OutputError) as caught:
        write(html_sample_report, "json", target, Settings())
    assert str(caught.value) == f"{target}: can't be written: {expected}"
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"r.json": "old"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_device(html_sample_report):
    """A device that is really full is told apart."""
    with pytest.raises(OutputError, match=r"^/dev/full: can't be written: no space is left"):
        write(html_sample_report, "json", Path("/dev/full"), Settings())


def test_an_interruption_leaves_the_old_report(html_sample_report, tmp_path, monkeypatch):
    """Ctrl-C while writing leaves the old file and nothing else."""
    target = tmp_path / "r.json"
    target.write_text("old", encoding="utf-8")

    def chunks(*_, **__):
        yield "half"
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "json_chunks", chunks)
    with pytest.raises(KeyboardInterrupt):
        write(html_sample_report, "json", target, Settings())
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"r.json": "old"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_written_to_and_stays(html_sample_report, tmp_path):
    """A pipe is no file to replace: the report flows through it."""
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    write(html_sample_report, "json", pipe, Settings())
    reader.join(10)
    assert got == [render_json(html_sample_report, tokens=False)]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
