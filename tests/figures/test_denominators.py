"""Who is drawn and of how many."""

from __future__ import annotations

from dataclasses import replace

from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.denominators import (
    describe_event_denominator,
    describe_rated,
    describe_rates,
    write_paired_caption,
)


def test_who_is_rated_is_said_of_the_enrolled(analysis_of):
    assert describe_rated(analysis_of([(30, 20)] * 2 + [(30, None)])) == (
        "2 of 3 enrolled patients have both ratings."
    )
    assert describe_rated(analysis_of([(30, 20), (30, None)])) == (
        "1 of 2 enrolled patients has both ratings."
    )


def test_rates_are_of_the_population_of_the_plan(analysis_of):
    pairs = [(30, 20), (30, None)]
    assert describe_rates(analysis_of(pairs)) == "Rates are of the 2 enrolled patients."
    plan = AnalysisPlan(population="rated")
    assert describe_rates(analysis_of(pairs, plan)) == (
        "Rates are of the 1 patients with both ratings."
    )


def test_percentages_of_events_are_of_those_treated_where_the_plan_says_so(analysis_of):
    plan = AnalysisPlan()
    treated = replace(plan, events=replace(plan.events, denominator="treated"))
    infusions = [{"patient_id": "P01"}] * 2
    shown = analysis_of([(30, 20)] * 3, treated, infusions=infusions)
    assert (
        describe_event_denominator(shown)
        == "Percentages are of the 1 patients with an infusion recorded."
    )
    assert describe_event_denominator(analysis_of([(30, 20)] * 3)) == (
        "Percentages are of the 3 enrolled patients."
    )


def test_a_caption_ends_with_its_denominator(analysis_of):
    few = analysis_of([(30, 20)])
    assert (
        write_paired_caption(few, "Scores.") == "Scores. 1 of 1 enrolled patients has both ratings."
    )
    many = analysis_of([(30, 20)] * 2001)
    assert "too many to draw" in write_paired_caption(many, "Scores.")
    assert "too many to draw" not in write_paired_caption(many, "Scores.", drawn_singly=False)
