"""An editable table of published rates to compare the cohort with, saved with the plan."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.literature import PUBLISHED, PublishedError, PublishedRate
from ketgui.domain.scales import SCALES
from ketgui.text import _, bare, integer, mark, number
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis

Index = QModelIndex | QPersistentModelIndex
_TITLES = {
    "study": mark("Study"),
    "response": mark("Response (%)"),
    "remission": mark("Remission (%)"),
    "differs": mark("Not like for like"),
    "n": mark("n"),
    "scale": mark("Scale"),
    "infusions": mark("Infusions"),
    "dose_mg_per_kg": mark("Dose (mg/kg)"),
    "source": mark("Source"),
}
_NAMES = tuple(_TITLES)
_RATES = ("response", "remission")
_WHOLE, _DECIMAL = ("n", "infusions"), (*_RATES, "dose_mg_per_kg")


class PublishedRatesModel(QAbstractTableModel):
    """The cohort in the first row, a published study in each of the others.

    Signals
    -------
    published_changed(tuple of PublishedRate)
        The user edited the table.
    rejected(str)
        The user typed an invalid value; the reason.
    """

    published_changed = Signal(object)
    rejected = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._own: dict[str, str] = {}
        self._differs: dict[PublishedRate, str] = {}
        self.published: tuple[PublishedRate, ...] = ()

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the plan's published rates below those of the cohort."""
        from ketgui.statistics.results.further.literature import Literature

        # Already computed with the analysis: the table shows it, and computes nothing.
        result = analysis[Literature]
        self.beginResetModel()
        self.published = analysis.plan.published
        self._own = _format_own_row(analysis)
        self._differs = {
            comparison.published: ", ".join(_(reason) for reason in comparison.differs)
            for comparison in result.comparisons
        }
        self.endResetModel()

    def replace_table(self, published: tuple[PublishedRate, ...]) -> None:
        """Emit another table as the user's edit; the model changes with the next analysis."""
        self.published_changed.emit(published)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of studies plus one for the cohort."""
        return 0 if parent.isValid() else len(self.published) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_NAMES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(_TITLES[_NAMES[section]])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text; a study's note is its tool tip."""
        name, row = _NAMES[index.column()], index.row()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            # 19.05 is shown as 19.1: an editor that began with 19.1 would change the rate.
            editing = role == Qt.ItemDataRole.EditRole
            return self._own.get(name, "") if row == 0 else self._format(name, row, editing)
        if role == Qt.ItemDataRole.TextAlignmentRole and name in (*_WHOLE, *_DECIMAL):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and row > 0:
            return layout.format_tool_tip(self.published[row - 1].note or self._format(name, row))
        if role == Qt.ItemDataRole.FontRole and row == 0:
            return layout.make_strong_font()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Make the studies editable, except for the computed column."""
        flags = super().flags(index)
        if index.row() == 0 or _NAMES[index.column()] == "differs":
            return flags
        return flags | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Store the typed value, or emit why it is invalid."""
        if role != Qt.ItemDataRole.EditRole or index.row() == 0:
            return False
        name, study = _NAMES[index.column()], index.row() - 1
        try:
            # The new study checks its own values.
            edited = replace(self.published[study], **{name: _parse_cell(name, str(value).strip())})
        except PublishedError as error:
            self.rejected.emit(str(error))
            return False
        self.replace_table((*self.published[:study], edited, *self.published[study + 1 :]))
        return True

    def _format(self, name: str, row: int, editing: bool = False) -> str:
        """Return the text of a study's cell; a rate has one decimal unless it is being edited."""
        study = self.published[row - 1]
        if name == "differs":
            return self._differs.get(study, "")
        value = getattr(study, name)
        if value is None:
            return ""
        if name == "scale":
            return next((scale.title for scale in SCALES if scale.key == value), "")
        if isinstance(value, str):
            return value
        return number(value) if name in _RATES and not editing else bare(value)


class PublishedRatesEditor(QWidget):
    """Edits the published rates and shows how each study differs from the cohort.

    Signals
    -------
    published_changed(tuple of PublishedRate)
        The user edited the table.
    """

    published_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.model = PublishedRatesModel(self)
        self.model.published_changed.connect(self.published_changed)
        self.model.rejected.connect(self._on_rejected)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(_("Published rates"))
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(layout.measure_row_height())
        self.view.setTabKeyNavigation(False)
        self.view.setMinimumHeight(14 * layout.measure_row_height())
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._error = layout.make_paragraph()
        self._error.setStyleSheet(f"color: {layout.get_state_colour('error').name()}")
        # Shown again by an invalid edit; any valid one brings a new analysis, which hides it.
        self._error.hide()
        row = layout.pad(QHBoxLayout(), 0, layout.STEP)
        for title, run in (
            (_("Add a study"), self.add),
            (_("Remove study"), self.remove),
            (_("Restore defaults"), self.restore),
        ):
            row.addWidget(_create_button(title, run))
        row.addStretch()
        box = layout.pad(QVBoxLayout(self), 0, layout.STEP)
        box.addWidget(self.view)
        box.addLayout(row)
        box.addWidget(self._error)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the plan's published rates below those of the cohort."""
        self._error.hide()
        self.model.show_analysis(analysis)

    def add(self) -> None:
        """Add an empty study."""
        self.model.replace_table((*self.model.published, PublishedRate(_("New study"))))

    def remove(self) -> None:
        """Remove the study of the current row."""
        study = self.view.currentIndex().row() - 1
        if study >= 0:
            published = self.model.published
            self.model.replace_table((*published[:study], *published[study + 1 :]))

    def restore(self) -> None:
        """Restore the table that the program comes with."""
        self.model.replace_table(PUBLISHED)

    def _on_rejected(self, reason: str) -> None:
        self._error.setText(reason)
        self._error.show()


def _create_button(title: str, run: Callable[[], None]) -> QPushButton:
    button = QPushButton(title)
    # Enter ends the edit of a cell, and must not press a button too.
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked: run())
    return button


def _format_own_row(analysis: Analysis) -> dict[str, str]:
    """Return the cohort's rates and treatment as the comparison uses them."""
    from ketgui.reporting.tables.display_table import format_cell
    from ketgui.statistics.results.further.literature import Literature
    from ketgui.statistics.rows import make_number_cell as cell

    result = analysis[Literature]
    treatment = result.given
    return {
        "study": _("This cohort"),
        "response": format_cell(cell(result.response.percent)),
        "remission": format_cell(cell(result.remission.percent)),
        "n": integer(result.response.n),
        "scale": analysis.plan.rating_scale.title,
        "infusions": "" if treatment.infusions is None else bare(treatment.infusions),
        "dose_mg_per_kg": ""
        if treatment.dose_mg_per_kg is None
        else bare(treatment.dose_mg_per_kg),
    }


def _parse_cell(name: str, text: str) -> float | int | str | None:
    """Return the value of a typed text in a column; None for an empty number."""
    if name in _WHOLE or name in _DECIMAL:
        if not text:
            return None
        value = _parse_number(text)
        # 6.0 counts as a whole number; 6.5 infusions do not exist.
        if value is None or (name in _WHOLE and value != round(value)):
            raise PublishedError(_("Not a number: {words}", words=text))
        return int(value) if name in _WHOLE else value
    if name == "scale" and text:
        # An unknown name is returned as typed, and refused with its reason by `PublishedRate`.
        return next((s.key for s in SCALES if text.lower() in (s.title.lower(), s.key)), text)
    return text


def _parse_number(text: str) -> float | None:
    """Return a number typed with a point or a comma; None if it is not a finite number."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
