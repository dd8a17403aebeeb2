"""Ratings of which only one can count are said."""

from __future__ import annotations

from ketgui.importing import import_text

MADRS_TWICE = "patient\tscale\tmoment\tscore\nP1\tMADRS\tbefore\t30\nP1\tMADRS\tbefore\t20\n"


def keys(text: str) -> list[str]:
    return [issue.key for issue in import_text(text).issues]


def test_two_ratings_of_one_moment_are_said():
    text = MADRS_TWICE + "P1\tMADRS\tafter\t12\n"
    (issue,) = [one for one in import_text(text).issues if one.key == "rated_twice"]
    assert "20 here and 30 in row 2" in issue.message
    assert issue.severity == "warning"
    assert [answer.title for answer in issue.answers] == ["Leave this row out"]


def test_ratings_of_different_moments_scales_or_patients_are_not():
    text = "patient\tscale\tmoment\tscore\nP1\tMADRS\tbefore\t30\nP1\tMADRS\tafter\t30\n"
    text += "P1\tPHQ-9\tbefore\t20\nP2\tMADRS\tbefore\t30\nP2\tMADRS\tafter\t30\n"
    assert "rated_twice" not in keys(text)
