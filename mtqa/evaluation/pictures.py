"""Draws the curves and the reliability of an evaluation as SVG; the same figures give the same bytes."""

from __future__ import annotations

import importlib.util
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtqa.errors import DataError
from mtqa.evaluation.metrics import Bin
from mtqa.evaluation.results import RELIABILITY, ROC, Curve, Evaluation

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS = ("#14587e", "#c4463a", "#1f6a3d", "#7d5200", "#6b4c9a", "#575d66")
_STYLES = ("-", "--", "-.", ":")
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "mtqa",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_NAMED = re.compile(
    r' id="(?:figure|axes|patch|line2d|text|legend|matplotlib|xtick|ytick|PathCollection|FillB)\w*[.\w]*"'
)
_NAMESPACE = re.compile(r'\sxmlns(?::\w+)?="[^"]*"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its name, `ROC` or `RELIABILITY`, as a whole SVG file."""

    name: str
    svg: str

    @property
    def inline(self) -> str:
        """The drawing as it stands in a page of HTML, which knows SVG's elements without being told of a namespace."""
        return _NAMESPACE.sub("", self.svg[self.svg.index("<svg") :]).strip()


def require() -> None:
    """Make sure that pictures can be drawn, before hours are spent on what they show.

    Raises:
        DataError: matplotlib is missing.
    """
    if importlib.util.find_spec("matplotlib") is None:
        raise DataError("the pictures need matplotlib; run: pip install 'mtqa[evaluate]'")


def pictures(evaluation: Evaluation) -> tuple[Picture, ...]:
    """Draw all pictures.

    Raises:
        DataError: matplotlib is missing.
    """
    require()
    import matplotlib as mpl  # noqa: PLC0415 - an extra that only pictures need
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(8.4, 4.4), layout="constrained")
        units = tuple(dict.fromkeys(curve.unit for curve in evaluation.curves)) or ("",)
        for unit, axes in zip(units, figure.subplots(1, len(units), squeeze=False)[0], strict=True):
            _curves(axes, unit, [curve for curve in evaluation.curves if curve.unit == unit])
        first = Picture(ROC, _svg(figure))
    with mpl.rc_context({**_SETTINGS, "svg.hashsalt": "mtqa reliability"}):
        figure = Figure(figsize=(4.6, 4.4), layout="constrained")
        _reliability(figure.subplots(), evaluation.bins)
        return first, Picture(RELIABILITY, _svg(figure))


def _curves(axes: Axes, unit: str, curves: list[Curve]) -> None:
    axes.plot([0, 1], [0, 1], color="#c9cac4", linewidth=0.8)
    for i, curve in enumerate(curves):
        x, y = zip(*curve.points, strict=True)
        style = _STYLES[i % len(_STYLES)]
        axes.plot(x, y, style, color=_COLOURS[i % len(_COLOURS)], linewidth=1.4, label=curve.name)
    axes.set(xlabel="false-positive rate", ylabel="true-positive rate", title=unit, xlim=(0, 1), ylim=(0, 1.01))
    if curves:
        axes.legend(loc="lower right", fontsize=7.5, frameon=False)


def _reliability(axes: Axes, bins: tuple[Bin, ...]) -> None:
    axes.plot([0, 1], [0, 1], color="#c9cac4", linewidth=0.8)
    said, was = [b.probability for b in bins], [b.share for b in bins]
    axes.plot(said, was, "o-", color=_COLOURS[0], linewidth=1.4, markersize=4)
    axes.set(
        xlabel="probability of machine translation, as said",
        ylabel="share of machine translations, as was",
        xlim=(0, 1),
        ylim=(0, 1),
    )


def _svg(figure: Figure) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    # Names of groups that nothing refers to: two pictures in one page must not share any.
    return _NAMED.sub("", buffer.getvalue())
