"""What was changed since a revision, in real repositories."""

import gzip
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.alert import LIKELY, MIXED, UNUSED, Alert, Severity, State
from mtqa.checker import Checker
from mtqa.config import Settings
from mtqa.document import Document, Span
from mtqa.errors import UsageError
from mtqa.gate.alerting import with_alerts
from mtqa.gate.changes import Changes
from mtqa.gate.git import NONE, WHOLE, Edits
from mtqa.readers import Found, read
from mtqa.result import DocumentVerdict, Verdict

BAD = "The {} was broadcasted by the organizers in the Internet."
NEW, UNCHANGED = State.NEW, State.UNCHANGED


def bad(*subjects):
    """Make sentences that a rule of severity error flags."""
    return [BAD.format(subject) for subject in subjects]


@pytest.fixture(autouse=True)
def _own_git(monkeypatch):
    """Keep the tests apart from the configuration of whoever runs them."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "somebody@example.org")


class Repo:
    """A repository under test."""

    def __init__(self, root):
        self.root = Path(root)
        self.root.mkdir(exist_ok=True)

    def git(self, *arguments):
        """Run git; return what it prints."""
        done = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode().strip()

    def write(self, name, content):
        """Write a file: bytes, text, or lines of text."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, list):
            content = "".join(f"{line}\n" for line in content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def commit(self, **files):
        """Write files, a name with two underscores being one with a dot, and commit everything."""
        for name, content in files.items():
            self.write(name.replace("__", "."), content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "Something")

    def since(self, ref="main", folder="."):
        """Compare with a revision."""
        return Changes.since(ref, self.root / folder)


@pytest.fixture
def repo(tmp_path):
    """Return an empty repository, on a branch called main."""
    made = Repo(tmp_path / "repo")
    made.git("init", "--quiet", "--initial-branch=main")
    return made


@pytest.fixture(scope="module")
def checker():
    """Return what judges, by rules alone."""
    return Checker(Settings(rules_only=True))


@pytest.fixture
def states(repo, checker):
    """Return a function that judges a file and gives each alert's subject and state."""

    def judged(changes, name, settings=None):
        path = repo.root / name
        shown = os.fsencode(path).decode("utf-8", "replace")
        found = []
        for document in read(Found(path, shown), settings or Settings()):
            assert isinstance(document, Document)
            result = with_alerts(document, checker.judge([checker.read(document)])[0], lambda _: False)
            told = changes.apply(document, result)
            assert [replace(alert, state=NEW) for alert in told.alerts] == list(result.alerts)
            sentences = {alert.sentence: alert.state for alert in told.alerts if alert.sentence is not None}
            touched = {i for i, state in sentences.items() if state is NEW}
            assert touched == changes.touched(document, result) & set(sentences)
            found += [(result.sentences[i].text.split()[1], state) for i, state in sentences.items()]
        return dict(found)

    return judged


class TestWhatCounts:
    """Lines that were added, changed and deleted."""

    def test_committed_staged_unstaged_and_new(self, repo, states):
        """All that differs from the common commit counts, wherever it stands."""
        repo.commit(a__md=["Nothing to see."], b__md=["Nothing to see."], c__md=["Nothing to see."], same__md=bad("x"))
        repo.git("checkout", "--quiet", "-b", "topic")
        repo.commit(a__md=["Nothing to see.", "", *bad("concert")])
        repo.write("b.md", ["Nothing to see.", "", *bad("match")])
        repo.git("add", "b.md")
        repo.write("c.md", ["Nothing to see.", "", *bad("debate")])
        repo.write("d.md", bad("film"))
        changes = repo.since()
        assert [states(changes, f"{name}.md") for name in ("a", "b", "c", "d", "same")] == [
            {"concert": NEW}, {"match": NEW}, {"debate": NEW}, {"film": NEW}, {"x": UNCHANGED},
        ]  # fmt: skip
        assert [changes.changed(repo.root / f"{name}.md") for name in ("a", "b", "c", "d", "same")] == [
            *[True] * 4, False,
        ]  # fmt: skip
        assert changes.notes == ()

    def test_only_what_the_branch_did(self, repo, states):
        """What was changed on the other side since the branch began does not count."""
        repo.commit(a__md=bad("concert"), b__md=["Nothing to see."])
        repo.git("checkout", "--quiet", "-b", "topic")
        repo.commit(b__md=bad("match"))
        repo.git("checkout", "--quiet", "main")
        repo.commit(a__md=["It was rewritten."])
        repo.git("checkout", "--quiet", "topic")
        changes = repo.since()
        assert states(changes, "a.md") == {"concert": UNCHANGED}
        assert states(changes, "b.md") == {"match": NEW}

    def test_sentences_of_a_file(self, repo, states):
        """In a changed file, sentences that stand in no changed line don't count."""
        first, second, third = bad("concert", "match", "debate")
        repo.commit(a__md=[first, "", second, "", third])
        repo.write("a.md", [first, "", second.replace("Internet", "internet"), "", "A word here.", "", third])
        assert states(repo.since(), "a.md") == {"concert": UNCHANGED, "match": NEW, "debate": UNCHANGED}

    def test_a_sentence_over_several_lines(self, repo, states):
        """Any line that a sentence stands in decides, the first, one in the middle, or the last."""
        parts = {name: BAD.format(name).split(maxsplit=4) for name in ("concert", "match", "debate")}
        lines = [line for words in parts.values() for line in (*words, "")]
        for name, changed in (("concert", 0), ("match", 2), ("debate", 4)):
            repo.commit(a__md=lines)
            edited = list(lines)
            edited[[*parts].index(name) * 6 + changed] += " "
            repo.write("a.md", edited)
            assert states(repo.since(), "a.md") == {each: NEW if each == name else UNCHANGED for each in parts}

    def test_a_deletion_inside_of_a_sentence(self, repo, states):
        """Where lines were deleted, only a sentence that spans the place was changed."""
        before, after = BAD.format("concert").split(" by ")
        lines = [*bad("film"), "", before, "not only", "by " + after, *bad("match"), "A last line.", *bad("debate")]
        repo.commit(a__md=lines)
        repo.write("a.md", [line for line in lines if line not in ("not only", "A last line.")])
        assert states(repo.since(), "a.md") == {
            "film": UNCHANGED, "concert": NEW, "match": UNCHANGED, "debate": UNCHANGED,
        }  # fmt: skip

    def test_deletions_at_the_ends(self, repo, states):
        """Lines that are gone before the first and after the last one change nothing."""
        repo.commit(a__md=["# One", "", *bad("concert"), "", "The end."])
        repo.write("a.md", bad("concert"))
        changes = repo.since()
        assert states(changes, "a.md") == {"concert": UNCHANGED}
        assert changes.changed(repo.root / "a.md")

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
    def test_line_ends(self, repo, states, end):
        """Lines are counted as git does: a lone CR ends none."""
        lines = [*bad("concert"), "", *bad("match"), "", *bad("debate"), ""]
        repo.commit(a__txt=end.join(lines).encode())
        repo.write("a.txt", end.join([*lines[:2], *bad("film"), *lines[3:]]).encode())
        rest = NEW if end == "\r" else UNCHANGED
        assert states(repo.since(), "a.txt") == {"concert": rest, "film": NEW, "debate": rest}

    def test_lone_carriage_returns_between_lines(self, repo, states):
        """Lines that git does not count move nothing."""
        lines = ["A word here.\r\rAnd here.\r", *bad("concert"), "", *bad("match")]
        repo.commit(a__txt=lines)
        repo.write("a.txt", [*lines[:3], *bad("film")])
        assert states(repo.since(), "a.txt") == {"concert": UNCHANGED, "film": NEW}

    def test_line_ends_that_git_converts(self, repo, states):
        """A working tree with other line ends than the repository is unchanged all the same."""
        repo.commit(a__md=[*bad("concert"), "", *bad("match")])
        repo.git("config", "core.autocrlf", "true")
        repo.write("a.md", "\r\n".join([*bad("concert"), "", *bad("debate"), ""]))
        assert states(repo.since(), "a.md") == {"concert": UNCHANGED, "debate": NEW}

    def test_beyond_ascii(self, repo, states):
        """Code points and bytes are not confused."""
        lines = ["\ufeffÄöü “Ωμέγα” 🎈 was there.", "", *bad("concert"), "", *bad("match")]
        repo.commit(a__md=lines)
        repo.write("a.md", [*lines[:4], *bad("film")])
        assert states(repo.since(), "a.md") == {"concert": UNCHANGED, "film": NEW}


class TestFormats:
    """Files that are more, or less, than lines of text."""

    def test_records(self, repo, states):
        """Of JSON Lines, the records in changed lines count."""
        lines = [f'{{"text": "{sentence}"}}' for sentence in bad("concert", "match", "debate")]
        repo.commit(a__jsonl=lines)
        repo.write("a.jsonl", [lines[0], lines[1].replace("match", "film"), lines[2]])
        assert states(repo.since(), "a.jsonl") == {"concert": UNCHANGED, "film": NEW, "debate": UNCHANGED}

    def test_records_beside_lone_carriage_returns(self, repo, states):
        """Where git and the reader number lines differently, all records but the first count."""
        lines = [f'{{"text": "{sentence}"}}' for sentence in bad("concert", "match", "debate")]
        repo.commit(a__jsonl="\r".join(lines) + "\n")
        repo.write("a.jsonl", "\r".join(lines) + "\n" + f'{{"text": "{BAD.format("film")}"}}\n')
        assert states(repo.since(), "a.jsonl") == {"concert": UNCHANGED, "match": NEW, "debate": NEW, "film": NEW}

    def test_rows_of_several_lines(self, repo, states):
        """Of CSV, rows in changed lines count, also where a cell has lines of its own."""
        rows = ["text,id", f'"{BAD.format("concert")}\n\nMore of it.",1', *(f"{s},2" for s in bad("match", "debate"))]
        repo.commit(a__csv=rows)
        repo.write("a.csv", [*rows[:2], f"{BAD.format('film')},2", rows[3]])
        assert states(repo.since(), "a.csv") == {"concert": UNCHANGED, "film": NEW, "debate": UNCHANGED}
        repo.write("a.csv", [rows[0], rows[1].replace("More", "Less"), *rows[2:]])
        assert states(repo.since(), "a.csv") == {"concert": UNCHANGED, "match": UNCHANGED, "debate": UNCHANGED}

    def test_compressed_files(self, repo, states):
        """A compressed file counts as a whole or not at all."""
        lines = [f'{{"text": "{sentence}"}}\n' for sentence in bad("concert", "match")]
        repo.commit(a__jsonl__gz=gzip.compress(lines[0].encode()), b__jsonl__gz=gzip.compress(lines[0].encode()))
        repo.write("a.jsonl.gz", gzip.compress("".join(lines).encode()))
        changes = repo.since()
        assert states(changes, "a.jsonl.gz") == {"concert": NEW, "match": NEW}
        assert states(changes, "b.jsonl.gz") == {"concert": UNCHANGED}

    def test_text_that_git_takes_for_binary(self, repo, states):
        """UTF-16, and what attributes call binary, count as a whole."""
        repo.write(".gitattributes", ["b.md -diff"])
        for name, encoding in (("a.md", "utf-16"), ("b.md", "utf-8"), ("c.md", "utf-16")):
            repo.write(name, BAD.format("concert").encode(encoding))
        repo.commit()
        for name, encoding in (("a.md", "utf-16"), ("b.md", "utf-8")):
            repo.write(name, "\n\n".join(bad("concert", "match")).encode(encoding))
        changes = repo.since()
        assert states(changes, "a.md") == states(changes, "b.md") == {"concert": NEW, "match": NEW}
        assert states(changes, "c.md") == {"concert": UNCHANGED}

    def test_files_that_are_no_text(self, repo, checker):
        """Of a format without lines, all that was judged counts, even if git finds lines in it."""
        repo.commit(a__pdf=["line"] * 9)
        repo.write("a.pdf", ["line"] * 10)
        changes = repo.since()
        source = repo.write("b.txt", [*bad("concert"), "", "Good morning, Bob."])
        document = next(read(Found(source, str(repo.root / "a.pdf")), Settings(reader="text")))
        result = checker.judge([checker.read(document)])[0]
        assert changes.touched(document, result) == frozenset()
        assert changes.touched(replace(document, format="pdf"), result) == frozenset({0, 1})
        assert changes.touched(replace(document, row=3), result) == frozenset({0, 1})


class TestNamesAndMoves:
    """Renames, odd names, links, and repositories inside of repositories."""

    def test_renames(self, repo, states):
        """A file that only has another name was not changed; of one that was edited too, the edits were."""
        lines = [line for each in bad("concert", "match", "debate", "film") for line in (each, "")]
        repo.commit(a__md=lines, b__md=[*lines, "More."])
        repo.git("mv", "a.md", "c.md")
        repo.git("mv", "b.md", "d.md")
        repo.write("d.md", [*lines[:6], *bad("race"), "", "More."])
        changes = repo.since()
        assert not changes.changed(repo.root / "c.md")
        assert set(states(changes, "c.md").values()) == {UNCHANGED}
        assert states(changes, "d.md") == {
            "concert": UNCHANGED, "match": UNCHANGED, "debate": UNCHANGED, "race": NEW,
        }  # fmt: skip

    @pytest.mark.parametrize(
        "name",
        [
            *("two words.md", "tab\there.md", 'a "quoted" one.md', "line\nend.md", "back\\slash.md", "-dash.md"),
            *("ümläut.md", "no\udcfftext.md", "b.md\t", " b/x .md", ":(top)a.md", "日本語.md", "a => b.md"),
        ],
    )
    def test_odd_names(self, repo, states, name):
        """Any name that a file can have is understood, changed, renamed and new."""
        lines = [*bad("concert"), "", *bad("match"), ""]
        repo.write(name, lines)
        repo.write("before.md", [*lines, "Another one."])
        repo.commit()
        repo.write(name, [*lines[:2], *bad("film")])
        repo.git("mv", "before.md", "after " + os.fsdecode(os.fsencode(name.replace("/", "_"))))
        repo.write("new " + name, lines)
        settings = Settings(reader="markdown")
        changes = repo.since()
        assert states(changes, name, settings) == {"concert": UNCHANGED, "film": NEW}
        assert set(states(changes, "after " + name.replace("/", "_"), settings).values()) == {UNCHANGED}
        assert set(states(changes, "new " + name, settings).values()) == {NEW}
        assert changes.notes == ()

    def test_text_that_looks_like_a_patch(self, repo, states):
        """Lines of a file are not taken for lines of the patch."""
        lines = ["+++ b/other.md", "@@ -1 +1 @@", "++ b/other.md", "-- a/other.md", "", *bad("concert")]
        repo.commit(a__md=["Nothing."], other__md=bad("match"))
        repo.write("a.md", lines)
        changes = repo.since()
        assert states(changes, "a.md") == {"concert": NEW}
        assert states(changes, "other.md") == {"match": UNCHANGED}

    def test_a_last_line_without_an_end(self, repo, states):
        """A missing end of the last line moves nothing."""
        repo.commit(a__md="\n\n".join(bad("concert", "match")), b__md=bad("debate"))
        repo.write("a.md", "\n\n".join(bad("concert", "film")))
        repo.write("b.md", ["Nothing.", "", *bad("debate")])
        changes = repo.since()
        assert states(changes, "a.md") == {"concert": UNCHANGED, "film": NEW}
        assert states(changes, "b.md") == {"debate": UNCHANGED}

    def test_deleted_files(self, repo):
        """A file that is gone does not count, and one that git shall forget is new."""
        repo.commit(a__md=bad("concert"), b__md=bad("match"))
        (repo.root / "a.md").unlink()
        repo.git("rm", "--quiet", "--cached", "b.md")
        changes = repo.since()
        assert not changes.changed(repo.root / "a.md")
        assert changes.changed(repo.root / "b.md")

    def test_modes_and_dates(self, repo):
        """What a file may be used for, and when it was written, is no change of its text."""
        repo.commit(a__md=bad("concert"), b__md=bad("match"))
        (repo.root / "a.md").chmod(0o755)
        os.utime(repo.root / "b.md", (1, 1))
        changes = repo.since()
        assert not changes.changed(repo.root / "a.md")
        assert not changes.changed(repo.root / "b.md")

    def test_links(self, repo, tmp_path):
        """A link is followed; one that points elsewhere now, or out of the repository, counts as a whole."""
        repo.commit(a__md=bad("concert"), b__md=bad("match"))
        outside = tmp_path / "outside.md"
        outside.write_text(BAD.format("film"))
        for name, target in (("same", "a.md"), ("moved", "a.md"), ("out", outside), ("broken", "none"), ("dir", ".")):
            (repo.root / name).symlink_to(target)
        repo.commit()
        repo.write("b.md", bad("debate"))
        (repo.root / "moved").unlink()
        (repo.root / "moved").symlink_to("b.md")
        (repo.root / "new").symlink_to("a.md")
        changes = repo.since()
        found = {name: changes.changed(repo.root / name) for name in ("same", "moved", "out", "new", "dir/a.md")}
        assert found == {"same": False, "moved": True, "out": True, "new": True, "dir/a.md": False}
        assert changes.changed(repo.root / "dir/b.md")
        assert changes.notes == (
            f"git does not know these files, so all of their text counts as changed: {repo.root}/out",
        )

    def test_a_link_that_became_a_file(self, repo, states):
        """What was a link and is text now was changed."""
        repo.write("b.md", bad("match"))
        (repo.root / "a.md").symlink_to("b.md")
        repo.commit()
        (repo.root / "a.md").unlink()
        repo.write("a.md", bad("concert"))
        assert states(repo.since(), "a.md") == {"concert": NEW}

    def test_files_that_git_does_not_know(self, repo, states):
        """Ignored files, and those outside, can't be compared: they count, and a note says so."""
        repo.commit(__gitignore=["built/"], a__md=bad("concert"))
        names = ["built/a.md", "built/b.md", "built/c.md", "../d.md"]
        for name in names:
            repo.write(name, bad("match"))
        changes = Changes.since("main", repo.root)
        assert [changes.changed(name) for name in ("a.md", *names)] == [False, *[True] * 4]
        assert changes.changed("<stdin>")
        assert changes.notes == (
            f"git does not know these files, so all of their text counts as changed: {', '.join(names[:3])} and 2 more",
        )
        assert states(changes, "built/a.md") == {"match": NEW}

    def test_repositories_inside_of_it(self, repo):
        """What lies in another repository changes with that one."""
        for name in ("same", "moved", "new"):
            inner = Repo(repo.root / name)
            inner.git("init", "--quiet", "--initial-branch=main")
            inner.commit(a__md=bad("concert"))
        repo.git("-c", "advice.addEmbeddedRepo=false", "add", "same", "moved")
        repo.git("commit", "--quiet", "-m", "Two")
        Repo(repo.root / "moved").commit(b__md=bad("match"))
        changes = repo.since()
        assert [changes.changed(repo.root / name / "a.md") for name in ("same", "moved", "new")] == [False, True, True]
        assert Changes.since("main", repo.root / "moved").changed("a.md") is False

    def test_from_any_folder(self, repo):
        """Paths are relative to the current folder, wherever in the repository that is."""
        repo.commit(**{"a__md": bad("concert"), "docs/b__md": bad("match")})
        repo.write("a.md", bad("film"))
        repo.write("docs/new.md", bad("film"))
        changes = repo.since(folder="docs")
        names = ["../a.md", "b.md", "new.md", "../docs/new.md", repo.root / "a.md"]
        assert [changes.changed(name) for name in names] == [True, False, True, True, True]

    def test_a_merge_with_conflicts(self, repo):
        """A file that is being merged is compared as it stands."""
        repo.commit(a__md=["One."], b__md=bad("match"))
        for branch in ("left", "right"):
            repo.git("checkout", "--quiet", "-b", branch, "main")
            repo.commit(a__md=[f"{branch}."])
        with pytest.raises(AssertionError):
            repo.git("merge", "--quiet", "left")
        changes = repo.since()
        assert changes.changed(repo.root / "a.md")
        assert not changes.changed(repo.root / "b.md")


class TestHowGitIsAsked:
    """The environment, the configuration, and revisions of every kind."""

    def test_the_users_taste_does_not_matter(self, repo, states, tmp_path, monkeypatch):
        """No configuration and no variable changes what is found, and no program of the user's is run."""
        lines = [line for each in bad("concert", "match", "debate") for line in (each, "")]
        repo.commit(a__md=lines, __gitattributes=["*.md diff=own"])
        repo.git("mv", "a.md", "b ü.md")
        repo.write("b ü.md", [*lines[:4], *bad("film")])
        ran = tmp_path / "ran"
        program = tmp_path / "program"
        program.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
        program.chmod(0o755)
        config = tmp_path / "config"
        config.write_text(
            "[diff]\nnoprefix = true\nmnemonicPrefix = true\nrenames = false\nrenameLimit = 1\ncontext = 9\n"
            f"interHunkContext = 9\nrelative = true\ncolorMoved = zebra\nexternal = {program}\nignoreSubmodules = all\n"
            f'[diff "own"]\ntextconv = {program}\ncommand = {program}\n[core]\nquotePath = false\npager = {program}\n'
            "[color]\nui = always\n"
        )
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
        monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(program))
        monkeypatch.setenv("GIT_DIFF_OPTS", "-u7")
        monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
        monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
        assert states(repo.since(), "b ü.md") == {"concert": UNCHANGED, "match": UNCHANGED, "film": NEW}
        assert not ran.exists()

    def test_nothing_is_written(self, repo):
        """Comparing leaves the index as it is, even where dates in it are out of date."""
        repo.commit(a__md=bad("concert"))
        os.utime(repo.root / "a.md", (1, 1))
        before = (repo.root / ".git/index").read_bytes()
        assert not repo.since().changed(repo.root / "a.md")
        assert (repo.root / ".git/index").read_bytes() == before

    def test_inside_of_a_hook(self, repo):
        """What git sets for its hooks is heeded, the index of a partial commit too."""
        repo.commit(a__md=["One."], b__md=["Two."])
        repo.write("a.md", bad("concert"))
        hook = repo.write(
            ".git/hooks/pre-commit",
            f"#!/bin/sh\nPYTHONPATH={Path(__file__).parents[2]} {sys.executable} -c '\n"
            "from pathlib import Path\nfrom mtqa.gate.changes import Changes\n"
            'changes = Changes.since("HEAD", Path.cwd())\n'
            'Path("said").write_text(str([changes.changed("a.md"), changes.changed("b.md")]))\'\n',
        )
        hook.chmod(0o755)
        repo.git("commit", "--quiet", "-m", "Partly", "a.md")
        assert (repo.root / "said").read_text() == "[True, False]"

    @pytest.mark.parametrize("ref", ["v1", "HEAD~1", "main@{0}~1", ":/first", "refs/tags/v1", "abbreviated"])
    def test_revisions(self, repo, ref):
        """A revision is whatever git takes for one, on a branch or not."""
        repo.commit(a__md=bad("concert"), b__md=bad("match"))
        repo.git("commit", "--quiet", "--amend", "-m", "first")
        repo.git("tag", "-a", "v1", "-m", "One")
        repo.commit(b__md=bad("debate"))
        repo.git("checkout", "--quiet", "--detach")
        changes = repo.since(repo.git("rev-parse", "--short", "v1^{commit}") if ref == "abbreviated" else ref)
        assert [changes.changed(repo.root / name) for name in ("a.md", "b.md")] == [False, True]

    def test_several_commits_in_common(self, repo):
        """After branches were merged crosswise there are several newest commits in common; one of them is taken."""
        repo.commit(a__md=["One."])
        for branch in ("left", "right"):
            repo.git("checkout", "--quiet", "-b", branch, "main")
            repo.commit(**{f"{branch}__md": bad("match")})
        repo.git("checkout", "--quiet", "-b", "both", "left")
        repo.git("merge", "--quiet", "-m", "Both", "right")
        repo.git("checkout", "--quiet", "left")
        repo.git("merge", "--quiet", "--no-ff", "-m", "Other", "right~0")
        repo.write("new.md", bad("concert"))
        assert repo.since("both").changed(repo.root / "new.md")

    def test_a_linked_working_tree(self, repo, tmp_path):
        """Each working tree of a repository is compared for itself."""
        repo.commit(a__md=bad("concert"))
        repo.git("worktree", "add", "--quiet", str(tmp_path / "other"), "-b", "other")
        (tmp_path / "other/a.md").write_text(BAD.format("film"))
        assert Changes.since("main", tmp_path / "other").changed("a.md")
        assert not repo.since().changed(repo.root / "a.md")


