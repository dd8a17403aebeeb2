"""Figures of adverse events, few and very many."""

from __future__ import annotations

import time

import pytest

from ketgui.figures.catalogue import FIGURES
from ketgui.session.session import Session
from ketgui.views.adverse_events.event_figures import _build_in_advance
from ketgui.views.adverse_events.tab import AdverseEventsTab
from tests.acting import events_counted


@pytest.mark.benchmark
def test_figures_of_a_hundred_thousand_events_block_nothing(qtbot, many):
    shown = AdverseEventsTab(Session())
    qtbot.addWidget(shown)
    shown.show()
    shown.show_analysis(many)
    events_counted(qtbot, shown)
    shown.pages.setCurrentWidget(shown.figure)
    for place in range(shown.figure.choice.count()):
        start = time.perf_counter()
        shown.figure.choice.setCurrentIndex(place)
        assert time.perf_counter() - start < 0.1, shown.figure.choice.itemText(place)
        qtbot.waitUntil(lambda: not shown.figure.busy, timeout=10_000)
        assert shown.figure.spec
        assert shown.figure.spec.key == shown.figure.figures[place].key
    shown.figure.choice.setCurrentIndex(3)
    qtbot.waitUntil(lambda: not shown.figure.busy, timeout=10_000)
    patients = shown.figure.variant
    assert patients.count() > 100
    patients.setCurrentIndex(7)
    patients.activated.emit(7)
    qtbot.waitUntil(lambda: not shown.figure.busy, timeout=10_000)
    assert patients.currentIndex() == 7
    assert shown.figure.spec
    assert patients.currentText() in shown.figure.spec.caption


def test_one_click_on_a_patient_of_a_figure_opens_the_page(qtbot, tab):
    with qtbot.waitSignal(tab.patient_wanted, timeout=1_000) as told:
        tab.figure.view.patient_clicked.emit("SYN05")
    assert told.args == ["SYN05"]


def test_a_figure_built_in_advance_draws_what_it_would_have(example):
    figure = next(one for one in FIGURES if one.key == "adverse_event_timeline")
    assert figure.variants
    choices = figure.variants.choices(example)
    key = choices[-1][0]
    ready = _build_in_advance(figure, example, key)
    assert ready.variants
    assert ready.variants.choices(example) == choices
    assert ready.build(example) == figure.variants.build(example, key)
    unknown = _build_in_advance(figure, example, "nobody")
    assert unknown.build(example) == figure.variants.build(example, choices[0][0])
    single = next(one for one in FIGURES if one.key == "adverse_events")
    assert _build_in_advance(single, example, "").build(example) == single.build(example)
