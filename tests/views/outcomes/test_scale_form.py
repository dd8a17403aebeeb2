"""The form of a declared scale shows what was declared, and refuses what cannot be."""

from __future__ import annotations

from ketgui.domain.scale import Cutoff, Scale, Sourced
from ketgui.views.outcomes.scale_form import ScaleForm

SCALE = Scale(
    "HAM-A", "HAM-A", 0, 56, "anxiety severity", rater="self", response=Cutoff(">=", 50),
    remission=Cutoff("<=", 7), reliability=Sourced(0.9), important_difference=Sourced(2.5),
)  # fmt: skip


def test_what_was_declared_is_shown_and_read_again(qtbot):
    form = ScaleForm("HAM-A", SCALE)
    qtbot.addWidget(form)
    assert form.read() == SCALE


def test_a_scale_without_a_range_is_refused(qtbot):
    form, told = ScaleForm("HAM-A"), list[Scale]()
    qtbot.addWidget(form)
    form.declared.connect(told.append)
    form.button.click()
    assert not told
    assert "lowest score" in form.refusal.text()


def test_what_is_not_typed_is_not_set(qtbot):
    form = ScaleForm("HAM-A")
    qtbot.addWidget(form)
    form.high.setValue(56)
    assert form.read() == Scale("HAM-A", "HAM-A", 0, 56)
