"""How events are asked for, graded and counted is a part of the plan."""

from __future__ import annotations

from dataclasses import replace

from tests.views.adverse_events.actions import after


def test_how_it_was_asked_is_part_of_the_plan(qtbot, session, tab):
    choices = tab.plan_editor
    assert not choices.instrument.isVisible()
    after(qtbot, session, tab,
          lambda: choices.ascertainment.setCurrentIndex(
              choices.ascertainment.findData("questionnaire")))  # fmt: skip
    assert choices.instrument.isVisible()
    choices.instrument.setText("SAFTEE")
    after(qtbot, session, tab, choices.instrument.editingFinished.emit)
    assert session.plan.events.instrument == "SAFTEE"
    after(qtbot, session, tab,
          lambda: choices.scale.setCurrentIndex(choices.scale.findData("ctcae")))  # fmt: skip
    assert choices.version.isVisible()
    after(qtbot, session, tab, session.history.undo)
    assert choices.scale.currentData() == "three_step"
    assert not choices.version.isVisible()


def test_another_choice_of_words_changes_nothing_else(session, tab):
    plan = session.plan
    tab.plan_editor.show_plan(replace(plan.events, ascertainment="spontaneous"))
    assert session.plan is plan
