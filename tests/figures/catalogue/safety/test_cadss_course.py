"""Dissociation over the infusions."""

from __future__ import annotations

from ketgui.figures.catalogue.safety import cadss_course
from ketgui.figures.spec import ErrorBars, Lines, Points
from tests.figures.marks import marks

INFUSIONS = [
    {"patient_id": who, "infusion_number": number, "cadss": score}
    for who, scores in (("P01", (20, 10)), ("P02", (30, 4)))
    for number, score in enumerate(scores, 1)
]


def test_each_patient_is_a_faint_line_under_the_median_and_quartiles(analysis_of):
    panel = cadss_course.draw_panel(analysis_of([(30, 20)] * 2, infusions=INFUSIONS))
    patients, median = marks(panel, Lines)
    assert patients.opacity == 0.3
    assert dict(zip(patients.ids, patients.paths, strict=True)) == {
        "P01": ((1, 20), (2, 10)),
        "P02": ((1, 30), (2, 4)),
    }
    assert median.paths == (((1, 25), (2, 7)),)
    (bars,) = marks(panel, ErrorBars)
    # Type 7 of Hyndman & Fan (1996): a quarter of the way from 20 to 30, and from 4 to 10.
    assert (bars.low, bars.high) == ((22.5, 5.5), (27.5, 8.5))
    (points,) = marks(panel, Points)
    assert points.hover[1] == "Infusion 2: median 7.0 [5.5, 8.5]"
    assert panel.table is not None
    assert panel.table().rows == (
        ("P01", "20", "10"),
        ("P02", "30", "4"),
        ("Median [quartiles]", "25 [22.5, 27.5]", "7 [5.5, 8.5]"),
    )


def test_the_axis_says_how_many_were_rated(analysis_of):
    panel = cadss_course.draw_panel(analysis_of([(30, 20)] * 2, infusions=INFUSIONS[:3]))
    assert [words for _at, words in panel.x.ticks or ()] == ["1\nn = 2", "2\nn = 1"]


def test_what_is_not_recorded_is_a_reason(analysis_of):
    assert cadss_course.draw_panel(analysis_of([(30, 20)])).reason == "No CADSS is recorded."
