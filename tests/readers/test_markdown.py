"""Markdown: what is prose in it, and what it is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.readers import inline, markdown, simple

CASES = {
    "headings": ("# One #\n\nTwo\nlines\n===\n\nThree\n---\n", ["heading One", "heading Two lines", "heading Three"]),
    "a closing mark that is none": ("# C#\n\nSee F#\n", ["heading C#", "paragraph See F#"]),
    "wrapped lines": ("The ferry\nwas late.\nWe waited.", ["paragraph The ferry was late. We waited."]),
    "hard breaks": ("Roses  \nare\\\nred.", ["paragraph Roses are red."]),
    "front matter": ("---\ntitle: The sea\n---\n\nThe tide is out.", ["paragraph The tide is out."]),
    "front matter of TOML": ("+++\ntitle = 'Sea'\n+++\n\nThe tide is out.", ["paragraph The tide is out."]),
    "front matter after a mark": ("\ufeff---\ntitle: Sea\n---\n\nThe tide is out.", ["paragraph The tide is out."]),
    "front matter with returns": (
        "---\r\ntitle: Sea\r\n---\r\n\r\nThe tide\r\nis out.",
        ["paragraph The tide is out."],
    ),
    "a rule is no front matter": (
        "The tide is out.\n\n---\n\nIt is cold.",
        ["paragraph The tide is out.", "paragraph It is cold."],
    ),
    "fenced code": (
        "Run this:\n\n```sh\nmake it so\n```\n\n~~~\nor that\n\n~~~\nDone.",
        ["paragraph Run this:", "paragraph Done."],
    ),
    "a fence that is not closed": ("Run this:\n\n```\nmake it so\n\nand that", ["paragraph Run this:"]),
    "indented code": ("Run this:\n\n    make it so\n\n\tor that\n", ["paragraph Run this:"]),
    "indented lines of a paragraph": ("Run this\n    with care.", ["paragraph Run this with care."]),
    "a word in code": ("Set `depth` first.", ["paragraph Set depth first."]),
    "code": ("Call `run(x)` or ``a ` b`` or ` go `.", ["paragraph Call X or X or go."]),
    "code alone": ("`run(x)`", []),
    "a backtick alone": ("A ` stands alone.", ["paragraph A ` stands alone."]),
    "emphasis": (
        "*One* __two__ ***three*** f**ou**r _fi_ve snake_case_name.",
        ["paragraph One two three four _fi_ve snake_case_name."],
    ),
    "asterisks that mean nothing": ("2 * 3 * 4 and a ** b", ["paragraph 2 * 3 * 4 and a ** b"]),
    "underscores at digits": ("_In 2021_ came x_1 and y_2_z.", ["paragraph In 2021 came x_1 and y_2_z."]),
    "emphasis beside a wide space": ("*\xa0five\xa0* and *six*.", ["paragraph *\xa0five\xa0* and six."]),
    "struck out": ("It is ~~blue~~ ~green~ red.", ["paragraph It is red."]),
    "rough figures": ("Walk ~5 to ~10 km.", ["paragraph Walk ~5 to ~10 km."]),
    "entities": ("Salt &amp; lime&nbsp;&#8212; &#x41; &copy &nosuch;", ["paragraph Salt & lime\xa0— A &copy &nosuch;"]),
    "escapes": (
        r"A \*star\*, a \_line\_, \&amp; and c:\temp \«so\».",
        [r"paragraph A *star*, a _line_, &amp; and c:\temp \«so\»."],
    ),
    "prices": ("It costs $5 and $10, or $3–$4.", ["paragraph It costs $5 and $10, or $3–$4."]),
    "formulas": ("As $x^2$ and $$a + b$$ show.", ["paragraph As X and X show."]),
    "a formula beside prices": ("From $5 to $10, so $p_1$ holds.", ["paragraph From $5 to $10, so X holds."]),
    "shell variables": ("Set `${A}/${B}` or $HOME/$USER.", ["paragraph Set X or $HOME/$USER."]),
}

LINKS = {
    "target and title": (
        'See [the map](http://a.b/c_d "Of the \\*park\\*").',
        ["paragraph See the map.", "message Of the *park*"],
    ),
    "reference": (
        "See [the map][m], [m] and [M][].\n\n[m]: /x 'The park'",
        ["paragraph See the map, m and M.", "message The park"],
    ),
    "reference without a definition": ("See [the map][m] and [m].", ["paragraph See [the map][m] and [m]."]),
    "definition alone": ("[m]: /x 'The park'\n\n[//]: # (Not for readers)", []),
    "brackets within": ("See [Ash [2020]](http://a.b) there.", ["paragraph See Ash [2020] there."]),
    "emphasis and code within": ("See [**the** `map`](x).", ["paragraph See the map."]),
    "empty": ("See [](x) there.", ["paragraph See there."]),
    "address": ("See <http://a.b/c> or <me@a.org>.", ["paragraph See X or X."]),
    "address in a target": ("See [it](<a b> 'Why not').", ["paragraph See it.", "message Why not"]),
    "picture": (
        "![The old *mill* &amp; barn](x.png 'Built in May')",
        ["caption The old mill & barn", "caption Built in May"],
    ),
    "picture without words": ("![](x.png)", []),
    "picture in a link": ("[![Build state](b.svg)](http://a.b) Go on.", ["paragraph Go on.", "caption Build state"]),
    "picture by reference": ("![The mill][m]\n\n[m]: x.png 'In May'", ["caption The mill", "caption In May"]),
    "picture without a definition": ("![the mill]", ["paragraph ![the mill]"]),
    "caption after a picture": (
        "![](x.png)\n\n*The mill in May.*\n\n*It is old.*",
        ["caption The mill in May.", "paragraph It is old."],
    ),
    "caption under a picture": ("![The mill](x.png)\n*In May.*", ["caption In May.", "caption The mill"]),
    "credit": ("The mill in May. Archive photo", ["caption The mill in May. Archive photo"]),
    "byline": ("By Ann Lee", ["byline By Ann Lee"]),
}

CAPTIONS = {
    "a paragraph under a picture": (
        "![](x.png)\n\nThe mill in winter\n\nThe mill is old",
        ["caption The mill in winter", "paragraph The mill is old"],
    ),
    "a sentence under a picture": ("![](x.png)\n\nThe mill is old.", ["paragraph The mill is old."]),
    "what leads on under a picture": ("![](x.png)\n\nIt has:\n\n- wheels", ["paragraph It has:", "list wheels"]),
    "a credit under a picture": (
        "![A mill](x.png)\n\nThe mill is old. Photo: Ann Lee",
        ["caption A mill", "caption The mill is old. Photo: Ann Lee"],
    ),
    "a long paragraph under a picture": (
        "![](x.png)\n\n" + "very " * 41 + "old",
        ["paragraph " + "very " * 41 + "old"],
    ),
    "a picture of HTML": ("<p align=center><img src=x></p>\n\nThe mill in winter\n", ["caption The mill in winter"]),
    "the same words twice": (
        "![The mill](x.png)\n*The mill*\n\nIt is old.",
        ["caption The mill", "paragraph It is old."],
    ),
    "names of files": ("![IMG_2041.jpg](x.jpg 'The mill')\n\n![mill.png](mill.png)", ["caption The mill"]),
    "attributes behind a picture": (
        "![The mill](x.png){#fig-1 .wide}\n\nIt is old.",
        ["caption The mill", "paragraph It is old."],
    ),
    "shortcodes": (
        'One.\n\n{{< figure src="x" title="The mill" alt="mill.jpg" caption="An \\"old\\" mill &amp; barn" >}}\n\nTwo.',
        ["paragraph One.", "caption The mill", 'caption An "old" mill & barn', "paragraph Two."],
    ),
    "shortcodes of a folder": ("{{% media/img src='x' caption='The mill' alt='The mill' %}}", ["caption The mill"]),
    "included figures": (
        "{% include figure.html image_path=\"x.jpg\" caption='At sea' %}\n\nGo on.",
        ["caption At sea", "paragraph Go on."],
    ),
    "other shortcodes": ('{{< button title="Buy it" >}}\n\nGo on.', ["paragraph Go on."]),
}

BLOCKS = {
    "list": (
        "- one\n- two\n  goes on\n\n  two again\n  1. inner\n* [ ] to do\n* [x] done\n",
        ["list one", "list two goes on", "list two again", "list inner", "list to do", "list done"],
    ),
    "code in a list": ("- one\n\n      make it so\n\n  two\n", ["list one", "list two"]),
    "quotation": ("> He said\n> it\nfirst.\n> > She did\n> not.", ["quote He said it first.", "quote She did not."]),
    "quotation with code": ("> He said:\n>\n>     make it so\n>\n> Then left.", ["quote He said:", "quote Then left."]),
    "emphasis over quoted lines": ("> It is *very\n> old* now.", ["quote It is very old now."]),
    "alert of old": (
        "> **Note**\n> Mind the **gap**.\n\n**Note** this.",
        ["quote Mind the gap.", "paragraph Note this."],
    ),
    "alert": ("> [!NOTE]\n> Mind the gap.", ["quote Mind the gap."]),
    "table": (
        "| Town | Age |\n|---|:-:|\n| *Old* town | 5 \\| 6 |\n| a `b` | ~~c~~ |",
        ["cell Town", "cell Age", "cell Old town", "cell 5 | 6", "cell a b"],
    ),
    "table without outer bars": (
        "Town | Age\n---|---\nOld | 5\n\nNo | table",
        ["cell Town", "cell Age", "cell Old", "cell 5", "paragraph No | table"],
    ),
    "footnotes": (
        "Hens lay eggs[^1].\n\n[^1]: Most days.\n[^b]: In spring\n    above all.\n",
        ["paragraph Hens lay eggs.", "paragraph Most days.", "paragraph In spring above all."],
    ),
    "footnote of a word": (
        "Hens lay eggs[^1].\n\n[^1]: Mostly.\n\n    But not all.",
        ["paragraph Hens lay eggs.", "paragraph Mostly.", "paragraph But not all."],
    ),
    "long footnote": (
        "[^1]: Most days.\n\n    But not all.\n\n    - in spring\n\n        code(here)\n\nThe end.\n\n    code(there)",
        ["paragraph Most days.", "paragraph But not all.", "list in spring", "paragraph The end."],
    ),
    "definitions": (
        "Hen\n: A bird.\n: A sort\n  of fowl.\n\nEgg\n\n: It is oval.",
        ["list Hen", "list A bird.", "list A sort of fowl.", "paragraph Egg", "list It is oval."],
    ),
    "a colon in prose": ("It goes: so\nand so : on.", ["paragraph It goes: so and so : on."]),
    "admonition": (
        '!!! note "Beware"\n\n    Hens peck.\n\n    They do.\n\nThe end.',
        ["paragraph Hens peck.", "paragraph They do.", "paragraph The end."],
    ),
    "directive": (
        ":::note[Title]\nHens peck.\n:::\n\n::: tip\n\nThey do.\n\n:::",
        ["paragraph Hens peck.", "paragraph They do."],
    ),
    "rule": ("Hens peck.\n\n***\n\n- - -\n\nThey do.", ["paragraph Hens peck.", "paragraph They do."]),
    "templates": (
        '{% if a %}\nDear {{ name }}, it {% raw %}is{% endraw %} on.\n{% endif %}\n# Go {#id}\n\n{{< fig src="x" >}}',
        ["paragraph Dear X, it is on.", "heading Go"],
    ),
    "code between templates": (
        "One.\n\n{% highlight py %}\na\n\nb\n{% endhighlight %}\n{{< highlight c >}}\nx;\n{{< /highlight >}}\n\nTwo.",
        ["paragraph One.", "paragraph Two."],
    ),
    "a template in code": ("`{{ a` and `b }}` stay.\n\n```\n{% a %}\n```", ["paragraph X and X stay."]),
    "a template behind a backslash": ("Dear \\{{ name }}, go on.", ["paragraph Dear \\X, go on."]),
    "a template in a target": ("See [it]({{ url }}/a_b_c).", ["paragraph See it."]),
}

TAGS = {
    "block": (
        "<div class='a'>\n<h2>Big</h2>\nThe *text*.\n</div>\n\nMore *text*.",
        ["heading Big", "paragraph The *text*.", "paragraph More text."],
    ),
    "prose between blocks": (
        "<details>\n<summary>More here</summary>\n\nThe *text*.\n\n</details>",
        ["paragraph More here", "paragraph The text."],
    ),
    "heading": ("<h1 align=center>Big *news*</h1>\n\nMore.", ["heading Big *news*", "paragraph More."]),
    "block in a list": ("- one\n\n  <p>two</p>\n", ["list one", "list two"]),
    "inline": (
        'A <b>bold</b> h<i>o</i>p<br>and <span title="So far">on</span>.',
        ["paragraph A bold hop and on.", "message So far"],
    ),
    "masked": ("Take <del>that</del> <kbd>Esc</kbd> or <code>a()</code>.", ["paragraph Take Esc or X."]),
    "attribute without a value": ('A <input disabled> b <video controls src="x">no</video> c.', ["paragraph A b c."]),
    "over lines": ("A <a\n  href='x'>link</a>.", ["paragraph A link."]),
    "no tag": ("If a < b and c<d then 5 <3.", ["paragraph If a < b and c<d then 5 <3."]),
    "picture": ("<img src=x alt='The mill'> stands.", ["paragraph stands.", "caption The mill"]),
    "notes and powers": (
        "Eggs<sup>1</sup> in 1931<sup>[2]</sup> were 2<sup>3</sup>.",
        ["paragraph Eggs in 1931 were 23."],
    ),
    "comments": (
        "A <!-- not -- this --> b.\n\n<!-- nor\n\nthat -->\n\nC <!-- is open.",
        ["paragraph A b.", "paragraph C <!-- is open."],
    ),
    "script": ("<script>\nlet a = 1;\n\nlet b = 2;\n</script>\n\nGo on.", ["paragraph Go on."]),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [*CASES.values(), *CAPTIONS.values(), *LINKS.values(), *BLOCKS.values(), *TAGS.values()],
    ids=[*CASES, *CAPTIONS, *(f"link {key}" for key in LINKS), *BLOCKS, *(f"tag {key}" for key in TAGS)],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_prose_and_its_kind(said, text, expected, line_end):
    """Markup is masked, and each segment is what it stands in, whatever ends the lines."""
    written = text.replace("\r\n", "\n").replace("\n", line_end)
    assert [f"{kind} {words}" for kind, words in said(written, "markdown")] == expected


def test_maps_lead_back_to_the_source(documents):
    """A decoded character, a placeholder and a line break in a quotation each stand for what was written."""
    text = "> Salt &amp;\n> `a.b()` \\* x"
    ((segment,),) = [document.segments for document in documents(text, "markdown")]
    shown = [text[slice(*segment.map.span(at, at + 1))] for at in range(len(segment.text))]
    assert (segment.text, shown) == ("Salt & X * x", [*"Salt ", "&amp;", "\n", "`a.b()`", " ", "\\*", " ", "x"])


def test_suffixes(documents):
    """Both suffixes name the reader, and its documents name their format."""
    assert [documents("Go on.", suffix)[0].format for suffix in (".md", "markdown", "MD")] == ["markdown"] * 3


PIECES = [
    *[
        "plain words in a row here",
        "The old mill, and more, of it",
        "one",
        "*very old*",
        "**so it is**",
        "_it is_",
        "(*so*)",
        "“*so*”",
    ],
    *[
        "[the mill](http://a.b/c_d)",
        "[a](see the other page)",
        "[a](b 'in a few words')",
        "`a.b()`",
        "`word`",
        "[`code`](x)",
        "!",
        "! [",
    ],
    *[
        "![some words here](x)",
        "&amp;",
        "R&D",
        "< 5",
        "<br>",
        "<b class=c some, words here>",
        "*",
        "_",
        "`",
        "[",
        "](",
        ")",
        "\\",
        "$5",
    ],
    *[
        "[a]: some words in a row\n",
        "[b]:\nsome words in a row\n",
        "[a]",
        "[b][a]",
        "[c]: x\n'a title of it'\n",
        "  \n",
        "\n\n",
        "\n> ",
    ],
    *[
        "\n- ",
        "\n# ",
        "\n---\n",
        "\n===\n",
        "\n    ",
        "| some words in a row | and more of them |\n",
        "|---|---|\n",
        "~~~\n",
        "~~so~~",
    ],
    *[
        "<blockquote some words here>\n",
        "<my-tag, some words here>\n",
        "&CounterClockwiseContourIntegral;",
        "é",
        "\xa0",
        "1_2_3",
        "{{ a }}",
    ],
]


@settings(
    deadline=None, max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.lists(st.sampled_from([*PIECES, " "]), max_size=25).map("".join))
def test_the_fast_ways_read_what_the_grammars_read(documents, text):
    """Blocks that are read without the grammar, and words that it does not see, change nothing."""
    fast = documents(text, "markdown")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(simple, "parts", lambda *_: None)
        patched.setattr(inline, "line_of_words", lambda shadow: shadow)
        patched.setattr(markdown, "blocks_of_words", lambda shadow: shadow)
        assert fast == documents(text, "markdown")
