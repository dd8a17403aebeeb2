"""Declared parameters as fields: read back as typed, and what cannot be read is said."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from ketgui.domain.fields import Choice
from ketgui.domain.treatment.parameters import Parameter
from ketgui.views.widgets.parameter_fields import ParameterFields

PARAMETERS = (
    Parameter("frequency", "Frequency", "number", "Hz", 0.1, 100),
    Parameter("coil", "Coil"),
    Parameter("threshold", "Threshold", "choice",
              choices=(Choice("resting", "Resting"), Choice("active", "Active"))),
)  # fmt: skip


@pytest.fixture
def fields(qtbot):
    made = ParameterFields(PARAMETERS, "not reported")
    qtbot.addWidget(made)
    return made


def test_values_shown_are_read_back(fields):
    values = {"frequency": 18.0, "coil": "H1", "threshold": "active"}
    fields.show_values(values)
    assert fields.read() == (values, [])
    fields.show_values({})
    assert fields.read() == (dict.fromkeys(values), [])


@pytest.mark.parametrize(("typed", "value"), [("18.5", 18.5), ("18,5", 18.5), ("1 000", 1000.0)])
def test_a_number_is_read_as_people_write_it(fields, typed, value):
    fields.editors["frequency"].setText(typed)
    assert fields.read()[0]["frequency"] == value


def test_a_word_where_a_number_is_expected_is_said(fields):
    fields.editors["frequency"].setText("fast")
    values, unreadable = fields.read()
    assert "frequency" not in values
    assert len(unreadable) == 1
    assert unreadable[0].startswith("Frequency: ")


def test_only_what_the_user_does_is_announced(qtbot, fields):
    with qtbot.assertNotEmitted(fields.edited):
        fields.show_values({"threshold": "active", "coil": "H1"})
    box = fields.editors["threshold"]
    assert isinstance(box, QComboBox)
    with qtbot.waitSignal(fields.edited):
        box.setCurrentIndex(1)
    with qtbot.waitSignal(fields.typed):
        qtbot.keyClicks(fields.editors["coil"], "B")


def test_fields_that_do_not_apply_are_hidden(fields):
    fields.show()
    fields.show_only({"coil"})
    shown = {key for key, editor in fields.editors.items() if editor.isVisible()}
    assert shown == {"coil"}
    line = fields.editors["coil"]
    assert isinstance(line, QLineEdit)
    assert line.placeholderText() == "not reported"
