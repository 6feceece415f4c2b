"""Rebuild the machine-translated half of this folder from sources/ with Apertium.

    python corpora/build.py            write the files again
    python corpora/build.py --check    only say which files would change (exit code 1 when one would)

A source file is plain text, a block on each line. What a line starts with says what the block is: "# " headline,
"## " subheading, "- " list item, "> " quotation, "| " table row (cells between bars), "! " caption or the image's
alternative text, "!! " caption below the image, "~ " link to a page; anything else is a paragraph. The engine sees
the text after that mark, nothing else. Its output is put into the page as it comes; runs of blanks become one.
"""

# ruff: noqa: INP001

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
MODES = {"ca": "cat-eng", "es": "spa-eng", "hr": "hbs-eng", "is": "isl-eng", "mk": "mkd-eng", "sr": "hbs-eng"}
ENGINES = {
    "ca": "apertium-eng-cat 1.0.1-5",
    "es": "apertium-eng-spa 0.8.1-2",
    "hr": "apertium-hbs-eng 0.5.1-2",
    "is": "apertium-isl-eng 0.1.2-1",
    "mk": "apertium-mkd-eng 0.1.3-2",
    "sr": "apertium-hbs-eng 0.5.1-2",
}
TOOLS = (
    "apertium 3.8.3-1+b2",
    "apertium-anaphora 1.1.1-1+b1",
    "apertium-lex-tools 0.4.2-2",
    "apertium-separable 0.6.1-1+b1",
    "cg3 1.3.9-1+b2",
    "lttoolbox 3.7.1-1+b2",
)
MARKS = re.compile(r"(## |# |- |> |\| |!! |! |~ )?(.*)", re.DOTALL)


class BuildError(Exception):
    """The engine is missing, failed, or lost a block."""


class Block(NamedTuple):
    """A line of a source: its mark (without the blank; empty for a paragraph) and its cells, one but for tables."""

    mark: str
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """The only cell of a block that is no table row."""
        return self.cells[0]


class Work(NamedTuple):
    """A file to build.

    Attributes:
        target: the file, below this folder.
        sources: the source files' names without ``.txt``; their last part is the language.
        render: puts the translated blocks of each source into the target's format.
        unmarked: languages whose unknown words are left without the engine's asterisk (``apertium -u``).
    """

    target: str
    sources: tuple[str, ...]
    render: Callable[[Sequence[Sequence[Block]]], str]
    unmarked: frozenset[str] = frozenset()


