"""The local server: what it lets in, and what it keeps."""

import http.client
import json
import socket
import threading
from types import SimpleNamespace

import pytest

from mtqa.errors import OutputError, UsageError
from mtqa.reviewing import serving
from mtqa.reviewing.holding import Holder
from mtqa.reviewing.pages import Pages, report_of
from mtqa.reviewing.serving import Server

OPENED = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'; img-src data:\">"
)


@pytest.fixture
def report(make, tmp_path):
    """Write a report that is a folder."""
    (tmp_path / "mtqa.files").mkdir()
    (tmp_path / "mtqa.html").write_text(make.page(body="<a href='mtqa.files/0001-a.html'>a</a>"), encoding="utf-8")
    (tmp_path / "mtqa.files" / "0001-a.html").write_text(make.page(), encoding="utf-8")
    (tmp_path / "mtqa.files" / "notes.html").write_text("private", encoding="utf-8")
    (tmp_path / "mtqa.files" / "0002-link.html").symlink_to(tmp_path / "mtqa.html")
    (tmp_path / "other.html").write_text(make.page(), encoding="utf-8")
    return tmp_path / "mtqa.html"


@pytest.fixture
def site(report):
    """Serve it, and return the server with a function that asks it."""
    with Server(Pages(report), Holder(report.parent / "d.json", "0123456789abcdef")) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()

        def ask(method, path, body=None, **headers):
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, given)
            answer = connection.getresponse()
            found = SimpleNamespace(status=answer.status, body=answer.read(), headers=answer.headers)
            connection.close()
            return found

        key = {"X_Mtqa_Token": server.token}
        yield SimpleNamespace(server=server, ask=ask, key=key, page=f"/mtqa.html?token={server.token}")
        server.shutdown()
        thread.join()


def test_pages(make, site):
    """A page may reach the server and knows how; its links work by the cookie; nothing is kept or framed."""
    found = site.ask("GET", site.page)
    token = site.server.token
    assert found.status == 200
    served = f'{OPENED}<meta name="mtqa-serve" content="/decisions" data-token="{token}">'
    plain = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:">'
    expected = make.page(body="<a href='mtqa.files/0001-a.html'>a</a>").replace(plain, served)
    assert found.body.decode() == expected
    del found.headers["Date"]
    cookie = f"mtqa-token-{site.server.server_port}={token}"
    assert dict(found.headers) == {
        "Server": "mtqa",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Security-Policy": "frame-ancestors 'none'",
        "Set-Cookie": f"{cookie}; HttpOnly; SameSite=Strict; Path=/",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(expected)),
    }
    linked = site.ask("GET", "/mtqa.files/0001-a.html", Cookie=f"a=b; {cookie}", Sec_Fetch_Site="same-origin")
    assert (linked.status, served in linked.body.decode()) == (200, True)
    assert site.server.address == f"http://127.0.0.1:{site.server.server_port}{site.page}"


def test_who_is_refused(site):
    """Without the token, for another host, or from another place, there is no answer but no."""
    host = f"127.0.0.1:{site.server.server_port}"
    token, cookie = site.server.token, f"mtqa-token-{site.server.server_port}={site.server.token}"
    refused = [
        ("GET", "/mtqa.html", {}),
        ("GET", "/mtqa.html?token=", {}),
        ("GET", "/mtqa.html?token=ünsinn", {}),
        ("GET", "/nothing", {}),
        ("GET", "/mtqa.html", {"Cookie": f"mtqa-token={token}"}),
        ("GET", f"http://{host}{site.page}", {}),
        ("GET", site.page, {"Host": "evil.example"}),
        ("GET", site.page, {"Host": "127.0.0.1"}),
        ("GET", site.page, {"Host": f"evil.example:{site.server.server_port}"}),
        ("GET", site.page, {"Origin": "http://evil.example"}),
        ("GET", site.page, {"Origin": "null"}),
        ("GET", site.page, {"Sec-Fetch-Site": "cross-site"}),
        ("GET", site.page, {"Sec-Fetch-Site": "same-site"}),
        ("GET", "/decisions", {"Cookie": cookie}),
        ("GET", f"/decisions?token={token}", {}),
        ("GET", "/decisions", {"X-Mtqa-Token": "wrong"}),
        ("GET", "/%64ecisions", {"X-Mtqa-Token": token, "Sec-Fetch-Site": "none"}),
        ("PUT", "/decisions", {"X-Mtqa-Token": token, "Origin": f"https://{host}"}),
        ("PUT", "/decisions", {"X-Mtqa-Token": token, "Sec-Fetch-Site": "none"}),
        ("PUT", "/decisions", {"Cookie": cookie}),
        ("POST", "/decisions", {}),
        ("OPTIONS", "/decisions", {"Origin": "http://evil.example"}),
        ("HEAD", "/mtqa.html", {}),
    ]
    for method, path, headers in refused:
        answer = site.ask(method, path.replace("ü", "%C3%BC"), **{k.replace("-", "_"): v for k, v in headers.items()})
        assert (answer.status, answer.body) == (403, b""), (method, path, headers)
    near = {"Host": f"localhost:{site.server.server_port}", "Origin": f"http://localhost:{site.server.server_port}"}
    assert site.ask("GET", "/decisions", **near, **site.key, Sec_Fetch_Site="same-origin").status == 200
    assert site.ask("GET", site.page, Sec_Fetch_Site="none").status == 200


