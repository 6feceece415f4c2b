"""What comparisons and trends look like as JSON, as Markdown, in the terminal and as a page without scripts."""

import io
import re
from dataclasses import replace
from importlib import resources

import jsonschema
import pytest
from rich.console import Console

from mtqa.diffing import Thresholds, compare, follow, json_schema, past, print_result, render
from mtqa.diffing.words import strings
from mtqa.result import DocumentVerdict, SkippedFile, Verdict

PHOTO = "Everybody can make a photo with the ship."
WORK = "The museum will to work until the end of May."
FERRY = "The ferry leaves the small harbour every morning at nine."
HOSTILE = "</script><script>x</script> @all #1 {count} {{data}} \u202eevil\u202c"


@pytest.fixture(scope="module")
def diff(runs):
    """A comparison with something of everything."""
    old = runs.run(
        runs.document(
            "a.md", runs.sentence(PHOTO, "calque.photo"), runs.sentence(FERRY), verdict=DocumentVerdict.LIKELY
        ),
        runs.document("b.md", runs.sentence(WORK, "grammar.to")),
        runs.document("c.md", runs.sentence("One more sentence of the third file.")),
        path="old.json",
    )
    new = runs.run(
        runs.document("a.md", runs.sentence(HOSTILE, HOSTILE), runs.sentence(FERRY, fluency=20.0)),
        runs.document("d.md", runs.sentence("One more sentence of the third file.")),
        skipped=[SkippedFile("b.md", "is not text")],
        signature=replace(runs.signature, rules="r2"),
        path="new.json",
    )
    return compare(old, new)


@pytest.fixture(scope="module")
def trend(runs, tmp_path_factory):
    """A trend of three runs, of which the second one can't be compared."""
    folder = tmp_path_factory.mktemp("runs")
    made = runs.run(runs.document("a.md", runs.sentence(PHOTO, "calque.photo"), runs.sentence(FERRY)))
    runs.save(folder / "2025-01-01.json", made)
    runs.save(
        folder / "2025-01-08.json", runs.run(made.report.documents[0], signature=replace(runs.signature, model="x"))
    )
    runs.save(
        folder / "2025-01-15.json",
        runs.run(runs.document("a.md", runs.sentence(FERRY)), signature=replace(runs.signature, model="x")),
    )
    return follow("runs", past.in_folder(folder, None))


