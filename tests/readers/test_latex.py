"""LaTeX: commands and mathematics masked, held against pylatexenc and mapped exactly."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from mtqa.document import SourceMap
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "latex"
QUIET = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
SAME = settings(QUIET, derandomize=True)
PROSE = "The old mill stands by the river."
MANY = 20_000
READS = str.maketrans({"\r": " ", "\n": " ", "~": " ", "`": "‘", "}": "”"})
"""What single characters of the source read as."""


def check(document):
    """Assert what every segment and sentence of a document promises."""
    for segment in document.segments:
        assert segment.text == segment.text.strip()
        assert re.search(r"[^\W_]", segment.text)
        check_map(segment.map, segment.text, document.source)
    for sentence in split(document):
        check_map(sentence.map, sentence.text, document.source)
    at = 0
    for mask in document.masks:
        assert at <= mask.start < mask.end <= len(document.source)
        at = mask.end


def check_map(found, text, source):
    """Assert that a map's runs cover a text, ascend in its source, and are the source where lengths are equal."""
    at = place = 0
    for run in found.runs:
        assert run.text == at
        assert run.source >= place
        assert min(run.text_length, run.source_length) > 0
        at, place = run.text + run.text_length, run.source + run.source_length
        if run.text_length == run.source_length:
            assert text[run.text : at].translate(READS) == source[run.source : place].translate(READS)
    assert at == len(text)
    assert place <= len(source)


def by_mtqa(found):
    """Return the text of each segment."""
    return [segment.text for document in found for segment in document.segments]


def words(text):
    """Count the words of a text."""
    return Counter(re.findall(r"[^\W\d_]+", text))


def test_a_paper(documents):
    """Each block of a real paper has its kind, its sentences stay grammatical, and nothing else is read."""
    (document,) = documents((DATA / "weir.tex").read_text(encoding="utf-8"), "latex")
    check(document)
    assert [(segment.kind.value, segment.text) for segment in document.segments] == [
        ("heading", "The Weir at Lower Mill"),
        ("paragraph", "We thank the miller for his patience."),
        (
            "paragraph",
            ("We measured the river for a year, and found that the weir holds back less water than everybody thought."),
        ),
        ("heading", "Introduction"),
        (
            "paragraph",
            (
                "The X was built in 1874. As shown by X, it leaks at both ends; see Section X and X. It cost $400, "
                "that is 20 % of what the café earns — “a good deal”, said the miller. Naïve readers may skip to X, or "
                "ask the clerk of Straße 4."
            ),
        ),
        ("paragraph", "A leak is small if nobody hears it."),
        ("heading", "What we did"),
        (
            "paragraph",
            (
                "Let X be the height of the water, measured at 5 places. The flow is X, where X depends on the shape. "
                "We then have X."
            ),
        ),
        ("paragraph", "Nothing else was needed. The sum of both is X"),
        ("paragraph", "The rest is simple."),
        *[("list", "The gauge was read at noon."), ("list", "Rain")],
        *[("list", "It was measured daily with X by the school."), ("list", "Ice was broken first.")],
        ("quote", "Water tells no lies, but the gauge may."),
        *[("caption", "The weir in March, with the gates open."), ("caption", "Flow by month.")],
        *[("cell", cell) for cell in ["Month", "Remark", "March", "The gates were open."]],
        ("cell", "No other month was measured."),
        ("paragraph", "A last word is due to the people of the mill."),
    ]
    patterns = ["preamble", "comment", *["mathematics"] * 5, "code", "\\begin{tikzpicture}", "code"]
    assert [mask.pattern for mask in document.masks] == [*patterns, "what follows the document"]


def test_slides(said):
    """Slides are read, their titles as headings; a macro's argument is text if it reads like prose."""
    assert said((DATA / "talk.tex").read_text(encoding="utf-8"), "latex") == [
        ("heading", "How the Ferry Was Saved"),
        ("heading", "What happened"),
        ("list", "The ferry was to be sold in the autumn."),
        ("list", "Nobody wanted that."),
        ("paragraph", "Wait for the laughter here."),
        ("heading", "What we did about it"),
        ("paragraph", "We wrote to everybody who had ever crossed the lake."),
        ("heading", "The answer"),
        ("paragraph", "The council said “not yet”, which means perhaps."),
        ("paragraph", "Tickets cost 2 € now; see X for the rest."),
    ]


