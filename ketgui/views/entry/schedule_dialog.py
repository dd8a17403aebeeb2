"""The dialog for the planned visits: which ratings are due besides baseline and end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.outcome import PlanError
from ketgui.domain.visits.visit_schedule import VisitSchedule, format_weeks, parse_weeks
from ketgui.text import NO_BREAK_SPACE, _
from ketgui.views import layout
from ketgui.views.widgets.dialog import Dialog
from ketgui.views.widgets.dialogs import make_buttons

_MOST_WINDOW = 90.0


class ScheduleFields(QWidget):
    """The settings of a schedule."""

    def __init__(self, schedule: VisitSchedule) -> None:
        super().__init__()
        self.before = QCheckBox(_("A rating before each infusion"))
        self.after = QCheckBox(_("A rating after each infusion"))
        self.weeks = QLineEdit(format_weeks(schedule.weeks))
        self.weeks.setPlaceholderText("1; 4; 12; 26")
        self.window_days = QDoubleSpinBox()
        self.window_days.setRange(0, _MOST_WINDOW)
        self.window_days.setDecimals(0)
        self.window_days.setPrefix(f"±{NO_BREAK_SPACE}")
        self.window_days.setSuffix(f"{NO_BREAK_SPACE}{_('days')}")
        self.window_days.setValue(schedule.window_days)
        self.before.setChecked(schedule.before_infusions)
        self.after.setChecked(schedule.after_infusions)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self.before)
        form.addRow(self.after)
        for title, part in (
            (_("Follow-up, weeks after the last infusion"), self.weeks),
            (_("A follow-up visit is due"), self.window_days),
        ):
            part.setAccessibleName(title)
            form.addRow(title, part)

    def read(self) -> VisitSchedule:
        """Return the schedule as typed.

        Raises
        ------
        PlanError
            If it cannot be one.
        """
        try:
            weeks = parse_weeks(self.weeks.text())
        except ValueError:
            raise PlanError(_("Type the weeks as numbers, such as 1; 4; 12.")) from None
        return VisitSchedule(
            self.before.isChecked(), self.after.isChecked(), weeks, self.window_days.value()
        )


class ScheduleDialog(Dialog):
    """Asks for the planned visits of a study.

    Signals
    -------
    chosen(VisitSchedule)
        The schedule.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, schedule: VisitSchedule) -> None:
        super().__init__(parent, _("Visit schedule"))
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.fields = ScheduleFields(schedule)
        self.message = layout.make_paragraph()
        self.message.setStyleSheet(f"color: {layout.get_state_colour('error').name()}")
        self.message.hide()
        self.use_button = QPushButton(_("Use this schedule"))
        self.use_button.setDefault(True)
        self.use_button.clicked.connect(self._on_use)
        content = QWidget()
        box = layout.pad(QVBoxLayout(content), 0)
        box.addWidget(
            layout.make_paragraph(
                _(
                    "A rating at baseline and one after the last infusion are always planned; the "
                    "number of infusions is that of the planned treatment. The Cohort tab lists "
                    "the visits, and Enter data shows what is due. No result depends on them."
                )
            )
        )
        box.addWidget(self.fields)
        box.addWidget(self.message)
        box.addStretch()
        self.fill(content, make_buttons(self, self.use_button))

    def _on_use(self) -> None:
        try:
            schedule = self.fields.read()
        except PlanError as error:
            self.message.setText(str(error))
            self.message.show()
            self.fit()
            return
        self.chosen.emit(schedule)
        self.accept()
