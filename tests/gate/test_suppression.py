"""What comments and configuration suppress in every format, and what is said about those that are wrong."""

import json
import time
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa import readers
from mtqa.alert import LIKELY, SENTENCE, Alert, Region, Severity, State
from mtqa.checker import Checker
from mtqa.config import Settings
from mtqa.directive import Directive
from mtqa.document import Document, Kind, Span
from mtqa.errors import ConfigError
from mtqa.gate.alerting import with_alerts
from mtqa.gate.fingerprints import fingerprint
from mtqa.gate.suppression import Suppressions
from mtqa.result import DocumentResult, DocumentVerdict, Finding, SentenceResult, Verdict
from mtqa.rules import RULES
from mtqa.settings import Suppress

BAD = "The performance was broadcasted by the organizers in the Internet."
OTHER = "The harvest on the hills depends from the weather in the spring."
BOTH = {BAD: "calques.preposition", OTHER: "calques.verb-frame"}
KNOWN = frozenset(rule.id for rule in RULES)

MARKUP = "@before@\n{bad}\n\n@after@\n\n{other}\n"
XLIFF = (
    '<xliff version="1.2"><file source-language="de" target-language="en" original="a" datatype="plaintext"><body>\n'
    '@before@\n<trans-unit id="a">\n<source>Eins.</source>\n<target>{bad}</target>\n</trans-unit>\n@after@\n'
    '<trans-unit id="b"><source>Zwei.</source><target>{other}</target></trans-unit>\n</body></file></xliff>\n'
)
TMX = (
    '<tmx version="1.4"><header srclang="de"/><body>\n@before@\n<tu>\n<tuv xml:lang="de"><seg>Eins.</seg></tuv>\n'
    '<tuv xml:lang="en"><seg>{bad}</seg></tuv>\n</tu>\n@after@\n<tu><tuv xml:lang="de"><seg>Zwei.</seg></tuv>'
    '<tuv xml:lang="en"><seg>{other}</seg></tuv></tu>\n</body></tmx>\n'
)
ASS = (
    "[Script Info]\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "@before@\nDialogue: 0,0:00:01.00,0:00:04.00,A,,0,0,0,,{bad}\n"
    "@after@\nDialogue: 0,0:00:11.00,0:00:14.00,A,,0,0,0,,{other}\n"
)
PLIST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>\n@before@\n<key>a</key>\n'
    "<string>{bad}</string>\n@after@\n<key>b</key>\n<string>{other}</string>\n</dict></plist>\n"
)
PLURALS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>\n@before@\n<key>a</key>\n'
    "<dict><key>NSStringLocalizedFormatKey</key><string>{bad}</string></dict>\n"
    "@after@\n<key>b</key>\n<dict><key>NSStringLocalizedFormatKey</key><string>{other}</string></dict>\n</dict></plist>\n"
)
ANDROID = (
    '<resources>\n@before@\n<string name="a">{bad}</string>\n@after@\n<string name="b">{other}</string>\n</resources>\n'
)
RESX = (
    '<root>\n@before@\n<data name="a"><value>{bad}</value></data>\n@after@\n'
    '<data name="b"><value>{other}</value></data>\n</root>\n'
)
EVENT = "Comment: 0,0:00:00.00,0:00:01.00,A,,0,0,0,,{}"
XML = "<!-- {} -->"
FORMATS = {
    "markdown": ("page.md", MARKUP, XML),
    "markdown with Jinja": ("page.md", MARKUP, "{{# {} #}}"),
    "markdown with Hugo": ("page.md", MARKUP, "{{{{/* {} */}}}}"),
    "markdown with Liquid": ("page.md", MARKUP, "{{% comment %}} {} {{% endcomment %}}"),
    "mdx": ("page.mdx", "# Ferries\n\n" + MARKUP, "{{/* {} */}}"),
    "html": ("page.html", "@before@\n<p>{bad}</p>\n@after@\n<p>{other}</p>\n", XML),
    "rst": ("page.rst", MARKUP.replace("@\n", "@\n\n"), ".. {}"),
    "asciidoc": ("page.adoc", MARKUP, "// {}"),
    "latex": ("page.tex", "\\begin{{document}}\n" + MARKUP + "\\end{{document}}\n", "% {}"),
    "webvtt": (
        "film.vtt",
        "WEBVTT\n\n@before@\n\n00:01.000 --> 00:04.000\n{bad}\n\n@after@\n\n00:11.000 --> 00:14.000\n{other}\n",
        "NOTE {}",
    ),
    "webvtt with a note of two lines": (
        "film.vtt",
        "WEBVTT\n\n@before@\n\n00:01.000 --> 00:04.000\n{bad}\n\n@after@\n\n00:11.000 --> 00:14.000\n{other}\n",
        "NOTE\n{}",
    ),
    "ass": ("film.ass", ASS, "; {}"),
    "ass with an event": ("film.ass", ASS, EVENT),
    "po": (
        "en.po",
        '@before@\nmsgid "one"\nmsgstr ""\n"{bad}"\n\n@after@\n\nmsgid "two"\nmsgstr "{other}"\n',
        "# {}",
    ),
    "po of developers": (
        "en.po",
        '@before@\n#: a.c\nmsgid "one"\nmsgstr "{bad}"\n\n@after@\n\nmsgid "two"\nmsgstr "{other}"\n',
        "#. {}",
    ),
    "xliff": ("app.xlf", XLIFF, XML),
    "tmx": ("memory.tmx", TMX, XML),
    "android": ("values/strings.xml", ANDROID, XML),
    "resx": ("app.resx", RESX, XML),
    "stringsdict": ("App.stringsdict", PLURALS, XML),
    "strings in XML": ("App.strings", PLIST, XML),
    "strings": ("App.strings", '@before@\n"a" = "{bad}";\n@after@\n"b" = "{other}";\n', "/* {} */"),
    "strings with lines": ("App.strings", '@before@\n"a" = "{bad}";\n@after@\n"b" = "{other}";\n', "// {}"),
    "properties": ("app.properties", "@before@\na={bad}\n@after@\nb={other}\n", "# {}"),
    "properties with a point": ("app.properties", "@before@\na={bad}\n@after@\nb={other}\n", "! {}"),
    "yaml": ("locales/en.yaml", "en:\n@before@\n  a: {bad}\n@after@\n  b: {other}\n", "  # {}"),
}
TRAILING = {
    "markdown": ("page.md", "{bad} <!-- {said} -->\n\n{other}\n"),
    "mdx": ("page.mdx", "{bad} {{/* {said} */}}\n\n{other}\n"),
    "html": ("page.html", "<p>{bad} <!-- {said} --></p>\n<p>{other}</p>\n"),
    "latex": ("page.tex", "{bad} % {said}\n{other}\n"),
    "android": (
        "values/strings.xml",
        '<resources>\n<string name="a">{bad}</string> <!-- {said} -->\n<string name="b">{other}</string></resources>',
    ),
    "strings": ("App.strings", '"a" = "{bad}"; // {said}\n"b" = "{other}";\n'),
    "yaml": ("locales/en.yaml", "en:\n  a: {bad} # {said}\n  b: {other}\n"),
}
TIED = {
    "xliff note": (
        "app.xlf",
        XLIFF.replace("</target>\n", "</target><note>{said}</note>\n").replace("@before@", "").replace("@after@", ""),
    ),
    "tmx note": (
        "memory.tmx",
        TMX.replace("<tu>\n", "<tu>\n<note>{said}</note>").replace("@before@\n", "").replace("@after@", ""),
    ),
    "resx comment": (
        "app.resx",
        RESX.replace("</value></data>\n@after@", "</value><comment>{said}</comment></data>").replace("@before@", ""),
    ),
    "comment in a unit": (
        "app.xlf",
        XLIFF.replace("<source>Eins", "<!-- {said} --><source>Eins").replace("@before@", "").replace("@after@", ""),
    ),
    "arb": ("app_en.arb", '{{"a": "{bad}", "@a": {{"description": "{said}"}}, "b": "{other}"}}'),
    "chrome": (
        "_locales/en/messages.json",
        '{{"a": {{"message": "{bad}", "description": "{said}"}}, "b": {{"message": "{other}"}}}}',
    ),
}


