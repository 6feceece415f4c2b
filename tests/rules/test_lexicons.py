"""Lexicons: the package's files, and what a file may not be."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from mtqa.result import Severity
from mtqa.rules import RuleSet
from mtqa.rules import lexicon_files as files
from mtqa.rules.lexicons import Lexicon, from_json, rule_of, shipped, to_json

FOLDER = files.lexicon_folder()
HEAD = """language = "ru"
pass = ["One is good.", "Two is good.", "Three is good.", "Four is good.", "Five is good.", "Six is good."]

"""
ENTRY = """[[entry]]
pattern = "hammer~ the moon"
source = "долбить луну"
meaning = "to try in vain"
natural = "flog~ a dead horse"
flag = ["They hammered the moon all day."]
"""


def _written(folder: Path, text: str, name: str = "idioms/russian.toml") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _problems(path: Path) -> list[str]:
    with pytest.raises(files.LexiconError) as caught:
        files.shipped_file(path)
    return str(caught.value).splitlines()


@pytest.fixture(scope="module")
def lexicons():
    """Return all of the package's files: schema, names, order and examples are right, or reading them fails."""
    return files.shipped_files()


def test_the_compiled_form_is_fresh(lexicons):
    """lexicons.json is what the files say; ``python -m mtqa.rules.lexicon_files`` writes it anew."""
    assert files.as_text(lexicons) == FOLDER.parent.joinpath("lexicons.json").read_text("utf-8")


def test_lexicons_are_broad(lexicons):
    """A thousand entries at least, over a dozen languages."""
    assert sum(len(lexicon.entries) for lexicon in lexicons) >= 1_000
    assert len({lexicon.language for lexicon in lexicons}) >= 12


def test_no_phrase_stands_twice(lexicons):
    """The same pattern under two languages would report one place twice."""
    patterns = Counter((lexicon.family, entry.pattern) for lexicon in lexicons for entry in lexicon.entries)
    assert [pattern for pattern, count in patterns.items() if count > 1] == []


def test_survives_the_round_trip(lexicons):
    """What is shipped as JSON is what was read."""
    for lexicon in lexicons:
        assert from_json(to_json(lexicon)) == lexicon


def test_messages_give_source_meaning_and_natural_english(tmp_path):
    """An editor sees the source idiom, what it means, and what to write."""
    rule = rule_of(files.shipped_file(_written(tmp_path, HEAD + ENTRY)))
    (hit,) = RuleSet((rule,)).hits("They have hammered the moon.")
    assert hit.message == "Russian idiom “долбить луну” (to try in vain) word for word; in English: flog a dead horse."
    assert hit.suggestion == "flogged a dead horse"
    assert (rule.id, rule.languages, hit.severity) == ("idioms.russian", ("ru",), Severity.WARNING)


def test_an_entry_may_have_its_own_severity_and_silence(tmp_path):
    """``severity`` is the entry's, ``unless`` silences it, ``replace = false`` gives no drop-in."""
    text = ENTRY + 'severity = "error"\nunless = ["song~"]\nreplace = false\n'
    rules = RuleSet((rule_of(files.shipped_file(_written(tmp_path, HEAD + text))),))
    (hit,) = rules.hits("They hammered the moon.")
    assert (hit.severity, hit.suggestion) == (Severity.ERROR, None)
    assert rules.hits("In two songs they hammered the moon.") == []


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (HEAD + ENTRY.replace("source", "sauce"), 6, "unknown field 'sauce'"),
        (HEAD + ENTRY.replace('the moon"', '(the moon"'), 5, "never closed"),
        (HEAD + ENTRY.replace('flag = ["They hammered the moon all day."]\n', ""), 4, "'flag' is missing"),
        (HEAD + ENTRY.replace("They hammered", "They saw"), 4, "does not flag 'They saw the moon all day.'"),
        (HEAD + ENTRY + 'pass = ["He hammers the moon."]\n', 4, "which must pass"),
        (HEAD.replace("One is good", "I hammer the moon") + ENTRY, 1, "which must pass"),
        (HEAD + ENTRY + 'severity = "grave"\n', 10, "'severity' is one of error, warning, note"),
        (HEAD + ENTRY + "unless = 3\n", 10, "'unless' must be a list of strings"),
        (HEAD + ENTRY.replace("flog~ a", "flog~ \\\\3"), 8, "only 0 pieces"),
        (HEAD + ENTRY + "\n" + ENTRY.replace("hammer~", "beat~").replace("hammered", "beat"), 11, "sorted by pattern"),
        (HEAD.replace('"ru"', '"de"') + ENTRY, 1, "does not go with the name of the file"),
        (HEAD.replace('"Six is good."', "") + ENTRY, 1, "at least 6 sentences"),
        (HEAD + ENTRY.replace('meaning = "to try in vain"\n', ""), 4, "gives its meaning"),
        (HEAD + ENTRY.replace('natural = "', 'natural = "" # "'), 8, "is empty"),
        (HEAD, 1, "has no entries"),
        ("language = \n", 1, "not valid TOML"),
        ("entry = 3\n", 1, "has no entries"),
    ],
)
def test_refuses_a_bad_file(tmp_path, text, line, reason):
    """Each mistake is told with its line and a reason."""
    path = _written(tmp_path, text)
    assert any(problem.startswith(f"{path}:{line}: ") and reason in problem for problem in _problems(path))


def test_tells_every_mistake_at_once(tmp_path):
    """A file with three bad entries is mended in one go."""
    bad = ENTRY.replace("source", "sauce")
    assert len(_problems(_written(tmp_path, HEAD + bad + bad + bad))) == 3


def test_refuses_what_is_no_text(tmp_path):
    """A file that is not UTF-8, a folder, a missing file."""
    path = _written(tmp_path, "")
    path.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in _problems(path)[0]
    assert "can't be read" in _problems(tmp_path)[0]
    assert "can't be read" in _problems(tmp_path / "none.toml")[0]


def test_sorts_in_place(tmp_path):
    """The tool puts entries in order and keeps their comments."""
    other = ENTRY.replace("hammer~", "beat~").replace("hammered", "beat")
    path = _written(tmp_path, f"{HEAD}{ENTRY}\n# of beating\n{other}")
    files.write_sorted(path)
    assert [entry.pattern for entry in files.shipped_file(path).entries] == ["beat~ the moon", "hammer~ the moon"]


def test_entries_without_overlap():
    """Where two entries match at one place, the longer one speaks."""
    for rule in shipped():
        assert isinstance(rule.find, Lexicon)
        for text in rule.must_flag:
            hits = RuleSet((rule,)).hits(text)
            assert all(a.end <= b.start for a, b in pairwise(hits))
