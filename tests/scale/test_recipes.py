"""The recipes for clusters: what Ray's launcher takes, and a manifest that says what the command needs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import ray
import yaml
from click.testing import CliRunner

from mtqa.cli.scale_command import command

ROOT = Path(__file__).parents[2]


def test_the_cluster_is_one_for_rays_launcher():
    """It satisfies the schema that comes with Ray."""
    schema = json.loads((Path(ray.__file__).parent / "autoscaler" / "ray-schema.json").read_text())
    jsonschema.validate(yaml.safe_load((ROOT / "ci" / "ray-cluster.yaml").read_text()), schema)


def test_the_manifest_fits_the_versions():
    """Its Ray is the one that mtqa is tested with, and both kinds of nodes have one image."""
    manifest = yaml.safe_load((ROOT / "ci" / "kuberay.yaml").read_text())
    spec = manifest["spec"]["rayClusterSpec"]
    assert (manifest["apiVersion"], manifest["kind"]) == ("ray.io/v1", "RayJob")
    pinned = re.search(r"^ray==(.+)$", (ROOT / "constraints.txt").read_text(), re.MULTILINE)[1]
    assert spec["rayVersion"] == pinned == ray.__version__
    groups = [spec["headGroupSpec"], *spec["workerGroupSpecs"]]
    assert len({group["template"]["spec"]["containers"][0]["image"] for group in groups}) == 1


@pytest.mark.parametrize("name", ["ray-cluster.yaml", "kuberay.yaml"])
def test_their_commands_are_commands(name):
    """Options in the recipes are options of the command."""
    text = (ROOT / "ci" / name).read_text()
    options = set(re.findall(r"mtqa scale [^\"\n]*", text))
    shown = CliRunner().invoke(command, ["--help"]).output
    for call in options:
        for option in re.findall(r"--[a-z-]+", call):
            assert option in shown
