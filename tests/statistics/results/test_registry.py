"""Where the results of an analysis are shown."""

from __future__ import annotations

from typing import get_args

import pytest

from ketgui.statistics.results import RESULTS, list_results_of_section, list_results_of_tab
from ketgui.statistics.study import ReportSection
from ketgui.views.tabs import TABS


def test_every_tab_and_section_that_is_named_is_there():
    assert {kind.tab for kind in RESULTS} - {""} <= {tab.key for tab in TABS}
    assert {kind.section for kind in RESULTS} <= set(get_args(ReportSection))


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.key)
def test_no_two_results_have_the_same_place_in_a_tab(tab):
    priorities = [kind.priority for kind in list_results_of_tab(tab.key)]
    assert priorities == sorted(set(priorities))


def test_each_result_stands_in_one_section():
    listed = [
        kind for section in get_args(ReportSection) for kind in list_results_of_section(section)
    ]
    assert sorted(kind.key for kind in listed) == sorted(kind.key for kind in RESULTS)


def test_table_1_describes_the_patients():
    assert list_results_of_section("patients")[0].key == "demographics"


def test_the_supplement_keeps_the_order_of_the_registry():
    supplement = list_results_of_section("supplement")
    assert supplement == tuple(kind for kind in RESULTS if kind in supplement)