def test_the_words_of_a_paper_are_those_of_pylatexenc(documents):
    """A real paper has the words that pylatexenc reads, without what only it prints and what is left out here."""
    text = (DATA / "weir.tex").read_text(encoding="utf-8")
    body = text[text.index("\\begin{abstract}") : text.index("\\end{document}")]
    left = r"(?s)\\href\{[^}]*\}|\\begin\{(tikzpicture|comment|verbatim)\}.*?\\end\{\1\}|\[Short\]|\\url\{.*?\}"
    body = re.sub(left + r"|\\bib\w+\{.*?\}|\\includegraphics\[.*?\}|\\multicolumn\{2\}\{c\}|\\texttt", "", body)
    expected = words(LatexNodes2Text(math_mode="remove").latex_to_text(body).lower())
    found = words(" ".join(by_mtqa(documents(body, "latex"))).lower())
    for name in ("cit", "ref", "x"):
        expected.pop(name, None)
        found.pop(name, None)
    assert found == expected


INLINE = [
    *[
        "The mill stands",
        "by the river. ",
        "It rained",
        " ",
        " ",
        "\n",
        "a",
        "\\emph{all day}",
        "\\textbf{so} ",
        "{it is}",
    ],
    *["\\'e", '\\"{o}', "\\c{c}", "\\^{\\i}", "\\v{s}", "\\ss{}", "\\o{}", "\\ae{}", "\\&", "\\%", "\\_", "\\$", "\\#"],
    *["---", "--", "``so''", "\\ldots{}", "~", "% not this\n", "{{deep}}", "\\textit{a \\textbf{b} c}", "\\,", "\\ "],
    *["\\label{x}", "\\noindent{}", "\\textsc{x}", "'s", "\\{", "\\}", "\\textendash{}"],
]


