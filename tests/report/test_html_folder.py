"""Reports that are more than a page: an index and a page for each document, written and cleared away safely."""

import base64
import errno
import json
import os
import re
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from mtqa.config import Settings
from mtqa.errors import OutputError
from mtqa.report import prepare, render, write, writing
from mtqa.report.html import folder, folder_of, island, render_folder, render_html, takes_folder
from mtqa.report.html.folder import limits
from mtqa.report.html.strings import say
from mtqa.report.identity import report_id
from mtqa.result import Totals

pytestmark = pytest.mark.usefixtures("html_rules")

HOSTILE = ("../x.md", "con.md", "a/" * 300 + "b.md", "\u202egpj.exe", "half\udc80.md", "", "Zürich & Köln?.md", "x.md")


@pytest.fixture
def large(html_big_report, monkeypatch):
    """A report of five documents with ten sentences each, where a page carries forty; a document is all clear."""
    monkeypatch.setattr(island, "MAX_SENTENCES", 40)
    report = html_big_report(50, suspicious=0.5, tokens=False, per_document=10)
    clear = tuple(s for s in report.documents[0].sentences if s.verdict != "suspicious") * 5
    return replace(
        report, documents=(*report.documents[1:], replace(report.documents[0], sentences=clear[:10], alerts=()))
    )


def data_of(page):
    """Return the data that a page carries."""
    packed = re.search(r'id="data">([^<]*)<', page)[1]
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def files(top):
    """Return the names of all files under a folder."""
    return sorted(str(path.relative_to(top)) for path in top.rglob("*") if not path.is_dir())


PAGES = [f"r.files/{number:04}-content-{start:06}-md.html" for number, start in ((1, 40), (2, 30), (3, 20), (4, 10))]


def test_a_page_that_carries_all_stays_a_page(html_sample_report, tmp_path):
    """An ordinary report is one file, and no folder stands beside it."""
    assert write(html_sample_report, "html", tmp_path / "r.html", Settings()) == str(tmp_path / "r.html")
    assert files(tmp_path) == ["r.html"]
    assert limits(html_sample_report) == []


def test_a_large_report_is_a_folder(large, tmp_path):
    """The index has the queue and the ways to the pages; a page holds its document; all are of one report."""
    index = tmp_path / "r.html"
    said = write(large, "html", index, Settings())
    assert said == f"{index} and 4 pages in {tmp_path / 'r.files'}{os.sep}"
    written = files(tmp_path)
    assert [re.sub(r"\d{4}-content", "content", name) for name in sorted(written)] == sorted(
        ["r.html", *(re.sub(r"\d{4}-content", "content", name) for name in PAGES)]
    )
    data = data_of(index.read_text(encoding="utf-8"))
    hrefs = [d["href"] for d in data["documents"] if "href" in d]
    assert sorted(hrefs) == [name for name in written if name != "r.html"]
    assert (data["report"]["mode"], data["left_out"], len(data["documents"])) == ("index", 0, 5)
    assert {s["verdict"] for s in data["sentences"]} == {"suspicious"}
    for owner in data["documents"]:
        if "href" in owner:
            text = (tmp_path / owner["href"]).read_text(encoding="utf-8")
            page = data_of(text)
            assert [d["path"] for d in page["documents"]] == [owner["path"]]
            assert len(page["sentences"]) == owner["sentences"] == 10
            assert (page["report"]["mode"], page["report"]["index"]) == ("document", "../r.html")
            assert page["report"]["id"] == data["report"]["id"] == report_id(large)
            assert f"<title>{owner['path']} · " in text
            assert '<a href="../r.html">All documents of the report</a>' in text


def test_a_folder_is_always_the_same(large):
    """The same report gives the same pages, byte for byte."""
    plan = folder_of(large, "r.html")
    assert plan == folder_of(large, "r.html")
    assert list(render_folder(large, plan)) == list(render_folder(large, plan))


