"""An adverse event entered or changed, or taken out with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.edits import EditError, RowAdded, RowChanged, RowRemoved, Value, known_by
from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.adverse_events.records import (
    find_warnings,
    list_event_fields,
    read_event,
    suggest_values,
)
from ketgui.views.adverse_events.row_form import RowForm
from ketgui.views.widgets.dialogs import change_cohort
from ketgui.views.widgets.steady_area import SteadyArea

_PATIENT = "patient_id"


class EventDialog(QDialog):
    """A form of one event; what is wrong is said at its field and nothing is lost.

    Parameters
    ----------
    row : int or None
        The event's place in the table of events; None for a new one.
    """

    def __init__(
        self, session: Session, parent: QWidget, row: int | None, given: Mapping[str, Value]
    ) -> None:
        super().__init__(parent)
        self._session, self._row = session, row
        analysis = session.analysis
        assert analysis is not None
        self._cohort = analysis.cohort
        self._before: dict[str, Value] = dict(given)
        scale = analysis.plan.events.severity_scale
        self.form = RowForm(list_event_fields(scale), suggest_values(analysis.cohort))
        if row is not None:
            self._before = read_event(analysis.cohort, row)
        self.form.show_values(self._before)
        self.form.edited.connect(self._on_edited)
        self._accepted_doubts = False
        self.words = layout.paragraph()
        self.words.hide()
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.setWindowTitle(_("New adverse event") if row is None else _("Adverse event"))
        self._lay_out()

    def _lay_out(self) -> None:
        scroll = SteadyArea(self.form)
        self.save = QPushButton(_("Save the event"))
        self.save.clicked.connect(self._on_save)
        buttons = _create_buttons(self, self.save)
        if self._row is None:
            self.another = QPushButton(_("Save and enter another"))
            self.another.setAutoDefault(False)
            self.another.clicked.connect(self._on_another)
            buttons.addButton(self.another, QDialogButtonBox.ButtonRole.ActionRole)
        box = layout.padded(QVBoxLayout(self))
        box.addWidget(scroll, 1)
        box.addWidget(self.words)
        box.addWidget(buttons)
        self.save.setDefault(True)
        self.resize(layout.FORM_DIALOG)
        known = self._before.get(_PATIENT) is not None
        self.form.editors["term" if known else _PATIENT].setFocus()

    def _on_edited(self) -> None:
        self._accepted_doubts = False
        self.save.setText(_("Save the event"))

    def _on_save(self) -> None:
        if self._saved():
            self.accept()

    def _on_another(self) -> None:
        """Save, and begin another event of the same patient and infusion."""
        if self._saved():
            values, _wrong, _doubts = self.form.values()
            kept = {key: values.get(key) for key in (_PATIENT, "infusion_number")}
            self.form.show_values(kept)
            self.form.editors["term"].setFocus()

    def _saved(self) -> bool:
        """Hand the event to the session if it can be; else say why not, at the field."""
        values, wrong, doubts = self.form.values()
        patient = values.get(_PATIENT)
        if patient is not None and patient not in set(self._cohort.patients[_PATIENT]):
            wrong[_PATIENT] = _("There is no patient {patient}.", patient=patient)
        if wrong:
            self.form.say(wrong)
            return False
        analysis = self._session.analysis
        now = analysis.cohort if analysis else self._cohort
        doubts = {**find_warnings(now, values, self._row is None), **doubts}
        if doubts and not self._accepted_doubts:
            self.form.say(doubts, "warning")
            self._accepted_doubts = True
            self.save.setText(_("Save all the same"))
            return False
        return self._edited(values)

    def _edited(self, values: dict[str, Value]) -> bool:
        try:
            if self._row is None:
                given = {key: value for key, value in values.items() if value is not None}
                self._session.edit(RowAdded("adverse_events", given), _describe_addition(values))
            else:
                self._change(self._row, values)
        except EditError as error:
            self._say(str(error))
            return False
        self._say("")
        return True

    def _change(self, row: int, values: dict[str, Value]) -> None:
        changed = {key: new for key, new in values.items() if new != self._before.get(key)}
        if changed:
            was = known_by(self._cohort, "adverse_events", row)
            edit = RowChanged("adverse_events", row, changed, was)
            self._session.edit(edit, _describe_change(values, changed))

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setStyleSheet(f"color: {layout.state_colour('error').name()}")
        self.words.setVisible(bool(words))


class RemoveDialog(QDialog):
    """Asks why an event is taken out.

    Signals
    -------
    reason_given(str)
        It is to be taken out.
    """

    reason_given = Signal(str)

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.setWindowTitle(_("Remove the event"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Why the event is removed"))
        self.reason.setPlaceholderText(_("Why? It is kept in the history."))
        self.remove = QPushButton(_("Remove"))
        self.remove.setEnabled(False)
        buttons = _create_buttons(self, self.remove)
        self.remove.clicked.connect(self._on_remove)
        self.reason.textChanged.connect(lambda words: self.remove.setEnabled(bool(words.strip())))
        box = layout.padded(QVBoxLayout(self))
        box.addWidget(layout.paragraph(title))
        box.addWidget(self.reason)
        box.addWidget(buttons)
        self.remove.setDefault(True)
        self.setMinimumWidth(layout.DIALOG.width())

    def _on_remove(self) -> None:
        self.reason_given.emit(self.reason.text().strip())
        self.accept()


def _create_buttons(dialog: QDialog, act: QPushButton) -> QDialogButtonBox:
    """Return the button that acts, and one that cancels and that Enter never reaches."""
    buttons = QDialogButtonBox()
    cancel = QPushButton(_("Cancel"))
    cancel.setAutoDefault(False)
    buttons.addButton(act, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    return buttons


def open_remove_dialog(session: Session, parent: QWidget, row: int, title: str) -> None:
    """Ask why an event is to be taken out of the cohort, and take it out."""
    analysis = session.analysis
    assert analysis is not None
    # The event that was chosen is meant, whatever stands in its place by the time of the answer.
    was = known_by(analysis.cohort, "adverse_events", row)

    def remove(reason: str) -> None:
        line = _("Adverse event removed: {event}: {reason}", event=_name_event(was), reason=reason)
        change_cohort(session, parent, [RowRemoved("adverse_events", row, reason, was)], line)

    dialog = RemoveDialog(parent, title)
    dialog.reason_given.connect(remove)
    dialog.open()


def _name_event(values: Mapping[str, Value]) -> str:
    return f"{values.get(_PATIENT)}, {values.get('term')}"


def _describe_addition(values: Mapping[str, Value]) -> str:
    return _("Adverse event entered: {event}", event=_name_event(values))


def _describe_change(values: Mapping[str, Value], changed: Mapping[str, Value]) -> str:
    titles = {field.key: _(field.title) for field in list_event_fields()}
    named = ", ".join(titles[key] for key in changed)
    return _("Adverse event changed: {event} ({columns})", event=_name_event(values), columns=named)
