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
    "descriptions": ("<p>Go <a href=x title='So far'>on</a>.</p>", ["paragraph Go on.", "message So far"]),
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

CAPTIONS = {
    "a picture of a blog": (
        (
            "<div class='wp-caption alignleft'><a href=x><img src=a alt='IMG_2041.jpg'></a>"
            "<p class='wp-caption-text'>The mill in May</p></div><p>It was sold.</p>"
        ),
        ["caption The mill in May", "paragraph It was sold."],
    ),
    "a figure of a newspaper": (
        (
            "<figure class=media><picture><source srcset=b><img src=a alt='A mill by a river'></picture>"
            "<div class='media__caption'>The mill in May. <span class='credit'>Ann Lee/Reuters</span></div></figure>"
        ),
        ["caption A mill by a river", "caption The mill in May. Ann Lee/Reuters"],
    ),
    "a figure of a picture in text": (
        "<p><img src=a alt=''><span class='image-caption'>The <span>old</span> mill</span> It was sold.</p>",
        ["caption The old mill", "paragraph It was sold."],
    ),
    "the same words twice": (
        "<figure><img src=a alt='The mill in May'><figcaption>The mill in May.</figcaption></figure><p>It is old.</p>",
        ["caption The mill in May", "paragraph It is old."],
    ),
    "names of files": (
        "<img alt='mill.jpeg' title='Old mill (2).png'><img alt=DSC0231 title='The mill'>",
        ["caption The mill"],
    ),
    "a class without a picture": (
        "<p>It is old.</p><p class=caption>It was sold.</p>",
        ["paragraph It is old.", "paragraph It was sold."],
    ),
    "a class after other text": (
        "<img alt='The mill'><p>It is old.</p><p class=caption>It was sold.</p>",
        ["caption The mill", "paragraph It is old.", "paragraph It was sold."],
    ),
    "what is shown though its inside is not": (
        (
            "<svg role=img aria-label='Sales by year'><text>no</text></svg><iframe title='How the mill works'></iframe>"
            "<video aria-label='The mill at work'>no</video><object title='The plan of the mill'>no</object>"
        ),
        [
            "caption Sales by year",
            "caption How the mill works",
            "caption The mill at work",
            "caption The plan of the mill",
        ],
    ),
    "parts of a map": ("<img alt='The town' usemap='#a'><map><area alt='The mill'></map>", ["caption The town"]),
    "an element that stands for a picture": ("<div role=img aria-label='A mill'></div>", ["caption A mill"]),
    "labels": (
        (
            "<a aria-label='To the start' href=x>Home</a><p title='An old word'>Mill</p>"
            "<abbr title='And so on'>etc.</abbr>"
        ),
        [
            "paragraph Home",
            "message To the start",
            "paragraph Mill",
            "message An old word",
            "paragraph etc.",
            "message And so on",
        ],
    ),
    "labels of controls": (
        "<button aria-label='Shut it'>X</button><nav title='All pages'>no</nav><p>Yes.</p>",
        ["paragraph Yes."],
    ),
    "hidden pictures": ("<img hidden alt=no><svg aria-hidden=true aria-label=no></svg><nav><img alt=no></nav>", []),
    "a caption of a table": ("<table><caption>Towns</caption><td>Old</table>", ["caption Towns", "cell Old"]),
}


@pytest.mark.parametrize(("text", "expected"), [*CASES.values(), *CAPTIONS.values()], ids=[*CASES, *CAPTIONS])
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


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "pile",
    [
        "<a ",
        "<a b='",
        '<a b="c" ',
        "<p hidden>",
        "<!--",
        "<!",
        "<i>",
        "</i",
        "<figure><img alt=a>",
        "<img alt='a.jpg",
        "&amp",
    ],
)
def test_piles_take_linear_time(documents, pile):
    """However often something is opened, the page is read in good time."""
    (document,) = documents(pile * (60_000 // len(pile)), "html")
    assert len(document.source) > 50_000
