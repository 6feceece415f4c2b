"""What settings keep from being read: selected elements, components and directives."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.cssselect import CSSSelector

from mtqa.config import Settings
from mtqa.errors import ConfigError
from mtqa.readers import read_bytes
from mtqa.readers.selectors import compiled

PAGE = """<body><div id=top class="a box"><p>one</p><p class=box lang=en-GB>two</p></div>
<section data-kind="side bar"><div><p title="">three</p></div><ul><li>four<li class="b box">five</ul></section>"""
SELECTORS = {
    "p": "four five",
    ".box": "three four",
    "div.box": "three four five",
    "#top": "three four five",
    "#top p.box": "one three four five",
    "div > p": "four five",
    "section div p": "one two four five",
    "section > ul": "one two three",
    "[lang]": "one three four five",
    "[lang='en-GB']": "one three four five",
    "[lang|=en]": "one three four five",
    "[data-kind~=bar]": "one two",
    "[data-kind^=side]": "one two",
    "[data-kind$=bar]": "one two",
    "[data-kind*='e b']": "one two",
    "[title]": "one two four five",
    "P:not(.box)": "two four five",
    "li:is(.b, .c)": "one two three four",
    "li, #top > p:not([lang])": "two three",
    "*": "",
}


def read(documents, text, name, **chosen):
    """Return what is read of a text, and what is masked with its pattern."""
    (document,) = documents(text, name, **chosen)
    masked = [(text[mask.start : mask.end], mask.pattern) for mask in document.masks]
    return [segment.text for segment in document.segments], masked


@pytest.mark.parametrize(("selector", "expected"), SELECTORS.items(), ids=SELECTORS)
def test_selectors(documents, selector, expected):
    """A selector takes out the elements that it matches, and no others."""
    found, masked = read(documents, PAGE, "html", mask_selectors=(selector,))
    assert " ".join(found) == expected
    assert {pattern for _, pattern in masked} == {f"selector {selector}"}


ELEMENTS = st.recursive(
    st.sampled_from(["one ", "two ", "three "]),
    lambda inner: st.builds(
        lambda name, attribute, parts: f"<{name}{attribute}>{''.join(parts)}</{name}>",
        st.sampled_from(["div", "section", "article", "b", "span"]),
        st.sampled_from(["", " class=x", " class='x y'", " id=z", " data-k=v"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=60)
@given(page=st.lists(ELEMENTS, min_size=1, max_size=4).map("".join))
@pytest.mark.parametrize("selector", [".x", "div .x", "div > .y", "#z, b", "[data-k=v] span", "div:not(.x) > *"])
def test_selectors_select_what_lxml_selects(selector, page):
    """What is left are the words outside of what lxml selects, in the same order."""
    tree = lxml.html.fromstring(f"<main>{page}</main>")
    for element in CSSSelector(selector)(tree):
        for one in element.iter():
            one.text = None
            if one is not element:
                one.tail = None
    (document,) = read_bytes(f"<main>{page}</main>".encode(), "page", "html", Settings(mask_selectors=(selector,)))
    found = [word for segment in document.segments for word in segment.text.split()]
    assert found == tree.text_content().split()


def test_selectors_that_match_nothing(documents):
    """Where nothing is selected, all is read, and nothing is masked."""
    chosen = ("body > p", "section > p", "div li", "#top [title]", "a:not(p)")
    assert read(documents, PAGE, "html", mask_selectors=chosen) == (["one", "two", "three", "four", "five"], [])


REFUSED = {
    "a + b": "asks for what is not supported",
    "a ~ b": "asks for what is not supported",
    "p:first-child": "asks for what is not supported",
    "p:nth-child(2)": "asks for what is not supported",
    "a::before": "asks for what is not supported",
    "p:has(a)": "asks for what is not supported",
    "x|a": "asks for what is not supported",
    "p[": "is no CSS selector that can be used",
    "": "is no CSS selector that can be used",
}


@pytest.mark.parametrize(("selector", "why"), REFUSED.items(), ids=REFUSED)
def test_selectors_that_cannot_be_used(selector, why):
    """A selector that is wrong, or asks for what comes later, is named with what is supported."""
    with pytest.raises(ConfigError, match=re.escape(f"mask-selectors: '{selector}' {why}")) as caught:
        compiled((".a", selector))
    assert "\n" not in str(caught.value)


HTML = {
    "an inline element": (
        "<p>One <span class=no>two <b>three</b></span> four.</p>",
        ["One four."],
        ["two <b>three</b>"],
    ),
    "a block in a paragraph": ("<p>One <div class=no>two</div> three", ["One", "three"], ["two"]),
    "an end tag that was left out": ("<ul><li>one<li class=no>two<li>three</ul>", ["one", "three"], ["two"]),
    "an element that is not closed": ("<p>One</p><my-ad class=no><p>two<p>three", ["One"], ["<p>two<p>three"]),
    "an element of its own name inside": (
        "<div class=no>one<div>two</div>three</div>four",
        ["four"],
        ["one<div>two</div>three"],
    ),
    "a picture": ("<img class=no alt='The mill'>One.", ["One."], ["<img class=no alt='The mill'>"]),
    "a script": ("One. <script class=no>two</script>", ["One."], ["two"]),
    "a reference in an attribute": ("<p data-a='&lt;'>One.</p><p class='&#110;o'>two</p>", ["One."], ["two"]),
}


@pytest.mark.parametrize(("text", "left", "taken"), HTML.values(), ids=HTML)
def test_selected_elements(documents, text, left, taken):
    """A selected element is taken out with all that is in it, wherever it ends."""
    found, masked = read(documents, text, "html", mask_selectors=(".no",))
    assert (found, masked) == (left, [(part, "selector .no") for part in taken])


CHOSEN = {"mask_selectors": (".no",), "mask_components": ("Ad", "Tabs"), "mask_directives": ("ad", "details")}
MARKDOWN = {
    "an element around Markdown": ("One.\n\n<div class='no'>\n\n*Two*.\n\n</div>\n\nThree.", ["One.", "Three."]),
    "an element in a line": ("One <span class=no>two *or* three</span> four.", ["One four."]),
    "an element in code": ("One `<p class=no>` two.\n\n```\n<p class=no>\n```\n\nThree.", ["One X two.", "Three."]),
    "a component": ("One.\n\n<Ad x={a > b} y='>'>\n\nTwo *three*.\n\n</Ad>\n\nFour.", ["One.", "Four."]),
    "components within components": ("<Tabs>\n\n<Ad>two</Ad>\n\n<Tabs>three</Tabs>\n\n</Tabs>\n\nFour.", ["Four."]),
    "a component in a line": ("One <Ad>two *three*</Ad> four.", ["One four."]),
    "a component that closes itself": ("One.\n\n<Ad text='no' />\n\nTwo.", ["One.", "Two."]),
    "a component that is not closed": ("One.\n\n<Ad>\n\nTwo.", ["One.", "Two."]),
    "another component": ("<Adder>\n\nOne.\n\n</Adder>", ["One."]),
    "a container": (":::ad[Two]{.x}\nThree.\n\nFour.\n:::\n\nFive.", ["Five."]),
    "a container with a space": ("::: Details\n\nTwo.\n\n:::\n\nThree.", ["Three."]),
    "a container with classes": ("::: {.note .ad #x}\nTwo.\n:::\n\nThree.", ["Three."]),
    "containers within containers": ("::::ad\n:::note\nTwo.\n:::\nThree.\n::::\n\nFour.", ["Four."]),
    "containers of one width": (":::ad\n:::note\nTwo.\n:::\nThree.\n:::\n\nFour.", ["Four."]),
    "a container within another": (":::note\nOne.\n\n:::ad\nTwo.\n:::\n\nThree.\n:::", ["One.", "Three."]),
    "a container of MyST": (":::{ad} Two\nThree.\n:::\n\nFour.", ["Four."]),
    "a container that is not closed": ("One.\n\n:::ad\n\nTwo.", ["One."]),
    "a title that has the name": (":::note ad\nOne.\n:::", ["One."]),
    "a directive of a line": ("One.\n\n::ad[Two]{a=b}\n\nThree.", ["One.", "Three."]),
    "a directive in a line": ("One :ad[two]{a=b} three at 10:ad[x].", ["One three at 10:ad[x]."]),
    "an admonition": ('!!! ad "Two"\n    Three.\n\n    Four.\n\nFive.', ["Five."]),
    "an admonition that folds": ("???+ details\n\tTwo.\n\nThree.", ["Three."]),
    "another admonition": ("!!! note\n    One.", ["One."]),
    "an alert": ("> [!AD]\n> Two\ngoes on.\n>\n> Three.\n\nFour.", ["Four."]),
    "an alert within a quotation": ("> One.\n>\n> > [!ad]- Two\n> > three.\n>\n> Four.", ["One.", "Four."]),
    "another alert": ("> [!NOTE]\n> One.", ["One."]),
    "a shortcode": ("One.\n\n{{< ad x=1 >}}\nTwo *three*.\n{{< /ad >}}\n\nFour.", ["One.", "Four."]),
    "a shortcode of Markdown": ("One {{% ad %}}two{{% /ad %}} three.", ["One three."]),
    "a shortcode that is not closed": ("{{< ad >}}\n\nOne.", ["One."]),
    "a template tag": ("{% details %}\nOne.\n{% enddetails %}\n\nTwo.", ["Two."]),
    "code of MyST": ("```{ad} Two\nThree.\n```\n\nFour.", ["Four."]),
}


@pytest.mark.parametrize(("text", "expected"), MARKDOWN.values(), ids=MARKDOWN)
@pytest.mark.parametrize("name", ["markdown", "mdx"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_what_is_masked_in_markdown(documents, text, expected, name, line_end):
    """Elements, components and directives are taken out with all that is in them, and nothing else is."""
    found, _ = read(documents, text.replace("\n", line_end), name, **CHOSEN)
    assert found == expected


def test_names_of_classes_in_jsx(documents):
    """A class is called className in JSX."""
    text = '<div className="no">One *two*.</div>\n\nThree.'
    assert read(documents, text, "mdx", **CHOSEN) == (["Three."], [("One *two*.", "selector .no")])


def test_masks_say_which_setting(documents):
    """Each stretch that settings mask bears the name of what masked it, the outermost where one is in another."""
    text = (
        "<Ad>\n\n:::ad\none\n:::\n\n</Ad>\n\n:::ad\n<p class=no>2</p>\n:::\n\n> [!AD]\n> three\n\n<p class=no>four</p>"
    )
    _, masked = read(documents, text, "markdown", **CHOSEN)
    patterns = ["component Ad", "directive ad", "directive ad", "selector .no"]
    assert ([pattern for _, pattern in masked], masked[-1][0]) == (patterns, "four")


HOSTILE = [
    "<Ad>",
    "<Ad ",
    "<Ad {",
    '<Ad x="',
    "</Ad>",
    ":::ad\n",
    "::::ad\n:::\n",
    "> [!AD]\n",
    "!!! ad\n    ",
    "{{< ad >}}",
]
PILES = [
    *HOSTILE,
    "<p class=no>",
    "<b class=no><p>",
    "<a x='",
    ":ad[",
    "::ad",
    "```{ad}\n",
    "`",
    "{% ad %}",
    "<div><p><i>",
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("pile", PILES)
def test_piles_take_linear_time(documents, pile):
    """However often something is opened, the text is read in good time."""
    text = pile * (30_000 // len(pile)) + "\n\nOne."
    for name in ("markdown", "mdx"):
        documents(text, name, **CHOSEN)
    documents(text, "html", mask_selectors=("div .no p", "b > .no", "i:not(.a)"))
