"""The dialog for a visit sheet: for whom, for which visit, and what is on it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.scales import SCALES
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.report.documents_dialog import get_default_paper
from ketgui.views.widgets.dialog import Dialog
from ketgui.views.widgets.dialogs import make_buttons

if TYPE_CHECKING:
    from ketgui.domain.scale import Scale
    from ketgui.domain.visits.planned_visits import Visit
    from ketgui.statistics.analysis import Analysis

_WITH_RATING = ("before", "before_infusion", "after_infusion", "after", "week")


class VisitSheetDialog(Dialog):
    """Asks what the sheet is for; the visit that is due next is suggested.

    Signals
    -------
    chosen(VisitSheet)
        The sheet.
    """

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget, analysis: Analysis, study: str = "", patient_id: str = ""
    ) -> None:
        super().__init__(parent, _("Visit sheet"))
        self._analysis, self._study = analysis, study
        self._visits: list[Visit] = []
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.patient, self.visit = QComboBox(), QComboBox()
        self.patient.addItem(_("left blank"), "")
        for each in map(str, analysis.cohort.patients["patient_id"]):
            self.patient.addItem(each, each)
        self.scales = {scale: QCheckBox(_(scale.title)) for scale in self._list_scales()}
        self.infusion = QCheckBox(_("Infusion"))
        self.events = QCheckBox(_("Adverse events"))
        self.save_button = QPushButton(_("Save as PDF…"))
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._on_save)
        self._lay_out()
        self.patient.currentIndexChanged.connect(self._on_patient)
        self.visit.currentIndexChanged.connect(self._on_visit)
        self.patient.setCurrentIndex(max(0, self.patient.findData(patient_id)))
        self._on_patient()

    def _list_scales(self) -> list[Scale]:
        """Return the main scale, then the others that patients of the study were rated on."""
        plan, rated = self._analysis.plan, set(self._analysis.cohort.assessments["scale"])
        others = [s for s in SCALES if s.key in rated and s.key != plan.scale]
        return [plan.rating_scale, *(s for s in others if s.occasion == "course")]

    def _lay_out(self) -> None:
        form = QFormLayout()
        for title, part in ((_("Patient"), self.patient), (_("Visit"), self.visit)):
            part.setAccessibleName(title)
            form.addRow(title, part)
        content = QWidget()
        box = layout.pad(QVBoxLayout(content), 0)
        box.addLayout(form)
        for part in (*self.scales.values(), self.infusion, self.events):
            box.addWidget(part)
        box.addWidget(
            layout.make_paragraph(
                _(
                    "The sheet has boxes for the numbered items of a scale, none of its wording: "
                    "use it beside a licensed copy."
                )
            )
        )
        box.addStretch()
        self.fill(content, make_buttons(self, self.save_button))

    def _on_patient(self) -> None:
        """List the planned visits of the patient; the next open one is chosen."""
        from ketgui.domain.visits.planned_visits import list_visits

        patient_id = self.patient.currentData()
        every = list_visits(self._analysis.cohort, self._analysis.plan, date.today())
        self._visits = [visit for visit in every if visit.patient_id == patient_id]
        self.visit.blockSignals(True)
        self.visit.clear()
        self.visit.addItem(_("left blank"))
        self.visit.addItems([visit.describe() for visit in self._visits])
        opened = (at for at, visit in enumerate(self._visits, start=1) if visit.is_open)
        self.visit.setCurrentIndex(next(opened, 0))
        self.visit.blockSignals(False)
        self._on_visit()

    @property
    def _chosen(self) -> Visit | None:
        at = self.visit.currentIndex()
        return self._visits[at - 1] if at > 0 else None

    def _on_visit(self) -> None:
        """Tick what the visit needs."""
        kind = self._chosen.kind if self._chosen else None
        main = self._analysis.plan.rating_scale
        for scale, tick in self.scales.items():
            tick.setChecked(scale is main and (kind is None or kind in _WITH_RATING))
        self.infusion.setChecked(kind in (None, "infusion"))
        self.events.setChecked(kind in (None, "infusion"))

    def _on_save(self) -> None:
        from ketgui.reporting.printouts.visit_sheet import VisitSheet
        from ketgui.views.adverse_events.records import suggest_values

        visit, cohort = self._chosen, self._analysis.cohort
        patient_id = str(self.patient.currentData())
        infusions = cohort.infusions[cohort.infusions["patient_id"] == patient_id]
        weights = infusions["weight_kg"].dropna()
        is_infusion = visit is not None and visit.kind == "infusion"
        sheet = VisitSheet(
            self._analysis.plan,
            self._study,
            patient_id,
            visit.describe() if visit else "",
            tuple(scale for scale, tick in self.scales.items() if tick.isChecked()),
            self.infusion.isChecked(),
            visit.number if visit and is_infusion else None,
            float(weights.iloc[-1]) if len(weights) else None,
            tuple(suggest_values(cohort)["term"]) if self.events.isChecked() else (),
            get_default_paper(QLocale.system()),
        )
        self.chosen.emit(sheet)
        self.accept()
