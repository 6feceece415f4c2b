"""Make the example report anew, and the pictures of it that the README shows.

    python reports/gallery.py

checks corpora/ with the language model, writes reports/example.html, opens it in a real Chromium and takes pictures of
its views, light and dark, into docs/. The browser is the one that MTQA_CHROMIUM names, else the first on the path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "reports" / "example.html"
WINDOW = {"width": 1360, "height": 850}


def check() -> None:
    """Check the corpora; they hold machine-translated articles on purpose, so the gate has to fail."""
    command = [sys.executable, "-m", "mtqa", "check", "corpora/", "--output", f"html={EXAMPLE.relative_to(ROOT)}"]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code != 1:
        raise SystemExit(f"mtqa check ended with {code}, expected 1")


def overview(page: Page) -> None:
    """Show the overview."""
    page.goto(EXAMPLE.as_uri())
    page.wait_for_selector("[data-ready]")


def queue(page: Page) -> None:
    """Show the queue with its worst sentence; three are decided already."""
    page.goto(f"{EXAMPLE.as_uri()}#view=queue")
    page.wait_for_selector("[data-ready] [data-row]")
    for key in ("j", "a", "a", "a"):
        page.keyboard.press(key)
    page.wait_for_timeout(500)
    page.reload()  # what was just done is not told any more
    page.wait_for_selector("[data-ready] [data-row]")


def document(page: Page) -> None:
    """Show the worst document with its worst sentence."""
    queue(page)
    page.keyboard.press("o")
    page.wait_for_selector("#view-document:not([hidden])")


def main() -> None:
    """Make everything."""
    check()
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("MTQA_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise SystemExit("no Chromium: set MTQA_CHROMIUM to its path, or install chromium")
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=["--headless", "--no-sandbox", "--disable-gpu"])
        for scheme in ("light", "dark"):
            for show in (overview, queue, document):
                context = browser.new_context(viewport=WINDOW, color_scheme=scheme, reduced_motion="reduce")
                page = context.new_page()
                show(page)
                page.wait_for_timeout(300)
                page.screenshot(path=ROOT / "docs" / f"report-{show.__name__}-{scheme}.png")
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