@SAME
@given(st.lists(st.sampled_from(INLINE), max_size=12).map("".join))
def test_sentences_read_as_by_pylatexenc(documents, text):
    """Accents, signs, dashes, quotation marks and groups read as they do there, but for the width of spaces."""
    said = LatexNodes2Text(math_mode="remove").latex_to_text(f"Start {text} end.")
    found = "".join(by_mtqa(documents(f"Start {text} end.", "latex")))
    assert re.sub(r"\s+", "", found) == re.sub(r"\s+", "", said).replace("`", "‘").replace("...", "…")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"It was seen~\cite{a} and heard \citep[p.~4]{b}, too.", "It was seen and heard, too."),
        (r"As shown by \cite{a}, and \citet{b} in 1999.", "As shown by X, and X in 1999."),
        (r"(See \cite{a}.) \cite{b} says no.", "(See X.) X says no."),
        (r"Take $x$, $3.5$ and 10$^\circ$C, $\alpha$-rays, \(y\).", "Take X, 3.5 and 10C, α-rays, X."),
        (r"It costs \$5 or $6 today.", "It costs $5 or $6 today."),
        (r"Read Figure~\ref{a}\label{b}, please \index{c}.", "Read Figure X, please."),
        (r"One\footnotemark\ two \vspace{1em} three\\four.", "One two three four."),
        (r"In \LaTeX{} and \TeX\ we write \today.", "In LaTeX and TeX we write X."),
        (r"An \verb|a b| and \verb+c+ and \lstinline{d.e}.", "An X and c and X."),
        (r"The \foo{a} and \foo{bar baz} and \foo of it.", "The X and bar baz and X of it."),
        (r"The ex\-am\-ple \textcolor{red}{is red} here.", "The example is red here."),
        (r"A 50\% share%" + "\n  d word.", "A 50% shared word."),
        (r"It is `so' in \v{C}esk\'y T\v{e}\v{s}\'{\i}n.", "It is ‘so’ in Český Těšín.".replace("’", "'")),
        (r"\def\a#1{not this} So it is.", "So it is."),
        (r"\renewcommand*{\a}[2][b]{not this} So \sout{not} it is.", "So it is."),
        (r"The set $$ x $$ is small.", "The set X is small."),
        (r"\texorpdfstring{$x$}{The letter} is here.", "The letter is here."),
        (r"\selectlanguage{english} It is \foreignlanguage{german}{so} here.", "It is X here."),
    ],
)
def test_commands_in_a_sentence(said, text, expected):
    """Commands go, words stay, and a sentence that needs a noun keeps a placeholder."""
    assert said(text, "latex") == [("paragraph", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rains.\n\nIt snows.\\par It thaws.", ["It rains.", "It snows.", "It thaws."]),
        ("It rains.%\n\nIt snows.", ["It rains.", "It snows."]),
        ("It rains.\n% a remark\nIt snows.", ["It rains. It snows."]),
        ("As follows:\n\\[ a \\]\nIt snows.", ["As follows:", "It snows."]),
        ("We have\n\\[ a \\]\nIt snows.", ["We have X", "It snows."]),
        ("It \\footnote{One. \\emph{Two}.\n\nThree.} rains.", ["It rains.", "One. Two.", "Three."]),
        ("\\begin{otherlanguage}{german}Nein.\\end{otherlanguage}\nYes.", ["Yes."]),
        ("\\begin{otherlanguage}{british}Yes.\\end{otherlanguage}", ["Yes."]),
        ("\\begin{odd}[x]{y}It rains.\\end{odd} It snows.", ["It rains.", "It snows."]),
        ("\\input{not-this} \\include{nor/this} It rains.", ["It rains."]),
        ("\\begin{tabular}{ll}a & b \\\\ c d & \\end{tabular}", ["a", "b", "c d"]),
        ("A \\& B & C", ["A & B & C"]),
        (
            "\\cventry{2019}{Miller at the weir}{Kept the gates in order.}",
            ["Miller at the weir", "Kept the gates in order."],
        ),
    ],
)
def test_blocks(documents, text, expected):
    """Paragraphs end where they do in print; what is put aside follows the paragraph that it stands in."""
    assert by_mtqa(documents(text, "latex")) == expected


NEST = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäéøßжλ", min_size=1, max_size=9), min_size=3, max_size=9)
PARAGRAPH = NEST.map(lambda words: " ".join(["The", *words]) + ".")
AROUND = [
    *[("", ""), ("\\section{", "}"), ("\\emph{", "}"), ("{\\bf ", "}"), ("\\item ", ""), ("\\footnote{", "}")],
    *[("\\begin{quote}\n", "\n\\end{quote}"), ("\\begin{itemize}\n\\item ", "\n\\end{itemize}"), ("% not this\n", "")],
    *[
        ("\\caption[no]{", "}"),
        ("\\href{http://a.b/c_d%20e}{", "}"),
        ("\\begin{tabular}{l}\n", " \\\\\n\\end{tabular}"),
    ],
    *[("\\textcolor{red}{", "}"), ("\\begin{verbatim}\nnot this\n\\end{verbatim}\n", ""), ("", "~\\cite{a}")],
    *[
        ("\\label{a} ", ""),
        ("\\noindent ", ""),
        ("\\[ x \\]\n", ""),
        ("\\odd{a}{", "}"),
        ("\\newcommand{\\a}{b c}\n", ""),
    ],
]


@QUIET
@given(
    blocks=st.lists(st.tuples(PARAGRAPH, st.sampled_from(AROUND)), min_size=1, max_size=5),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
    whole=st.booleans(),
)
def test_prose_is_found_where_it_was_put(documents, blocks, line_end, mark, whole):
    """Paragraphs that stand in markup come out alone, whole, and at their own offsets."""
    text = mark + ("\\documentclass{a}\nnot this\n\\begin{document}\n".replace("\n", line_end) if whole else "")
    expected = []
    for paragraph, (before, after) in blocks:
        text += before.replace("\n", line_end)
        expected.append((paragraph, SourceMap.identity(len(text), len(paragraph))))
        text += paragraph + after.replace("\n", line_end) + line_end * 2
    text += "\\end{document} not this" if whole else ""
    found = documents(text, "latex")
    assert [(segment.text, segment.map) for segment in found[0].segments] == expected


