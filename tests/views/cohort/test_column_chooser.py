"""Columns of the cohort's tables are hidden and shown, and stay so."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu, QToolButton

from ketgui import settings
from ketgui.views.cohort.column_chooser import list_own_columns
from tests.acting import visit


@pytest.fixture
def cohort(window, example_is_open):
    return visit(window, 0)


def list_shown(tab) -> list[str]:
    columns = range(tab._model.columnCount())
    return [tab._model.key(column) for column in columns if not tab._view.isColumnHidden(column)]


def toggle(tab, title: str) -> None:
    tab.columns.menu.aboutToShow.emit()
    next(action for action in tab.columns.menu.actions() if action.text() == title).trigger()


def test_a_column_is_hidden_and_shown_from_the_menu(cohort):
    before = list_shown(cohort)
    toggle(cohort, "Sex")
    assert list_shown(cohort) == [key for key in before if key != "sex"]
    toggle(cohort, "Sex")
    assert list_shown(cohort) == before


def test_it_stays_hidden_in_its_own_table_alone_and_when_rows_are_filtered(cohort):
    toggle(cohort, "Sex")
    cohort._choice.setCurrentIndex(1)
    assert len(list_shown(cohort)) == cohort._model.columnCount()
    cohort._choice.setCurrentIndex(0)
    cohort._filter.setText("SYN0")
    cohort._on_chosen()
    assert "sex" not in list_shown(cohort)


def test_all_columns_are_shown_again_and_the_first_cannot_be_hidden(cohort):
    for title in ("Sex", "Age (years)"):
        toggle(cohort, title)
    titles = [action.text() for action in cohort.columns.menu.actions()]
    assert "Patient" not in titles
    toggle(cohort, "Show all columns")
    assert len(list_shown(cohort)) == cohort._model.columnCount()


def test_the_menu_is_reached_by_mouse_and_keyboard(cohort, monkeypatch):
    assert cohort.columns.menu.menuAction() in cohort._view.menu().actions()
    names = [button.accessibleName() for button in cohort.findChildren(QToolButton)]
    assert "Columns" in names
    popped: list[object] = []
    # A real menu would hold the keys, which the offscreen platform cannot give.
    monkeypatch.setattr(QMenu, "popup", lambda *arguments: popped.append(arguments[1]))
    header = cohort._view.horizontalHeader()
    header.customContextMenuRequested.emit(header.rect().center())
    assert popped == [header.mapToGlobal(header.rect().center())]


def test_hidden_columns_are_remembered(qtbot, window, cohort):
    toggle(cohort, "Sex")
    assert window.settings.hidden_columns == ("patients.sex",)
    settings.save(window.settings)
    assert settings.load().hidden_columns == ("patients.sex",)
    old = window.pages
    window._view.use_language("fr")
    qtbot.waitUntil(lambda: window.pages is not old, timeout=5_000)
    assert "sex" not in list_shown(window.pages.get_tab(0))


def test_columns_of_the_users_own_are_in_no_preference(cohort, cohort_of, window):
    own = list_own_columns(cohort_of([(30, 15)], patients=[{"patient_id": "P01", "ward": "North"}]))
    assert own <= {"patients.ward"}
    cohort.columns.changed.emit(("patients.sex",))
    assert window.settings.hidden_columns == ("patients.sex",)
