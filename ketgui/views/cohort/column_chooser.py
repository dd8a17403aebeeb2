"""Which columns of the cohort's tables are shown: chosen in a menu, by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from ketgui.domain.fields import TABLES, get_fields
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.tables.table_models import ListingModel
from ketgui.views.widgets.tables.table_view import TableView

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort


class ColumnChooser(QObject):
    """Hides columns of a table that shows several listings by turns.

    The first column, which says whose row it is, is always shown. What is copied and exported has
    every column.

    Parameters
    ----------
    get_table : callable
        Returns the key of the listing that is shown; columns are hidden in that one alone.

    Signals
    -------
    changed(tuple of str)
        The hidden columns of every listing, as "patients.age".
    """

    changed = Signal(tuple)

    def __init__(self, view: TableView, model: ListingModel, get_table: Callable[[], str]) -> None:
        super().__init__(view)
        self._view, self._model, self._get_table = view, model, get_table
        self._hidden: set[str] = set()
        self.menu = QMenu(_("Columns"), view)
        self.menu.setIcon(layout.make_icon("table-2"))
        self.menu.aboutToShow.connect(self._fill_menu)
        header = view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header)
        model.modelReset.connect(self.apply)

    def hide(self, columns: tuple[str, ...]) -> None:
        """Hide these columns, and no others."""
        self._hidden = set(columns)
        self.apply()

    def apply(self) -> None:
        """Hide the columns of the listing that is shown now."""
        for column in range(self._model.columnCount()):
            self._view.setColumnHidden(column, self._name(column) in self._hidden)

    def make_button(self) -> QToolButton:
        """Return a button that opens the menu."""
        button = QToolButton()
        button.setIcon(layout.make_icon("table-2"))
        button.setToolTip(_("Columns"))
        button.setAccessibleName(_("Columns"))
        button.setAutoRaise(True)
        button.clicked.connect(
            lambda: self.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        )
        return button

    def _name(self, column: int) -> str:
        return f"{self._get_table()}.{self._model.key(column)}"

    def _fill_menu(self) -> None:
        self.menu.clear()
        for column in range(1, self._model.columnCount()):
            title = self._model.headerData(column, Qt.Orientation.Horizontal)
            action = self.menu.addAction(str(title).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(not self._view.isColumnHidden(column))
            action.toggled.connect(partial(self._on_toggled, column))
        self.menu.addSeparator()
        every = self.menu.addAction(_("Show all columns"), self._on_all)
        every.setEnabled(any(map(self._view.isColumnHidden, range(self._model.columnCount()))))

    def _on_toggled(self, column: int, is_shown: bool) -> None:
        name = self._name(column)
        (self._hidden.discard if is_shown else self._hidden.add)(name)
        self._announce()

    def _on_all(self) -> None:
        table = f"{self._get_table()}."
        self._hidden = {name for name in self._hidden if not name.startswith(table)}
        self._announce()

    def _announce(self) -> None:
        self.apply()
        self.changed.emit(tuple(sorted(self._hidden)))

    def _on_header(self, point: QPoint) -> None:
        self.menu.popup(self._view.horizontalHeader().mapToGlobal(point))


def list_own_columns(cohort: Cohort) -> set[str]:
    """Return the columns that the file brought and the program does not know."""
    return {
        f"{table}.{column}"
        for table in TABLES
        for column in cohort.get_table(table).columns
        if column not in {field.key for field in get_fields(table)}
    }
