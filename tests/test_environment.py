"""Settings in the environment: every setting, every form of value, precedence, and what is not understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.config import load_config
from mtqa.config_values import FORMS, listed
from mtqa.environment import CONFIG, OTHERS, VARIABLES, config_file, from_environment, given_in
from mtqa.errors import ConfigError
from mtqa.settings import FailOn, Settings

TEXTS = {
    "true or false": ("yes", True),
    "string": ("some thing", "some thing"),
    "list of strings": ("a, b\nc", ("a", "b", "c")),
    "string or list": ("title,body", ("title", "body")),
    "number": ("2.5", 2.5),
    "percentage": ("99.5", 99.5),
    "count": ("3", 3),
    "language code": ("pt-BR", "pt-BR"),
    "one or a list": ("error, unread", (FailOn.ERROR, FailOn.UNREAD)),
    "table of counts": ("caption=0,cue=12", (("caption", 0), ("cue", 12))),
    "kind": ("caption", "caption"),
    "device": ("cpu", "cpu"),
    "number format": ("int8", "int8"),
}


@pytest.mark.parametrize("name", VARIABLES)
def test_every_setting_has_a_variable(name):
    """It gives the setting's value, with its name as the origin."""
    text, value = TEXTS[FORMS[name].name]
    environ = {VARIABLES[name]: text}
    assert given_in(environ) == {name: (value, VARIABLES[name])}
    assert from_environment(environ, Settings()) == (Settings(**{name: value}), [])


def test_variables_are_told_apart():
    """Each setting has one of its own, and none of those that are no settings."""
    assert len({*VARIABLES.values(), CONFIG, *OTHERS}) == len(VARIABLES) + 1 + len(OTHERS)
    assert VARIABLES["max_suspicious"] == "MTQA_MAX_SUSPICIOUS"
    assert VARIABLES["cache"] == "MTQA_USE_CACHE"
    assert "MTQA_CACHE" in OTHERS


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_empty_is_not_set(text):
    """CI systems set variables to nothing where somebody left them out."""
    environ = dict.fromkeys([*VARIABLES.values(), CONFIG, "MTQA_WHATEVER"], text)
    base = Settings(fail_on=FailOn.ERROR, jobs=3)
    assert from_environment(environ, base) == (base, [])
    assert config_file(environ) is None


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("TRUE", True), ("on", True), ("0", False), ("False", False), ("no", False)]
)
def test_flags(text, value):
    """A flag can be taken back, too."""
    assert from_environment({"MTQA_HIDDEN": text}, Settings(hidden=not value))[0].hidden is value


@pytest.mark.parametrize(
    ("variable", "text", "message"),
    [
        ("MTQA_FAIL_ON", "nothing", "MTQA_FAIL_ON: must be one of document, likely, sentence"),
        ("MTQA_FAIL_ON", "never,error", "with 'never' only alone, not ['never', 'error']"),
        ("MTQA_FAIL_ON", ",", "MTQA_FAIL_ON: must be one of"),
        ("MTQA_MAX_SUSPICIOUS", "101", "MTQA_MAX_SUSPICIOUS: must be a percentage from 0 to 100, not 101"),
        ("MTQA_MAX_SUSPICIOUS", "1e400", "not inf"),
        ("MTQA_MAX_SUSPICIOUS", "nan", "not nan"),
        ("MTQA_MAX_SUSPICIOUS", "2 %", "not '2 %'"),
        ("MTQA_JOBS", "9" * 5000, "MTQA_JOBS: must be a whole number that is not negative"),
        ("MTQA_JOBS", "two", "not 'two'"),
        ("MTQA_HIDDEN", "maybe", "MTQA_HIDDEN: must be true or false, not 'maybe'"),
        ("MTQA_MAX_FINDINGS", "error", "MTQA_MAX_FINDINGS: 'error' must be a name and a number, such as error=0"),
        ("MTQA_MAX_FINDINGS", "error=0,error=1", "MTQA_MAX_FINDINGS: 'error' is given twice"),
        ("MTQA_MAX_FINDINGS", "Error=0", "MTQA_MAX_FINDINGS: must be a table of counts"),
        ("MTQA_MAX_OF_KIND", "captions=0", "MTQA_MAX_OF_KIND: must be a table of counts by kind (paragraph,"),
        ("MTQA_LANGUAGE", "English", "MTQA_LANGUAGE: must be a language code"),
    ],
)
def test_what_is_wrong_names_the_variable(variable, text, message):
    """The error is one line and says what may stand there."""
    with pytest.raises(ConfigError) as caught:
        from_environment({variable: text}, Settings())
    assert message in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_unknown_variables_are_told():
    """A slip of the pen is no error, as other programs may use such names; the nearest one is suggested."""
    environ = {"MTQA_FAILON": "error", "MTQA_HOME": "/a", "MTQA_CACHE": "/b", "MTQA_TRACEBACK": "1", "PATH": "/bin"}
    assert from_environment(environ, Settings()) == (
        Settings(),
        ["MTQA_FAILON is no variable of mtqa, and is passed over; did you mean 'MTQA_FAIL_ON'?"],
    )


