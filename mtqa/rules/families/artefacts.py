"""Rules: what the machinery of translation leaves in a text: tokens, placeholders, escapes and tags."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Finder, Hit, Passage, Rule, late, pattern
from mtqa.rules.families import artefacts_spacing
from mtqa.rules.finders import chain, graded, unless

_TECHNICAL = (
    r"`|\btoken|placeholder|\btags?\b|markup|\bhtml|\bxml|entit(?:y|ies)|escap(?:e|ing)|syntax|\bstrings?\b|\bcod(?:e|ed|ing)\b"
    r"|\bregex|regular expression|\bvariable|\btemplate|\bpars(?:e|er|ing)\b|\bbrowser|vocabular|encod|corpus|\brender"
    r"|\bcharacters?\b|printf|\bformat|\bkeyword|\bfunction\b|\bmethod\b|\bpython|javascript|\bnewline|ampersand|\bpointer"
    r"|\bloop\b|\bcommand|\bregister\b|\bmath|\bformula|\bbyte|\btype\b|[;{}]\s*\Z|=="
)


def _prose(finder: Finder) -> Finder:
    """Leave sentences about software alone: there a token or a tag is the subject."""
    return unless(finder, _TECHNICAL)


_UNKNOWN = pattern(r"<\ ?/?unk\ ?/?>|⁇|\[UNK\]")
_SUBWORD = pattern(r"[^\W\d_]+(?:@@|￭)(?=\s|$)|(?<=\s)@[-.,/]@(?=\s)|(?<!\S)\#\#(?-i:[a-z])+(?!\S)|▁+\w*|(?<=\s)￭\w+")
_SPECIAL = chain(
    pattern(
        r"(?-i:\[(?:CLS|SEP|MASK|PAD|EOS|BOS|/?INST)\])|</?s>|<\ ?(?:pad|bos|eos|sos|mask)\ ?>|<\|\w{2,20}\|>|<extra_id_\d+>"
    ),
    pattern(
        r"<2[a-z]{2,3}>|(?<!\w)__[a-z]{2}__(?!\w)|>>[a-z]{2,3}<<|\b(?-i:[a-z]{3}_(?:Latn|Cyrl|Arab|Hans|Hant|Grek|Deva))\b"
    ),
)
_PLACEHOLDER = chain(
    pattern(r"(?<![\w$])\$(?:num|number|name|url|date|ent|term|ne)_?\d+\b|(?<!\w)__?(?-i:[A-Z]{2,12})_?\d*_?_(?!\w)"),
    pattern(
        r"(?<![\w{$\[(,])\{\d{1,2}\}(?![}\])])|\$\{\w{1,30}\}|\{\{\ ?[\w.]{1,30}\ ?\}\}|(?<!\S)%(?:\d\$)?[sd](?=[\s.,!?]|$)"
    ),
    pattern(r"(?<!\w)@(?:url|num|name|number|date)@(?!\w)|(?-i:[\[<](?:URL|NUM|NUMBER|PLACEHOLDER|ENTITY)_?\d*[\]>])"),
)
_NAMES = "amp|quot|apos|nbsp|lt|gt|ndash|mdash|lsquo|rsquo|ldquo|rdquo|laquo|raquo|hellip|shy|euro|copy"
_ENTITY = chain(
    graded(
        pattern(
            rf"&amp\ ?;\ ?(?:amp|\#\d{{2,5}}|{_NAMES})\ ?;|&\ (?:{_NAMES})\ ?;|&(?:{_NAMES})\ ;|(?<![&\w])(?:amp|quot|nbsp|apos)\ ?;(?!\w)"
        ),
        Severity.ERROR,
    ),
    pattern(rf"&(?:{_NAMES}|\#x?[0-9a-f]{{2,6}});"),
)
_ELEMENTS = (
    "b|i|u|p|br|span|div|a|strong|em|font|td|tr|th|li|ul|ol|h[1-6]|g|x|bpt|ept|ph|it|sub|sup|img|table|small|big"
)
_TAG = chain(
    graded(pattern(r"<(?P<n>\d{1,2})>[^<>]{0,200}</(?P=n)>|\{\d{1,2}>|<\d{1,2}\}"), Severity.ERROR),
    pattern(
        rf"</(?:{_ELEMENTS})\ ?>|<\ /\ ?(?:{_ELEMENTS})\ ?>|<(?:br|p|b|i|strong|em|span|div|li)\ ?/?>|<\ ?br\ ?/\ ?>"
    ),
    pattern(rf"<(?:{_ELEMENTS})\ (?:id|class|href|style|src|color|size)\ ?=[^<>]{{0,120}}>"),
    pattern(r"\[/(?:b|i|u|url|img|quote|size|color|code|center)\]|\[(?:url|size|color|quote)=[^\]]{1,120}\]"),
)
_ESCAPE = chain(
    pattern(r"(?<=[^\W_])\\[nrt](?=(?-i:[A-Z])|\s|$)|(?<=[.,!?:;])\\[nrt](?!(?-i:[a-z]))|\\[rn]\\n", " "),
    pattern(r"(?<!\\)\\u[0-9a-f]{4}|(?<=[\s(.,])\\[\"'](?=\w)|(?<=\w)\\[\"'](?=[\s.,;:!?)]|$|s\b)"),
)
_CODE = late(r"\\\w|(?<!`)`[^`]{1,60}`(?!`)|``\w[^`']{0,60}``|''\w[^']{0,60}\w''")
_LATEX = late(r"``|(?<![\d'])''(?!')")


def _double(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    if "``" not in text and "''" not in text:
        return
    if "```" in text or _CODE.search(text):
        return
    for match in _LATEX.finditer(text):
        yield Hit(match.start(), match.end(), "“" if match[0] == "``" else "”")


RULES: tuple[Rule, ...] = (
    *artefacts_spacing.RULES,
    Rule(
        id="artefacts.unknown-word",
        severity=Severity.ERROR,
        languages=(),
        message="The system wrote the mark of a word that it doesn't know.",
        rationale="Neural systems have a mark for words outside their vocabulary, and write it when nothing replaces it.",
        source="Documentation of OpenNMT, Marian and SentencePiece: <unk> and ⁇.",
        find=_prose(_UNKNOWN),
        signs=frozenset("<⁇["),
        kinds=EVERYWHERE,
        must_flag=(
            "The fare will be <unk> crowns to the coast.",
            "He lives in the village of ⁇ near Omsk.",
            "The < unk > party won.",
            "She met [UNK] on Monday.",
        ),
        must_pass=(
            "The fare will be 66 crowns to the coast.",
            "A rare word becomes <unk> in the vocabulary.",
            "Is x < unknown?",
            "What did he mean?",
        ),
    ),
    Rule(
        id="artefacts.subword",
        severity=Severity.ERROR,
        languages=(),
        message="The word still has the marks of the pieces that the system cut it into.",
        rationale="Systems cut words into pieces and join them at the end; a text that was cut off keeps the marks.",
        source="Documentation of subword-nmt (@@), SentencePiece (▁), WordPiece (##) and Moses (@-@).",
        find=_prose(_SUBWORD),
        signs=frozenset("@▁￭#"),
        kinds=EVERYWHERE,
        must_flag=(
            "The new bri@@ dge was opened.",
            "A well @-@ known singer came.",
            "They are play ##ing on Sunday.",
            "▁The ▁mayor spoke.",
        ),
        must_pass=(
            "The new bridge was opened.",
            "Write to anna@example.org at once.",
            "A WordPiece token such as ##ing follows.",
            "The posts had #news and #music.",
        ),
    ),
    Rule(
        id="artefacts.special-token",
        severity=Severity.ERROR,
        languages=(),
        message="A control token of the translation model was left in the text.",
        rationale="Models mark the ends of a sentence and the language wanted by tokens that should never be shown.",
        source="Documentation of BERT, mBART, NLLB, M2M-100 and OPUS-MT on their special tokens.",
        find=_prose(_SPECIAL),
        signs=frozenset("<[_>"),
        kinds=EVERYWHERE,
        must_flag=(
            "The fair opens on Monday.</s>",
            "[CLS] The mayor spoke.",
            "<2en> She lives in Riga.",
            "__en__ The shop is shut.",
            "eng_Latn He came home.",
        ),
        must_pass=(
            "The fair opens on Monday.",
            "BERT puts the token [CLS] first.",
            "The method __eq__ compares two values.",
            "Press >> to go on and << to go back.",
        ),
    ),
    Rule(
        id="artefacts.placeholder",
        severity=Severity.WARNING,
        languages=(),
        message="A placeholder stands where a number, a name or an address should be.",
        rationale="Numbers, names and addresses are often masked before translation and put back afterwards, or not.",
        source="Documentation of Tilde, Marian and Systran on entity masking; printf and ICU formats.",
        find=_prose(_PLACEHOLDER),
        signs=frozenset("$_{%@[<"),
        kinds=EVERYWHERE,
        must_flag=(
            "The town has $num_1 inhabitants.",
            "More on __URL__ soon.",
            "Dear %s, your order is ready.",
            "The deal was worth {0} dollars.",
            "He was born in @num@ in Omsk.",
        ),
        must_pass=(
            "The town has $500 for it.",
            "The format string is 'Dear %s'.",
            "The function returns {0} for an empty set.",
            "He kept 5 % for himself.",
        ),
    ),
    Rule(
        id="artefacts.entity",
        severity=Severity.WARNING,
        languages=(),
        message="A character is still written as an HTML entity.",
        rationale="Text from a web page is escaped, and escaped again by the service, or split up by its tokeniser.",
        source="HTML Living Standard, 13.5, named character references.",
        find=_prose(_ENTITY),
        signs=frozenset(";"),
        kinds=EVERYWHERE,
        must_flag=(
            "The club &quot;Torch&quot; won.",
            "Smith &amp;amp; Sons is shut.",
            "He said &#39;no&#39; twice.",
            "The film & quot; Storm & quot; is out.",
        ),
        must_pass=(
            "The club Torch & its fans won.",
            "In HTML, write &amp; for an ampersand.",
            "Smith & Co; Miller & Sons.",
            "The entity &nbsp; is a space.",
        ),
    ),
    Rule(
        id="artefacts.tag",
        severity=Severity.WARNING,
        languages=(),
        message="A tag of HTML, of a forum or of a translation tool was left in the text.",
        rationale="Tags travel through translation as placeholders and are put back by position; some lose their bracket.",
        source="HTML Living Standard; XLIFF 1.2, inline elements; BBCode.",
        find=_prose(_TAG),
        signs=frozenset("<["),
        kinds=EVERYWHERE,
        must_flag=(
            "The <b>mayor</b> spoke.",
            "Open daily<br />Closed on Mondays",
            "See [url=http://example.org]here[/url].",
            "Press <1>Start</1> to begin.",
        ),
        must_pass=(
            "The mayor spoke.",
            "The tag <b> makes text bold in HTML.",
            "If a <b and c> d, stop.",
            "Notes [a] and [b] are at the end.",
        ),
    ),
    Rule(
        id="artefacts.escape",
        severity=Severity.WARNING,
        languages=(),
        message="An escape sequence such as \\n stands where a line break or a quotation mark should be.",
        rationale="Text that goes through a service as JSON comes back escaped, and the model copies what it was given.",
        source="RFC 8259, section 7.",
        find=_prose(_ESCAPE),
        signs=frozenset("\\"),
        kinds=EVERYWHERE,
        must_flag=(
            "Open daily.\\nClosed on Mondays.",
            'He said \\"no\\" twice.',
            "The caf\\u00e9 is shut.",
            "First line\\nSecond line",
        ),
        must_pass=(
            "Open daily. Closed on Mondays.",
            "The files are in C:\\new and C:\\temp.",
            "The escape \\n starts a line.",
            "Either\\or is a bad title.",
        ),
    ),
    Rule(
        id="artefacts.doubled-apostrophe",
        severity=Severity.WARNING,
        languages=(),
        message="Two apostrophes or backquotes stand for a quotation mark.",
        rationale="Tokenisers of the Penn Treebank write quotation marks so, and the way back is often left out.",
        source="Penn Treebank tokenisation: `` and ''.",
        find=_double,
        signs=frozenset("`'"),
        must_flag=(
            "`` It is late, he said.",
            "It was a gift, '' she said.",
            "They called it ``a gift'' and left.",
            "We shall win.''",
        ),
        must_pass=(
            "“It is late,” he said.",
            "The board is 5'11'' long.",
            "Use ``code`` for names.",
            "In LaTeX, \\emph{x} and ``y'' differ.",
        ),
    ),
)
