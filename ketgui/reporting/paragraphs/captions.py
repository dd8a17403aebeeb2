"""The captions and sizes of figures as text: journals ask for captions in a separate file."""

from __future__ import annotations

from collections.abc import Sequence

from ketgui.figures.spec import FigureSpec
from ketgui.figures.style import FigureStyle
from ketgui.text import _, integer, number


def format_captions(figures: Sequence[tuple[str, FigureSpec]], style: FigureStyle) -> str:
    """Return name, title, caption, and size in millimetres and pixels of every figure."""
    return "\n".join(_format_caption(name, spec, style) for name, spec in figures)


def _format_caption(name: str, spec: FigureSpec, style: FigureStyle) -> str:
    width, height = style.width_mm, style.width_mm * spec.height_ratio
    # An inch is 25.4 mm.
    per_mm = style.dpi / 25.4
    size = _(
        "{width} × {height} mm; {across} × {down} pixels at {dpi} dpi; letters of {points} points",
        width=number(width, 1),
        height=number(height, 1),
        across=integer(round(width * per_mm)),
        down=integer(round(height * per_mm)),
        dpi=integer(style.dpi),
        points=number(style.font_points, 1),
    )
    return f"{name}\n{spec.title}\n{spec.caption}\n{size}\n"
