"""A form for the settings of the plan that most analyses keep at their defaults."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QSpinBox, QWidget

from ketgui.domain.plan import AnalysisPlan
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.number_spin import NumberSpin

_HIGHEST_SEED = 2**31 - 1


class FurtherSettings(QWidget):
    """Edits reliability, important difference, seed, and which optional results are computed.

    Each control writes only its own setting: a value with more decimals than its control shows
    stays exact until the user edits it.

    Signals
    -------
    plan_changed(AnalysisPlan)
        The user changed a setting.
    """

    plan_changed = Signal(object)

    def __init__(self, plan: AnalysisPlan) -> None:
        super().__init__()
        self._plan, self._showing = plan, False
        self._reliability = NumberSpin(_("Reliability of the scale"), 0.01, 0.99, 0.01)
        self._important = NumberSpin(_("Minimal important difference"), 0.1, 30, 0.1)
        self._seed = QSpinBox()
        self._seed.setRange(0, _HIGHEST_SEED)
        self._seed.setAccessibleName(_("Seed of the bootstrap"))
        # The bootstrap runs once, when the number is complete.
        self._seed.setKeyboardTracking(False)
        self._bayes = QCheckBox(_("Bayes factor"))
        self._carried = QCheckBox(_("Last rating carried forward"))
        self._mixed = QCheckBox(_("Random-intercept model"))
        self._lay_out()
        self.show_plan(plan)
        self._connect()

    def show_plan(self, plan: AnalysisPlan) -> None:
        """Set every control to a plan without emitting `plan_changed`."""
        self._plan, self._showing = plan, True
        self._reliability.setValue(plan.reliability)
        self._important.setValue(plan.minimal_important_difference)
        # A Qt spin box holds 32-bit integers only; the plan itself keeps a larger seed.
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
        for box in (self._bayes, self._carried, self._mixed):
            form.addRow(box)

    def _connect(self) -> None:
        for name, spin in (
            ("reliability", self._reliability),
            ("minimal_important_difference", self._important),
            ("bootstrap_seed", self._seed),
        ):
            spin.valueChanged.connect(partial(self._on_edited, name))
        for name, box in (
            ("bayes_factor", self._bayes),
            ("carry_forward", self._carried),
            ("mixed_model", self._mixed),
        ):
            box.toggled.connect(partial(self._on_edited, name))

    def _on_edited(self, name: str, value: float | bool) -> None:
        if not self._showing:
            self._plan = replace(self._plan, **{name: value})
            self.plan_changed.emit(self._plan)
