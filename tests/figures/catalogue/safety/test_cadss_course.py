"""Dissociation over the infusions."""

from __future__ import annotations

from ketgui.figures.catalogue.safety import cadss_course
from ketgui.figures.spec import Lines, Points
from tests.figures.marks import marks

INFUSIONS = [
    {"patient_id": who, "infusion_number": number, "cadss": score}
    for who, scores in (("P01", (20, 10)), ("P02", (30, 4)))
    for number, score in enumerate(scores, 1)
]


def test_each_patient_is_a_line_and_the_mean_lies_above(analysis_of):
    panel = cadss_course.draw_panel(analysis_of([(30, 20)] * 2, infusions=INFUSIONS))
    patients, mean = marks(panel, Lines)
    assert dict(zip(patients.ids, patients.paths, strict=True)) == {
        "P01": ((1, 20), (2, 10)),
        "P02": ((1, 30), (2, 4)),
    }
    assert mean.paths == (((1, 25), (2, 7)),)
    (points,) = marks(panel, Points)
    assert points.hover == ("Infusion 1: mean 25.0", "Infusion 2: mean 7.0")


def test_the_axis_says_how_many_were_rated(analysis_of):
    panel = cadss_course.draw_panel(analysis_of([(30, 20)] * 2, infusions=INFUSIONS[:3]))
    assert [words for _at, words in panel.x.ticks or ()] == ["1\nn = 2", "2\nn = 1"]


def test_what_is_not_recorded_is_a_reason(analysis_of):
    assert cadss_course.draw_panel(analysis_of([(30, 20)])).reason == "No CADSS is recorded."
