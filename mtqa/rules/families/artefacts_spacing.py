"""Rules: the spaces of a tokeniser, left between a word and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, pattern
from mtqa.rules.finders import chain, graded, holding, where

_CONTRACTION = holding(
    (" '", " n't"),
    chain(
        pattern(r"(?<=[^\W\d_])\ '\ (?:s|t|re|ve|ll)\b(?!\ ?')(?=[ .,;:!?)]|$)"),
        graded(
            pattern(r"\b(?:do|does|did|is|are|was|were|have|has|had|ca|wo|would|could|should)(?P<hit>\ n't)\b", "n't"),
            Severity.WARNING,
        ),
        graded(
            pattern(
                r"(?<!\bit)(?<!\bthat)(?<!\bhe)(?<!\bshe)(?<!\bthere)(?<!\bwhat)(?<!\bwho)(?<!\bhere)(?<!\blet)(?<!\band)(?<!\bor)(?<!\bof)(?<!\bthe)(?<=[^\W\d_]{2})\ '(?-i:s|re|ve|ll)(?=\ [a-z])(?!\ \w+'|\ (?:and|or|is|are|was|not|in|at)\b)",
                lambda match: match[0][1:],
            ),
            Severity.WARNING,
        ),
    ),
)
_BRACKETS = pattern(r"\(\ (?P<t>(?=[\w\"'“])[^()]{0,120}[\w.\"'”%])\ \)", r"(\g<t>)")
_APART = late(r"(?<=[\w)\"'”%]) (?:[,.;!?]|:(?! \d))(?= |$)")


def _tokenised(passage: Passage) -> Iterator[Hit]:
    text = passage.text.rstrip()
    if not text.endswith((" .", " ?", " !")):
        return
    marks = list(_APART.finditer(text))
    if len(marks) > 1 and not any(f"{mark}" in text for mark in (" . .", " .. ", " ! !")):
        yield Hit(marks[0].start(), marks[0].end(), marks[0][0].strip())


_UNITS = "year|month|week|day|hour|minute|meter|metre|kilometer|kilometre|mile|storey|story|foot|inch|page|room|seat|man|point|percent"
_HYPHEN = holding(
    (" - ",),
    chain(
        pattern(
            rf"""\b(?:\d{{1,4}}|two|three|four|five|six|seven|eight|nine|ten)(?P<hit>\ -\ )(?:{_UNITS})(?=\ -\ old|-old|-long|\ [a-z])
        (?!\ (?:and|or|is|was|in|of|to|by|for|at|on|after|before|ago|over)\b)""",
            "-",
        ),
        pattern(
            r"""\b(?:long|short|mid)\ -\ term\b|\bwell\ -\ known\b|\bso\ -\ called\b|\bco\ -\ operat\w+|\bvice\ -\ president\b
        |\bhigh\ -\ (?:level|speed|quality|tech|ranking)\b|\blarge\ -\ scale\b|\bnon\ -\ \w+|\banti\ -\ \w+|\bself\ -\ \w+
        |\bpro\ -\ (?:Russian|Kremlin|Western|European|government)\b|\bex\ -\ \w+|\bbest\ -\ selling\b|\bfull\ -\ time\b"""
        ),
    ),
)

_ADDRESS = where(
    r"https?[ :]|www|[@ .] ?\w+ ?\.|@",
    chain(
        pattern(r"\bhttps?\ ?:\ /\ ?/|\bhttps?\ :\ ?/|\bhttps?:\ //|\bhttps?:/\ /"),
        pattern(r"\bwww\ ?\.\ [\w-]+\ ?\.\ ?\w+|\bwww\ \.\ ?[\w-]+"),
        pattern(r"\b[\w.-]+(?:\ @\ |@\ |\ @)[\w-]+\ ?\.\ ?(?:com|net|org|ru|de|fr|uk|es|it|pl|cz|fi|lt|ee|info|eu)\b"),
        pattern(r"(?-i:\b[a-z][\w-]+\ \.\ (?:com|ru|org|net|de))\b(?!\ \.)"),
    ),
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="artefacts.contraction-apart",
        severity=Severity.ERROR,
        languages=(),
        message="The ending is split from its word by a tokeniser.",
        rationale="Tokenisers cut off 's and n't, and the text was not put together again.",
        source="Penn Treebank and Moses tokenisation.",
        find=_CONTRACTION,
        signs=frozenset("'"),
        kinds=EVERYWHERE,
        must_flag=(
            "China ' s growth is slow.",
            "They do n't know it.",
            "The company 's website is down.",
            "We didn ' t see it.",
        ),
        must_pass=(
            "China's growth is slow.",
            "“It 's a fine day,” said the old book.",
            "The words 's and 't are short.",
            "The '90s were good, and 's not a word.",
        ),
    ),
    Rule(
        id="artefacts.bracket-space",
        severity=Severity.WARNING,
        languages=(),
        message="There are spaces inside the brackets.",
        rationale="A tokeniser sets brackets off by spaces, and the text was not put together again.",
        source="The Chicago Manual of Style, 6.95; Moses tokenisation.",
        find=_BRACKETS,
        signs=frozenset("("),
        kinds=EVERYWHERE,
        must_flag=(
            "The poet ( 1880 - 1941 ) was born here.",
            "The bank ( the largest one ) is shut.",
            "He plays for Porto ( Portugal ) now.",
            "It grew ( by 5% ) last year.",
        ),
        must_pass=(
            "The poet (1880-1941) was born here.",
            "Tick the box ( ) and sign.",
            "He smiled :( and left ( well, almost).",
            "It grew (by 5%) last year.",
        ),
    ),
    Rule(
        id="artefacts.tokenised-line",
        severity=Severity.WARNING,
        languages=(),
        message="The sentence is still in tokens: its commas and full stops stand apart.",
        rationale="Systems work on words and marks set apart by spaces; the last step, joining them, was left out.",
        source="Moses detokeniser; observed in output of 2018 and 2019 systems.",
        find=_tokenised,
        signs=frozenset(".?!"),
        must_flag=(
            "The mayor , who was late , spoke first .",
            "He came , saw and left .",
            "However , the vote was lost .",
            "Who , then , will pay ?",
        ),
        must_pass=(
            "The mayor, who was late, spoke first.",
            "Great food, but slow service .",
            "The score was 3 : 2 .",
            "Wait . . . what ?",
        ),
    ),
    Rule(
        id="artefacts.hyphen-apart",
        severity=Severity.WARNING,
        languages=(),
        message="The hyphen of a compound stands between spaces.",
        rationale="A tokeniser splits compounds at their hyphens, and the text was not put together again.",
        source="Moses tokenisation with the option -a; The Chicago Manual of Style, 7.81.",
        find=_HYPHEN,
        signs=frozenset("-"),
        kinds=EVERYWHERE,
        must_flag=(
            "The 22 - year - old driver fled.",
            "A well - known singer came.",
            "The long - term plan failed.",
            "It ended a 40 - year lease.",
        ),
        must_pass=(
            "The 22-year-old driver fled.",
            "He knows it well - so much is clear.",
            "They won 20 - year after year.",
            "She sang well - but not for long.",
        ),
    ),
    Rule(
        id="artefacts.broken-address",
        severity=Severity.WARNING,
        languages=(),
        message="The address has spaces in it and leads nowhere.",
        rationale="Tokenisers split addresses at their points and slashes, and the pieces are joined by the rules of prose.",
        source="RFC 3986; observed in output of 2013 to 2019 systems.",
        find=_ADDRESS,
        signs=frozenset(":.@"),
        triggers=frozenset(
            (
                "http",
                "https",
                "www",
                "com",
                "net",
                "org",
                "ru",
                "de",
                "fr",
                "uk",
                "pl",
                "cz",
                "fi",
                "lt",
                "ee",
                "eu",
            )
        ),
        kinds=EVERYWHERE,
        must_flag=(
            "More at http: //example.org today.",
            "Go to www. example. org for tickets.",
            "Write to anna @ example.org at once.",
            "Their site example . com is down.",
        ),
        must_pass=(
            "More at http://example.org today.",
            "Go to www.example.org for tickets.",
            "Meet us @ the bar.",
            "The firm ended in .com, as all did.",
        ),
    ),
)
