"""The form of a protocol."""

from __future__ import annotations

import pytest

from tests.views.protocol.actions import begin_from, words

pytestmark = pytest.mark.usefixtures("example_is_open")


def test_a_decimal_comma_is_understood_and_words_are_not_numbers(qtbot, window, planned):
    field = planned._ketamine.fields.editors["dose_mg_per_kg"]
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        qtbot.keyClicks(field, "0,5")
        field.editingFinished.emit()
    assert told.args[0].plan.treatment.ketamine.dose_mg_per_kg == 0.5
    field.clear()
    qtbot.keyClicks(field, "half")
    field.editingFinished.emit()
    assert "a number is expected" in words(planned)
    assert window.session.plan.treatment.ketamine.dose_mg_per_kg == 0.5


def test_a_preset_names_its_source_and_what_it_leaves_open(qtbot, window, planned):
    offered = planned._tms._start
    named = [offered.itemText(place) for place in range(offered.count())]
    assert "MagVenture, B70 coil, 20 Hz (Payette et al. 2023)" in named
    assert "iTBS 600 (common knowledge, to be edited)" in named
    begin_from(
        qtbot, window, planned._tms, named.index("Right 1 Hz (common knowledge, to be edited)")
    )
    assert "enter its pulses or its duration" in planned._tms.note.text()
    assert not planned._tms.note.isHidden()
    qtbot.keyClicks(planned._tms.fields.editors["pulses_per_train"], "900")
    assert "1 train × 900 s = 15:00 min" in words(planned)
    begin_from(qtbot, window, planned._tms, 1)
    assert planned._tms.note.isHidden()
