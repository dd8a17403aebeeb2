"""The menus: each command has a slot, no shortcut is taken twice, nothing runs without a cohort."""

from __future__ import annotations

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
    menus.enable(window.actions_by_name, cohort=True, numbers=False)
    assert list_states(window, "cohort") == {True}
    assert list_states(window, "numbers") == {False}
