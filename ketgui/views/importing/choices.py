"""What is to happen to one cell, its row or its patient: every choice in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QWidget

from ketgui.text import _, mark
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.importing.changes import Action

_REASONS = (
    mark("Did not get ketamine"),
    mark("Responded to TMS"),
    mark("Another treatment during the course"),
    mark("Withdrew consent"),
    mark("Counted twice in the file"),
)
_LONGEST = 40


@dataclass(frozen=True)
class Cell:
    """A cell of a source table, or with no `column` a whole row, and what the file has there."""

    file: str
    sheet: str
    row: int
    column: str = ""
    header: str = ""
    text: str = ""


class CellChoices(QWidget):
    """Corrects a cell, takes it as missing, or leaves its row or patient out.

    Signals
    -------
    decided(Decision)
        What is to happen; the file itself is never written.
    """

    decided = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._cell: Cell | None = None
        self._title = layout.make_paragraph()
        self._value = QLineEdit()
        self._value.setPlaceholderText(_("The right value"))
        self._value.setAccessibleName(_("The right value"))
        self._value.returnPressed.connect(lambda: self._decide("correct"))
        self._reason = QComboBox(editable=True)
        self._reason.addItems(["", *(_(reason) for reason in _REASONS)])
        self._reason.setAccessibleName(_("Reason, for the report"))
        line = self._reason.lineEdit()
        assert line is not None
        line.setPlaceholderText(_("Reason, for the report"))
        self._correct = self._make_button(_("Correct"), "correct")
        self._missing = self._make_button(_("Treat as missing"), "missing")
        self._exclude = self._make_button(_("Exclude the patient"), "exclude")
        self._leave_out = self._make_button(_("Leave the row out"), "leave_out")
        self.setFocusProxy(self._value)
        self._lay_out()
        self.show_cell(None)

    @property
    def cell(self) -> Cell | None:
        """The cell that is meant, None for none."""
        return self._cell

    @property
    def typed(self) -> tuple[str, str]:
        """The value and the reason that are being typed."""
        return self._value.text(), self._reason.currentText()

    def type(self, value: str, reason: str) -> None:
        """Go on with a value and a reason that were typed before."""
        self._value.setText(value)
        self._reason.setEditText(reason)

    def show_cell(self, cell: Cell | None) -> None:
        """Offer the choices about another cell, or about none."""
        if cell != self._cell:
            self._value.clear()
            self._reason.setCurrentIndex(0)
        self._cell = cell
        self.setVisible(cell is not None)
        if cell is None:
            return
        self._title.setText(_write_title(cell))
        # A hidden field would take the keys and never give them back.
        self.setFocusProxy(self._value if cell.column else self._reason)
        for part in (self._value, self._correct, self._missing):
            part.setVisible(bool(cell.column))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(layout.STEP)
        grid.addWidget(self._title, 0, 0, 1, 3)
        for column, part in enumerate((self._value, self._correct, self._missing)):
            grid.addWidget(part, 1, column)
        grid.addWidget(self._reason, 2, 0)
        grid.addWidget(self._exclude, 2, 1)
        grid.addWidget(self._leave_out, 2, 2)
        grid.setColumnStretch(0, 1)

    def _make_button(self, title: str, action: Action) -> QPushButton:
        button = QPushButton(title)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._decide(action))
        return button

    def _decide(self, action: Action) -> None:
        from ketgui.importing.changes import Decision

        cell, new, reason = self._cell, self._value.text().strip(), self._reason.currentText()
        if cell is None:
            return
        if action == "correct" and not new:
            self._value.setFocus()
        elif action == "exclude" and not reason.strip():
            self._title.setText(_("Give the reason for the exclusion. It appears in the report."))
            self._reason.setFocus()
        else:
            about_row = action in ("exclude", "leave_out")
            location = (cell.file, cell.sheet, cell.row, "" if about_row else cell.column)
            old = "" if about_row else cell.text
            value = new if action == "correct" else ""
            self.decided.emit(Decision(action, *location, old, value, reason.strip()))


def _write_title(cell: Cell) -> str:
    row = _("Row {row}", row=cell.row)
    if not cell.column:
        return row
    text = cell.text if len(cell.text) <= _LONGEST else cell.text[: _LONGEST - 1] + "…"
    return _("{row} · {header}: “{text}”", row=row, header=cell.header, text=text)
