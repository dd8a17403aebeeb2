"""The Results paragraph says the numbers of its analysis and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.prose import describe_change, describe_rank_tests, describe_results
from ketgui.reporting.paragraphs.style import format_limits, format_rate, use_style
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.text import LANGUAGES, correlation, language, mean_sd, number
from tests.paragraphs import results_paragraph

NB = "\u00a0"
SCORE = st.one_of(st.none(), st.integers(0, 60).map(float))
COHORTS = st.lists(st.tuples(SCORE, SCORE), max_size=8)
UNDEFINED = re.compile(r"\b(None(?! of)|nan|NaN|Unavailable|inf)\b|[{}]")


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
                if rate.n > 1:
                    expected.append(format_rate(rate, analysis.plan.name_interval()))
    assert bool(words) == bool(pairs)
    for said in expected:
        assert said in words
    assert not UNDEFINED.search(words)
    wrong_mark = r"\d,\d" if code == "en" else r"\d\.\d"
    assert not re.search(wrong_mark, words)


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
        "15.0 (mild) after treatment."
    )
    alike = describe_change(analysis_of([(30, 20), (25, 15)]))
    assert alike.endswith(
        "(mild): mean difference 10.0 points (no t test: every patient changed by the same amount)."
    )
    with language("fr"):
        alike = describe_change(analysis_of([(30, 20), (25, 15)]))
    assert alike.endswith(f"(sans test t{NB}: tous les patients ont changé d’autant).")


def test_an_amount_that_rests_on_some_says_on_how_many(analysis_of):
    of_some = results_paragraph(analysis_of([(0, 4), (30, 15), (28, 21)]))
    assert "improvement was 37.5 ± 17.7% (n = 2);" in of_some.replace(NB, " ")
    of_all = results_paragraph(analysis_of([(30, 15), (28, 21)]))
    assert "improvement was 37.5 ± 17.7%;" in of_all.replace(NB, " ")


def test_another_scale_is_named_and_has_its_own_bands(analysis_of):
    # By the scale's bands 15 to 19 is moderately severe, 5 to 9 mild.
    plan = AnalysisPlan(scale="phq9", remission_score=5)
    words = describe_change(analysis_of([(20, 5), (18, 9)], plan))
    assert words.startswith("The mean PHQ-9 score fell from 19.0")
    assert "1.4 (moderately severe)" in words
    assert "2.8 (mild)" in words
    assert correlation(1) == "1.00"


def test_ranks_resampling_and_normality_of_the_paper_s_numbers(example):
    """W, its estimate and the level it achieves, bootstrap and Shapiro–Wilk, as R gives them."""
    assert describe_rank_tests(example) == (
        "The Wilcoxon signed-rank test gave W = 3.5, p < .001 (exact); the Hodges–Lehmann estimate "
        "was 9.0 points (95.4% CI 6.5 to 12.0). With the BCa bootstrap, the 95% CI of the mean "
        "difference was 6.5 to 11.3 points. The differences showed no departure from a normal "
        "distribution (Shapiro–Wilk W = .984, p = .967)."
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
    assert f"The mean MADRS score {verb}" in describe_change(analysis_of(pairs))


def test_where_no_score_changed_that_is_why_there_is_no_t_test(analysis_of):
    said = describe_change(analysis_of([(30, 30), (28, 28), (31, 31)]))
    assert said.endswith("mean difference 0.0 points (no t test: no patient’s score changed).")


def test_french_names_what_a_band_is_one_of(example, analysis_of):
    with language("fr"):
        said = describe_change(example)
        well = describe_change(analysis_of([(30, 3), (28, 4)]))
        worst = describe_change(analysis_of([(50, 40), (48, 44)]))
    assert "a diminué de 27,6" in said
    assert "6,4 (sévérité modérée) à 18,6" in said
    assert "(sans dépression)" in well
    assert "forme sévère)" in worst


def test_a_band_stands_within_the_parentheses_of_a_mean(example):
    assert f"27.6{NB}±{NB}6.4 (moderate) to" in describe_change(example)
    with use_style("apa"):
        assert "27.6 (SD = 6.4, moderate) to" in describe_change(example)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([(20, 25)], "The score worsened by 25.0%."),
        ([(20, 25), (22, 28), (24, 24), (19, 30)], "Mean individual worsening was 27.5"),
        ([(30, 12)], "The score improved by 60.0%."),
    ],
)
def test_worsening_is_no_negative_improvement(analysis_of, pairs, said):
    assert describe_results(analysis_of(pairs))["percentages"].startswith(said)


def test_where_some_lack_a_rating_the_change_says_of_how_many_it_is(analysis_of):
    said = describe_change(analysis_of([(30, 20), (25, 17), (28, None)]))
    assert said.startswith("In the two patients with both ratings, the mean MADRS score fell from")


def test_differences_that_are_not_normal_are_said_to_be(analysis_of):
    said = describe_rank_tests(analysis_of([(30, 29)] * 9 + [(50, 0)]))
    assert "The differences departed from a normal distribution (Shapiro–Wilk W = " in said
