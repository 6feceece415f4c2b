"""Instructions in comments: what they say, what they are about, and where none is one."""

import json
import time

import pytest

from mtqa import readers
from mtqa.config import Settings
from mtqa.directive import Directive
from mtqa.document import Document, Kind, Mask, Segment, SourceMap
from mtqa.readers.directives import with_directives
from mtqa.readers.directives_stretches import Stretches
from mtqa.readers.directives_wording import Said, Word, understood

ONE, TWO = "Boats leave at noon.", "They come back at night."
UNENDED = "It is never ended, so it holds to the end of the file; write 'mtqa: ignore-end', or 'mtqa: ignore-file'."
NOTHING = "No text that is read follows it, so there is nothing to suppress."
NOT_OPEN = "It ends nothing: no ignore-start above it is open that names the same rules."


def read(text, path, **settings):
    """Read a text as the one document that it is."""
    items = readers.read_bytes(text.encode(), path, path.partition(".")[2], Settings(**settings))
    (document,) = (item for item in items if isinstance(item, Document))
    return document


def covered(text, path, **settings):
    """Return the comments of a text that are instructions, each with what it is about."""
    document = read(text, path, **settings)
    source = document.source
    return [
        (source[d.start : d.end], source[slice(*d.covers)].strip() if d.covers else d.problem)
        for d in document.directives
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mtqa: ignore", Said(Word.IGNORE)),
        ("mtqa:ignore", Said(Word.IGNORE)),
        ("mtqa: ignore-block", Said(Word.BLOCK)),
        ("mtqa: ignore-start a.b-c", Said(Word.START, ("a.b-c",))),
        ("mtqa: ignore-end  a,  b", Said(Word.END, ("a", "b"))),
        ("mtqa: ignore-file a b\n  c, a", Said(Word.FILE, ("a", "b", "c"))),
        ("mtqa: ignore all", Said(Word.IGNORE)),
        ("mtqa: ignore a, all", Said(Word.IGNORE)),
        ("mtqa: ignore -- quoted", Said(Word.IGNORE, (), "quoted")),
        ("mtqa: ignore a -- quoted -- twice: yes", Said(Word.IGNORE, ("a",), "quoted -- twice: yes")),
        ("mtqa: ignore a — quoted", Said(Word.IGNORE, ("a",), "quoted")),
        ("mtqa: ignore a – quoted", Said(Word.IGNORE, ("a",), "quoted")),
        ("mtqa: ignore a, b : quoted\n in full", Said(Word.IGNORE, ("a", "b"), "quoted in full")),
        ("mtqa: ignore a --", Said(Word.IGNORE, ("a",))),
        ("mtqa: ignore, a", Said(Word.IGNORE, ("a",))),
    ],
)
def test_wording(text, said):
    """An instruction is a word, the names of rules, and a reason behind two hyphens, a dash or a colon."""
    assert understood(text) == said


ALL = "ignore, ignore-block, ignore-start, ignore-end, ignore-file"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("mtqa: ignroe", "'ignroe' is no instruction; did you mean 'ignore'?"),
        ("mtqa: ignore-blok a", "'ignore-blok' is no instruction; did you mean 'ignore-block'?"),
        ("mtqa: Ignore", "'Ignore' is no instruction; did you mean 'ignore'?"),
        ("mtqa: see issue 12", f"'see' is no instruction; write one of {ALL}."),
        ("mtqa:", f"Nothing is said after 'mtqa:'; write one of {ALL}."),
        ("mtqa: -- why", f"Nothing is said after 'mtqa:'; write one of {ALL}."),
        ("mtqa: ignore a - why", "'-' is no name of a rule or a family; write the reason after ' -- '."),
        ("mtqa: ignore a.*", "'a.*' is no name of a rule or a family; write the reason after ' -- '."),
        ("mtqa: ignore (quoted)", "'(quoted)' is no name of a rule or a family; write the reason after ' -- '."),
        (
            "mtqa: ignore a -- why\nmtqa: ignore b",
            "The comment holds two instructions; write each in a comment of its own.",
        ),
        ("mtqa: ignore" + " a" * 51, "It names 51 rules, more than 50; name families, or all."),
        (
            "mtqa: ignore -- " + "a" * 2000,
            "The comment is longer than 2,000 characters; does it end where it should?",
        ),
    ],
)
def test_problems(text, problem):
    """What can't be understood is told in words, with the nearest right word."""
    assert understood(text) == Said(None, problem=problem)