@cache
def checker():
    """Return a checker by rules alone."""
    return Checker(Settings(rules_only=True))


def finds(rule):
    """Tell what a run by rules alone can find."""
    return rule != SENTENCE


def told(data, path, **settings):
    """Return the documents of a file, each with its alerts."""
    suppressions = Suppressions(Settings(rules_only=True, **settings), KNOWN, finds)
    items = readers.read_bytes(data, path, path.partition(".")[2], Settings())
    documents = [item for item in items if isinstance(item, Document)]
    judged = checker().judge([checker().read(document) for document in documents])
    return [
        suppressions.apply(document, with_alerts(document, result, lambda _: False))
        for document, result in zip(documents, judged, strict=True)
    ]


def states(text, path, **settings):
    """Return the state of the alert on each of the two sentences, and whatever is said about suppressions."""
    (result,) = told(text.encode(), path, **settings)
    found = {sentence.text: [] for sentence in result.sentences if sentence.text in BOTH}
    others = []
    for alert in result.alerts:
        if alert.sentence is not None:
            found[result.sentences[alert.sentence].text].append(alert.state)
        elif alert.span is not None:
            others.append(alert.message)
    assert all(found.values())
    return {text: set(found[text]) for text in BOTH}, others


def filled(template, before="", after=""):
    """Return a file with the two sentences, and with comments before and after the first."""
    return template.format(bad=BAD, other=OTHER).replace("@before@", before).replace("@after@", after)


