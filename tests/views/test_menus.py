"""The menus: each command has a slot, no shortcut is taken twice, nothing runs without a cohort."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QMenu

from ketgui.text import LANGUAGES
from ketgui.views import menus
from ketgui.views.menu_actions import MenuActions
from ketgui.views.window import MainWindow


def commands() -> list[menus.Command]:
    groups = (*menus.MENUS, menus._HELP)
    return [command for _title, group in groups for command in group if command]


def test_every_command_has_a_slot_of_its_name():
    assert [c.name for c in commands() if not callable(getattr(MenuActions, c.name, None))] == []


def test_no_shortcut_is_given_twice():
    keys = [key for command in commands() for key in command.key.split("; ") if key]
    assert len(keys) == len(set(keys))


def list_states(window: MainWindow, *needs: str) -> set[bool]:
    """Return whether the commands with these needs are enabled."""
    return {
        window.actions_by_name[command.name].isEnabled()
        for command in commands()
        if command.needs in needs
    }


def test_what_needs_a_cohort_is_disabled_until_one_is_open(window):
    assert list_states(window, "cohort", "numbers") == {False}
    assert window.actions_by_name["open_files"].isEnabled()


def test_what_needs_a_cohort_is_enabled_once_one_is_open(window, example_is_open):
    assert list_states(window, "cohort", "numbers") == {True}


def test_a_cohort_without_numbers_can_be_saved_but_not_reported(window, example_is_open):
    menus.enable(window.actions_by_name, cohort=True, numbers=False, files=True)
    assert list_states(window, "cohort") == {True}
    assert list_states(window, "numbers") == {False}


def test_reading_again_and_the_tabs_are_offered_where_they_do_something(window):
    names = ("read_again", "tab_0", "tab_4")
    assert not any(window.actions_by_name[name].isEnabled() for name in names)
    menus.enable(window.actions_by_name, cohort=True, numbers=True, files=False)
    assert [window.actions_by_name[name].isEnabled() for name in names] == [False, True, True]


def test_undo_and_redo_are_named_by_their_step(window):
    actions = window.actions_by_name
    menus.name_steps(actions, "Plan: response & remission", "")
    assert actions["undo"].text() == "Undo: Plan: response && remission"
    assert actions["undo"].iconText() == "Undo"
    assert not actions["redo"].isEnabled()
    menus.name_steps(actions, "", "long " * 40)
    assert len(actions["redo"].text()) < 80


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_entry_of_a_menu_has_a_letter_of_its_own(window, code):
    window._view.use_language(code)
    window._rebuild()
    bar = window.menuBar()
    assert bar.findChildren(QMenu)
    assert_letters_differ(bar.actions())
    for menu in bar.findChildren(QMenu):
        for _time in range(2):
            menus.assign_letters(menu)
        assert_letters_differ(action for action in menu.actions() if action.text())


def assert_letters_differ(actions) -> None:
    texts = [action.text() for action in actions]
    letters = [match.group(1).casefold() for text in texts
               if (match := re.search(r"&(?!&)(.)", text))]  # fmt: skip
    # Seven percentages have six different digits.
    without = [text for text in texts if not re.search("&(?!&)", text)]
    assert not any(set(filter(str.isalnum, text.casefold())) - set(letters) for text in without)
    assert len(set(letters)) == len(letters), texts


def test_the_key_of_a_tab_leads_the_focus_to_the_tabs(qtbot, window, example_is_open):
    window.activateWindow()
    window.actions_by_name["tab_3"].trigger()
    assert window.pages.currentIndex() == 3
    qtbot.waitUntil(window.pages.tabBar().hasFocus)
