"""The page as a whole in a real Chromium, opened from its file as an editor would: what all views have in common."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mtqa.report import html
from mtqa.report.html.strings import say, strings

SCRIPTS = Path(html.__file__).parent / "scripts"
VIEWS = ("", "#view=queue&s=0", "#view=document&s=1")
browser_test = pytest.mark.browser


@pytest.fixture(autouse=True)
def _rules(html_rules):
    """Take a catalogue of one rule."""


@browser_test
@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
def test_colours_follow_the_system_and_the_switch(visit, html_sample_report, scheme, other):
    """The page takes the system's scheme, and the switch overrides it for the next visit as well."""
    page = visit(html_sample_report, color_scheme=scheme)
    grounds = {"light": "rgb(247, 247, 244)", "dark": "rgb(21, 23, 26)"}
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == grounds[scheme]
    page.locator(f".theme [data-theme={other}]").click()
    assert page.evaluate(ground) == grounds[other]
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.evaluate(ground) == grounds[other]


@browser_test
@pytest.mark.parametrize("width", [320, 768, 1280, 2200])
def test_no_width_scrolls_sideways(visit, html_sample_report, width):
    """From a narrow phone to a wide screen no view scrolls sideways, with an unbroken long path too."""
    museum = html_sample_report.documents[1]
    long = replace(museum, path="content/" + "averylongfoldername" * 8 + ".md")
    page = visit(
        replace(html_sample_report, documents=(long, html_sample_report.documents[0])),
        viewport={"width": width, "height": 800},
    )
    address = page.url.split("#")[0]
    for view in VIEWS:
        page.goto(f"{address}{view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view


@browser_test
def test_without_scripts_the_plain_list_shows(visit, html_sample_report):
    """Without scripts the verdict, the documents and the worst sentences stand in the page."""
    page = visit(html_sample_report, java_script_enabled=False, ready="#plain")
    assert "Gate failed" in page.locator("h1").inner_text()
    assert page.locator("#documents-list ol > li").count() == 4
    assert page.locator("#plain > ol > li").count() == 5
    assert page.locator("#view-queue").is_hidden()
    assert page.locator("#tools").is_hidden()


@browser_test
def test_a_browser_that_cannot_unpack_keeps_the_plain_list(visit, html_sample_report):
    """Without DecompressionStream the page says why it is plain."""
    page = visit(html_sample_report)
    page.add_init_script("delete window.DecompressionStream")
    page.reload()
    page.wait_for_selector("#trouble:not([hidden])")
    assert page.locator("#trouble").inner_text() == say("page.old_browser")
    assert page.locator("#plain").is_visible()


@browser_test
def test_the_address_may_say_anything(visit, html_sample_report):
    """Unknown views, files and values show what there is."""
    page = visit(html_sample_report, hash_="#view=nowhere&rule=%3Cb%3E")
    assert page.locator("#view-overview").is_visible()
    for hash_ in ("#view=queue&rule=none&sort=x&fluency=9-1&s=zz", "#view=document&file=gone.md&s=-1", "#%%%&&&=", "#"):
        page.goto(page.url.split("#")[0] + hash_)
        page.wait_for_selector("main > section:not([hidden])")
    assert page.locator("#trouble").is_hidden()


@browser_test
def test_print_sheet_drops_the_controls(visit, html_sample_report):
    """On paper there are no controls, and the colours are the light ones."""
    page = visit(html_sample_report, color_scheme="dark", hash_="#view=queue")
    page.emulate_media(media="print")
    for control in ("#theme", "#views", "#tools", "#q"):
        assert page.locator(control).is_hidden(), control
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_every_string_is_there_and_used():
    """Each key that a script or a module names is a string, and each string is named."""
    sources = [path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js")]
    sources += [path.read_text(encoding="utf-8") for path in Path(html.__file__).parent.glob("*.py")]
    sources.append((SCRIPTS.parent / "page.html").read_text(encoding="utf-8"))
    text = "\n".join(sources)
    files = "page|overview|queue|detail|document|review|island|beside"
    named = set(re.findall(rf"""(?:say\(|t:|["'`])((?:{files})\.[a-z_0-9]+)""", text))
    prefixes = set(re.findall(r"`((?:[a-z]+)\.[a-z_]*)\$\{", text))
    prefixes |= set(re.findall(r"""f["']((?:[a-z]+)\.[a-z_]*)\{""", text))
    known = set(strings())
    missing = named - known - {"page.html"}
    assert {key for key in missing if not any(k.startswith(key) for k in known)} == set()
    unused = {key for key in known - named if not key.startswith(tuple(prefixes))}
    assert unused == set()
