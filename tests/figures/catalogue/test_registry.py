"""Where the figures of the catalogue are shown."""

from __future__ import annotations

import pytest

from ketgui.figures.catalogue import FIGURES, MAIN_FIGURES, figure_1, list_figures_of_tab
from ketgui.views.tabs import TABS


def test_every_tab_that_is_named_is_there():
    assert {figure.tab for figure in FIGURES} - {""} <= {tab.key for tab in TABS}


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.key)
def test_no_two_figures_have_the_same_place_in_a_tab(tab):
    priorities = [figure.priority for figure in list_figures_of_tab(tab.key)]
    assert priorities == sorted(set(priorities))


def test_a_report_holds_figure_1_and_its_panels_unless_more_is_asked_for():
    assert [figure.key for figure in MAIN_FIGURES] == ["figure_1", *figure_1.FIGURE.parts]


def test_a_tab_begins_with_its_usual_figure():
    usual = {tab.key: list_figures_of_tab(tab.key)[:1] for tab in TABS}
    assert {key: one.key for key, found in usual.items() for one in found} == {
        "protocol": "swimmer",
        "adverse_events": "adverse_event_dots",
        "outcomes": "before_after",
    }