NEW, OFF = {State.NEW}, {State.SUPPRESSED}


@pytest.mark.parametrize("rules", ["", " calques", " wording, calques.preposition"])
@pytest.mark.parametrize("name", FORMATS)
def test_scopes(name, rules):
    """In every format with comments, every scope suppresses what it is about, and that alone."""
    path, template, comment = FORMATS[name]

    def with_comments(*said):
        return states(filled(template, *(comment.format(f"mtqa: {one}") for one in said)), path)

    colon = " : " if comment == XML else " -- "
    of_file = OFF if rules != " wording, calques.preposition" else NEW
    assert states(filled(template), path) == ({BAD: NEW, OTHER: NEW}, [])
    assert with_comments(f"ignore{rules}{colon}quoted") == ({BAD: OFF, OTHER: NEW}, [])
    assert with_comments(f"ignore-block{rules}{colon}quoted") == ({BAD: OFF, OTHER: NEW}, [])
    assert with_comments(f"ignore-start{rules}", f"ignore-end{rules}") == ({BAD: OFF, OTHER: NEW}, [])
    assert with_comments(f"ignore-file{rules}{colon}quoted") == ({BAD: OFF, OTHER: of_file}, [])
    assert with_comments("ignore captions") == ({BAD: NEW, OTHER: NEW}, [])


@pytest.mark.parametrize("name", TRAILING)
def test_same_line(name):
    """A comment behind text is about its line."""
    path, template = TRAILING[name]
    text = template.format(bad=BAD, other=OTHER, said="mtqa: ignore calques : quoted")
    assert states(text, path) == ({BAD: OFF, OTHER: NEW}, [])


