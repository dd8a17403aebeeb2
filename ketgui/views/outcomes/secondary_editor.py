"""An editor of the secondary outcomes, their definitions, and scales that are not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ketgui.domain.declared_scales import ScaleError, read_scales
from ketgui.domain.outcome import OutcomeDefinition, PlanError
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.rated_scales import (
    find_rated_scales,
    find_unknown_scales,
    list_secondary_outcomes,
)
from ketgui.domain.scale import Scale
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.dialogs import ask_open, open_dialog
from ketgui.views.widgets.plan_editor import PlanEditor

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.statistics.analysis import Analysis
    from ketgui.views.outcomes.scale_form import ScaleForm


class SecondaryEditor(QWidget):
    """Lists the other scales of the cohort with their definitions, and asks about unknown scales.

    Signals
    -------
    plan_changed(AnalysisPlan)
        The user changed which outcomes there are, a definition or a declared scale.
    """

    plan_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._plan = AnalysisPlan()
        self._cohort: Cohort | None = None
        self._box = layout.pad(QVBoxLayout(self), 0, layout.STEP)
        self.boxes: dict[str, QCheckBox] = {}
        self._shown: object = None
        self.refusal = layout.make_paragraph()
        self.refusal.setStyleSheet(f"color: {layout.get_state_colour('error').name()}")

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the scales of another analysis."""
        self._plan, self._cohort = analysis.plan, analysis.cohort
        rated = find_rated_scales(analysis.cohort, analysis.plan)
        unknown = find_unknown_scales(analysis.cohort, analysis.plan)
        secondary = list_secondary_outcomes(analysis.cohort, analysis.plan)
        self.refusal.hide()
        # Built anew where edits of the cohort or of the plan have changed what is listed.
        shown = (rated, unknown, secondary, analysis.plan.scale, analysis.plan.scales)
        if shown != self._shown:
            self._shown = shown
            self._list_scales(rated, unknown, {outcome.scale: outcome for outcome in secondary})

    def _list_scales(
        self,
        rated: Sequence[Scale],
        unknown: Sequence[str],
        chosen: Mapping[str, OutcomeDefinition],
    ) -> None:
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) not in (None, self.refusal):
                widget.deleteLater()
        self.boxes.clear()
        for scale in rated:
            if scale.key != self._plan.scale:
                self._box.addWidget(self._make_row(scale, chosen.get(scale.key)))
        for name in unknown:
            self._box.addWidget(self._make_question(name))
        if not self._box.count():
            self._box.addWidget(layout.make_paragraph(_("The file holds no other scale.")))
        self._box.addWidget(
            layout.make_button("folder-open", _("Scales from a file…"), self._on_file)
        )
        self._box.addWidget(self.refusal)

    def _make_row(self, scale: Scale, definition: OutcomeDefinition | None) -> QWidget:
        plan = self._plan.with_outcome(definition or OutcomeDefinition(scale.key))
        rules = _(
            "response {response}, remission {remission}",
            response=plan.format_response(),
            remission=plan.format_remission(),
        )
        box = self.boxes[scale.key] = QCheckBox(scale.title)
        box.setChecked(definition is not None)
        box.toggled.connect(partial(self._on_chosen, scale.key))
        buttons = [layout.make_button("pencil", _("Definitions…"), partial(self.edit, scale.key))]
        # Only a scale that the user declared can be described anew.
        if scale in self._plan.scales:
            act = partial(self.describe, scale.key)
            buttons.append(layout.make_button("settings-2", _("Scale…"), act))
        row = QWidget()
        column = layout.pad(QVBoxLayout(row), 0, layout.STEP)
        line = layout.pad(QHBoxLayout(), 0, layout.STEP)
        line.addWidget(box, 1)
        for button in buttons:
            line.addWidget(button)
        column.addLayout(line)
        column.addWidget(layout.make_paragraph(rules))
        return row

    def _make_question(self, name: str) -> QWidget:
        row = QWidget()
        column = layout.pad(QVBoxLayout(row), 0, layout.STEP)
        column.addWidget(
            layout.make_paragraph(
                _(
                    "{scale} is not a scale that the program knows: what are its lowest and "
                    "highest scores, and is a higher one worse? Until then it is not analysed.",
                    scale=name,
                )
            )
        )
        act = partial(self.describe, name)
        column.addWidget(layout.make_button("pencil", _("Describe {scale}…", scale=name), act))
        return row

    def describe(self, name: str) -> ScaleForm:
        """Open the form that declares a scale."""
        from ketgui.views.outcomes.scale_form import ScaleForm

        declared = next((scale for scale in self._plan.scales if scale.key == name), None)
        form = ScaleForm(name, declared)
        open_dialog(self.window(), _("Scale"), form)
        form.declared.connect(self._on_declared)
        form.declared.connect(form.window().close)
        return form

    def edit(self, key: str) -> PlanEditor:
        """Open the editor of one outcome's definitions."""
        outcomes = {d.scale: d for d in self._list_outcomes()}
        plan = self._plan.with_outcome(outcomes.get(key, OutcomeDefinition(key)))
        editor = PlanEditor(plan, of_secondary=True)
        editor.plan_changed.connect(self._on_definition)
        open_dialog(self.window(), plan.rating_scale.title, editor)
        return editor

    def _list_outcomes(self) -> tuple[OutcomeDefinition, ...]:
        assert self._cohort is not None
        return list_secondary_outcomes(self._cohort, self._plan)

    def _on_chosen(self, key: str, chosen: bool) -> None:
        others = tuple(d for d in self._list_outcomes() if d.scale != key)
        self._set(secondary=(*others, OutcomeDefinition(key)) if chosen else others)

    def _on_definition(self, plan: AnalysisPlan) -> None:
        changed = plan.get_definition()
        outcomes = [changed if d.scale == changed.scale else d for d in self._list_outcomes()]
        # Editing the definitions of a scale makes it an outcome.
        self._set(secondary=tuple(outcomes) if changed in outcomes else (*outcomes, changed))

    def _on_declared(self, scale: Scale) -> None:
        try:
            self._plan = self._plan.with_declared(scale)
        except PlanError as refusal:
            self.refusal.setText(str(refusal))
            self.refusal.show()
            return
        self.plan_changed.emit(self._plan)

    def _on_file(self) -> None:
        for path in ask_open(self.window(), _("Declared scales"), ("toml",)):
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Declare the scales of a TOML file."""
        try:
            plan = self._plan
            for scale in read_scales(path.read_text(encoding="utf-8")):
                plan = plan.with_declared(scale)
        except (OSError, UnicodeError, ScaleError, PlanError) as refusal:
            self.refusal.setText(f"{path.name}: {refusal}")
            self.refusal.show()
            return
        self._plan = plan
        self.plan_changed.emit(plan)

    def _set(self, **settings: tuple[OutcomeDefinition, ...]) -> None:
        self._plan = replace(self._plan, **settings)
        self.plan_changed.emit(self._plan)
