"""Response and remission in words: nobody, one and many, in both languages."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.paragraphs.outcome_rates import (
    describe_already,
    describe_missing,
    describe_outcomes,
)
from ketgui.text import language

NB = "\u00a0"
NOBODY = [(30, 29), (25, 24), (28, 28)]


def test_the_example_in_english_and_french(example):
    assert describe_outcomes(example) == (
        "Four of 21 patients responded (19.0%, 95% CI 5.4 to 41.9%); two of them reached remission "
        "(9.5%, 95% CI 1.2 to 30.4%). Ten patients had a partial response (47.6%, 95% CI 25.7 to "
        "70.2%)."
    )
    with language("fr"):
        said = describe_outcomes(example).replace(NB, " ")
    assert said == (
        "Quatre patients sur 21 ont répondu au traitement (19,0 %; IC à 95 % : 5,4 à 41,9 %); deux "
        "d’entre eux ont atteint la rémission (9,5 %; IC à 95 % : 1,2 à 30,4 %). Dix patients ont "
        "eu une réponse partielle (47,6 %; IC à 95 % : 25,7 à 70,2 %)."
    )


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (NOBODY, "None of the three patients responded (0.0%"),
        (NOBODY, "No patient reached remission (0.0%"),
        (NOBODY, "No patient had a partial response (0.0%"),
        ([(30, 8), *NOBODY], "One of four patients responded (25.0%"),
        ([(30, 8), *NOBODY], "; this patient also reached remission (25.0%"),
        ([(30, 8), (30, 14), *NOBODY], "; one of them reached remission (20.0%"),
        ([(30, 14), *NOBODY], "No patient reached remission"),
        ([(30, 20)], "The only patient counted did not respond. The only patient counted did not"),
        ([(30, 2)], "The only patient counted responded. The only patient counted reached remiss"),
    ],
)
def test_nobody_one_and_many(analysis_of, pairs, said):
    assert said in describe_outcomes(analysis_of(pairs))


def test_remitters_who_are_no_responders_have_their_own_sentence(analysis_of):
    plan = AnalysisPlan(remission_operator="<=", remission_score=12, remitters_are_responders=False)
    said = describe_outcomes(analysis_of([(30, 10), (18, 12), (28, 27)], plan))
    assert "One of three patients responded" in said
    assert "Two patients reached remission (66.7%" in said


def test_the_interval_is_that_of_the_plan(analysis_of):
    said = describe_outcomes(analysis_of(NOBODY, AnalysisPlan(confidence_level=0.9)))
    assert "90% CI" in said
    assert "95" not in said


def test_where_nobody_is_rated_no_outcome_is_said(analysis_of):
    analysis = analysis_of([(30, None), (20, None)])
    assert describe_outcomes(analysis) == ""
    assert describe_missing(analysis) == ""


@pytest.mark.parametrize(
    ("population", "said"),
    [
        ("enrolled", "One patient lacked a rating before or after treatment and was counted as a "
         "non-responder."),
        ("rated", "One patient lacked a rating before or after treatment and was left out of the "
         "rates."),
    ],
)  # fmt: skip
def test_missing_ratings_are_said_as_they_were_counted(analysis_of, population, said):
    pairs = [(30, 10), (25, 20), (28, None)]
    analysis = analysis_of(pairs, AnalysisPlan(population=population))
    assert describe_missing(analysis) == said
    of = "three" if population == "enrolled" else "two"
    assert describe_outcomes(analysis).startswith(f"One of {of} patients responded")


@pytest.mark.parametrize(
    ("low", "said"),
    [
        (0, ""),
        (1, "One patient already scored within remission at baseline and was counted as"),
        (2, "Two patients already scored within remission at baseline and were counted as"),
    ],
)
def test_patients_in_remission_at_baseline_are_counted(analysis_of, low, said):
    words = describe_already(analysis_of([(30, 20), *[(5, 4)] * low]))
    assert words.startswith(said)
    assert bool(words) == bool(said)