def test_what_is_not_there(site):
    """Only the pages of the report are served, whatever the path looks like, and only with the methods that fit."""
    query = f"?token={site.server.token}"
    for path in (
        "/", "/other.html", "/d.json", "/mtqa.files/", "/mtqa.files/notes.html", "/mtqa.files/0002-link.html",
        "/mtqa.files/0003-not-made.html",
        "/../mtqa.html", "/mtqa.files/../other.html", "/mtqa.files/%2e%2e/other.html", "/mtqa.html%00",
        "/%2e%2e%2fmtqa.html", "/etc/passwd", "/%ff", "/favicon.ico",
    ):  # fmt: skip
        answer = site.ask("GET", path + query)
        assert (answer.status, answer.body) == (404, b""), path
    for method in ("HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = site.ask(method, site.page)
        assert (answer.status, answer.body, answer.headers["Allow"]) == (405, b"", "GET")
    assert site.ask("DELETE", "/decisions", **site.key).headers["Allow"] == "GET, PUT"
    assert site.ask("BREW", site.page).status == 501


def test_a_round_trip(make, site, tmp_path):
    """Decisions are kept byte by byte, and what was changed meanwhile is not overwritten."""
    empty = site.ask("GET", "/decisions", **site.key)
    assert (empty.status, empty.headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    assert json.loads(empty.body)["report"] == make.report
    first = make.exported(make.entry(reason="naïve")).replace(b"{", b"{\r\n", 1)
    kept = site.ask("PUT", "/decisions", first, If_Match=empty.headers["ETag"], **site.key)
    assert (kept.status, kept.body, (tmp_path / "d.json").read_bytes()) == (204, b"", first)
    again = site.ask("GET", "/decisions", **site.key)
    assert (again.body, again.headers["ETag"]) == (first, kept.headers["ETag"])

    second = make.exported(make.entry(decision="dismissed"))
    for tag in (empty.headers["ETag"], "*", "", "no tag"):
        lost = site.ask("PUT", "/decisions", second, If_Match=tag, **site.key)
        assert (lost.status, lost.body.decode()) == (409, serving._CHANGED)
    assert site.ask("PUT", "/decisions", second, **site.key).status == 428
    assert (tmp_path / "d.json").read_bytes() == first
    assert site.ask("PUT", "/decisions", second, If_Match=kept.headers["ETag"], **site.key).status == 204
    assert (tmp_path / "d.json").read_bytes() == second
    assert [path.name for path in tmp_path.glob("*.tmp")] == []


def test_what_is_no_decision(make, site, tmp_path, monkeypatch):
    """What is damaged, about something else, too large, or not to be written, leaves the file as it was."""
    tag = site.ask("GET", "/decisions", **site.key).headers["ETag"]
    wrong = {
        b"": "the decisions: these are no decisions: the file is empty; export the decisions from the report again",
        make.exported(report="f" * 16): "the decisions are about another report; those about 0123456789abcdef are kept "
        "here",
        make.exported(make.entry(rule=1)): "the decisions: entry 1 (docs/a.md) has a 'rule' that is not a rule; export "
        "the decisions from the report again",
    }
    for body, told in wrong.items():
        answer = site.ask("PUT", "/decisions", body, If_Match=tag, **site.key)
        assert (answer.status, answer.body.decode()) == (400, told)
    assert site.ask("PUT", "/decisions", iter([b"{}"]), If_Match=tag, **site.key).status == 411
    with monkeypatch.context() as patched:
        patched.setattr(serving, "LIMIT", 1 << 20)
        assert site.ask("PUT", "/decisions", b" " * (3 << 20), If_Match=tag, **site.key).status == 413

    def full(*_):
        raise OutputError("d.json: can't be written: no space is left")

    with monkeypatch.context() as patched:
        patched.setattr("mtqa.reviewing.holding.write_text", full)
        answer = site.ask("PUT", "/decisions", make.exported(), If_Match=tag, **site.key)
        assert (answer.status, answer.body.decode()) == (500, "d.json: can't be written: no space is left")
    assert not (tmp_path / "d.json").exists()
    (tmp_path / "d.json").write_text("oops", encoding="utf-8")
    answer = site.ask("GET", "/decisions", **site.key)
    assert (answer.status, b"it is not JSON, or not whole" in answer.body) == (409, True)


def test_a_report_that_changes(make, report, site, tmp_path):
    """A page that was made anew, or is a link now, is not served under the old decisions."""
    (tmp_path / "mtqa.files" / "0001-a.html").unlink()
    (tmp_path / "mtqa.files" / "0001-a.html").symlink_to(report)
    page = f"/mtqa.files/0001-a.html?token={site.server.token}"
    assert site.ask("GET", page).status == 409
    report.write_text(make.page("f" * 16), encoding="utf-8")
    answer = site.ask("GET", site.page)
    assert (answer.status, answer.body.decode()) == (409, serving._STALE)
    report.unlink()
    assert site.ask("GET", site.page).status == 409


def test_a_port_that_is_taken(report, tmp_path):
    """A port that is not to be had is named, with the way out."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match=f"^port {port} can't be had: .* in use; choose another with --port"):
            Server(Pages(report), Holder(tmp_path / "d.json", "0123456789abcdef"), port)


def test_what_is_no_report(make, tmp_path):
    """Each other thing is refused in a line that says what to do."""
    for name, content, told in (
        ("a.html", "<!doctype html><title>x</title>", "this is no HTML report of this version of mtqa; make it anew"),
        ("b.html", make.page(name="other 1"), "this is no HTML report of this version of mtqa; make it anew"),
        ("c.html", make.page("none"), "the report does not say which one it is, or has no policy; make it anew"),
        ("d.html", "<title></title>" + make.page(), "this is no HTML report"),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")
        with pytest.raises(UsageError, match=f"{name}: {told}"):
            Pages(tmp_path / name)
    with pytest.raises(UsageError, match="there is no such report; make it with 'mtqa check FOLDER'"):
        Pages(tmp_path / "none.html")
    with pytest.raises(UsageError, match="this is a folder; name the report in it"):
        Pages(tmp_path)


def test_a_page_of_a_report(report):
    """A page of a report that is a folder is no report; its index is named."""
    with pytest.raises(UsageError) as error:
        Pages(report.parent / "mtqa.files" / "0001-a.html")
    assert str(error.value).endswith(f"this is one page of a report; name its index, '{report}'")


def test_which_report(make, report, tmp_path):
    """Both kinds of reports say which one they are, the JSON one also if it was laid out anew."""
    head = {"schema": "mtqa-report/1", "tool": {"name": "mtqa"}, "signature": 'a"b', "id": make.report, "device": "cpu"}
    for number, value in enumerate((json.dumps(head), json.dumps(head, indent=2))):
        (tmp_path / f"{number}.json").write_text(value, encoding="utf-8")
        assert report_of(tmp_path / f"{number}.json") == make.report
    assert report_of(report) == make.report
    del head["id"]
    (tmp_path / "old.json").write_text(json.dumps({**head, "documents": [{"id": make.report}]}), encoding="utf-8")
    with pytest.raises(UsageError, match="this is no JSON report of this version of mtqa; make it anew"):
        report_of(tmp_path / "old.json")


def test_files_that_can_hold_no_decisions(make, tmp_path):
    """A file of another report, of anything else, or that can't be written is refused before anything is served."""
    file = tmp_path / "d.json"
    file.write_bytes(make.exported(report="f" * 16))
    with pytest.raises(UsageError, match=r"these decisions are about another report .*name another file with --decisi"):
        Holder(file, make.report)
    file.write_bytes(b"[]")
    with pytest.raises(UsageError, match="these are no decisions"):
        Holder(file, make.report)
    with pytest.raises(OutputError, match="can't be written: a part of its path is a file"):
        Holder(file / "d.json", make.report)
    with pytest.raises(OutputError, match="it is no ordinary file; name another with --decisions"):
        Holder(tmp_path, make.report)


@pytest.mark.browser
def test_in_a_browser(browser, make, site, tmp_path):
    """A real page loads and saves under its policy, and a page of another origin does neither."""
    assert site.server.pages.report == make.report
    page = browser.new_page()
    page.goto(site.server.address)
    saved = page.evaluate(
        """async (body) => {
          const {content, dataset} = document.querySelector('meta[name="mtqa-serve"]');
          const headers = {"X-Mtqa-Token": dataset.token};
          const read = await fetch(content, {headers});
          const again = {...headers, "If-Match": read.headers.get("ETag")};
          const put = await fetch(content, {method: "PUT", body, headers: again});
          return [read.status, put.status, Boolean(put.headers.get("ETag")), document.cookie];
        }""",
        make.exported(make.entry()).decode(),
    )
    assert saved == [200, 204, True, ""]
    assert (tmp_path / "d.json").read_bytes() == make.exported(make.entry())
    page.click("a")
    page.wait_for_url("**/0001-a.html")
    assert page.text_content("p") == "all is well"
    page.goto("about:blank")
    tried = (
        "(at) => fetch(at, {method: 'PUT', body: '{}', headers: {'X-Mtqa-Token': 'x'}}).then(() => 'in', () => 'out')"
    )
    assert page.evaluate(tried, f"http://127.0.0.1:{site.server.server_port}/decisions") == "out"
    page.close()
