"""What is measured at each infusion: right with all, some or none of the measures recorded."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.figures.catalogue.safety import infusion_day
from ketgui.figures.spec import ErrorBars, Lines, Points
from tests.figures.marks import marks

ALL = {
    "systolic_before": (120, 124), "systolic_peak": (140, 150),
    "diastolic_before": (70, 74), "diastolic_peak": (80, 90),
    "heart_rate_before": (60, 64), "heart_rate_peak": (80, 70),
    "spo2_lowest": (97, 95), "sedation_score": (2, 1),
}  # fmt: skip


def build(analysis_of: Any, *fields: str) -> Any:
    """Build the figure of two patients with two infusions, the second patient 2 higher."""
    infusions = [
        {"patient_id": who, "infusion_number": n, "day": 3.0 * n}
        | {field: ALL[field][n - 1] + more for field in fields}
        for who, more in (("P01", 0), ("P02", 2))
        for n in (1, 2)
    ]
    return infusion_day.build(analysis_of([(30, 20)] * 3, infusions=infusions))


def test_everything_recorded_fills_four_panels(analysis_of):
    spec = build(analysis_of, *ALL)
    titles = [(panel.letter, panel.title) for panel in spec.panels]
    assert titles == [
        ("A", "Blood pressure"), ("B", "Heart rate"), ("C", "Oxygen saturation"), ("D", "Sedation"),
    ]  # fmt: skip
    assert "Drawn: two of three enrolled patients." in spec.caption
    assert not any(panel.reason for panel in spec.panels)


def test_what_nobody_recorded_has_no_panel_and_no_symbol(analysis_of):
    spec = build(analysis_of, "systolic_peak", "sedation_score")
    pressure, sedation = spec.panels
    assert [entry.text for entry in pressure.legend] == []
    assert len(marks(pressure, Lines)) == 2, "patients and mean of one measure"
    assert sedation.title == "Sedation"


def test_a_single_panel_has_no_letter(analysis_of):
    (panel,) = build(analysis_of, "spo2_lowest").panels
    assert (panel.letter, panel.y.label) == ("", "Lowest oxygen saturation (%)")


def test_without_any_measure_a_reason_is_shown(analysis_of):
    (panel,) = build(analysis_of).panels
    assert panel.reason == (
        "No blood pressure, heart rate, oxygen saturation or sedation is recorded."
    )


def test_before_and_highest_are_distinguished_and_have_the_numbers_of_the_file(analysis_of):
    (panel,) = build(analysis_of, "heart_rate_before", "heart_rate_peak").panels
    assert [entry.text for entry in panel.legend] == ["Heart rate before", "Highest heart rate"]
    before, highest = marks(panel, Points)
    assert (before.y, highest.y) == ((61, 65), (81, 71))
    assert highest.hover[0] == "Highest heart rate, infusion 1: mean 81.0 of 2"
    # R 4.2: t.test(c(80, 82))$conf.int
    assert marks(panel, ErrorBars)[1].low[0] == pytest.approx(68.29380, abs=1e-5)
    patients = [line for line in marks(panel, Lines) if line.ids]
    assert patients[1].paths == (((1, 80), (2, 70)), ((1, 82), (2, 72)))


def test_the_axis_says_how_many_were_measured(analysis_of):
    infusions = [
        {"patient_id": who, "infusion_number": n, "spo2_lowest": 96}
        for who, n in (("P01", 1), ("P02", 1), ("P01", 2))
    ]
    (panel,) = infusion_day.build(analysis_of([(30, 20)] * 2, infusions=infusions)).panels
    assert [words for _at, words in panel.x.ticks or ()] == ["1\nn = 2", "2\nn = 1"]


def test_the_report_shows_it_in_the_supplement(analysis_of):
    from ketgui.figures.catalogue import FIGURES
    from ketgui.reporting.documents.report import split_figures

    assert infusion_day.FIGURE in split_figures(FIGURES)[1]


def test_the_axis_covers_the_intervals_and_nothing_impossible(analysis_of):
    spec = build(analysis_of, "spo2_lowest", "sedation_score")
    for panel in spec.panels:
        for bars in marks(panel, ErrorBars):
            assert panel.y.low <= min(bars.low)
            assert max(bars.high) <= panel.y.high
        patients, _means = marks(panel, Lines)
        least = min(y for path in patients.paths for _x, y in path)
        assert least > panel.y.low
