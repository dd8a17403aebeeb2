"""The report's folder: ``analysis.json``, ``tables/*.csv`` and ``results.md``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ketgui.figures.catalogue import FIGURES
from ketgui.figures.spec import Figure
from ketgui.reporting import analysis_json
from ketgui.reporting.methods import exposure_sentence, methods_paragraph
from ketgui.reporting.prose import results_paragraph
from ketgui.reporting.tables.csv_file import csv_text
from ketgui.reporting.tables.written import Table, tables
from ketgui.statistics.analysis import Analysis
from ketgui.text import _


def write_report(analysis: Analysis, folder: Path, figures: Sequence[Figure] = FIGURES) -> None:
    """Write everything but the figures themselves, whose captions it holds, into a folder."""
    (folder / "analysis.json").write_text(analysis_json.as_text(analysis), encoding="utf-8")
    into = folder / "tables"
    into.mkdir(exist_ok=True)
    for table in tables(analysis):
        # A spreadsheet takes CSV for UTF-8 only if the file begins with a mark.
        (into / f"{table.key}.csv").write_text(csv_text(table), encoding="utf-8-sig", newline="")
    (folder / "results.md").write_text(results_markdown(analysis, figures), encoding="utf-8")


def results_markdown(analysis: Analysis, figures: Sequence[Figure] = FIGURES) -> str:
    """Return the paragraph, the tables and the captions as Markdown."""
    parts = [f"# {_('Results')}"]
    if analysis.cohort.invented:
        parts.append(f"> **{_('Invented example, not patient data')}**")
    parts += [f"*{analysis.plan.sentence()}*", results_paragraph(analysis)]
    if analysis.cohort.enrolled:
        parts += [f"## {_('Methods')}", methods_paragraph(analysis), exposure_sentence(analysis)]
    parts += [_markdown_table(table) for table in tables(analysis) if table.rows]
    captions = (figure.build(analysis) for figure in figures)
    parts += [f"## {_('Figures')}", *(f"**{spec.title}.** {spec.caption}" for spec in captions)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _markdown_table(table: Table) -> str:
    rule = ("---:" if right else "---" for right in table.numeric)
    lines = (table.headers, tuple(rule), *table.rows)
    body = "\n".join(f"| {' | '.join(_one_line(cell) for cell in line)} |" for line in lines)
    return f"## {table.title}\n\n{body}"


def _one_line(cell: str) -> str:
    return " ".join(cell.splitlines()).replace("\\", "\\\\").replace("|", "\\|")