@pytest.mark.parametrize("name", TIED)
@pytest.mark.parametrize("word", ["ignore", "ignore-block"])
def test_tied(name, word):
    """What a format keeps with a message for translators is about that message."""
    path, template = TIED[name]
    text = template.format(bad=BAD, other=OTHER, said=f"mtqa: {word} calques : quoted")
    assert states(text, path) == ({BAD: OFF, OTHER: NEW}, [])


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("word", ["ignore", "ignore-block"])
def test_notebook(whole, word):
    """In a notebook, comments stand in the Markdown of a cell, be it one string or a list of lines."""
    lines = ["# Ferries\n", f'<!-- mtqa: {word} -- "quoted" -->\n', f"{BAD}\n", "\n", OTHER]
    cell = {"cell_type": "markdown", "metadata": {}, "source": "".join(lines) if whole else lines}
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}, indent=1)
    assert states(text, "book.ipynb") == ({BAD: OFF, OTHER: NEW}, [])
    (result,) = told(text.encode(), "book.ipynb")
    assert [alert.reason for alert in result.alerts if alert.state is State.SUPPRESSED] == ['"quoted"']


def test_joined_cues():
    """A sentence that runs over two cues counts if it touches the one that a note is about."""
    first, second = BAD[:31].strip(), BAD[31:].strip()
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{first}\n\nNOTE mtqa: ignore\n\n00:02.000 --> 00:03.000\n{second}\n"
    (result,) = told(text.encode(), "film.vtt")
    assert [(s.text, alert.state) for s in result.sentences for alert in result.alerts] == [(BAD, State.SUPPRESSED)]


def test_read_from_disk(tmp_path):
    """Directives are there however a document is read, and the reason comes with the alert."""
    file = tmp_path / "page.md"
    file.write_text(f"<!-- mtqa: ignore calques.preposition — as published -->\r\n{BAD}\r\n", "utf-8", newline="")
    (document,) = readers.read(readers.Found(file, "page.md"), Settings())
    (result,) = checker().judge([checker().read(document)])
    result = Suppressions(Settings(), KNOWN, finds).apply(document, with_alerts(document, result, lambda _: False))
    assert [(a.rule, a.state, a.reason) for a in result.alerts] == [
        ("calques.preposition", State.SUPPRESSED, "as published")
    ]
    assert result.sentences[0].verdict is Verdict.SUSPICIOUS


def result_of(*sentences, verdict=DocumentVerdict.NO_EVIDENCE, path="a.md"):
    """Make a judged document; each sentence is a span, and the rules that hit it."""
    return DocumentResult(
        path=path, id=None, format="markdown", language="en", verdict=verdict, probability=None, interval=None,
        evidence=None, fluency=None,
        sentences=tuple(
            SentenceResult(
                f"Sentence {start}.", Kind.PARAGRAPH, Span(start, end), 1, 1, Verdict.SUSPICIOUS,
                findings=tuple(
                    Finding(rule, Severity.ERROR, Span(start, end), Span(0, 1), "Wrong.") for rule in rules
                ),
            )
            for start, end, *rules in sentences
        ),
    )  # fmt: skip


def applied(directives, result, *, source="x" * 100, can_find=lambda _: True, **settings):
    """Return the alerts of a document with some directives."""
    document = Document(result.path, "markdown", (), source, directives=tuple(directives))
    suppressions = Suppressions(Settings(**settings), {"calques.a", "calques.b", "wording.c"}, can_find)
    return suppressions.apply(document, with_alerts(document, result, lambda _: True)).alerts


def brief(alerts):
    """Return what matters of alerts."""
    return [(alert.rule, str(alert.state), alert.reason) for alert in alerts]


def test_nothing_to_do():
    """A document without directives, in a run without tables, stays the very object that it was."""
    document, result = Document("a.md", "markdown", (), ""), result_of((0, 9, "calques.a"))
    assert Suppressions(Settings(), KNOWN, finds).apply(document, result) is result


def test_touching():
    """A sentence is suppressed that shares a character with what is covered, by the names that fit its rule."""
    result = result_of((0, 10, "calques.a"), (10, 20, "calques.a", "wording.c"), (20, 30, "calques.b"))
    one = Directive(40, 50, (10, 20), ("calques.a",), "here")
    assert brief(applied([one], result)) == [
        ("calques.a", "new", ""),
        ("calques.a", "suppressed", "here"),
        ("wording.c", "new", ""),
        ("calques.b", "new", ""),
    ]
    family = Directive(40, 50, (19, 21), ("calques",))
    assert [state for _, state, _ in brief(applied([family], result))] == ["new", "suppressed", "new", "suppressed"]
    assert {state for _, state, _ in brief(applied([Directive(40, 50, (9, 21))], result))} == {"suppressed"}
    assert {state for _, state, _ in brief(applied([Directive(40, 50, (10, 10))], result))} == {"new"}


