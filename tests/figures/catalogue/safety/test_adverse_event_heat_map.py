"""Events by infusion."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ketgui.domain.cohort import apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue.safety import (
    adverse_event_heat_map,
)
from ketgui.figures.spec import DirectLabel
from ketgui.statistics.analysis import analyse


def test_the_heat_map_counts_patients_and_shows_every_infusion(analysis):
    panel = adverse_event_heat_map.draw_panel(analysis)
    counted = [mark.text for mark in panel.marks if isinstance(mark, DirectLabel)]
    assert counted == ["2", "1", "0", "1"]
    assert [words for _at, words in panel.x.ticks or ()] == ["1\nn = 2", "2\nn = 1"]


def test_a_heat_map_of_many_infusions_numbers_them_alone(analysis):
    given = pd.DataFrame({"patient_id": "P1", "infusion_number": range(1, 13)})
    cohort = replace(analysis.cohort, infusions=apply_schema("infusions", given))
    panel = adverse_event_heat_map.draw_panel(analyse(cohort, AnalysisPlan()))
    assert [words for _at, words in panel.x.ticks or ()] == [str(n) for n in range(1, 13)]


def test_a_heat_map_numbers_infusions_that_are_only_dated(analysis):
    given = pd.DataFrame(
        {"patient_id": "P1", "date": pd.to_datetime(["2024-03-01", "2024-03-04", "2024-03-06"])}
    )
    cohort = replace(analysis.cohort, infusions=apply_schema("infusions", given))
    panel = adverse_event_heat_map.draw_panel(analyse(cohort, AnalysisPlan()))
    assert [words.split("\n")[0] for _at, words in panel.x.ticks or ()] == ["1", "2", "3"]