class TestRefusals:
    """What can't be compared, said in one line."""

    def refused(self, folder, ref="main"):
        """Return the message of a refusal, without its beginning."""
        with pytest.raises(UsageError) as caught:
            Changes.since(ref, folder)
        message = str(caught.value)
        start = f"--diff {ref!r}: "
        assert "\n" not in message
        assert message.startswith(start)
        return message.removeprefix(start)

    def test_no_repository(self, tmp_path):
        """A folder that is in no repository."""
        assert self.refused(tmp_path) == f"{tmp_path} is in no git repository; go to one, or leave out --diff"

    def test_a_bare_repository(self, repo, tmp_path):
        """A repository without files, and the inside of one."""
        repo.commit(a__md=["One."])
        bare = tmp_path / "bare"
        repo.git("clone", "--quiet", "--bare", ".", str(bare))
        for folder in (bare, repo.root / ".git"):
            assert (
                self.refused(folder) == f"{folder} holds no files of the repository; go to where they are checked out"
            )

    def test_no_commit(self, repo):
        """A repository that has just been made."""
        assert self.refused(repo.root) == "there is no commit yet to compare with; make one, or leave out --diff"

    @pytest.mark.parametrize("ref", ["origin/topic", "topic"])
    def test_an_unknown_revision(self, repo, ref):
        """A revision that was not fetched, or is misspelt."""
        repo.commit(a__md=["One."])
        assert self.refused(repo.root, ref) == (
            "there is no such revision here; fetch it first: git fetch origin topic "
            "(in a CI job, check out with fetch-depth: 0, in GitLab GIT_DEPTH: 0)"
        )

    @pytest.mark.parametrize("ref", ["--output=x", "-p", "-", "", "a\0b", "a\nb"])
    def test_what_is_no_revision(self, repo, ref):
        """An option, or anything that no revision looks like, never reaches git."""
        repo.commit(a__md=["One."])
        assert self.refused(repo.root, ref) == "that is no name of a revision; name a branch, a tag or a commit"
        assert [path.name for path in repo.root.iterdir() if path.name != ".git"] == ["a.md"]

    @pytest.mark.parametrize("ref", ["main..main", "main...main", "^main", "two words", "main:a.md", "HEAD~9"])
    def test_ranges_and_files(self, repo, ref):
        """A range, a file, or an ancestor that is none."""
        repo.commit(a__md=["One."])
        assert self.refused(repo.root, ref).startswith("there is no such revision here")

    def test_unrelated_histories(self, repo):
        """A branch that began anew."""
        repo.commit(a__md=["One."])
        repo.git("checkout", "--quiet", "--orphan", "fresh")
        repo.commit(b__md=["Two."])
        assert self.refused(repo.root) == (
            "the revision and HEAD have no commit in common; name one that HEAD descends from"
        )

    def test_a_shallow_clone(self, repo, tmp_path):
        """A history that is cut off before what is in common; fetching the rest mends it."""
        repo.commit(a__md=bad("concert"))
        repo.git("checkout", "--quiet", "-b", "topic")
        repo.commit(b__md=bad("match"))
        repo.git("checkout", "--quiet", "main")
        repo.commit(c__md=bad("debate"))
        clone = Repo(tmp_path / "clone")
        clone.git("clone", "--quiet", "--depth", "1", "--branch", "topic", f"file://{repo.root}", ".")
        assert self.refused(clone.root, "origin/main").startswith("there is no such revision here; fetch it first: ")
        clone.git("fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main")
        assert self.refused(clone.root, "origin/main") == (
            "the history is cut off here (a shallow clone) before what the revision and HEAD have in common; "
            "fetch the rest: git fetch --unshallow (in a CI job, check out with fetch-depth: 0, in GitLab GIT_DEPTH: 0)"
        )
        clone.git("fetch", "--quiet", "--unshallow")
        changes = clone.since("origin/main")
        assert [changes.changed(clone.root / name) for name in ("a.md", "b.md")] == [False, True]

    def test_somebody_elses_repository(self, repo, monkeypatch):
        """Git's own advice is passed on where it refuses a repository for its owner."""
        repo.commit(a__md=["One."])
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        assert self.refused(repo.root) == (
            "git refuses this repository, since somebody else owns it; if you trust it: "
            f"git config --global --add safe.directory {repo.root}"
        )

    def test_without_git(self, repo, monkeypatch, tmp_path):
        """A machine on which git is not installed."""
        monkeypatch.setenv("PATH", str(tmp_path))
        assert self.refused(repo.root) == (
            "git can't be run (No such file or directory); install it, or leave out --diff"
        )

    def test_a_damaged_repository(self, repo):
        """Whatever else git complains about is passed on."""
        repo.commit(a__md=["One."])
        repo.write("a.md", ["Two."])
        shutil.rmtree(repo.root / ".git/objects")
        (repo.root / ".git/objects").mkdir()
        assert self.refused(repo.root) == "there is no commit yet to compare with; make one, or leave out --diff"
        (repo.root / ".git/config").write_text("[core\n")
        assert self.refused(repo.root).startswith("git rev-parse failed: ")


