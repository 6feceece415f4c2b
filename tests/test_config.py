"""Configuration files: settings for single files, strictness, and what applies and why."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields
from datetime import date
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.cli import check_command
from mtqa.cli.config_command import as_toml
from mtqa.config import Given, Settings, explain, find_config, load_config, named_counts, read_config, settings_from
from mtqa.config_schema import config_schema, descriptions
from mtqa.config_tables import key_of, read_table
from mtqa.config_values import FORMS
from mtqa.document import Kind
from mtqa.environment import VARIABLES
from mtqa.errors import ConfigError
from mtqa.settings import PER_FILE, FailOn, Override, Suppress

DOCS = Path(__file__).parent.parent / "docs"
SCHEMA = jsonschema.Draft202012Validator(config_schema())

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
        ("fail-on = 'nothing'", "'fail-on' must be one of document, likely, sentence, error, warning, note, unread"),
        ("fail-on = []", "'fail-on' must be one of"),
        ("fail-on = ['never', 'error']", "with 'never' only alone, not ['never', 'error']"),
        ("[max-findings]\ncaptions.glued = 2", "a name with a dot in it needs its quotes"),
        ("[max-findings]\nerror = -1", "'max-findings' must be a table of counts"),
        ("[max-findings]\nError = 1", "'max-findings' must be a table of counts"),
        ("[max-of-kind]\ncaptions = 1", "'max-of-kind' must be a table of counts by kind (paragraph, heading"),
        ("max-suspicious-sentences = 2.5", "must be a whole number that is not negative"),
        ("jobs = 2.5", "'jobs' must be a whole number"),
        ("jobs = true", "'jobs' must be a whole number"),
        ("max-suspicious = 1e400", "must be a percentage from 0 to 100, not inf"),
        ("max-suspicious = nan", "must be a percentage from 0 to 100, not nan"),
        (f"max-suspicious = 1{'0' * 400}", "must be a percentage from 0 to 100, not 1000"),
        (f"max-size = 1{'0' * 400}", "'max-size' must be a number that is not negative, up to 1,000,000,000"),
        (f"jobs = 1{'0' * 5000}", "not valid TOML"),
        (f"jobs = 0x{'f' * 9000}", "not a huge number"),
        (f"include = {'[' * 9000}", "not valid TOML"),
        ("device = 'gpu'", "'device' must be one of auto, cpu, cuda, mps"),
        ("max-size = 2\nmax_size = 3", "'max_size' is there twice"),
        ("suppress = 'a'", "'suppress' must be tables, each under [[suppress]]"),
        ("[[suppress]]\nrules = ['idioms']", "[[suppress]] 1: 'glob' must be a pattern"),
        ("[[suppress]]\nglob = 'a'\nrule = ['idioms']", "unknown key 'rule'; did you mean 'rules'?"),
        ("[[suppress]]\nglob = 'a'\nrules = []", "'rules' must be a list of rules or families, not []; leave it out"),
        ("[[suppress]]\nglob = 'a'\nrules = 'idioms'", "'rules' must be a list"),
        ("[[suppress]]\nglob = 'a'\nreason = 3", "'reason' must be a string, not 3"),
        ('[[files]]\nglob = "a"\nfail-on = "sentense"', "[[files]] 1: 'fail-on' must be one of"),
    ],
)
def test_what_is_wrong_is_named(written, text, message):
    """An error names the file, the table and the key, and the nearest key that there is."""
    with pytest.raises(ConfigError) as caught:
        load_config(written(text))
    assert message in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(("name", "text"), [("mtqa.toml", b"jobs = 1\xff"), ("pyproject.toml", b"[tool]\nmtqa = 3")])
def test_files_that_hold_no_settings(tmp_path, name, text):
    """Bytes that are no text, and a value where a table belongs, are named with their file."""
    (tmp_path / name).write_bytes(text)
    with pytest.raises(ConfigError, match=name):
        load_config(tmp_path / name)


def test_a_project_of_others(written, tmp_path):
    """A pyproject.toml without the program's table is no configuration, whatever else it says."""
    written("tool = 3", "pyproject.toml")
    assert find_config(tmp_path) is None


