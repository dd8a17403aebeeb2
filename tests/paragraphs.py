"""What the program writes, put together as a reader meets it."""

from __future__ import annotations

from ketgui.reporting.documents.markdown import markdown
from ketgui.reporting.documents.report import report
from ketgui.reporting.methods import methods_by_key
from ketgui.reporting.prose import results_by_key
from ketgui.statistics.analysis import Analysis


def results_paragraph(analysis: Analysis) -> str:
    """Return the sentences of Results; it is empty for a cohort without patients."""
    return " ".join(filter(None, results_by_key(analysis).values()))


def methods_paragraph(analysis: Analysis) -> str:
    """Return the sentences of Methods about the treatment."""
    return " ".join(methods_by_key(analysis).values())


def report_markdown(analysis: Analysis) -> str:
    """Return the whole report as Markdown."""
    return markdown(report(analysis))
