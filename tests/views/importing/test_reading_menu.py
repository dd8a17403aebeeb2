"""The import page's menus: what a row is, how a column is read, what a column holds."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu, QPushButton

from ketgui.views.importing.chooser import list_choices
from ketgui.views.importing.column_menu import make_column_menu


@pytest.fixture
def page(qtbot, window, tmp_path):
    path = tmp_path / "clinic.csv"
    path.write_text("patient_id;age;madrs_before;madrs_after;ward\nP01;45;27;12;North\n")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        window.session.propose([path])
    return window._import_page


def test_how_a_column_is_read_is_changed_in_a_menu(qtbot, window, page):
    files = page._files
    table = page._imported.mapping.tables[0]
    menu = make_column_menu(files.mapping, table, table.columns[1], files.changed.emit)
    inner = {part.title(): part for part in menu.findChildren(QMenu)}
    words = next(action for action in inner["Decimal mark"].actions() if "comma" in action.text())
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        words.trigger()
    assert told.args[0].mapping.tables[0].columns[1].rule.decimal == ","


def test_what_a_row_is_is_changed_in_a_menu_and_undone(qtbot, window, page):
    menu = page._files._layout.menu()
    rating = next(a for a in menu.actions() if a.text() == "One row per rating")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        rating.trigger()
    assert told.args[0].mapping.tables[0].layout == "assessments"
    assert page._files._layout.text() == "One row per rating"
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        page._undo.click()
    assert page._files._layout.text() == "One row per patient"


def test_a_column_can_be_a_score_before_or_after_though_its_header_is_silent(page):
    titles = [title for title, _path, _given in list_choices(page._files.mapping_model.column(4))]
    assert {"Score (MADRS, before)", "Score (MADRS, after)", "Several events in a cell"} <= set(
        titles
    )
    assert len(titles) == len(set(titles))


def test_ids_are_replaced_on_wish_and_the_key_is_then_offered(qtbot, window, page):
    menu = page._files._reading.menu()
    replaced = next(a for a in menu.actions() if "S01" in a.text())
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        replaced.trigger()
    assert list(told.args[0].cohort.patients["patient_id"]) == ["S01"]
    assert page._key.isVisible()


def test_the_keys_stay_with_the_page_after_an_answer(qtbot, window, tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text("id,sex,madrs_before,madrs_after\nP1,1,30,12\nP2,2,28,9\n")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        window.session.propose([path])
    answers = window._import_page._answers
    found = [b for b in answers.findChildren(QPushButton) if b.text().startswith("1 is Male")]
    button = found[-1]
    button.setFocus()
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        button.click()
    assert window.focusWidget() is answers.list.rows


def test_a_table_of_a_study_says_why_its_header_and_encoding_stay(qtbot, window, page, tmp_path):
    def texts() -> list[str]:
        return [action.text() for action in window._import_page._files._reading.menu().actions()]

    assert "There is no header" in texts()
    page._use.click()
    qtbot.waitUntil(lambda: window.session.analysis is not None, timeout=20_000)
    with qtbot.waitSignal(window.study_file.saved, timeout=20_000):
        window.study_file.save_as(tmp_path / "study.ketgui")
    with qtbot.waitSignal(window.session.study_opened, timeout=20_000):
        window.session.open_study(tmp_path / "study.ketgui")
    window.actions_by_name["show_import"].trigger()
    reading = window._import_page._files._reading
    assert reading.text() == "From the study"
    assert "put clinic.csv beside the study" in reading.toolTip()
    assert reading.toolTip() == texts()[0]
    assert "There is no header" not in texts()
    assert "Use this table" in texts()
