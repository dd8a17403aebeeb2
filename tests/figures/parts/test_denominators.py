"""Who is drawn and of how many."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue import FIGURES
from ketgui.figures.parts.denominators import (
    describe_event_denominator,
    describe_rated,
    describe_rates,
    write_paired_caption,
)
from ketgui.text import language


def test_who_is_rated_is_said_of_the_enrolled(analysis_of):
    assert describe_rated(analysis_of([(30, 20)] * 2 + [(30, None)])) == (
        "Two of three enrolled patients have both ratings."
    )
    assert describe_rated(analysis_of([(30, 20)] * 12)) == (
        "All 12 enrolled patients have both ratings."
    )
    assert describe_rated(analysis_of([(30, 20), (30, None)])) == (
        "One of two enrolled patients has both ratings."
    )


def test_rates_are_of_the_population_of_the_plan(analysis_of):
    pairs = [(30, 20), (30, None)]
    assert describe_rates(analysis_of(pairs)) == "Rates are of the two enrolled patients."
    plan = AnalysisPlan(population="rated")
    assert describe_rates(analysis_of(pairs, plan)) == (
        "Rates are of the only patient with both ratings."
    )


def test_percentages_of_events_are_of_those_treated_where_the_plan_says_so(analysis_of):
    plan = AnalysisPlan()
    treated = replace(plan, events=replace(plan.events, denominator="treated"))
    infusions = [{"patient_id": "P01"}] * 2
    shown = analysis_of([(30, 20)] * 3, treated, infusions=infusions)
    assert (
        describe_event_denominator(shown)
        == "Percentages are of the only patient with an infusion recorded."
    )
    assert describe_event_denominator(analysis_of([(30, 20)] * 3)) == (
        "Percentages are of the three enrolled patients."
    )


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("n", [0, 1, 2])
def test_no_caption_counts_one_patient_in_the_plural_or_nobody_at_all(analysis_of, code, n):
    infusions = [{"patient_id": "P01", "infusion_number": 1, "cadss": 12.0}] if n else []
    analysis = analysis_of([(30, 20)] * n, infusions=infusions)
    with language(code):
        captions = " ".join(figure.build(analysis).caption for figure in FIGURES)
    wrong = r"\b(the|les|des|of) [01] (\w+ )?patients|\b[01] (of|des) [01] |\b0 (of|des) 0"
    assert re.findall(wrong, captions) == []


def test_a_caption_ends_with_its_denominator(analysis_of):
    few = analysis_of([(30, 20)])
    assert (
        write_paired_caption(few, "Scores.")
        == "Scores. The only enrolled patient has both ratings."
    )
    many = analysis_of([(30, 20)] * 2001)
    assert "too many to draw" in write_paired_caption(many, "Scores.")
    assert "too many to draw" not in write_paired_caption(many, "Scores.", drawn_singly=False)
