"""The example cohort gives every number that Payette et al. (2023) print, and those they imply."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting import analysis_json
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.percent_improvement import PercentImprovement
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.text import language
from tests.paragraphs import results_paragraph


@pytest.fixture(scope="module")
def numbers(example):
    return json.loads(analysis_json.write_json(example))


@pytest.fixture(scope="module")
def change(example) -> PairedChange:
    return example[PairedChange]


def described(numbers, variable: str, level: str = "") -> dict:
    return next(
        line
        for line in numbers["demographics"]
        if (line["variable"], line["level"]) == (variable, level)
    )


def rounded(values, places: int) -> tuple[float, ...]:
    return tuple(round(value, places) for value in values)


def test_against_the_paper_patients(numbers):
    age = described(numbers, "age")
    assert (age["n"], *rounded((age["value"], age["spread"]), 1)) == (21, 49.8, 12.5)
    for variable, level, count, percent in (
        ("sex", "female", 7, 33.3),
        ("anxiety", "yes", 12, 57.1),
        ("bipolar", "yes", 3, 14.3),
    ):
        line = described(numbers, variable, level)
        assert (line["value"], line["n"], round(line["spread"], 1)) == (count, 21, percent)
    stimulators = {
        line["level"] for line in numbers["demographics"] if line["variable"] == "stimulator"
    }
    assert stimulators == {"MagVenture", "Brainsway"}


def test_against_the_paper_infusions(example):
    given = example[Exposure]
    assert given.infusions == 126
    assert given.infusions_range == (6, 6)
    assert (given.dose_mg_per_kg, given.duration_minutes) == (0.5, 60)


def test_against_the_paper_scores_before_and_after(example, change):
    assert rounded((change.mean_before, change.sd_before), 1) == (27.6, 6.4)
    assert rounded((change.mean_after, change.sd_after), 1) == (18.6, 8.9)
    scale = example.plan.rating_scale
    assert scale.find_band(change.mean_before).title == "moderate"
    assert scale.find_band(change.mean_after).title == "mild"


def test_against_the_paper_paired_t_test(change):
    assert round(change.t, 3) == 7.212
    assert change.df == 20
    assert change.p < 0.001


def test_against_the_paper_percent_improvement(example):
    found = example[PercentImprovement]
    assert rounded((found.mean, found.sd), 1) == (34.5, 21.1)


def test_against_the_paper_response_and_remission(example):
    found = example[Outcomes]
    assert (found.response.count, found.response.n) == (4, 21)
    assert round(found.response.percent, 1) == 19.0
    assert (found.remission.count, round(found.remission.percent, 1)) == (2, 9.5)
    assert (example.plan.format_response(), example.plan.format_remission()) == (
        "≥\u00a050%",
        "<\u00a010",
    )
    assert example.plan.remitters_are_responders


def test_against_the_paper_adverse_events(example):
    found = example[AdverseEvents]
    counts = {term.term: term.patients.count for term in found.terms}
    assert counts == {"dissociation": 12, "anxiety": 2, "nausea": 1, "insomnia": 1}
    dissociation = found.terms[0]
    assert round(dissociation.patients.percent, 1) == 57.1
    assert dissociation.max_severity == "moderate"
    assert found.serious.count == 0
    assert {term.patients.n for term in found.terms} == {21}
    # What is not derivable from the print: between the 12 and 16 patients with any event.
    assert 12 <= found.any.count <= 16


def test_implied_by_the_paper_difference(change):
    assert change.mean_difference == pytest.approx(9.0)
    assert rounded(change.difference_ci, 2) == (6.40, 11.60)
    assert round(change.sd_difference, 2) == 5.72
    assert round(change.pearson_r, 2) == 0.77
    assert f"{change.p:.1e}" == "5.6e-07"


def test_implied_by_the_paper_effect_sizes(change):
    assert round(change.cohen_dz, 3) == 1.574
    assert rounded(change.cohen_dz_ci, 2) == (0.92, 2.21)
    assert round(change.hedges_gz, 3) == 1.514
    assert round(change.hedges_gz / change.cohen_dz, 4) == 0.9619


def test_implied_by_the_paper_d_av_from_printed_and_from_whole_sds(change):
    # 1.176 is what the SDs give as printed, rounded to one place; the cohort's own are not round.
    printed = round(change.mean_difference, 1) / (
        (round(change.sd_before, 1) + round(change.sd_after, 1)) / 2
    )
    assert round(printed, 3) == 1.176
    assert round(change.cohen_dav, 4) == 1.1737


def test_implied_by_the_paper_ratio_of_means_has_its_own_name(numbers):
    assert round(numbers["percent_improvement"]["of_means"], 1) == 32.6
    assert round(numbers["percent_improvement"]["mean"], 1) == 34.5


def test_invented_pairs_rank_tests(change):
    assert (change.wilcoxon_w, change.hodges_lehmann) == (3.5, 9)
    assert round(change.shapiro_w, 4) == 0.9835
    assert round(change.shapiro_p, 3) == 0.967


CLOPPER_PEARSON = {
    0: (0.0, 16.1),
    1: (0.1, 23.8),
    2: (1.2, 30.4),
    3: (3.0, 36.3),
    4: (5.4, 41.9),
    7: (14.6, 57.0),
    12: (34.0, 78.2),
}


def test_implied_by_the_paper_clopper_pearson(example):
    outcomes, events = example[Outcomes], example[AdverseEvents]
    rates = [outcomes.response, outcomes.remission, events.serious]
    rates += [term.patients for term in events.terms]
    assert {rate.count for rate in rates} == {0, 1, 2, 4, 12}
    for rate in rates:
        assert rounded(rate.ci, 1) == CLOPPER_PEARSON[rate.count]


def test_implied_by_the_paper_wilson_by_choice(example):
    wilson = analyse(example.cohort, AnalysisPlan(interval_method="wilson"))
    assert rounded(wilson[Outcomes].response.ci, 1) == (7.7, 40.0)
    assert rounded(wilson[Outcomes].remission.ci, 1) == (2.7, 28.9)
    serious = wilson[AdverseEvents].serious
    assert not isinstance(serious, Unavailable)
    assert rounded(serious.ci, 1) == (0.0, 15.5)
    assert wilson[Outcomes].response.count == 4


@pytest.mark.parametrize(
    ("operator", "score", "remitters", "responders"),
    [("<", 10.0, 2, 4), ("<=", 10.0, 5, 5), ("<=", 12.0, 7, 7), ("<", 11.0, 5, 5)],
)
def test_remission_moves_with_its_cut_off(example, operator, score, remitters, responders):
    plan = replace(example.plan, remission_operator=operator, remission_score=score)
    found = analyse(example.cohort, plan)[Outcomes]
    assert (found.remission.count, found.response.count) == (remitters, responders)


def test_partial_responders_and_worse(example):
    found = example[Outcomes]
    counts = [
        r.count for r in (found.response, found.partial_response, found.unchanged, found.worse)
    ]
    assert counts == [4, 10, 6, 1]
    assert sum(counts) == 21


def test_the_paragraph_prints_what_the_paper_prints(example):
    words = results_paragraph(example).replace("\u00a0", " ")
    for printed in (
        "49.8 ± 12.5", "seven women (33.3%)", "anxiety in 12 (57.1%)", "27.6 ± 6.4 (moderate)",
        "18.6 ± 8.9 (mild)", "34.5 ± 21.1%", "t(20) = 7.212", "p < .001",
        "Four of 21 patients responded (19.0%",
        "two of them reached remission (9.5%", "0/21;", "16.1%", "6.4 to 11.6", "32.6%",
            "1.57, 95% CI 0.92 to 2.21",
    ):  # fmt: skip
        assert printed in words, printed


def test_the_paragraph_in_french_prints_the_same_numbers(example):
    with language("fr"):
        words = results_paragraph(example)
    for printed in ("49,8\u00a0±\u00a012,5", "27,6\u00a0±\u00a06,4", "7,212", "p\u00a0<\u00a00,001",
                    "19,0\u00a0%", "6,4 à 11,6"):  # fmt: skip
        assert printed in words, printed
    assert "27.6" not in words


def test_the_names_that_others_script_against(numbers):
    assert {"schema", "program", "inputs", "plan", "cohort"} <= set(numbers)
    assert set(numbers["program"]) == {"name", "version"}
    assert set(numbers["inputs"][0]) == {"name", "sha256"}
    assert {"enrolled", "analysed"} <= set(numbers["cohort"])
    assert set(numbers["paired_change"]) == {
        "n", "mean_before", "sd_before", "mean_before_ci", "mean_after", "sd_after",
        "mean_after_ci", "mean_difference",
        "sd_difference", "difference_ci", "t", "df", "p", "cohen_dz", "cohen_dz_ci", "hedges_gz",
        "hedges_gz_ci", "cohen_dav", "cohen_dav_ci", "pearson_r", "pearson_r_ci", "wilcoxon_w",
        "wilcoxon_p", "wilcoxon_zeros", "wilcoxon_tied", "wilcoxon_is_exact", "hodges_lehmann",
        "shapiro_w", "shapiro_p", "median_before", "quartiles_before", "median_after",
        "quartiles_after", "median_difference", "quartiles_difference",
    }  # fmt: skip
    improvement = {"n", "mean", "sd", "ci", "of_means", "of_means_ci"}
    assert set(numbers["percent_improvement"]) == improvement
    assert {"response", "partial_response", "remission", "worse"} <= set(numbers["outcomes"])
    assert set(numbers["outcomes"]["response"]) == {"count", "n", "percent", "ci"}
    assert set(numbers["adverse_events"]) >= {"any", "serious", "terms"}
    assert set(numbers["adverse_events"]["terms"][0]) == {
        "term", "soc", "patients", "n", "percent", "ci", "events", "rate", "max_severity",
        "patients_by_highest_severity",
    }  # fmt: skip
    assert set(numbers["demographics"][0]) == {
        "variable", "level", "n", "value", "spread", "unit", "median", "quartiles",
    }  # fmt: skip
    assert set(numbers["plan"]) >= {
        "scale", "response_operator", "response_percent", "partial_response_percent",
        "remission_operator", "remission_score", "remitters_are_responders", "population",
        "confidence_level", "interval_method",
    }  # fmt: skip
