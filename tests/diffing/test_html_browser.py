"""The pages of comparisons and trends in a real Chromium, opened from their files."""

from dataclasses import replace

import pytest

from mtqa.diffing import compare, follow, past, render
from mtqa.result import DocumentVerdict

pytestmark = pytest.mark.browser

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'> \u202ereversed\u202c"
LONG = "long" * 2_000


@pytest.fixture
def visit(browser, tmp_path):
    """A function that opens a rendered page, which may not complain, request anything or be wider than its window."""
    contexts, complaints, requests = [], [], []

    def opened(result, **options):
        path = tmp_path / "out.html"
        path.write_text("".join(render(result, "html")), encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url.split("#")[0]))
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert set(requests) == {(tmp_path / "out.html").as_uri()}


@pytest.fixture
def diff(runs):
    """A comparison of hostile content."""
    old = runs.run(
        runs.document(
            "a.md", runs.sentence("Everybody can make a photo.", "calque.photo"), runs.sentence("One text.", "x.y")
        ),
        path=HOSTILE,
    )
    new = runs.run(
        runs.document(
            HOSTILE, runs.sentence(HOSTILE, "x.hostile"), runs.sentence(LONG, "x.long"), verdict=DocumentVerdict.LIKELY
        ),
        runs.document("a.md", runs.sentence("One text.", "x.y", fluency=3.0), runs.sentence("A new one.", "x.new")),
        signature=replace(runs.signature, model=HOSTILE),
    )
    return compare(old, new)


def violations(page):
    """Return what axe-core complains about."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = axe.Axe().run(page, options={"runOnly": LEVELS}).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def test_a_comparison_is_filtered(visit, diff):
    """Words and the switch narrow the lists; nothing of the content runs, and the page passes WCAG."""
    from playwright.sync_api import expect  # noqa: PLC0415 - skipped where it is not installed

    page = visit(diff)
    assert page.evaluate("window.hacked") is None
    shown = page.locator("#new li:visible")
    expect(shown).to_have_count(4)
    page.fill("#search", "NEW one")
    expect(shown).to_have_count(1)
    assert page.locator("#shown").inner_text() == "1 of 6 alerts"
    page.fill("#search", "nowhere")
    assert page.locator("#new .absent").inner_text() == "None fits the filter."
    page.fill("#search", "")
    page.check("#counting")
    expect(shown).to_have_count(4)
    page.click("#theme [data-theme=dark]")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert violations(page) == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 390), ("light", 1280)])
def test_pages_fit_and_pass(visit, diff, trend, scheme, width):
    """Both pages pass WCAG 2.1 A and AA, and are no wider than their window."""
    for result in (diff, trend):
        page = visit(result, color_scheme=scheme, viewport={"width": width, "height": 800})
        assert violations(page) == []


@pytest.fixture
def trend(runs, tmp_path):
    """A trend of six runs."""
    for i in range(6):
        made = runs.document("a.md", *(runs.sentence(f"Text {i} {j}.", *["x.y"] * (j < 6 - i)) for j in range(8)))
        runs.save(
            tmp_path / "runs" / f"2025-01-0{i + 1}.json",
            runs.run(made, signature=replace(runs.signature, model=str(i // 4))),
        )
    return follow("runs", past.in_folder(tmp_path / "runs", None))


def test_a_trend_in_words(visit, trend):
    """Charts have names in words, breaks where scores can't be compared, and a table beside them."""
    page = visit(trend)
    names = page.locator(".plot").evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
    assert [name.partition(": ")[2] for name in names] == [
        "from 750 in 2025-01-01 to 125 in 2025-01-06; lowest 125, highest 750.",
        "from 0.0% in 2025-01-01 to 0.0% in 2025-01-06; lowest 0.0%, highest 0.0%.",
        "15 new and 20 fixed in all.",
    ]
    assert page.locator(".charts .break").count() == 3
    assert page.locator(".runs tbody tr").count() == 6
    page.emulate_media(media="print")
    assert page.locator("#theme").is_visible() is False


def test_a_comparison_without_scripts(browser, diff, tmp_path):
    """Without scripts all lists are there, and what filters is not."""
    path = tmp_path / "out.html"
    path.write_text("".join(render(diff, "html")), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("#new li").count() == 4
    assert page.locator("#filter").is_visible() is False
    assert page.locator("#theme").is_visible() is False
    context.close()