def test_malformed_covers_nothing():
    """A comment that can't be understood is kept as a directive that covers nothing."""
    assert read(f"{ONE} <!-- mtqa: ignroe -->\n", "a.md").directives == (
        Directive(21, 42, None, problem="'ignroe' is no instruction; did you mean 'ignore'?"),
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_offsets(end, mark):
    """Offsets are the file's, with its line ends and its byte order mark."""
    text = f"{mark}# Title{end}{end}<!-- mtqa: ignore -->{end}Über Boote.{end}{end}{TWO}{end}"
    document = read(text, "a.md")
    assert document.source == text
    (directive,) = document.directives
    assert text[directive.start : directive.end].strip() == "<!-- mtqa: ignore -->"
    assert text[slice(*directive.covers)] == f"Über Boote.{end}"


def test_untouched():
    """A document without instructions stays the very object that it was."""
    for text in (ONE, f"{ONE} This speaks of mtqa: a tool."):
        document = Document(
            "a.md", "markdown", (Segment(text, Kind.PARAGRAPH, SourceMap.identity(0, len(text))),), text
        )
        assert with_directives(document) is document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{ONE}\n<!-- mtqa: ignore -->\n\n\n{TWO}\n", TWO),
        (f"- {ONE}\n\n  <!-- mtqa: ignore -->\n  {TWO}\n", TWO),
        (f"| <!-- mtqa: ignore --> {ONE} | {TWO} |\n|---|---|\n", f"| <!-- mtqa: ignore --> {ONE} | {TWO} |"),
        (f"<!-- mtqa: ignore\n  -- over lines -->\n{ONE}\n{TWO}\n", ONE),
        (f"<!-- mtqa: ignore -->\n\n```\ncode\n```\n\n{ONE}\n", ONE),
        (f"> <!-- mtqa: ignore -->\n> {ONE}\n> {TWO}\n", f"> {ONE}"),
        (f"<!-- mtqa: ignore-block -->\n{ONE}\n{TWO}\n\nNext one.", f"{ONE}\n{TWO}"),
        (f"<!-- mtqa: ignore-block -->\n\n# {ONE}\n\n{TWO}", ONE),
        (f"Here <!-- mtqa: ignore-block --> it is.\n\n- {ONE}\n- {TWO}", ONE),
        (f"{ONE} <!-- mtqa: ignore-block -->", NOTHING),
        (f"{ONE}\n\n<!-- mtqa: ignore -->\n\n```\ncode\n```\n", NOTHING),
        (f"---\n# mtqa: ignore-file\n---\n{ONE}", f"---\n# mtqa: ignore-file\n---\n{ONE}"),
    ],
)
def test_markdown(text, expected):
    """On a line with text it is about that line, alone about the next line with text, and blocks are segments."""
    ((_, about),) = covered(text, "a.md")
    assert about == expected


def test_several():
    """Comments one below the other are each about the text that follows."""
    text = f"<!-- mtqa: ignore a -- one -->\n<!-- mtqa: ignore b -- two -->\n{ONE}\n"
    assert [(d.rules, d.reason, text[slice(*d.covers)]) for d in read(text, "a.md").directives] == [
        (("a",), "one", f"{ONE}\n"),
        (("b",), "two", f"{ONE}\n"),
    ]


def stretches(*said):
    """Return what each of some comments, with a number between them, is about."""
    text = "".join(f"<!-- mtqa: {one} -->{i}" for i, one in enumerate(said)) + f"<p>{ONE}"
    return [
        ("".join(filter(str.isdigit, text[slice(*d.covers)])) if d.covers else None, d.rules, d.problem)
        for d in read(text, "a.html").directives
    ]


