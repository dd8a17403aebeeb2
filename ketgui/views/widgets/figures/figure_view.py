"""A figure on screen, with buttons to copy it, export it and show its data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QToolButton, QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.dialogs import open_dialog, show_notice
from ketgui.views.widgets.tables.table_view import make_result_table

if TYPE_CHECKING:
    from ketgui.figures.figure import Figure
    from ketgui.figures.spec import DataTable, FigureSpec
    from ketgui.statistics.analysis import Analysis

_SIZE = QSize(560, 400)
_LEAST_HEIGHT = 200


class FigureView(QWidget):
    """Draws one figure of the catalogue for each analysis it is given.

    Signals
    -------
    export_wanted(FigureSpec, str)
        The figure is to be exported, in this format or, if empty, in one to be chosen.
    patient_clicked(str), patient_opened(str)
        A patient's mark was clicked, double-clicked.
    patients_chosen(frozenset of str, bool)
        Several were selected at once; whether they are added to the selection.
    """

    export_wanted = Signal(object, str)
    patient_clicked = Signal(str)
    patient_opened = Signal(str)
    patients_chosen = Signal(object, bool)

    def __init__(self, figure: Figure, *, keep_ratio: bool = False) -> None:
        super().__init__()
        # pyqtgraph is imported after the first paint, and in the main thread alone.
        from ketgui.rendering.canvas import FigureCanvas
        from ketgui.views.widgets.figures.figure_keys import FigureKeys

        self._figure, self._variant = figure, ""
        self._spec: FigureSpec | None = None
        self._analysis: Analysis | None = None
        self._is_singled = False
        self._canvas = FigureCanvas(keep_ratio=keep_ratio)
        # On a low screen the page scrolls before the figure is too small to be drawn.
        self._canvas.setMinimumHeight(_LEAST_HEIGHT)
        self._keys = FigureKeys(self._canvas)
        self._canvas.export_requested.connect(self._on_export)
        self._canvas.copy_requested.connect(self.copy)
        self._canvas.table_requested.connect(self.show_as_table)
        self._canvas.about_requested.connect(self.show_about)
        self._canvas.patient_clicked.connect(self.patient_clicked)
        self._canvas.patient_opened.connect(self.patient_opened)
        self._canvas.patients_chosen.connect(self.patients_chosen)
        box = layout.pad(QVBoxLayout(self), 0, layout.STEP)
        box.addWidget(self._canvas, 1)
        box.addLayout(self._make_buttons())

    @property
    def spec(self) -> FigureSpec | None:
        """The figure that is drawn now."""
        return self._spec

    def show_analysis(self, analysis: Analysis) -> None:
        """Draw the figure of another analysis."""
        variants = self._figure.variants
        self._analysis, self._is_singled = analysis, False
        self._spec = (
            variants.build(analysis, self._variant)
            if variants and self._variant
            else self._figure.build(analysis)
        )
        self._show_spec(self._spec)

    def _show_spec(self, spec: FigureSpec) -> None:
        self._canvas.set_spec(spec)
        self._keys.show_spec(spec)

    def show_figure(self, figure: Figure, analysis: Analysis, variant: str = "") -> None:
        """Draw another figure, in one of its variants if it has some."""
        self._figure, self._variant = figure, variant
        self.show_analysis(analysis)

    def highlight(self, ids: frozenset[str]) -> None:
        """Draw these patients stronger and the others faint; none: all alike."""
        self._single_out(ids)
        self._canvas.highlight(ids)

    def _single_out(self, ids: frozenset[str]) -> None:
        """Draw marks of the selected patients over a density, which has no marks of patients."""
        single = self._figure.singled
        if self._spec is None or self._analysis is None or single is None:
            return
        marks = single(self._analysis, ids, self._variant) if ids else ()
        # Drawn anew only where marks appear or disappear: a figure takes time.
        if marks or self._is_singled:
            first, *others = self._spec.panels
            first = replace(first, marks=(*first.marks, *marks))
            self._show_spec(replace(self._spec, panels=(first, *others)))
            self._is_singled = bool(marks)

    def copy(self) -> None:
        """Put the figure on the clipboard as a picture, as wide as its page, at 300 dpi."""
        if self._spec:
            from ketgui.figures.style import FigureStyle
            from ketgui.rendering.image import to_image

            # The same style as in a file, so that what is pasted equals what is exported.
            style = FigureStyle(self._spec.width_mm)
            picture = to_image(style.apply(self._spec), style.width_mm, style.dpi)
            QGuiApplication.clipboard().setImage(picture)
            show_notice(self, _("Copied"))

    def show_as_table(self) -> None:
        """Open the figure's data as a table."""
        if self._spec:
            open_dialog(self, self._spec.title, make_data_table(self._spec), _SIZE)

    def show_about(self) -> None:
        """Open what the figure shows and by which definitions."""
        if self._spec:
            open_dialog(self, self._spec.title, layout.make_paragraph(self._spec.caption))

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        layout.pad(row, 0, layout.STEP)
        row.addStretch()
        row.addWidget(_make_button("copy", _("Copy"), _("Copy the figure"), self.copy))
        row.addWidget(
            _make_button("table-2", _("As table"), _("Show as table"), self.show_as_table)
        )
        export = _make_button(
            "image", _("Export PNG…"), _("Export the figure"), self._on_export_png
        )
        export.setShortcut(QKeySequence("Ctrl+E"))
        row.addWidget(export)
        return row

    def _on_export(self, spec: FigureSpec, suffix: str = "") -> None:
        self.export_wanted.emit(spec, suffix)

    def _on_export_png(self) -> None:
        if self._spec:
            self.export_wanted.emit(self._spec, "png")


def _make_button(icon: str, title: str, tip: str, act: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setIcon(layout.make_icon(icon))
    button.setText(title)
    button.setToolTip(tip)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setAutoRaise(True)
    button.clicked.connect(act)
    return button


def make_data_table(spec: FigureSpec) -> QWidget:
    """Return the figure's data: a table, or a tab for each panel."""
    tables = spec.make_tables()
    if len(tables) == 1:
        return _make_table(spec.key, tables[0])
    tabs = QTabWidget()
    for panel, table in zip(spec.panels, tables, strict=True):
        # A panel's title is long; its letter tells where it is.
        name = " ".join(filter(None, (panel.letter, table.title)))
        tabs.addTab(_make_table(spec.key, table), name.replace("&", "&&"))
    return tabs


def _make_table(key: str, table: DataTable) -> QWidget:
    from ketgui.reporting.tables.display_table import DisplayTable

    view, model = make_result_table(table.title)
    # The rows are text already, as the figure words its marks.
    numeric = table.numeric or (False,) * len(table.headers)
    model.show_table(DisplayTable(key, table.title, table.headers, table.rows, numeric))
    return view
