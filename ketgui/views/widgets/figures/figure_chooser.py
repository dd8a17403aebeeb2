"""A figure that is chosen from a list above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.figures.figure_view import FigureView

if TYPE_CHECKING:
    from ketgui.figures.figure import Figure
    from ketgui.figures.spec import FigureSpec
    from ketgui.statistics.analysis import Analysis


_LEAST_WIDTH_EM = 10


class FigureChooser(QWidget):
    """Shows a figure chosen from those of a tab, with the selected patients highlighted.

    Signals
    -------
    export_wanted(FigureSpec, str)
        The figure is to be exported, in a format or in one to be chosen.
    patient_clicked(str)
        A patient's mark was clicked and the patient selected, whose page may be opened.
    patient_opened(str)
        A patient's mark was double-clicked: the patient's page is to be opened.
    """

    export_wanted = Signal(object, str)
    patient_clicked = Signal(str)
    patient_opened = Signal(str)

    def __init__(self, session: Session, tab: str) -> None:
        super().__init__()
        # The catalogue brings statistics and pandas: too much before the first paint.
        from ketgui.figures.catalogue import list_figures_of_tab

        self._session = session
        self.figures: list[Figure] = list(list_figures_of_tab(tab))
        self.choice = QComboBox()
        # A long title of one figure must not make the whole window wide.
        self.choice.setMinimumWidth(_LEAST_WIDTH_EM * self.fontMetrics().height())
        self.choice.setAccessibleName(_("Figure"))
        for figure in self.figures:
            self.choice.addItem(_(figure.title))
        self.variant = QComboBox()
        self.variant.setAccessibleName(_("Shown as"))
        self._variant_title = layout.make_label()
        self._variant_title.setBuddy(self.variant)
        self._analysis: Analysis | None = None
        self.view = FigureView(self.figures[0])
        self.view.export_wanted.connect(self.export_wanted)
        self.view.patient_clicked.connect(self._on_patient)
        self.view.patient_opened.connect(self.patient_opened)
        self.view.patients_chosen.connect(self._on_patients)
        row = QHBoxLayout()
        row.addWidget(layout.make_label(_("Figure")))
        row.addWidget(self.choice)
        row.addWidget(self._variant_title)
        row.addWidget(self.variant)
        row.addStretch()
        box = layout.pad(QVBoxLayout(self), 0)
        box.addLayout(row)
        box.addWidget(self.view, 1)
        self.choice.currentIndexChanged.connect(self._on_choice)
        # activated, not currentIndexChanged: refilling the list is no choice of the user's.
        self.variant.activated.connect(self._on_variant)
        self._offer_variants()
        session.selection.changed.connect(self.view.highlight)

    @property
    def spec(self) -> FigureSpec | None:
        """The figure that is drawn now."""
        return self.view.spec

    def show_analysis(self, analysis: Analysis) -> None:
        """Draw the chosen figure of another analysis."""
        self._analysis = analysis
        self._offer_variants()
        self._draw()

    @Slot(str)
    def choose(self, key: str) -> None:
        """Show the figure with this key."""
        keys = [figure.key for figure in self.figures]
        self.choice.setCurrentIndex(keys.index(key))

    def _on_choice(self, _index: int) -> None:
        self._offer_variants()
        self._draw()

    def _on_variant(self, _index: int) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._analysis:
            figure = self.figures[self.choice.currentIndex()]
            self.view.show_figure(figure, self._analysis, self.variant.currentData() or "")
            # The new drawing has no marks yet for selected patients whom a density hides.
            self.view.highlight(self._session.selection.ids)

    def _offer_variants(self) -> None:
        """Fill the list of the figure's variants; the one chosen stays if it is still there."""
        variants = self.figures[self.choice.currentIndex()].variants
        chosen = self.variant.currentData()
        self.variant.clear()
        if variants and self._analysis:
            self._variant_title.setText(_(variants.title))
            self.variant.setAccessibleName(_(variants.title))
            for key, title in variants.choices(self._analysis):
                self.variant.addItem(title, key)
            self.variant.setCurrentIndex(max(0, self.variant.findData(chosen)))
        for part in (self._variant_title, self.variant):
            part.setVisible(self.variant.count() > 1)

    def _on_patient(self, patient_id: str) -> None:
        chosen = frozenset({patient_id})
        # A second click on the only selected patient clears the selection.
        if self._session.selection.ids == chosen:
            self._session.selection.select(frozenset())
        else:
            self._session.selection.select(chosen)
            self.patient_clicked.emit(patient_id)

    def _on_patients(self, ids: frozenset[str], adds: bool) -> None:
        """Select these patients; with Ctrl, add them, and remove those selected already."""
        self._session.selection.select(self._session.selection.ids ^ ids if adds else ids)
