"""Events by infusion against R, and who counts as infused."""

from __future__ import annotations

import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.events import (
    EventFilters,
    EventView,
    build_event_table,
)
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.rows import Count, Share
from ketgui.statistics.study import Study
from tests.statistics.events.oracle import (
    R,
    by_label,
    cohort_of,
    of_the_oracle,
    study_of,
)


def test_against_r_by_infusion():
    lines = by_label(build_event_table(of_the_oracle(), EventView("infusion")))
    for number, wanted in R["infusion"].items():
        infused, share, ci, events = lines[f"Infusion{number}"]
        assert infused == Count(wanted["n"])
        assert share == Share(wanted["patients"], wanted["n"])
        assert (ci.low, ci.high) == pytest.approx(wanted["ci"], abs=1e-9)
        assert events == Count(wanted["events"])
    silent = lines["Infusion not recorded"]
    assert isinstance(silent[0], Unavailable)
    assert silent[3].value + sum(one["events"] for one in R["infusion"].values()) == 46


def infused_study() -> Study:
    """P1 and P2 infused once; P4 had an event at that infusion, and P1 at a second of nobody."""
    events = [
        {"patient_id": "P4", "term": "nausea", "infusion_number": 1.0, "severity": "severe"},
        {"patient_id": "P1", "term": "nausea", "infusion_number": 1.0, "severity": "mild"},
        {"patient_id": "P1", "term": "nausea", "infusion_number": 2.0},
    ]
    return study_of(cohort_of(["P1", "P2", "P3", "P4"], events, [("P1", 1), ("P2", 1)]))


def test_whoever_had_an_event_at_an_infusion_received_it():
    table = build_event_table(infused_study(), EventView("infusion"))
    first, second = by_label(table)["Infusion1"], by_label(table)["Infusion2"]
    assert first[0] == Count(3)
    assert first[1] == Share(2, 3)
    assert table.patients(0, 0) == ("P1", "P2", "P4")
    assert table.patients(0, 1) == ("P1", "P4")
    # Of nobody known to have had a second infusion there is no percentage.
    assert isinstance(second[0], Unavailable)
    assert second[1] == Count(1)
    assert isinstance(second[2], Unavailable)
    result = AdverseEvents.compute(infused_study()).as_dict()["by_infusion"]
    assert [(one["count"], one["events"]) for one in result] == [(2, 2), (1, 1)]
    assert isinstance(result[1]["n"], Unavailable)
    mild = EventView("infusion", filters=EventFilters(severity=("mild",)))
    assert by_label(build_event_table(infused_study(), mild))["Infusion1"][1] == Share(1, 3)