def test_start_and_end():
    """An end closes the last start of the same rules, or without rules the last; what is left holds to the end."""
    assert stretches("ignore-start", "ignore-end") == [("0", (), "")]
    assert stretches("ignore-start a, b", "ignore-start c", "ignore-end b a", "ignore-end c") == [
        ("01", ("a", "b"), ""),
        ("12", ("c",), ""),
    ]
    assert stretches("ignore-start a", "ignore-start b", "ignore-end", "ignore-end") == [
        ("012", ("a",), ""),
        ("1", ("b",), ""),
    ]
    assert stretches("ignore-start a", "ignore-start a", "ignore-end a", "ignore-end a") == [
        ("012", ("a",), ""),
        ("1", ("a",), ""),
    ]
    assert stretches("ignore-start a", "ignore-start b", "ignore-end", "ignore-end b") == [
        ("0123", ("a",), UNENDED),
        ("1", ("b",), ""),
        (None, ("b",), NOT_OPEN),
    ]
    assert stretches("ignore-end") == [(None, (), NOT_OPEN)]
    assert stretches("ignore-start", "ignore-end a")[1] == (None, ("a",), NOT_OPEN)


COMMENT = "<!-- mtqa: ignore-file -->"
CELL = {"cell_type": "code", "metadata": {}, "source": [f"# {COMMENT}"], "outputs": [], "execution_count": None}
TEXT_CELL = {"cell_type": "markdown", "metadata": {}, "source": [f"`{COMMENT}` is how."]}
BOOK = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [CELL, TEXT_CELL]}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", f"{ONE}\n\n```html\n{COMMENT}\n```\n"),
        ("a.md", f"{ONE}\n\n~~~\n{COMMENT}\n~~~\n"),
        ("a.md", f"{ONE}\n\n    {COMMENT}\n"),
        ("a.md", f"Write `{COMMENT}` and go on.\n"),
        ("a.md", f"Write `` {COMMENT} `` and go on.\n"),
        ("a.md", f"Write <code>{COMMENT}</code> and go on.\n"),
        ("a.md", f"{ONE}\n\n<pre>{COMMENT}</pre>\n"),
        ("a.md", f"{ONE}\n\n<pre>\n{COMMENT}\n</pre>\n"),
        ("a.md", f"{ONE} Write mtqa: ignore-file in it.\n"),
        ("a.md", f"{ONE}\n\n\\{COMMENT}\n"),
        ("a.md", f"{ONE}\n\n<!-- see how mtqa: ignore-file works -->\n"),
        ("a.md", f"{ONE}\n\n{{{{% raw %}}}}\n\n```\n{{{{/* mtqa: ignore-file */}}}}\n```\n"),
        ("a.md", f"---\ntitle: |\n  # mtqa: ignore-file\n---\n{ONE}\n"),
        ("a.mdx", f"{ONE}\n\n```\n{{/* mtqa: ignore-file */}}\n```\n"),
        ("a.mdx", f"{ONE}\n\n`{{/* mtqa: ignore-file */}}` is how.\n"),
        ("a.mdx", f'{ONE}\n\n{{"/* mtqa: ignore-file */"}}\n'),
        ("a.html", f"<p>{ONE}</p><pre>{COMMENT}</pre>"),
        ("a.html", f"<p>{ONE}</p><pre class='x'><code>{COMMENT}</code></pre>"),
        ("a.html", f"<p>{ONE} <code>{COMMENT}</code></p>"),
        ("a.html", f"<p>{ONE}</p><script>var a = '{COMMENT}'</script>"),
        ("a.html", f"<p>{ONE}</p><textarea>{COMMENT}</textarea>"),
        ("a.html", f'<p title="{COMMENT}" data-a="{COMMENT}">{ONE}</p>'),
        ("a.html", f"<p>{ONE} &lt;!-- mtqa: ignore-file --&gt;</p>"),
        ("a.rst", f"{ONE}\n\n::\n\n   .. mtqa: ignore-file\n"),
        ("a.rst", f"{ONE}\n\n.. code-block:: rst\n\n   .. mtqa: ignore-file\n"),
        ("a.rst", f"{ONE} ``.. mtqa: ignore-file``\n"),
        ("a.rst", f"{ONE}\n.. mtqa: ignore-file\n"),
        ("a.adoc", f"{ONE}\n\n----\n// mtqa: ignore-file\n----\n"),
        ("a.adoc", f"{ONE} See https://mtqa: ignore-file there.\n"),
        ("a.tex", f"{ONE} 5\\% mtqa: ignore-file\n"),
        ("a.tex", f"{ONE}\n\\begin{{verbatim}}\n% mtqa: ignore-file\n\\end{{verbatim}}\n"),
        ("a.vtt", f"WEBVTT\n\n00:01.000 --> 00:02.000\n{ONE}\nNOTE mtqa: ignore-file\n"),
        ("a.ass", f"[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,A,,0,0,0,,{ONE} ; mtqa: ignore-file\n"),
        ("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{COMMENT} {ONE}\n"),
        ("a.po", f'msgid "a"\nmsgstr ""\n"{ONE}"\n" # mtqa: ignore-file"\n'),
        ("a.po", f'#: mtqa: ignore-file\n#~ mtqa: ignore-file\nmsgid "a"\nmsgstr "{ONE}"\n'),
        ("a.xml", f'<resources><string name="a"><![CDATA[{COMMENT}]]> {ONE}</string></resources>'),
        ("a.xml", f'<resources><?x {COMMENT}?><string name="a">{ONE}</string></resources>'),
        ("a.strings", f'"a" = "{ONE} // mtqa: ignore-file";\n"b" = "/* mtqa: ignore-file */";\n'),
        ("a.strings", f'"a" = "\\" // mtqa: ignore-file {ONE}";\n'),
        ("a.properties", f"a = {ONE} # mtqa: ignore-file\n"),
        ("a.properties", f"a = {ONE} \\\n# mtqa: ignore-file\n"),
        ("locales/en.yaml", f"en:\n  a: |\n    {ONE}\n    # mtqa: ignore-file\n"),
        ("locales/en.yaml", f"en:\n  a: '{ONE} # mtqa: ignore-file'\n"),
        ("locales/en.yaml", f'en:\n  a: "{ONE}\n\n    # mtqa: ignore-file"\n'),
        ("locales/en.yaml", f"en:\n  a: {ONE}\n  b: x#mtqa:ignore-file\n"),
        ("a_en.arb", f'{{"a": "{ONE}", "b": "mtqa: ignore-file"}}'),
        ("a.i18n.json", f'{{"a": {{"text": "{ONE}", "description": "mtqa: ignore-file"}}}}'),
        ("a.ipynb", json.dumps(BOOK, indent=1)),
        ("a.txt", f"{COMMENT}\n\n# mtqa: ignore-file\n\n{ONE}\n"),
        ("a.csv", f'text\n"{COMMENT} {ONE}"\n# mtqa: ignore-file\n'),
        ("a.jsonl", json.dumps({"text": f"{COMMENT} {ONE}"})),
    ],
)
def test_no_comment(path, text):
    """An example of an instruction in code, in a string or in the text itself is none."""
    items = readers.read_bytes(text.encode(), path, path.partition(".")[2], Settings())
    assert {item.directives for item in items if isinstance(item, Document)} == {()}


