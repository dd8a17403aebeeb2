"""The form of a row: editors, errors and warnings."""

from __future__ import annotations

import time
from typing import Any

import pytest

from ketgui.views.adverse_events.records import list_event_fields
from ketgui.views.widgets.forms.row_form import RowForm


@pytest.mark.benchmark
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_very_many_patients_are_proposed_as_one_types(qtbot):
    form = RowForm(list_event_fields(), {"patient_id": [f"P{n:05d}" for n in range(100_000)]})
    qtbot.addWidget(form)
    form.show()
    editor: Any = form.editors["patient_id"]
    start = time.perf_counter()
    qtbot.keyClicks(editor, "P0123")
    assert time.perf_counter() - start < 0.5
    assert editor.completer().currentCompletion() == "P01230"
    assert editor.completer().completionCount() == 10
    editor.completer().popup().hide()


@pytest.fixture
def form(qtbot):
    shown = RowForm(list_event_fields(), {"term": ["nausea", "vomiting"]})
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_values_errors_and_warnings_are_read(form):
    form.show_values({"patient_id": "P01", "infusion_number": 99.0, "severity": "mild"})
    form.editors["duration_hours"].setText("long")
    values, errors, warnings = form.values()
    assert (values["patient_id"], values["severity"], values["serious"]) == ("P01", "mild", None)
    assert errors == {"duration_hours": "A number is expected.", "term": "This field is required."}
    assert list(warnings) == ["infusion_number"]


def test_messages_stand_beneath_their_field_until_other_values_are_shown(form):
    form.activateWindow()
    form.show_messages({"term": "Wrong.", "duration_hours": "Wrong, too."})
    assert form.messages["term"].text() == "Wrong."
    assert form.messages["duration_hours"].isVisible()
    assert not form.messages["patient_id"].isVisible()
    assert form.focusWidget() is form.editors["term"]
    form.show_values({})
    assert not any(label.isVisible() for label in form.messages.values())


def test_a_text_is_suggested_by_what_it_contains(form):
    completer = form.editors["term"].completer()
    completer.setCompletionPrefix("MIT")
    assert completer.currentCompletion() == "vomiting"


def test_an_edit_is_announced_once_and_a_shown_value_is_not(qtbot, form):
    with qtbot.assertNotEmitted(form.edited):
        form.editors["term"].setText("shown")
    with qtbot.waitSignal(form.edited):
        form.editors["severity"].setCurrentIndex(1)
