"""Paths to files: order, ignore files, settings, links, and what can't be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mtqa.config import Settings
from mtqa.errors import UsageError
from mtqa.readers import Found, discover


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Return a function that writes files below an empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)

    def write(*names, **files):
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("It rained.", encoding="utf-8")
        for name, text in files.items():
            (tmp_path / name.replace("__", "/")).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def names(*paths, **settings):
    """Return the paths that are found, and those that are skipped with the reason."""
    found = discover(paths or ["."], Settings(**settings))
    return [item.shown if isinstance(item, Found) else f"{item.path}: {item.reason}" for item in found]


def ignore(folder, text, name=".gitignore"):
    """Write an ignore file."""
    (folder / name).write_text(text, encoding="utf-8")


def test_order(tree):
    """The files of a folder come sorted, then its folders; named paths come in their own order."""
    tree("b.md", "a.txt", "c/z.md", "c/a.md", "B.html", "a/x.jsonl", "a/b/y.mdx")
    assert names() == ["B.html", "a.txt", "b.md", "a/x.jsonl", "a/b/y.mdx", "c/a.md", "c/z.md"]
    assert names("c", "b.md", "a") == ["c/a.md", "c/z.md", "b.md", "a/x.jsonl", "a/b/y.mdx"]


def test_each_file_once(tree):
    """A file that is named twice, or lies in a folder that is named too, is found once."""
    tree("a/b.md", "c.md")
    assert names("a", "c.md", "a/b.md", ".", "c.md") == ["a/b.md", "c.md"]


def test_unknown_suffixes_are_told(tree):
    """Files that no reader knows are skipped with the reason, unless they are named themselves."""
    tree("a.odf", "Makefile", "b.PY", "c.MD")
    skipped = [
        "Makefile: no reader for files without a suffix",
        "a.odf: no reader for .odf files",
        "b.PY: no reader for .py files",
    ]
    assert names() == [*skipped, "c.MD"]
    assert names("a.odf", "Makefile") == ["a.odf", "Makefile"]


def test_ignore_files(tree):
    """Ignore files of both names count, in each folder; the nearer one and mtqa's own have the last word."""
    top = tree("a.md", "drafts/b.md", "c/a.md", "c/keep.md", "c/d/a.md", "e/out/f.md", "e/g.html")
    ignore(top, "\ufeff# not yet\n/drafts/\nkeep.md\n*.html\nout\n")
    ignore(top / "c", "a.md\n!keep.md\n")
    ignore(top / "c/d", "!a.md\n", ".mtqaignore")
    ignore(top, "!*.html\n", ".mtqaignore")
    assert names() == ["a.md", "c/keep.md", "c/d/a.md", "e/g.html"]


def test_ignore_files_above(tree):
    """Ignore files between the git root and a named folder count, those above the root do not."""
    top = tree("w/.git/config", "w/a/b/x.md", "w/a/b/y.md", "w/a/b/z.md")
    ignore(top, "z.md")
    ignore(top / "w", "x.md")
    ignore(top / "w/a", "b/y.md")
    assert names("w/a/b") == ["w/a/b/z.md"]


def test_named_paths_are_read_whatever_is_ignored(tree):
    """Who names an ignored file or folder wants it read."""
    top = tree(".git/config", "build/a.md", "b.md", ".c.md")
    ignore(top, "build/\nb.md\n")
    assert names("build", "b.md", ".c.md") == ["build/a.md", "b.md", ".c.md"]


def test_hidden_files(tree):
    """Hidden files and folders are left out unless asked for; git's own folder always is."""
    tree(".a/b.md", ".c.md", "d.md", ".git/e.md")
    assert (names(), names(hidden=True)) == (["d.md"], [".c.md", "d.md", ".a/b.md"])


def test_include_and_exclude(tree):
    """Patterns are those of .gitignore, match from the named folder or the current one, and exclude wins."""
    tree("site/a.md", "site/b/a.md", "site/b/c.html", "d.md")
    assert names(include=("*.md",)) == ["d.md", "site/a.md", "site/b/a.md"]
    assert names("site", include=("site/b/",)) == ["site/b/a.md", "site/b/c.html"]
    assert names("site", include=("/b/*.html",)) == ["site/b/c.html"]
    assert names(exclude=("b/",)) == ["d.md", "site/a.md"]
    assert names(exclude=("*.md", "!d.md")) == ["d.md", "site/b/c.html"]
    assert names(include=("*.md",), exclude=("site/",)) == ["d.md"]
    assert names("site/a.md", include=("*.html",), exclude=("*.md",)) == ["site/a.md"]