class TestAlerts:
    """Alerts of every kind, and those that do not count already."""

    @pytest.fixture
    def judged(self, repo, checker):
        """Return a function that gives the states of alerts on a document and its comments, before and after."""

        def apply(alerts):
            path = repo.root / "a.md"
            document = next(read(Found(path, str(path)), Settings()))
            result = checker.judge([checker.read(document)])[0]
            result = replace(result, verdict=DocumentVerdict.MIXED, alerts=alerts(document.source))
            return [alert.state for alert in repo.since().apply(document, result).alerts]

        return apply

    def test_documents_and_comments(self, repo, judged):
        """A verdict on a document counts where a judged sentence was changed, a comment where it was itself."""
        lines = ["<!-- mtqa: ignore -->", *bad("concert"), "", "One"]

        def alerts(source):
            comment = Span(source.index("<!--"), source.index("-->") + 3)
            return (
                Alert(LIKELY, Severity.ERROR, "It is.", "0" * 16),
                Alert(MIXED, Severity.WARNING, "It is.", "1" * 16, state=State.SUPPRESSED),
                Alert(UNUSED, Severity.NOTE, "It is.", "2" * 16, span=comment),
            )

        suppressed = State.SUPPRESSED
        repo.commit(a__md=lines)
        assert judged(alerts) == [UNCHANGED, suppressed, UNCHANGED]
        repo.write("a.md", ["<!-- mtqa: ignore  -->", *lines[1:]])
        assert judged(alerts) == [UNCHANGED, suppressed, NEW]
        repo.write("a.md", [lines[0], *bad("match"), *lines[2:]])
        assert judged(alerts) == [NEW, suppressed, UNCHANGED]
        repo.write("a.md", [*lines[:3], "Two"])
        assert judged(alerts) == [UNCHANGED, suppressed, UNCHANGED]

    def test_only_judged_sentences_are_counted(self, repo, checker):
        """What is not judged is no part of any rate."""
        repo.commit()
        path = repo.write("a.md", [*bad("concert"), "", "One", "", "Der Hund lief gestern über die Straße nach Hause."])
        document = next(read(Found(path, str(path)), Settings()))
        result = checker.judge([checker.read(document)])[0]
        judged = {i for i, s in enumerate(result.sentences) if s.verdict is not Verdict.SKIPPED}
        assert len(result.sentences) > len(judged) > 0
        assert repo.since().touched(document, result) == judged


STRETCHES = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 3)), max_size=5)


@given(STRETCHES, st.integers(1, 40), st.integers(0, 5))
def test_stretches_are_found(gaps, first, more):
    """What touches a stretch is what a look at every line and every place between two lines says."""
    places, starts, ends, at = set(), [], [], 0
    for gap, length in gaps:
        at += gap
        start, end = (2 * at, 2 * (at + length - 1)) if length else (2 * at + 1, 2 * at + 1)
        starts.append(start)
        ends.append(end)
        places |= set(range(start, end + 1))
        at += max(length - 1, 0) + 1
    last = first + more
    expected = any(place in places for place in range(2 * first, 2 * last + 1))
    assert Edits(tuple(starts), tuple(ends)).touch(first, last) == expected
    assert WHOLE.touch(first, last)
    assert not NONE.touch(first, last)
