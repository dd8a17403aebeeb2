"""Small inputs whose right value is known from outside the program, from file to number."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import import_files
from ketgui.reporting import analysis_json
from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.statistics.analysis import Analysis, analyse
from ketgui.text import language
from tests.places import DATA


def read(name: str) -> Analysis:
    folder = DATA / "number-cases" / name
    settings = folder / "plan.toml"
    text = settings.read_text(encoding="utf-8") if settings.exists() else ""
    imported = import_files(sorted(folder.glob("*.csv")))
    assert imported.cohort is not None
    return analyse(imported.cohort, AnalysisPlan.from_dict(tomllib.loads(text)))


def look_up(numbers: Any, path: str) -> Any:
    for name in path.split("."):
        numbers = numbers[int(name)] if isinstance(numbers, list) else numbers[name]
    return numbers


@pytest.mark.parametrize(
    ("case", "path", "value"),
    [
        ("action_none", "adverse_events.treatment_stopped.count", 0),
        ("action_none", "adverse_events.treatment_stopped.n", 3),
        ("all_same5", "paired_change.wilcoxon_p", 0.0625),
        ("cadss_one", "cadss.highest.n", 1),
        ("fence", "outlying.outside_fences", 0),
        ("first_response", "trajectory.responders_ever", 1),
        ("first_response", "trajectory.first_response_day_median", 1),
        ("first_response", "trajectory.mean_area_per_day", 25.6111111),
        ("infusions_dates_only", "courses.acute_infusions", 4),
        ("infusions_dates_only", "courses.patients", 2),
        ("infusions_dates_only", "paired_change.mean_before", 29),
        ("infusions_dates_only", "paired_change.mean_after", 16),
        ("lowbase", "outcomes.response.count", 0),
        ("lowbase", "outcomes.in_remission_at_baseline", 6),
        ("mixed_boundary", "mixed_model.sd_between", 0),
        ("mixed_boundary", "mixed_model.slope", -3.6666667),
        ("mixed_boundary", "mixed_model.slope_ci.0", -8.9784127),
        ("mixed_boundary", "mixed_model.slope_p", 0.1361635),
        ("mixed_noconv", "mixed_model.slope", -5.3333333),
        ("mixed_noconv", "mixed_model.slope_p", 0.0784878),
        ("nct", "paired_change.cohen_dz_ci.1", 81.4039793),
        ("n1", "paired_change.n", 1),
        ("phq9", "plan.remission_score", 5),
        ("phq9", "plan.reliability", None),
        ("received_of_planned", "exposure.completed.count", 1),
        ("received_of_planned", "exposure.completed.n", 2),
        ("rtm", "caveats.regression_to_the_mean", None),
        ("sameday_times", "paired_change.mean_before", 30),
        ("sameday_times", "paired_change.mean_after", 21),
        ("wilson0", "outcomes.response.ci.0", 0),
    ],
)
def test_the_number_is_right(case, path, value):
    found = look_up(analysis_json.as_dict(read(case)), path)
    assert found is None if value is None else found == pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize(("code", "share"), [("en", "6.3%"), ("fr", "6,3\u00a0%")])
def test_one_of_sixteen_is_rounded_away_from_zero_everywhere(code, share):
    analysis = read("half16")
    with language(code):
        assert share in " ".join(sentence.text for sentence in compose_sentences(analysis))


@pytest.mark.parametrize("code", ["en", "fr"])
def test_one_rated_patient_has_words_of_one(code):
    analysis = read("cadss_one")
    with language(code):
        text = " ".join(sentence.text for sentence in compose_sentences(analysis))
    assert "12 to 12" not in text
    assert "12 à 12" not in text


@pytest.mark.parametrize("path", sorted((DATA / "number-cases" / "items_long").glob("*.csv")))
def test_items_of_one_row_a_rating_are_read_once(path):
    imported = import_files([path])
    assert imported.cohort is not None
    ratings = imported.cohort.assessments
    assert len(ratings) == 10
    assert ratings.filter(regex=r"^item_\d+$").notna().to_numpy().all()
    contradicts = any("its items add up to" in issue.message for issue in imported.issues)
    assert contradicts == ("contradict" in path.name)


def test_two_ratings_of_a_day_without_times_are_asked():
    imported = import_files(sorted((DATA / "number-cases" / "sameday").glob("*.csv")))
    assert imported.cohort is None
    assert "rated_twice" in {issue.key for issue in imported.issues}


@pytest.mark.parametrize(("code", "wrong"), [("en", "1 patients"), ("fr", "1 patients")])
def test_one_enrolled_patient_has_words_of_one(code, wrong):
    analysis = read("n1")
    with language(code):
        text = " ".join(sentence.text for sentence in compose_sentences(analysis))
    assert wrong not in text