def test_size(tree):
    """A file above the limit is skipped, also if it is named."""
    tree("a.md").joinpath("b.md").write_bytes(b"x" * 2_000_000)
    reason = "b.md: 1.9 MiB is above the limit of 1.5 MiB (max-size)"
    assert (names(max_size=1.5), names("b.md", max_size=1.5)) == (["a.md", reason], [reason])


def test_links(tree):
    """Links are followed once: loops and second ways to a file or folder are told, broken ones too."""
    top = tree("a/b.md", "z/c.md", "outside.odf")
    (top / "a/loop").symlink_to(top)
    (top / "a/again.md").symlink_to(top / "a/b.md")
    (top / "a/0.odf").symlink_to(top / "outside.odf")
    (top / "broken.md").symlink_to("nowhere")
    (top / "0link").symlink_to(top / "z")
    assert names() == [
        "outside.odf: no reader for .odf files",
        "broken.md: broken symbolic link",
        "a/b.md",
        "a/0.odf: no reader for .odf files",
        "a/again.md: symbolic link to a file that is read already",
        "a/loop: symbolic link to a folder that is read already",
        "z/c.md",
        "0link: symbolic link to a folder that is read already",
    ]


def test_a_link_that_is_named(tree):
    """A broken link that is named says so, and one to a folder is walked under its own name."""
    top = tree("z/c.md")
    (top / "gone.md").symlink_to("nowhere")
    (top / "way").symlink_to("z")
    assert names("gone.md", "way") == ["gone.md: can't be opened: No such file or directory", "way/c.md"]


def test_what_is_no_file(tree):
    """A pipe is not waited for."""
    os.mkfifo(tree("a.md") / "b.md")
    assert names() == ["a.md", "b.md: not a regular file"]


def test_a_deep_tree(tree):
    """Folders may lie deeper than calls may be nested."""
    top, depth = tree("a.md"), 1010
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("b.md").touch()
    os.chdir(top)
    found = [name.replace("d/", "") for name in names()]
    os.chdir("d/" * depth)
    Path("b.md").unlink()
    for _ in range(depth):
        os.chdir("..")
        Path("d").rmdir()
    assert found == ["a.md", "b.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may open everything")
def test_a_folder_that_may_not_be_opened(tree):
    """A folder that may not be opened is told, and the others are walked."""
    top = tree("a/b.md", "c/d.md")
    (top / "a").chmod(0)
    try:
        assert names() == ["a: folder can't be opened: Permission denied", "c/d.md"]
    finally:
        (top / "a").chmod(0o700)


def test_a_folder_that_is_gone(tree, monkeypatch):
    """A folder that can't be opened when its turn comes is told, and the others are walked."""
    tree("a/b.md", "c/d.md")
    scan = os.scandir

    def failing(folder):
        if Path(folder).name == "a":
            raise FileNotFoundError(2, "No such file or directory")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", failing)
    assert names() == ["a: folder can't be opened: No such file or directory", "c/d.md"]


@pytest.mark.parametrize(
    ("paths", "settings", "message"),
    [
        (["a.md", "b.md"], {}, "b.md: no such file or folder"),
        (["."], {"include": ("!",)}, "include: not a pattern in .gitignore syntax: "),
        (["."], {"exclude": ("*.md", "!")}, "exclude: not a pattern in .gitignore syntax: "),
    ],
    ids=["path", "include", "exclude"],
)
def test_wrong_calls(tree, paths, settings, message):
    """A path that is not there and a malformed pattern are told before anything is read."""
    tree("a.md")
    with pytest.raises(UsageError, match=f"^{message}"):
        discover(paths, Settings(**settings))


def test_a_malformed_ignore_file(tree):
    """An ignore file with a malformed pattern is named."""
    ignore(tree("a.md"), "!\n")
    with pytest.raises(UsageError, match=r"^\.: an ignore file has a malformed pattern: "):
        names()


def test_names_that_are_no_text(tree):
    """Bytes of a name that are no UTF-8 are shown as a replacement."""
    folder = os.fsencode(tree("a.md"))
    os.close(os.open(folder + b"/\xff.md", os.O_CREAT))
    assert names() == ["a.md", "\ufffd.md"]
