"""The settings that most analyses keep: each control writes its own alone."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.views.outcomes.further_settings import FurtherSettings

# More decimals than the controls show.
PLAN = AnalysisPlan(reliability=0.8765, minimal_important_difference=1.234, bootstrap_seed=2**32)


@pytest.fixture
def form(qtbot):
    shown = FurtherSettings(PLAN)
    qtbot.addWidget(shown)
    return shown


def test_showing_a_plan_changes_nothing(qtbot, form):
    with qtbot.assertNotEmitted(form.plan_changed):
        form.show_plan(AnalysisPlan(bayes_factor=True))
    assert form._bayes.isChecked()
    assert form._seed.value() == AnalysisPlan().bootstrap_seed


@pytest.mark.parametrize(
    ("control", "setting"),
    [("_bayes", "bayes_factor"), ("_carried", "carry_forward"), ("_mixed", "mixed_model")],
)
def test_an_optional_result_is_chosen_and_the_other_settings_stay_exact(
    qtbot, form, control, setting
):
    with qtbot.waitSignal(form.plan_changed) as changed:
        getattr(form, control).click()
    plan = changed.args[0]
    assert getattr(plan, setting) != getattr(PLAN, setting)
    assert (plan.reliability, plan.minimal_important_difference) == (0.8765, 1.234)
    assert plan.bootstrap_seed == 2**32


def test_a_number_is_changed(qtbot, form):
    for control, setting, value in (
        ("_reliability", "reliability", 0.9),
        ("_important", "minimal_important_difference", 2.0),
        ("_seed", "bootstrap_seed", 7),
    ):
        with qtbot.waitSignal(form.plan_changed) as changed:
            getattr(form, control).setValue(value)
        assert getattr(changed.args[0], setting) == value


def test_the_summary_and_the_rating_of_the_day_are_chosen(qtbot):
    settings, plans = FurtherSettings(AnalysisPlan()), list[AnalysisPlan]()
    qtbot.addWidget(settings)
    settings.plan_changed.connect(plans.append)
    for name, value in (("summary", "median"), ("same_day_rating", "after")):
        box = settings._choices[name]
        box.setCurrentIndex(box.findData(value))
        assert getattr(plans[-1], name) == value


def test_a_rating_after_tms_is_ruled_out_as_a_baseline(qtbot):
    settings, plans = FurtherSettings(AnalysisPlan()), list[AnalysisPlan]()
    qtbot.addWidget(settings)
    settings.plan_changed.connect(plans.append)
    settings._post_tms.setChecked(False)
    assert not plans[-1].post_tms_baseline
    settings.show_plan(AnalysisPlan())
    assert settings._post_tms.isChecked()
    assert len(plans) == 1
