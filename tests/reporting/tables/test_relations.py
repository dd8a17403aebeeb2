"""Relations between the counts of a table, by what they make hide."""

from __future__ import annotations

from tests.reporting.tables.event_cohorts import hidden, many


def test_a_class_goes_with_the_small_term_in_it(analysis_of):
    extra = [{"patient_id": "P12", "term": "vomiting"}]
    rows = hidden(many(analysis_of, extra), "soc_term")
    assert rows["Gastrointestinal disorders"][0] == "11/20 (55.0%)"
    assert rows["Gastrointestinal disorders"][2] == "–"


def test_a_small_level_goes_with_the_patients_of_all_levels(analysis_of):
    rows = hidden(many(analysis_of), "severity")
    assert rows["nausea"][:4] == ("8/20 (40.0%)", "0/20 (0.0%)", "< 5", "–")


def test_serious_events_are_no_part_of_the_terms(analysis_of):
    extra = [{"patient_id": "P01", "term": "nausea", "serious": True}]
    rows = hidden(many(analysis_of, extra), "term")
    assert rows["Serious adverse event"][:3] == ("< 5", "–", "< 5")
