"""The tabs: built when first shown, up to date when they are, each of their signals answered."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.session.session import Session
from ketgui.settings import Settings
from ketgui.views.pages import Pages
from ketgui.views.tabs import TABS
from ketgui.views.widgets.tab import TAB_SIGNALS, Tab


@pytest.fixture
def requests() -> list[tuple]:
    """Return what the tabs asked for, as the name of the signal and its arguments."""
    return []


@pytest.fixture
def pages(qtbot, requests):
    handlers = {name: lambda *args, name=name: requests.append((name, *args))
                for name in TAB_SIGNALS}  # fmt: skip
    made = Pages(Session(), Settings(), handlers)
    qtbot.addWidget(made)
    return made


def test_a_tab_is_built_when_it_is_first_shown(pages, example):
    assert not any(isinstance(pages.widget(place), Tab) for place in range(len(TABS)))
    pages.show_analysis(example)
    built = [isinstance(pages.widget(place), Tab) for place in range(len(TABS))]
    assert built == [True, False, False, False, False]
    pages.setCurrentIndex(3)
    assert isinstance(pages.widget(3), TABS[3].load())
    assert pages.currentIndex() == 3
    assert pages.tabText(3) == "MADRS"


def test_a_hidden_tab_shows_the_newest_analysis_once_it_is_shown(pages, example, analysis_of):
    shown: list[object] = []
    pages.show_analysis(example)
    pages.get_tab(0).show_analysis = shown.append
    pages.setCurrentIndex(1)
    other = analysis_of([(30, 12), (28, 20)])
    pages.show_analysis(other)
    assert shown == []
    pages.setCurrentIndex(0)
    assert shown == [other]


@pytest.mark.parametrize("place", range(len(TABS)))
def test_every_signal_of_every_tab_is_answered_once(pages, example, requests, place):
    pages.show_analysis(example)
    tab = pages.get_tab(place)
    arguments = {"export_wanted": ("spec", "png"), "report_wanted": ()}
    for name in TAB_SIGNALS:
        getattr(tab, name).emit(*arguments.get(name, ("SYN01",)))
    assert requests == [(name, *arguments.get(name, ("SYN01",))) for name in TAB_SIGNALS]


def test_a_badge_counts_what_needs_a_look(pages):
    pages.show_badge(0, 3)
    assert pages.tabText(0) == "Cohort  3"
    pages.show_badge(0, 0)
    assert pages.tabText(0) == "Cohort"


def test_the_widths_of_one_tab_are_those_of_the_next(qtbot, pages, example):
    pages.resize(1200, 600)
    pages.show()
    pages.show_analysis(example)
    with qtbot.waitSignal(pages.splitter_moved) as moved:
        pages.get_tab(0).setSizes([500, 600])
        pages.get_tab(0).splitterMoved.emit(500, 1)
    assert sum(moved.args[0]) == sum(pages.get_tab(0).sizes())
    assert pages._splitter == moved.args[0]


def test_the_tab_of_the_outcomes_is_called_after_the_scale_that_is_analysed(qtbot):
    session = Session()
    pages = Pages(session, Settings(), dict.fromkeys(TAB_SIGNALS, print))
    qtbot.addWidget(pages)
    session.set_plan(AnalysisPlan(scale="phq9"))
    pages.show_badge(3, 2)
    assert pages.tabText(3) == "PHQ-9  2"
