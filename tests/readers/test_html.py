"""HTML: what a reader of a page sees of it, and what it is."""

from __future__ import annotations

import pytest

CASES = {
    "headings": (
        "<title>The sea</title><h1>Big <em>waves</em></h1><h6>Small</h6>",
        ["heading The sea", "heading Big waves", "heading Small"],
    ),
    "paragraphs": (
        "<p>The tide\n  is <b>out</b>.</p><p>It is cold.</p>",
        ["paragraph The tide is out.", "paragraph It is cold."],
    ),
    "text without an element": ("The tide is out.", ["paragraph The tide is out."]),
    "tags within words": ("<p>h<i>o</i>p b<span>ig</span></p>", ["paragraph hop big"]),
    "line breaks": ("<p>One<br>two<br/>three<br> <br>four</p>", ["paragraph One two three", "paragraph four"]),
    "scripts and styles": (
        "<style>p { a: b }</style><script>let a = '<p>no</p>' < 3</script><p>Yes.</p>",
        ["paragraph Yes."],
    ),
    "a script that is not closed": ("<p>Yes.</p><script>let a = '<p>no</p>'", ["paragraph Yes."]),
    "controls": (
        "<nav><a href=x>Home</a></nav><button>Buy</button><select><option>One</select><p>Yes.</p>",
        ["paragraph Yes."],
    ),
    "pictures in code": (
        "<svg><title>No</title><text>no</text></svg><canvas>no</canvas><p>Yes.</p>",
        ["paragraph Yes."],
    ),
    "code": (
        "<pre>not this</pre><p>Call <code>a(b)</code>, <code>depth</code> or <kbd>Esc</kbd>.</p>",
        ["paragraph Call X, depth or Esc."],
    ),
    "hidden": (
        "<p hidden>no</p><div style='display : none'><p>no</p></div><i aria-hidden=true>no</i><p style=x>Yes.</p>",
        ["paragraph Yes."],
    ),
    "deleted": ("<p>It is <del>blue</del><ins>red</ins> <s>now</s>.</p>", ["paragraph It is red ."]),
    "comments": ("<p>A <!-- not <b>this --> b.<!-- nor this", ["paragraph A b."]),
    "declarations": ("<!DOCTYPE html><?xml version='1.0'?><p>Yes.</p></>", ["paragraph Yes."]),
    "figure": (
        "<figure><img src=x alt='The mill' title='In May'><figcaption>It is old.</figcaption></figure>",
        ["caption The mill", "caption In May", "caption It is old."],
    ),
    "the same twice": ("<img alt='The mill' title='The mill'>", ["caption The mill"]),
    "descriptions": ("<p>Go <a href=x title='So far'>on</a>.</p>", ["paragraph Go on.", "caption So far"]),
    "table": (
        "<table><caption>Towns</caption><tr><th>Town<th>Age<tr><td>Old<td>5 or 6</table>",
        ["caption Towns", "cell Town", "cell Age", "cell Old", "cell 5 or 6"],
    ),
    "lists": (
        "<ul><li>one<li>two<p>more</p></ul><dl><dt>Hen<dd>A bird.</dl>",
        ["list one", "list two", "list more", "list Hen", "list A bird."],
    ),
    "quotation": ("<blockquote><p>He left.</p></blockquote>", ["quote He left."]),
    "byline": ("<p class='meta byline'>Somebody</p><p>By Ann Lee</p>", ["byline Somebody", "byline By Ann Lee"]),
    "credit": ("<p>The mill in May. Archive photo</p>", ["caption The mill in May. Archive photo"]),
    "references": (
        "<p>Salt &amp; lime&nbsp;&#8212; &#x41;&#65 &copy 2020 &notit &nosuch; &</p>",
        ["paragraph Salt & lime\xa0— AA © 2020 ¬it &nosuch; &"],
    ),
    "references in attributes": ("<img alt='Salt &amp; lime'>", ["caption Salt & lime"]),
    "tags that are not closed": (
        "<p>One <b>two<p>three</i></div> four<td>five",
        ["paragraph One two", "paragraph three", "paragraph four", "cell five"],
    ),
    "a tag cut off": ("<p>One.</p><a href='two", ["paragraph One."]),
    "angles in prose": ("<p>If a < b and c > d <3.</p>", ["paragraph If a < b and c > d <3."]),
    "capitals": ("<P>One <SCRIPT>no</SCRIPT>two.</P>", ["paragraph One two."]),
    "marks of notes": (
        "<p>Hens<sup>1</sup> in 1931<sup><a>[2]</a></sup> 2<sup>3</sup> eggs.</p>",
        ["paragraph Hens in 1931 23 eggs."],
    ),
    "a byte order mark": ("\ufeff<p>One.</p>", ["paragraph One."]),
    "nothing": ("<p> </p><p>—</p>", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_prose_and_its_kind(said, text, expected, line_end):
    """What a page shows is read, each part as what it is."""
    assert [f"{kind} {words}" for kind, words in said(text.replace("\n", line_end), "html")] == expected


def test_maps_lead_back_to_the_source(documents):
    """A decoded character, a placeholder and white space with tags in it each stand for what was written."""
    text = "<p>S &lt;<code>a.b()</code> <b> x</b></p>"
    ((segment,),) = [document.segments for document in documents(text, "html")]
    shown = [text[slice(*segment.map.span(at, at + 1))] for at in range(len(segment.text))]
    assert (segment.text, shown) == ("S <X x", ["S", " ", "&lt;", "<code>a.b()</code>", " <b> ", "x"])
