"""The published rates a cohort is laid beside: a table that can be edited, kept in the plan."""

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
    """The cohort in the first row, a published study in each further one.

    Signals
    -------
    published_changed(tuple of PublishedRate)
        The table was edited.
    refused(str)
        What was typed cannot be, and why.
    """

    published_changed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._own: dict[str, str] = {}
        self._differs: dict[PublishedRate, str] = {}
        self.published: tuple[PublishedRate, ...] = ()

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the plan's table beside this cohort."""
        from ketgui.statistics.results.outcomes.literature import Literature

        result = analysis[Literature]
        self.beginResetModel()
        self.published = analysis.plan.published
        self._own = _format_own_row(analysis)
        self._differs = {
            one.published: ", ".join(_(words) for words in one.differs)
            for one in result.comparisons
        }
        self.endResetModel()

    def edit(self, published: tuple[PublishedRate, ...]) -> None:
        """Announce another table."""
        self.published_changed.emit(published)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of studies and one."""
        return 0 if parent.isValid() else len(self.published) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of columns."""
        return 0 if parent.isValid() else len(_NAMES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(_TITLES[_NAMES[section]])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words; the note of a study is its tool tip."""
        name, row = _NAMES[index.column()], index.row()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            typed = role == Qt.ItemDataRole.EditRole
            return self._own.get(name, "") if row == 0 else self._text(name, row, typed)
        if role == Qt.ItemDataRole.TextAlignmentRole and name in (*_WHOLE, *_DECIMAL):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and row > 0:
            return self.published[row - 1].note or self._text(name, row)
        if role == Qt.ItemDataRole.FontRole and row == 0:
            return layout.strong_font()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the studies be edited, but for what follows from them."""
        whole = super().flags(index)
        if index.row() == 0 or _NAMES[index.column()] == "differs":
            return whole
        return whole | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed, or say why not."""
        if role != Qt.ItemDataRole.EditRole or index.row() == 0:
            return False
        name, place = _NAMES[index.column()], index.row() - 1
        try:
            edited = replace(self.published[place], **{name: _parse_cell(name, str(value).strip())})
        except PublishedError as refusal:
            self.refused.emit(str(refusal))
            return False
        self.edit((*self.published[:place], edited, *self.published[place + 1 :]))
        return True

    def _text(self, name: str, row: int, typed: bool = False) -> str:
        """Return a study's cell in words, or as it is typed: a rate is shown to one place."""
        one = self.published[row - 1]
        if name == "differs":
            return self._differs.get(one, "")
        value = getattr(one, name)
        if value is None:
            return ""
        if name == "scale":
            return next((scale.title for scale in SCALES if scale.key == value), "")
        if isinstance(value, str):
            return value
        return number(value) if name in _RATES and not typed else bare(value)


class PublishedRatesEditor(QWidget):
    """Edits the published rates, and says which of them are not like for like.

    Signals
    -------
    published_changed(tuple of PublishedRate)
        The table was edited.
    """

    published_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.model = PublishedRatesModel(self)
        self.model.published_changed.connect(self.published_changed)
        self.model.refused.connect(self._on_refused)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(_("Published rates"))
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(layout.ROW_HEIGHT)
        self.view.setTabKeyNavigation(False)
        self.view.setMinimumHeight(14 * layout.ROW_HEIGHT)
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._refusal = layout.paragraph()
        self._refusal.setStyleSheet(f"color: {layout.state_colour('error').name()}")
        self._refusal.hide()
        row = layout.padded(QHBoxLayout(), 0, layout.STEP)
        for words, act in (
            (_("Add a study"), self.add),
            (_("Remove it"), self.remove),
            (_("The program's own"), self.restore),
        ):
            row.addWidget(_create_button(words, act))
        row.addStretch()
        box = layout.padded(QVBoxLayout(self), 0, layout.STEP)
        box.addWidget(self.view)
        box.addLayout(row)
        box.addWidget(self._refusal)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the plan's table beside this cohort."""
        self._refusal.hide()
        self.model.show_analysis(analysis)

    def add(self) -> None:
        """Add a study to be filled in."""
        self.model.edit((*self.model.published, PublishedRate(_("New study"))))

    def remove(self) -> None:
        """Remove the study of the current row."""
        place = self.view.currentIndex().row() - 1
        if place >= 0:
            kept = self.model.published
            self.model.edit((*kept[:place], *kept[place + 1 :]))

    def restore(self) -> None:
        """Go back to the table that the program comes with."""
        self.model.edit(PUBLISHED)

    def _on_refused(self, words: str) -> None:
        self._refusal.setText(words)
        self._refusal.show()


def _create_button(words: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked: act())
    return button


def _format_own_row(analysis: Analysis) -> dict[str, str]:
    """Return this cohort's rates and what it had, as the comparison takes it."""
    from ketgui.reporting.tables.display_table import format_cell
    from ketgui.statistics.results.outcomes.literature import Literature
    from ketgui.statistics.rows import number as cell

    result = analysis[Literature]
    given = result.given
    return {
        "study": _("This cohort"),
        "response": format_cell(cell(result.response.percent)),
        "remission": format_cell(cell(result.remission.percent)),
        "n": integer(result.response.n),
        "scale": analysis.plan.rating_scale.title,
        "infusions": "" if given.infusions is None else bare(given.infusions),
        "dose_mg_per_kg": "" if given.dose_mg_per_kg is None else bare(given.dose_mg_per_kg),
    }


def _parse_cell(name: str, words: str) -> float | int | str | None:
    """Return what was typed as the value of a column; nothing typed is not known."""
    if name in _WHOLE or name in _DECIMAL:
        if not words:
            return None
        value = _parse_number(words)
        if value is None or (name in _WHOLE and value != round(value)):
            raise PublishedError(_("Not a number: {words}", words=words))
        return int(value) if name in _WHOLE else value
    if name == "scale" and words:
        return next((s.key for s in SCALES if words.lower() in (s.title.lower(), s.key)), words)
    return words


def _parse_number(words: str) -> float | None:
    """Return a number typed with either decimal mark; None if it is none, or has no end."""
    try:
        value = float(words.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
