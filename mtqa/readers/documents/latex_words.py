"""What LaTeX's commands and environments mean to a reader: letters and signs, words, headings, or nothing at all."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


def _table(words: str) -> dict[str, int]:
    """Read ``name:2`` as a name and how many arguments it has; a bare name has none."""
    pairs = (word.partition(":") for word in words.split())
    return {name: int(count or 0) for name, _, count in pairs}


def _pairs(words: str) -> dict[str, str]:
    """Read names and what each stands for, in turn."""
    found = words.split(" ")
    return dict(zip(found[::2], found[1::2], strict=True))


HEADINGS = frozenset(
    "part chapter section subsection subsubsection paragraph subparagraph title subtitle frametitle framesubtitle "
    "addpart addchap addsec minisec subject titlehead cvsection cvsubsection".split()
)
CAPTIONS = _table("caption captionof:1 subcaption subcaptionbox captionbox legend")
"""Captions, and how many arguments stand before their text."""

NOTES = frozenset("footnote footnotetext thanks marginpar marginnote sidenote endnote tablefootnote note".split())

WORDS = _table(
    "emph textbf textit textsc textsf textrm textsl textup textmd textnormal text textsuperscript textsubscript mbox "
    "hbox fbox makebox framebox uline underline uuline uwave MakeUppercase MakeLowercase uppercase lowercase alert "
    "structure strong textls hl so parbox:1 raisebox:1 rotatebox:1 scalebox:1 resizebox:2 textcolor:1 colorbox:1 "
    "fcolorbox:2 href:1 hyperref hypertarget:1 hyperlink:1 texorpdfstring:1 multicolumn:2 multirow:2 makecell "
    "shortstack thead centerline leftline rightline textlatin only onslide uncover visible dedication epigraph "
    "abstract keywords IEEEPARstart lettrine added replaced"
)
"""Commands whose last argument is text, and how many arguments stand before it."""

QUOTED = frozenset("enquote textquote blockquote textelp".split())

CODE = _table("texttt code lstinline mintinline:1 inputminted verb Verb path cmd command file filename pkg")
"""Commands whose last argument is code, and how many arguments stand before it."""

NOUNS = _table(
    "ref:1 eqref:1 pageref:1 autoref:1 autopageref:1 cref:1 Cref:1 cpageref:1 crefrange:2 nameref:1 vref:1 Vref:1 "
    "fref:1 subref:1 labelcref:1 hyperpage:1 url:1 nolinkurl:1 email:1 doi:1 SI:2 si:1 qty:2 unit:1 num:1 SIrange:3 "
    "qtyrange:3 numrange:2 ang:1 ensuremath:1 chem:1 ce:1 gls:1 Gls:1 glspl:1 Glspl:1 acrshort:1 acrlong:1 acrfull:1 "
    "ac:1 acs:1 acl:1 acf:1 acp:1 today thepage foreignlanguage:2 textgreek:1 textcyrillic:1 pgfmathresult inputtext:1"
)
"""Commands that stand for a name or a figure, and how many arguments they have."""

SILENT = _table(
    "label:1 index:1 glsadd:1 vspace:1 hspace:1 vskip hskip addvspace:1 bibliographystyle:1 bibliography:1 "
    "addbibresource:1 printbibliography input:1 include:1 includeonly:1 subfile:1 import:2 includegraphics:1 "
    "usepackage:1 RequirePackage:1 documentclass:1 newcommand:2 renewcommand:2 providecommand:2 newenvironment:3 "
    "renewenvironment:3 DeclareMathOperator:2 DeclareRobustCommand:2 newtheorem:2 newcounter:1 setcounter:2 "
    "addtocounter:2 stepcounter:1 refstepcounter:1 setlength:2 addtolength:2 newlength:1 settowidth:2 pagestyle:1 "
    "thispagestyle:1 pagenumbering:1 graphicspath:1 hypersetup:1 selectlanguage:1 definecolor:3 color:1 pagecolor:1 "
    "author:1 date:1 institute:1 affiliation:1 address:1 affil:1 maketitle tableofcontents listoffigures listoftables "
    "appendix frontmatter mainmatter backmatter clearpage cleardoublepage newpage pagebreak nopagebreak "
    "noindent indent "
    "centering raggedright raggedleft bigskip medskip smallskip hline toprule midrule bottomrule cline:1 cmidrule:1 "
    "hrule vrule hfill vfill dotfill hrulefill rule:2 tiny scriptsize footnotesize small normalsize large Large LARGE "
    "huge Huge bf it rm sf tt sc em bfseries itshape upshape rmfamily sffamily ttfamily scshape slshape mdseries "
    "normalfont protect footnotemark footnoterule phantom:1 hphantom:1 vphantom:1 sout:1 st:1 xout:1 todo:1 "
    "nocite:1 addcontentsline:3 addtocontents:2 markboth:2 markright:1 fontsize:2 selectfont linespread:1 "
    "missingfigure:1 captionsetup:1 sisetup:1 lstset:1 setminted:1 usetikzlibrary:1 tikzset:1 pgfplotsset:1 usetheme:1 "
    "usecolortheme:1 titlepage pause frenchspacing sloppy fussy relax begingroup endgroup bgroup egroup "
    "makeatletter makeatother "
    "theoremstyle:1 numberwithin:2 allowdisplaybreaks doublespacing onehalfspacing singlespacing balance newline "
    "deleted:1 tikz lstinputlisting:1 verbatiminput:1 animategraphics:4 movie:2 titleformat:5 titlespacing:4 "
    "par and geometry:1 fancyhead:1 fancyfoot:1 fancyhf:1 lhead:1 rhead:1 chead:1 lfoot:1 rfoot:1 cfoot:1 rowcolor:1 "
    "cellcolor:1 columncolor:1 hyphenation:1 write:1 typeout:1 qed qedhere nonumber notag tag:1 xspace strut "
    "null leavevmode "
    "displaystyle ignorespaces unskip ldots@ setbeamertemplate:2 setbeamercolor:2 setbeamerfont:2 columnbreak"
)
"""Commands that say nothing, and how many arguments they have."""

DEFINITIONS = frozenset("def gdef edef xdef".split())

BREAKS = frozenset("par newpage clearpage cleardoublepage bigskip medskip smallskip and columnbreak".split())

TEXTUAL_CITES = frozenset(
    "citet Citet citealt Citealt citealp citeauthor Citeauthor citeyear citeyearpar citetitle textcite Textcite "
    "textcites citefullauthor fullcite citename".split()
)

LETTERS = _pairs(
    "ss ß SS ẞ ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ"
)
"""Letters by name; the space after one belongs to the command."""

SIGNS = {
    **_pairs(
        "% % & & _ _ # # $ $ { { } } dots … ldots … textellipsis … cdots … textendash – textemdash — LaTeX LaTeX "
        "TeX TeX LaTeXe LaTeX BibTeX BibTeX XeTeX XeTeX XeLaTeX XeLaTeX LuaLaTeX LuaLaTeX pdfLaTeX pdfLaTeX "
        "copyright © textcopyright © S § P ¶ pounds £ textsterling £ euro € texteuro € EUR € textyen ¥ textcent ¢ "
        "textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” lq ‘ rq ’ glqq „ grqq “ flqq « frqq » "
        "guillemotleft « guillemotright » textquotedbl \" textquotesingle ' textbackslash \\ textasciitilde ~ "
        "textbar | "
        "textunderscore _ textdollar $ textpercent % textless < textgreater > textdegree ° degree ° textregistered ® "
        "texttrademark ™ textbullet • textperiodcentered · textasciicircum ^ textbraceleft { textbraceright } dag † "
        "ddag ‡ textdagger † textonehalf ½ textonequarter ¼ textthreequarters ¾ textmu µ textpm ± texttimes × "
        "textrightarrow → slash / textnumero № eg e.g. ie i.e."
    ),
    **dict.fromkeys("- / @ !".split(), ""),
    **dict.fromkeys(", ; : > quad qquad space enspace thinspace linebreak newline hfill nobreakspace".split(), " "),
    **dict.fromkeys([" ", "\t", "\n", "\r", "\r\n", "textvisiblespace", "tabularnewline"], " "),
}
"""Signs and white space by name."""

ACCENTS = {
    **_pairs("' \u0301 ` \u0300 ^ \u0302 \" \u0308 ~ \u0303 = \u0304 . \u0307 u \u0306 v \u030c H \u030b"),
    **_pairs("c \u0327 d \u0323 b \u0331 r \u030a k \u0328"),
}
"""Accents, as the character that puts each on the letter before it."""

MATH_SIGNS = _pairs(
    "times × pm ± mp ∓ sim ~ approx ≈ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ rightarrow → to → Rightarrow ⇒ leftarrow ← "
    "cdot · alpha α beta β gamma γ delta δ epsilon ε theta θ kappa κ lambda λ mu μ pi π rho ρ sigma σ tau τ phi φ "
    "chi χ omega ω Delta Δ Omega Ω infty ∞ bullet • circ ° degree ° ldots … dots … cdots … & & % % copyright © dagger †"
)
"""Formulas of one sign that prose has, too."""

CELLS = _table(
    "tabular:1 tabular*:2 tabularx:2 tabulary:2 longtable:1 supertabular:1 xtabular:1 tblr:1 longtblr:1 tabu:1"
)
LISTS = frozenset("itemize enumerate description compactitem compactenum inparaenum enumerate* itemize* list".split())
QUOTES = frozenset("quote quotation verse displayquote displaycquote blockquote".split())
TITLED = frozenset("frame block alertblock exampleblock tcolorbox cvsection".split())
WRAPS = _table(
    "minipage:1 multicols:1 wrapfigure:2 wraptable:2 adjustbox:1 subfigure:1 subtable:1 spacing:1 column:1 columns "
    "savenotes list:2 otherlanguage:1 figwindow:1 tabbing turn:1 rotate:1 textblock:1 overlayarea:2 overprint mdframed"
)
"""Environments whose first arguments are no text, and how many they are."""

CODES = frozenset(
    "verbatim verbatim* Verbatim BVerbatim LVerbatim lstlisting minted code alltt comment filecontents filecontents* "
    "python sagesilent sagecode luacode asy pycode Sinput Soutput Schunk shellscript".split()
)
MATHS = frozenset(
    "equation align gather multline eqnarray alignat flalign displaymath math subequations dmath dgroup IEEEeqnarray "
    "equation* align* gather* multline* eqnarray* alignat* flalign* dmath* IEEEeqnarray* array".split()
)
DRAWINGS = frozenset(
    "tikzpicture pgfpicture picture axis circuitikz forest pspicture thebibliography algorithmic algorithmic* "
    "prooftree tikzcd mermaid feynman chemfig CCSXML".split()
)

_SPACES = re.compile(r"[ \t]+")
_LETTER = re.compile(
    r"\{\s*(?:\\(?P<dotless>[ij])|(?P<letter>[A-Za-z]?))\s*\}|[ \t]*\\(?P<bare>[ij])(?![A-Za-z])|(?P<next>[A-Za-z])"
)


class Letter(NamedTuple):
    """A letter with an accent, and where what it was written as ends."""

    said: str
    end: int


def accented(text: str, name: str, at: int) -> Letter | None:
    """Return the letter that an accent stands on whose name ends at ``at``, or the accent itself over nothing."""
    if name.isalpha():
        spaces = _SPACES.match(text, at)
        if spaces is None and not text.startswith("{", at):
            return None
        at = spaces.end() if spaces else at
    letter = _LETTER.match(text, at)
    if letter is None:
        return None
    base = letter["dotless"] or letter["letter"] or letter["bare"] or letter["next"]
    return Letter(unicodedata.normalize("NFC", base + ACCENTS[name]) if base else name, letter.end())
