"""Writes the notebooks of this folder with nbformat, which Jupyter itself writes them with."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import v3, v4

HERE = Path(__file__).parent
TIDES = """\
# Tides in the old harbour

We measured the height of the water **every ten minutes** for a month,
and compared it with what the almanac said. The gauge "Anna" stands at the north pier – 40 m from the lock.

- The first column is the time in `UTC`.
- The second is the height in metres.

> High water came, on average, six minutes late.

| Day | Remark |
|---|---|
| 3 | A storm from the west |

![The gauge at low water](gauge.png)

For a sine of amplitude $a$ the mean is $0$, as it must be \U0001f30a.
"""


def main() -> None:
    """Write a notebook of each version."""
    cells = [
        v4.new_markdown_cell(TIDES, id="tides"),
        v4.new_code_cell("# Not prose: a comment\nheights = [1.2, 1.4]", id="code", outputs=[OUTPUT]),
        v4.new_raw_cell("This is for the converter only.", id="raw"),
        v4.new_markdown_cell("The second sensor failed on the ninth day.", id="end"),
    ]
    nbformat.write(v4.new_notebook(cells=cells), HERE / "tides.ipynb")
    sheet = v3.new_worksheet(
        cells=[
            v3.new_heading_cell("Rain *and* snow", level=2),
            v3.new_text_cell("markdown", "It rained on *eleven* days.\nIt snowed on one."),
            v3.new_code_cell("print('not this')", outputs=[v3.new_output("stream", "not this either")]),
        ]
    )
    text = v3.writes_json(v3.new_notebook(worksheets=[sheet]))
    (HERE / "rain-v3.ipynb.json").write_text(f"{text}\n", "utf-8")


OUTPUT = v4.new_output("stream", text="This output is nobody's English.\n")

if __name__ == "__main__":
    main()
