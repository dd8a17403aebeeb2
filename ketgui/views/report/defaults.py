"""The default contents of a report that is written from the window."""

from __future__ import annotations

from ketgui.reporting.request import ReportRequest
from ketgui.settings import Settings


def get_default_request(settings: Settings) -> ReportRequest:
    """Return a request for every figure, in the size last used to export one."""
    return ReportRequest(
        figures=("all",), width_mm=settings.figure_width_mm, dpi=settings.figure_dpi
    )
