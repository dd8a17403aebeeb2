"""The object through which reporting, which knows no Qt, draws figures and PDFs."""

from __future__ import annotations

from ketgui.rendering.image import ensure_application, prepare_in_parts
from ketgui.rendering.printing.report_pdf import draw_figure_png, draw_report_pdf
from ketgui.reporting.renderer import Renderer


def make_renderer() -> Renderer:
    """Return the renderer, once there is an application; to be called in the main thread."""
    ensure_application()
    return Renderer(draw_figure_png, prepare_in_parts, draw_report_pdf)
