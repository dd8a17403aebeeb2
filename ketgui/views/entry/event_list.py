"""The adverse events at an infusion: none, or a check list with what is known of each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ketgui.domain.cohort import Cohort
from ketgui.domain.edit_rows import CellValue
from ketgui.domain.edits import RowAddition
from ketgui.domain.events.event_plan import SeverityScale
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.adverse_events.records import list_event_fields, suggest_values
from ketgui.views.widgets.forms.row_form import RowForm

# More terms do not fit beside an infusion; others are typed.
_MOST_TERMS = 8
_COLUMNS = 2
# What a report needs of every event; the rest is entered in the list of events.
_ASKED = ("severity", "relatedness", "serious", "action")


class EventCheckList(QWidget):
    """A box for each term, those recorded in the study first; a ticked one asks for its details.

    Attributes
    ----------
    details : dict of str to RowForm
        The forms of the events ticked so far, by term; that of the typed event under "".

    Signals
    -------
    edited()
        Something was ticked, typed or chosen.
    """

    edited = Signal()

    def __init__(self, cohort: Cohort, scale: SeverityScale) -> None:
        super().__init__()
        self._fields = [field for field in list_event_fields(scale) if field.key in _ASKED]
        self._suggestions = suggest_values(cohort)
        self.details: dict[str, RowForm] = {}
        self._parts: dict[str, QWidget] = {}
        self.none = QCheckBox(_("No adverse event"))
        self.none.toggled.connect(self._on_none)
        self.boxes: dict[str, QCheckBox] = {}
        self.other = QLineEdit()
        self.other.textEdited.connect(self._show_details)
        # Where the details of an event go: below its box, or below the typed one.
        self._rooms: dict[str, QVBoxLayout] = {"": QVBoxLayout()}
        box = layout.pad(QVBoxLayout(self), 0)
        box.addWidget(self.none)
        box.addLayout(self._lay_out_boxes())
        box.addLayout(layout.put_below(_("Another event"), self.other))
        box.addLayout(self._rooms[""])

    def _lay_out_boxes(self) -> QGridLayout:
        grid = QGridLayout()
        room = QVBoxLayout()
        for index, term in enumerate(self._suggestions["term"][:_MOST_TERMS]):
            row, column = 2 * (index // _COLUMNS), index % _COLUMNS
            if column == 0:
                room = QVBoxLayout()
                grid.addLayout(room, row + 1, 0, 1, _COLUMNS)
            self._rooms[term] = room
            box = self.boxes[term] = QCheckBox(term)
            box.toggled.connect(self._show_details)
            grid.addWidget(box, row, column)
        return grid

    @property
    def is_answered(self) -> bool:
        """Whether the patient was asked: "none" is ticked, or at least one event."""
        return self.none.isChecked() or bool(self._list_terms())

    def list_additions(self, patient_id: str, number: float | None) -> tuple[RowAddition, ...]:
        """Return the events that are ticked, at an infusion, with what was said of each."""
        shared: dict[str, CellValue] = {"patient_id": patient_id}
        if number is not None:
            shared["infusion_number"] = number
        return tuple(
            RowAddition("adverse_events", {**shared, "term": term, **self._read_details(key)})
            for key, term in self._list_terms().items()
        )

    def _list_terms(self) -> dict[str, str]:
        """Return the terms of the ticked events, and of the typed one, by the keys of their forms.

        A typed term that has a box counts once.
        """
        ticked = {term: term for term, box in self.boxes.items() if box.isChecked()}
        typed = self.other.text().strip()
        is_new = typed.casefold() not in {term.casefold() for term in ticked}
        return ticked | ({"": typed} if typed and is_new else {})

    def _read_details(self, key: str) -> dict[str, CellValue]:
        values, _errors, _warnings = self.details[key].values()
        return {name: value for name, value in values.items() if value is not None}

    def _on_none(self, is_none: bool) -> None:
        for box in self.boxes.values():
            # "None" and an event exclude each other: a contradiction cannot be saved.
            box.setEnabled(not is_none)
            if is_none:
                box.setChecked(False)
        self.other.setEnabled(not is_none)
        if is_none:
            self.other.clear()
        self._show_details()

    def _show_details(self) -> None:
        terms = self._list_terms()
        for key in terms:
            if key not in self.details:
                self._add_details(key)
        for key, part in self._parts.items():
            part.setVisible(key in terms)
        self.edited.emit()

    def _add_details(self, key: str) -> None:
        form = self.details[key] = RowForm(self._fields, self._suggestions)
        form.edited.connect(self.edited)
        part = self._parts[key] = QWidget()
        box = layout.pad(QVBoxLayout(part), 0)
        box.addWidget(layout.make_heading(key or _("Another event")))
        box.addWidget(form)
        self._rooms[key].addWidget(part)
        if key:
            # Tab follows the order of the children: from a ticked box to its details.
            keys = [*self.boxes, ""]
            following = keys[keys.index(key) + 1]
            part.stackUnder(self.boxes[following] if following else self.other)
