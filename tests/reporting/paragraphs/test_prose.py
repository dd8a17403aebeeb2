"""The Results paragraph says the numbers of its analysis and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.prose import describe_change, describe_rank_tests, describe_results
from ketgui.reporting.paragraphs.safety import describe_adverse_events
from ketgui.reporting.paragraphs.style import format_limits, format_share, use_style
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.text import LANGUAGES, correlation, language, mean_sd, number, share
from tests.paragraphs import results_paragraph

NB = "\u00a0"
SCORE = st.one_of(st.none(), st.integers(0, 60).map(float))
COHORTS = st.lists(st.tuples(SCORE, SCORE), max_size=8)
UNDEFINED = re.compile(r"\b(None|nan|NaN|Unavailable|inf)\b|[{}]")


@given(COHORTS, st.sampled_from(tuple(LANGUAGES)), st.sampled_from(("enrolled", "rated")))
@settings(max_examples=20)
def test_the_numbers_in_the_paragraph_are_those_of_the_analysis(
    analysis_of, pairs, code, population
):
    analysis = analysis_of(pairs, AnalysisPlan(population=population), adverse_events=[])
    with language(code):
        words = results_paragraph(analysis)
        change, outcomes = analysis[PairedChange], analysis[Outcomes]
        expected = []
        if not isinstance(change.sd_before, Unavailable):
            expected.append(mean_sd(change.mean_before, change.sd_before))
            expected.append(mean_sd(change.mean_after, change.sd_after))
        if not isinstance(change.t, Unavailable):
            expected += [number(change.t, 3), format_limits("", change.difference_ci).strip()]
            expected += [number(change.cohen_dz, 2), f"t({change.df})"]
        if not isinstance(outcomes.response.ci, Unavailable):
            for rate in (outcomes.response, outcomes.partial_response, outcomes.remission):
                expected.append(f"{format_share(rate.count, rate.n)[:-1]}; ")
        if pairs:
            expected.append(f"{format_share(0, len(pairs))[:-1]}; ")
    assert bool(words) == bool(pairs)
    for said in expected:
        assert said in words
    assert not UNDEFINED.search(words)
    wrong_mark = r"\d,\d" if code == "en" else r"\d\.\d"
    assert not re.search(wrong_mark, words)


def test_patients_are_described_by_what_is_recorded(analysis_of):
    patients = [
        {"patient_id": "P01", "age": 40.0, "sex": "female", "anxiety": True},
        {"patient_id": "P02", "age": 50.0, "sex": "male", "anxiety": None},
    ]
    words = results_paragraph(analysis_of([(30, 15), (25, 20)], patients=patients))
    first = f"2 patients were enrolled: age 45.0{NB}±{NB}7.1 years; women {share(1, 2)}; "
    assert words.startswith(f"{first}comorbid anxiety {share(1, 2)}.")
    assert results_paragraph(analysis_of([(30, 15)])).startswith("1 patient was enrolled. ")


def test_the_only_patient_is_described_without_spread_or_share(analysis_of):
    row = {"patient_id": "P01", "age": 40, "sex": "female", "anxiety": True, "bipolar": False}
    words = results_paragraph(analysis_of([(30, 15)], patients=[row]))
    expected = "1 patient was enrolled: age 40.0 years; female; comorbid anxiety. "
    assert words.startswith(expected)


def test_what_is_not_known_of_safety_is_not_said(analysis_of):
    assert describe_adverse_events(analysis_of([(30, 15)])) == ""
    silent = analysis_of([(30, 15)], adverse_events=[{"patient_id": "P01", "term": "nausea"}])
    assert "No serious" not in describe_adverse_events(silent)
    assert "was not recorded" in describe_adverse_events(silent)
    assert "nausea in 1/1" in describe_adverse_events(silent)


def test_no_event_is_said_with_its_interval(analysis_of):
    said = describe_adverse_events(analysis_of([(30.0, 15.0)] * 21, adverse_events=[]))
    assert said == (
        "No serious adverse event was recorded: 0/21 (0.0%; 95% CI 0.0 to 16.1%). "
        "No adverse event of any kind was recorded."
    )


def test_serious_events_are_said_first(analysis_of):
    events = [
        {"patient_id": "P01", "term": "hypertension", "serious": True},
        {"patient_id": "P02", "term": "nausea", "serious": False},
    ]
    analysis = analysis_of([(30.0, 15.0)] * 4, adverse_events=events)
    said = describe_adverse_events(analysis)
    assert said.startswith("Serious adverse events occurred in 1/4 (25.0")
    assert said.endswith(f"hypertension in {share(1, 4)} and nausea in {share(1, 4)}.")
    with language("fr"):
        assert f"nausées chez 1 patient sur 4 (25,0{NB}%)" in describe_adverse_events(analysis)
    assert analysis[AdverseEvents].any.count == 2


def test_the_change_gives_its_reason_where_there_is_none(analysis_of):
    said = describe_change(analysis_of([(30, None)]))
    assert said == "The change of MADRS cannot be given: no patient has both ratings."
    with language("fr"):
        said = describe_change(analysis_of([(30, None)]))
    assert said.endswith(f"ne peut être donné{NB}: aucun patient n’a les deux évaluations.")


def test_means_without_a_test_say_why(analysis_of):
    one = describe_change(analysis_of([(30, 15)]))
    assert one == (
        "The MADRS score of the only patient with both ratings was 30.0 (moderate) before and "
        "15.0 (mild) after the infusions."
    )
    alike = describe_change(analysis_of([(30, 20), (25, 15)]))
    assert alike.endswith(
        "(mild): mean difference 10.0 (no t test: every patient changed by the same amount)."
    )
    with language("fr"):
        alike = describe_change(analysis_of([(30, 20), (25, 15)]))
    assert alike.endswith(f"(sans test t{NB}: tous les patients ont changé d’autant).")


def test_an_amount_that_rests_on_some_says_on_how_many(analysis_of):
    of_some = results_paragraph(analysis_of([(0, 4), (30, 15), (28, 21)]))
    assert "was 37.5 ± 17.7% (n = 2) on average" in of_some.replace(NB, " ")
    of_all = results_paragraph(analysis_of([(30, 15), (28, 21)]))
    assert "was 37.5 ± 17.7% on average" in of_all.replace(NB, " ")


@pytest.mark.parametrize(
    ("population", "said"),
    [
        ("enrolled", "1 patient lacked a rating before or after and counted as not having"),
        ("rated", "1 patient lacked a rating before or after and was left out of the rates."),
    ],
)
def test_missing_ratings_are_said_as_they_were_counted(analysis_of, population, said):
    pairs = [(30, 10), (25, 20), (28, None)]
    words = results_paragraph(analysis_of(pairs, AnalysisPlan(population=population)))
    assert said in words
    assert f"1/{3 if population == 'enrolled' else 2} (" in words


def test_where_nobody_is_rated_no_outcome_is_said(analysis_of):
    words = results_paragraph(analysis_of([(30, None), (20, None)]))
    assert "Response" not in words
    assert "lacked" not in words


def test_definitions_in_the_paragraph_are_those_of_the_plan(analysis_of):
    plan = AnalysisPlan(
        response_operator=">", response_percent=60, remission_operator="<=", remission_score=12,
        remitters_are_responders=False, confidence_level=0.9,
    )  # fmt: skip
    words = results_paragraph(analysis_of([(30, 10), (25, 20), (28, 12)], plan))
    assert "Response (a reduction of more than 60%)" in words
    assert f"a score ≤{NB}12" in words
    assert "90% CI" in words
    assert "95" not in words


def test_another_scale_is_named_and_has_its_own_bands(analysis_of):
    # By the scale's bands 15 to 19 is moderately severe, 5 to 9 mild.
    plan = AnalysisPlan(scale="phq9", remission_score=5)
    words = describe_change(analysis_of([(20, 5), (18, 9)], plan))
    assert words.startswith("The mean PHQ-9 score of 2 patients fell from 19.0")
    assert "1.4 (moderately severe)" in words
    assert "2.8 (mild)" in words
    assert correlation(1) == "1.00"


def test_ranks_resampling_and_normality_of_the_paper_s_numbers(example):
    """W, its estimate and the level it achieves, bootstrap and Shapiro–Wilk, as R gives them."""
    assert describe_rank_tests(example) == (
        "Wilcoxon signed-rank test (exact p): W = 3.5, p < .001; Hodges–Lehmann estimate 9.0 "
        "(95.4% CI 6.5 to 12.0). BCa bootstrap of the mean difference: 95% CI 6.5 to "
        "11.3. Normality "
        "of the differences (Shapiro–Wilk): W = .984, p = .967."
    )
    with language("fr"):
        assert f"IC\u00a0à\u00a095,4{NB}%{NB}: 6,5 à 12,0" in describe_rank_tests(example)


@pytest.mark.parametrize(
    ("pairs", "verb"),
    [
        ([(30, 20), (25, 17)], "fell from 27.5"),
        ([(30, 33), (25, 26)], "rose from 27.5"),
        ([(30, 31), (25, 24)], "did not change, with 27.5"),
    ],
)
def test_the_verb_follows_the_means(analysis_of, pairs, verb):
    assert f"of 2 patients {verb}" in describe_change(analysis_of(pairs))


def test_where_no_score_changed_that_is_why_there_is_no_t_test(analysis_of):
    said = describe_change(analysis_of([(30, 30), (28, 28), (31, 31)]))
    assert said.endswith("mean difference 0.0 (no t test: no patient’s score changed).")


def test_french_names_what_a_band_is_one_of(example, analysis_of):
    with language("fr"):
        said = describe_change(example)
        well = describe_change(analysis_of([(30, 3), (28, 4)]))
    assert "est descendu de 27,6" in said
    assert "6,4 (sévérité modérée) à 18,6" in said
    assert "(sans dépression)" in well


def test_a_band_stands_within_the_parentheses_of_a_mean(example):
    assert f"27.6{NB}±{NB}6.4 (moderate) to" in describe_change(example)
    with use_style("apa"):
        assert "27.6 (SD = 6.4, moderate) to" in describe_change(example)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([(20, 25)], "The score worsened by 25.0%."),
        ([(20, 25), (22, 28), (24, 24), (19, 30)], "The scores worsened by 27.5"),
        ([(30, 12)], "Percent improvement was 60.0%."),
    ],
)
def test_worsening_is_no_negative_improvement(analysis_of, pairs, said):
    assert describe_results(analysis_of(pairs))["percentages"].startswith(said)
