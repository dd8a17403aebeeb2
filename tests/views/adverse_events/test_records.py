"""The fields of an event, suggestions for them, and warnings."""

from __future__ import annotations

import pytest

from ketgui.domain.edits import RowAddition
from ketgui.text import use_language
from ketgui.views.adverse_events.records import find_warnings, list_event_fields, read_event
from tests.views.adverse_events.list_actions import after


@pytest.mark.parametrize(
    ("code", "words"), [("en", "treatment stopped"), ("fr", "traitement arrêté")]
)
def test_the_words_proposed_for_stopping_are_counted_as_such(qtbot, session, listed, code, words):
    from ketgui.statistics.results.safety.adverse_events import AdverseEvents
    from ketgui.views.adverse_events.records import suggest_values

    use_language(code)
    found = suggest_values(session.analysis.cohort)
    assert words in found["action"]
    assert found["patient_id"][0] == "SYN01"
    assert "nausea" in found["term"]
    use_language("en")
    for action, stopped in zip(found["action"][-4:], (0, 0, 0, 1), strict=True):
        values = {"patient_id": "SYN05", "term": "itching", "action": action}
        edit = RowAddition("adverse_events", values)
        after(qtbot, session, listed, lambda edit=edit: session.edit(edit, "added"))
        assert session.analysis[AdverseEvents].stopped.count == stopped
        after(qtbot, session, listed, session.history.undo)


def test_fields_have_the_severity_titles_of_the_scale():
    three, ctcae = (
        {field.key: field for field in list_event_fields(scale)}["severity"]
        for scale in ("three_step", "ctcae")
    )
    assert [choice.key for choice in three.choices] == [choice.key for choice in ctcae.choices]
    assert three.choices != ctcae.choices
    assert "Mild" in [choice.title for choice in three.choices]


def test_an_event_is_read_with_none_for_what_is_not_recorded(example):
    event = read_event(example.cohort, 0)
    recorded = example.cohort.adverse_events.iloc[0]
    assert event["patient_id"] == recorded["patient_id"]
    assert event["term"] == recorded["term"]
    assert event["action"] is None


def test_warnings_are_about_the_rest_of_the_cohort(example):
    event = read_event(example.cohort, 0)
    assert list(find_warnings(example.cohort, event, new=True)) == ["term"]
    assert find_warnings(example.cohort, event, new=False) == {}
    late = {"patient_id": "SYN01", "term": "new", "infusion_number": 7.0}
    assert find_warnings(example.cohort, late, new=True) == {
        "infusion_number": "The last infusion recorded of this patient is 6."
    }
    odd = {"patient_id": "SYN01", "term": "new", "serious_criterion": "death", "serious": False}
    assert list(find_warnings(example.cohort, odd, new=True)) == ["serious"]
