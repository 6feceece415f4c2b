"""Configuration files: settings for single files, strictness, and what applies and why."""

from __future__ import annotations

import tomllib
from dataclasses import fields

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.config import Settings, explain, load_config
from mtqa.config_schema import config_schema
from mtqa.errors import ConfigError
from mtqa.settings import PER_FILE, Override

FILES = """
text-field = ["title", "body"]
max-size = 3

[[files]]
glob = "locales/**/*.json"
kind = "message"
language = "en-GB"
mask-keys = ["debug.*"]

[[files]]
glob = ["locales/app.json", "*.htm"]
kind = "caption"
mask-selectors = [".promo", "nav > a"]
"""


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a configuration file."""

    def write(text, name="mtqa.toml"):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return write


def test_settings_for_some_files(written, tmp_path):
    """A glob is relative to the configuration's folder; the last that matches wins, key by key."""
    settings = load_config(written(FILES))
    inside, both, other = (
        settings.at(tmp_path / name) for name in ("locales/de/x.json", "locales/app.json", "docs/page.htm")
    )
    assert (inside.kind, inside.language, inside.mask_keys) == ("message", "en-GB", ("debug.*",))
    assert (both.kind, both.language, both.mask_selectors) == ("caption", "en-GB", (".promo", "nav > a"))
    assert (other.kind, other.language, other.text_fields) == ("caption", "", ("title", "body"))
    assert settings.at(tmp_path / "docs/page.md") is settings


def test_pyproject_holds_them_too(written, tmp_path):
    """The table is [[tool.mtqa.files]] there."""
    settings = load_config(written('[[tool.mtqa.files]]\nglob = "*.md"\nreader = "text"\n', "pyproject.toml"))
    assert settings.at(tmp_path / "a.md").reader == "text"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[files]]\nglob = "*.md"\nkinds = "caption"', "[[files]] 1: unknown key 'kinds'; did you mean 'kind'?"),
        ('[[files]]\nglob = "*.md"\nmask-selector = []', "did you mean 'mask-selectors'?"),
        ('[[files]]\nkind = "caption"', "[[files]] 1: 'glob' must be a pattern or a list of some"),
        ("[[files]]\nglob = []", "'glob' must be a pattern"),
        ('[[files]]\nglob = "a"\n[[files]]\nglob = "b"\njobs = 3', "[[files]] 2: 'jobs' holds for a whole run"),
        ('files = "*.md"', "'files' must be tables, each under [[files]]"),
        ('[[files]]\nglob = "*.md"\nkind = "captions"', "'kind' must be one of paragraph, heading, caption"),
        ('language = "English"', "'language' must be a language code such as en or pt-BR, not 'English'"),
        ("text-field = []", "'text-field' must be a name or a list of some"),
        ("require-coverage = 101", "'require-coverage' must be a percentage from 0 to 100"),
        ("requirecoverage = 90", "did you mean 'require-coverage'?"),
        ("mask-keys = 'a'", "'mask-keys' must be a list of strings"),
    ],
)
def test_what_is_wrong_is_named(written, text, message):
    """An error names the file, the table and the key, and the nearest key that there is."""
    with pytest.raises(ConfigError) as caught:
        load_config(written(text))
    assert message in str(caught.value)


def test_what_applies_and_why(written, tmp_path):
    """Each setting is told with its origin: a default, the file, or one of its globs."""
    config = written(FILES)
    applied = {a.key: (a.value, a.origin) for a in explain(tmp_path / "locales/app.json", config)}
    assert applied["text-field"] == (("title", "body"), str(config))
    assert applied["kind"] == ("caption", f"{config}, [[files]] 2: locales/app.json, *.htm")
    assert applied["language"] == ("en-GB", f"{config}, [[files]] 1: locales/**/*.json")
    assert applied["id-field"] == ("id", "default")


@given(st.lists(st.sampled_from(["caption", "cell", "message"]), min_size=1, max_size=5))
def test_the_last_glob_wins(kinds):
    """Of overrides that all match, the last decides."""
    settings = Settings(files=tuple(Override(("*.md",), (("kind", kind),)) for kind in kinds))
    assert settings.at("page.md").kind == kinds[-1]


def test_the_schema_knows_every_key():
    """Every setting stands in it, described, and those for single files under files too."""
    schema = config_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    keys = {field.name.replace("_", "-") for field in fields(Settings)}
    assert set(schema["properties"]) == keys
    assert all(value["description"] for value in schema["properties"].values())
    inside = schema["properties"]["files"]["items"]["properties"]
    assert set(inside) == {"glob", *(name.replace("_", "-") for name in PER_FILE)}


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        (FILES, True),
        ("max-suspicious = 2\nfail-on = 'never'\njobs = 2\ninclude = ['*.md']", True),
        ("kinds = 'caption'", False),
        ("kind = 'captions'", False),
        ("max-suspicious = 200", False),
        ("[[files]]\nkind = 'caption'", False),
        ("[[files]]\nglob = '*.md'\njobs = 2", False),
        ("text-field = []", False),
        ("language = 'English please'", False),
    ],
)
def test_the_schema_agrees_with_the_reader(written, text, valid):
    """What one takes the other takes too, and what one refuses both refuse."""
    assert jsonschema.Draft202012Validator(config_schema()).is_valid(tomllib.loads(text)) is valid
    if valid:
        load_config(written(text))
    else:
        with pytest.raises(ConfigError):
            load_config(written(text))
