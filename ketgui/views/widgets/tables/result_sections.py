"""The tables of a tab's results, each below its title."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.section import Section
from ketgui.views.widgets.tables.table_view import TableModel, TableView, make_result_table

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis
    from ketgui.statistics.study import Result


class ResultSections(QWidget):
    """Every result that declares this tab, each in a folded section.

    A table is filled when its section is open, and again when its result is another: laying out
    all of a tab takes longer than computing them.

    Signals
    -------
    explanation_wanted(str)
        What the result under a title tells is to be shown.
    """

    explanation_wanted = Signal(str)

    def __init__(self, tab: str) -> None:
        super().__init__()
        self._tab = tab
        self._box = layout.pad(QVBoxLayout(self), 0)
        self._analysis: Analysis | None = None
        self._sections: dict[type[Result], Section] = {}
        self._shown: dict[type[Result], Result] = {}
        self.tables: dict[type[Result], tuple[TableView, TableModel]] = {}
        # Nothing is known of the results yet, not even whether the tab has any.
        self.hide()

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the results of another analysis."""
        self._analysis = analysis
        if not self.tables:
            self._add_tables()
        for kind, section in self._sections.items():
            if section.is_open:
                self._fill(kind)

    def _fill(self, kind: type[Result]) -> None:
        from ketgui.reporting.tables.display_table import build_table

        if self._analysis and self._shown.get(kind) is not self._analysis[kind]:
            view, model = self.tables[kind]
            self._shown[kind] = self._analysis[kind]
            model.show_table(build_table(self._analysis[kind]))
            view.fit_rows()

    def _add_tables(self) -> None:
        """Add a table for each result; they are known once statistics are loaded."""
        from ketgui.statistics.results import list_results_of_tab

        for kind in list_results_of_tab(self._tab):
            title = _(kind.title)
            view, model = make_result_table(title)
            section = Section(title, view, opened=False, explained=True)
            section.explanation_wanted.connect(self.explanation_wanted)
            section.unfolded.connect(partial(self._fill, kind))
            self._box.addWidget(section)
            self.tables[kind], self._sections[kind] = (view, model), section
        self.setVisible(bool(self.tables))