def test_documents():
    """The verdict on a document is suppressed by what is about the whole file, and by nothing else."""
    result = result_of((0, 9, "calques.a"), verdict=DocumentVerdict.LIKELY)
    for directive, expected in (
        (Directive(0, 5, (0, 100)), ["suppressed", "suppressed"]),
        (Directive(0, 5, (0, 100), ("verdict",)), ["suppressed", "new"]),
        (Directive(0, 5, (0, 100), (LIKELY,)), ["suppressed", "new"]),
        (Directive(0, 5, (0, 100), (SENTENCE, "wording")), ["new", "new"]),
        (Directive(0, 5, (0, 99)), ["new", "suppressed"]),
    ):
        assert [state for _, state, _ in brief(applied([directive], result))] == expected


def test_malformed():
    """A comment that can't be understood is reported where it stands, among the alerts in the order of the source."""
    result = result_of((0, 9, "calques.a"), (30, 39, "calques.a"))
    directive = Directive(10, 20, None, problem="'ignroe' is no instruction; did you mean 'ignore'?")
    source = "x" * 10 + "comment 20" + "x" * 20
    first, about, last = applied([directive], result, source=source)
    assert (first.span, last.span) == (Span(0, 9), Span(30, 39))
    assert about == Alert(
        "suppression.malformed",
        Severity.WARNING,
        "'ignroe' is no instruction; did you mean 'ignore'?",
        fingerprint("suppression.malformed", "comment 20"),
        span=Span(10, 20),
        region=Region(1, 11, 1, 21),
    )


def test_equal_comments():
    """Comments of the same words are told apart by their number."""
    wrong = [Directive(at, at + 5, None, problem="No.") for at in (0, 10, 20)]
    alerts = applied(wrong, result_of((30, 39)))
    assert [alert.occurrence for alert in alerts] == [1, 2, 3]
    assert len({alert.fingerprint for alert in alerts}) == 1


def test_unended():
    """A suppression that is never ended is obeyed, and reported."""
    directive = Directive(0, 5, (5, 100), problem="It is never ended.")
    assert brief(applied([directive], result_of((30, 39, "calques.a")), report_unused=True)) == [
        ("suppression.malformed", "new", ""),
        ("calques.a", "suppressed", ""),
    ]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("calqes",), "The suppression names 'calqes', which is no rule or family; did you mean 'calques'?"),
        (("Calques.A",), "The suppression names 'Calques.A', which is no rule or family; did you mean 'calques.a'?"),
        (("quoted",), "The suppression names 'quoted', which is no rule or family; write a reason after ' -- '."),
        (
            ("suppression.unused",),
            "The suppression names 'suppression.unused', which is no rule or family; write a reason after ' -- '.",
        ),
        (
            ("a", "calques", "as", "c"),
            "The suppression names 'a', 'as' and 'c', which are no rules or families; write a reason after ' -- '.",
        ),
    ],
)
def test_unknown_rules(names, message):
    """An unknown name is reported with the nearest one, suppresses nothing, and leaves the other names as they are."""
    alerts = applied([Directive(0, 5, (0, 100), names)], result_of((30, 39, "calques.a")), report_unused=True)
    assert [(alert.rule, alert.message) for alert in alerts[:-1]] == [("suppression.unknown-rule", message)]
    assert (alerts[-1].state is State.SUPPRESSED) == ("calques" in names)


