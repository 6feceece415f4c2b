"""`mtqa review serve`, run as its users run it."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from mtqa.cli.review_command import command

ROOT = Path(__file__).parent.parent.parent
FLAWED = "The performance was broadcasted by the organizers in the Internet."


@pytest.fixture
def report(mtqa, tmp_path):
    """Check a file, and return the JSON report."""
    (tmp_path / "a.md").write_text(f"{FLAWED}\n", encoding="utf-8")
    mtqa("check", "a.md", "--rules-only")
    return json.loads((tmp_path / "reports" / "mtqa.json").read_text(encoding="utf-8"))


def exported(report, decision):
    """Return what the page sends when all alerts are decided."""
    [document] = report["documents"]
    kept = ("rule", "fingerprint", "occurrence")
    made = [{**{key: alert[key] for key in kept}, "path": "a.md", "decision": decision} for alert in document["alerts"]]
    return json.dumps({"schema": "mtqa-decisions/1", "report": report["id"], "decisions": made})


@contextmanager
def served(tmp_path, *arguments, stop=signal.SIGINT):
    """Start the command, and end it as its users do; yields its first lines, and its last ones in the end."""
    command = [sys.executable, "-m", "mtqa", "review", "serve", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = []
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            told += [process.stdout.readline(), process.stdout.readline()]
            yield told
            process.send_signal(stop)
            out, err = process.communicate(timeout=60)
            told += [out, err, process.returncode]
        finally:
            process.kill()


def test_the_page_writes_decisions(mtqa, report, tmp_path):
    """The printed address is answered, what is put there is in the file, and the end says what to do with it."""
    with served(tmp_path) as told:
        address = re.fullmatch(r"reports/mtqa\.html: open (http://127\.0\.0\.1:\d+/mtqa\.html\?token=\S+)\n", told[0])[
            1
        ]
        assert told[1] == "decisions are kept in reports/mtqa-decisions.json; Ctrl-C ends it\n"
        at = urlsplit(address)
        connection = http.client.HTTPConnection(at.netloc, timeout=20)
        connection.request("GET", f"{at.path}?{at.query}")
        page = connection.getresponse().read().decode()
        token = re.search('<meta name="mtqa-serve" content="/decisions" data-token="([^"]+)">', page)[1]
        headers = {"X-Mtqa-Token": token, "Origin": f"http://{at.netloc}"}
        connection.request("GET", "/decisions", headers=headers)
        answer = connection.getresponse()
        answer.read()
        headers["If-Match"] = answer.headers["ETag"]
        connection.request("PUT", "/decisions", exported(report, "dismissed"), headers)
        assert connection.getresponse().status == 204
        connection.close()
    count = len(report["documents"][0]["alerts"])
    noun = "decision" if count == 1 else "decisions"
    after = "next: mtqa review apply reports/mtqa-decisions.json\n"
    assert told[2:] == [
        f"\nreports/mtqa-decisions.json: {count} {noun}, 0 accepted and {count} dismissed\n{after}",
        "",
        0,
    ]
    applied = mtqa("review", "apply", "reports/mtqa-decisions.json", "--report", "reports/mtqa.html")
    assert applied.stdout.splitlines()[0] == f"mtqa-baseline.jsonl: 0 accepted, {count} dismissed, 0 unchanged"


def test_nothing_decided(report, tmp_path):
    """Where nothing was decided there is no file, and nothing to do next; a request to end is an end as well."""
    with served(tmp_path, "--decisions", "mine/d e.json", "--no-open", stop=signal.SIGTERM) as told:
        pass
    assert told[2:] == ["\nmine/d e.json: 0 decisions, 0 accepted and 0 dismissed\n", "", 0]
    assert not (tmp_path / "mine" / "d e.json").exists()


def test_what_is_refused(report, tmp_path, monkeypatch):
    """What can't be served is said in a line, before anything is."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.json").write_text(exported({**report, "id": "f" * 16}, "accepted"), encoding="utf-8")
    for arguments, code, told in (
        (("none.html",), 2, "none.html: there is no such report; make it with 'mtqa check FOLDER'"),
        (("reports/mtqa.json",), 2, "reports/mtqa.json: this is no HTML report of this version of mtqa; make it anew"),
        (("--decisions", "d.json"), 2, "d.json: these decisions are about another report (this is "),
        (("--decisions", "a.md/d.json"), 3, "a.md/d.json: can't be written: a part of its path is a file; choose"),
    ):
        run = CliRunner().invoke(command, ["serve", *arguments])
        assert (run.output, run.exception.exit_code) == ("", code)
        assert str(run.exception).startswith(told)