def read_blocks(name: str) -> list[Block]:
    """Return the blocks of ``sources/NAME.txt``."""
    blocks = []
    for line in (FOLDER / "sources" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        mark, text = MARKS.fullmatch(line).groups("")  # type: ignore[union-attr]
        mark = mark.strip()
        cells = tuple(cell.strip() for cell in text.split("|")) if mark == "|" else (text,)
        blocks.append(Block(mark, cells))
    return blocks


def translate(blocks: Sequence[Block], language: str, *, unmarked: bool) -> list[Block]:
    """Translate every cell, in one run of the engine for all of them.

    Raises:
        BuildError: Apertium is not installed, failed, or returned another number of blocks.
    """
    program = shutil.which("apertium")
    if program is None:
        raise BuildError("apertium is not on the PATH; README.md says which packages to install")
    cells = [cell for block in blocks for cell in block.cells]
    command = [program, *(["-u"] if unmarked else []), MODES[language]]
    done = subprocess.run(  # noqa: S603 -- a fixed program with fixed arguments
        command, input="\n\n".join(cells) + "\n", capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise BuildError(f"{' '.join(command)} failed: {done.stderr.strip()}")
    output = [re.sub(r" {2,}", " ", cell).strip() for cell in done.stdout.strip().split("\n\n")]
    if len(output) != len(cells):
        raise BuildError(f"{' '.join(command)} made {len(output)} blocks out of {len(cells)}")
    rest = iter(output)
    return [Block(block.mark, tuple(next(rest) for _ in block.cells)) for block in blocks]


def plain(byline: str) -> Callable[[Sequence[Sequence[Block]]], str]:
    """Return a renderer of plain text: headline, byline, paragraphs, the picture's caption at the end."""

    def render(parts: Sequence[Sequence[Block]]) -> str:
        headline, *body = (block.text for block in parts[0])
        return "\n\n".join((headline, byline, *body)) + "\n"

    return render


def markdown(slug: str, date: str, category: str) -> Callable[[Sequence[Sequence[Block]]], str]:
    """Return a renderer of a static site's Markdown page with front matter."""
    forms = {
        "": "{}",
        "#": "# {}",
        "##": "## {}",
        "-": "- {}",
        ">": "> {}",
        "!": f"![{{}}](/images/{slug}.jpg)",
        "~": f"[{{}}](https://news.example.org/{slug}/more)",
    }

    def render(parts: Sequence[Sequence[Block]]) -> str:
        title = json.dumps(parts[0][0].text, ensure_ascii=False)
        page = f"---\ntitle: {title}\ndate: {date}\ncategory: {category}\nslug: {slug}\n---\n"
        before = ""
        for block in parts[0]:
            page += ("" if block.mark == before == "-" else "\n") + forms[block.mark].format(block.text) + "\n"
            before = block.mark
        return page

    return render


def web_page(slug: str, site: str) -> Callable[[Sequence[Sequence[Block]]], str]:
    """Return a renderer of a web page: navigation, figure, table, footer, a script."""

    def render(parts: Sequence[Sequence[Block]]) -> str:
        blocks = [Block(b.mark, tuple(html.escape(cell, quote=True) for cell in b.cells)) for b in parts[0]]
        title = blocks[0].text
        body = "\n".join(_elements(blocks, slug))
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f"<title>{title} | {site}</title>\n<style>figure {{ margin: 0 }}</style>\n</head>\n<body>\n"
            '<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/travel">Travel</a></nav>\n'
            f"<article>\n{body}\n</article>\n<footer>&copy; {site}</footer>\n"
            f'<script>window.page = {{ slug: "{slug}", views: 0 }};</script>\n</body>\n</html>\n'
        )

    return render


def _elements(blocks: Sequence[Block], slug: str) -> list[str]:
    """Turn escaped blocks into elements; rows that follow one another become a table, the first one its head."""
    lines: list[str] = []
    before = ""
    for block in blocks:
        if before == "|" and block.mark != "|":
            lines.append("</table>")
        match block.mark:
            case "#" | "##":
                level = len(block.mark)
                lines.append(f"<h{level}>{block.text}</h{level}>")
            case "!":
                lines.append(f'<figure>\n<img src="/images/{slug}.jpg" alt="{block.text}">')
            case "!!":
                lines.append(f"<figcaption>{block.text}</figcaption>\n</figure>")
            case "|":
                tag = "td" if before == "|" else "th"
                row = "".join(f"<{tag}>{cell}</{tag}>" for cell in block.cells)
                lines.append(("" if before == "|" else "<table>\n") + f"<tr>{row}</tr>")
            case _:
                lines.append(f"<p>{block.text}</p>")
        before = block.mark
    return [*lines, "</table>"] if before == "|" else lines


def caption_list(parts: Sequence[Sequence[Block]]) -> str:
    """Render captions, one on a line."""
    return "".join(f"{block.text}\n" for part in parts for block in part)


def records(parts: Sequence[Sequence[Block]]) -> str:
    """Render JSON Lines; identifiers count through all sources, so that none of them tells the label."""
    texts = [block.text for part in parts for block in part]
    # The sources stand one after the other; dealing them out in steps of three mixes people and machines.
    order = sorted(range(len(texts)), key=lambda i: (i % 3, i))
    rows = ({"id": f"item-{n:02}", "text": texts[i]} for n, i in enumerate(order, 1))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


WORKS = (
    Work("articles/bridge-council.txt", ("bridge-council.sr",), plain("Donja Lipa Online")),
    Work(
        "articles/derby-comeback.md",
        ("derby-comeback.mk",),
        markdown("derby-comeback", "2026-11-21", "sport"),
        frozenset({"mk"}),
    ),
    Work("articles/lake-village.html", ("lake-village.mk",), web_page("lake-village", "Slow Roads"), frozenset({"mk"})),
    Work("articles/village-fibre.html", ("village-fibre.es",), web_page("village-fibre", "Sierra News")),
    Work("articles/theatre-festival.txt", ("theatre-festival.es",), plain("Culture desk"), frozenset({"es"})),
    Work(
        "articles/alliance-exercise.md",
        ("alliance-exercise.hr",),
        markdown("alliance-exercise", "2026-11-18", "world"),
        frozenset({"hr"}),
    ),
    Work(
        "articles/grape-harvest.md",
        ("grape-harvest.ca",),
        markdown("grape-harvest", "2026-08-20", "business"),
        frozenset({"ca"}),
    ),
    Work(
        "articles/harbour-sensors.md",
        ("harbour-sensors.es",),
        markdown("harbour-sensors", "2026-10-02", "technology"),
        frozenset({"es"}),
    ),
    Work("articles/swimming-pool.txt", ("swimming-pool.ca",), plain("Vilaserena Weekly"), frozenset({"ca"})),
    Work("articles/island-ferry.txt", ("island-ferry.is",), plain("By our correspondent")),
    Work(
        "captions/machine-captions.txt",
        ("captions.sr", "captions.mk", "captions.es", "captions.hr", "captions.is"),
        caption_list,
        frozenset({"mk", "hr", "is"}),
    ),
    Work(
        "records.jsonl",
        ("records.en", "records.sr", "records.mk", "records.es"),
        records,
        frozenset({"sr", "es"}),
    ),
)


def build(work: Work) -> str:
    """Return the text of a file as the installed engine makes it; English sources are taken as they are."""
    parts = []
    for name in work.sources:
        language = name.rpartition(".")[2]
        blocks = read_blocks(name)
        if language != "en":
            blocks = translate(blocks, language, unmarked=language in work.unmarked)
        parts.append(blocks)
    return work.render(parts)


def wrong_versions() -> list[str]:
    """Return what differs from the packages that made the committed files, a line each; empty when all is the same."""
    query = shutil.which("dpkg-query")
    if query is None or shutil.which("apertium") is None:
        return ["apertium and dpkg-query are not both on the PATH"]
    lines = []
    for wanted in sorted({*ENGINES.values(), *TOOLS}):
        package, version = wanted.split()
        done = subprocess.run(  # noqa: S603 -- a fixed program with fixed arguments
            [query, "--show", "--showformat=${Version}", package], capture_output=True, text=True, check=False
        )
        if done.stdout != version:
            lines.append(f"{package} is {done.stdout or 'not installed'}, the files were made with {version}")
    return lines


def main() -> int:
    """Build every file, or compare with ``--check``."""
    parser = argparse.ArgumentParser(description="Rebuild the machine-translated sample content with Apertium.")
    parser.add_argument("--check", action="store_true", help="write nothing, only say what would change")
    check = parser.parse_args().check
    for line in wrong_versions():
        sys.stderr.write(f"note: {line}\n")
    changed = 0
    for work in WORKS:
        path = FOLDER / work.target
        try:
            text = build(work)
        except BuildError as error:
            sys.stderr.write(f"{work.target}: {error}\n")
            return 2
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        changed += 1
        sys.stdout.write(f"{work.target} {'differs' if check else 'written'}\n")
        if not check:
            path.write_text(text, encoding="utf-8")
    return int(check and changed > 0)


if __name__ == "__main__":
    sys.exit(main())