def test_limits_are_stated(large, monkeypatch):
    """What a page does not hold is said in it, as text and in the data."""
    assert takes_folder(large)
    worst = [
        "This page holds the worst 40 of 50 sentences.",
        say("island.more"),
    ]
    index = [
        "With 50 sentences the report is more than a page: this is its index.",
        "Its queue holds the suspicious sentences of all documents.",
        "4 documents with something to review have a page of their own each, in the folder beside this file.",
    ]
    assert (limits(large), limits(large, "index")) == (worst, index)
    page = render_html(large)
    assert data_of(page)["report"]["limits"] == worst
    assert all(line in page for line in worst)
    suspicious = sum(d.suspicious for d in large.documents)
    monkeypatch.setattr(island, "MAX_SENTENCES", 9)
    monkeypatch.setattr(folder, "MAX_PAGES", 2)
    assert limits(large, "index")[1:] == [
        f"Its queue holds the worst 9 of {suspicious} suspicious sentences.",
        say("island.pages_worst", all=4, count=2),
    ]
    assert sum(map(bool, folder_of(large, "r.html").pages)) == 2
    one = replace(large, documents=large.documents[:1])
    assert limits(one, "document") == [
        "This page holds one document of a report.",
        "This page holds the worst 9 of 10 sentences.",
        "The JSON report has everything.",
    ]


def test_missing_tokens_and_documents_are_stated(html_sample_report, monkeypatch):
    """Where the words of some sentences are not shown, or a streamed run holds a part, that is said."""
    monkeypatch.setattr(island, "MAX_WITH_TOKENS", 2)
    totals = Totals(9, 90, 90, 9, {}, {}, {}, {})
    assert limits(replace(html_sample_report, totals=totals)) == [
        "Of 5 suspicious sentences, the worst 2 show what the language model made of each word.",
        "Of 9 documents, the 4 worst are in this report; the JSON Lines report has all.",
    ]


def test_what_is_printed_is_one_page(large, tmp_path):
    """Standard output and a device can't hold a folder: one page with the worst, which says so."""
    [page] = render(large, "html", Settings())
    assert data_of(page)["left_out"] == 10
    if Path("/dev/null").exists():
        assert write(large, "html", Path("/dev/null"), Settings()) == "/dev/null"
        assert files(tmp_path) == []


def test_hostile_names_make_safe_files(large):
    """Whatever documents are called, their pages are called in letters, digits and hyphens, each by its own name."""
    document = large.documents[0]
    named = tuple(replace(document, path=path) for path in HOSTILE) + (replace(document, path="x.md", id="7/../8"),) * 2
    plan = folder_of(replace(large, documents=named), "r#1 ?.html")
    assert plan.pages == (
        "0001-x-md.html",
        "0002-con-md.html",
        f"0003-{'a-' * 28}b-md.html",
        "0004-gpj-exe.html",
        "0005-half-md.html",
        "0006-document.html",
        "0007-zurich-koln-md.html",
        "0008-x-md.html",
        "0009-x-md-record-7-8.html",
        "0010-x-md-record-7-8.html",
    )
    assert all(folder.PAGE_NAME.fullmatch(name) for name in plan.pages)
    assert (plan.hrefs[0], plan.way_back) == ("r%231%20%3F.files/0001-x-md.html", "../r%231%20%3F.html")
    for _, text in render_folder(replace(large, documents=named), plan):
        text.encode()


@pytest.mark.parametrize(
    ("index", "name"),
    [("mtqa.html", "mtqa.files"), ("a.b.html", "a.b.files"), ("r", "r.files"), ("r.files", "r.files.files")],
)
def test_the_folder_is_named_after_the_index(index, name):
    """The folder has the name of the index, and never the very same."""
    assert folder.folder_name(index) == name


def test_old_pages_go_and_all_else_stays(large, html_sample_report, tmp_path):
    """Pages of an earlier run go when they no longer belong; files that mtqa did not write, and links, stay."""
    index, beside = tmp_path / "r.html", tmp_path / "r.files"
    write(large, "html", index, Settings())
    outside = tmp_path / "outside.html"
    outside.write_text('<meta name="generator" content="mtqa 9">', encoding="utf-8")
    (beside / "0100-own.html").write_text("my own", encoding="utf-8")
    (beside / "notes.html").write_text('<meta name="generator" content="mtqa 9">', encoding="utf-8")
    (beside / "0101-old.html").write_text('<meta name="generator" content="mtqa 9">', encoding="utf-8")
    (beside / "0102-link.html").symlink_to(outside)
    before = files(tmp_path)
    write(large, "html", index, Settings())
    assert [name for name in before if name not in files(tmp_path)] == ["r.files/0101-old.html"]
    write(html_sample_report, "html", index, Settings())
    assert files(tmp_path) == [
        "outside.html",
        "r.files/0100-own.html",
        "r.files/0102-link.html",
        "r.files/notes.html",
        "r.html",
    ]
    for name in ("0100-own.html", "0102-link.html", "notes.html"):
        (beside / name).unlink()
    write(large, "html", index, Settings())
    write(html_sample_report, "html", index, Settings())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outside.html", "r.html"]


