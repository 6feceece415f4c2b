"""Charts of a trend as inline SVG: places are in percent, so that they fit any width, and colours come from classes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mtqa.diffing.words import figure
from mtqa.report.html.assembly import escape
from mtqa.report.html.marks import visible

_HEIGHT, _TOP, _FOOT = 190, 10, 26
_SIDE = 2.5
"""Percent of the width that is left free on either side, so that no point is cut."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A run in a chart.

    Attributes:
        name: what it is called.
        when: its date.
        value: how high it is; None for no figure.
        low: where its interval begins, or for bars how far they go below nought.
        high: where its interval ends.
        breaks: whether it can't be compared with the run before.
    """

    name: str
    when: str
    value: float | None
    low: float | None = None
    high: float | None = None
    breaks: bool = False


def line_chart(bars: Sequence[Bar], label: str, unit: str = "") -> str:
    """Draw points with their intervals, and lines between those that can be compared.

    Args:
        bars: the runs.
        label: what the chart shows, in words, for those who can't see it.
        unit: what stands behind a figure.
    """
    values = [v for bar in bars for v in (bar.value, bar.high) if v is not None]
    top = _nice(max(values, default=0.0))
    marks = [*_breaks(bars), *_joined(bars, top)]
    for i, bar in enumerate(bars):
        if bar.value is None:
            continue
        x = _x(i, len(bars))
        if bar.low is not None and bar.high is not None:
            marks.append(f'<line class="whisker" x1="{x}" x2="{x}" y1="{_y(bar.low, top)}" y2="{_y(bar.high, top)}"/>')
        told = _title(bar, f"{figure(bar.value)}{unit}")
        marks.append(f'<circle class="point" cx="{x}" cy="{_y(bar.value, top)}" r="4">{told}</circle>')
    ticks = [(_y(value, top), f"{_short(value)}{unit}") for value in _steps(0, top)]
    return _chart(label, ticks, marks, bars)


def bar_chart(bars: Sequence[Bar], label: str) -> str:
    """Draw what is new upwards, and what was fixed (``low``) downwards."""
    top = _nice(max((bar.value or 0 for bar in bars), default=0))
    foot = _nice(max((bar.low or 0 for bar in bars), default=0)) if any(bar.low for bar in bars) else 0.0
    wide = min(60 / max(len(bars), 1), 5)
    marks = list(_breaks(bars))
    for i, bar in enumerate(bars):
        if bar.value is None or bar.low is None:
            continue
        x = f"{_at(i, len(bars)) - wide / 2:.3f}%"
        for name, low, high in (("up", 0.0, bar.value), ("down", -bar.low, 0.0)):
            if high > low:
                y, to = _y(high, top, foot), _y(low, top, foot)
                told = _title(bar, f"{'+' if name == 'up' else '−'}{figure(high - low).removesuffix('.0')}")
                marks.append(
                    f'<rect class="{name}" x="{x}" width="{wide:.3f}%" y="{y}" height="{to - y:.1f}">{told}</rect>'
                )
    zero = _y(0, top, foot)
    marks.append(f'<line class="zero" x1="0" x2="100%" y1="{zero}" y2="{zero}"/>')
    ticks = [(_y(value, top, foot), _short(abs(value))) for value in _steps(foot, top)]
    return _chart(label, ticks, marks, bars)


def _chart(label: str, ticks: Sequence[tuple[float, str]], marks: Sequence[str], bars: Sequence[Bar]) -> str:
    size = f'height="{_HEIGHT}"'
    axis = "".join(f'<text x="40" y="{y + 4:.1f}" text-anchor="end">{escape(text)}</text>' for y, text in ticks)
    grid = "".join(f'<line class="grid" x1="0" x2="100%" y1="{y}" y2="{y}"/>' for y, _ in ticks)
    return (
        f'<div class="plot" role="img" aria-label="{escape(visible(label))}">'
        f'<svg class="axis" width="46" {size} aria-hidden="true">{axis}</svg>'
        f'<svg class="area" width="100%" {size} aria-hidden="true">'
        f"{grid}{''.join(marks)}{''.join(_dates(bars))}</svg></div>"
    )


def _dates(bars: Sequence[Bar]) -> Iterator[str]:
    """Write the dates of the first run, of the last, and of the one in the middle."""
    last = len(bars) - 1
    shown = {0: "start", last: "end", **({last // 2: "middle"} if last >= 4 else {})}
    for i, anchor in sorted(shown.items()):
        where = "middle" if last == 0 else anchor
        yield f'<text x="{_x(i, len(bars))}" y="{_HEIGHT - 6}" text-anchor="{where}">{escape(bars[i].when[:10])}</text>'


def _breaks(bars: Sequence[Bar]) -> Iterator[str]:
    for i, bar in enumerate(bars):
        if bar.breaks and i:
            x = f"{(_at(i - 1, len(bars)) + _at(i, len(bars))) / 2:.3f}%"
            yield f'<line class="break" x1="{x}" x2="{x}" y1="{_TOP}" y2="{_HEIGHT - _FOOT}"/>'


def _joined(bars: Sequence[Bar], top: float) -> Iterator[str]:
    for i, (one, other) in enumerate(pairwise(bars)):
        if one.value is not None and other.value is not None and not other.breaks:
            yield (
                f'<line class="way" x1="{_x(i, len(bars))}" y1="{_y(one.value, top)}" '
                f'x2="{_x(i + 1, len(bars))}" y2="{_y(other.value, top)}"/>'
            )


def _title(bar: Bar, value: str) -> str:
    return f"<title>{escape(visible(f'{bar.name}, {bar.when}: {value}'))}</title>"


def _at(index: int, count: int) -> float:
    """Return how far to the right a run stands, in percent."""
    return 50.0 if count == 1 else _SIDE + (100 - 2 * _SIDE) * index / (count - 1)


def _x(index: int, count: int) -> str:
    return f"{_at(index, count):.3f}%"


def _y(value: float, top: float, foot: float = 0.0) -> float:
    """Return how far down a value stands, in pixels."""
    return round(_TOP + (_HEIGHT - _TOP - _FOOT) * (top - value) / (top + foot), 1)


def _nice(value: float) -> float:
    """Return the next round number above a value."""
    if value <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(value))
    return next(step * size for step in (1, 2, 2.5, 5, 10) if step * size >= value)


def _steps(foot: float, top: float) -> list[float]:
    """Return the values that the axis names: nought, and evenly up and down from there."""
    if foot:
        return [-foot, 0.0, top]
    count = 4 if f"{top:e}".startswith("2.0") else 5
    return [top * i / count for i in range(count + 1)]


def _short(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"
