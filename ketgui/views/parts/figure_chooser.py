"""One of several figures, chosen from a list above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ketgui.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.parts.figure_view import FigureView

if TYPE_CHECKING:
    from ketgui.figures.spec import Figure, FigureSpec
    from ketgui.statistics.analysis import Analysis


class FigureChooser(QWidget):
    """Shows the chosen figure of the catalogue; the selected patients stand out in it.

    Signals
    -------
    export_wanted(FigureSpec, str)
        The figure is to be exported, in a format or in one to be chosen.
    """

    export_wanted = Signal(object, str)

    def __init__(self, session: Session, keys: Sequence[str]) -> None:
        super().__init__()
        from ketgui.figures.catalogue import FIGURES

        by_key = {figure.key: figure for figure in FIGURES}
        self._session = session
        self.figures: list[Figure] = [by_key[key] for key in keys]
        self.choice = QComboBox()
        self.choice.setAccessibleName(_("Figure"))
        for figure in self.figures:
            self.choice.addItem(_(figure.title))
        self.view = FigureView(self.figures[0])
        self.view.export_wanted.connect(self.export_wanted)
        self.view.patient_clicked.connect(self._on_patient)
        row = QHBoxLayout()
        row.addWidget(QLabel(_("Figure")))
        row.addWidget(self.choice)
        row.addStretch()
        box = layout.padded(QVBoxLayout(self), 0)
        box.addLayout(row)
        box.addWidget(self.view, 1)
        self.choice.currentIndexChanged.connect(self._on_choice)
        session.selection_changed.connect(self.view.highlight)

    @property
    def spec(self) -> FigureSpec | None:
        """The figure as it now stands."""
        return self.view.spec

    def show_analysis(self, analysis: Analysis) -> None:
        """Draw the chosen figure of another analysis."""
        self.view.show_analysis(analysis)
        self.view.highlight(self._session.selection)

    def _on_choice(self, place: int) -> None:
        self.view.show_figure(self.figures[place])
        self.view.highlight(self._session.selection)

    def _on_patient(self, who: str) -> None:
        chosen = frozenset({who})
        self._session.select(frozenset() if self._session.selection == chosen else chosen)
