"""A new study takes its scale and its planned treatment from a few choices."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from ketgui.views.entry.new_study import NewStudyDialog


@pytest.fixture
def dialog(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = NewStudyDialog(parent)
    made.open()
    yield made
    parent.close()


def test_a_preset_gives_the_planned_infusions_which_can_be_changed(qtbot, dialog):
    dialog.ketamine.setCurrentIndex(1)
    dialog.tms.setCurrentIndex(1)
    assert dialog.infusions.value() == 6
    dialog.infusions.setValue(8)
    dialog.scale.setCurrentIndex(dialog.scale.findData("phq9"))
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.begin_button.click()
    (plan,) = chosen.args
    assert plan.scale == "phq9"
    assert plan.treatment.ketamine.planned_infusions == 8
    assert plan.treatment.ketamine.duration_minutes == 60
    assert plan.treatment.tms[0].stimulator == "MagVenture"


def test_nothing_need_be_decided(qtbot, dialog):
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.begin_button.click()
    (plan,) = chosen.args
    assert plan.scale == "madrs"
    assert plan.treatment.tms == ()
    assert plan.treatment.ketamine.planned_infusions is None