STRAY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)
MARKS = [
    *[
        *INLINE,
        "\\",
        "{",
        "}",
        "[",
        "]",
        "$",
        "$$",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "%",
        "\n\n",
        "\r\n",
        "&",
        "\\\\",
        "\\\\[2pt]",
    ],
    *[
        "\\begin{",
        "\\begin{itemize}",
        "\\end{itemize}",
        "\\item[",
        "\\begin{equation}",
        "\\end{equation}",
        "\\cite[",
        "a,",
    ],
    *[
        "\\footnote{",
        "\\section{",
        "\\section[",
        "\\caption{",
        "\\verb|",
        "\\begin{verbatim}",
        "\\end{verbatim}",
        "\\odd{a b}",
    ],
    *[
        "\\begin{tabular}{l}",
        "\\end{tabular}",
        "\\begin{document}",
        "\\end{document}",
        "\\title{",
        "\\'",
        "\\c ",
        "\\enquote{",
    ],
    *["\\citet{x}", "\\ref{x}", "\\newcommand{\\a}{b}", "\\a", "\\texttt{", "\\url{a%b}", "\\href{a}{", "x = 1.", "`"],
]


@QUIET
@given(st.lists(st.one_of(st.sampled_from(MARKS), st.sampled_from(MARKS), STRAY), max_size=40).map("".join))
def test_any_text_is_read_and_mapped(documents, text):
    """Whatever a text holds, segments and sentences lead back to it."""
    for document in documents(text, "latex"):
        check(document)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\ufeff", []),
        ("\\", []),
        ("\\documentclass{a}\\begin{document}", []),
        ("It rains. \\begin{verbatim} not this", ["It rains."]),
        ("It rains. \\section{It snows.", ["It rains.", "It snows."]),
        ("It rains. \\begin{equation} x", ["It rains."]),
        ("It rains. \\footnote{It snows.", ["It rains. It snows."]),
        ("It rains} and snows.", ["It rains and snows."]),
        ("It rains \\end{itemize} and snows.", ["It rains", "and snows."]),
        ("\x00 It rains.", ["\x00 It rains."]),
    ],
)
def test_broken_and_empty_texts(documents, text, expected):
    """What is cut off or never closed is read as far as it goes."""
    assert by_mtqa(documents(text, "latex")) == expected


PILES = {
    "braces": "{" * MANY + "}" * MANY,
    "notes": "\\footnote{a " * MANY,
    "closed notes": "\\footnote{a " * MANY + "}" * MANY,
    "unknown commands": "\\zz{a" * MANY + "}" * MANY,
    "environments": "\\begin{itemize}\\item a " * MANY,
    "ends": "\\end{a}" * MANY,
    "formulas": "$a " * MANY,
    "displays": "\\[a " * MANY,
    "equations": "\\begin{equation}a " * MANY,
    "code": "\\begin{verbatim}a " * MANY,
    "code in a line": "\\verb|a " * MANY,
    "comments": "a %b\n" * MANY,
    "backslashes": "\\" * MANY,
    "labels": "\\item[" * MANY,
    "sources": "\\cite[" * MANY,
    "accents": "\\'{" * MANY,
    "tables": "\\begin{tabular}{c} a & b \\\\" * (MANY // 4),
    "sections": "\\section{a" * MANY,
    "definitions": "\\newcommand{\\a}{b" * MANY,
    "spaces": "a" + " " * 300_000 + "a",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("pile", PILES.values(), ids=PILES)
def test_piles_of_markup(documents, pile):
    """Markup that is never closed, or nested without end, costs no more than its length."""
    assert by_mtqa(documents(f"{PROSE}\n\n{pile}", "latex"))[0].startswith(PROSE)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("mark", ["{", "\\emph{", "\\textbf{\\em ", "\\begin{quote}"])
def test_prose_deep_inside(documents, mark):
    """Nesting deeper than calls may go hides nothing."""
    assert by_mtqa(documents(mark * 5000 + PROSE + "}" * 5000, "latex")) == [PROSE]
