"""``mtqa rules``, and rules of one's own in ``mtqa check``."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mtqa.alert import VERDICT_RULES
from mtqa.rules import RULES
from mtqa.rules.lexicons import Lexicon

HOUSE = """id = "house.style"
message = "Our style guide wants the plain word."
pass = ["We use a new bridge."]

[[entry]]
pattern = "utilise~"
natural = "use~"
flag = ["They utilised the new bridge."]
"""
BAD = HOUSE.replace("utilise~", "(utilise~")
TEXT = "They utilised the new bridge on the day that it was opened to the public. The town was glad of it.\n"


def _folder(folder, rules=HOUSE):
    (folder / "house.toml").write_text(rules, encoding="utf-8")
    (folder / "mtqa.toml").write_text('rules = ["house.toml"]\n', encoding="utf-8")
    (folder / "content").mkdir()
    (folder / "content" / "a.txt").write_text(TEXT, encoding="utf-8")


def _listed(done):
    assert done.returncode == 0, done.stderr
    return [line.split()[0] for line in done.stdout.splitlines()]


def test_lists_every_rule(mtqa):
    """Each rule a line: id, severity, message, languages."""
    assert _listed(mtqa("rules", "list")) == [rule.id for rule in RULES]


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--family", "names"], lambda rule: rule.family == "names"),
        (["--family", "names", "--family", "captions"], lambda rule: rule.family in {"names", "captions"}),
        (["--language", "de", "--severity", "error"], lambda rule: "de" in rule.languages and rule.severity == "error"),
        (["--severity", "note"], lambda rule: rule.severity == "note"),
    ],
)
def test_lists_what_is_asked_for(mtqa, options, wanted):
    """Filters by family, language and severity combine."""
    assert _listed(mtqa("rules", "list", *options)) == [rule.id for rule in RULES if wanted(rule)]


@pytest.mark.parametrize(("option", "value"), [("--family", "nams"), ("--language", "xx"), ("--severity", "grave")])
def test_refuses_an_unknown_filter(mtqa, option, value):
    """What no rule has is wrong usage, and the known ones are named."""
    done = mtqa("rules", "list", option, value)
    assert done.returncode == 2
    assert value in done.stderr


def test_explains_a_rule(mtqa):
    """Reasons, source, measured rates, every example."""
    rule = next(rule for rule in RULES if rule.id == "names.title-case")
    done = mtqa("rules", "explain", rule.id, "--all").stdout
    assert rule.message in done
    assert done.count("  - ") == len(rule.must_flag) + len(rule.must_pass)
    assert "Hits per 1,000 words: native news 0." in done
    assert "times as often in recent machine output" in done


def test_explains_a_lexicon(mtqa):
    """Entries with their source phrase, meaning and natural English; all of them where asked."""
    rule = next(rule for rule in RULES if rule.id == "idioms.russian")
    assert isinstance(rule.find, Lexicon)
    some, everything = mtqa("rules", "explain", rule.id).stdout, mtqa("rules", "explain", rule.id, "--all").stdout
    first = rule.find.entries[0]
    assert f"{first.pattern} ← {first.source} ({first.meaning}) → {first.shown}" in some
    assert f"{len(rule.find.entries)} entries (6 are shown; --all shows the others)" in some
    assert all(entry.source in everything for entry in rule.find.entries)


def test_explains_no_family(mtqa):
    """A misspelt rule is answered with the nearest one, a family with its rules."""
    wrong = mtqa("rules", "explain", RULES[0].id + "x")
    assert (wrong.returncode, RULES[0].id in wrong.stderr) == (2, True)
    family = mtqa("rules", "explain", RULES[0].family)
    assert (family.returncode, RULES[0].id in family.stderr) == (2, True)


def test_own_rules_stand_beside_the_others(mtqa, tmp_path):
    """What the configuration names is listed, explained and tested."""
    _folder(tmp_path)
    assert "house.style" in _listed(mtqa("rules", "list"))
    assert "utilise~ → use" in mtqa("rules", "explain", "house.style").stdout
    done = mtqa("rules", "test")
    assert done.returncode == 0, done.stderr
    assert f"{len(RULES) + 1} rules, " in done.stdout


def test_tests_a_file(mtqa, tmp_path):
    """`mtqa rules test FILE` runs that file's examples alone."""
    _folder(tmp_path)
    assert mtqa("rules", "test", "house.toml").stdout == "1 rule, 2 examples: all right\n"


def test_tells_every_mistake_of_every_file(mtqa, tmp_path):
    """File, line and reason of each; exit code 2; a good file among them does not hide them."""
    _folder(tmp_path, BAD)
    (tmp_path / "other.toml").write_text(HOUSE.replace("They utilised", "They used"), encoding="utf-8")
    (tmp_path / "good.toml").write_text(HOUSE, encoding="utf-8")
    done = mtqa("rules", "test", "house.toml", "good.toml", "other.toml")
    assert done.returncode == 2
    assert "house.toml:6: pattern '(utilise~': '(' is never closed" in done.stderr
    assert "other.toml:5: 'utilise~' does not flag" in done.stderr
    assert "2 mistakes in rules" in done.stderr


def test_check_runs_own_rules(mtqa, tmp_path):
    """From the configuration, or from --rules."""
    _folder(tmp_path)
    mtqa("check", "content", "--rules-only", "--output", "json=one.json")
    assert "house.style" in (tmp_path / "one.json").read_text(encoding="utf-8")
    (tmp_path / "mtqa.toml").unlink()
    mtqa("check", "content", "--rules-only", "--rules", "house.toml", "--output", "json=two.json")
    assert "house.style" in (tmp_path / "two.json").read_text(encoding="utf-8")


def test_check_goes_on_without_a_bad_file(mtqa, tmp_path):
    """It is refused with file, line and reason; all else is checked and reported; the exit code is 2."""
    _folder(tmp_path, BAD)
    done = mtqa("check", "content", "--rules-only", "--output", "json=out.json")
    assert done.returncode == 2
    assert "house.toml:6: pattern '(utilise~': '(' is never closed" in done.stderr
    assert "all else was checked" in done.stderr
    assert '"path": "content/a.txt"' in (tmp_path / "out.json").read_text(encoding="utf-8")
    listed = mtqa("rules", "list")
    assert (listed.returncode, "never closed" in listed.stderr) == (0, True)


def test_measuring_needs_data(mtqa, tmp_path):
    """Without its files, `mtqa rules measure` says which is missing."""
    done = mtqa("rules", "measure", "--data", tmp_path)
    assert (done.returncode, "is missing" in done.stderr) == (2, True)


def test_rules_need_no_model():
    """A run by the rules alone imports neither torch nor transformers."""
    code = (
        "import sys; from mtqa import check_texts; from mtqa.config import Settings\n"
        "check_texts(['They made a photo of it.'], Settings(rules_only=True))\n"
        "bad = {'torch', 'transformers'} & set(sys.modules); assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize("name", sorted(VERDICT_RULES))
def test_verdicts_are_explained(mtqa, name):
    """What outputs name and no rule file has is explained, too."""
    done = mtqa("rules", "explain", name)
    assert (done.returncode, done.stdout.splitlines()[:3]) == (0, [name, "", VERDICT_RULES[name]])
