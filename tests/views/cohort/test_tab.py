"""The Cohort tab: its tables filtered and sorted, its problems led to the patient they are of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ketgui.views.cohort.exclusion import ExclusionDialog
from ketgui.views.cohort.tab import CohortTab
from tests.acting import settled


@pytest.fixture
def tab(qtbot, session):
    made = CohortTab(session)
    qtbot.addWidget(made)
    made.show_analysis(session.analysis)
    return made


def test_rows_are_filtered_and_sorted(qtbot, tab):
    tab._filter.setText("syn2")
    qtbot.waitUntil(lambda: tab._model.rowCount() == 2, timeout=2000)
    assert tab._count.text() == "2 rows"
    tab._filter.clear()
    qtbot.waitUntil(lambda: tab._model.rowCount() == 21, timeout=2000)
    tab._model.sort(1, Qt.SortOrder.DescendingOrder)
    assert tab._model.index(0, 1).data() == "72"


def test_the_chosen_table_stays_chosen(tab, session):
    place = tab._choice.findData("infusions")
    tab._choice.setCurrentIndex(place)
    rows = tab._model.rowCount()
    assert rows == len(session.analysis.cohort.get_table("infusions"))
    tab.show_analysis(session.analysis)
    assert tab._choice.currentData() == "infusions"
    assert tab._model.rowCount() == rows


def test_rows_selected_are_patients_selected_and_the_other_way_round(tab, session):
    tab._view.selectRow(0)
    assert session.selection.ids == frozenset({"SYN01"})
    session.selection.select(frozenset({"SYN05"}))
    rows = tab._view.selectionModel().selectedRows()
    assert [index.data() for index in rows] == ["SYN05"]


def test_a_problem_selects_the_patient_it_is_about(qtbot, tab, session, tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text(
        "id,age,MADRS before,MADRS after\nP1,40,30,12\nP2,51,28.5,20\nP3,50,31,9\n",
        encoding="utf-8",
    )
    tab.show_analysis(settled(qtbot, session, lambda: session.open([path])))
    row = next(n for n, issue in enumerate(tab._problems.ordered) if issue.patient_id == "P2")
    tab._problems.choose(row)
    assert session.selection.ids == frozenset({"P2"})
    assert "28.5" in tab._problem_words.text()
    with qtbot.waitSignal(tab.problem_wanted) as wanted:
        tab._show_in_file.click()
    assert wanted.args[0].patient_id == "P2"


def test_the_menu_asks_for_the_page_of_the_current_row(qtbot, tab):
    tab._view.setCurrentIndex(tab._model.index(4, 1))
    with qtbot.waitSignal(tab.patient_wanted) as wanted:
        action = next(a for a in tab._view.actions() if a.text() == "Patient's page")
        action.trigger()
    assert wanted.args == ["SYN05"]


def test_the_order_and_its_arrow_stay_when_the_numbers_are_computed_again(tab, session):
    tab._view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert tab._model.index(0, 1).data() == "72"
    tab.show_analysis(session.analysis)
    assert tab._model.index(0, 1).data() == "72"
    assert tab._view.horizontalHeader().sortIndicatorSection() == 1
    # The infusions have no age: no arrow is on a column that is not sorted.
    tab._choice.setCurrentIndex(tab._choice.findData("adverse_events"))
    assert tab._view.horizontalHeader().sortIndicatorSection() == -1


def test_selected_patients_are_excluded_with_a_reason_and_come_back(qtbot, tab, session):
    tab._view.selectRow(0)
    next(action for action in tab._view.actions() if action.text() == "Exclude…").trigger()
    dialog = tab.findChild(ExclusionDialog)
    assert not dialog.exclude.isEnabled()
    dialog.reason.setText("withdrew")
    analysis = settled(qtbot, session, dialog.exclude.click)
    assert analysis.cohort.enrolled == 20
    assert "withdrew" in session.history.undo_line
    assert settled(qtbot, session, session.history.undo).cohort.enrolled == 21
