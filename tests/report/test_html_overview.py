"""The overview: what it says without scripts, and the table of documents in a real Chromium."""

import json
import re
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from mtqa.alert import By, State
from mtqa.outcome import Clause, Comparison, KnownEntry
from mtqa.report.html import render_html
from mtqa.report.html.charts import Bin, binned, histogram
from mtqa.report.html.overview import footer, overview, title
from mtqa.report.html.tables import PLAIN_LIMIT
from mtqa.result import Coverage, DocumentVerdict, ErrorRate, Gate, Report, SkippedFile

pytestmark = pytest.mark.usefixtures("html_rules")

GOLDEN = Path(__file__).parent / "data" / "html_plain.txt"
HOSTILE = "</script><img src=x onerror=alert(2)> {{overview}} {count} \u202ereversed\u202c"


def cells(report, name):
    """Return the text of each row's cells in the table of a class."""
    table = re.search(rf'<div class="scroll {name}".*?</table>', overview(report), re.DOTALL)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [[re.sub("<.*?>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def with_states(report):
    """Give a report a baseline, known and suppressed alerts, and a policy of five clauses of which two fail."""
    museum, record = report.documents[1], report.documents[2]
    alerts = list(museum.alerts)
    alerts[1] = replace(alerts[1], state=State.SUPPRESSED, by=By.COMMENT, reason="a quotation")
    known = tuple(replace(alert, state=State.KNOWN) for alert in record.alerts)
    documents = list(report.documents)
    documents[1], documents[2] = replace(museum, alerts=tuple(alerts)), replace(record, alerts=known)
    clauses = (
        Clause("fail-on document", False, 1, 0, "One is."),
        Clause("max-suspicious", True, 4.5454, 10),
        Clause("max-findings calques", True, 1234, 5000),
        Clause("max-of-kind caption", True, 0, 0, "", "site/**/*.html"),
        Clause("require-coverage", False, 71.2, 90, "It is less."),
    )
    fixed = (
        KnownEntry("ab" * 8, "calque.make-photo", "content/old.md", 2, text="We made a photo at the harbour."),
        KnownEntry("cd" * 8, "grammar.modal-to", "content/feed.jsonl", 1, id="a-1"),
    )
    return replace(
        report,
        documents=tuple(documents),
        gate=Gate(False, ("One is.", "It is less."), clauses),
        baseline=Comparison("mtqa-baseline.json", 3, 1, fixed, 2),
    )


class TestVerdict:
    """How the run ended."""

    def test_says_how_the_run_ended(self, html_sample_report):
        """The window's title and the heading say it, then the reasons, the verdicts and the way to the queue."""
        page = overview(html_sample_report)
        assert title(html_sample_report) == "Gate failed: 5 of 11 sentences suspicious · mtqa report"
        assert '<h1 id="verdict"><span class="mark" aria-hidden="true">✕</span>Gate failed</h1>' in page
        assert "<li>1 document is likely machine-translated (content/culture/harbour-museum.md)</li>" in page
        assert "4 documents: 1 likely machine-translated, 1 mixed, 1 no evidence, 1 too short." in page
        assert '<a class="strong" id="to-review" href="#plain" data-to="#view=queue">Review 5 sentences</a>' in page

    def test_shows_each_clause_against_its_limit(self, html_sample_report):
        """Counts and percentages stand beside what is allowed, and a sign with a name says whether a clause holds."""
        report = with_states(html_sample_report)
        assert cells(report, "clauses") == [
            ["Clause", "Found", "Allowed"],
            ["✕fail-on document", "1", "none"],
            ["✓max-suspicious", "4.55%", "at most 10%"],
            ["✓max-findings calques", "1,234", "at most 5,000"],
            ["✓max-of-kind caption in site/**/*.html", "0", "none"],
            ["✕require-coverage", "71.2%", "at least 90%"],
        ]
        assert re.findall(r'role="img" aria-label="(\w+:)"', overview(report)) == [
            "Broken:", "Holds:", "Holds:", "Holds:", "Broken:"
        ]  # fmt: skip
        many = replace(report, gate=replace(report.gate, clauses=report.gate.clauses * 2))
        assert "<details><summary>Policy: 10 clauses, 4 failed</summary>" in overview(many)

    def test_counts_alerts_by_state(self, html_sample_report):
        """New, known, suppressed and fixed alerts are counted, and what was fixed is listed."""
        page = overview(with_states(html_sample_report))
        states = re.search(r'<dl class="states">(.*?)</dl>', page)[1]
        assert re.findall(r"<div><dt>(?:<a[^>]*>)?(\w+).*?<dd>(\d+)", states) == [
            ("New", "5"),
            ("Known", "2"),
            ("Suppressed", "1"),
            ("Fixed", "3"),
        ]
        assert "1 more is suspicious and does not count." in page
        assert "Known is what the baseline mtqa-baseline.json remembers. 1 known alert has moved" in page
        assert re.findall(r"<li>(.*?)</li>", re.search(r'<ul class="fixed">(.*?)</ul>', page)[1]) == [
            "content/old.md: We made a photo at the harbour. [calque.make-photo], 2 times",
            "content/feed.jsonl (record a-1) [grammar.modal-to]",
        ]
        assert 'class="states"' not in overview(html_sample_report)

    def test_interrupted_and_notes_show(self, html_sample_report):
        """An interrupted run says so before its other notes."""
        page = overview(replace(html_sample_report, interrupted=True))
        notes = re.search(r'<ul class="notes">(.*?)</ul>', page)[1]
        assert re.findall(r"<li>(.*?)</li>", notes)[:2] == [
            "The run was interrupted: this report covers only what was checked until then.",
            "The calibration has no captions shorter than 6 words: those abstain.",
        ]

    def test_a_run_without_suspicion_has_nothing_to_review(self, html_sample_report, html_parsed):
        """A run that passes says that there is nothing to review; one over nothing says that."""
        clean = replace(html_sample_report, documents=html_sample_report.documents[:1], gate=Gate(passed=True))
        page = overview(clean)
        assert "Gate passed" in page
        assert "No sentence is suspicious: there is nothing to review." in page
        assert "No rule found anything." in page
        assert "to-review" not in page
        empty = Report("0.1.0", html_sample_report.signature, (), Coverage(), Gate(passed=False), 0.0)
        assert html_parsed(overview(empty)).lines[-2:] == [
            "Suspicious sentences, worst first",
            "No sentence is suspicious.",
        ]
        assert html_parsed(overview(empty), "documents").lines == ["Documents, worst first", "No document was checked."]


class TestSpread:
    """The distributions."""

    def test_says_how_fluency_stands_beside_trusted_english(self, html_sample_report, html_big_report):
        """The share in the lowest twentieth is compared with the 5 % of trusted English, by its interval."""
        said = "27% of 11 sentences lie in the lowest 5% of trusted English, where 5% would. That is more than chance."
        assert f'<p class="stated">{said} So few sentences vary much by chance.</p>' in overview(html_sample_report)
        even = overview(html_big_report(800, tokens=False))
        assert re.search(
            r"lie in the lowest 5% of trusted English, where 5% would. That is no more than chance.<", even
        )

    def test_draws_what_the_table_says(self, html_sample_report):
        """Twenty bars against the line of the reference, named, with their figures in a table."""
        page = overview(html_sample_report)
        chart = re.search(r'<div class="plot" role="img" aria-label="([^"]+)">(.*?)</div>', page)
        assert chart[1].startswith("Fluency against trusted English. 27% of 11 sentences")
        assert chart[2].count('class="reference"') == 1
        assert cells(html_sample_report, "bins-fluency")[:3] == [
            ["From to", "Sentences", "Suspicious", "Share", "Trusted"],
            ["0 to 5", "3", "3", "27%", "5%"],
            ["5 to 10", "2", "2", "18%", "5%"],
        ]
        assert len(cells(html_sample_report, "bins-fluency")) == 21

    @pytest.mark.parametrize(
        ("model", "said"),
        [
            ("none", "This run used rules alone. Fluency is measured by a language model, so there is none to show."),
            ("small/bfloat16/quick-0123abcd", "This was a quick run. It measures the fluency of odd sentences alone"),
        ],
    )
    def test_says_why_there_is_none(self, html_sample_report, model, said):
        """Rules alone measure no fluency, and a quick run only that of odd sentences."""
        page = overview(replace(html_sample_report, signature=replace(html_sample_report.signature, model=model)))
        assert said in page
        assert 'class="plot"' not in page

    def test_bins_hold_their_lower_end(self):
        """A value on the border falls in the higher bin; those beyond the ends in the outermost."""
        values = [(-3.0, True), (0.0, False), (4.9, True), (5.0, False), (10.0, False), (99.0, True)]
        assert binned(values, 0, 10, 2) == [Bin(0, 5, 3, 2), Bin(5, 10, 3, 1)]

    def test_an_empty_histogram_can_be_drawn(self):
        """Without a value there is a picture of the reference alone."""
        assert histogram(binned([], 0, 1, 4), "None", [(0, "0")], 0.25).count("<rect") == 0


class TestFindings:
    """Findings by rule and by family."""

    def test_counts_by_rule_and_family(self, html_sample_report):
        """Each rule has its severity, findings and sentences, and leads to them; so does each family."""
        found = cells(html_sample_report, "rules")
        assert found[:2] == [
            ["Rule", "Severity", "Findings", "Sentences"],
            ["calque.and-not-only", "▲warning", "1", "1"],
        ]
        assert cells(html_sample_report, "families") == [
            ["Family", "Findings", "Sentences"],
            ["calque", "4", "4"],
            ["grammar", "2", "1"],
            ["residue", "1", "1"],
        ]
        page = overview(html_sample_report)
        assert 'data-to="#view=queue&amp;verdict=all&amp;state=all&amp;rule=grammar.modal-to"' in page
        assert "7 findings by 7 rules. Of 5 suspicious sentences, 0 are so by rules alone" in page

    def test_folds_the_less_frequent_rules(self, html_big_report):
        """Ten rules are on show, most findings first; the others open on demand."""
        report = html_big_report(300, tokens=False)
        counts = [int(row[2]) for row in cells(report, "rules")[1:]]
        assert (len(counts), counts) == (10, sorted(counts, reverse=True))
        assert re.findall(r"<summary>(\d+ more rules?)</summary>", overview(report)) == [
            f"{len(report.findings_by_rule()) - 10} more rules"
        ]


class TestTheRest:
    """Captions, coverage, rates, the plain list, and text that means harm."""

    def test_plain_lists_are_the_golden_ones(self, html_sample_report, html_parsed):
        """What a reader without scripts gets of documents and sentences is the text that was agreed on."""
        lines = (
            html_parsed(overview(html_sample_report), "documents").lines
            + html_parsed(overview(html_sample_report)).lines
        )
        assert "\n".join(lines) + "\n" == GOLDEN.read_text(encoding="utf-8")

    def test_plain_list_is_capped_and_says_so(self, html_big_report, html_parsed):
        """Of 450 suspicious sentences 200 are listed without scripts, and the page says how many there are."""
        lines = html_parsed(overview(html_big_report(450, tokens=False))).lines
        assert (len([x for x in lines if x.startswith("paragraph; ")]), lines[-1]) == (
            PLAIN_LIMIT,
            "The first 200 of 450 suspicious sentences are listed here; the JSON report has all.",
        )

    def test_captions_have_a_section_of_their_own(self, html_sample_report, html_parsed):
        """It counts captions and subtitles apart, and lists the suspicious ones with their places."""
        lines = html_parsed(overview(html_sample_report), "captions").lines
        assert lines[:7] == [
            "Captions",
            "Captions are held against other captions: fragments without a verb are normal there.",
            "Of pictures and figures",
            ": 1 of 1 judged, 1 suspicious",
            "Of films (sentences of subtitles)",
            ": 1 of 1 judged, 0 suspicious",
            "1 suspicious caption",
        ]
        assert "Visitors of museum on the background ship Aurora, archive photo Litauens" in lines
        assert 'data-to="#view=queue&amp;state=all&amp;kind=caption"' in overview(html_sample_report)
        prose = replace(html_sample_report, documents=html_sample_report.documents[:1])
        assert html_parsed(overview(prose), "captions").lines == []

    def test_coverage_names_what_was_not_read(self, html_sample_report):
        """Patterns with their characters, units and sentences by reason, and files, by reason where they are many."""
        assert [cells(html_sample_report, name)[1:] for name in ("unjudged", "masked", "omitted", "skipped-files")] == [
            [["not prose: a byline", "1"], ["too short", "1"]],
            [["code", "1,204", "0"], ["&lt;nav&gt;", "318", "77"]],
            [["a rolling duplicate", "12"]],
            [
                ["content/logo.md", "is not text: a PNG image"],
                ["content/de/hafen.md", "not English: German"],
                ["content/big.csv", "larger than 50 MiB"],
            ],
        ]
        files = tuple(SkippedFile(f"{i}.png", "is not text: a PNG image") for i in range(9))
        many = replace(html_sample_report, coverage=replace(html_sample_report.coverage, files_skipped=files))
        assert cells(many, "skipped-reasons")[1:] == [["is not text: a PNG image", "9"]]
        assert "<details><summary>9 skipped files</summary>" in overview(many)

    def test_says_how_often_good_english_is_flagged(self, html_sample_report):
        """Each kind has its rate, its interval and the number of texts; without rates there is no table."""
        assert cells(html_sample_report, "rates") == [
            ["Kind", "Flagged", "95% interval", "Of"],
            ["sentences of native prose", "0.80%", "0.59% to 1.1%", "5,120"],
            ["native documents", "0%", "0% to 1.2%", "310"],
        ]
        assert "How often good English" not in overview(replace(html_sample_report, rates=()))

    def test_never_calls_a_sentence_machine_translated(self, html_sample_report):
        """Only documents are ever likely machine-translated; a sentence is machine-like."""
        assert "never called machine-translated, only machine-like" in overview(html_sample_report)

    def test_hostile_text_stays_text(self, html_sample_report, html_parsed):
        """Hostile text in every field adds no tag and no style, fills no slot, and shows what hides in it."""
        museum = html_sample_report.documents[1]
        bad = replace(museum.sentences[1], text=HOSTILE, reason=HOSTILE)
        hit = replace(bad.findings[1], rule=HOSTILE, message=HOSTILE, suggestion=HOSTILE)
        document = replace(museum, path=HOSTILE, id=HOSTILE, sentences=(replace(bad, findings=(hit,)),))
        seen = replace(html_sample_report.coverage, files_skipped=(SkippedFile(HOSTILE, HOSTILE),))
        hostile = replace(
            html_sample_report,
            device=HOSTILE,
            notes=(HOSTILE,),
            rates=(ErrorRate(HOSTILE, 1, 100),),
            documents=(document,),
            coverage=seen,
            gate=Gate(False, (HOSTILE,), (Clause(HOSTILE, False, 1, 0, HOSTILE, HOSTILE),)),
            baseline=Comparison(HOSTILE, fixed=(KnownEntry("ab" * 8, HOSTILE, HOSTILE, text=HOSTILE),)),
        )
        parser = html_parsed(overview(hostile))
        parser.feed(footer(hostile))
        assert {"script", "img", "style"} & {*parser.tags} == set()
        assert "style" not in {name for name, _ in parser.attributes}
        page = render_html(hostile)
        assert page.count("<h1") == 1
        assert not re.search("[\u202e\u202c]", page)
        assert f"{HOSTILE[:-10]}⟦U+202E⟧reversed⟦U+202C⟧" in parser.lines

    def test_every_word_is_used(self):
        """Each string of the overview is used by its modules or its script, and none is missing."""
        package = resources.files("mtqa.report.html")
        words = json.loads(package.joinpath("strings/overview.json").read_text(encoding="utf-8"))
        sources = [f.read_text(encoding="utf-8") for f in package.iterdir() if f.name.endswith(".py")]
        sources.append(package.joinpath("scripts/overview.js").read_text(encoding="utf-8"))
        used = set(re.findall(r'["\'](overview\.[a-z_]+)["\']', "\n".join(sources)))
        assert used == set(words)


@pytest.mark.browser
class TestInTheBrowser:
    """The table of documents, and the ways out of the overview."""

    def test_a_small_report(self, visit, html_sample_report):
        """The table stands in the place of the lists; links lead to documents and to filtered queues."""
        page = visit(html_sample_report, viewport={"width": 1440, "height": 900})
        rows = page.locator("#documents tbody tr")
        assert [[cell.strip() for cell in row.split("\t")] for row in rows.all_inner_texts()][2:] == [
            ["content/news/council-library.html", "○no evidence", "2%", "−6.3", "67", "0 of 2", "", "html"],
            ["content/captions/harbour-tour.srt", "–too short", "31%", "+0.2", "51", "0 of 1", "", "srt"],
        ]
        assert "record ferry-2031" in rows.nth(1).inner_text()
        assert "line 3 reads like machine translation" in rows.nth(1).inner_text()
        assert page.get_by_role("img", name="95% interval 91% to 99%").count() == 1
        assert (page.locator("#plain").count(), page.locator("#documents-list").count()) == (0, 0)
        assert page.locator(".narrowing").count() == 0
        links = [rows.nth(1).locator("a").nth(i).get_attribute("href") for i in (0, 1)]
        assert links == [
            "#view=document&file=content%2Ffeed.jsonl&record=ferry-2031",
            "#view=queue&file=content%2Ffeed.jsonl&record=ferry-2031&state=all",
        ]
        assert page.get_by_role("link", name="Review 5 sentences").get_attribute("href") == "#view=queue"
        rule = page.get_by_role("link", name="calque.make-photo")
        assert rule.get_attribute("href") == "#view=queue&verdict=all&state=all&rule=calque.make-photo"
        page.get_by_role("button", name="Fluency").click()
        assert page.locator("#documents th[aria-sort]").get_attribute("aria-sort") == "ascending"
        assert rows.first.locator("a").first.inner_text() == "content/culture/harbour-museum.md"
        page.get_by_role("button", name="Fluency").click()
        assert rows.first.locator("a").first.inner_text() == "content/news/council-library.html"
        assert page.evaluate("location.hash") == "#sort=-fluency"

    def test_hundreds_of_documents(self, visit, html_big_report):
        """Of six hundred documents a part is built; path and verdict filter them, and the address keeps it."""
        report = html_big_report(600, per_document=1, tokens=False)
        first = replace(report.documents[0], verdict=DocumentVerdict.LIKELY)
        page = visit(replace(report, documents=(first, *report.documents[1:])))
        rows = page.locator("#documents tbody tr")
        assert rows.count() == 25
        page.get_by_role("button", name="Show 100 more").click()
        assert rows.count() == 125
        assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 26
        page.get_by_label("Filter documents").fill("0005")
        assert page.locator("#documents-count").inner_text() == "111 of 600 documents"
        page.locator(".narrowing button", has_text="likely").click()
        assert page.get_by_text("No document matches.").is_visible()
        assert page.evaluate("location.hash") == "#q=0005&verdict=likely+machine-translated"
        page.get_by_role("button", name="Show all documents").click()
        assert (rows.count(), page.evaluate("location.hash")) == (25, "")

    @pytest.mark.parametrize("width", [390, 1280])
    def test_nothing_overflows(self, visit, html_sample_report, width):
        """No part is wider than the window, with long names and running from right to left, also."""
        museum = replace(html_sample_report.documents[1], path="content/" + "very-long-name" * 12 + "/אבג.md")
        report = with_states(html_sample_report)
        page = visit(replace(report, documents=(museum, *report.documents)), viewport={"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width

    def test_without_scripts_all_is_readable(self, browser, html_sample_report, tmp_path):
        """Without scripts the lists stay, links to views are mere text, and folded parts still open."""
        path = tmp_path / "report.html"
        path.write_text(render_html(html_sample_report), encoding="utf-8")
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(path.as_uri())
        assert page.locator("#documents-list li").count() == 4
        assert page.locator("#plain > ol > li").count() == 5
        assert page.locator("a[data-to]:not([href])").count() == page.locator("a[data-to]").count() - 1
        page.locator("summary", has_text="The figures as a table").first.click()
        assert page.locator(".bins-fluency").is_visible()
        context.close()
