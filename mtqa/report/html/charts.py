"""Pictures drawn as SVG without a script: histograms, bars, and the sentences of a run as one bar.

The page's policy refuses style attributes, and text may not shrink with its picture: so places across are percentages
of the width, heights are pixels, and no picture has a view box.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mtqa.report.html.assembly import escape

_HEIGHT = 168
"""Pixels from the axis to the top of a histogram."""
_BELOW = 22
_ABOVE = 14
_AXIS = 44
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
_LINES = 4


@dataclass(frozen=True, slots=True)
class Bin:
    """A bar of a histogram: from where to where it reaches, how many it holds, and how many of them are suspicious."""

    low: float
    high: float
    count: int
    suspicious: int


def binned(values: Iterable[tuple[float, bool]], low: float, high: float, count: int) -> list[Bin]:
    """Count values in bins of equal width; those beyond the ends fall in the first and the last bin.

    Args:
        values: each with whether its sentence is suspicious.
        low: where the first bin begins.
        high: where the last one ends; the value itself falls in it.
        count: how many bins there are.
    """
    width = (high - low) / count
    totals, suspicious = [0] * count, [0] * count
    for value, flagged in values:
        place = min(max(math.floor((value - low) / width), 0), count - 1)
        totals[place] += 1
        suspicious[place] += flagged
    return [Bin(low + i * width, low + (i + 1) * width, totals[i], suspicious[i]) for i in range(count)]


def histogram(
    bins: Sequence[Bin], name: str, ticks: Sequence[tuple[float, str]], reference: float | None = None
) -> str:
    """Draw bars of shares; the suspicious ones of each stand at its foot.

    Args:
        bins: the bars, from left to right.
        name: what the picture shows, for those who don't see it.
        ticks: what stands below the axis, each with its place from 0 to 1.
        reference: the share that a dashed line is drawn at; None for no line.
    """
    total = sum(each.count for each in bins) or 1
    top = max(*(each.count / total for each in bins), reference or 0)
    step = next((s for s in _STEPS if top / s <= _LINES), 0.5)
    top = max(top * 1.04, step)
    scale = _HEIGHT / top
    levels = [step * i for i in range(int(top / step) + 1)]
    axis = "".join(
        f'<text x="{_AXIS - 8}" y="{_y(level * scale) + 4}" text-anchor="end">{100 * level:.0f}%</text>'
        for level in levels
    )
    plot = "".join(
        (
            *(_line("grid", level * scale) for level in levels),
            *_bars(bins, scale / total),
            "" if reference is None else _line("reference", reference * scale),
            *(_tick(place, label) for place, label in ticks),
        )
    )
    height = _ABOVE + _HEIGHT + _BELOW
    return (
        f'<div class="plot" role="img" aria-label="{escape(name)}">'
        f'<svg class="axis" width="{_AXIS}" height="{height}" aria-hidden="true">{axis}</svg>'
        f'<svg class="area" height="{height}" aria-hidden="true">{plot}</svg></div>'
    )


def ends(low: str, high: str) -> str:
    """Say below a histogram what its ends mean."""
    return f'<p class="ends"><span>{escape(low)}</span><span>{escape(high)}</span></p>'


def meter(share: float, name: str = "") -> str:
    """Draw a bar of a share of the width."""
    attribute = f" {name}" if name else ""
    return (
        f'<svg class="meter{attribute}" height="5" aria-hidden="true">'
        f'<rect width="{max(100 * share, 1):.1f}%" height="5"/></svg>'
    )


def balance(parts: Sequence[tuple[str, int, str]]) -> str:
    """Draw counts as one bar with its key.

    Args:
        parts: for each its class, its count and what the key says of it.
    """
    total = sum(count for _, count, _ in parts)
    if not total:
        return ""
    bars: list[str] = []
    at = 0.0
    for name, count, _ in parts:
        width = 100 * count / total
        bars.append(f'<rect class="{name}" x="{at:.3f}%" width="{width:.3f}%" height="8"/>')
        at += width
    keys = key((name, label) for name, _, label in parts)
    return f'<svg class="balance" aria-hidden="true" height="8" width="100%">{"".join(bars)}</svg>\n{keys}'


def key(entries: Iterable[tuple[str, str]]) -> str:
    """Say what the colours of a picture mean: for each entry a class and its words; ``reference`` is a line."""
    swatches = "".join(
        f'<span><svg width="14" height="8" aria-hidden="true">{_swatch(name)}</svg>{escape(label)}</span>'
        for name, label in entries
    )
    return f'<p class="key">{swatches}</p>'


def _swatch(name: str) -> str:
    if name == "reference":
        return f'<line class="{name}" x1="0" x2="14" y1="4" y2="4"/>'
    return f'<rect class="{name}" width="14" height="8"/>'


def _bars(bins: Sequence[Bin], scale: float) -> Iterable[str]:
    width = 100 / len(bins)
    for i, each in enumerate(bins):
        foot = each.suspicious * scale
        for name, low, high in (("suspicious", 0.0, foot), ("clear", foot, each.count * scale)):
            if high > low:
                yield (
                    f'<rect class="{name}" x="{i * width + width * 0.06:.2f}%" y="{_y(high)}" '
                    f'width="{width * 0.88:.2f}%" height="{high - low:.1f}"/>'
                )


def _line(name: str, height: float) -> str:
    return f'<line class="{name}" x1="0" x2="100%" y1="{_y(height)}" y2="{_y(height)}"/>'


def _tick(place: float, label: str) -> str:
    anchor = "start" if place <= 0 else "end" if place >= 1 else "middle"
    foot = _ABOVE + _HEIGHT + _BELOW - 5
    return f'<text x="{100 * place:.1f}%" y="{foot}" text-anchor="{anchor}">{escape(label)}</text>'


def _y(height: float) -> float:
    return round(_ABOVE + _HEIGHT - height, 1)
