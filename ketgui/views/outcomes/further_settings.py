"""A form for the settings of the plan that most analyses keep at their defaults."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QSpinBox, QWidget

from ketgui.domain.outcome import PlanError
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.text import _, mark, percent_sign
from ketgui.views import layout
from ketgui.views.widgets.number_spin import NumberSpin, OptionalSpin

_HIGHEST_SEED = 2**31 - 1
_DAYS = {
    "course_gap_days": mark("A course ends before a gap of more than"),
    "new_course_days": mark("A new course begins after a gap of more than"),
    "baseline_window_days": mark("The baseline is at most this old"),
    "post_window_days": mark("The rating after comes within"),
}


# Needed for the size of the regression to the mean, and known to nobody but the user.
_SELECTION = {
    "selection_score": mark("Selection score"),
    "population_mean": mark("Mean of all who were considered"),
    "population_sd": mark("SD of all who were considered"),
}


_CHOICES = {
    "same_day_rating": (
        mark("A rating on the day of the first infusion, without times"),
        (("before", mark("was made before it")), ("after", mark("was made after it"))),
    ),
    "summary": (
        mark("Table 1 describes numbers by"),
        (("mean", mark("mean ± SD")), ("median", mark("median and quartiles"))),
    ),
}


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
        self._reliability = OptionalSpin(_("Reliability of the scale"), 0.01, 0.99, 0.01)
        self._important = OptionalSpin(_("Minimal important difference"), 0.1, 30, 0.1)
        self._selection = {
            name: OptionalSpin(_(title), 0, 1000) for name, title in _SELECTION.items()
        }
        self._days = {
            name: NumberSpin(_(title), 0, 366, suffix=f" {_('days')}")
            for name, title in _DAYS.items()
        }
        self._failure = NumberSpin(
            _("TMS failed below an improvement of"), 1, 100, suffix=percent_sign()
        )
        self._choices = {name: _make_choice(*_CHOICES[name]) for name in _CHOICES}
        self._seed = QSpinBox()
        self._seed.setRange(0, _HIGHEST_SEED)
        self._seed.setAccessibleName(_("Seed of the bootstrap"))
        # The bootstrap runs once, when the number is complete, not at each digit.
        self._seed.setKeyboardTracking(False)
        self._bayes = QCheckBox(_("Bayes factor"))
        self._carried = QCheckBox(_("Last rating carried forward"))
        self._mixed = QCheckBox(_("Random-intercept model"))
        self._post_tms = QCheckBox(_("A rating after TMS may be the baseline"))
        self._post_tms.setToolTip(
            _("Where it is recent, and the patient has no other rating before the first infusion.")
        )
        self._refusal = layout.make_paragraph()
        self._refusal.setStyleSheet(f"color: {layout.get_state_colour('error').name()}")
        self._refusal.hide()
        self._lay_out()
        self.show_plan(plan)
        self._connect()

    def show_plan(self, plan: AnalysisPlan) -> None:
        """Set every control to a plan without emitting `plan_changed`."""
        self._plan, self._showing = plan, True
        self._reliability.show_number(_get_number(plan.reliability_used))
        self._important.show_number(_get_number(plan.important_difference_used))
        for name, spin in self._selection.items():
            spin.show_number(getattr(plan, name))
        for name, spin in self._days.items():
            spin.setValue(getattr(plan, name))
        self._failure.setValue(plan.tms_failure_percent)
        for name, box in self._choices.items():
            box.setCurrentIndex(box.findData(getattr(plan, name)))
        # A Qt spin box holds 32-bit integers only; the plan itself keeps a larger seed.
        self._seed.setValue(min(plan.bootstrap_seed, _HIGHEST_SEED))
        self._bayes.setChecked(plan.bayes_factor)
        self._carried.setChecked(plan.carry_forward)
        self._mixed.setChecked(plan.mixed_model)
        self._post_tms.setChecked(plan.post_tms_baseline)
        self._showing = False

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(layout.STEP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.addRow(_("Reliability"), self._reliability)
        form.addRow(_("Important difference"), self._important)
        for name, spin in self._selection.items():
            form.addRow(_(_SELECTION[name]), spin)
        for name, spin in self._days.items():
            form.addRow(_(_DAYS[name]), spin)
        form.addRow(self._post_tms)
        form.addRow(_("TMS failed below an improvement of"), self._failure)
        for name, choice in self._choices.items():
            title = layout.make_paragraph(_(_CHOICES[name][0]))
            form.addRow(title)
            form.addRow(choice)
        form.addRow(_("Seed"), self._seed)
        for box in (self._bayes, self._carried, self._mixed):
            form.addRow(box)
        form.addRow(self._refusal)

    def _connect(self) -> None:
        for name, spin in (
            ("reliability", self._reliability),
            ("minimal_important_difference", self._important),
            *self._selection.items(),
        ):
            spin.valueChanged.connect(partial(self._on_optional, name, spin))
        for name, spin in (
            *self._days.items(),
            ("tms_failure_percent", self._failure),
            ("bootstrap_seed", self._seed),
        ):
            spin.valueChanged.connect(partial(self._on_edited, name))
        for name, box in (
            ("bayes_factor", self._bayes),
            ("carry_forward", self._carried),
            ("mixed_model", self._mixed),
            ("post_tms_baseline", self._post_tms),
        ):
            box.toggled.connect(partial(self._on_edited, name))

        for name, choice in self._choices.items():
            choice.currentIndexChanged.connect(partial(self._on_choice, name, choice))

    def _on_choice(self, name: str, choice: QComboBox, _index: int) -> None:
        self._on_edited(name, choice.currentData())

    def _on_optional(self, name: str, spin: OptionalSpin, _value: float) -> None:
        # valueChanged carries the value one step below the range where nothing is set.
        self._on_edited(name, spin.number())

    def _on_edited(self, name: str, value: float | bool | str | None) -> None:
        if self._showing:
            return
        try:
            # The refused value stays in its control, so that the user can correct it.
            self._plan = replace(self._plan, **{name: value})
        except PlanError as refusal:
            self._refusal.setText(str(refusal))
            self._refusal.show()
            return
        self._refusal.hide()
        self.plan_changed.emit(self._plan)


def _make_choice(heading: str, choices: tuple[tuple[str, str], ...]) -> QComboBox:
    box = QComboBox()
    for value, title in choices:
        box.addItem(_(title), value)
    box.setAccessibleName(_(heading))
    return box


def _get_number(number: float | Unavailable) -> float | None:
    return None if isinstance(number, Unavailable) else number
