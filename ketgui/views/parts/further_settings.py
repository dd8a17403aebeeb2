"""The plan's further settings: what most analyses leave as it is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QFormLayout, QSpinBox, QWidget

from ketgui.domain.plan import AnalysisPlan
from ketgui.text import _
from ketgui.views import layout

_HIGHEST_SEED = 2**31 - 1


class FurtherSettings(QWidget):
    """Edits reliability, important difference, seed, and what is computed only when asked for."""

    plan_changed = Signal(object)

    def __init__(self, plan: AnalysisPlan) -> None:
        super().__init__()
        self._plan, self._showing = plan, False
        self._reliability = _number(0.01, 0.99, 2, 0.01, _("Reliability of the scale"))
        self._important = _number(0.1, 30, 1, 0.1, _("Minimal important difference"))
        self._seed = QSpinBox()
        self._seed.setRange(0, _HIGHEST_SEED)
        self._seed.setAccessibleName(_("Seed of the bootstrap"))
        self._seed.setKeyboardTracking(False)
        self._bayes = QCheckBox(_("Bayes factor"))
        self._carried = QCheckBox(_("Last rating carried forward"))
        self._mixed = QCheckBox(_("Random-intercept model"))
        self._boxes = (self._bayes, self._carried, self._mixed)
        self._lay_out()
        self.show_plan(plan)
        for spin in (self._reliability, self._important, self._seed):
            spin.valueChanged.connect(self._on_edited)
        for box in self._boxes:
            box.toggled.connect(self._on_edited)

    def show_plan(self, plan: AnalysisPlan) -> None:
        """Set every control to a plan without announcing it."""
        self._plan, self._showing = plan, True
        self._reliability.setValue(plan.reliability)
        self._important.setValue(plan.minimal_important_difference)
        self._seed.setValue(min(plan.bootstrap_seed, _HIGHEST_SEED))
        self._bayes.setChecked(plan.bayes_factor)
        self._carried.setChecked(plan.carry_forward)
        self._mixed.setChecked(plan.mixed_model)
        self._showing = False

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(layout.STEP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.addRow(_("Reliability"), self._reliability)
        form.addRow(_("Important difference"), self._important)
        form.addRow(_("Seed"), self._seed)
        for box in self._boxes:
            form.addRow(box)

    def _on_edited(self) -> None:
        if self._showing:
            return
        self._plan = replace(
            self._plan,
            reliability=round(self._reliability.value(), 2),
            minimal_important_difference=round(self._important.value(), 1),
            bootstrap_seed=self._seed.value(),
            bayes_factor=self._bayes.isChecked(),
            carry_forward=self._carried.isChecked(),
            mixed_model=self._mixed.isChecked(),
        )
        self.plan_changed.emit(self._plan)


def _number(low: float, high: float, decimals: int, step: float, name: str) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setDecimals(decimals)
    spin.setRange(low, high)
    spin.setSingleStep(step)
    spin.setAccessibleName(name)
    spin.setToolTip(name)
    spin.setKeyboardTracking(False)
    return spin
