"""The comment in Markdown and the summary of a step: nothing in them becomes markup that is not meant to be."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from mtqa.alert import Severity, State
from mtqa.config import Settings
from mtqa.report.github import step_summary
from mtqa.report.markdown import LIMIT, MARKER, render_markdown
from mtqa.report.markdown_text import prose
from mtqa.report.wording import LONGEST, one_line
from mtqa.result import Gate, Totals

GOLDEN = Path(__file__).parents[1] / "data" / "machine.summary.md"
PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
TAGS = "h2 ul li code details summary table tr th td p sub thead tbody".split()
REFERENCES = re.compile(
    r"""@\w | \#\d | \b\w+://\S | www\. | :[a-z_]+: | [!%&~$]\w | \[ | \b[0-9a-f]{7,40}\b | \b[A-Z]+-\d""", re.VERBOSE
)


def comment(report):
    """Render the comment."""
    return "".join(render_markdown(report, Settings()))


BOTH = pytest.mark.parametrize("render", [comment, step_summary])


def page(text):
    """Render Markdown as services do, and check that its elements are those that are meant."""
    root = html.fragment_fromstring(PARSER.render(text), create_parent="main")
    assert {element.tag for element in root.iterdescendants() if isinstance(element.tag, str)} <= set(TAGS)
    assert all(not (set(element.attrib) - {"open", "style"}) for element in root.iterdescendants())
    return root


def bare(root):
    """Return the text that does not stand in code, where services look for references."""
    return [text for text in root.xpath(".//text()") if text.is_tail or text.getparent().tag != "code"]


def with_text(report_of, make_alert, text):
    """Make a report that has a text in every place that content can get into."""
    alert = make_alert("a.b", Severity.ERROR, text, 1, (1, 1, 1, 5), sentence=0, suggestion=text)
    gate = Gate(passed=False, reasons=(text,))
    return report_of(alert, path=text, text=text, record=text, gate=gate, notes=(text,))


def test_the_summary_is_as_before(report):
    """The summary of the report with every kind of alert is, byte for byte, the committed one."""
    assert step_summary(report).encode() == GOLDEN.read_bytes()


def test_a_bot_finds_its_comment(report):
    """The comment begins with a mark that is not shown."""
    assert comment(report).startswith(f"{MARKER}\n## mtqa: the gate failed\n")


@BOTH
def test_a_clean_run(report_of, render):
    """A run without new alerts has figures and no table of alerts."""
    root = page(render(report_of(gate=Gate(passed=True))))
    assert (root.findtext("h2"), len(root.findall(".//table"))) == ("mtqa: the gate passed", 1)


@BOTH
def test_a_row_for_each_alert(report, render):
    """Each new alert is a row of four cells."""
    rows = [
        row for row in page(render(report)).iter("tr") if row.find("td") is not None and row.find(".//code") is not None
    ]
    assert (len(rows), {len(row) for row in rows}) == (12, {4})


@BOTH
def test_hostile_text(report_of, make_alert, hostile, render):
    """Hostile text stays in its cells, and in code."""
    root = page(render(with_text(report_of, make_alert, hostile)))
    assert [text for text in bare(root) if REFERENCES.search(text)] == []
    assert f"“{hostile[:9]}".replace("“", "") in "".join(root.itertext())


ANY = st.text(st.characters() | st.sampled_from("\r\n|`<>&@#*_~[]()!:/\\-1aw."), min_size=1, max_size=60)


@BOTH
@given(text=ANY)
@example(text="``` | \\| <!-- --> </td></table>")
@example(text="\n\n# A heading\n\n- [ ] @team/all GH-12 deadbeef0 :smile: www.evil.example http://evil.example")
def test_no_text_becomes_markup(report_of, make_alert, render, text):
    """Any text leaves the structure as it is, and no reference to people, issues or addresses stands bare."""
    root = page(render(with_text(report_of, make_alert, text)))
    plain = page(render(with_text(report_of, make_alert, "plain")))
    assert [e.tag for e in root.iter() if e.tag != "code"] == [e.tag for e in plain.iter() if e.tag != "code"]
    assert [each for each in bare(root) if REFERENCES.search(each)] == []


@given(ANY)
def test_prose_comes_back(text):
    """What is said is what is read, with hidden characters made visible."""
    shown = html.fragment_fromstring(prose(text), create_parent="p").text_content()
    assert shown == one_line(text, LONGEST)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('Say "was broadcast": it is irregular (95% of the time)!', True),
        ("1 of 8 documents is likely machine-translated: content/a.md", True),
        ("An adjective. (cue 2, 00:01:01.000)", True),
        ("It’s 5–9, and so on …", True),
        ("ask @team", False),
        ("see #12", False),
        ("see JIRA-12", False),
        ("see http://evil.example", False),
        ("see WWW.evil.example", False),
        ("since 0a1b2c3", False),
        ("so :smile: there", False),
        ("as !12 and %3 say", False),
        ("<b>", False),
    ],
)
def test_what_is_plain_prose(text, plain):
    """Only what no service reads a reference into is shown as prose."""
    assert prose(text).startswith("<code>") is not plain


def test_the_worst_of_many(report_of_many):
    """Of many alerts the worst are shown, by file in the comment, and the others counted."""
    report = report_of_many(1000)
    assert "\nAnd 975 more new alerts: mtqa's other reports list all that there are.\n" in comment(report)
    assert "\nAnd 950 more new alerts: mtqa's other reports list all that there are.\n" in step_summary(report)
    summaries = [each.text_content() for each in page(comment(report)).iter("summary")]
    assert summaries[0] == "content/000000.md: 100 new alerts"


def test_what_a_report_does_not_hold(report):
    """Alerts of documents that the report does not hold are counted as left out."""
    totals = Totals(900, 9000, 9000, 400, {}, {}, {}, {}, {State.NEW: 400})
    assert "\nAnd 388 more new alerts: " in step_summary(replace(report, totals=totals))


@pytest.mark.parametrize("letter", ["\U0001f600", '"', "\u202e", "x"])
def test_sizes_are_bounded(report_of, make_alert, letter):
    """However long the parts of a report, a service takes the comment and the summary."""
    text = letter * 5000
    gate = Gate(passed=False, reasons=(text,) * 40)
    many = [make_alert(f"a.{text}", Severity.ERROR, text, n, (n + 1, 1, n + 1, 5), sentence=0) for n in range(99)]
    report = report_of(*many, path=f"{text}.md", text=text, gate=gate, notes=(text,) * 40)
    assert len(comment(report)) <= LIMIT
    assert len(step_summary(report).encode()) < 1 << 20
    page(comment(report))
