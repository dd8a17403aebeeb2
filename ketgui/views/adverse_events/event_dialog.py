"""Dialogs to enter, change or remove an adverse event."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.edit_rows import CellValue, EditError, identify_row
from ketgui.domain.edits import RowAddition, RowChange, RowRemoval
from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.adverse_events.records import (
    find_warnings,
    list_event_fields,
    read_event,
    suggest_values,
)
from ketgui.views.widgets.dialog import Dialog
from ketgui.views.widgets.dialogs import change_cohort, make_buttons
from ketgui.views.widgets.forms.row_form import RowForm

_PATIENT = "patient_id"


class EventDialog(Dialog):
    """A form for one event; an error appears at its field, whose text stays.

    Parameters
    ----------
    row : int or None
        The event's row in the table of events; None for a new event.
    """

    def __init__(
        self, session: Session, parent: QWidget, row: int | None, values: Mapping[str, CellValue]
    ) -> None:
        super().__init__(parent, _("New adverse event") if row is None else _("Adverse event"))
        self._session, self._row = session, row
        analysis = session.analysis
        assert analysis is not None
        self._cohort = analysis.cohort
        self._before: dict[str, CellValue] = dict(values)
        scale = analysis.plan.events.severity_scale
        self.form = RowForm(list_event_fields(scale), suggest_values(analysis.cohort))
        if row is not None:
            self._before = read_event(analysis.cohort, row)
        self.form.show_values(self._before)
        self.form.edited.connect(self._on_edited)
        self._warnings_shown = False
        self.message = layout.make_paragraph()
        self.message.hide()
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self._lay_out()

    def _lay_out(self) -> None:
        self.save = QPushButton(_("Save the event"))
        self.save.clicked.connect(self._on_save)
        buttons = make_buttons(self, self.save)
        if self._row is None:
            self.save_another = QPushButton(_("Save and enter another"))
            # Enter saves and closes, whichever button had the focus last.
            self.save_another.setAutoDefault(False)
            self.save_another.clicked.connect(self._on_another)
            buttons.addButton(self.save_another, QDialogButtonBox.ButtonRole.ActionRole)
        foot = QWidget()
        box = layout.pad(QVBoxLayout(foot), 0)
        box.addWidget(self.message)
        box.addWidget(buttons)
        self.fill(self.form, foot, layout.FORM_DIALOG)
        self.save.setDefault(True)
        has_patient = self._before.get(_PATIENT) is not None
        self.form.editors["term" if has_patient else _PATIENT].setFocus()

    def _on_edited(self) -> None:
        # Another value may have other warnings, so that they must be shown again.
        self._warnings_shown = False
        self.save.setText(_("Save the event"))

    def _on_save(self) -> None:
        if self._try_save():
            self.accept()

    def _on_another(self) -> None:
        """Save, and start another event of the same patient and infusion."""
        if self._try_save():
            values, _errors, _warnings = self.form.values()
            # The next event of a visit is mostly of the same patient and infusion.
            shared = {key: values.get(key) for key in (_PATIENT, "infusion_number")}
            self.form.show_values(shared)
            self.form.editors["term"].setFocus()

    def _try_save(self) -> bool:
        """Save the event, or show at its field what must be fixed; warnings are shown once."""
        values, errors, warnings = self.form.values()
        patient = values.get(_PATIENT)
        if patient is not None and patient not in set(self._cohort.patients[_PATIENT]):
            errors[_PATIENT] = _("There is no patient {patient}.", patient=patient)
        if errors:
            self.form.show_messages(errors)
            return False
        analysis = self._session.analysis
        # The cohort may have changed since the dialog was opened, by its own first event for one.
        cohort = analysis.cohort if analysis else self._cohort
        warnings = {**find_warnings(cohort, values, self._row is None), **warnings}
        if warnings and not self._warnings_shown:
            self.form.show_messages(warnings, "warning")
            self._warnings_shown = True
            self.save.setText(_("Save anyway"))
            return False
        return self._apply(values)

    def _apply(self, values: dict[str, CellValue]) -> bool:
        try:
            if self._row is None:
                # What is not recorded is left out, so that the edit reads as what was typed.
                entered = {key: value for key, value in values.items() if value is not None}
                self._session.edit(
                    RowAddition("adverse_events", entered), _describe_addition(values)
                )
            else:
                self._change(self._row, values)
        except EditError as error:
            self._show_message(str(error))
            return False
        self._show_message("")
        return True

    def _change(self, row: int, values: dict[str, CellValue]) -> None:
        # Only changed columns are recorded, so that the edit says what was corrected.
        changed = {key: new for key, new in values.items() if new != self._before.get(key)}
        if changed:
            identity = identify_row(self._cohort, "adverse_events", row)
            edit = RowChange("adverse_events", row, changed, identity)
            self._session.edit(edit, _describe_change(values, changed))

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.setStyleSheet(f"color: {layout.get_state_colour('error').name()}")
        self.message.setVisible(bool(text))


class RemoveDialog(Dialog):
    """Asks for the reason why an event is removed.

    Signals
    -------
    reason_given(str)
        The user confirmed the removal.
    """

    reason_given = Signal(str)

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, _("Remove the event"))
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.reason = QLineEdit()
        self.remove = QPushButton(_("Remove"))
        self.remove.setEnabled(False)
        self.remove.clicked.connect(self._on_remove)
        self.reason.textChanged.connect(lambda text: self.remove.setEnabled(bool(text.strip())))
        content = QWidget()
        box = layout.pad(QVBoxLayout(content), 0)
        box.addWidget(layout.make_paragraph(title))
        box.addLayout(layout.put_below(_("Reason (kept in the history)"), self.reason))
        box.addStretch()
        self.fill(content, make_buttons(self, self.remove))
        self.remove.setDefault(True)

    def _on_remove(self) -> None:
        self.reason_given.emit(self.reason.text().strip())
        self.accept()


def open_remove_dialog(session: Session, parent: QWidget, row: int, title: str) -> None:
    """Ask for a reason and remove an event from the cohort."""
    analysis = session.analysis
    assert analysis is not None
    # The cohort may change while the dialog is open; the event is found by its values, not its row.
    identity = identify_row(analysis.cohort, "adverse_events", row)

    def remove(reason: str) -> None:
        line = _(
            "Adverse event removed: {event}: {reason}", event=_name_event(identity), reason=reason
        )
        change_cohort(session, parent, [RowRemoval("adverse_events", row, reason, identity)], line)

    dialog = RemoveDialog(parent, title)
    dialog.reason_given.connect(remove)
    dialog.open()


def _name_event(values: Mapping[str, CellValue]) -> str:
    return f"{values.get(_PATIENT)}, {values.get('term')}"


def _describe_addition(values: Mapping[str, CellValue]) -> str:
    return _("Adverse event entered: {event}", event=_name_event(values))


def _describe_change(values: Mapping[str, CellValue], changed: Mapping[str, CellValue]) -> str:
    titles = {field.key: _(field.title) for field in list_event_fields()}
    names = ", ".join(titles[key] for key in changed)
    return _("Adverse event changed: {event} ({columns})", event=_name_event(values), columns=names)
