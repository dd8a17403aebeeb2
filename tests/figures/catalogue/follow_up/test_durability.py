"""How long each responder stayed well."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue.follow_up import durability
from ketgui.figures.spec import Lines, Points
from ketgui.statistics.analysis import analyse
from tests.figures.marks import marks
from tests.follow_up_cohort import make_cohort


def test_each_responder_has_a_lane_to_the_relapse_and_maintenance_is_marked():
    (panel,) = durability.build(analyse(make_cohort(), AnalysisPlan())).panels
    well, later = marks(panel, Lines)
    lengths = {who: path[1][0] for who, path in zip(well.ids, well.paths, strict=True)}
    assert lengths["P3"] == 26
    assert lengths["P1"] == 12
    assert set(later.ids) == {"P1", "P2", "P4"}
    by_symbol = {one.symbol: one for one in marks(panel, Points)}
    assert set(by_symbol["diamond"].ids) == {"P1", "P2", "P4"}
    assert by_symbol["triangle"].ids == ("P3", "P3", "P3", "P4")


def test_the_legend_names_what_is_drawn(example):
    # Two of the example's responders relapse, and none has maintenance.
    (panel,) = durability.build(example).panels
    assert [entry.text for entry in panel.legend] == ["Well", "Rating", "Relapse"]
    everything = durability.build(analyse(make_cohort(), AnalysisPlan())).panels[0]
    assert len(everything.legend) == 4


def test_without_follow_up_the_panel_says_why(analysis_of):
    assert durability.build(analysis_of([(30, 10)])).panels[0].reason
