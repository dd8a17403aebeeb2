"""The composer opens with what the project says, and what is composed goes with the project."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ketgui.figures.composition import Composition
from ketgui.figures.options import as_options, composition_of, others, style_of
from ketgui.figures.style import FigureStyle, StyleError
from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views.report.composer.composer import Composer


def open_composer(session: Session, parent: QWidget) -> Composer:
    """Show the composer; the session must have an analysis."""
    assert session.analysis is not None
    composed, style = Composition(), FigureStyle()
    try:
        composed = composition_of(session.report.output) or composed
        style = style_of(session.report.output)
    except (StyleError, TypeError):
        # A project that another program has written may ask for what there is not.
        session.history.record(_("The project's figure could not be read; the usual one is shown."))

    begun_from = as_options(composed, style)

    def keep(composed: Composition, style: FigureStyle) -> None:
        chosen = as_options(composed, style)
        # Looking at the usual figure composes none.
        if chosen != begun_from:
            session.report.change(others(session.report.output) | chosen)

    dialog = Composer(session.analysis, composed, style, parent)
    dialog.composed.connect(keep)
    dialog.open()
    return dialog
