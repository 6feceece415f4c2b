"""Rules of the user's own: files and packages."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from mtqa import check_texts
from mtqa.config import Settings, load_config
from mtqa.errors import ConfigError
from mtqa.rules import RULES, Hit, RuleSet, own
from mtqa.rules.lexicon_files import LexiconError

HOUSE = """id = "house.style"
message = "Our style guide wants the plain word."
severity = "error"
pass = ["We use a new bridge."]

[[entry]]
pattern = "utilise~"
natural = "use~"
flag = ["They utilised the new bridge."]
"""


def _file(folder, text=HOUSE, name="house.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_becomes_a_rule(tmp_path):
    """Its id, message and severity; its suggestion in the form that stands there."""
    rule = own.rule_file(_file(tmp_path))
    (hit,) = RuleSet((rule,)).hits("She is utilising it.")
    assert (hit.rule.id, hit.severity, hit.suggestion) == ("house.style", "error", "using")
    assert hit.message == "Our style guide wants the plain word."


def test_runs_beside_the_catalogue(tmp_path):
    """A file in the settings is run like any rule, can be selected, and is part of the signature."""
    settings = Settings(rules_only=True, rules=(str(_file(tmp_path)),))
    text = "They utilised the new bridge and were glad of it."
    (document,) = check_texts([text], settings).documents
    assert [f.rule for f in document.sentences[0].findings] == ["house.style"]
    assert document.sentences[0].verdict == "suspicious"
    chosen = settings.replace(select=("house",))
    assert check_texts([text], chosen).signature.rules.startswith("1@")
    plain = check_texts([text], settings.replace(rules=()))
    assert plain.signature.rules != check_texts([text], settings).signature.rules


def test_paths_are_relative_to_the_configuration(tmp_path):
    """A configuration names files beside itself, wherever mtqa is run."""
    config = _file(tmp_path, 'rules = ["house.toml"]\n', "mtqa.toml")
    assert load_config(config).rules == (str(tmp_path / "house.toml"),)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (HOUSE.replace("house.style", "House"), 1, "must be family.name"),
        (HOUSE.replace("house.style", RULES[0].id), 1, "is a rule of mtqa's own"),
        (HOUSE.replace('message = "Our style guide wants the plain word."', ""), 1, "'message' is missing"),
        (HOUSE.replace('pass = ["We use a new bridge."]', ""), 1, "'pass' is missing"),
        (HOUSE.replace("We use", "We utilise"), 1, "which must pass"),
        (HOUSE.replace("They utilised", "They used"), 6, "does not flag"),
        (HOUSE.replace("utilise~", "(utilise~"), 7, "never closed"),
        (HOUSE.replace("natural", "naturally"), 8, "unknown field 'naturally'"),
    ],
)
def test_refuses_a_bad_file(tmp_path, text, line, reason):
    """With file, line and reason."""
    path = _file(tmp_path, text)
    with pytest.raises(LexiconError) as caught:
        own.rule_file(path)
    assert any(p.startswith(f"{path}:{line}: ") and reason in p for p in str(caught.value).splitlines())


def test_the_api_raises_and_points_at_the_rest(tmp_path):
    """One line, with how to see the others."""
    bad = _file(tmp_path, HOUSE.replace("flag", "flags") + HOUSE[HOUSE.index("[[") :].replace("flag", "flags"))
    with pytest.raises(ConfigError, match=r"unknown field 'flags'.*\(and 1 more: 'mtqa rules test "):
        check_texts(["Some text."], Settings(rules_only=True, rules=(str(bad),)))


def test_refuses_two_rules_of_one_name(tmp_path):
    """Baselines name rules by their ids."""
    with pytest.raises(ConfigError, match=r"two rules are called 'house.style'"):
        own.load([str(_file(tmp_path)), str(_file(tmp_path, name="other.toml"))])


def _offer(tmp_path, monkeypatch, body):
    (tmp_path / "offered_rules.py").write_text(
        "from mtqa.result import Severity\nfrom mtqa.rules import Rule, pattern\n"
        "FOO = pattern(r'\\bfoo\\b')\n"
        "RULE = Rule('team.style', Severity.NOTE, (), 'M.', 'R.', 'S.', FOO, ('A foo.',), ('A bar.',))\n" + body,
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(__import__("sys").modules, "offered_rules", raising=False)
    return EntryPoint("team", "offered_rules:RULES", own.GROUP)


@pytest.mark.parametrize("body", ["RULES = (RULE,)\n", "def RULES():\n    return [RULE]\n"])
def test_a_package_offers_rules(tmp_path, monkeypatch, body):
    """As a sequence or a function that returns one."""
    (rule,) = own.packaged(_offer(tmp_path, monkeypatch, body))
    assert rule.id == "team.style"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("RULES = 3\n", "can't be loaded"),
        ("raise RuntimeError('no licence')\n", "can't be loaded: RuntimeError: no licence"),
        ("RULES = ('x',)\n", "is no mtqa.rules.Rule"),
        ("import dataclasses\nRULES = (dataclasses.replace(RULE, must_pass=()),)\n", "has no examples"),
        ("import dataclasses\nRULES = (dataclasses.replace(RULE, must_flag=('A bar.',)),)\n", "does not flag 'A bar.'"),
    ],
)
def test_refuses_a_bad_package(tmp_path, monkeypatch, body, reason):
    """The message says whose rules can't be used, and why."""
    with pytest.raises(ConfigError, match=r"rules of offered_rules:RULES") as caught:
        own.packaged(_offer(tmp_path, monkeypatch, body))
    assert reason in str(caught.value)


def test_installed_packages_are_asked(tmp_path, monkeypatch):
    """Rules come with the entry point's group, without any configuration."""
    point = _offer(tmp_path, monkeypatch, "RULES = (RULE,)\n")
    monkeypatch.setattr(own, "entry_points", lambda group: [point] if group == "mtqa.rules" else [])
    assert [rule.id for rule in own.load(())] == ["team.style"]
    assert Hit(0, 1).severity is None
