"""Metadata for a figure's file, without any person's name or path."""

from __future__ import annotations

from ketgui import __version__
from ketgui.figures.spec import FigureSpec
from ketgui.statistics.analysis import Analysis


def build_figure_metadata(analysis: Analysis, spec: FigureSpec) -> dict[str, str]:
    """Return title, program, caption with the plan, and the hashes of the files read."""
    # A hash identifies the exact file, also years later, and says nothing about its folder.
    hashes = " ".join(source.sha256 for source in analysis.cohort.sources)
    description = [spec.caption, analysis.plan.summarise(), spec.note]
    return {
        "Title": spec.title,
        "Software": f"KetGUI {__version__}",
        "Description": " | ".join(filter(None, description)),
        "Source": f"sha256 {hashes}" if hashes else "",
    }
