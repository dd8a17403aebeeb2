"""What the menu entries do, and what they say where there is nothing to do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit

from ketgui.views.report.composer.composer import Composer
from tests.acting import read_notice


def visible_dialog(window) -> QDialog:
    return next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())


def test_a_clipboard_without_a_table_is_said(window):
    QGuiApplication.clipboard().setText("one word")
    window.menu_actions.paste_table()
    assert "holds no table" in read_notice(window)


def test_cells_on_the_clipboard_are_read(qtbot, window):
    QGuiApplication.clipboard().setText("id\tMADRS before\tMADRS after\nP1\t30\t12\nP2\t28\t20\n")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as proposed:
        window.menu_actions.paste_table()
    assert proposed.args[0].cohort.enrolled == 2


def test_a_cohort_whose_ids_were_not_replaced_has_no_key(window, example_is_open):
    window.menu_actions.save_key()
    assert "there is no key" in read_notice(window)


@pytest.mark.parametrize(
    ("slot", "title"),
    [
        ("change_plan", "Definitions"),
        ("check_beam_f3", "BeamF3 record check"),
        ("check_consistency", "Consistency of printed summaries"),
        ("show_history", "History"),
        ("show_column_guide", "Column guide"),
        ("show_about", "About KetGUI"),
        ("show_licence", "Licence"),
    ],
)
def test_a_command_opens_its_dialog(window, slot, title):
    getattr(window.menu_actions, slot)()
    dialog = visible_dialog(window)
    assert dialog.windowTitle() == title
    dialog.close()


def test_undo_and_redo_change_the_plan_back_and_again(qtbot, window, example_is_open):
    session = window.session
    earlier = session.plan
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000):
        session.set_plan(replace(session.plan, remission_score=12))
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000):
        window.menu_actions.undo()
    assert session.plan == earlier
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000):
        window.menu_actions.redo()
    assert session.plan.remission_score == 12


def test_the_licence_is_a_text_in_the_window(window):
    window.menu_actions.show_licence()
    dialog = visible_dialog(window)
    text: Any = dialog.findChild(QPlainTextEdit)
    assert "MIT" in text.toPlainText()
    dialog.close()


def test_the_composer_is_in_the_menu(window, example_is_open):
    window.actions_by_name["compose_figure"].trigger()
    dialog = visible_dialog(window)
    assert isinstance(dialog, Composer)
    dialog.close()


def test_f11_fills_the_screen_and_goes_back(window):
    window.menu_actions.show_full_screen()
    assert window.isFullScreen()
    window.menu_actions.show_full_screen()
    assert not window.isFullScreen()