def test_buried():
    """Comments in what is masked as a whole are found, too: a preamble, a header."""
    preamble = "% mtqa: ignore-file\n\\documentclass{a}\n  %% mtqa: ignore a\n"
    tex = f"{preamble}\\begin{{document}}\n{ONE}\n\\end{{document}}\n"
    assert covered(tex, "a.tex") == [("% mtqa: ignore-file", tex.strip()), ("%% mtqa: ignore a", ONE)]
    adoc = f"= Title\nAuthor\n// mtqa: ignore-block\n:a: b\n\n{ONE}\n"
    assert covered(adoc, "a.adoc") == [("// mtqa: ignore-block", ONE)]


def test_comments_that_are_read():
    """Where comments of reStructuredText are read as text, instructions are not."""
    text = f".. mtqa: ignore-block\n\n.. {ONE}\n\n{TWO}\n"
    document = read(text, "a.rst", comments=True)
    assert [segment.text for segment in document.segments] == [ONE, TWO]
    assert covered(text, "a.rst", comments=True) == [(".. mtqa: ignore-block", ONE)]


def test_comments_of_templates_are_masked():
    """A comment of a template leaves nothing in its sentence, and is masked as a comment."""
    text = f"{ONE} {{{{/* mtqa: ignore */}}}} {TWO} {{# why #}}\n"
    document = read(text, "a.md")
    assert [segment.text for segment in document.segments] == [f"{ONE} {TWO}"]
    assert [text[start:end] for start, end, pattern in document.masks if pattern == "comment"] == [
        "{{/* mtqa: ignore */}}",
        "{# why #}",
    ]


