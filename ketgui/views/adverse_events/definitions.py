"""A form for how events were asked for, graded and counted; a part of the plan, so undo works."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from ketgui.domain.events.event_plan import ASCERTAINMENTS, DENOMINATORS, SEVERITY_SCALES, EventPlan
from ketgui.text import _
from ketgui.views import layout


class EventPlanEditor(QWidget):
    """Edits the part of the plan that is about adverse events.

    Signals
    -------
    plan_changed(EventPlan)
        The user changed a choice.
    """

    plan_changed = Signal(object)

    def __init__(self, plan: EventPlan) -> None:
        super().__init__()
        self._plan, self._showing = plan, False
        self.ascertainment = _create_choice_box(_("Asked for"), ASCERTAINMENTS)
        self.instrument = _create_line_edit(_("Questionnaire"), _("its name"))
        self.scale = _create_choice_box(_("Severity"), SEVERITY_SCALES)
        self.version = _create_line_edit(_("Version of the CTCAE"), _("for example 5.0"))
        self.denominator = _create_choice_box(_("Percentages of"), DENOMINATORS)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(layout.STEP)
        # In a narrow side panel a label goes above its field.
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for editor in (self.ascertainment, self.instrument, self.scale, self.version,
                       self.denominator):  # fmt: skip
            self._form.addRow(editor.accessibleName(), editor)
        self.show_plan(plan)
        for box in (self.ascertainment, self.scale, self.denominator):
            box.currentIndexChanged.connect(self._on_edited)
        for line in (self.instrument, self.version):
            # Not at each key: every change counts the events anew, and is a step to undo.
            line.editingFinished.connect(self._on_edited)

    def show_plan(self, plan: EventPlan) -> None:
        """Set every control to a plan without emitting `plan_changed`."""
        self._plan, self._showing = plan, True
        self.ascertainment.setCurrentIndex(self.ascertainment.findData(plan.ascertainment))
        self.instrument.setText(plan.instrument)
        self.scale.setCurrentIndex(self.scale.findData(plan.severity_scale))
        self.version.setText(plan.severity_version)
        self.denominator.setCurrentIndex(self.denominator.findData(plan.denominator))
        self._showing = False
        self._update_rows()

    def _update_rows(self) -> None:
        """Show the name fields only for a choice that has a name."""
        self._form.setRowVisible(self.instrument, self._plan.ascertainment == "questionnaire")
        self._form.setRowVisible(self.version, self._plan.severity_scale == "ctcae")

    def _on_edited(self) -> None:
        # Setting the controls to a plan also emits their signals.
        if self._showing:
            return
        new = replace(
            self._plan,
            ascertainment=self.ascertainment.currentData(),
            instrument=self.instrument.text().strip(),
            severity_scale=self.scale.currentData(),
            severity_version=self.version.text().strip(),
            denominator=self.denominator.currentData(),
        )
        if new != self._plan:
            self._plan = new
            self._update_rows()
            self.plan_changed.emit(new)


def _create_choice_box(name: str, titles: Any) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    # The longest title would make the whole side panel wider; it is in the tool tip.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(24)
    for key, title in titles.items():
        box.addItem(_(title), key)
        box.setItemData(box.count() - 1, _(title), layout.TOOL_TIP)
    return box


def _create_line_edit(name: str, hint: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    return line