def test_the_configuration_file_is_below(tmp_path):
    """What the file says and a variable does not, stays; what both say, the variable says."""
    config = tmp_path / "mtqa.toml"
    config.write_text('fail-on = "sentence"\nmax-suspicious = 3\n[max-findings]\nerror = 0\nnote = 2\n')
    environ = {CONFIG: str(config), "MTQA_FAIL_ON": "likely", "MTQA_MAX_FINDINGS": "warning=1"}
    assert config_file(environ) == config
    assert from_environment(environ, load_config(config))[0] == Settings(
        fail_on=(FailOn.LIKELY,), max_suspicious=3.0, max_findings=(("warning", 1),)
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("*.md, docs/**", ["*.md", "docs/**"]),
        ("a\r\nb\n\nc,", ["a", "b", "c"]),
        (".promo, :is(a, b) > c\n[title='x,y']", [".promo", ":is(a, b) > c", "[title='x,y']"]),
        ("items[0,1].{a,b}, c", ["items[0,1].{a,b}", "c"]),
        ("(open, still\nnext, one)", ["(open, still", "next", "one)"]),
    ],
)
def test_lists(text, parts):
    """Commas and line ends part, but for commas in brackets."""
    assert listed(text) == parts


@given(st.lists(st.text("ab .*/()", min_size=1).map(str.strip).filter(bool), max_size=5))
def test_any_list_can_be_given_by_lines(parts):
    """A line for each is understood whatever stands in it."""
    assert listed("\n".join(parts)) == parts


class TestCommand:
    """The command line, with variables."""

    def test_options_win_over_variables_over_the_file(self, tmp_path, mtqa):
        """Each layer is seen where no higher one says anything."""
        (tmp_path / "a.md").write_text("The performance was broadcasted by the organizers in the Internet.\n")
        (tmp_path / "mtqa.toml").write_text('rules-only = true\nfail-on = "error"\n')
        check = ("check", "a.md", "--no-output", "--quiet")
        assert mtqa(*check).returncode == 1
        assert mtqa(*check, env={"MTQA_FAIL_ON": "never"}).returncode == 0
        assert mtqa(*check, "--fail-on", "error", env={"MTQA_FAIL_ON": "never"}).returncode == 1
        assert mtqa(*check, "--max-findings", "error=0", env={"MTQA_FAIL_ON": "never"}).returncode == 1
        wrong = mtqa(*check, env={"MTQA_FAIL_ON": "often"})
        assert (wrong.returncode, wrong.stderr.startswith("mtqa: MTQA_FAIL_ON: must be")) == (2, True)

    def test_the_file_that_a_variable_names(self, tmp_path, mtqa):
        """MTQA_CONFIG is used unless --config is given, and must exist."""
        (tmp_path / "one.toml").write_text("jobs = 7\n")
        (tmp_path / "two.toml").write_text("jobs = 8\n")
        named = {"MTQA_CONFIG": "one.toml"}
        assert "jobs                     = 7" in mtqa("config", "show", env=named).stdout
        assert "jobs                     = 8" in mtqa("config", "show", "--config", "two.toml", env=named).stdout
        missing = mtqa("config", "show", env={"MTQA_CONFIG": "none.toml"})
        assert (missing.returncode, missing.stderr) == (2, "mtqa: none.toml: there is no such configuration file\n")

    def test_show_says_which_variable_it_was(self, tmp_path, mtqa):
        """A variable is the origin of what it gives; unknown ones are told."""
        (tmp_path / "mtqa.toml").write_text('[[suppress]]\nglob = "old/**"\nrules = ["idioms"]\nreason = "as it was"\n')
        done = mtqa("config", "show", "old/a.md", env={"MTQA_MAX_FINDINGS": "error=2", "MTQA_FAILON": "error"})
        assert '= {"error" = 2}  # MTQA_MAX_FINDINGS' in done.stdout
        assert done.stdout.endswith("suppressed: idioms in old/** ([[suppress]] 1): as it was\n")
        assert (
            done.stderr
            == "mtqa: MTQA_FAILON is no variable of mtqa, and is passed over; did you mean 'MTQA_FAIL_ON'?\n"
        )