def test_reasons():
    """Where reasons are required, what says none is not obeyed but reported."""
    result = result_of((30, 39, "calques.a"))
    directives = [Directive(0, 5, (0, 100), ("calques",)), Directive(10, 20, (0, 100), ("wording",), "quoted")]
    alerts = applied(directives, result, require_reasons=True)
    assert [(alert.rule, str(alert.state), alert.message) for alert in alerts] == [
        ("suppression.no-reason", "new", "The suppression says no reason; write one after ' -- '."),
        ("calques.a", "new", "Wrong."),
    ]
    assert brief(applied(directives, result)) == [("calques.a", "suppressed", "")]


def unused(directive, result, **settings):
    """Return what is said of a directive without effect."""
    alerts = applied([directive], result, report_unused=True, **settings)
    return [alert.message for alert in alerts if alert.rule == "suppression.unused"]


def test_unused():
    """What suppresses nothing is reported where that is asked for, also one of several names."""
    result = result_of((30, 39, "calques.a"))
    nothing = ["The suppression suppresses nothing; remove it."]
    assert applied([Directive(0, 5, (0, 10))], result)[0].rule == "calques.a"
    assert unused(Directive(0, 5, (0, 10)), result) == nothing
    assert unused(Directive(0, 5, (0, 10), ("calques", "wording.c")), result) == nothing
    assert unused(Directive(0, 5, (0, 100)), result) == []
    assert unused(Directive(0, 5, (0, 100), ("calques.a",)), result) == []
    assert unused(Directive(0, 5, (0, 100), ("calques.a", "wording.c", "calques.b")), result) == [
        "The suppression suppresses nothing of 'wording.c' and 'calques.b'; name only what it does."
    ]


def test_unused_verdict():
    """What is about a file is of use where it suppresses the verdict on it."""
    result = result_of((30, 39), verdict=DocumentVerdict.MIXED)
    assert unused(Directive(0, 5, (0, 100), ("verdict",)), result) == []
    assert unused(Directive(0, 5, (1, 100), ("verdict",)), result) != []


def test_unused_but_not_looked_for():
    """A rule that this run does not run may be of use in another, and so may a family or all rules with it."""
    result = result_of((30, 39, "calques.a"))
    for name in ("calques.b", "calques", ""):
        directive = Directive(0, 5, (0, 10), (name,) if name else ())
        assert unused(directive, result, can_find=lambda rule: rule != "calques.b") == []
    assert unused(Directive(0, 5, (0, 10), ("calques.a",)), result, can_find=lambda rule: rule != "calques.b") != []


def test_unused_but_not_counted():
    """A finding that the policy does not count is a finding, so what suppresses it is of use."""
    document = Document("a.md", "markdown", (), "x" * 100, directives=(Directive(0, 5, (0, 100), ("calques.a",)),))
    sentence = SentenceResult(
        "Text.", Kind.PARAGRAPH, Span(30, 39), 1, 1, Verdict.CLEAR,
        findings=(Finding("calques.a", Severity.NOTE, Span(30, 39), Span(0, 1), "Hm."),),
    )  # fmt: skip
    result = result_of()
    result = with_alerts(document, DocumentResult(**{**fields(result), "sentences": (sentence,)}), lambda _: False)
    suppressions = Suppressions(Settings(report_unused=True), {"calques.a"}, lambda _: True)
    assert suppressions.apply(document, result).alerts == ()


def fields(result):
    """Return the fields of a result by name."""
    return {name: getattr(result, name) for name in DocumentResult.__slots__}


def test_tables():
    """A table suppresses what its globs and rules name, with its reason; a comment comes first."""
    tables = (Suppress(("archive/**",), ("calques",), "quoted"), Suppress(("*.md",), ("wording.c", "verdict")))
    result = result_of((0, 9, "calques.a", "wording.c"), (30, 39, "calques.b"), verdict=DocumentVerdict.LIKELY)
    here = DocumentResult(**{**fields(result), "path": "archive/a.md"})
    assert brief(applied([Directive(10, 20, (30, 39), reason="why")], here, suppress=tables)) == [
        (LIKELY, "suppressed", ""),
        ("calques.a", "suppressed", "quoted"),
        ("wording.c", "suppressed", ""),
        ("calques.b", "suppressed", "why"),
    ]
    assert brief(applied([], result, suppress=tables)) == [
        (LIKELY, "suppressed", ""),
        ("calques.a", "new", ""),
        ("wording.c", "suppressed", ""),
        ("calques.b", "new", ""),
    ]


