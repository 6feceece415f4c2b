"""Measure the HTML report in a real Chromium, beside a report of pytest-html with as many rows.

Times are taken in the page itself. "Interactive" is when the list is on show and two frames were painted after it,
counted from the start of the navigation. "A filter" is one keystroke in the search box of mtqa, and in pytest-html,
which has no search, a click on the box that hides the passed tests: from the event to the second frame painted after.
"Scrolling" jumps through the whole list in steps of a window and a half, and tells the longest frame and the median.

    python benchmarks/pages.py [--rows N ...] [--times N]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import outputs
from playwright.sync_api import Browser, Page, sync_playwright

from mtqa.config import Settings
from mtqa.document import Span
from mtqa.report import write
from mtqa.result import Report, SentenceResult, TokenScore

ROWS = (1_000, 10_000, 50_000)
BESIDE = 10_000
"""Rows of the report of pytest-html."""
_PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
_OPENED = """() => new Promise((done) => {
  const look = () => (document.querySelector("READY")
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))) : setTimeout(look, 1));
  look();
})"""
_TYPED = f"""async ([selector, text]) => {{
  const field = document.querySelector(selector);
  const begun = performance.now();
  field.value = text;
  field.dispatchEvent(new Event("input", {{ bubbles: true }}));
  return await {_PAINTED} - begun;
}}"""
_CLICKED = f"""async (selector) => {{
  const begun = performance.now();
  document.querySelector(selector).click();
  return await {_PAINTED} - begun;
}}"""
_SCROLLED = """async () => {
  const frames = [];
  const step = Math.max(innerHeight * 1.5, document.documentElement.scrollHeight / 60);
  let before = await new Promise(requestAnimationFrame);
  for (let at = 0; at < document.documentElement.scrollHeight; at += step) {
    scrollTo(0, at);
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - before);
    before = now;
  }
  return frames.slice(1);
}"""
_TEST = """import pytest

@pytest.mark.parametrize("number", range({rows}))
def test_sentence(number):
    text = f"The performance number {{number}} was broadcasted by the organizers in the Internet."
    assert number % 2, text
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a page; times in milliseconds."""

    name: str
    rows: int
    megabytes: float
    interactive: list[float]
    filtered: list[float]
    frames: list[float]

    def row(self) -> str:
        """Write a row of the table: medians, and the slowest where it matters."""
        times = (self.interactive, self.filtered, self.frames)
        told = [f"{statistics.median(t):,.0f} ({max(t):,.0f})" if t else "–" for t in times]
        return f"| {self.name} | {self.rows:,} | {self.megabytes:,.2f} | {' | '.join(told)} |"


def sample(rows: int) -> Report:
    """Make a report of suspicious sentences with token scores, no two alike."""
    report = outputs.sample(rows)
    documents = tuple(
        replace(document, sentences=tuple(map(_scored, document.sentences))) for document in report.documents
    )
    return replace(report, documents=documents, signature=replace(report.signature, model="sample"))


def _scored(sentence: SentenceResult) -> SentenceResult:
    """Give a sentence a score for every word, by its letters."""
    tokens = []
    at = 0
    for number, word in enumerate(sentence.text.split(" ")):
        span = Span(at, at + len(word))
        bits = (sum(map(ord, word)) + number) % 150 / 10
        expected = ("the", "a new", "one of") if bits > 7 else ()
        tokens.append(TokenScore(span, span, bits, expected, (bits - 6) / 20))
        at = span.end + 1
    return replace(sentence, tokens=tuple(tokens))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser that MTQA_CHROMIUM names, else the first on the path."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("MTQA_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise SystemExit("no Chromium: set MTQA_CHROMIUM to its path, or install chromium")
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=["--headless", "--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


def _open(browser: Browser, address: str, ready: str) -> tuple[Page, float]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(address, wait_until="commit")
    return page, page.evaluate(_OPENED.replace("READY", ready))


def measure_overview(browser: Browser, path: Path, rows: int, times: int) -> Measured:
    """Open a report several times as it opens by itself."""
    opened = []
    for _ in range(times):
        page, seconds = _open(browser, path.as_uri(), "[data-ready] #view-overview table tbody tr")
        opened.append(seconds)
        page.context.close()
    return Measured("mtqa, the overview", rows, path.stat().st_size / 1e6, opened, [], [])


def measure_mtqa(browser: Browser, path: Path, rows: int, times: int) -> Measured:
    """Open the queue of a report several times; type into its search and scroll through it."""
    opened, filtered, frames = [], [], []
    for _ in range(times):
        page, seconds = _open(browser, f"{path.as_uri()}#view=queue", "[data-ready] #view-queue [data-row]")
        opened.append(seconds)
        frames += page.evaluate(_SCROLLED)
        filtered += [page.evaluate(_TYPED, ["#q", text]) for text in ("c", "ch", "chapter", "chapter 7", "", "the")]
        page.context.close()
    return Measured("mtqa, the queue", rows, path.stat().st_size / 1e6, opened, filtered, frames)


def measure_pytest_html(browser: Browser, path: Path, rows: int, times: int) -> Measured:
    """Open a report of pytest-html several times; hide the passed tests and scroll through it."""
    opened, filtered, frames = [], [], []
    for _ in range(times):
        page, seconds = _open(browser, path.as_uri(), "#results-table tbody tr")
        opened.append(seconds)
        frames += page.evaluate(_SCROLLED)
        filtered += [page.evaluate(_CLICKED, 'input[data-test-result="passed"]') for _ in range(2)]
        page.context.close()
    name = f"pytest-html {version('pytest-html')}"
    return Measured(name, rows, path.stat().st_size / 1e6, opened, filtered, frames)


def made_by_pytest_html(folder: Path, rows: int) -> Path:
    """Let pytest-html write a report of as many tests, every other of which fails with the text of a sentence."""
    (folder / "test_rows.py").write_text(_TEST.format(rows=rows), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider"]
    command += ["--rootdir", str(folder), "--html", "report.html", "--self-contained-html", "test_rows.py"]
    subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL)
    return folder / "report.html"


def lines(times: int, counts: Sequence[int] = ROWS) -> Iterator[str]:
    """Tell how long each page takes."""
    yield f"Suspicious sentences with token scores; milliseconds in the page, median (slowest) of {times} openings."
    yield "A filter of mtqa is a keystroke in the search; pytest-html has no search, so there it is the box that hides"
    yield "passed tests. Frames are those of jumps through the whole list.\n"
    yield "| page | rows | megabytes | interactive | a filter | a frame while scrolling |"
    yield "|---|---:|---:|---:|---:|---:|"
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        for rows in counts:
            path = folder / f"{rows}.html"
            write(sample(rows), "html", path, Settings())
            yield measure_overview(browser, path, rows, times).row()
            yield measure_mtqa(browser, path, rows, times).row()
        if find_spec("pytest_html"):
            yield measure_pytest_html(browser, made_by_pytest_html(folder, BESIDE), BESIDE, min(times, 2)).row()
        else:
            yield "\npytest-html is not installed, so its report is missing here."


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    for line in lines(options.times, options.rows):
        print(line, flush=True)


if __name__ == "__main__":
    main()
