"""``mtqa check`` as its users run it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

GOOD = "The council met on Tuesday to talk about the old bridge. Most of them wanted to keep it. They decide in March."
BAD = " ".join(["The xqz council qat on Tuesday zqm talk about oqd bridge qiv river."] * 6)
FAKE = ("--model", "fake")


@pytest.fixture
def site(tmp_path):
    """Return a folder with a good and a bad article in it."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "good.md").write_text(f"# Bridge\n\n{GOOD}\n")
    (tmp_path / "site" / "bad.txt").write_text(BAD)
    return tmp_path


def test_defaults_do_the_right_thing(mtqa, site):
    """`mtqa check FOLDER` writes both reports, prints the summary, and fails for the bad article."""
    done = mtqa("check", "site", *FAKE)
    assert done.returncode == 1, done.stderr
    assert "site/bad.txt" in done.stdout
    report = json.loads((site / "reports" / "mtqa.json").read_text())
    assert report["schema"] == "mtqa-report/1"
    assert report["gate"]["passed"] is False
    assert "<html" in (site / "reports" / "mtqa.html").read_text()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--fail-on", "never"), 0),
        (("--fail-on", "document"), 1),
        (("--fail-on", "sentence"), 1),
        (("--fail-on", "never", "--max-suspicious", "90"), 0),
        (("--fail-on", "never", "--max-suspicious", "5"), 1),
    ],
)
def test_the_gate_decides_the_exit_code(mtqa, site, options, code):
    """0 when the gate passes, 1 when it fails."""
    assert mtqa("check", "site", "--no-output", *FAKE, *options).returncode == code


def test_outputs_go_where_they_are_wanted(mtqa, site):
    """--output names format and path; then nothing else is written."""
    done = mtqa("check", "site/good.md", *FAKE, "--output", "json=out/a.json", "--output", "html=b.html")
    assert done.returncode == 0, done.stderr
    assert (site / "out" / "a.json").is_file()
    assert (site / "b.html").is_file()
    assert not (site / "reports").exists()


def test_standard_input_is_checked(mtqa, site):
    """A dash reads standard input."""
    done = mtqa("check", "-", "--no-output", *FAKE, stdin=BAD)
    assert done.returncode == 1
    assert "<stdin>" in done.stdout


def test_nothing_to_check_is_never_a_pass(mtqa, site):
    """An empty folder, a missing path, or only skipped files end with 2 and a sentence."""
    (site / "empty").mkdir()
    for path, words in (("empty", "nothing was checked"), ("nowhere", "nowhere")):
        done = mtqa("check", path, *FAKE)
        assert done.returncode == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr
    (site / "empty" / "x.txt").write_bytes(bytes(1000))
    done = mtqa("check", "empty", *FAKE)
    assert done.returncode == 2
    assert "x.txt" in done.stderr


def test_the_rest_of_the_folder_is_checked(mtqa, site):
    """A file that can't be read is named with its reason, and the others are judged."""
    (site / "site" / "binary.txt").write_bytes(bytes(range(256)) * 40)
    done = mtqa("check", "site", "--no-output", *FAKE)
    assert done.returncode == 1
    assert "binary.txt" in done.stdout


def test_an_unknown_key_is_an_error_with_a_suggestion(mtqa, site):
    """A configuration key that does not exist ends with 2 and names the nearest."""
    (site / "mtqa.toml").write_text('fail-onn = "never"\n')
    done = mtqa("check", "site", *FAKE)
    assert done.returncode == 2
    assert "fail-onn" in done.stderr
    assert "'fail-on'" in done.stderr


def test_configuration_is_found_and_options_win(mtqa, site):
    """Settings come from mtqa.toml or pyproject.toml; an option on the command line wins."""
    (site / "pyproject.toml").write_text('[tool.mtqa]\nfail-on = "never"\nmodel = "fake"\n')
    assert mtqa("check", "site", "--no-output").returncode == 0
    assert mtqa("check", "site", "--no-output", "--fail-on", "document").returncode == 1
    (site / "other.toml").write_text('fail_on = "document"\n')
    assert mtqa("check", "site", "--no-output", *FAKE, "--config", "other.toml").returncode == 1
    assert mtqa("check", "site", "--config", "nowhere.toml").returncode == 2


@pytest.mark.parametrize(
    "options",
    [
        ("--select", "calqe"),
        ("--output", "pdf=x.pdf"),
        ("--output", "json"),
        ("--fail-on", "sometimes"),
        ("--max-suspicious", "120"),
        ("--stdin-format", "wpd", "-"),
    ],
)
def test_wrong_usage_ends_with_2(mtqa, site, options):
    """Wrong options end with 2 and one clear message."""
    done = mtqa("check", "site", *FAKE, *options, stdin="x")
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_without_a_model_and_offline_it_says_how_to_install(mtqa, site, tmp_path):
    """No model and --offline end with 3 and the command that installs it."""
    done = mtqa("check", "site", "--offline", env={"MTQA_HOME": str(tmp_path / "store")})
    assert done.returncode == 3
    assert "mtqa model install" in done.stderr


def test_a_report_that_cannot_be_written_is_told(mtqa, site):
    """A path that can't be written ends with 3 and names it."""
    (site / "file").write_text("")
    done = mtqa("check", "site", *FAKE, "--output", "json=file/x.json")
    assert done.returncode == 3
    assert "file" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(mtqa, site):
    """A full disk ends with 3 and says so."""
    done = mtqa("check", "site", *FAKE, "--output", "json=/dev/full")
    assert done.returncode == 3
    assert "no space is left" in done.stderr
    assert "Gate failed" in done.stdout


def test_a_reader_that_stops_early_costs_no_report(site):
    """The reports are written although nobody reads the summary to its end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mtqa", "check", "site", *FAKE],
        cwd=site,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()
    process.wait(timeout=120)
    assert "Traceback" not in errors
    assert json.loads((site / "reports" / "mtqa.json").read_text())["gate"]["passed"] is False


def test_an_interruption_ends_with_130_and_a_report(tmp_path):
    """Ctrl-C ends with 130, and the report is whole and says that it was interrupted."""
    (tmp_path / "site").mkdir()
    for i in range(3000):
        (tmp_path / "site" / f"{i:04}.txt").write_text("\n\n".join([GOOD.replace("March", f"March {i}")] * 40))
    process = subprocess.Popen(
        [sys.executable, "-m", "mtqa", "check", "site", *FAKE],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    report = json.loads((tmp_path / "reports" / "mtqa.json").read_text())
    assert report["interrupted"] is True


def test_quiet_prints_only_the_decision(mtqa, site):
    """--quiet prints the gate's reasons and nothing else."""
    done = mtqa("check", "site", "--no-output", "--quiet", *FAKE)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
    assert mtqa("check", "site/good.md", "--no-output", "--quiet", *FAKE).stdout == ""
