"""The HTML page without a browser: what it carries, how it is guarded, and that it is always the same."""

import base64
import hashlib
import json
import re
import zlib
from dataclasses import replace
from importlib import resources

import pytest

from mtqa.document import Span
from mtqa.report.html import render_html
from mtqa.report.html.marks import visible
from mtqa.result import ErrorRate, Finding, Gate, Severity, TokenScore

pytestmark = pytest.mark.usefixtures("html_rules")

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"'&amp; \u202ereversed\u202c \x07bell"


def data_of(page):
    """Unpack the page's data."""
    packed = re.search(r'id="data">([A-Za-z0-9+/=]+)</script>', page)[1]
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def text_of(sentence):
    """Join a sentence's pieces."""
    return "".join(p if isinstance(p, str) else p[0] for p in sentence["pieces"])


def with_hostile(report):
    """Put a hostile string wherever a report holds free text."""
    document = report.documents[1]
    bad = replace(
        document.sentences[1],
        text=HOSTILE,
        reason=HOSTILE,
        tokens=(TokenScore(Span(0, 9), Span(0, 9), 9.5, (HOSTILE,)),),
        findings=(Finding(HOSTILE, Severity.ERROR, Span(3, 12), Span(3, 12), HOSTILE, HOSTILE),),
    )
    hostile = replace(document, path=HOSTILE, id=HOSTILE, format=HOSTILE, language=HOSTILE, sentences=(bad,))
    return replace(
        report,
        version=HOSTILE,
        device=HOSTILE,
        notes=(HOSTILE,),
        rates=(ErrorRate(HOSTILE, 1, 100),),
        documents=(hostile,),
        gate=Gate(passed=False, reasons=(HOSTILE,)),
        signature=replace(report.signature, model=HOSTILE),
        coverage=replace(
            report.coverage, files_skipped=(replace(report.coverage.files_skipped[0], path=HOSTILE, reason=HOSTILE),)
        ),
    )


class TestPage:
    """The page as a whole."""

    def test_same_report_same_page(self, html_sample_report):
        """Two renders of one report are equal."""
        assert render_html(html_sample_report) == render_html(html_sample_report)

    def test_every_slot_is_filled(self, html_sample_report):
        """No placeholder of the template is left."""
        assert re.findall(r"\{\{\w*\}\}", render_html(html_sample_report)) == []

    def test_policy_allows_the_embedded_parts_alone(self, html_sample_report):
        """The policy names the hashes of the one style and the one script, and nothing else may load."""
        page = render_html(html_sample_report)
        style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
        script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (style, script[0])]
        expected = (
            f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )
        assert (len(script), re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]) == (1, expected)

    def test_refers_to_nothing_outside(self, html_sample_report, html_parsed):
        """No attribute of the page points out of it, and no style attribute needs a laxer policy."""
        attributes = html_parsed(render_html(html_sample_report)).attributes
        pointers = {(name, value) for name, value in attributes if name in {"src", "href", "style", "action", "srcset"}}
        assert {(name, value) for name, value in pointers if name != "href" or not value.startswith("#")} == set()

    def test_script_never_writes_markup(self):
        """The script only makes text nodes: nothing parses data as HTML, only the page's own plain list."""
        scripts = resources.files("mtqa.report.html").joinpath("scripts").iterdir()
        script = "\n".join(script.read_text(encoding="utf-8") for script in scripts)
        risky = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|</script"
        assert re.findall(risky, script) == []
        assert re.findall(r"DOMParser.*", script) == ['DOMParser().parseFromString(list.textContent, "text/html");']

    def test_hostile_text_makes_no_element(self, html_sample_report, html_parsed):
        """Hostile text in every field adds no tag, and hidden characters show as code points."""
        page = render_html(with_hostile(html_sample_report))
        parser = html_parsed(page)
        tags = parser.tags
        assert (tags.count("script"), tags.count("img")) == (3, 0)
        assert not re.search("[\u202e\u202c\x07]", page)
        assert "⟦U+202E⟧reversed⟦U+202C⟧ ⟦U+0007⟧bell" in " ".join(parser.lines)

    def test_hostile_text_survives_in_the_data(self, html_sample_report):
        """The data holds the hostile sentence as it was, but for the hidden characters."""
        data = data_of(render_html(with_hostile(html_sample_report)))
        assert text_of(data["sentences"][0]) == visible(HOSTILE)

    def test_undecodable_path_can_be_written(self, html_sample_report):
        """A file name that was not UTF-8 shows its bytes and doesn't break the writing."""
        document = replace(html_sample_report.documents[0], path="caf\udce9.md")
        page = render_html(replace(html_sample_report, documents=(document,)))
        assert b"caf\xe2\x9f\xa6U+DCE9\xe2\x9f\xa7.md" in page.encode()


def luminance(colour):
    """Return the relative luminance of ``#rrggbb`` after WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_contrast_meets_wcag_aa(theme):
    """Every text colour reaches 4.5 to 1 on every ground that it stands on."""
    style = resources.files("mtqa.report.html").joinpath("styles/base.css").read_text(encoding="utf-8")
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", style)
    colours = {name: pair[theme] for name, *pair in found}
    pairs = [
        (text, ground)
        for text in ("ink", "soft", "accent", "bad", "mixed", "good", "note")
        for ground in ("paper", "ground", "sunken")
    ]
    pairs += [("ink", f"heat-{level}") for level in range(1, 6)]
    pairs += [("ink", f"{side}-{level}") for side in ("for", "against") for level in range(1, 5)]
    pairs += [("bad", "bad-ground"), ("good", "good-ground"), ("ground", "ink")]
    ratios = {}
    for text, ground in pairs:
        low, high = sorted((luminance(colours[text]), luminance(colours[ground])))
        ratios[text, ground] = (high + 0.05) / (low + 0.05)
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 4.5} == {}
