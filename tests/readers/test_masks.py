"""What readers tell of what they keep from being read, so that nothing is swallowed in silence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Mask
from mtqa.readers import read_bytes
from mtqa.readers.masks import Masks

HTML = {
    "code": (
        "<p>Call <code>a.b()</code> or <code>depth</code>.</p><pre>make it</pre>",
        [("a.b()", "code"), ("make it", "code")],
    ),
    "scripts and styles": ("<style>p{}</style><script>a < b</script>", [("p{}", "<style>"), ("a < b", "<script>")]),
    "controls": ("<nav><a>Home</a></nav><button>Buy</button>", [("<a>Home</a>", "<nav>"), ("Buy", "<button>")]),
    "nothing": (
        "<nav> <i></i>\n</nav><script src=a></script><img src=b><hr><p hidden>—</p>",
        [(" <i></i>\n", "<nav>")],
    ),
    "the outermost alone": (
        "<template><p hidden>One <!-- two --></p><pre>b</pre></template>",
        [("<p hidden>One <!-- two --></p><pre>b</pre>", "<template>")],
    ),
    "hidden": (
        "<p hidden>one</p><div style='display:none'><p>two</p></div><i aria-hidden=true>three</i>",
        [("one", "hidden"), ("<p>two</p>", "hidden"), ("three", "hidden")],
    ),
    "hidden within its like": (
        "<span hidden>one<span>two</span>three</span>four",
        [("one<span>two</span>three", "hidden")],
    ),
    "deleted": ("It is <del>blue</del><s>green</s> red.", [("blue", "deleted text"), ("green", "deleted text")]),
    "formulas": ("So <math><mi>a</mi></math>.", [("<mi>a</mi>", "formula")]),
    "comments": (
        "<!DOCTYPE html><?xml version='1.0'?>A <!-- b --><!c>.",
        [("<!-- b -->", "comment"), ("<!c>", "comment")],
    ),
    "a comment that is not closed": ("<p>One.</p><!-- two <p>three", [("<!-- two <p>three", "comment")]),
    "a script that is not closed": ("<p>One.</p><script>two <p>three", [("two <p>three", "<script>")]),
    "a template that is not closed": ("<p>One.</p><template>two <p>three", [("two <p>three", "<template>")]),
    "a tag that is not closed": ("<p>One.</p><a href='two <p>three", [(" href='two <p>", "tag")]),
    "a long tag": (f"One <a href='{'two ' * 200}'>three</a>.", [(f"<a href='{'two ' * 200}'>", "tag")]),
    "the same caption again": (
        "<figure><img alt='The old mill'><figcaption>The  old mill.</figcaption></figure>",
        [("The  old mill.", "repeated caption")],
    ),
}
MARKDOWN = {
    "front matter": ("---\ntitle: The sea\n---\n\nOne.", [("---\ntitle: The sea\n---\n", "front matter")]),
    "front matter of TOML": ("+++\na = 'b'\n+++\n\nOne.", [("+++\na = 'b'\n+++\n", "front matter")]),
    "fenced code": ("One:\n\n```sh\nmake it\n```\n\nTwo.", [("```sh\nmake it\n```\n", "code")]),
    "a fence that is not closed": ("One:\n\n~~~\nTwo.\n\nThree.\n", [("~~~\nTwo.\n\nThree.\n", "code")]),
    "indented code": ("One:\n\n    make it\n\nTwo.", [("    make it\n\n", "code")]),
    "code in a note": ("[^1]: One.\n\n    Two.\n\n        make it\n", [("        make it\n", "code")]),
    "code in a line": ("Call `a.b()` or `depth`.", [("a.b()", "code")]),
    "code in a linked line": ("Call [`a.b()`](x) or *it*.", [("a.b()", "code")]),
    "struck out and formulas": (
        "It ~~is~~ $x^2$ <kbd>a b</kbd>.",
        [("~~is~~", "deleted text"), ("$x^2$", "formula"), ("a b", "code")],
    ),
    "tags": ("One <del>two</del> <button>three *four*", [("two", "deleted text"), ("three *four*", "<button>")]),
    "comments": ("<!-- a\n\nb -->\n\nOne <!-- c --> two.", [("<!-- a\n\nb -->", "comment"), ("<!-- c -->", "comment")]),
    "blocks of HTML": ("<nav>\nHome\n</nav>\n\n<pre>\na\n\nb</pre>\n", [("\nHome\n", "<nav>"), ("\na\n\nb", "code")]),
    "a block of HTML that is not closed": ("One.\n\n<script>\ntwo\n\nthree", [("\ntwo\n\nthree", "<script>")]),
    "templates": (
        "Dear {{ name }}. {% if a %} # {#id}\n\n{% comment %}b{% endcomment %}",
        [("{{ name }}", "template"), ("{% if a %}", "template"), ("b", "comment")],
    ),
    "a title that no link shows": ("[//]: # (For us alone)\n[a]: b 'So'\n\n[a]", [("(For us alone)", "comment")]),
    "addresses": ("See [it](http://a.b/c) at <http://a.b>, ![](x.png).", []),
    "the same caption again": ("![The mill](x.png)\n\n*The mill*", [("The mill", "repeated caption")]),
}
MDX = {
    "imports": (
        "import A from 'a'\n\nexport const b = {\n  c: 'd',\n}\n\nOne.",
        [("import A from 'a'", "code"), ("export const b = {\n  c: 'd',\n}", "code")],
    ),
    "expressions": ("One {a.b} two{' '}{/* three */}.", [("{a.b}", "expression"), ("{/* three */}", "comment")]),
    "tags": ("<Note title='one'>\n\nTwo.\n\n</Note>", []),
    "a long tag": (f"<Note title='{'one ' * 200}' />\n\nTwo.", [(f"<Note title='{'one ' * 200}' />", "tag")]),
    "code in a component": (
        "<Tab>\n    One.\n    ```\n    two\n    ```\n</Tab>",
        [("    two\n", "code")],
    ),
}
CASES = [
    *(("html", key, *case) for key, case in HTML.items()),
    *(("markdown", key, *case) for key, case in MARKDOWN.items()),
    *(("mdx", key, *case) for key, case in MDX.items()),
]


@pytest.mark.parametrize(
    ("name", "text", "expected"), [(c[0], *c[2:]) for c in CASES], ids=[f"{c[0]} {c[1]}" for c in CASES]
)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["bare", "marked"])
def test_masks(documents, name, text, expected, mark):
    """What is kept from being read is told with its place and the pattern; tags and addresses are not."""
    (document,) = documents(mark + text, name)
    assert [(document.source[start:end], pattern) for start, end, pattern in document.masks] == expected


def test_masks_that_overlap():
    """Of two stretches that overlap the first one wins, and what holds no letter and no digit is no mask."""
    masks = Masks("ab cd ef — gh", 10)
    for start, end, pattern in [(3, 8, "b"), (0, 5, "a"), (1, 2, "c"), (8, 11, "d"), (11, 13, "e")]:
        masks.add(start, end, pattern)
    assert masks.all() == (Mask(10, 15, "a"), Mask(15, 18, "b"), Mask(21, 23, "e"))


PIECES = st.sampled_from(
    [
        *[
            "One two. ",
            "\n\n",
            "\n",
            "<p>",
            "</p>",
            "<nav>",
            "</nav>",
            "<b hidden>",
            "</b>",
            "<!-- ",
            " -->",
            "<pre>",
            "</pre>",
        ],
        *[
            "```\n",
            "`",
            "{{ a }}",
            "{% raw %}",
            "~~",
            "$x^2$",
            "---\n",
            "    ",
            "<del>",
            "</del>",
            "<script>",
            "</script>",
        ],
        *[":::ad\n", ":::\n", "<Ad>", "</Ad>", "<i class=no>", "</i>", "> [!AD]\n", "> ", "- ", "<template>", "{", "}"],
    ]
)


@settings(deadline=None, max_examples=60)
@given(text=st.lists(PIECES, max_size=30).map("One. ".join), data=st.data())
@pytest.mark.parametrize("name", ["html", "markdown", "mdx"])
def test_masks_ascend_and_no_word_is_read_and_masked(name, text, data):
    """Masks are in order and apart, and hold no letter that is read as it stands."""
    chosen = Settings(mask_selectors=(".no",), mask_components=("Ad",), mask_directives=("ad",))
    (document,) = read_bytes(f"{text}.".encode(), "page", name, data.draw(st.sampled_from([chosen, Settings()])))
    at = 0
    for start, end, pattern in document.masks:
        assert at <= start < end <= len(document.source)
        assert pattern
        at = end
    masked = {i for start, end, _ in document.masks for i in range(start, end)}
    for segment in document.segments:
        for run in segment.map.runs:
            if run.text_length == run.source_length:
                letters = {i for i in range(run.source, run.source + run.source_length) if document.source[i].isalpha()}
                assert not letters & masked