def printed(result, width=100, encoding="utf-8"):
    """Return what is printed to a console."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    print_result(result, Console(file=stream, width=width, highlight=False))
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


def test_json_satisfies_its_schema(diff, trend, runs):
    """Both kinds are valid by the schema that ships, and hold what was found."""
    check = jsonschema.Draft202012Validator(json_schema())
    made = runs.loads(render(diff, "json"))
    followed = runs.loads(render(trend, "json"))
    empty = runs.loads(render(compare(runs.run(), runs.run(), Thresholds(1, 1)), "json"))
    for each in (made, followed, empty):
        check.validate(each)
    assert made["summary"] == {
        "alerts": {
            "new": {"total": 1, "counting": 1},
            "fixed": {"total": 2, "counting": 2},
            "unseen": {"total": 1, "counting": 1},
            "moved": {"total": 0, "counting": 0},
            "unchanged": {"total": 0, "counting": 0},
        },
        "begin": 1,
        "end": 2,
        "documents": {"turned": 1, "thinner": 0, "moved": 1, "added": 0, "gone": 1, "same": 0},
        "sentences": {"changed": 1, "both": 2},
    }
    assert made["differences"] == [{"what": "rules", "before": "r1", "after": "r2", "scores": True}]
    assert [run["since"] and run["since"]["differs"] for run in followed["runs"]] == [None, ["model"], []]
    assert followed["runs"][2]["since"]["fixed"] == 1


def test_the_schema_is_strict(diff, runs):
    """A field that is missing is noticed."""
    made = runs.loads(render(diff, "json"))
    del made["alerts"][0]["begins"]
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(made)


def test_the_terminal_says_it_all(diff):
    """The summary names what counts, what was not looked at, what differs, and what changed."""
    text = printed(diff)
    for part in (
        "Suspicious sentences                  2 of 4              1 of 3",
        "new           1                   1",
        "b.md:1:1 error grammar.to: Message of grammar.to.",
        "it was skipped: is not text",
        "a.md       likely machine-translated (50%)   no evidence (50%)",
        "c.md → d.md",
        "a.md:1:1 fluency 50.0 → 20.0\n",
        "rules: r1 → r2",
        "1 alert begins to count; 2 that counted no longer do; 1 that counted was not looked for again.",
        "⟦U+202E⟧evil",
    ):
        assert part in text, f"{part!r} is not in\n{text}"
    assert "\x1b" not in text
    assert max(map(len, printed(diff, width=60).splitlines())) <= 60
    assert "c.md -> d.md" in printed(diff, encoding="ascii")


def test_the_terminal_shows_a_trend(trend):
    """A line each, with a picture of the rates; plain characters where the terminal has no others."""
    text = printed(trend)
    assert text.splitlines()[:2] == [
        "3 runs, by the dates in their names",
        "██▁  suspicious sentences per 1,000 judged, from 0 to the highest",
    ]
    assert "* 2025-01-08.json: scores can't be compared with the run before; what differs: model." in text
    assert re.search(r"2025-01-15\.json +1 +1 +0\.0 \(0\.0 to 793\) +0 of 1 \(0%\) +passed +0 +1", text)
    assert printed(trend, encoding="ascii").splitlines()[1].startswith("##_ ")
    assert max(map(len, printed(trend, width=60).splitlines())) <= 60


def test_markdown_is_safe(diff, trend):
    """Markdown quotes content as code, so that it is no markup, no mention and no reference."""
    text = "".join(render(diff, "markdown"))
    assert text.startswith("<!-- mtqa-diff -->\n## mtqa: 1 alert begins to count")
    assert "<script>" not in text
    assert "\u202e" not in text
    assert "<code>&lt;/script&gt;&lt;script&gt;x&lt;/script&gt; @all #1" in text
    assert "3 runs, by the dates in their names" in "".join(render(trend, "markdown"))


def test_pages_are_whole_without_scripts(diff, trend):
    """Either page holds all in its HTML, has no inline style or handler, and no mark of the template is left."""
    for page, parts in (
        ("".join(render(diff, "html")), ("a.md:1:1", "is not text", "c.md → d.md", "50.0 → 20.0")),
        ("".join(render(trend, "html")), ("2025-01-15.json", "<svg", 'role="img"', "what differs: model")),
    ):
        assert not re.search(r"<script>x|\sstyle=|\son\w+=|\{\{[a-z]+:|https?://(?!www\.w3\.org)", page)
        assert "\u202e" not in page
        for part in parts:
            assert part in page


def test_long_lists_are_cut(runs):
    """A page shows so many of a list, and says how many there are."""
    many = runs.run(runs.document("a.md", *(runs.sentence(f"Sentence number {i} is odd.", "x.y") for i in range(700))))
    page = "".join(render(compare(runs.run(), many), "html"))
    assert page.count("<li data-item") == 500
    assert "The first 500 of 700 are shown; the JSON output has all." in page


def test_one_run_is_a_trend_too(runs, tmp_path):
    """A trend of one run has no charts; one that judged nothing has no rate."""
    runs.save(tmp_path / "a.json", runs.run(runs.document("a.md", runs.sentence(FERRY, verdict=Verdict.SKIPPED))))
    trend = follow("", past.in_folder(tmp_path, None))
    page = "".join(render(trend, "html"))
    assert '<figure class="chart">' not in page
    assert "1 run, " in printed(trend)


def test_every_word_has_its_place():
    """Each string is used, and each that is used is there."""
    root = resources.files("mtqa.diffing")
    files = [f for folder in (root, root / "html", root / "html" / "scripts") for f in folder.iterdir()]
    source = "\n".join(f.read_text(encoding="utf-8") for f in files if f.name.endswith((".py", ".js", "diff.html")))
    used = set(re.findall(r"[\"':]((?:diff|trend|page|change)\.[a-z_]+)(?=[\"'}])", source))
    built = [prefix for prefix in re.findall(r"f[\"']((?:diff|trend|page|change)\.[a-z_]*)\{", source) if prefix]
    keys = strings().keys()
    assert used - keys == {"diff.html"}  # the template's name
    unused = {key for key in keys - used if not key.startswith(tuple(built)) and not key.endswith("_caption")}
    assert unused == set()
