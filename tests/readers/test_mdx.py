"""MDX: Markdown around JavaScript, which is masked, and in components, which are looked into."""

from __future__ import annotations

import pytest

CASES = {
    "imports": ("import A from './a'\nimport {\n  B,\n} from \"b\"\nimport 'c.css'\n\n# Hello", ["heading Hello"]),
    "imports after front matter": ("---\ntitle: A\n---\nimport A from 'a'\n\nHello.", ["paragraph Hello."]),
    "exports": ("export const a = {\n  b: 'Some words',\n\n  c: { d: 1 },\n}\n\nHello.", ["paragraph Hello."]),
    "a function": ("export function A() {\n  return <p>Not this</p>\n}\n\nHello.", ["paragraph Hello."]),
    "prose that begins so": (
        "The duties on\nimport goods from China rose, as\nexport type goods did.",
        ["paragraph The duties on import goods from China rose, as export type goods did."],
    ),
    "expressions": ("It costs {price.of(x)} or {a ? {b: 1} : '}'} now.", ["paragraph It costs X or X now."]),
    "blanks and comments": ("One{' '}two{/* not this */} three{ }.", ["paragraph Onetwo three."]),
    "a comment alone": ("{/*\n\nNot this.\n\n*/}\n\nHello.", ["paragraph Hello."]),
    "an expression over lines": ("{list.map((x) => {\n  return <li>not this</li>\n})}\n\nHello.", ["paragraph Hello."]),
    "a brace that is not closed": ("A { stands *alone*.", ["paragraph A { stands alone."]),
    "escapes": (r"A \{ and \<b> stay.", ["paragraph A { and <b> stay."]),
    "components": ("<Note title='not this' on={{ a: '>' }} {...b}>\n\nThe *text*.\n\n</Note>", ["paragraph The text."]),
    "text right inside": ("<Tab>\nThe *text*.\n</Tab>\n<Tab>More</Tab>", ["paragraph The text.", "paragraph More"]),
    "indented text": (
        "<Tab>\n    The *text*\n    goes on.\n\n    - one\n    - two\n\n    ## Head\n    Last.\n</Tab>",
        ["paragraph The text goes on.", "list one", "list two", "heading Head", "paragraph Last."],
    ),
    "indented code": ("<Tab>\n    ```sh\n    make it so\n\n    now\n    ```\n    Done.\n</Tab>", ["paragraph Done."]),
    "fragments": ("<>\n\nHello.\n\n</>", ["paragraph Hello."]),
    "inline components": (
        'Press <Key k="a">Enter</Key> and <b>go</b> <i.J x="1" />now.',
        ["paragraph Press Enter and go now."],
    ),
    "masked tags": (
        "Take <del>that</del> <kbd>Esc</kbd> or <code>a()</code>. <button>Buy</button>",
        ["paragraph Take Esc or X."],
    ),
    "pictures": ('<img src="x" alt="The mill" />', ["caption The mill"]),
    "comments of HTML": ("One <!-- not\n\nthis --> two.", ["paragraph One", "paragraph two."]),
    "code": ("`{a}` and `<b>` stay.\n\n```jsx\n<A>{not}</A>\n```", ["paragraph X and X stay."]),
    "an angle in prose": ("If a <b and c, it's so.", ["paragraph If a <b and c, it's so."]),
    "templates": ("Dear {{ name }}.\n\n:::tip\nGo on.\n:::", ["paragraph Dear X.", "paragraph Go on."]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_prose_and_its_kind(said, text, expected, line_end):
    """JavaScript is masked, and what stands in components is read as Markdown."""
    assert [f"{kind} {words}" for kind, words in said(text.replace("\n", line_end), "mdx")] == expected