def test_unused_tables():
    """A table is called unused if it matched a file, suppressed nothing, and all that it names was looked for."""
    tables = (
        Suppress(("a.md",), ("calques.a",), "why"),
        Suppress(("a.md", "b.md"), ("calques.b", "verdict.likely"), "why"),
        Suppress(("elsewhere.md",), ("calques.b",), "why"),
        Suppress(("a.md",), ("wording",), "why"),
        Suppress(("a.md",), reason="why"),
    )
    result = result_of((0, 9, "calques.a"))
    suppressions = Suppressions(
        Settings(suppress=tables), {"calques.a", "calques.b", "wording.c"}, lambda rule: rule != "wording.c"
    )
    assert suppressions.unused() == ()
    document = Document("a.md", "markdown", (), "")
    suppressions.apply(document, with_alerts(document, result, lambda _: True))
    line = "[[suppress]] for a.md, b.md (rules calques.b, verdict.likely): it suppresses nothing; remove it"
    assert suppressions.unused() == (line,)


@pytest.mark.parametrize(
    ("table", "settings", "message"),
    [
        (
            Suppress(("a/**",), ("calqes",)),
            {},
            "[[suppress]] for a/** (rules calqes): unknown rule 'calqes'; did you mean 'calques'?",
        ),
        (
            Suppress(("a/**",), ("zzzz",)),
            {},
            "[[suppress]] for a/** (rules zzzz): unknown rule 'zzzz'; 'mtqa rules list' shows them all",
        ),
        (
            Suppress(("a/**", "b"), reason=" "),
            {"require_reasons": True},
            '[[suppress]] for a/**, b: it says no reason, and reasons are required; add: reason = "..."',
        ),
    ],
)
def test_wrong_tables(table, settings, message):
    """A table that names an unknown rule, or says no reason where one is required, is an error."""
    with pytest.raises(ConfigError) as error:
        Suppressions(Settings(suppress=(table,), **settings), {"calques.a"}, lambda _: True)
    assert str(error.value) == message


@given(
    st.lists(st.sampled_from([BAD, OTHER, "The boats leave at noon and come back at night."]), min_size=1, max_size=5),
    st.data(),
    st.sampled_from(["ignore", "ignore-block", "ignore-file"]),
)
def test_unrelated(paragraphs, data, word):
    """A comment about a rule that finds nothing changes no other result."""
    at = data.draw(st.integers(0, len(paragraphs) - 1))
    said = f"<!-- mtqa: {word} captions.glued -- why -->"
    (before,) = told("\n\n".join(paragraphs).encode(), "page.md")
    (after,) = told("\n\n".join([*paragraphs[:at], said, *paragraphs[at:]]).encode(), "page.md")

    def seen(result):
        sentences = [(s.text, s.verdict, s.findings and [f.rule for f in s.findings]) for s in result.sentences]
        return sentences, result.verdict, [(a.rule, a.state, a.sentence, a.fingerprint) for a in result.alerts]

    assert seen(after) == seen(before)


def test_many():
    """Time grows with the number of directives and sentences, not with their product."""
    many = 20_000
    directives = [Directive(i, i + 1, (i, 10 * many), ("calques", f"x{i}")) for i in range(many)]
    result = result_of(*((5 * i, 5 * i + 4, "calques.a") for i in range(many)))
    start = time.perf_counter()
    alerts = applied(directives, result, source="x" * 10 * many, report_unused=True)
    assert sum(alert.state is State.SUPPRESSED for alert in alerts) == many
    assert time.perf_counter() - start < 30
