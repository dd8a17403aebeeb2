"""Numbers as tiles say them: with count and interval, or with a reason."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.tests.proportion import Proportion
from ketgui.views.widgets.tile_contents import join_details, make_rate_tile, make_tile

PLAN = AnalysisPlan()


def test_a_rate_has_its_count_and_its_interval():
    tile = make_rate_tile("response", "Response", Proportion.of(4, 21, PLAN), PLAN)
    assert tile.value.replace("\u00a0", " ") == "19.0%"
    assert tile.detail.replace("\u00a0", " ") == "4/21 · 95% CI [5.4, 41.9]"


def test_a_missing_number_is_a_reason():
    nobody = Proportion.of(0, 0, PLAN)
    for tile in (
        make_rate_tile("response", "Response", nobody, PLAN),
        make_tile("dose", "Dose", Unavailable("no dose is recorded"), "", "n = 0"),
    ):
        assert tile.value == "–"
        assert tile.detail


def test_empty_details_leave_no_dot():
    assert join_details("n = 3", "", "± 2.1") == "n = 3 · ± 2.1"
