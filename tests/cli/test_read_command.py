"""``mtqa read`` and ``mtqa config`` as their users run them, and coverage in the gate."""

from __future__ import annotations

import json

import pytest

PAGE = """# The old mill

The mill stands by the river. It has not turned since the war.

```
make all
```

![Two millers at the door](mill.png)
"""
TEXT = "The mill stands by the river and has not turned since the war, as everybody in the village knows. "


@pytest.fixture
def site(tmp_path):
    """Return a folder with a page and a table in it."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mill.md").write_text(PAGE)
    return tmp_path


def test_segments_and_sentences_are_printed(mtqa, site):
    """Kind, place and text of each; what would not be judged says why."""
    done = mtqa("read", "site")
    assert done.returncode == 0, done.stderr
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[0].startswith("site/mill.md: markdown, utf-8; ")
    assert "1:3  heading  2-14" in lines
    assert "3:1  16-45  The mill stands by the river." in lines
    assert "10:3  caption  102-125" in "\n".join(lines) or "9:3  caption  100-123" in lines


def test_json_has_the_same(mtqa, site):
    """A JSON object a line, whose spans lead to the text in the file."""
    done = mtqa("read", "site", "--json")
    (document,) = [json.loads(line) for line in done.stdout.splitlines()]
    sentences = [s for segment in document["segments"] for s in segment["sentences"]]
    assert [PAGE[s["start"] : s["end"]] for s in sentences] == [s["text"] for s in sentences]
    assert [segment["kind"] for segment in document["segments"]] == ["heading", "paragraph", "caption"]
    assert [m["pattern"] for m in document["masked"]] == ["code"]


def test_text_is_what_offsets_count_in(mtqa, site):
    """--text prints the source."""
    assert mtqa("read", "site/mill.md", "--text").stdout == PAGE


def test_nothing_read_is_no_success(mtqa, site):
    """What can't be read is told, with exit code 2 where there is nothing else."""
    (site / "bad.md").write_bytes(b"\x00\x01\x02\x03")
    done = mtqa("read", "bad.md")
    assert (done.returncode, done.stdout) == (2, "bad.md: skipped: binary file\n")


def test_what_applies_to_a_file(mtqa, site):
    """The configuration, the format and the reason for each setting."""
    (site / "mtqa.toml").write_text('[[files]]\nglob = "site/*.md"\nkind = "caption"\n')
    done = mtqa("config", "show", "site/mill.md")
    assert done.returncode == 0, done.stderr
    config, reader, read, *rows = done.stdout.splitlines()
    assert config.startswith("configuration: ")
    assert (reader, read) == ("format: markdown (by its suffix)", "read: yes")
    (kind,) = [row for row in rows if row.startswith("kind ")]
    assert '= "caption"' in kind
    assert kind.endswith("[[files]] 1: site/*.md")
    assert "mask-selectors" in done.stdout


def test_what_applies_to_a_run(mtqa, site):
    """Without a file all settings are shown."""
    done = mtqa("config", "show")
    assert "configuration: none, so all settings are defaults" in done.stdout
    assert "fail-on" in done.stdout
    assert site.exists()


def test_a_configuration_that_is_wrong(mtqa, site):
    """One line names the key and the nearest one."""
    (site / "mtqa.toml").write_text('[[files]]\nglob = "*.md"\nmask-selector = [".ad"]\n')
    done = mtqa("check", "site", "--rules-only", "--no-output")
    assert done.returncode == 2
    assert "unknown key 'mask-selector'; did you mean 'mask-selectors'?" in done.stderr


def test_required_coverage(mtqa, site):
    """A page whose prose stands in code fails the gate where coverage is required, and is warned of where it is not."""
    (site / "site" / "mill.md").write_text(f"{TEXT}\n\n```\n{TEXT * 3}\n```\n")
    passed = mtqa("check", "site", "--rules-only", "--no-output", "--fail-on", "never")
    assert passed.returncode == 0, passed.stderr
    assert "of what looks like prose was masked and not checked" in " ".join(passed.stdout.split())
    failed = mtqa("check", "site", "--rules-only", "--no-output", "--fail-on", "never", "--require-coverage", "80")
    assert failed.returncode == 1
    assert "less than the 80% required" in " ".join(failed.stdout.split())


def test_a_glob_that_matches_nothing(mtqa, site):
    """It is told, in the report's notes."""
    (site / "mtqa.toml").write_text('include = ["*.md", "*.mdx"]\n[[files]]\nglob = "*.po"\nlanguage = "en"\n')
    done = mtqa("check", ".", "--rules-only", "--no-output")
    said = " ".join(done.stdout.split())
    assert "the pattern '*.mdx' in include matches no file" in said
    assert "[[files]] with '*.po' matches no file" in said
    assert site.exists()
