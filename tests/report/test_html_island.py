"""What the page's scripts get to see: documents, sentences, alerts, and how much a page carries."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.alert import State
from mtqa.detector import judge_sentence
from mtqa.detector.calibration import Limits
from mtqa.document import Span
from mtqa.gate.fingerprints import fingerprint
from mtqa.report.html import island as carried
from mtqa.report.html import render_html, view
from mtqa.report.html.island import Part, page_data, run
from mtqa.report.html.marks import Mark, Piece, marks, pieces, speakers, visible
from mtqa.report.identity import report_id
from mtqa.result import Finding, Severity, TokenScore, Verdict

pytestmark = pytest.mark.usefixtures("html_rules")

CAPTION = "Visitors of museum on the background ship Aurora, archive photo Litauens"


def island(report, **fields):
    """Return the data of the page that holds the whole report."""
    given = {"documents": tuple(view.worst_documents(report)), "mode": "whole", "id": report_id(report), **fields}
    return page_data(report, Part(**given))


class TestIsland:
    """The data that the script sees."""

    def test_documents_stand_worst_first(self, html_sample_report):
        """Documents are ordered by verdict, whatever their order of reading."""
        assert [d["verdict"] for d in island(html_sample_report)["documents"]] == [
            "likely machine-translated",
            "mixed",
            "no evidence",
            "too short",
        ]

    def test_sentences_stand_worst_first(self, html_sample_report):
        """Suspicious sentences come first by what speaks against them, skipped ones last."""
        data = island(html_sample_report)
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
        found = next(s for s in island(html_sample_report)["sentences"] if s["line"] == 14)
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
            "base": 2.45,
            "alerts": [
                {"rule": "residue.foreign-word", "fingerprint": fingerprint("residue.foreign-word", CAPTION),
                 "occurrence": 1, "state": "new", "severity": "error", "finding": 0},
                {"rule": "verdict.sentence", "fingerprint": fingerprint("verdict.sentence", CAPTION),
                 "occurrence": 1, "state": "new", "severity": "warning"},
            ],
        }  # fmt: skip

    def test_the_tint_follows_the_verdict(self, html_sample_report):
        """Words are tinted by evidence where that makes the sentence suspicious, else by surprise."""
        tints = {s["line"]: s.get("tint") for s in island(html_sample_report)["sentences"] if "marks" in s}
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
        assert [d.get("passage") for d in island(html_sample_report)["documents"]] == [
            None,
            "line 3 reads like machine translation",
            None,
            None,
        ]

    def test_rules_bring_their_rationale(self, html_sample_report):
        """Every rule that occurs brings its family; a known one its rationale; absent ones nothing."""
        rules = island(html_sample_report)["rules"]
        assert rules.pop("calque.make-photo") == {
            "family": "calque",
            "rationale": "Many languages make a photo where English takes one.",
            "source": "own observation",
            "languages": ["ru", "de"],
        }
        assert rules == {
            name: {"family": name.partition(".")[0]}
            for name in (
                "calque.and-not-only", "calque.degree-of-necessity", "calque.work-open", "grammar.missing-article",
                "grammar.modal-to", "residue.foreign-word", "verdict.likely", "verdict.mixed", "verdict.sentence",
            )
        }  # fmt: skip

    def test_what_is_left_out_is_counted(self, html_big_report, monkeypatch):
        """Above the caps the worst sentences stay, and the rest is counted."""
        monkeypatch.setattr(carried, "MAX_SENTENCES", 40)
        monkeypatch.setattr(carried, "MAX_WITH_TOKENS", 10)
        data = island(html_big_report(100, suspicious=0.3))
        verdicts = [s["verdict"] for s in data["sentences"]]
        suspicious = verdicts.count("suspicious")
        assert (data["left_out"], data["without_tokens"]) == (60, suspicious - 10)
        assert verdicts == ["suspicious"] * suspicious + ["clear"] * (40 - suspicious)
        assert [i for i, s in enumerate(data["sentences"]) if "marks" in s] == list(range(10))

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), None])
    def test_a_figure_that_is_no_number_is_left_out(self, html_sample_report, value):
        """JSON knows no NaN, so such a figure is absent."""
        document = replace(html_sample_report.documents[0], evidence=value)
        assert "evidence" not in island(replace(html_sample_report, documents=(document,)))["documents"][0]

    def test_strip_shows_the_worst_of_each_stretch(self, html_sample_report, html_big_report):
        """A short document has a cell per sentence; a long one 48 cells."""
        museum = html_sample_report.documents[1]
        long = html_big_report(480, suspicious=0.01, per_document=480).documents[0]
        first = next(i for i, s in enumerate(long.sentences) if s.verdict is Verdict.SUSPICIOUS)
        drawn = view.strip(long)
        assert (view.strip(museum), len(drawn), drawn.index("x")) == (".x" + "x.xx-", 48, first // 10)

    def test_the_report_says_what_it_is(self, html_sample_report):
        """The page knows the report's identity, whether the model had its say, and what the page does not hold."""
        assert island(html_sample_report, limits=("Not all.",))["report"] == {
            "id": report_id(html_sample_report),
            "version": "0.1.0",
            "signature": str(html_sample_report.signature),
            "model": True,
            "mode": "whole",
            "limits": ["Not all."],
        }
        alone = replace(html_sample_report, signature=replace(html_sample_report.signature, model="none"))
        assert island(alone)["report"]["model"] is False

    def test_a_document_has_its_own_alerts(self, html_sample_report):
        """A document's verdict is an alert with its message and its sketch."""
        likely, mixed, *others = island(html_sample_report)["documents"]
        assert [
            (d["alerts"][0]["rule"], d["alerts"][0]["message"], len(d["alerts"][0]["sketch"])) for d in (likely, mixed)
        ] == [
            ("verdict.likely", "The document is likely machine-translated (probability 97% at even odds).", 6),
            (
                "verdict.mixed",
                "The document is mixed (probability 48% at even odds): lines 3 to 3 read like machine translation.",
                2,
            ),
        ]
        assert ["alerts" in d for d in others] == [False, False]

    def test_alerts_of_equal_rules_find_their_own_finding(self, html_sample_report):
        """Two hits of a rule in a sentence are told apart by their place; every alert of the sentence is there."""
        museum = html_sample_report.documents[1]
        odd = museum.sentences[2]
        first = odd.findings[0]
        second = replace(first, span=Span(40, 44), within=Span(40, 44))
        odd = replace(odd, findings=(second, first), model_reason="reads oddly")
        [verdict, *_] = [a for a in museum.alerts if a.rule == "verdict.sentence"]
        [hit, *_] = [a for a in museum.alerts if a.rule == first.rule]
        alerts = (
            replace(hit, sentence=0, span=second.span, occurrence=2),
            replace(hit, sentence=0, span=first.span, state=State.KNOWN),
            replace(verdict, sentence=0),
        )
        document = replace(museum, sentences=(odd,), alerts=alerts)
        [found] = island(replace(html_sample_report, documents=(document,)))["sentences"]
        assert [(a["occurrence"], a["state"], a.get("finding")) for a in found["alerts"]] == [
            (2, "new", 1),
            (1, "known", 0),
            (1, "new", None),
        ]

    def test_what_does_not_count_says_why(self, html_sample_report):
        """A sentence whose alerts are all known says so, and only such a one."""
        museum = html_sample_report.documents[1]
        known = tuple(replace(a, state=State.KNOWN) if a.sentence == 2 else a for a in museum.alerts)
        found = island(replace(html_sample_report, documents=(replace(museum, alerts=known),)))["sentences"]
        assert {s["order"]: s["standing"] for s in found if "standing" in s} == {2: "known"}

    def test_a_sentence_is_shown_mended(self, html_sample_report):
        """The suggestions stand in the sentence, each as a stretch of its own."""
        found = next(s for s in island(html_sample_report)["sentences"] if s["line"] == 5)
        assert found["mended"] == [
            "The exhibition was opened by the director ",
            ["of the museum"],
            " and ",
            ["will be open"],
            " until the end of month.",
        ]

    def test_the_run_of_a_mixed_document(self, html_sample_report):
        """The run is told by its first and last sentence; within a line, it is the part with the most evidence."""
        clear = html_sample_report.documents[1].sentences[3]
        lines = [(1, -3.0), (2, -2.0), (2, 4.0), (3, 1.0), (4, 3.0), (4, -5.0), (5, -1.0)]
        sentences = tuple(replace(clear, line=line, evidence=evidence) for line, evidence in lines)
        document = replace(html_sample_report.documents[1], sentences=sentences)
        spans = [run(replace(document, passage=passage)) for passage in ((2, 4), (2, 2), (1, 5), (9, 9), None)]
        assert spans == [[2, 4], [2, 2], [0, 6], None, None]

    def test_an_index_holds_suspicious_sentences_and_the_way_to_pages(self, html_sample_report):
        """The index of a folder leaves the other sentences to the pages of their documents."""
        hrefs = ("mtqa.files/0001-a.html", "", "", "")
        data = island(html_sample_report, mode="index", hrefs=hrefs)
        assert {s["verdict"] for s in data["sentences"]} == {"suspicious"}
        assert [d.get("href") for d in data["documents"]] == ["mtqa.files/0001-a.html", None, None, None]
        assert island(html_sample_report, mode="document", index="../mtqa.html")["report"]["index"] == "../mtqa.html"


class TestSize:
    """How much a page is."""

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
