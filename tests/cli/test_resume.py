"""``mtqa check --output jsonl=FILE`` and ``--resume`` as their users run them: killed, full, cut off."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FAKE = ("--model", "fake", "--no-cache")
GOOD = "The council met on Tuesday to talk about the old bridge."
BAD = "The xqz council qat on Tuesday zqm talk about oqd bridge qiv river."
CALL = ("check", "in", *FAKE, "--quiet", "--output", "jsonl=out.jsonl")


def fill(folder, count):
    """Make a folder of records and an article."""
    (folder / "in").mkdir()
    with (folder / "in" / "a.jsonl").open("w", encoding="utf-8") as stream:
        for i in range(count):
            text = BAD if i % 9 == 4 else f"{GOOD} This is number {i}." if i % 50 else "Nein."
            stream.write(json.dumps({"id": i, "text": text}) + "\n" if i % 70 != 33 else "{broken\n")
    (folder / "in" / "b.md").write_text(f"# Bridge\n\n{GOOD} {BAD}\n")


def start(folder, *arguments, **options):
    """Start ``mtqa`` in a folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "mtqa", *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        **options,
    )


def lines(path):
    """Return the lines of a file, without what depends on time."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in found:
        line.get("summary", {}).pop("seconds", None)
    return found


def test_killed_twenty_times(tmp_path, mtqa):
    """A run that is killed at twenty random moments, and resumed each time, ends as an undisturbed one."""
    fill(tmp_path, 6_000)
    whole = mtqa(*CALL[:-1], "jsonl=whole.jsonl")
    assert whole.returncode in (0, 1), whole.stderr
    total = (tmp_path / "whole.jsonl").stat().st_size
    draw = random.Random(4)
    out = tmp_path / "out.jsonl"
    kills = 0
    while kills < 20:
        before = out.stat().st_size if out.exists() else 0
        process = start(tmp_path, *CALL, "--resume")
        limit = before + draw.randrange(1, total // 60)
        moment = time.monotonic() + draw.choice([0.2, 0.6, 60, 60, 60])  # some die before they have written anything
        while process.poll() is None and time.monotonic() < moment:
            if out.exists() and out.stat().st_size > limit:
                time.sleep(draw.random() / 50)
                break
            time.sleep(0.002)
        assert process.poll() is None, "the run came to its end before it was killed: give it more records"
        process.send_signal(signal.SIGKILL)
        process.communicate()
        kills += 1
        if kills % 3 == 0 and out.exists():  # what a machine that loses its power may leave
            with out.open("rb+") as stream:
                stream.truncate(max(out.stat().st_size - draw.randrange(300), 0))
    done = mtqa(*CALL, "--resume")
    assert done.returncode == whole.returncode, done.stderr
    assert done.stdout == whole.stdout
    assert lines(out) == lines(tmp_path / "whole.jsonl")


def test_ctrl_c_and_resume(tmp_path, mtqa):
    """Ctrl-C ends with 130 at once and a summary that says so; what follows is as undisturbed."""
    fill(tmp_path, 3_000)
    process = start(tmp_path, *CALL)
    out = tmp_path / "out.jsonl"
    while not out.exists() or out.stat().st_size < 50_000:
        time.sleep(0.01)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in errors) == (130, False)
    assert time.monotonic() - begun < 5
    assert lines(out)[-1]["interrupted"] is True
    assert mtqa(*CALL, "--resume").returncode in (0, 1)
    assert mtqa(*CALL[:-1], "jsonl=whole.jsonl").returncode in (0, 1)
    assert lines(out) == lines(tmp_path / "whole.jsonl")


def test_what_it_says(tmp_path, mtqa):
    """Only the lines are written; a finished file needs nothing and ends as it did; a changed input is refused."""
    fill(tmp_path, 300)
    call = ("check", "in", *FAKE, "--fail-on", "sentence", "--output", "jsonl=out/a.jsonl")
    done = mtqa(*call)
    assert (done.returncode, done.stderr) == (1, "wrote out/a.jsonl\n")
    assert not (tmp_path / "reports").exists()
    data = (tmp_path / "out" / "a.jsonl").read_bytes()
    again = mtqa(*call, "--resume")
    assert (again.returncode, again.stderr) == (1, "out/a.jsonl is finished already: nothing to do\n")
    assert again.stdout.splitlines()[-3:] == done.stdout.splitlines()[-3:]
    (tmp_path / "in" / "b.md").write_text("# Another\n\nIt rained on the old bridge all day long.\n")
    changed = mtqa(*call, "--resume")
    assert changed.returncode == 2
    assert changed.stderr.startswith("mtqa: in/b.md has changed since, so the earlier run does not fit any more: run ")
    assert changed.stderr.count("\n") == 1
    assert (tmp_path / "out" / "a.jsonl").read_bytes() == data
    fresh = mtqa(*call, "--output", "json=r.json", "--output", "html=r.html")
    assert (fresh.returncode, (tmp_path / "r.html").exists()) == (1, True)
    assert json.loads((tmp_path / "r.json").read_text())["summary"] == {
        **lines(tmp_path / "out" / "a.jsonl")[-1]["summary"],
        "seconds": json.loads((tmp_path / "r.json").read_text())["summary"]["seconds"],
    }


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--resume",), "--resume goes on from an earlier run's lines; name them: --output jsonl=FILE"),
        (("--resume", "--output", "json=a.json"), "--output jsonl=FILE"),
        (("--output", "jsonl=a", "--output", "jsonl=b"), "--output jsonl=FILE can be given once, not 2 times"),
        (("--output", "jsonl=in"), "it is a folder; name a file"),
    ],
)
def test_wrong_usage(tmp_path, mtqa, options, words):
    """Wrong combinations end in one line that says what to do."""
    fill(tmp_path, 9)
    done = mtqa("check", "in", *FAKE, *options)
    assert done.returncode == (3 if "jsonl=in" in options else 2)
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_full_disk_can_be_gone_on_from(tmp_path, mtqa):
    """Where no more can be written the run ends with 3 and one line, and goes on once there is room."""
    fill(tmp_path, 600)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (70_001, 70_001))

    process = start(tmp_path, *CALL, preexec_fn=limit)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.count("\n")) == (3, 1), errors
    assert errors.startswith("mtqa: out.jsonl: can't be written: ")
    assert errors.endswith("; what was written stays, and --resume goes on from there\n")
    assert (tmp_path / "out.jsonl").stat().st_size > 60_000
    assert mtqa(*CALL, "--resume").returncode in (0, 1)
    assert mtqa(*CALL[:-1], "jsonl=whole.jsonl").returncode in (0, 1)
    assert lines(tmp_path / "out.jsonl") == lines(tmp_path / "whole.jsonl")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_that_is_closed(tmp_path):
    """Lines may go into a pipe; where its reader stops, the run ends with 3 and one line."""
    fill(tmp_path, 3000)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    first = []

    def read():
        with pipe.open(encoding="utf-8") as stream:
            first.append(json.loads(stream.readline())["type"])

    reader = threading.Thread(target=read)
    reader.start()
    process = start(tmp_path, "check", "in", *FAKE, "--quiet", "--output", "jsonl=pipe")
    _, errors = process.communicate(timeout=60)
    reader.join(10)
    assert (first, process.returncode) == (["header"], 3)
    assert errors == "mtqa: pipe: can't be written: whatever reads it has stopped\n"


def peak(folder, path):
    """Return the megabytes that a check of a file takes at most."""
    code = (
        "import resource, sys\nfrom mtqa.cli import main\ntry:\n    main()\nexcept SystemExit:\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)\n"
    )
    call = [sys.executable, "-c", code, "check", path, "--rules-only", "-q", "--output", "jsonl=out.jsonl"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(call, cwd=folder, env=env, capture_output=True, text=True, check=True)
    return float(done.stderr)


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's figures")
@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_memory_does_not_grow(tmp_path, suffix):
    """Eight times as many records take no more memory than what loading and reading ahead do anyway."""
    peaks = []
    for count in (2_000, 16_000):
        texts = [f"{GOOD} This is number {i}." if i % 3 else "" for i in range(count)]
        path = tmp_path / f"{count}.{suffix}"
        if suffix == "jsonl":
            path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
        else:
            import pyarrow as pa  # noqa: PLC0415
            import pyarrow.parquet as pq  # noqa: PLC0415

            pq.write_table(pa.table({"text": texts}), path)
        peaks.append(peak(tmp_path, path.name))
    assert peaks[1] < peaks[0] + 16


def test_rules_alone_load_no_model(tmp_path):
    """A run of rules alone into lines imports neither PyTorch nor pyarrow."""
    fill(tmp_path, 20)
    code = (
        "import sys\nfrom mtqa.cli import main\ntry:\n    main()\nexcept SystemExit:\n"
        "    print(sorted({'torch', 'transformers', 'pyarrow'} & set(sys.modules)))\n"
    )
    call = [sys.executable, "-c", code, "check", "in", "--rules-only", "-q", "--output", "jsonl=o.jsonl", "--resume"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(call, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
