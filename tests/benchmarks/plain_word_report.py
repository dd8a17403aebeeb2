"""The full report as a plain script: figures by matplotlib, the same Word file by python-docx.

It is given the tables and the text of KetGUI's report, and need not compute them: ratings file,
folder of that report, number of figures, file to write.
"""

import csv
import io
import sys
from pathlib import Path

import docx
import matplotlib
import pandas as pd
from docx.shared import Mm

matplotlib.use("Agg")
import matplotlib.pyplot as plt

MM = 1 / 25.4


def draw(before: pd.Series, after: pd.Series, kind: int) -> bytes:
    """Draw one of three plain figures of the ratings, 160 × 90 mm at 300 dpi."""
    figure, axes = plt.subplots(figsize=(160 * MM, 90 * MM))
    if kind == 0:
        for first, last in zip(before, after, strict=True):
            axes.plot([1, 2], [first, last], color="grey", alpha=0.5)
        axes.errorbar([0.9, 2.1], [before.mean(), after.mean()], [before.std(), after.std()])
    elif kind == 1:
        change = ((before - after) / before * 100).sort_values()
        axes.bar(range(len(change)), change)
    else:
        axes.scatter(before, after)
        axes.plot([0, 60], [0, 60], linestyle="--")
    axes.set_ylabel("MADRS")
    out = io.BytesIO()
    figure.savefig(out, dpi=300)
    plt.close(figure)
    return out.getvalue()


def main(ratings_file: str, report: str, figures: str, out: str) -> None:
    ratings = pd.read_csv(ratings_file).dropna(subset=["score"]).sort_values("date")
    scores = ratings.groupby("patient_id")["score"]
    before, after = scores.first(), scores.last()
    file = docx.Document()
    for line in (Path(report) / "results.md").read_text(encoding="utf-8").split("\n\n"):
        if not line.startswith("|"):
            file.add_paragraph(line)
    for path in sorted((Path(report) / "tables").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as source:
            rows = list(csv.reader(source))
        file.add_paragraph(path.stem, style="Caption")
        grid = file.add_table(len(rows), len(rows[0]))
        for row, texts in zip(grid.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    for number in range(int(figures)):
        picture = io.BytesIO(draw(before, after, number % 3))
        file.add_picture(picture, Mm(160))
        file.add_paragraph(f"Figure {number + 1}", style="Caption")
    file.save(out)


main(*sys.argv[1:])
