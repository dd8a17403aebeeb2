"""Correcting one cell of the cohort, with the old and new value and the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.edit_rows import CellValue, EditError, identify_row, to_edit_value
from ketgui.domain.edits import RowChange
from ketgui.domain.fields import TABLES, Field, TableName, get_fields
from ketgui.domain.scales import scale_of
from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.adverse_events.records import list_event_fields
from ketgui.views.adverse_events.row_form import RowForm

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.statistics.analysis import Analysis

# These identify a row; another value would make it another row.
_TELLING = ("patient_id", "scale")
# The columns of the patients that show a rating's score.
_ENDS = ("_before", "_after")


class CorrectionDialog(QDialog):
    """Asks for the right value of a cell and why; an empty one is not recorded.

    Parameters
    ----------
    row : int
        The row's place in the table of the cohort.
    field : Field
        Its column, one that ``find_correctable_field`` returned.
    """

    def __init__(
        self, session: Session, parent: QWidget, table: TableName, row: int, field: Field
    ) -> None:
        super().__init__(parent)
        analysis = session.analysis
        assert analysis is not None
        self._session, self._row, self._field = session, row, field
        self._table: TableName = table
        rows = analysis.cohort.table(table)
        self._was = identify_row(analysis.cohort, table, row, field.key)
        self._before: CellValue = to_edit_value(field, rows[field.key].iloc[row])
        self.form = RowForm([field], {})
        self.form.show_values({field.key: self._before})
        self.form.edited.connect(self._on_edited)
        self._accepted_doubts = False
        self._old = self._shown()
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Reason, for the report"))
        self.reason.setPlaceholderText(_("Reason, for the report"))
        self.correct = QPushButton(_("Correct"))
        self.correct.clicked.connect(self._on_correct)
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.setWindowTitle(_("Correct a value"))
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox()
        cancel = QPushButton(_("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons.addButton(self.correct, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        box = layout.padded(QVBoxLayout(self))
        box.addWidget(layout.paragraph(f"{self._place()}. {_('The file itself is not changed.')}"))
        box.addWidget(self.form)
        box.addWidget(self.reason)
        box.addWidget(buttons)
        self.correct.setDefault(True)
        editor = self.form.editors[self._field.key]
        editor.setFocus()
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def _place(self) -> str:
        """Return whose value it is, and of which table."""
        return f"{self._was['patient_id']} · {_(TABLES[self._table])}"

    def _shown(self) -> str:
        editor = self.form.editors[self._field.key]
        words = editor.text() if isinstance(editor, QLineEdit) else editor.currentText()
        return words.strip() or _("not recorded")

    def _on_edited(self) -> None:
        self._accepted_doubts = False

    def _on_correct(self) -> None:
        values, wrong, doubts = self.form.values()
        new = values.get(self._field.key)
        if wrong:
            self.form.show_messages(wrong)
        elif new == self._before:
            self.reject()
        elif doubts and not self._accepted_doubts:
            self.form.show_messages(doubts, "warning")
            self._accepted_doubts = True
        else:
            self._change(new)

    def _change(self, new: CellValue) -> None:
        reason = self.reason.text().strip()
        edit = RowChange(self._table, self._row, {self._field.key: new}, self._was, reason)
        try:
            self._session.edit(edit, self._line(reason))
        except EditError as error:
            self.form.show_messages({self._field.key: str(error)})
        else:
            self.accept()

    def _line(self, reason: str) -> str:
        """Return the line of the history, as that of a correction on the import page."""
        place = f"{self._place()} · {_(self._field.title)}"
        words = _("“{old}” corrected to “{new}”", old=self._old, new=self._shown())
        said = _("{title}: {words}", title=place, words=words)
        return f"{said} ({reason})" if reason else said


def find_correctable_field(cohort: Cohort, table: TableName, row: int, key: str) -> Field | str:
    """Return the column of a cell that can be corrected, or why it cannot be, in words."""
    fields = list_event_fields() if table == "adverse_events" else get_fields(table)
    field = next((one for one in fields if one.key == key), None)
    if key in _TELLING:
        return _(
            "This value identifies the row. Correct it where it was read: File, Columns and "
            "answers."
        )
    if field is None and key not in cohort.table(table):
        return _(
            "This follows from the ratings. Correct those, in the table {name}.",
            name=_(TABLES["assessments"]),
        )
    if field is None:
        return _(
            "This column is used as the file has it. Correct it where it was read: File, "
            "Columns and answers."
        )
    if key == "score":
        scale = scale_of(str(cohort.table(table)["scale"].iloc[row]))
        return replace(field, low=scale.low, high=scale.high)
    return field


def find_source_cell(
    analysis: Analysis, table: TableName, row: int, key: str
) -> tuple[TableName, int, str]:
    """Return the cell to correct; for a score before or after, that of its rating."""
    from ketgui.statistics.pairing import chosen_ratings

    if table == "patients" and key in _ENDS:
        rated = chosen_ratings(analysis.cohort, analysis.plan)[_ENDS.index(key)]
        patient = analysis.cohort.patients["patient_id"].iloc[row]
        if patient in rated.index:
            return "assessments", int(cast("int", rated.at[patient, "row"])), "score"
    return table, row, key
