"""Adverse events as bars."""

from __future__ import annotations

from ketgui.figures.catalogue.safety import (
    adverse_events,
)
from ketgui.figures.spec import Bars
from ketgui.text import language
from tests.figures.marks import bars

NB = "\u00a0"


def test_adverse_events_are_of_the_enrolled_with_serious_last(example):
    shown = list(bars(adverse_events.draw_panel(example)))
    assert shown[0] == "dissociation: 12/21 (57.1%); Mild 9/21 (42.9%)"
    assert shown[-1] == "serious (any): 0/21 (0.0%)"


def test_terms_of_the_built_in_list_are_translated(example):
    with language("fr"):
        shown = list(bars(adverse_events.draw_panel(example)))
    assert any(words.startswith("nausées: ") for words in shown)


def test_seriousness_that_is_not_known_has_no_bar(analysis_of):
    analysis = analysis_of([(30, 15)], adverse_events=[{"patient_id": "P01", "term": "nausea"}])
    assert list(bars(adverse_events.draw_panel(analysis))) == ["nausea: 1/1 (100.0%)"]


def test_only_the_most_frequent_terms_are_drawn_and_the_caption_says_so(analysis_of):
    events = [{"patient_id": "P01", "term": f"term {n:02d}", "serious": False} for n in range(15)]
    analysis = analysis_of([(30, 15)], adverse_events=events)
    assert len(bars(adverse_events.draw_panel(analysis))) == 13
    assert adverse_events.build(analysis).caption.endswith("The 12 most frequent of 15 terms.")


def test_without_patients_no_event_has_a_bar(analysis_of):
    panel = adverse_events.draw_panel(analysis_of(adverse_events=[]))
    assert panel.reason
    assert not panel.marks


def test_parts_of_a_bar_are_patients_at_their_highest_severity(analysis):
    panel = adverse_events.draw_panel(analysis)
    bars = [mark for mark in panel.marks if isinstance(mark, Bars)]
    nausea = [(bar.x0[0], bar.x1[0], bar.hover[0]) for bar in bars if "nausea" in bar.hover[0]]
    assert nausea == [
        (0.0, 25.0, "nausea: 2/4 (50.0%); Severity not recorded 1/4 (25.0%)"),
        (25.0, 50.0, "nausea: 2/4 (50.0%); Severe 1/4 (25.0%)"),
    ]
    assert [entry.text for entry in panel.legend] == [
        "Severity not recorded", "Mild", "Moderate", "Severe",
    ]  # fmt: skip
