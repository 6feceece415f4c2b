"""The HTML page without a browser: what it carries, how it is guarded, and that it is always the same."""

import base64
import hashlib
import json
import random
import re
import zlib
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.detector import judge_sentence
from mtqa.detector.calibration import Limits
from mtqa.document import Span
from mtqa.report.html import fragments, render_html, view
from mtqa.report.html.marks import Mark, Piece, marks, pieces, speakers, visible
from mtqa.result import Coverage, ErrorRate, Finding, Gate, Report, Severity, TokenScore, Verdict

pytestmark = pytest.mark.usefixtures("html_rules")

GOLDEN = Path(__file__).parent / "data" / "html_plain.txt"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"'&amp; \u202ereversed\u202c \x07bell"


class Text(HTMLParser):
    """Collects tags and the text of one section."""

    def __init__(self, section):
        super().__init__()
        self.section, self.depth, self.lines, self.tags, self.attributes = section, 0, [], [], []

    def handle_starttag(self, tag, attrs):
        """Note the tag, and whether the wanted section starts."""
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "section" and (self.depth or dict(attrs).get("id") == self.section):
            self.depth += 1

    def handle_endtag(self, tag):
        """Note whether the wanted section ends."""
        self.depth -= tag == "section" and self.depth > 0

    def handle_data(self, data):
        """Keep the section's text."""
        if self.depth and data.strip():
            self.lines.append(data.strip())


def parsed(page, section="plain"):
    """Parse a page and return its parser."""
    parser = Text(section)
    parser.feed(page)
    return parser


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

    def test_refers_to_nothing_outside(self, html_sample_report):
        """No attribute of the page points out of it, and no style attribute needs a laxer policy."""
        attributes = parsed(render_html(html_sample_report)).attributes
        pointers = {(name, value) for name, value in attributes if name in {"src", "href", "style", "action", "srcset"}}
        assert pointers == {("href", "#sentences")}

    def test_script_never_writes_markup(self):
        """The script only makes text nodes: nothing parses data as HTML."""
        script = resources.files("mtqa.report.html").joinpath("page.js").read_text(encoding="utf-8")
        risky = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|</script"
        assert re.findall(risky, script) == []

    def test_hostile_text_makes_no_element(self, html_sample_report):
        """Hostile text in every field adds no tag, and hidden characters show as code points."""
        page = render_html(with_hostile(html_sample_report))
        parser = parsed(page)
        tags = parser.tags
        assert (tags.count("script"), tags.count("img")) == (2, 0)
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

    def test_interrupted_and_notes_show(self, html_sample_report):
        """An interrupted run says so before its other notes."""
        page = render_html(replace(html_sample_report, interrupted=True))
        notes = re.search(r'<ul class="notes">(.*?)</ul>', page)[1]
        assert re.findall(r"<li>(.*?)</li>", notes) == [
            "The run was interrupted: this report covers only what was checked until then.",
            "The calibration has no captions shorter than 6 words: those abstain.",
        ]

    def test_footer_says_how_often_good_english_is_flagged(self, html_sample_report):
        """Each kind has its rate, its interval and the number of texts; without rates there is no table."""
        page = render_html(html_sample_report)
        footer = re.search(r"<footer>(.*?)</footer>", page, re.DOTALL)[1]
        cells = [re.findall(r"<t[hd][^>]*>([^<]*)", row) for row in re.findall(r"<tr>(.*?)</tr>", footer)]
        assert "How often good English is flagged" in footer
        assert cells == [
            ["Kind", "Flagged", "95% interval", "Of"],
            ["sentences of native prose", "0.80%", "0.59% to 1.1%", "5,120"],
            ["native documents", "0%", "0% to 1.2%", "310"],
        ]
        assert "good English" not in render_html(replace(html_sample_report, rates=()))

    def test_an_empty_run_renders(self, html_sample_report):
        """A run over nothing is a page that says so."""
        empty = Report("0.1.0", html_sample_report.signature, (), Coverage(), Gate(passed=False), 0.0)
        assert parsed(render_html(empty)).lines[-3:] == [
            "No document was checked.",
            "Suspicious sentences, worst first",
            "No sentence is suspicious.",
        ]

    def test_plain_list_is_the_golden_one(self, html_sample_report):
        """What a reader without scripts gets is the text that was agreed on."""
        assert "\n".join(parsed(render_html(html_sample_report)).lines) + "\n" == GOLDEN.read_text(encoding="utf-8")

    def test_captions_have_a_section_of_their_own(self, html_sample_report):
        """It counts captions and subtitles apart, and lists the suspicious ones with their places."""
        lines = parsed(render_html(html_sample_report), "captions").lines
        assert lines[:2] == [
            "Captions",
            (
                "1 of pictures and figures: 1 judged, 1 suspicious; 1 of films (sentences of subtitles): 1 judged, "
                "0 suspicious. Captions are held against other captions: fragments without a verb are normal there."
            ),
        ]
        assert "Visitors of museum on the background ship Aurora, archive photo Litauens" in lines
        prose = replace(html_sample_report, documents=html_sample_report.documents[:1])
        assert parsed(render_html(prose), "captions").lines == []

    def test_coverage_names_what_was_masked(self, html_sample_report):
        """Patterns with their characters, and units that were passed over."""
        cells = re.findall(
            r'<th scope="row"><bdi>([^<]*)</bdi></th><td class="number">([\d,]+)', render_html(html_sample_report)
        )
        assert cells == [("code", "1,204"), ("&lt;nav&gt;", "318"), ("a rolling duplicate", "12")]

    def test_plain_list_is_capped_and_says_so(self, html_big_report):
        """Of 450 suspicious sentences 200 are listed without scripts, and the page says how many there are."""
        lines = parsed(render_html(html_big_report(450, tokens=False))).lines
        assert (len([x for x in lines if x.startswith("paragraph; ")]), lines[-1]) == (
            fragments.PLAIN_LIMIT,
            "The first 200 of 450 suspicious sentences are listed here; the JSON report has all.",
        )

    def test_never_calls_a_sentence_machine_translated(self, html_sample_report):
        """Only documents are ever likely machine-translated; a sentence is machine-like."""
        page = render_html(html_sample_report)
        assert "never called machine-translated, only <em>machine-like</em>" in page

    def test_a_thousand_suspicious_sentences_fit_in_two_megabytes(self, html_sample_report):
        """A thousand suspicious sentences of 30 distinct words with tokens make less than 2 MB."""
        chance = random.Random(7)
        words = ["".join(chance.choices("etaoinshrdlucmfw", k=chance.randint(2, 10))) for _ in range(20_000)]
        template = html_sample_report.documents[1].sentences[2]
        sentences = []
        for line in range(1000):
            tokens, text = [], ""
            for word in chance.choices(words, k=30):
                span = Span(len(text), len(text) + len(word) + 1)
                text += " " + word
                tokens.append(TokenScore(span, span, chance.uniform(0, 20), tuple(chance.choices(words, k=3))))
            sentences.append(replace(template, text=text, line=line + 1, tokens=tuple(tokens)))
        document = replace(html_sample_report.documents[1], sentences=tuple(sentences))
        page = render_html(replace(html_sample_report, documents=(document,)))
        assert len(page.encode()) < 2_000_000


