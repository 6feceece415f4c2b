"""The rooms, and which may import which."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mtqa"
SHARED = """
_version errors directive document beside alert coverage outcome provenance
result entry settings config_values config_tables config
config_schema environment
""".split()
ROOMS = ["readers", "text", "fidelity", "pairing", "rules", "lm", "detector", "gate", "metrics", "report"]
ASIDE = """
cache measurer translations sources sentence_results checker ahead keeping items remarks gating running pipeline
reviewing diffing comparing scale training evaluation starting cli
""".split()
ORDER = {name: i for i, name in enumerate([*SHARED, *ROOMS, *ASIDE])}
MODULES = sorted(p for p in PACKAGE.rglob("*.py"))


def _room(path):
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path):
    """A room imports only itself, rooms before it, and what everything shares."""
    room = _room(path)
    if room in ("__init__", "__main__"):
        return
    for name in _imports(path):
        parts = name.split(".")
        if parts[0] == "mtqa" and len(parts) > 1 and parts[1] in ORDER:
            assert ORDER[parts[1]] <= ORDER[room], f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_stay_small(path):
    """No module passes 500 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


def test_training_is_for_its_commands_alone():
    """Training and evaluation are imported by their own commands and by nobody else."""
    users = {
        path.name
        for path in MODULES
        for name in _imports(path)
        if name.startswith(("mtqa.training", "mtqa.evaluation")) and _room(path) not in ("training", "evaluation")
    }
    assert users == {"train_command.py", "evaluate_command.py", "calibrate_command.py", "rules_command.py"}


def test_every_room_is_in_the_plan():
    """There is no room that the contracts do not know."""
    found = {_room(path) for path in MODULES} - {"__init__", "__main__"}
    assert found == set(ORDER)
    assert (PACKAGE / "py.typed").exists()
