"""The public names."""

from __future__ import annotations

import subprocess
import sys

import mtqa


def test_all_names_are_there_and_sorted():
    """__all__ is sorted, and each of its names can be had."""
    assert mtqa.__all__ == sorted(mtqa.__all__)
    for name in mtqa.__all__:
        assert getattr(mtqa, name) is not None
    assert dir(mtqa) == mtqa.__all__


def test_the_function_wins_over_any_module():
    """Importing the pipeline first does not hide mtqa.check."""
    code = "import mtqa.pipeline, mtqa.cli.check_command, mtqa; assert callable(mtqa.check)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_is_light():
    """Neither `import mtqa` nor the rules, readers, gate and reports import torch or transformers."""
    code = (
        "import sys, mtqa, mtqa.cli, mtqa.rules, mtqa.readers, mtqa.text, mtqa.detector, mtqa.lm, mtqa.gate;"
        "import mtqa.report, mtqa.pipeline, mtqa.cli.check_command;"
        "mtqa.check_texts(['The council met again on Tuesday to talk.'], mtqa.Settings(rules_only=True));"
        "bad = {'torch', 'transformers', 'sklearn', 'pyarrow'} & set(sys.modules); assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_results_are_frozen():
    """Results can't be changed by accident."""
    for name in mtqa.__all__:
        value = getattr(mtqa, name)
        if hasattr(value, "__dataclass_params__"):
            assert value.__dataclass_params__.frozen, name
