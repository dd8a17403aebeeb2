"""The check list of adverse events at an infusion: none, or the events and their severity."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from ketgui.domain.cohort import Cohort
from ketgui.domain.edit_rows import CellValue
from ketgui.domain.edits import RowAddition
from ketgui.domain.events.event_plan import SeverityScale, get_severity_titles
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.adverse_events.records import suggest_values

# More terms do not fit beside an infusion; others are typed.
_MOST_TERMS = 8
_COLUMNS = 2


class EventCheckList(QWidget):
    """A box for each term, with its severity; terms recorded in the study come first.

    Signals
    -------
    edited()
        Something was ticked or typed.
    """

    edited = Signal()

    def __init__(self, cohort: Cohort, scale: SeverityScale) -> None:
        super().__init__()
        self.none = QCheckBox(_("No adverse event"))
        self.none.toggled.connect(self._on_none)
        self.boxes: dict[str, QCheckBox] = {}
        self.severities: dict[str, QComboBox] = {}
        self.other = QLineEdit()
        self.other.setPlaceholderText(_("Another event"))
        self.other.setAccessibleName(_("Another event"))
        self.other.textEdited.connect(self._on_ticked)
        self.other_severity = _make_severity(scale)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.none, 0, 0, 1, 2 * _COLUMNS)
        for index, term in enumerate(suggest_values(cohort)["term"][:_MOST_TERMS]):
            box, severity = QCheckBox(term), _make_severity(scale)
            severity.setEnabled(False)
            severity.setAccessibleName(_("Severity of {term}", term=term))
            box.toggled.connect(severity.setEnabled)
            box.toggled.connect(self._on_ticked)
            row, column = divmod(index, _COLUMNS)
            grid.addWidget(box, row + 1, 2 * column)
            grid.addWidget(severity, row + 1, 2 * column + 1)
            self.boxes[term], self.severities[term] = box, severity
        last = grid.rowCount()
        grid.addWidget(self.other, last, 0)
        grid.addWidget(self.other_severity, last, 1)

    @property
    def is_answered(self) -> bool:
        """Whether the patient was asked: "none" is ticked, or at least one event."""
        return self.none.isChecked() or bool(self._list_terms())

    def list_additions(self, patient_id: str, number: float | None) -> tuple[RowAddition, ...]:
        """Return the events that are ticked, at an infusion."""
        shared: dict[str, CellValue] = {"patient_id": patient_id}
        if number is not None:
            shared["infusion_number"] = number
        return tuple(
            RowAddition(
                "adverse_events",
                {**shared, "term": term} | ({"severity": severity} if severity else {}),
            )
            for term, severity in self._list_terms()
        )

    def _list_terms(self) -> list[tuple[str, str]]:
        ticked = [
            (term, str(self.severities[term].currentData() or ""))
            for term, box in self.boxes.items()
            if box.isChecked()
        ]
        if other := self.other.text().strip():
            ticked.append((other, str(self.other_severity.currentData() or "")))
        return ticked

    def _on_none(self, is_none: bool) -> None:
        for box in self.boxes.values():
            # "None" and an event exclude each other: a contradiction cannot be saved.
            box.setEnabled(not is_none)
            if is_none:
                box.setChecked(False)
        self.other.setEnabled(not is_none)
        self.other_severity.setEnabled(not is_none)
        if is_none:
            self.other.clear()
        self.edited.emit()

    def _on_ticked(self) -> None:
        self.edited.emit()


def _make_severity(scale: SeverityScale) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(_("Severity"))
    box.addItem(_("severity not recorded"), None)
    for key, title in get_severity_titles(scale).items():
        box.addItem(_(title), key)
    box.setMinimumWidth(12 * layout.STEP)
    return box
