"""The sample content that ships with the project: labelled completely, balanced, and rebuilt to the letter."""

import html
import importlib.util
import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from mtqa.config import Settings
from mtqa.readers import Found, discover

CORPORA = Path(__file__).parent.parent / "corpora"
LABELS = [json.loads(line) for line in (CORPORA / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
FIELDS = ["path", "id", "kind", "label", "source_language", "engine", "gold"]
EXAMPLE = "articles/nato-rimini.txt"
RECORDS = "records.jsonl"
REFERENCES = CORPORA / "references"
NOT_PROSE = re.compile(
    r"\A---\n.*?\n---\n|^```.*?^```|<(script|style|nav|footer)\b.*?</\1>|<[^>]*>", re.DOTALL | re.MULTILINE
)
BLOCK = re.compile(r"#+ |- |> |!\[|\[|<[^>\s]*(?: src=\S*)?|(?=\S)|$")
SENTENCE_END = re.compile(r"[.!?:][\"”“’»)*]*(?=\s|$)")


@pytest.fixture(scope="module")
def build():
    """Load corpora/build.py as a module."""
    spec = importlib.util.spec_from_file_location("corpora_build", CORPORA / "build.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def labels(**wanted):
    """Return the labels whose fields have these values."""
    return [row for row in LABELS if all(row[key] == value for key, value in wanted.items())]


def prose(path):
    """Return what a reader sees of a file, roughly: no markup, no scripts, no code, no front matter."""
    return html.unescape(NOT_PROSE.sub(" ", (CORPORA / path).read_text(encoding="utf-8")))


def records():
    """Return the records by their identifiers."""
    lines = (CORPORA / "records.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row["text"] for row in map(json.loads, lines)}


class TestLabels:
    """labels.jsonl."""

    def test_has_the_documented_fields_in_every_line(self):
        """A label has seven fields, always all of them, in one order."""
        assert [FIELDS] * len(LABELS) == [list(row) for row in LABELS]

    def test_uses_the_documented_words(self):
        """Kinds and labels come from two short lists."""
        assert {"article", "captions", "record"} == {row["kind"] for row in LABELS}
        assert {"machine", "human"} == {row["label"] for row in LABELS}

    def test_names_every_document_once(self):
        """No two labels are about the same document."""
        assert {1} == set(Counter((row["path"], row["id"]) for row in LABELS).values())

    def test_points_at_files_that_exist(self):
        """Every path and every gold file is there."""
        named = {row["path"] for row in LABELS} | {row["gold"] for row in LABELS if row["gold"]}
        assert [path for path in sorted(named) if not (CORPORA / path).is_file()] == []

    def test_covers_every_record(self):
        """The records' identifiers are the ones that are labelled."""
        assert set(records()) == {row["id"] for row in labels(kind="record")}

    def test_covers_what_a_check_of_the_folder_reads(self):
        """With the folder's own .mtqaignore, a check finds the labelled files and no others."""
        found = [item for item in discover([CORPORA], Settings()) if isinstance(item, Found)]
        expected = sorted({row["path"] for row in LABELS})
        assert expected == sorted(item.path.relative_to(CORPORA).as_posix() for item in found)

    def test_tells_language_and_engine_of_machine_text_alone(self):
        """Human documents have neither; machine documents have both."""
        assert [row["label"] == "machine" for row in LABELS] == [row["source_language"] is not None for row in LABELS]
        assert [row["label"] == "machine" for row in LABELS] == [row["engine"] is not None for row in LABELS]


class TestContent:
    """What the folder holds."""

    @pytest.mark.parametrize("label", ["machine", "human"])
    def test_has_articles_in_every_format_on_both_sides(self, label):
        """Neither label can be told from the format."""
        formats = Counter(Path(row["path"]).suffix for row in labels(kind="article", label=label))
        assert {".txt", ".md", ".html"} == set(formats)
        assert formats.total() >= 5

    @pytest.mark.parametrize("label", ["machine", "human"])
    def test_has_twenty_captions_on_both_sides(self, label):
        """Each line of a caption file is one caption of 4 to 30 words; none stands twice."""
        (row,) = labels(kind="captions", label=label)
        captions = (CORPORA / row["path"]).read_text(encoding="utf-8").splitlines()
        assert len(captions) >= 20
        assert len(captions) == len(set(captions))
        assert [caption for caption in captions if not 4 <= len(caption.split()) <= 30] == []

    def test_has_as_many_machine_records_as_human_ones(self):
        """Records are half and half, with at least four sentences each."""
        texts = records()
        assert len(labels(kind="record", label="human")) == len(labels(kind="record", label="machine"))
        assert [name for name, text in texts.items() if len(SENTENCE_END.findall(text)) < 4] == []

    @pytest.mark.parametrize("row", labels(kind="article"), ids=lambda row: row["path"])
    def test_articles_have_a_common_length(self, row):
        """An article has 250 to 480 words in 10 to 35 sentences, whoever wrote it."""
        text = prose(row["path"])
        assert 250 <= len(text.split()) <= 480
        assert 10 <= len(SENTENCE_END.findall(text)) <= 35

    @pytest.mark.parametrize("row", labels(label="human"), ids=lambda row: f"{row['path']}-{row['id']}")
    def test_human_text_has_no_marks_of_the_engine(self, row):
        """No human document has an unknown-word mark or a letter of another script."""
        text = records()[row["id"]] if row["id"] else prose(row["path"])
        assert re.findall(r"(?<!\w)[*#@][^\W\d_]\w{3,}(?!\w*\*)|[Ѐ-ӿ]+", text) == []

    def test_gold_answers_quote_the_example_article(self):
        """Every passage that the gold file judges stands in the article."""
        (row,) = labels(path=EXAMPLE)
        article = (CORPORA / EXAMPLE).read_text(encoding="utf-8")
        gold = json.loads((CORPORA / row["gold"]).read_text(encoding="utf-8"))
        assert Path(EXAMPLE).name == gold["file"]
        assert [one["contains"] for one in gold["sentences"] if one["contains"] not in article] == []


class TestReferences:
    """references/."""

    def test_mirrors_what_the_engine_made_but_the_example(self):
        """Every machine-translated file with an original has a reference under its own path, and no other file has."""
        expected = {row["path"] for row in labels(label="machine")} - {EXAMPLE}
        assert expected == {path.relative_to(REFERENCES).as_posix() for path in REFERENCES.rglob("*.*")}

    @pytest.mark.parametrize("path", sorted({row["path"] for row in labels(label="machine")} - {EXAMPLE, RECORDS}))
    def test_has_the_same_blocks_as_the_candidate(self, path):
        """Line by line, a reference has the markup of the file that the engine made."""
        lines = [(folder / path).read_text(encoding="utf-8").splitlines() for folder in (CORPORA, REFERENCES)]
        candidate, reference = ([BLOCK.match(line)[0] for line in one] for one in lines)
        assert candidate == reference

    def test_has_the_machine_records_alone(self):
        """The references of records have the ids of the machine-translated ones, in their order."""
        found = [json.loads(line)["id"] for line in (REFERENCES / RECORDS).read_text(encoding="utf-8").splitlines()]
        assert [row["id"] for row in labels(kind="record", label="machine")] == found

    def test_can_be_checked_by_name(self):
        """The folder's own .mtqaignore keeps references out of a check of all, not out of one that names them."""
        found = [item for item in discover([REFERENCES], Settings()) if isinstance(item, Found)]
        expected = sorted({row["path"] for row in labels(label="machine")} - {EXAMPLE})
        assert expected == sorted(item.path.relative_to(REFERENCES).as_posix() for item in found)


class TestBuild:
    """build.py."""

    def test_makes_every_machine_file_but_the_example(self, build):
        """Whatever is labelled as machine text has sources and a recipe."""
        made = {row["path"] for row in labels(label="machine")} - {EXAMPLE}
        assert made == {work.target for work in build.WORKS}

    def test_uses_every_source(self, build):
        """Each recipe's sources are there, and no source is left over."""
        used = {f"{name}.txt" for work in build.WORKS for name in work.sources}
        assert used == {path.name for path in (CORPORA / "sources").iterdir()}

    def test_names_the_engines_as_the_labels_do(self, build):
        """An article's label gives the language of its source and the package that translated it."""
        expected = {}
        for work in build.WORKS:
            if work.target.startswith("articles/"):
                language = work.sources[0].rpartition(".")[2]
                expected[work.target] = (language, build.ENGINES[language])
        made = [row for row in labels(kind="article", label="machine") if row["path"] != EXAMPLE]
        assert expected == {row["path"]: (row["source_language"], row["engine"]) for row in made}

    def test_records_of_people_are_the_english_sources(self, build):
        """A record is labelled human when its text stands in the English sources, and only then."""
        written = {block.text for block in build.read_blocks("records.en")}
        human = {row["id"] for row in labels(kind="record", label="human")}
        assert human == {name for name, text in records().items() if text in written}

    def test_escapes_what_the_engine_puts_into_a_web_page(self, build):
        """Markup characters of a translation stay text, and rows become one table."""
        blocks = [
            build.Block("#", ("A < B",)),
            build.Block("|", ("one", "two")),
            build.Block("|", ("1", "2")),
            build.Block("", ("Q & A",)),
        ]
        page = build.web_page("slug", "Site")([blocks])
        expected = (
            "<article>\n<h1>A &lt; B</h1>\n<table>\n<tr><th>one</th><th>two</th></tr>\n"
            "<tr><td>1</td><td>2</td></tr>\n</table>\n<p>Q &amp; A</p>\n</article>"
        )
        assert expected == page[page.index("<article>") : page.index("<footer>") - 1]

    def test_says_what_is_missing_without_the_engine(self, build, monkeypatch):
        """Without Apertium the error names it and where to read on."""
        monkeypatch.setattr(build.shutil, "which", lambda _: None)
        with pytest.raises(build.BuildError, match=r"apertium is not on the PATH; README\.md"):
            build.translate([build.Block("", ("Hola.",))], "es", unmarked=True)

    def test_gives_the_committed_files(self, build):
        """The same engine makes the same text from the same sources, byte for byte."""
        differences = build.wrong_versions()
        if differences:
            pytest.skip(f"another engine than the one that made the files: {'; '.join(differences)}")
        changed = [
            work.target for work in build.WORKS if build.build(work).encode() != (CORPORA / work.target).read_bytes()
        ]
        assert changed == []
