"""The cache of scores: what is kept comes back to the last bit, and nothing that happens to the file stops a run."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import mtqa as api
from mtqa import lm
from mtqa.cache import FORMAT, Cache, clear, info, key, location
from mtqa.config import Settings
from mtqa.detector import Measured
from mtqa.detector.features import Features
from mtqa.document import Span
from mtqa.errors import CacheError

ROOM = 10_000_000
FAKE = Settings(model="fake")
TEXT = "The bridge is old. Russia for anybody not a threat. The xqz lamp hums at night."


@pytest.fixture
def warnings():
    """Return a list for what a cache complains of."""
    return []


@pytest.fixture
def file(tmp_path):
    """Return the path of a cache that isn't there yet."""
    return tmp_path / "kept" / "scores.sqlite3"


def _judgements(report):
    return [document.sentences for document in report.documents]


def test_gives_back_what_was_put(file):
    """Values come back by key, also from a file that was closed; other keys have none."""
    cache = Cache(file, ROOM)
    cache.put([(key("a"), b"one"), (key("b"), b"")])
    cache.note("machine", "two words")
    assert cache.get([key("a"), key("b"), key("c")]) == {key("a"): b"one", key("b"): b""}
    cache.close()
    again = Cache(file, ROOM)
    assert again.get([key("a")]) == {key("a"): b"one"}
    assert again.name("machine") == "two words"
    assert again.name("another") is None


def test_a_key_tells_its_parts_apart():
    """Neither the order of the parts nor where one ends is lost, and any text has a key."""
    assert len({key("a", "bc"), key("ab", "c"), key("bc", "a"), key("abc"), key("a\ud800")}) == 5


@given(
    st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=20),
    st.lists(st.text(max_size=4), max_size=3),
    arrays.arrays(np.float64, st.tuples(st.integers(0, 9), st.just(3)), elements=st.floats(width=64, allow_nan=False)),
    st.lists(st.floats(allow_nan=False), min_size=7, max_size=7),
)
def test_packs_to_the_last_bit(spans, words, shares, numbers):
    """What was measured of a text is the same after packing and unpacking, whatever the numbers."""
    measured = Measured(
        tuple(Span(*pair) for pair in spans),
        np.asarray([float(low % 97) / 7 for low, _ in spans], np.float32),
        tuple(tuple(words) if i % 2 else () for i in range(len(spans))),
        np.arange(len(shares), dtype=np.int32),
        Features(*numbers, len(shares)),
        shares,
    )
    back = Measured.unpack(measured.pack())
    assert (back.spans, back.expected, back.features) == (measured.spans, measured.expected, measured.features)
    for name in ("surprisals", "owners", "shares"):
        mine, theirs = getattr(measured, name), getattr(back, name)
        assert mine.dtype == theirs.dtype
        assert mine.tobytes() == theirs.tobytes()


@given(st.binary(max_size=60))
def test_refuses_what_it_did_not_pack(data):
    """Bytes that are no measured text are refused with one kind of error."""
    with pytest.raises(ValueError, match="not a measured text"):
        Measured.unpack(data)


def test_drops_what_was_not_used_for_longest(file, monkeypatch):
    """Beyond the limit the oldest entries go; those that were read lately stay."""
    day = [20_000]
    monkeypatch.setattr("mtqa.cache._today", lambda: day[0])
    cache = Cache(file, 400_000)
    for number in range(300):
        day[0] = 20_000 + number // 100
        cache.put([(key(str(number)), bytes([number % 251]) * 2_000)])
        cache.get([key("7")])
    kept = cache.get([key(str(number)) for number in range(300)])
    assert key("7") in kept
    assert key("299") in kept
    assert key("20") not in kept
    cache.close()
    assert info(file).size < 800_000


@pytest.mark.parametrize(
    "rubbish", [b"not a database at all, but a text of some length" * 200, b"SQLite format 3\0" + b"\xff" * 5_000]
)
def test_sets_a_damaged_file_aside(file, warnings, rubbish):
    """A file that is no cache is moved, with one warning, and a new one works."""
    file.parent.mkdir()
    file.write_bytes(rubbish)
    cache = Cache(file, ROOM, warnings.append)
    cache.put([(key("a"), b"one")])
    assert cache.get([key("a")]) == {key("a"): b"one"}
    assert len(warnings) == 1
    assert "begun anew" in warnings[0]
    assert file.with_name("scores.sqlite3.damaged").read_bytes() == rubbish