POLICY = """
fail-on = ["error", "unread"]
max-suspicious-sentences = 3
max-findings = {"error" = 0, "captions.glued" = 1, "idioms" = 3}
max-of-kind = {"caption" = 0}
baseline = "ci/known.jsonl"
allow-empty = true

[[files]]
glob = "blog/**"
fail-on = "sentence"
max-findings = {"note" = 2}
require-coverage = 90

[[suppress]]
glob = ["archive/**", "*.old.md"]
rules = ["idioms", "calques.how-for-what"]
reason = "quoted as published"

[[suppress]]
glob = "poems/**"
"""


def test_a_policy(written, tmp_path):
    """What fails, what is known and what is suppressed; the baseline and globs are relative to the file's folder."""
    settings = load_config(written(POLICY))
    root = str(tmp_path)
    assert settings == Settings(
        fail_on=(FailOn.ERROR, FailOn.UNREAD),
        max_suspicious_sentences=3,
        max_findings=(("error", 0), ("captions.glued", 1), ("idioms", 3)),
        max_of_kind=(("caption", 0),),
        baseline=str(tmp_path / "ci/known.jsonl"),
        allow_empty=True,
        files=(
            Override(
                ("blog/**",),
                (("fail_on", FailOn.SENTENCE), ("max_findings", (("note", 2),)), ("require_coverage", 90.0)),
                root,
            ),
        ),
        suppress=(
            Suppress(("archive/**", "*.old.md"), ("idioms", "calques.how-for-what"), "quoted as published", root),
            Suppress(("poems/**",), root=root),
        ),
    )
    blog, other = settings.at(tmp_path / "blog/a.md"), settings.at(tmp_path / "a.md")
    assert (blog.failing, blog.max_findings, blog.max_suspicious_sentences) == (("sentence",), (("note", 2),), 3)
    assert (other.failing, other.require_coverage) == (("error", "unread"), None)
    assert [table.matches(tmp_path / "archive/a.md") for table in settings.suppress] == [True, False]


def test_all_that_is_wrong_is_told(written):
    """Every problem is found at once; who needs only one is told how to see the others."""
    config = written("jobs = -1\nkinds = 3\nhidden = true\n[[files]]\nglob = ''\nfail-on = []\nkind = 'caption'")
    settings, problems = read_config(config)
    assert [problem.partition(" must")[0].partition(";")[0] for problem in problems] == [
        f"{config}: 'jobs'",
        f"{config}: unknown key 'kinds'",
        f"{config}: [[files]] 1: 'glob'",
        f"{config}: [[files]] 1: 'fail-on'",
    ]
    assert (settings.hidden, settings.files[0].changes) == (True, (("kind", "caption"),))
    with pytest.raises(ConfigError, match=r"\(and 3 more: 'mtqa config validate' shows them\)"):
        load_config(config)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (["error"], "command line: 'error' must be a name and a number, such as error=0 or captions.glued=2"),
        (["=3"], "'=3' must be a name and a number"),
        (["error=-1"], "'error=-1' must be"),
        (["error=٣"], "must be"),
        (["error=1e3"], "must be"),
        ([f"error=1{'0' * 5000}"], "must be"),
        (["error=1", "error = 2"], "'error' is given twice"),
    ],
)
def test_counts_by_name_that_are_none(values, message):
    """What is wrong is quoted, shortened."""
    with pytest.raises(ConfigError) as caught:
        named_counts(values)
    assert message in str(caught.value)
    assert len(str(caught.value)) < 200


def test_counts_by_name():
    """They become a table, as a configuration file has it."""
    counts = named_counts(["error=0", " captions.glued = 12 "])
    assert counts == {"error": 0, "captions.glued": 12}
    assert settings_from({"max_findings": counts}, "command line").max_findings == (
        ("error", 0),
        ("captions.glued", 12),
    )


