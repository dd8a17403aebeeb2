"""The Methods on outcomes and statistics say what the plan says."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Band, Scale
from ketgui.domain.scales import DEPRESSION
from ketgui.importing import import_files
from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.statistics.analysis import analyse
from ketgui.text import language
from tests.places import DATA


def by_key(analysis) -> dict[str, str]:
    return {s.key: s.text.replace("\u00a0", " ") for s in compose_sentences(analysis)}


def test_methods_say_what_the_plan_says(example):
    plan = AnalysisPlan(remission_operator="<=", remission_score=12, interval_method="wilson",
                        population="rated", carry_forward=True, bootstrap_seed=7)  # fmt: skip
    said = by_key(analyse(example.cohort, plan))
    assert "remission a score of at most 12 after" in said["outcomes.definitions"]
    assert "over the patients with both ratings, with Wilson 95%" in said["statistics.rates"]
    assert "seed 7)" in said["statistics.ranks"]
    assert "sensitivity" in said["statistics.missing"]
    assert "Missing scores were not imputed." in by_key(example)["statistics.missing"]


@pytest.mark.parametrize(
    ("code", "of_madrs", "of_gad7", "of_own"),
    [
        ("en", "Depression severity was rated with the MADRS (0–60) before",
         "Anxiety severity was rated with the GAD-7 (0–21) before",
         "Sleep quality was rated with the Sleep index (0–40) before"),
        ("fr", "L’échelle MADRS (0–60), qui mesure la sévérité de la dépression, a été",
         "L’échelle GAD-7 (0–21), qui mesure la sévérité de l’anxiété, a été",
         "L’échelle Sleep index (0–40), qui mesure sleep quality, a été"),
    ],
)  # fmt: skip
def test_each_scale_is_said_to_measure_what_it_declares(example, code, of_madrs, of_gad7, of_own):
    own = Scale("own", "Sleep index", 0, 40, measures="sleep quality")
    with language(code):
        assert by_key(example)["outcomes.measure"].startswith(of_madrs)
        plans = (AnalysisPlan().with_scale("gad7"), AnalysisPlan(scale="own", scales=(own,)))
        of_others = [by_key(analyse(example.cohort, plan))["outcomes.measure"] for plan in plans]
    assert of_others[0].startswith(of_gad7)
    assert of_others[1].startswith(of_own)


def test_a_scale_that_declares_nothing_is_said_to_measure_nothing(example):
    own = Scale("own", "Sleep index", 0, 40)
    said = by_key(analyse(example.cohort, AnalysisPlan(scale="own", scales=(own,))))
    assert said["outcomes.measure"].startswith("The outcome was the Sleep index score (0–40)")


def test_no_depression_is_said_of_scales_of_depression_alone(analysis_of):
    bands = (Band("absent", 0, 20), Band("mild", 21, 60))
    scales = [
        Scale("madrs", "X", 0, 60, measure, bands=bands)
        for measure in (DEPRESSION, "anxiety severity")
    ]
    pairs = [(30, 15), (25, 12), (28, 12)]
    texts = [
        by_key(analysis_of(pairs, AnalysisPlan(scales=(scale,))))["results.change"]
        for scale in scales
    ]
    assert ["no depression" in text for text in texts] == [True, False]
    assert "absent" in texts[1]


def test_methods_say_when_numbers_are_described_by_medians(example):
    assert "statistics.summary" not in by_key(example)
    said = by_key(analyse(example.cohort, AnalysisPlan(summary="median")))
    assert said["statistics.summary"] == "Table 1 gives medians with quartiles."


def test_methods_name_every_method_whose_number_is_given(example, analysis_of):
    plain = by_key(example)
    assert (
        "(exact p, mean ranks for ties) with the Hodges–Lehmann estimate"
        in plain["statistics.ranks"]
    )
    assert "9999 resamples" in plain["statistics.ranks"]
    assert "Poisson" in plain["statistics.events"]
    assert {"statistics.course", "statistics.bayes"}.isdisjoint(plain)
    asked = by_key(analyse(example.cohort, AnalysisPlan(mixed_model=True, bayes_factor=True)))
    assert "restricted maximum likelihood" in asked["statistics.course"]
    assert "Cauchy prior" in asked["statistics.bayes"]
    assert "statistics.events" not in by_key(analysis_of([(30, 15), (25, 20), (28, 22)]))


def test_methods_say_which_p_values_are_adjusted(example):
    items = import_files([DATA / "items.csv"]).cohort
    assert items is not None
    of_items = by_key(analyse(items, AnalysisPlan()))["statistics.sides"]
    assert "single items other than suicidal thoughts were adjusted by the Holm method" in of_items
    assert "were not adjusted" in by_key(example)["statistics.sides"]


def test_methods_say_where_a_rating_after_tms_was_the_baseline(analysis_of):
    infusions = [{"patient_id": who, "day": 0.0} for who in ("P01", "P02")]
    ratings = [
        {"patient_id": who, "scale": "madrs", "score": score} | when
        for who in ("P01", "P02")
        for score, when in (
            (33.0, {"day": -5.0, "moment": "after_tms"} if who == "P01" else {"day": -1.0}),
            (12.0, {"day": 3.0}),
        )
    ]
    tables = {"infusions": infusions, "assessments": ratings}

    def describe(plan: AnalysisPlan) -> str:
        return by_key(analysis_of([(None, None)] * 2, plan, **tables))["outcomes.windows"]

    assert describe(AnalysisPlan()).endswith(
        "In one patient without another MADRS rating before the first infusion, the one after TMS, "
        "at most 14 days before it, was the baseline."
    )
    strict = describe(AnalysisPlan(post_tms_baseline=False))
    assert strict.endswith(
        "One patient had only a rating after TMS, which was not used as the baseline."
    )


def test_methods_say_nothing_of_tms_where_it_decided_for_nobody(example):
    assert "TMS" not in by_key(example)["outcomes.windows"]