def test_survives_damage_in_the_middle(file, warnings):
    """Pages that were overwritten lose what they held, and no wrong value is ever given back."""
    values = {key(str(i)): os.urandom(3_000) for i in range(300)}
    cache = Cache(file, ROOM)
    cache.put(values.items())
    cache.close()
    with file.open("r+b") as pages:
        for place in range(40_960, file.stat().st_size - 8_192, 65_536):
            pages.seek(place)
            pages.write(b"\xa5" * 4_096)
    cache = Cache(file, ROOM, warnings.append)
    assert all(values[name] == value for name, value in cache.get(list(values)).items())
    cache.put(values.items())
    assert cache.get(list(values)) == values


def test_a_changed_value_counts_as_absent(file):
    """A value whose checksum doesn't fit is not given back."""
    cache = Cache(file, ROOM)
    cache.put([(key("a"), b"one"), (key("b"), b"two")])
    with sqlite3.connect(file) as other:
        other.execute("UPDATE entries SET value = x'00000000616263' WHERE key = ?", (key("a"),))
    assert cache.get([key("a"), key("b")]) == {key("b"): b"two"}


def test_begins_anew_for_another_version(file):
    """A file of another version of the layout is emptied, not misread."""
    Cache(file, ROOM).put([(key("a"), b"one")])
    with sqlite3.connect(file) as other:
        other.execute(f"PRAGMA user_version = {FORMAT + 1}")
    assert Cache(file, ROOM).get([key("a")]) == {}


def test_goes_on_without_a_place(tmp_path, warnings):
    """Where the file can't be made, the cache stays empty and says so once."""
    (tmp_path / "occupied").write_text("a file, not a folder")
    cache = Cache(tmp_path / "occupied" / "scores.sqlite3", ROOM, warnings.append)
    cache.put([(key("a"), b"one")])
    assert cache.get([key("a")]) == {}
    assert len(warnings) == 1
    assert "going on without" in warnings[0]


_WRITER = """
import sys
from pathlib import Path
from mtqa.cache import Cache, key
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
cache = Cache(path, 10**9, print)
print("ready", flush=True)
for number in range(count):
    text = f"{name} {number}"
    cache.put([(key(text), text.encode() * 50)])
    assert cache.get([key(text)]) == {key(text): text.encode() * 50}
"""


def _writer(file, name, count):
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(file), name, str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    assert writer.stdout.readline() == "ready\n"
    return writer


def test_serves_processes_at_once(file):
    """Three processes that write at the same time lose nothing of each other's."""
    writers = [_writer(file, name, 100) for name in ("a", "b", "c")]
    for writer in writers:
        _, said = writer.communicate(timeout=60)
        assert writer.returncode == 0, said
    assert info(file).entries == 300


def test_survives_being_killed(file):
    """A process that is killed twenty times while it writes leaves a file that opens, with whole values alone."""
    draw = random.Random(5)
    for number in range(20):
        writer = _writer(file, str(number), 10**9)
        time.sleep(draw.uniform(0.01, 0.08))
        writer.send_signal(signal.SIGKILL)
        writer.communicate(timeout=60)
    texts = [f"{number} {i}" for number in range(20) for i in range(50)]
    complaints = []
    found = Cache(file, ROOM, complaints.append).get([key(text) for text in texts])
    assert not complaints
    assert len(found) > 20
    assert all(found[key(text)] == text.encode() * 50 for text in texts if key(text) in found)


class Counting(lm.FakeModel):
    """The fake model, counting what it is asked to score."""

    asked: list[str]

    def score(self, texts, layers=(), branch=None):
        """Score, and remember the texts."""
        self.asked.extend(texts)
        return super().score(texts, layers, branch)


@pytest.fixture
def counting(monkeypatch):
    """Return the texts that the model was asked to score, in order."""
    model = Counting()
    model.asked = []
    monkeypatch.setattr(lm, "load", lambda *_: model)
    return model.asked


def test_scores_nothing_twice(counting):
    """A second run scores nothing, and judges the same."""
    first = api.check_texts([TEXT], FAKE)
    asked = len(counting)
    second = api.check_texts([TEXT], FAKE)
    assert asked == 3
    assert len(counting) == asked
    assert _judgements(second) == _judgements(first)
    assert "3 sentences from the cache" in second.device
    assert "cache" not in first.device


