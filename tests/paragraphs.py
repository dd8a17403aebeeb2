"""What the program writes, put together as a reader meets it."""

from __future__ import annotations

from ketgui.reporting.documents.markdown import format_markdown
from ketgui.reporting.documents.report import build_report
from ketgui.reporting.paragraphs.methods import describe_treatment
from ketgui.reporting.paragraphs.prose import describe_results
from ketgui.statistics.analysis import Analysis


def results_paragraph(analysis: Analysis) -> str:
    """Return the sentences of Results; it is empty for a cohort without patients."""
    return " ".join(filter(None, describe_results(analysis).values()))


def methods_paragraph(analysis: Analysis) -> str:
    """Return the sentences of Methods about the treatment."""
    return " ".join(describe_treatment(analysis).values())


def report_markdown(analysis: Analysis) -> str:
    """Return the whole report as Markdown."""
    return format_markdown(build_report(analysis))