def test_blocks_of_comments():
    """Comments over several lines are one instruction."""
    assert covered(f"////\nmtqa: ignore-block -- a\nreason\n////\n\n{ONE}\n", "a.adoc")[0][1] == ONE
    rst = read(f".. mtqa: ignore a\n   -- a\n   reason\n\n{ONE}\n", "a.rst").directives[0]
    assert (rst.rules, rst.reason) == (("a",), "a reason")
    strings = read(f'/* mtqa: ignore a\n   -- a reason */\n"a" = "{ONE}";\n', "a.strings").directives[0]
    assert (strings.rules, strings.reason) == (("a",), "a reason")


def test_po_entries():
    """A comment is about its entry, plurals and all, and never about another where that is not translated."""
    text = (
        '# mtqa: ignore\nmsgid "a"\nmsgstr ""\n\n'
        f'# mtqa: ignore\nmsgctxt "x"\nmsgid "b"\nmsgid_plural "bs"\nmsgstr[0] "{ONE}"\nmsgstr[1] "{TWO}"\n'
        '# mtqa: ignore\n#~ msgid "c"\n#~ msgstr "C"\n\n'
        f'#  mtqa: ignore\nmsgid "d"\nmsgstr "{ONE}"\nmsgid "e"\nmsgstr "{TWO}"\n'
    )
    abouts = [about for _, about in covered(text, "a.po")]
    assert [("msgid" in about, ONE in about, TWO in about) for about in abouts] == [
        (True, False, False),
        (True, True, True),
        (True, False, False),
        (True, True, False),
    ]


def test_xml_elements():
    """A comment of XML is about the unit that it stands in, else about the element that follows."""
    text = (
        '<resources>\n<!-- mtqa: ignore -->\n<plurals name="p"><item quantity="one">One boat here.</item>\n'
        '<!-- mtqa: ignore -->\n<item quantity="other">Many boats here.</item></plurals>\n'
        f'<string name="a">{ONE} <!-- mtqa: ignore-block --></string>\n<!-- mtqa: ignore-block -->\n'
        '<string name="b" translatable="false">No text here.</string>\n'
        f'<string name="c">{TWO}</string>\n<!-- mtqa: ignore -->\n</resources>\n'
    )
    first, second, third, fourth, last = (about for _, about in covered(text, "values/strings.xml"))
    assert (first[:8], first[-10:]) == ("<plurals", "</plurals>")
    assert second == '<item quantity="other">Many boats here.</item>'
    assert third == f'<string name="a">{ONE} <!-- mtqa: ignore-block --></string>'
    assert fourth == '<string name="b" translatable="false">No text here.</string>'
    assert last == NOTHING


