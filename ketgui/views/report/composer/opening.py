"""Opens the composer with the project's figure, and saves the composition with the project."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ketgui.figures.composition import Composition
from ketgui.figures.style import FigureStyle
from ketgui.session.session import Session
from ketgui.views.report.composer.composer import Composer


def open_composer(session: Session, parent: QWidget) -> Composer:
    """Show the composer; the session must have an analysis."""
    assert session.analysis is not None
    request = session.report.request
    first = request.composition or Composition(), request.figure_style, request.style or ""

    def keep(composition: Composition, style: FigureStyle, statistics: str) -> None:
        # Closing the composer without a change composes nothing.
        if (composition, style, statistics) != first:
            changed = session.report.request.with_figure(composition, style)
            session.report.change(replace(changed, style=statistics or None))

    composition, style, statistics = first
    dialog = Composer(session.analysis, composition, style, parent, statistics=statistics)
    dialog.composed.connect(keep)
    dialog.open()
    return dialog
