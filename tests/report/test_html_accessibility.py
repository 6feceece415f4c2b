"""WCAG 2.1 A and AA, as axe-core sees them, in each view and dialog, light and dark, wide and narrow."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("html_rules")]

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe-core that look at colours; no other sees whether a page is light or dark."""

HARBOUR = "file=content%2Fculture%2Fharbour-museum.md"
SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 390, "height": 800}}


def violations(page):
    """Return what axe-core complains about in the light and in the dark: scheme, rule and elements."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = []
    for scheme, rules in (("light", LEVELS), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        complaints = axe.Axe().run(page, options={"runOnly": rules}).response["violations"]
        found += [(scheme, one["id"], [node["target"] for node in one["nodes"]]) for one in complaints]
    return found


@pytest.mark.parametrize("size", SIZES)
def test_no_view_violates_wcag(visit, html_sample_report, size):
    """Overview, queue with a sentence, document with a sentence, and all dialogs pass."""
    page = visit(html_sample_report, viewport=SIZES[size], reduced_motion="reduce")
    found = {"overview": violations(page)}
    page.goto(f"{page.url.split('#')[0]}#view=queue")
    page.wait_for_selector("#view-queue [data-row]")
    page.keyboard.press("j")
    found["queue"] = violations(page)
    for key, name in (("d", "dismiss"), ("n", "note"), ("?", "help")):
        page.keyboard.press(key)
        page.wait_for_selector("dialog[open]")
        found[name] = violations(page)
        page.keyboard.press("Escape")
    page.keyboard.press("a")
    found["decided"] = violations(page)
    page.goto(f"{page.url.split('#')[0]}#view=document&{HARBOUR}&s=1")
    page.wait_for_selector("#view-document [data-sentence]")
    found["document"] = violations(page)
    assert {view: bad for view, bad in found.items() if bad} == {}