def test_what_applies_and_why(written, tmp_path):
    """Each setting is told with its origin: a default, the file, or one of its globs."""
    config = written(FILES)
    applied = {a.key: (a.value, a.origin) for a in explain(tmp_path / "locales/app.json", config)}
    assert applied["text-field"] == (("title", "body"), str(config))
    assert applied["kind"] == ("caption", f"{config}, [[files]] 2: locales/app.json, *.htm")
    assert applied["language"] == ("en-GB", f"{config}, [[files]] 1: locales/**/*.json")
    assert applied["id-field"] == ("id", "default")


def test_what_applies_above_the_file(written, tmp_path):
    """What is above the file wins over what it says of all files, not over what it says of some."""
    config = written(FILES)
    above = {"kind": Given("cell", "MTQA_KIND"), "max_size": Given(5.0, "MTQA_MAX_SIZE")}
    applied = {a.key: (a.value, a.origin) for a in explain(tmp_path / "page.htm", config, above)}
    assert applied["kind"] == ("caption", f"{config}, [[files]] 2: locales/app.json, *.htm")
    assert applied["max-size"] == (5.0, "MTQA_MAX_SIZE")


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
    assert {*FORMS, "files", "suppress"} == {field.name for field in fields(Settings)}


def test_the_schema_ships_with_the_package():
    """The file is what the code says; `mtqa config schema > mtqa/mtqa.schema.json` brings it up to date."""
    shipped = files("mtqa").joinpath("mtqa.schema.json").read_text(encoding="utf-8")
    assert shipped == json.dumps(config_schema(), indent=2) + "\n"


WORDS = st.text("abe.-/* ", min_size=1, max_size=6).filter(lambda word: word.strip(" ./-*"))
RULES = st.sampled_from(["error", "warning", "idioms", "captions.glued", "house.style-2"])
COUNTS = st.integers(0, 10**9)
GOOD = {
    "true or false": st.booleans(),
    "string": st.text(max_size=8),
    "list of strings": st.lists(WORDS, max_size=3),
    "string or list": WORDS | st.lists(WORDS, min_size=1, max_size=3),
    "number": st.floats(0, 1e9) | COUNTS,
    "percentage": st.floats(0, 100) | st.integers(0, 100),
    "count": COUNTS | COUNTS.map(float),
    "language code": st.sampled_from(["", "en", "en-GB", "pt_BR", "zh-Hant-TW"]),
    "one or a list": st.sampled_from([*FailOn]).map(str)
    | st.lists(st.sampled_from([choice.value for choice in FailOn if choice is not FailOn.NEVER]), min_size=1)
    | st.just(["never"]),
    "kind": st.sampled_from(["", *map(str, Kind)]),
    "device": st.sampled_from(["auto", "cpu", "cuda", "mps"]),
    "number format": st.sampled_from(["auto", "int8", "bfloat16", "float32"]),
}
TABLES = {"max_findings": RULES, "max_of_kind": st.sampled_from([*map(str, Kind)])}
VALUES = {
    name: st.dictionaries(TABLES[name], COUNTS, max_size=3) if name in TABLES else GOOD[form.name]
    for name, form in FORMS.items()
}
SCALARS = (
    st.none() | st.booleans() | st.integers(-5, 10**10) | st.just(10**400) | st.floats(-1, 1e300, allow_nan=False)
    | st.text("aenNv-_. 0", max_size=6) | st.sampled_from(["never", "error", "cue", "idioms.", "en-", "2"])
    | st.just(date(2026, 1, 2))
)  # fmt: skip
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(RULES | st.text("aB.", max_size=3), inner),
    max_leaves=4,
)
GLOBS = WORDS | st.lists(WORDS, min_size=1, max_size=2)


def keyed(names, values):
    """Return tables with some of the keys."""
    return st.fixed_dictionaries({}, optional={key_of(name): values(name) for name in names})


