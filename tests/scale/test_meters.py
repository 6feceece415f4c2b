"""Metrics: at the endpoint from which Prometheus, and with it Ray's dashboard, takes them."""

from __future__ import annotations

import time
import urllib.request

import pytest
import ray

from mtqa import scale
from tests.scale.conftest import FAKE


@pytest.mark.usefixtures("cluster")
def test_what_is_judged_is_counted_at_rays_endpoint(corpus, tmp_path):
    """Documents and sentences by verdict, records that were put aside by reason, texts that were scored."""
    summary = scale.check_corpus(str(corpus), str(tmp_path / "out"), FAKE, scale.Options(workers=1))
    [node] = ray.nodes()
    url = f"http://{node['NodeManagerAddress']}:{node['MetricsExportPort']}/metrics"
    wanted = [
        "ray_mtqa_documents_total{",
        "ray_mtqa_sentences_total{",
        "ray_mtqa_records_put_aside_total{",
        "ray_mtqa_texts_scored_total{",
        "ray_mtqa_judge_seconds_bucket{",
    ]
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with urllib.request.urlopen(url) as answer:
            text = answer.read().decode()
        if all(name in text for name in wanted):
            break
        time.sleep(1)
    missing = [name for name in wanted if name not in text]
    assert not missing, sorted({line.split("{")[0] for line in text.splitlines() if "mtqa" in line})
    unreadable = [line for line in text.splitlines() if "put_aside" in line and 'why="unreadable"' in line]
    assert sum(float(line.split()[-1]) for line in unreadable) >= summary.aside["unreadable"]
