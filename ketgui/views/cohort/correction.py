"""Correcting one cell of the cohort, with the old and new value and the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.edit_rows import CellValue, EditError, identify_row, to_edit_value
from ketgui.domain.edits import RowChange
from ketgui.domain.fields import TABLES, Field, TableName, get_fields
from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.adverse_events.records import list_event_fields
from ketgui.views.widgets.dialog import Dialog
from ketgui.views.widgets.dialogs import make_buttons
from ketgui.views.widgets.forms.row_form import RowForm

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.domain.plan import AnalysisPlan
    from ketgui.statistics.analysis import Analysis

# With another value in one of these it would be another row.
_IDENTIFYING = ("patient_id", "scale")
# The patients' columns that show the score of a rating end so.
_SCORE_KEY_ENDS = ("_before", "_after")


class CorrectionDialog(Dialog):
    """Asks for the right value of a cell and the reason; an empty value means not recorded.

    Parameters
    ----------
    row : int
        The row's position in the cohort's table.
    field : Field
        Its column, one that ``find_correctable_field`` returned.
    """

    def __init__(
        self, session: Session, parent: QWidget, table: TableName, row: int, field: Field
    ) -> None:
        super().__init__(parent, _("Correct a value"))
        analysis = session.analysis
        assert analysis is not None
        self._session, self._row, self._field = session, row, field
        self._table: TableName = table
        rows = analysis.cohort.get_table(table)
        self._identity = identify_row(analysis.cohort, table, row, field.key)
        self._before: CellValue = to_edit_value(field, rows[field.key].iloc[row])
        self.form = RowForm([field], {})
        self.form.show_values({field.key: self._before})
        self.form.edited.connect(self._on_edited)
        self._accepted_doubts = False
        self._old = self._read_text()
        self.reason = QLineEdit()
        self.correct = QPushButton(_("Correct"))
        self.correct.clicked.connect(self._on_correct)
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self._lay_out()

    def _lay_out(self) -> None:
        content = QWidget()
        box = layout.pad(QVBoxLayout(content), 0)
        box.addWidget(
            layout.make_paragraph(f"{self._describe_row()}. {_('The file itself is not changed.')}")
        )
        box.addWidget(self.form)
        box.addLayout(layout.put_below(_("Reason, for the report"), self.reason))
        box.addStretch()
        self.fill(content, make_buttons(self, self.correct))
        self.correct.setDefault(True)
        editor = self.form.editors[self._field.key]
        editor.setFocus()
        if isinstance(editor, QLineEdit):
            # Typing replaces the old value at once, as in a spreadsheet.
            editor.selectAll()

    def _describe_row(self) -> str:
        """Return the patient and the table that the row belongs to."""
        return f"{self._identity['patient_id']} · {_(TABLES[self._table])}"

    def _read_text(self) -> str:
        editor = self.form.editors[self._field.key]
        text = editor.text() if isinstance(editor, QLineEdit) else editor.currentText()
        return text.strip() or _("not recorded")

    def _on_edited(self) -> None:
        # A doubt is accepted for one value: another value may be doubtful too.
        self._accepted_doubts = False

    def _on_correct(self) -> None:
        values, wrong, doubts = self.form.values()
        new = values.get(self._field.key)
        if wrong:
            self.form.show_messages(wrong)
        elif new == self._before:
            self.reject()
        elif doubts and not self._accepted_doubts:
            # Unlikely is not impossible: a second press of the button records the value.
            self.form.show_messages(doubts, "warning")
            self._accepted_doubts = True
        else:
            self._change(new)

    def _change(self, new: CellValue) -> None:
        reason = self.reason.text().strip()
        edit = RowChange(self._table, self._row, {self._field.key: new}, self._identity, reason)
        try:
            self._session.edit(edit, self._write_history_line(reason))
        except EditError as error:
            self.form.show_messages({self._field.key: str(error)})
        else:
            self.accept()

    def _write_history_line(self, reason: str) -> str:
        """Return the line of the history, worded as for a correction on the import page."""
        title = f"{self._describe_row()} · {_(self._field.title)}"
        change = _("“{old}” corrected to “{new}”", old=self._old, new=self._read_text())
        line = _("{title}: {words}", title=title, words=change)
        return f"{line} ({reason})" if reason else line


def find_correctable_field(
    cohort: Cohort, plan: AnalysisPlan, table: TableName, row: int, key: str
) -> Field | str:
    """Return the column of a cell that can be corrected, or a sentence that says why not."""
    fields = list_event_fields() if table == "adverse_events" else get_fields(table)
    field = next((candidate for candidate in fields if candidate.key == key), None)
    if key in _IDENTIFYING:
        return _(
            "This value identifies the row. Correct it where it was read: File, Columns and "
            "answers."
        )
    if field is None and key not in cohort.get_table(table):
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
        scale = plan.find_scale(str(cohort.get_table(table)["scale"].iloc[row]))
        # The range of a scale that nobody has declared is not known.
        return replace(field, low=scale.low, high=scale.high) if scale else field
    return field


def find_source_cell(
    analysis: Analysis, table: TableName, row: int, key: str
) -> tuple[TableName, int, str]:
    """Return the cell to correct; for a score before or after, the cell of its rating."""
    if table == "patients" and key in _SCORE_KEY_ENDS:
        rated = analysis.study.ends[_SCORE_KEY_ENDS.index(key)]
        patient = analysis.cohort.patients["patient_id"].iloc[row]
        # The score is computed from the ratings, and would be computed again.
        if patient in rated.index:
            return "assessments", int(cast("int", rated.at[patient, "row"])), "score"
    return table, row, key
