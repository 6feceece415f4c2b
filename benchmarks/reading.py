"""Measure how fast Markdown and HTML are read, beside a plain parse of the same text, in one run.

The peers stop where reading begins: tree-sitter's grammars for the blocks of Markdown, alone and with what is in them;
html.parser of the standard library and lxml (where it is installed), which keep no places of characters. Times are of
the processor, on one thread, and rounds alternate, so that a slow moment of the machine hits all alike.

    python benchmarks/reading.py [--rounds N] [--pages N]
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import random
import statistics
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from mtqa.config import Settings
from mtqa.document import Document
from mtqa.readers import read_bytes

WHO = ("The baker", "Our neighbour", "A retired teacher", "The harbour master", "My aunt", "The younger clerk")
DID = ("painted", "repaired", "measured", "sold", "photographed", "insured", "described", "inherited", "looked after")
WHAT = ("the old bridge", "a row of boats", "the garden wall", "two ladders", "the village clock", "an orchard")
WHEN = ("last spring", "before the storm", "on market day", "for the third time", "without much fuss", "in the rain")
WHY = ("nobody else would", "it had to be done", "the council paid for it", "there was time left", "winter came early")
OURS = "mtqa"


class Markup:
    """How one format writes what a page is made of."""

    def __init__(self, *, html: bool) -> None:
        self._html = html

    def page(self, draw: random.Random) -> str:
        """Return a page: a title, sections of paragraphs, a list, a quotation, and a table at times."""
        parts = [self.block("h1", "# ", self.title(draw))]
        for _ in range(draw.randint(2, 4)):
            parts.append(self.block("h2", "## ", self.title(draw)))
            parts += [self.block("p", "", self.paragraph(draw)) for _ in range(draw.randint(3, 6))]
            items = [self.block("li", "- ", self.sentence(draw)).strip() for _ in range(draw.randint(2, 5))]
            parts.append("<ul>{}</ul>\n".format("\n".join(items)) if self._html else "\n".join(items) + "\n\n")
        parts.append(self.block("blockquote", "> ", self.sentence(draw)))
        return "".join(parts)

    def block(self, name: str, mark: str, text: str) -> str:
        """Return a block."""
        return f"<{name}>{text}</{name}>\n" if self._html else f"{mark}{text}\n\n"

    def title(self, draw: random.Random) -> str:
        """Return a heading of a few words."""
        return f"{draw.choice(WHO)} and {draw.choice(WHAT)}"

    def paragraph(self, draw: random.Random) -> str:
        """Return one sentence to three."""
        return " ".join(self.sentence(draw) for _ in range(draw.randint(1, 3)))

    def sentence(self, draw: random.Random) -> str:
        """Return a sentence; one of three has a link, emphasis or code in it."""
        what = draw.choice(WHAT)
        match draw.randrange(9):
            case 0:
                what = (
                    f'<a href="https://example.org/a">{what}</a>' if self._html else f"[{what}](https://example.org/a)"
                )
            case 1:
                what = f"<em>{what}</em>" if self._html else f"*{what}*"
            case 2:
                what += " <code>a.b()</code>" if self._html else " `a.b()`"
            case _:
                pass
        return f"{draw.choice(WHO)} {draw.choice(DID)} {what} {draw.choice(WHEN)}, since {draw.choice(WHY)}."


def text(pages: int, *, html: bool) -> str:
    """Return the pages of one format in one file, the same each time."""
    draw, markup = random.Random(11), Markup(html=html)  # noqa: S311 - no secret
    body = "".join(markup.page(draw) for _ in range(pages))
    return f"<!DOCTYPE html><html><body>\n{body}</body></html>\n" if html else body


def reading(written: str, name: str) -> Callable[[], int]:
    """Return what reads a text and counts its segments."""
    data = written.encode()

    def read() -> int:
        found = read_bytes(data, "page", name, Settings())
        return sum(len(document.segments) for document in found if isinstance(document, Document))

    return read


def markdown_peers(written: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield plain parses of Markdown."""
    import tree_sitter  # noqa: PLC0415 - as the reader does
    import tree_sitter_markdown  # noqa: PLC0415

    blocks = tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.language()))
    inline = tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.inline_language()))
    query = tree_sitter.Query(tree_sitter.Language(tree_sitter_markdown.language()), "(inline) @inline")
    data = written.encode()

    def both() -> None:
        root = blocks.parse(data).root_node
        for node in tree_sitter.QueryCursor(query).captures(root)["inline"]:
            inline.parse(data[node.start_byte : node.end_byte])

    yield "tree-sitter, blocks", lambda: blocks.parse(data)
    yield "tree-sitter, blocks and what is in them", both


def html_peers(written: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield plain parses of HTML."""
    yield "html.parser", lambda: HTMLParser().feed(written)
    if importlib.util.find_spec("lxml"):
        import lxml.html  # noqa: PLC0415 - a peer that may be absent

        yield "lxml", lambda: lxml.html.document_fromstring(written)


def measure(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each way in each round, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for name, way in ways.items():
            gc.collect()
            start = time.process_time()
            way()
            if turn:
                times[name].append(time.process_time() - start)
    return times


def report(title: str, written: str, name: str, peers: dict[str, Callable[[], object]], rounds: int) -> Iterator[str]:
    """Measure one format, and tell."""
    read = reading(written, name)
    segments = read()
    times = measure({OURS: read, **peers}, rounds)
    ours = times[OURS]
    yield f"{title}: {segments:,} segments, {len(written):,} characters, {rounds} rounds.\n"
    yield "| | segments/s, median | best | time of mtqa over it |"
    yield "|---|---:|---:|---:|"
    for way, took in times.items():
        ratios = sorted(a / b for a, b in zip(ours, took, strict=True))
        shown = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        yield f"| {way} | {segments / statistics.median(took):,.0f} | {segments / min(took):,.0f} | {shown} |"
    yield ""


def both(pages: int, rounds: int) -> Iterator[str]:
    """Measure both formats, and tell."""
    markdown, html = text(pages, html=False), text(pages, html=True)
    yield from report("Markdown", markdown, "markdown", dict(markdown_peers(markdown)), rounds)
    yield from report("HTML", html, "html", dict(html_peers(html)), rounds)


def main() -> None:
    """Measure both formats, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--pages", type=int, default=150)
    chosen = parser.parse_args()
    for line in both(chosen.pages, chosen.rounds):
        print(line)


if __name__ == "__main__":
    main()
