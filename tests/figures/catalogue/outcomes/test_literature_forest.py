"""The rates beside published ones."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue.outcomes import literature_forest
from ketgui.figures.spec import Points
from tests.figures.marks import marks


def test_a_study_is_one_line_with_open_symbols_if_unlike(example):
    (panel,) = literature_forest.build(example).panels
    names = [name for _at, name in panel.y.ticks or () if name]
    assert names.count("Payette 2023") == 1
    filled = {p.hover[0]: p.filled for p in marks(panel, Points)}
    assert filled["Payette 2023: 19.0% · 9.5%"]
    assert not filled["Swainson 2021: 51.0% · 26.0%"]
    lines = {round(point.y[0]) for point in marks(panel, Points)}
    assert len(lines) == len(names) - 1
    assert panel.table is not None
    assert panel.table().rows[1][:3] == ("This cohort", "19.0%", "9.5%")


def test_a_remission_without_a_response_is_drawn(analysis_of):
    analysis = analysis_of([(30, 8), (28, 20)], AnalysisPlan(scale="ymrs"))
    panel = literature_forest.draw_panel(analysis)
    assert panel.reason == ""
    names = [name for _at, name in panel.y.ticks or ()]
    assert "This cohort" in names
    own = [point for point in marks(panel, Points) if point.hover[0].startswith("This cohort")]
    assert [(point.symbol, point.hover[0]) for point in own] == [
        ("diamond", "This cohort: – · 50.0%")
    ]
