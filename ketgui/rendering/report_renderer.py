"""The object through which reporting, which knows no Qt, draws figures and PDFs."""

from __future__ import annotations

from ketgui.rendering.image import ensure_application, prepare_in_parts
from ketgui.rendering.report_pdf import figure_png, report_pdf
from ketgui.reporting.renderer import Renderer


def make_renderer() -> Renderer:
    """Return the renderer, once there is an application; to be called in the main thread."""
    ensure_application()
    return Renderer(figure_png, prepare_in_parts, report_pdf)