class TestIsland:
    """The data that the script sees."""

    def test_documents_stand_worst_first(self, html_sample_report):
        """Documents are ordered by verdict, whatever their order of reading."""
        assert [d["verdict"] for d in view.island(html_sample_report)["documents"]] == [
            "likely machine-translated",
            "mixed",
            "no evidence",
            "too short",
        ]

    def test_sentences_stand_worst_first(self, html_sample_report):
        """Suspicious sentences come first by what speaks against them, skipped ones last."""
        data = view.island(html_sample_report)
        places = [(data["documents"][s["document"]]["format"], s["line"], s["verdict"]) for s in data["sentences"]]
        assert places[:6] == [
            ("markdown", 5, "suspicious"),
            ("markdown", 14, "suspicious"),
            ("markdown", 11, "suspicious"),
            ("markdown", 7, "suspicious"),
            ("jsonl", 3, "suspicious"),
            ("markdown", 1, "clear"),
        ]
        assert [verdict for _, _, verdict in places[-2:]] == ["skipped", "skipped"]

    def test_a_sentence_holds_what_its_card_shows(self, html_sample_report):
        """Pieces, marks and findings of one sentence, whole."""
        found = next(s for s in view.island(html_sample_report)["sentences"] if s["line"] == 14)
        found["marks"] = [mark for mark in found["marks"] if len(mark) > 2]
        assert found == {
            "document": 0,
            "order": 5,
            "line": 14,
            "column": 1,
            "kind": "caption",
            "verdict": "suspicious",
            "reason": "Garbled caption; reads very differently from trusted captions (fluency 0.4).",
            "fluency": 0.4,
            "evidence": 2.6,
            "pieces": [
                ["Visitors", 0], " ", ["of", 1], " ", ["museum", 2], " ", ["on", 3], " ", ["the", 4], " ",
                ["background", 5], " ", ["ship", 6], " ", ["Aurora", 7], [",", 8], " ", ["archive", 9], " ",
                ["photo", 10], " ", ["Litauens", 11, 0],
            ],
            "marks": [[8.8, 0.48, "of the", "of a"], [17.9, -0.07, "of", "by", "("]],
            "speakers": ((6,), ()),
            "findings": [
                {
                    "rule": "residue.foreign-word",
                    "severity": "error",
                    "message": "A word of another language was left over.",
                }
            ],
        }  # fmt: skip

    def test_the_tint_follows_the_verdict(self, html_sample_report):
        """Words are tinted by evidence where that makes the sentence suspicious, else by surprise."""
        tints = {s["line"]: s.get("tint") for s in view.island(html_sample_report)["sentences"] if "marks" in s}
        assert tints == {5: "evidence", 11: "evidence", 3: "evidence", 14: None, 7: None}

    def test_the_reason_of_the_judge_is_understood(self, html_sample_report):
        """What the judge says of a sentence with too much evidence is recognised, and nothing else."""
        clear = html_sample_report.documents[1].sentences[3]
        limits = Limits(1_000_000, 3.0, 0.5)
        tints = []
        for fluency, evidence in ((50.0, 3.1), (0.1, 3.1), (0.1, 2.9), (50.0, 2.9)):
            judged = judge_sentence(limits, clear.text, fluency, evidence, ())
            tints.append(view.by_evidence(replace(clear, **judged._asdict())))
        assert tints == [True, True, False, False]

    def test_a_passage_is_told_in_lines(self, html_sample_report):
        """A mixed document says which lines make it so."""
        mixed = html_sample_report.documents[2]
        assert view.passage(replace(mixed, passage=(12, 30))) == "lines 12-30 read like machine translation"
        assert [d.get("passage") for d in view.island(html_sample_report)["documents"]] == [
            None,
            "line 3 reads like machine translation",
            None,
            None,
        ]

    def test_rules_bring_their_rationale(self, html_sample_report):
        """A known rule that occurs brings its rationale; unknown and absent ones bring nothing."""
        assert view.island(html_sample_report)["rules"] == {
            "calque.make-photo": {
                "rationale": "Many languages make a photo where English takes one.",
                "source": "own observation",
                "languages": ["ru", "de"],
            }
        }

    def test_what_is_left_out_is_counted(self, html_big_report, monkeypatch):
        """Above the caps the worst sentences stay, and the rest is counted."""
        monkeypatch.setattr(view, "MAX_SENTENCES", 40)
        monkeypatch.setattr(view, "MAX_WITH_TOKENS", 10)
        data = view.island(html_big_report(100, suspicious=0.3))
        verdicts = [s["verdict"] for s in data["sentences"]]
        suspicious = verdicts.count("suspicious")
        assert (data["left_out"], data["without_tokens"]) == (60, suspicious - 10)
        assert verdicts == ["suspicious"] * suspicious + ["clear"] * (40 - suspicious)
        assert [i for i, s in enumerate(data["sentences"]) if "marks" in s] == list(range(10))

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), None])
    def test_a_figure_that_is_no_number_is_left_out(self, html_sample_report, value):
        """JSON knows no NaN, so such a figure is absent."""
        document = replace(html_sample_report.documents[0], evidence=value)
        assert "evidence" not in view.island(replace(html_sample_report, documents=(document,)))["documents"][0]

    def test_strip_shows_the_worst_of_each_stretch(self, html_sample_report, html_big_report):
        """A short document has a cell per sentence; a long one 48 cells."""
        museum = html_sample_report.documents[1]
        long = html_big_report(480, suspicious=0.01, per_document=480).documents[0]
        first = next(i for i, s in enumerate(long.sentences) if s.verdict is Verdict.SUSPICIOUS)
        drawn = view.strip(long)
        assert (view.strip(museum), len(drawn), drawn.index("x")) == (".x" + "x.xx-", 48, first // 10)


class TestPieces:
    """Cutting sentences."""

    def test_overlapping_spans_are_cut_at_every_end(self):
        """A finding across two tokens and the space between them is cut into three pieces."""
        found = pieces("ab cd", (Mark(Span(0, 2), 3.0, ()), Mark(Span(3, 5), 9.0, ())), (finding(1, 4),))
        assert found == (
            Piece("a", 0, ()),
            Piece("b", 0, (0,)),
            Piece(" ", None, (0,)),
            Piece("c", 1, (0,)),
            Piece("d", 1, ()),
        )

    def test_offsets_count_code_points(self):
        """An emoji before a span shifts nothing."""
        assert pieces("🙂🙂 bad", (), (finding(3, 6),)) == (Piece("🙂🙂 ", None, ()), Piece("bad", None, (0,)))

    def test_tokens_that_share_a_character_add_up(self):
        """The byte tokens of one character make one mark with the sum of their surprisals."""
        shared = tuple(TokenScore(Span(0, 1), Span(0, 1), bits, (word,)) for bits, word in ((4.0, "a"), (1.5, "b")))
        assert marks("🙂", shared) == (Mark(Span(0, 1), 5.5, ("a",)),)

    def test_leading_space_is_not_marked(self):
        """A token's leading space belongs to no mark, and a token of white space alone has none."""
        tokens = (TokenScore(Span(0, 3), Span(0, 3), 2.0), TokenScore(Span(3, 4), Span(3, 4), 2.0))
        assert marks(" ab ", tokens) == (Mark(Span(1, 3), 2.0, ()),)

    @pytest.mark.parametrize(
        ("parts", "words"),
        [
            (("un", "question", "ably", " so"), ["unquestionably", "so"]),
            (("don", "’t", " say"), ["don’t", "say"]),
            (("don", "'", "t"), ["don't"]),
            (("the", " boys", "'", " toys"), ["the", "boys", "'", "toys"]),
            (("well", "-", "known", "."), ["well", "-", "known", "."]),
            (("“", "Ay", "e", ",", "”"), ["“", "Aye", ",", "”"]),
            (("nai", "\u0308", "ve"), ["nai\u0308ve"]),
            (("‘", "T", "is"), ["‘", "Tis"]),
            (("in", " ", "19", "97"), ["in", "1997"]),
        ],
    )
    def test_parts_of_a_word_are_joined(self, parts, words):
        """Tokens within a word are one mark; space and punctuation part words, an apostrophe within one doesn't."""
        text = "".join(parts)
        assert [text[m.span.start : m.span.end] for m in marks(text, scored(*((p, 0.0) for p in parts)))] == words

    def test_parts_of_a_word_add_up(self):
        """A word has the surprisal and the evidence of its tokens, and what was expected at its first."""
        tokens = (
            TokenScore(Span(0, 3), Span(0, 3), 6.0, ("a",), 0.5),
            TokenScore(Span(3, 5), Span(3, 5), 1.5, ("b",), -0.25),
        )
        assert marks("abcde", tokens) == (Mark(Span(0, 5), 7.5, ("a",), 0.25),)

    def test_speakers_are_the_strongest_words(self):
        """Three words at most on a side, strongest first, each once; no weak ones and no punctuation."""
        tokens = scored(
            *(("Make", 0.3), (" a", 0.1), (" pho", 0.4), ("to", 0.5), (",", 2.0), (" make", 0.4), (" it", 0.09)),
            *((" on", 0.2), (" sunny", -0.3), (" days", -0.08), ("!", -1.0)),
        )
        text = "Make a photo, make it on sunny days!"
        found = marks(text, tokens)
        sides = [[text[found[i].span.start : found[i].span.end] for i in side] for side in speakers(text, found)]
        assert sides == [["photo", "make", "on"], ["sunny"]]

    @given(st.text(max_size=30), st.data())
    def test_pieces_are_the_text_and_findings_keep_their_extent(self, text, data):
        """Joined pieces are the text; a finding's pieces joined are its span, within the text's ends."""
        offsets = st.integers(0, len(text) + 2)
        spans = data.draw(st.lists(st.tuples(offsets, offsets).map(sorted).map(lambda ends: Span(*ends)), max_size=5))
        tokens = (
            tuple(TokenScore(s, s, 1.0) for s in data.draw(st.lists(st.sampled_from(spans), max_size=5)) if spans)
            if spans
            else ()
        )
        hits = tuple(finding(*span) for span in spans)
        found = pieces(text, marks(text, tokens), hits)
        assert "".join(piece.text for piece in found) == text
        for number, span in enumerate(spans):
            assert "".join(p.text for p in found if number in p.findings) == text[span.start : span.end]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("plain", "plain"),
            ("“café” 👩‍🚀", "“café” 👩‍🚀"),
            ("a\tb\nc", "a\tb\nc"),
            ("\u202eevil\u2066", "⟦U+202E⟧evil⟦U+2066⟧"),
            ("zero\u200bwidth\ufeff", "zero⟦U+200B⟧width⟦U+FEFF⟧"),
            ("\x00\x1b\udc80", "⟦U+0000⟧⟦U+001B⟧⟦U+DC80⟧"),
        ],
    )
    def test_hidden_characters_become_visible(self, text, expected):
        """Characters that don't show are named; ordinary text stays as it is."""
        assert visible(text) == expected


def scored(*parts):
    """Score a text part by part: each with its evidence."""
    tokens, at = [], 0
    for part, evidence in parts:
        span = Span(at, at + len(part))
        at = span.end
        tokens.append(TokenScore(span, span, 1.0, (), evidence))
    return tuple(tokens)


def finding(start, end):
    """Make a finding over a range."""
    return Finding("family.rule", Severity.NOTE, Span(start, end), Span(start, end), "Odd.")


def luminance(colour):
    """Return the relative luminance of ``#rrggbb`` after WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_contrast_meets_wcag_aa(theme):
    """Every text colour reaches 4.5 to 1 on every ground that it stands on."""
    style = resources.files("mtqa.report.html").joinpath("page.css").read_text(encoding="utf-8")
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
