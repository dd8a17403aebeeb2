"""The rule of relapse on screen: every criterion, the published rule, and no borrowed number."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.relapse import RelapseRule
from ketgui.views.outcomes.relapse_editor import RelapseEditor


@pytest.fixture
def editor(qtbot):
    form = RelapseEditor(AnalysisPlan())
    qtbot.addWidget(form)
    return form


def collect(editor):
    rules = list[RelapseRule]()
    editor.plan_changed.connect(lambda plan: rules.append(plan.relapse))
    return rules


def test_the_default_is_the_published_rule_of_the_madrs(editor):
    assert editor.preset.currentText() == "≥\u00a022, once (Salloum 2020)"
    assert editor.by_score.isChecked()
    assert editor.score.value() == 22
    assert editor.words.text() == "Relapse is a MADRS score ≥\u00a022."


def test_showing_a_plan_changes_nothing(qtbot, editor):
    rule = RelapseRule(score=18.5, lost_percent=40.0, ect=True, visits=2, among="remitters")
    with qtbot.assertNotEmitted(editor.plan_changed):
        editor.show_plan(AnalysisPlan(relapse=rule))
    assert editor.preset.currentText() == "own criteria"
    assert editor.score.value() == 18.5
    assert editor.lost.value() == 40
    assert editor.rescues["ect"].isChecked()
    assert (editor.visits.currentData(), editor.among.currentData()) == (2, "remitters")


@pytest.mark.parametrize("name", ["ect", "admission", "new_course"])
def test_a_further_treatment_is_switched_on_and_off(editor, name):
    rules = collect(editor)
    editor.rescues[name].click()
    editor.rescues[name].click()
    assert [getattr(rule, name) for rule in rules] == [True, False]
    assert editor.preset.currentText() == "≥\u00a022, once (Salloum 2020)"


def test_the_score_and_the_lost_response_are_set(editor):
    rules = collect(editor)
    editor.score.setValue(20)
    editor.is_lost.click()
    editor.lost.setValue(30)
    editor.by_score.click()
    assert [(rule.by_score, rule.score, rule.lost_percent) for rule in rules] == [
        (True, 20, None), (True, 20, 50), (True, 20, 30), (False, 20, 30),
    ]  # fmt: skip
    assert editor.words.text() == "Relapse is an improvement of less than 30%."


def test_visits_and_patients_are_chosen_and_the_published_rule_comes_back(editor):
    rules = collect(editor)
    editor.visits.setCurrentIndex(1)
    editor.among.setCurrentIndex(1)
    assert rules[-1] == RelapseRule(visits=2, among="remitters")
    editor.preset.setCurrentIndex(0)
    editor.preset.activated.emit(0)
    assert rules[-1] == RelapseRule(among="remitters")


def test_no_scale_borrows_the_score_of_another(editor):
    editor.show_plan(AnalysisPlan().with_scale("phq9"))
    assert not editor._form.isRowVisible(editor.preset)
    assert not editor.by_score.isChecked()
    assert "PHQ-9" in editor.words.text()
    rules = collect(editor)
    editor.by_score.click()
    editor.score.setValue(15)
    assert rules[-1].score == 15
    assert editor.score.maximum() == 27


def test_a_level_has_no_response_to_lose(editor):
    editor.show_plan(AnalysisPlan().with_scale("cgi_s"))
    assert not editor._form.isRowVisible(editor._lost_row)
