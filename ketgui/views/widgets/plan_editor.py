"""The settings of the analysis plan, each in its own control, applied as they change."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QWidget,
)

from ketgui.domain.outcome import PlanError
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Cutoff
from ketgui.domain.scales import SCALES
from ketgui.domain.unavailable import Unavailable
from ketgui.text import _, percent, percent_sign
from ketgui.views import layout
from ketgui.views.widgets.number_spin import NumberSpin, OptionalSpin

# A rating of the improvement itself has no score before, and is a secondary outcome alone.
_OUTCOME_SCALES = tuple(scale for scale in SCALES if scale.kind != "improvement")


class PlanEditor(QWidget):
    """Edits a plan; an invalid plan is refused with the reason and not passed on.

    A setting that was not touched keeps its value with all its decimals.
    """

    plan_changed = Signal(object)

    def __init__(self, plan: AnalysisPlan, *, of_secondary: bool = False) -> None:
        super().__init__()
        self._plan = plan
        self._showing = False
        self._touched: set[str] = set()
        self._scale = _make_combo([(s.title, s.key) for s in _OUTCOME_SCALES], _("Rating scale"))
        self._response = OptionalSpin(
            _("Percent reduction that is a response"), 1, 100, suffix=percent_sign()
        )
        self._response_score = OptionalSpin(_("Score after treatment that is a response"), 0, 100)
        self._response_operator = _make_combo(
            [("≥", ">="), (">", ">")], _("Response compares with")
        )
        self._partial = _make_percent(_("Percent reduction that is a partial response"))
        self._remission = OptionalSpin(_("Score of remission"), 0, 100)
        self._remission_operator = _make_combo(
            [("<", "<"), ("≤", "<="), (">", ">"), ("≥", ">=")], _("Remission compares with")
        )
        self._remitters = QCheckBox(_("Remitters count as responders"))
        self._population = _make_combo(
            [(_("every enrolled patient"), "enrolled"), (_("patients with both ratings"), "rated")],
            _("Denominator of the rates"),
        )
        self._level = _make_combo([(percent(100 * level, 0), level) for level in (0.9, 0.95, 0.99)],
                             _("Confidence level"))  # fmt: skip
        self._method = _make_combo(
            [(_("Clopper–Pearson (exact)"), "clopper-pearson"), ("Wilson", "wilson")],
            _("Interval of a rate"),
        )
        self.words = layout.make_paragraph()
        self._refusal = layout.make_paragraph()
        self._refusal.setStyleSheet(f"color: {layout.get_state_colour('error').name()}")
        self._lay_out()
        # The scale, the denominator and the intervals are those of the whole analysis.
        for row in (self._scale, self._population, self._interval_row):
            self._form.setRowVisible(row, not of_secondary)
        self.show_plan(plan)
        self._connect()

    def show_plan(self, plan: AnalysisPlan) -> None:
        """Set every control to a plan without announcing it."""
        self._plan, self._showing = plan, True
        self._touched.clear()
        for scale in plan.scales:
            if self._scale.findData(scale.key) < 0:
                self._scale.addItem(scale.title, scale.key)
        # A value that is in no list, such as a scale declared in a plan file, joins it here.
        for box, value in (
            (self._scale, plan.scale),
            (self._population, plan.population),
            (self._method, plan.interval_method),
        ):
            title = plan.rating_scale.title if box is self._scale else str(value)
            _choose(box, value, title)
        _show_cutoff(self._response_operator, self._response, plan.response)
        _show_cutoff(self._remission_operator, self._remission, plan.remission)
        self._response_score.show_number(_get_value(plan.response))
        self._form.setRowVisible(self._response_row, not plan.is_score)
        self._form.setRowVisible(self._partial, not plan.is_score)
        self._form.setRowVisible(self._response_score, plan.is_score)
        _choose(self._level, plan.confidence_level, plan.format_level())
        self._partial.setValue(plan.partial_response_percent)
        self._remitters.setChecked(plan.remitters_are_responders)
        self._refusal.hide()
        self.words.setText(plan.describe_definitions())
        self._showing = False

    def _lay_out(self) -> None:
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(layout.STEP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Scale"), self._scale)
        self._response_row = layout.put_beside(self._response_operator, self._response)
        form.addRow(_("Response"), self._response_row)
        form.addRow(_("Response up to a score of"), self._response_score)
        form.addRow(_("Partial response from"), self._partial)
        form.addRow(_("Remission"), layout.put_beside(self._remission_operator, self._remission))
        form.addRow(self._remitters)
        form.addRow(_("Rates over"), self._population)
        self._interval_row = layout.put_beside(self._level, self._method)
        form.addRow(_("Confidence"), self._interval_row)
        form.addRow(self._refusal)
        form.addRow(self.words)

    def _connect(self) -> None:
        for name, box in (
            ("scale", self._scale),
            ("response_operator", self._response_operator),
            ("remission_operator", self._remission_operator),
            ("population", self._population),
            ("confidence_level", self._level),
            ("interval_method", self._method),
        ):
            box.currentIndexChanged.connect(partial(self._on_edited, name))
        for name, spin in (
            ("response_percent", self._response),
            ("response_score", self._response_score),
            ("partial_response_percent", self._partial),
            ("remission_score", self._remission),
        ):
            spin.valueChanged.connect(partial(self._on_edited, name))
        self._remitters.toggled.connect(partial(self._on_edited, "remitters_are_responders"))

    def _read_controls(self) -> dict[str, Any]:
        """Return what every control shows, by the name of its setting."""
        return {
            "scale": self._scale.currentData(),
            "response_operator": self._response_operator.currentData(),
            "response_percent": self._response.number(),
            "response_score": self._response_score.number(),
            "partial_response_percent": self._partial.value(),
            "remission_operator": self._remission_operator.currentData(),
            "remission_score": self._remission.number(),
            "remitters_are_responders": self._remitters.isChecked(),
            "population": self._population.currentData(),
            "confidence_level": self._level.currentData(),
            "interval_method": self._method.currentData(),
        }

    def _on_edited(self, name: str, _value: object) -> None:
        if self._showing:
            return
        self._touched.add(name)
        # Only touched settings are read back: a field has two decimals, and a plan file may have
        # more.
        typed = self._read_controls()
        try:
            plan = self._make_plan({touched: typed[touched] for touched in self._touched})
        except PlanError as refusal:
            # The typed value is kept: a change of another setting may make it valid.
            self._refusal.setText(str(refusal))
            self._refusal.show()
            return
        self._refusal.hide()
        self._touched.clear()
        # Another scale brings its own definitions: every control shows them.
        if plan.scale != self._plan.scale:
            self.show_plan(plan)
        self._plan = plan
        self.words.setText(plan.describe_definitions())
        self.plan_changed.emit(plan)

    def _make_plan(self, settings: dict[str, Any]) -> AnalysisPlan:
        """Return the plan with these settings; another scale brings its own definitions."""
        scale = settings.get("scale", self._plan.scale)
        if scale != self._plan.scale:
            return self._plan.with_scale(scale)
        return replace(self._plan, **settings)


def _make_combo(choices: list[tuple[str, Any]], name: str) -> QComboBox:
    box = QComboBox()
    for title, value in choices:
        box.addItem(title, value)
    box.setAccessibleName(name)
    box.setToolTip(name)
    return box


def _choose(box: QComboBox, value: object, title: str) -> None:
    """Choose a value; one that is not in the list, from a plan file, joins it."""
    index = box.findData(value)
    if index < 0:
        box.addItem(title, value)
        index = box.count() - 1
    box.setCurrentIndex(index)


def _get_value(cutoff: Cutoff | Unavailable) -> float | None:
    return None if isinstance(cutoff, Unavailable) else cutoff.value


def _show_cutoff(box: QComboBox, spin: OptionalSpin, cutoff: Cutoff | Unavailable) -> None:
    spin.show_number(_get_value(cutoff))
    if not isinstance(cutoff, Unavailable):
        _choose(box, cutoff.operator, cutoff.operator)


def _make_percent(name: str) -> NumberSpin:
    return NumberSpin(name, 1, 100, suffix=percent_sign())
