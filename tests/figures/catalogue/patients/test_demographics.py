"""The patients as bars of shares."""

from __future__ import annotations

from ketgui.figures.catalogue.patients import demographics
from tests.figures.marks import bars

NB = "\u00a0"


def test_patients_are_bars_of_shares_and_means_in_the_title(example):
    panel = demographics.draw_panel(example)
    shown = list(bars(panel))
    assert "Women: 7/21 (33.3%)" in shown
    assert "Comorbid anxiety: 12/21 (57.1%)" in shown
    assert f"49.8{NB}±{NB}12.5 years" in panel.subtitle
    assert not any(words.startswith("Male") for words in shown)


def test_what_is_not_reported_has_a_bar_that_says_so(analysis_of):
    patients = [{"patient_id": "P01", "sex": "female"}, {"patient_id": "P02", "age": 30}]
    panel = demographics.draw_panel(analysis_of([(30, 15)] * 2, patients=patients))
    assert "not reported: 1/2 (50.0%)" in bars(panel)
    assert panel.subtitle == ""