def whole(values, glob, rest):
    """Return whole configurations."""
    override = st.tuples(st.fixed_dictionaries({"glob": glob}), keyed(PER_FILE, values)).map(
        lambda two: two[0] | two[1]
    )
    table = st.fixed_dictionaries({"glob": glob}, optional=rest)
    tables = st.fixed_dictionaries(
        {}, optional={"files": st.lists(override, max_size=2), "suppress": st.lists(table, max_size=2)}
    )
    return st.tuples(keyed(FORMS, values), tables).map(lambda two: two[0] | two[1])


VALID = whole(VALUES.get, GLOBS, {"rules": st.lists(RULES, min_size=1, max_size=2), "reason": st.text(max_size=5)})
SOME = whole(
    lambda name: VALUES[name] | ANYTHING,
    GLOBS | SCALARS.filter(lambda one: not isinstance(one, str)),
    {"rules": ANYTHING},
)


@given(VALID)
def test_what_is_valid_is_taken(table):
    """Code and schema both take it, and a file that says it is read as it is meant."""
    assert list(SCHEMA.iter_errors(table)) == []
    assert read_table(table, "a table", Settings())[1] == []


@given(st.sampled_from([*FORMS]).flatmap(lambda name: st.tuples(st.just(name), VALUES[name] | ANYTHING)))
def test_each_value_is_judged_alike(one):
    """Of whatever may stand behind a key, code and schema say the same."""
    name, value = one
    assert SCHEMA.is_valid({key_of(name): value}) is (read_table({name: value}, "a table", Settings())[1] == [])


@given(SOME)
def test_code_and_schema_agree(table):
    """Neither takes what the other refuses."""
    assert SCHEMA.is_valid(table) is (read_table(table, "a table", Settings())[1] == [])


@given(
    st.dictionaries(st.sampled_from([*FORMS]), st.none()).flatmap(
        lambda d: st.fixed_dictionaries({n: VALUES[n] for n in d})
    )
)
def test_what_is_shown_can_be_read(table):
    """`mtqa config show` writes values as configuration files do."""
    settings, problems = read_table(table, "a table", Settings())
    text = "".join(f"{key_of(name)} = {as_toml(key_of(name), getattr(settings, name))}\n" for name in table)
    assert problems == []
    assert settings_from(tomllib.loads(text), "the same") == settings


def options():
    """Return the options of `mtqa check` by the settings that they set."""
    return {param.name: "/".join((*param.opts[:1], *param.secondary_opts)) for param in check_command.command.params}


def settings_table():
    """Return the table of all settings, for docs/configuration.md."""
    said, has = descriptions(), options()
    rows = [
        (
            f"`{key_of(name)}`",
            form.name,
            "" if (default := getattr(Settings(), name)) in (None, (), "") else f"`{as_toml(key_of(name), default)}`",
            "yes" if name in PER_FILE else "",
            f"`{VARIABLES[name]}`",
            f"`{has[name]}`" if name in has else "",
            said[name].replace("``", "`"),
        )
        for name, form in ((field.name, FORMS[field.name]) for field in fields(Settings) if field.name in FORMS)
    ]
    head = ("key", "value", "default", "per file", "variable", "option", "what it says")
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))


def test_the_documentation_knows_every_setting():
    """docs/configuration.md has the table that the code makes; where it differs, put this one there."""
    assert settings_table() in (DOCS / "configuration.md").read_text(encoding="utf-8")


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
        (POLICY, True),
        ("fail-on = ['never']\n[[suppress]]\nglob = '*'", True),
        ("fail-on = ['never', 'error']", False),
        ("[[suppress]]\nrules = ['idioms']", False),
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


