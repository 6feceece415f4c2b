"""Files here and on other filesystems: read through pyarrow or fsspec, written whole or not at all."""

from __future__ import annotations

import json
import zipfile

import pytest

from mtqa import scale
from mtqa.errors import OutputError, UsageError
from mtqa.scale.places import Place
from tests.scale.conftest import GOOD, ODD, RULES, content


def test_an_input_in_an_archive(tmp_path, cluster):
    """A filesystem of fsspec gives the rows of the same files in a folder, but for their paths."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.jsonl").write_text("".join(json.dumps({"text": f"{GOOD} {n}"}) + "\n" for n in range(30)))
    (tmp_path / "in" / "deep" / "b.txt").write_text(f"{ODD} {GOOD}\n")
    (tmp_path / "in" / "_SUCCESS").write_text("")
    (tmp_path / "in" / "c.xyz").write_text("?")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for path in sorted((tmp_path / "in").rglob("*")):
            archive.write(path, path.relative_to(tmp_path / "in").as_posix())
    uri = f"zip://::{tmp_path / 'in.zip'}"
    summary = scale.check_corpus(uri, f"file://{tmp_path / 'zipped'}", RULES)
    scale.check_corpus(str(tmp_path / "in"), str(tmp_path / "plain"), RULES)
    found, expected = content(tmp_path / "zipped"), content(tmp_path / "plain")
    for table in ("documents", "sentences"):
        without = [{name: value for name, value in row.items() if name != "path"} for row in expected[table]]
        assert [{name: value for name, value in row.items() if name != "path"} for row in found[table]] == without
    reasons = {file.reason for file in summary.report.coverage.files_skipped}
    assert "no reader for .xyz" in reasons


def test_uris_that_nothing_opens(tmp_path):
    """The message names the URI and what is wrong, in a line."""
    with pytest.raises(UsageError, match=r"nowhere://x: can't be opened: .*nowhere"):
        Place.of("nowhere://x")


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    """A writer that fails leaves what was there before, and nothing beside it."""
    place = Place.of(str(tmp_path / "a.bin"))
    place.write_bytes(b"before")

    def fails(stream):
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="no space is left"):
        place.write(fails)
    assert place.read() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]
    with pytest.raises(OutputError, match="a part of its path is a file"):
        place.child("b").write_bytes(b"")
