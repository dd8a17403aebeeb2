"""The editors of the plan: what is not touched stays as it is, what cannot be is said."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.text import LANGUAGES, language, percent_sign
from ketgui.views.outcomes.further_settings import FurtherSettings
from ketgui.views.widgets.plan_editor import PlanEditor

FINE = AnalysisPlan(
    response_percent=62.5, partial_response_percent=33.333, remission_score=9.5,
    confidence_level=0.975, reliability=0.9125, minimal_important_difference=1.75,
    bootstrap_seed=2**40,
)  # fmt: skip


def test_touching_one_setting_leaves_the_others_whole(qtbot):
    first, second = PlanEditor(FINE), FurtherSettings(FINE)
    for made, touch, changed in (
        (first, lambda: first._remitters.toggle(), {"remitters_are_responders": False}),
        (second, lambda: second._bayes.toggle(), {"bayes_factor": True}),
    ):
        qtbot.addWidget(made)
        with qtbot.waitSignal(made.plan_changed) as told:
            touch()
        assert told.args[0].as_dict() == FINE.as_dict() | changed


@pytest.mark.parametrize("code", LANGUAGES)
def test_settings_are_shown_with_the_decimals_they_have(qtbot, code):
    with language(code):
        made = PlanEditor(FINE)
        qtbot.addWidget(made)
        mark = {"en": ".", "fr": ","}[code]
        assert made._response.text() == f"62{mark}5{percent_sign()}"
        assert made._remission.text() == f"9{mark}5"
        assert made._level.currentText() == f"97{mark}5{percent_sign()}"
        made.show_plan(AnalysisPlan())
        assert made._response.text() == f"50{percent_sign()}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_fraction_can_be_typed(qtbot, code):
    with language(code):
        made = PlanEditor(AnalysisPlan())
        qtbot.addWidget(made)
        mark = {"en": ".", "fr": ","}[code]
        made._response.lineEdit().setText(f"62{mark}5{percent_sign()}")
        with qtbot.waitSignal(made.plan_changed) as told:
            made._response.interpretText()
    assert told.args[0].response_percent == 62.5


def test_what_was_refused_holds_once_it_is_possible(qtbot):
    made = PlanEditor(AnalysisPlan())
    qtbot.addWidget(made)
    with qtbot.assertNotEmitted(made.plan_changed):
        made._partial.setValue(60)
    assert "not above the response" in made._refusal.text()
    with qtbot.waitSignal(made.plan_changed) as told:
        made._response.setValue(70)
    plan = told.args[0]
    assert (plan.partial_response_percent, plan.response_percent) == (60, 70)
    assert made._refusal.isHidden()