class TestValidate:
    """`mtqa config validate`."""

    def test_a_good_file(self, tmp_path, mtqa):
        """It is called valid, with a warning for each glob that matches nothing."""
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "a.md").write_text("Some text.\n")
        (tmp_path / "mtqa.toml").write_text(
            '[max-findings]\n"captions.glued" = 0\nverdict = 3\n'
            '[[files]]\nglob = "docs/*.md"\nkind = "caption"\n'
            '[[suppress]]\nglob = "docs/**"\nrules = ["verdict.sentence", "idioms"]\n'
            '[[suppress]]\nglob = ["blog/**", "*.srt"]\n'
        )
        done = mtqa("config", "validate")
        assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'mtqa.toml'}: valid\n")
        assert (
            done.stderr == f"mtqa: {tmp_path / 'mtqa.toml'}: warning: [[suppress]] 2: blog/**, *.srt matches no file\n"
        )

    def test_everything_that_is_wrong(self, tmp_path, mtqa):
        """Keys, values, names of rules, and what is named and missing, all at once."""
        (tmp_path / "conf").mkdir()
        (tmp_path / "conf" / "my.toml").write_text(
            'jobs = -1\nselect = ["idiom"]\nignore = ["calques"]\nbaseline = "known.jsonl"\ncalibration = "none.json"\n'
            'detector = "none"\nquick = true\nrules-only = true\nrequire-reasons = true\n'
            '[max-findings]\n"captions.glud" = 0\n[[files]]\nglob = "*.md"\nmax-findings = {errors = 0}\n'
            '[[suppress]]\nglob = "*.md"\nrules = ["suppression.unused"]\n'
        )
        done = mtqa("config", "validate", "conf/my.toml")
        starts = [
            "'jobs' must be a whole number",
            "'select': unknown rule 'idiom'; did you mean 'idioms'?",
            "[[suppress]] 1: unknown rule 'suppression.unused'",
            "max-findings: 'captions.glud' is no severity, rule or family; did you mean 'captions.glued'?",
            "[[files]] 1: max-findings: 'errors' is no severity, rule or family; did you mean 'error'?",
            "[[suppress]] 1: it says no reason",
            "'quick' and 'rules-only' exclude each other",
            f"'baseline': {Path('conf/known.jsonl')}",
            "'calibration': none.json: there is no such file",
            "'detector': none: there is no such folder",
            "warning: [[files]] 1: *.md matches no file",
            "warning: [[suppress]] 1: *.md matches no file",
        ]
        lines = [line.removeprefix(f"mtqa: {Path('conf/my.toml')}: ") for line in done.stderr.splitlines()]
        assert (done.returncode, done.stdout, len(lines)) == (2, "", len(starts))
        assert [line[: len(start)] for line, start in zip(lines, starts, strict=True)] == starts

    def test_rules_of_your_own(self, tmp_path, mtqa):
        """A file of rules that can't be used is told by its lines; rules in one that can are known."""
        rule = '[[entry]]\npattern = "utilise~"\nnatural = "use~"\nflag = ["They utilised the new bridge."]\n'
        head = 'id = "house.style"\nmessage = "Plain words."\nseverity = "error"\npass = ["We use a new bridge."]\n'
        (tmp_path / "house.toml").write_text(head + rule)
        (tmp_path / "mtqa.toml").write_text('rules = ["house.toml"]\n[max-findings]\n"house.style" = 0\n')
        good = mtqa("config", "validate")
        (tmp_path / "house.toml").write_text('id = "house.style"\n')
        bad = mtqa("config", "validate")
        assert (bad.returncode, "house.toml" in bad.stderr, "house.style" in bad.stderr) == (2, True, False)
        assert (good.returncode, good.stderr) == (0, "")

    @pytest.mark.parametrize(
        ("text", "message"),
        [("fail-on = [", "not valid TOML"), (f"max-suspicious = 1{'0' * 400}", "must be a percentage")],
    )
    def test_files_that_are_none(self, tmp_path, mtqa, text, message):
        """What can't be parsed is one line."""
        (tmp_path / "mtqa.toml").write_text(text)
        done = mtqa("config", "validate")
        assert (done.returncode, len(done.stderr.splitlines()), message in done.stderr) == (2, 1, True)

    def test_no_file(self, mtqa):
        """Where there is none, nothing is valid."""
        done = mtqa("config", "validate")
        assert done.returncode == 2
        assert "there is no mtqa.toml" in done.stderr
