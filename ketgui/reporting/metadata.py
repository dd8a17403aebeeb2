"""What a figure's file says of itself: no name and no path."""

from __future__ import annotations

from ketgui import __version__
from ketgui.figures.spec import FigureSpec
from ketgui.statistics.analysis import Analysis


def build_figure_metadata(analysis: Analysis, spec: FigureSpec) -> dict[str, str]:
    """Return title, program, caption with plan, and the hashes of the files read."""
    hashes = " ".join(source.sha256 for source in analysis.cohort.sources)
    said = [spec.caption, analysis.plan.sentence(), spec.note]
    return {
        "Title": spec.title,
        "Software": f"KetGUI {__version__}",
        "Description": " | ".join(part for part in said if part),
        "Source": f"sha256 {hashes}" if hashes else "",
    }
