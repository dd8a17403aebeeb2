"""The Protocol tab: its pages, and what stands beside each."""

from __future__ import annotations

import pytest

from ketgui.reporting.tables.display_table import DisplayTable
from tests.views.protocol.actions import begin_from

pytestmark = pytest.mark.usefixtures("example_is_open")


def test_what_nobody_measured_has_no_page(window):
    tab = window.pages.get_tab(1)
    assert not tab.views.isTabVisible(tab.views.indexOf(tab._measured))


def test_a_label_is_not_cut_short_for_a_reason(qtbot, window, planned):
    tab = window.pages.get_tab(1)
    tab.views.setCurrentIndex(0)
    table = tab._exposure
    headers = ("", "Value", "Range")
    label = "Total dose per patient, mean"
    reason = "anxiety: ketamine was stopped and nothing else was given"
    rows = ((label, "216.8 ± 39.8 mg", "[162.0, 291.0]"), ("Stopped early", "4/6", reason))
    tab._exposure_model.show_table(DisplayTable("exposure", "", headers, rows, (False, True, True)))
    table.setFixedWidth(420)
    table.fit_rows(yields=2)
    qtbot.wait(1)
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance(label)
    assert table.columnWidth(2) >= table.fontMetrics().horizontalAdvance(rows[0][2])


def test_a_deviation_opens_its_patient(qtbot, window, planned):
    begin_from(qtbot, window, planned._ketamine, 2)
    tab = window.pages.get_tab(1)
    # Forty minutes are planned and sixty were received, at every infusion.
    assert tab._deviations.count() == 126
    with qtbot.waitSignal(tab.patient_wanted) as told:
        tab._deviations.itemActivated.emit(tab._deviations.item(7))
    assert told.args == ["SYN02"]


def test_a_page_is_made_when_it_is_looked_at(qtbot, window, planned):
    tab = window.pages.get_tab(1)
    tab.views.setCurrentWidget(planned)
    begin_from(qtbot, window, planned._tms, 2)
    assert "Brainsway" not in tab.methods.text
    tab.views.setCurrentWidget(tab.methods)
    assert "a Brainsway stimulator" in tab.methods.text
    tab.views.setCurrentWidget(tab.figure.parentWidget())
    tab.figure.choice.setCurrentIndex(1)
    assert tab.figure.spec.panels[0].title == "Brainsway H1"


def test_beside_a_page_stands_what_belongs_to_it(window, planned):
    tab = window.pages.get_tab(1)
    for page, beside in (
        (tab._planned, {"follows", "complete"}),
        (tab.methods, {"complete"}),
        (tab.patients, {"given"}),
    ):
        tab.views.setCurrentWidget(page)
        parts = {
            "follows": planned.calculated_values,
            "complete": tab.completeness,
            "given": tab._given,
        }
        assert {name for name, part in parts.items() if part.isVisibleTo(tab)} == beside


def test_lanes_are_sorted_and_a_click_opens_the_patient(qtbot, window):
    window.pages.setCurrentIndex(1)
    tab = window.pages.get_tab(1)
    tab.views.setCurrentWidget(tab.figure.parentWidget())
    figure = tab.figure
    orders = [figure.variant.itemText(place) for place in range(figure.variant.count())]
    assert orders == [
        "As in the file",
        "By infusions received",
        "By length of the course",
        "By percent improvement",
    ]
    before = figure.spec
    figure.variant.setCurrentIndex(3)
    figure.variant.activated.emit(3)
    assert figure.spec != before
    with qtbot.waitSignal(tab.patient_wanted) as told:
        figure.view.patient_clicked.emit("SYN03")
    assert told.args == ["SYN03"]
    assert window.session.selection.ids == {"SYN03"}
    figure.choice.setCurrentIndex(1)
    assert not figure.variant.isVisibleTo(figure)