def test_cues():
    """A note is about the cue that follows, with all its lines, though its sentence began before."""
    first, second = "00:01.000 --> 00:02.000\nBoats leave", "00:02.000 --> 00:03.000\nat noon\nor so."
    text = f"WEBVTT\n\n{first}\n\nNOTE mtqa: ignore\n\n{second}\n"
    assert covered(text, "a.vtt") == [("NOTE mtqa: ignore", "at noon\nor so.")]


def test_arb():
    """Descriptions and attributes of the file are as good as comments."""
    about_b = '"@b": {"description": "mtqa: ignore"}'
    text = f'{{"@@x-mtqa": "mtqa: ignore-file -- why", "a": "{ONE}", {about_b}, "b": "{TWO}"}}'
    assert covered(text, "a_en.arb") == [("mtqa: ignore-file -- why", text), ("mtqa: ignore", TWO)]


def test_plug_ins():
    """What a plug-in masks as a comment is looked into, at the place of a record in its file."""
    source = f"; mtqa: ignore\n{ONE}\n# mtqa: ignore-file\n"
    segment = Segment(ONE, Kind.PARAGRAPH, SourceMap.identity(115, len(ONE)))
    masks = (Mask(100, 114, "own"), Mask(136, 155, "comment"))
    document = Document("a.x", "own", (segment,), source, offset=100, line=5, masks=masks)
    assert with_directives(document).directives == ()
    masks = (Mask(102, 114, "comment"), Mask(138, 155, "comment"))
    assert with_directives(Document("a.x", "own", (segment,), source, offset=100, masks=masks)).directives == (
        Directive(102, 114, (115, 136)),
        Directive(138, 155, (100, 100 + len(source))),
    )


def test_stretches():
    """The stretch that reaches furthest is found among those that share a character with another."""
    found = Stretches([(5, 9, "b"), (0, 20, "a"), (30, 31, "c"), (40, 40, "d")])
    assert [found.touching(*span) for span in [(8, 9), (19, 25), (20, 30), (20, 31), (31, 50), (8, 8)]] == [
        "a", "a", None, "c", None, None,
    ]  # fmt: skip
    assert [found.start_from(at) for at in (0, 1, 30, 31)] == [0, 5, 30, None]


HOSTILE = {
    "open comments": ("a.html", "<!--", "mtqa: ignore"),
    "comments": ("a.html", "<!-- mtqa: ignore -->\n", f"<p>{ONE}"),
    "starts": ("a.html", "<!-- mtqa: ignore-start a --><!-- mtqa: ignore-end b -->", f"<p>{ONE}"),
    "marks": ("a.html", "mtqa:", f"<p>{ONE}"),
    "marks in a comment": ("a.po", "#mtqa:", f'\nmsgid "a"\nmsgstr "{ONE}"\n'),
    "entries": ("a.po", '# mtqa: ignore\nmsgid ""\n', f'\nmsgid "a"\nmsgstr "{ONE}"\n'),
    "signs of comments": ("a.tex", "%", f" mtqa: ignore\n{ONE}"),
    "quotation marks": ("a.strings", '\\"', f'\n"a" = "mtqa: {ONE}";'),
    "slashes": ("a.strings", "/* ", f'mtqa: {ONE}"'),
    "backslashes": ("a.properties", "# mtqa: \\\n", f"a = {ONE}"),
    "notes": ("a.vtt", "\n\nNOTE mtqa: ignore", f"\n\n00:01.000 --> 00:02.000\n{ONE}"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name):
    """Instructions are found in time linear in the length of a file."""
    path, part, rest = HOSTILE[name]

    def seconds(size):
        start = {"a.vtt": "WEBVTT", "a.html": "", "a.strings": '"b" = "c";'}.get(path, "")
        items = readers.read_bytes((start + part * (size // len(part)) + rest).encode(), path, path[2:], Settings())
        documents = [item for item in items if isinstance(item, Document)]
        begun = time.perf_counter()
        for document in documents:
            with_directives(document)
        return time.perf_counter() - begun

    seconds(1000)
    assert seconds(400_000) < 8 * seconds(100_000) + 2
