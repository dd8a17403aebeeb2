"""A form for what counts as a relapse, with the published rule of the scale where there is one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from ketgui.domain.outcome import PlanError
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.relapse import RelapseRule
from ketgui.domain.scale import Scale
from ketgui.text import NO_BREAK_SPACE, _, bare, mark, percent_sign
from ketgui.views import layout
from ketgui.views.widgets.number_spin import NumberSpin

# What is offered when the criterion is switched on; the user sets it.
_LOST_PERCENT = 50.0
_RESCUES = {
    "ect": mark("Electroconvulsive therapy"),
    "admission": mark("Psychiatric admission"),
    "new_course": mark("New acute course"),
}


class RelapseEditor(QWidget):
    """Edits the rule of relapse: each criterion on or off, the visits needed, and among whom.

    Signals
    -------
    plan_changed(AnalysisPlan)
        The user changed the rule.
    """

    plan_changed = Signal(object)

    def __init__(self, plan: AnalysisPlan) -> None:
        super().__init__()
        self._plan, self._showing = plan, False
        self.preset = _make_combo(_("Published rule of relapse"))
        self.by_score = QCheckBox()
        self.score = NumberSpin(_("Score of relapse"), 0, 1000)
        self.is_lost = QCheckBox(_("Improvement below"))
        self.lost = NumberSpin(
            _("Improvement below which response is lost"), 1, 100, suffix=percent_sign()
        )
        self.rescues = {name: QCheckBox(_(title)) for name, title in _RESCUES.items()}
        self.visits = _make_combo(_("Visits that confirm a relapse"))
        self.visits.addItem(_("one visit"), 1)
        self.visits.addItem(_("two visits in a row"), 2)
        self.among = _make_combo(_("Whose relapse is studied"))
        self.among.addItem(_("responders"), "responders")
        self.among.addItem(_("remitters"), "remitters")
        self.words = layout.make_paragraph()
        self.refusal = layout.make_paragraph()
        self.refusal.setStyleSheet(f"color: {layout.get_state_colour('error').name()}")
        self._lay_out()
        self.show_plan(plan)
        self._connect()

    def show_plan(self, plan: AnalysisPlan) -> None:
        """Set every control to a plan without emitting `plan_changed`."""
        self._plan, self._showing = plan, True
        rule, scale = plan.relapse, plan.rating_scale
        self._show_presets(rule, scale)
        cutoff = rule.find_cutoff(scale)
        self.by_score.setText(
            _("Score at or below") if scale.higher_is_better else _("Score at or above")
        )
        self.score.setRange(scale.low, scale.high)
        self.by_score.setChecked(cutoff is not None)
        self.score.setEnabled(cutoff is not None)
        if cutoff:
            self.score.setValue(cutoff.value)
        has_percentages = scale.kind == "total"
        self._form.setRowVisible(self._lost_row, has_percentages)
        self.is_lost.setChecked(rule.lost_percent is not None)
        self.lost.setEnabled(rule.lost_percent is not None)
        self.lost.setValue(_LOST_PERCENT if rule.lost_percent is None else rule.lost_percent)
        for name, box in self.rescues.items():
            box.setChecked(getattr(rule, name))
        self.visits.setCurrentIndex(self.visits.findData(rule.visits))
        self.among.setCurrentIndex(self.among.findData(rule.among))
        self.words.setText(_describe(rule, scale))
        self.refusal.hide()
        self._showing = False

    def _show_presets(self, rule: RelapseRule, scale: Scale) -> None:
        """List the scale's own published rule, and show whether the rule is that one."""
        self.preset.clear()
        if scale.relapse:
            self.preset.addItem(_describe_published(scale), RelapseRule())
        self.preset.addItem(_("own criteria"), None)
        self._form.setRowVisible(self.preset, scale.relapse is not None)
        # Whom it is studied among is no part of the published rule.
        is_published = replace(rule, among="responders") == RelapseRule()
        self.preset.setCurrentIndex(0 if is_published else self.preset.count() - 1)

    def _lay_out(self) -> None:
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(layout.STEP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.addRow(_("Rule"), self.preset)
        form.addRow(layout.put_beside(self.by_score, self.score))
        self._lost_row = layout.put_beside(self.is_lost, self.lost)
        form.addRow(self._lost_row)
        for box in self.rescues.values():
            form.addRow(box)
        form.addRow(_("Seen at"), self.visits)
        form.addRow(_("Among"), self.among)
        form.addRow(self.refusal)
        form.addRow(self.words)

    def _connect(self) -> None:
        self.preset.activated.connect(self._on_preset)
        self.by_score.toggled.connect(self._on_by_score)
        self.score.valueChanged.connect(partial(self._on_edited, "score"))
        self.is_lost.toggled.connect(self._on_is_lost)
        self.lost.valueChanged.connect(partial(self._on_edited, "lost_percent"))
        for name, box in self.rescues.items():
            box.toggled.connect(partial(self._on_edited, name))
        for name, choice in (("visits", self.visits), ("among", self.among)):
            choice.currentIndexChanged.connect(partial(self._on_choice, name, choice))

    def _on_preset(self, _index: int) -> None:
        rule = self.preset.currentData()
        if isinstance(rule, RelapseRule):
            self._set(replace(rule, among=self._plan.relapse.among))

    def _on_by_score(self, counts: bool) -> None:
        # A scale without a published score begins with the one shown, which the user sets.
        own = self._plan.rating_scale.relapse is None and self._plan.relapse.score is None
        score = self.score.value() if counts and own else self._plan.relapse.score
        if not self._showing:
            self._set(replace(self._plan.relapse, by_score=counts, score=score))

    def _on_is_lost(self, counts: bool) -> None:
        self._on_edited("lost_percent", self.lost.value() if counts else None)

    def _on_choice(self, name: str, choice: QComboBox, _index: int) -> None:
        self._on_edited(name, choice.currentData())

    def _on_edited(self, name: str, value: float | bool | str | None) -> None:
        if self._showing:
            return
        try:
            self._set(replace(self._plan.relapse, **{name: value}))
        except PlanError as refusal:
            # The refused value stays in its control, so that the user can correct it.
            self.refusal.setText(str(refusal))
            self.refusal.show()

    def _set(self, rule: RelapseRule) -> None:
        plan = replace(self._plan, relapse=rule)
        self.show_plan(plan)
        self.plan_changed.emit(plan)


def _describe_published(scale: Scale) -> str:
    assert scale.relapse is not None
    sign = "≥" if scale.relapse.operator == ">=" else "≤"
    return _(
        "{rule}, once ({source})",
        rule=f"{sign}{NO_BREAK_SPACE}{bare(scale.relapse.value)}",
        source=scale.relapse.source,
    )


def _describe(rule: RelapseRule, scale: Scale) -> str:
    words = rule.describe(scale)
    if words:
        return _("Relapse is {rule}.", rule=words)
    return _("No criterion is set for the {scale}: relapse is not analysed.", scale=scale.title)


def _make_combo(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    return box