def test_a_foreign_file_is_not_replaced(large, tmp_path):
    """A file or link of a page's name that mtqa did not write is refused, and nothing is written."""
    page = tmp_path / "r.files" / next(filter(None, folder_of(large, "r.html").pages))
    page.parent.mkdir()
    for make in (lambda: page.write_text("mine", encoding="utf-8"), lambda: page.symlink_to(tmp_path / "gone")):
        make()
        with pytest.raises(OutputError) as caught:
            write(large, "html", tmp_path / "r.html", Settings())
        assert str(caught.value) == f"{page}: is no page of mtqa's, and would be replaced by one; move it away"
        assert files(tmp_path) == [str(page.relative_to(tmp_path))]
        page.unlink()


def test_what_stands_in_the_way_is_seen_before_the_work(large, tmp_path):
    """A file or a link where the folder would be is refused early, and late too; for other formats it is nothing."""
    index, beside = tmp_path / "r.html", tmp_path / "r.files"
    (tmp_path / "elsewhere").mkdir()
    for make, what in (
        (lambda: beside.write_text("", encoding="utf-8"), "a file"),
        (lambda: beside.symlink_to(tmp_path / "elsewhere"), "a link"),
    ):
        make()
        for refused in (lambda: prepare(index, "html"), lambda: write(large, "html", index, Settings())):
            with pytest.raises(OutputError) as caught:
                refused()
            assert str(caught.value) == f"{beside}: is {what}, where the pages of a large report go; move it away"
        prepare(index, "json")
        beside.unlink()
    beside.mkdir()
    prepare(index, "html")
    assert files(tmp_path) == []


def test_a_full_disk_leaves_the_old_report(large, html_sample_report, tmp_path, monkeypatch):
    """Where a page can't be written, the old index stays, no new page is left, and the reason is said."""
    index = tmp_path / "r.html"
    write(html_sample_report, "html", index, Settings())
    old, synced = index.read_bytes(), []

    def fail(number):
        synced.append(number)
        if len(synced) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(writing.os, "fsync", fail)
    with pytest.raises(OutputError) as caught:
        write(large, "html", index, Settings())
    assert str(caught.value) == (
        f"{tmp_path / 'r.files'}: can't be written: no space is left on the device; free some, or choose another place"
    )
    assert files(tmp_path) == ["r.html"]
    assert index.read_bytes() == old


def test_a_link_to_the_index_is_followed(large, tmp_path):
    """Where the report's path is a link, index and pages stand where it leads."""
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.html"
    link.symlink_to(tmp_path / "real" / "r.html")
    said = write(large, "html", link, Settings())
    assert said.endswith(f"{Path('real') / 'r.files'}{os.sep}")
    assert (tmp_path / "real" / "r.html").is_file()
    assert len(files(tmp_path / "real" / "r.files")) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes such names apart")
def test_pages_open_from_the_index(large, tmp_path, browser):
    """In a browser the index leads to a page, and the page back to the index."""
    index = tmp_path / "r#1 é.html"
    write(large, "html", index, Settings())
    page = browser.new_page()
    page.goto(index.as_uri())
    page.wait_for_selector("[data-ready]")
    href = next(d["href"] for d in data_of(index.read_text(encoding="utf-8"))["documents"] if "href" in d)
    page.goto(f"{index.parent.as_uri()}/{href}")
    page.wait_for_selector("[data-ready]")
    page.locator(".way-back a").click()
    page.wait_for_selector("[data-ready]")
    assert page.url.split("#")[0] == index.as_uri()
    page.close()
