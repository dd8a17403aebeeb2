"""The Methods on outcomes and statistics say what the plan says."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import import_files
from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.statistics.analysis import analyse
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
