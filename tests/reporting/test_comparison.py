from __future__ import annotations

from ketgui.reporting.comparison import NumberChange, collect_numbers, find_changes


def test_numbers_are_named_by_what_their_tables_call_them():
    analysis = {
        "schema": "ketgui-analysis-1",
        "plan": {"response_percent": 50.0},
        "events": [{"term": "nausea", "patients": 3}, {"term": "headache", "patients": 2}],
        "curve": [{"x": 1.0}, {"x": 2.0}],
        "interval": [0.1, 0.9],
        "p": None,
        "reason": "too few",
        "normal": True,
        "deviations": [{"patient_id": "P1", "received": 3}],
    }
    assert collect_numbers(analysis) == {
        "events.nausea.patients": 3,
        "events.headache.patients": 2,
        "curve.1.x": 1.0,
        "curve.2.x": 2.0,
        "interval.1": 0.1,
        "interval.2": 0.9,
        "normal": True,
    }


def test_a_change_is_another_number_a_new_one_or_one_that_is_gone():
    before = {"a": 1.0, "b": 2.0, "c": 3}
    after = {"a": 1.0 + 1e-15, "b": 2.5, "d": 4}
    assert find_changes(before, after) == (
        NumberChange("b", 2.0, 2.5),
        NumberChange("d", None, 4),
        NumberChange("c", 3, None),
    )
