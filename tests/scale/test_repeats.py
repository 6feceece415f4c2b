"""Deduplication of the whole input: what stands in several partitions is scored once, and judged as without."""

from __future__ import annotations

import json
from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa import scale
from mtqa.cache import key
from mtqa.errors import UsageError
from mtqa.scale.places import Place
from mtqa.scale.repeats import Repeats, name_of, repeated, write
from tests.scale.conftest import FAKE, GOOD, ODD, RULES, content


def test_the_results_are_the_same_and_the_saving_is_told(tmp_path, cluster):
    """The second pass scores only what the first one did not, and not a figure moves."""
    source = tmp_path / "in.jsonl"
    with source.open("w") as file:
        for n in range(300):
            file.write(json.dumps({"id": n, "text": f"{GOOD} {ODD} This is number {n // 3 * (n % 3 > 0)}."}) + "\n")
    plain = scale.check_corpus(str(source), str(tmp_path / "plain"), FAKE, scale.Options(workers=1, partition=3_000))
    told = []
    options = scale.Options(workers=1, partition=3_000, everywhere=True)
    once = scale.check_corpus(str(source), str(tmp_path / "once"), FAKE, options, say=told.append)
    assert content(tmp_path / "once") == content(tmp_path / "plain")
    assert plain.due == once.due == 900
    saving = json.loads((tmp_path / "once" / "summary.json").read_text())["first_pass"]
    assert once.scored + saving["copies"] == plain.scored == saving["texts"]
    assert saving["repeated"] >= 3
    assert any(line.startswith(f"first pass: {saving['repeated']} texts stand in several partitions") for line in told)


def test_what_is_not_scored_needs_no_first_pass(tmp_path, cluster):
    """It is refused, not ignored."""
    (tmp_path / "a.txt").write_text(GOOD)
    for settings in (RULES, FAKE.replace(quick=True)):
        with pytest.raises(UsageError, match="saves full scoring"):
            scale.check_corpus(str(tmp_path / "a.txt"), str(tmp_path / "out"), settings, scale.Options(everywhere=True))


@given(st.lists(st.text(max_size=6), max_size=60))
def test_repeated_texts_are_found(texts):
    """What comes more than once is found once, in the order of the keys."""
    shard = pa.table(
        {"shard": [0] * len(texts), "key": [key(text) for text in texts], "text": texts},
        schema=pa.schema([("shard", pa.int32()), ("key", pa.binary(16)), ("text", pa.large_string())]),
    )
    found = repeated(shard)
    expected = {text for text, count in Counter(texts).items() if count > 1}
    assert sorted(found["text"].to_pylist()) == sorted(expected)
    assert found["key"].to_pylist() == sorted(found["key"].to_pylist())


def test_a_store_gives_what_was_written(tmp_path):
    """Each text is found under its key, and none that was not written."""
    texts = [f"text {n}" for n in range(1_000)]
    ranked = sorted(texts, key=key)
    place = Place.of(str(tmp_path)).child(name_of(0))
    write(place, ranked, [key(text) for text in ranked], lambda part: [text.encode() for text in part])
    store = Repeats(Place.of(str(tmp_path)), 1)
    assert store.get([*texts, "another"]) == {text: text.encode() for text in texts}
    assert Repeats(Place.of(str(tmp_path / "nowhere")), 1).get(texts) == {}