def test_scores_what_changed_alone(counting, tmp_path):
    """Of a hundred files only the one that changed is scored again."""
    for number in range(100):
        (tmp_path / f"{number}.txt").write_text(f"The bridge number {number} is old and narrow.")
    api.check([tmp_path], FAKE)
    counting.clear()
    (tmp_path / "7.txt").write_text("The seventh bridge is new and wide.")
    api.check([tmp_path], FAKE)
    assert counting == ["The seventh bridge is new and wide."]


def test_applies_other_rules_to_kept_scores(counting):
    """Rules and their weights are no part of what is kept."""
    every = api.check_texts([TEXT], FAKE)
    counting.clear()
    fewer = api.check_texts([TEXT], FAKE.replace(ignore=("grammar",)))
    assert not counting
    assert every.documents[0].sentences[1].findings
    assert not fewer.documents[0].sentences[1].findings


def test_does_not_read_another_layout(counting, monkeypatch):
    """What a version with another layout kept is scored again."""
    api.check_texts([TEXT], FAKE)
    monkeypatch.setattr("mtqa.measurer.LAYOUT", "another")
    api.check_texts([TEXT], FAKE)
    assert len(counting) == 6


def test_keeps_nothing_unless_asked(counting):
    """Without the cache nothing is read from it, and no file is made."""
    settings = FAKE.replace(cache=False)
    first, second = api.check_texts([TEXT], settings), api.check_texts([TEXT], settings)
    assert len(counting) == 6
    assert _judgements(second) == _judgements(first)
    assert not location().exists()


def test_a_run_outlives_a_damaged_cache(mtqa, tmp_path):
    """The command warns in one line, checks everything, and a later run has its scores."""
    cache = tmp_path / "broken.sqlite3"
    cache.write_bytes(b"rubbish" * 1_000)
    (tmp_path / "a.txt").write_text(TEXT)
    env = {"MTQA_CACHE": str(cache)}
    first = mtqa("check", "--model", "fake", "--fail-on", "never", "--output", "json=a.json", "a.txt", env=env)
    second = mtqa("check", "--model", "fake", "--fail-on", "never", "--output", "json=b.json", "a.txt", env=env)
    assert first.returncode == second.returncode == 0, first.stderr
    assert "begun anew" in first.stderr
    assert "begun anew" not in second.stderr
    assert "3 sentences from the cache" in second.stdout.replace("\n", " ")
    a, b = (json.loads((tmp_path / name).read_text("utf-8")) for name in ("a.json", "b.json"))
    assert a["documents"] == b["documents"]
    assert a["signature"] == b["signature"]


def test_the_command_tells_and_clears(mtqa, tmp_path):
    """``mtqa cache`` prints the place, the number of sentences and the size, and removes the file."""
    (tmp_path / "a.txt").write_text(TEXT)
    assert mtqa("cache", "path").stdout.strip() == str(location())
    assert "0 sentences" in mtqa("cache", "info").stdout
    mtqa("check", "--model", "fake", "--no-output", "a.txt")
    assert "3 sentences" in mtqa("cache", "info").stdout
    mtqa("check", "--model", "fake", "--no-output", "--no-cache", "a.txt")
    assert "freed" in mtqa("cache", "clear").stdout
    assert not location().exists()


def test_says_what_is_no_cache(file):
    """A file that can't be read as a cache is named, with what to do."""
    file.parent.mkdir()
    file.write_bytes(b"rubbish" * 1_000)
    with pytest.raises(CacheError, match="mtqa cache clear"):
        info(file)
    assert clear(file) == 7_000


@pytest.mark.model
def test_the_real_model_is_not_loaded_again(monkeypatch):
    """With everything kept, the judgement is the same to the last bit, and neither model nor PyTorch is needed."""
    settings = Settings(tokens=True)
    first = api.check_texts([TEXT, "He noted that the head of the department left."], settings)

    def refuse(*_):
        raise AssertionError("loaded")

    monkeypatch.setattr(lm, "load", refuse)
    second = api.check_texts([TEXT, "He noted that the head of the department left."], settings)
    assert second.documents == first.documents
    assert second.signature == first.signature
