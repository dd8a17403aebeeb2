"""The dialog for a new study: its scale and planned treatments, which can be changed later."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.outcome import PlanError
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scales import SCALES
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.domain.visits.visit_schedule import USUAL_SCHEDULE
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.entry.schedule_dialog import ScheduleFields
from ketgui.views.widgets.dialog import Dialog
from ketgui.views.widgets.dialogs import make_buttons

_MOST_INFUSIONS = 60


class NewStudyDialog(Dialog):
    """Asks for what a study needs before its first patient: all of it has a default.

    Signals
    -------
    chosen(AnalysisPlan)
        The plan of the new study.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("New study"))
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.scale, self.ketamine, self.tms = QComboBox(), QComboBox(), QComboBox()
        for scale in SCALES:
            if scale.occasion == "course":
                self.scale.addItem(_(scale.title), scale.key)
        for box, presets in ((self.ketamine, KETAMINE_PRESETS), (self.tms, TMS_PRESETS)):
            box.addItem(_("not decided yet"), None)
            for preset in presets:
                box.addItem(_(preset.title), preset.translate())
        self.infusions = QSpinBox()
        self.infusions.setRange(0, _MOST_INFUSIONS)
        self.infusions.setSpecialValueText(_("not decided yet"))
        self.ketamine.currentIndexChanged.connect(self._on_ketamine)
        self.schedule = ScheduleFields(USUAL_SCHEDULE)
        self.message = layout.make_paragraph()
        self.message.setStyleSheet(f"color: {layout.get_state_colour('error').name()}")
        self.message.hide()
        self.begin_button = QPushButton(_("Begin"))
        self.begin_button.setDefault(True)
        self.begin_button.clicked.connect(self._on_begin)
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        for title, part in (
            (_("Main scale"), self.scale), (_("Ketamine"), self.ketamine),
            (_("Planned infusions"), self.infusions), (_("TMS"), self.tms),
        ):  # fmt: skip
            part.setAccessibleName(title)
            form.addRow(title, part)
        content = QWidget()
        box = layout.pad(QVBoxLayout(content), 0)
        box.addWidget(
            layout.make_paragraph(
                _(
                    "Patients, ratings and infusions are typed in here; no spreadsheet is needed. "
                    "All of this can be changed later."
                )
            )
        )
        box.addLayout(form)
        box.addWidget(layout.make_heading(_("Visits")))
        box.addWidget(self.schedule)
        box.addWidget(self.message)
        box.addStretch()
        self.fill(content, make_buttons(self, self.begin_button))

    def _on_ketamine(self) -> None:
        protocol = self.ketamine.currentData()
        if isinstance(protocol, KetamineProtocol) and protocol.planned_infusions:
            self.infusions.setValue(int(protocol.planned_infusions))

    def _on_begin(self) -> None:
        try:
            visits = self.schedule.read()
        except PlanError as error:
            self.message.setText(str(error))
            self.message.show()
            self.fit()
            return
        ketamine, tms = self.ketamine.currentData(), self.tms.currentData()
        number = self.infusions.value()
        # The number of infusions may be planned before anything else about them.
        if number and not isinstance(ketamine, KetamineProtocol):
            ketamine = KetamineProtocol()
        if isinstance(ketamine, KetamineProtocol):
            ketamine = replace(ketamine, planned_infusions=number or None)
        planned = PlannedTreatment(
            (tms,) if isinstance(tms, TmsProtocol) else (),
            ketamine if isinstance(ketamine, KetamineProtocol) else KetamineProtocol(),
        )
        plan = AnalysisPlan().with_scale(str(self.scale.currentData()))
        self.chosen.emit(replace(plan, treatment=planned, visits=visits))
        self.accept()
