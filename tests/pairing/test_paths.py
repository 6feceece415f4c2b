"""Which file belongs to which by its path."""

from __future__ import annotations

import pytest

from mtqa.pairing.paths import Lookup, keys


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.md", ("a/b.md", "a/b", "a/b")),
        ("es/guide/a.es.md", ("es/guide/a.es.md", "es/guide/a.es", "guide/a")),
        ("derby.mk.txt", ("derby.mk.txt", "derby.mk", "derby")),
        ("film.pt-BR.srt", ("film.pt-BR.srt", "film.pt-BR", "film")),
        ("app_en.json", ("app_en.json", "app_en", "app")),
        ("locales/en.json", ("locales/en.json", "locales/en", "locales/")),
        ("values-de/strings.xml", ("values-de/strings.xml", "values-de/strings", "values/strings")),
        ("de.lproj/Main.strings", ("de.lproj/Main.strings", "de.lproj/Main", "Main")),
        ("part.jsonl.gz", ("part.jsonl.gz", "part", "part")),
        ("pre-release.md", ("pre-release.md", "pre-release", "pre-release")),
        ("LICENSE", ("LICENSE", "LICENSE", "LICENSE")),
    ],
)
def test_keys(path, expected):
    """A path is looked up as it is, without its suffix, and without the languages that it names."""
    assert keys(path) == expected


@pytest.mark.parametrize(
    ("files", "path", "expected"),
    [
        (["a.md", "a.txt"], "a.md", ["a.md"]),
        (["a.txt", "b.txt"], "a.md", ["a.txt"]),
        (["a.md", "a.txt"], "a.html", ["a.md", "a.txt"]),
        (["derby.mk.txt"], "derby.md", ["derby.mk.txt"]),
        (["es/a.md", "es/b/a.md"], "en/a.md", ["es/a.md"]),
        (["values/strings.xml"], "values-en/strings.xml", ["values/strings.xml"]),
        (["x.md"], "y.md", []),
        (["a.md"], "deep/a.md", []),
    ],
)
def test_lookup(files, path, expected):
    """The strictest key that fits decides; several files that fit equally well are all returned."""
    assert Lookup(files).find(path) == expected
