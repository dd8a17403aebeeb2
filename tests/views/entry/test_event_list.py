"""The check list at an infusion asks of each event what a report needs."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from ketgui.domain.cohort import Cohort
from ketgui.domain.edits import RowAddition, apply_edits
from ketgui.views.entry.event_list import EventCheckList
from ketgui.views.reading_order import list_focusable

COHORT = apply_edits(
    Cohort(),
    [
        RowAddition("patients", {"patient_id": "P1"}),
        RowAddition("adverse_events", {"patient_id": "P1", "term": "floating"}),
    ],
)


@pytest.fixture
def events(qtbot):
    made = EventCheckList(COHORT, "three_step")
    qtbot.addWidget(made)
    made.show()
    return made


def choose(events: EventCheckList, term: str, **values: object) -> None:
    for key, value in values.items():
        editor = events.details[term].editors[key]
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(editor.findData(value))


def test_the_terms_of_the_study_come_first(events):
    assert next(iter(events.boxes)) == "floating"


@pytest.mark.qt_log_ignore("raise", "grabbing the keyboard", extend=True)
def test_a_ticked_event_asks_for_severity_relatedness_seriousness_and_action(events):
    events.boxes["headache"].setChecked(True)
    form = events.details["headache"]
    assert form.isVisible()
    assert list(form.editors) == ["severity", "serious", "relatedness", "action"]
    # Tab goes from the box to its details, which are below it.
    stops = list(list_focusable(events))
    assert stops[stops.index(events.boxes["headache"]) + 1] is form.editors["severity"]
    following = list(events.boxes)[list(events.boxes).index("headache") + 1]
    assert stops[stops.index(form.editors["action"]) + 1] is events.boxes[following]
    assert stops[-1] is events.other
    choose(events, "headache", severity="mild", serious=False, relatedness="probable")
    QTest.keyClicks(form.editors["action"], "infusion slowed")
    assert [addition.values for addition in events.list_additions("P1", 2.0)] == [
        {
            "patient_id": "P1",
            "infusion_number": 2.0,
            "term": "headache",
            "severity": "mild",
            "serious": False,
            "relatedness": "probable",
            "action": "infusion slowed",
        }
    ]
    events.boxes["headache"].setChecked(False)
    assert not form.isVisible()
    assert events.list_additions("P1", 2.0) == ()


def test_what_is_not_said_of_an_event_is_not_recorded(events):
    QTest.keyClicks(events.other, "Hiccups")
    (addition,) = events.list_additions("P1", None)
    assert addition.values == {"patient_id": "P1", "term": "Hiccups"}


def test_an_event_that_is_ticked_and_typed_counts_once(events):
    events.boxes["headache"].setChecked(True)
    QTest.keyClicks(events.other, "Headache")
    assert [addition.values["term"] for addition in events.list_additions("P1", 1.0)] == [
        "headache"
    ]


def test_no_event_excludes_every_event_and_is_an_answer(events):
    events.boxes["headache"].setChecked(True)
    events.none.setChecked(True)
    assert events.is_answered
    assert events.list_additions("P1", 1.0) == ()
    assert not events.other.isEnabled()
    assert not events.details["headache"].isVisible()
