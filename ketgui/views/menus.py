"""The window's menus and tool bar, declared as data: one command, one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from ketgui.text import _, mark
from ketgui.views import layout

# As much as the Edit menu shows of a step.
_MOST_LETTERS = 60


@dataclass(frozen=True)
class Command:
    """One command of the window.

    Attributes
    ----------
    name : str
        The slot that runs it.
    title : str
        Its text in the menu (English, translated where shown).
    key, icon : str
        Its shortcuts, of which the menu shows the first, and its icon; either may be empty.
    needs : {"", "cohort", "numbers", "files"}
        It is disabled while no cohort is open, while a cohort has no numbers, or where it was read
        from no file.
    """

    name: str
    title: str
    key: str = ""
    icon: str = ""
    needs: Literal["", "cohort", "numbers", "files"] = ""


MENUS: tuple[tuple[str, tuple[Command | None, ...]], ...] = (
    (
        mark("&File"),
        (
            Command("new_study", mark("New study…"), "Ctrl+N", "file-plus"),
            Command("open_files", mark("Open…"), "Ctrl+O", "folder-open"),
            Command("open_sites", mark("Open sites…"), "", "users"),
            Command("read_again", mark("Read the files again"), "F5", "rotate-ccw", "files"),
            Command("open_example", mark("Open the example"), "", "file-spreadsheet"),
            Command("show_import", mark("Columns and answers…"), "Ctrl+I", "list-checks", "cohort"),
            Command("save_study", mark("Save"), "Ctrl+S", "save", "cohort"),
            Command("save_study_as", mark("Save as…"), "Ctrl+Shift+S", "", "cohort"),
            Command("save_template", mark("Save a blank template…"), "", "file-plus"),
            Command("save_filled_template", mark("Save a filled template…"), "", "table-2",
                    "numbers"),
            Command("save_key", mark("Key of the patient ids…"), "", "lock", "cohort"),
            None,
            Command("write_report", mark("Write the report…"), "Ctrl+Shift+E",
                    "download", "numbers"),
            Command("print_sheet", mark("Visit sheet…"), "Ctrl+P", "printer", "numbers"),
            Command("print_course", mark("Course of a patient…"), "", "", "numbers"),
            Command("write_r_script", mark("R script…"), "", "", "numbers"),
            None,
            Command("close", mark("Quit"), "Ctrl+Q"),
        ),
    ),
    (
        mark("&Edit"),
        (
            Command("undo", mark("Undo"), "Ctrl+Z", "undo-2"),
            Command("redo", mark("Redo"), "Ctrl+Shift+Z; Ctrl+Y", "redo-2"),
            None,
            Command("enter_data", mark("Enter data…"), "Ctrl+T", "pencil", "cohort"),
            Command("change_schedule", mark("Visit schedule…"), "", "list-checks", "cohort"),
            Command("paste_table", mark("Paste a table from a spreadsheet"), "Ctrl+V",
                    "clipboard-list"),
        ),
    ),
    (
        mark("&Analysis"),
        (
            Command("change_plan", mark("Change the definitions…"), "Ctrl+D", "settings-2",
                    "cohort"),
            Command("check_beam_f3", mark("BeamF3 record check…")),
            Command("check_consistency", mark("Consistency of printed summaries…")),
            Command("show_history", mark("History…"), "", "history"),
        ),
    ),
    (
        mark("F&igure"),
        (
            Command("compose_figure", mark("Compose a figure…"), "Ctrl+G", "chart-line", "numbers"),
            Command("export_figure_1", mark("Export Figure 1…"), "", "image", "numbers"),
            Command("export_all_figures", mark("Export all figures…"), "", "download", "numbers"),
        ),
    ),
)  # fmt: skip
_HELP = (
    mark("&Help"),
    (
        Command("show_help", mark("Help on what is shown…"), "F1", "circle-question-mark"),
        Command("show_column_guide", mark("Column guide…")),
        Command("validate", mark("Validate this installation…")),
        Command("show_licence", mark("Licence")),
        Command("show_about", mark("About KetGUI")),
    ),
)


@dataclass(frozen=True)
class ViewChoice:
    """A choice of the View menu.

    Attributes
    ----------
    title : str
        The submenu's title as shown; empty where its entries are in the menu itself.
    entries : tuple of (object, str)
        The value of each entry, and its text as shown.
    chosen : object
        The current value.
    choose : callable
        A slot that reads the chosen value from its sender's data.
    """

    title: str
    entries: tuple[tuple[object, str], ...]
    chosen: object
    choose: Callable[[], None]


def build_menus(
    bar: QMenuBar,
    target: QObject,
    tab_titles: tuple[str, ...],
    show_tab: Callable[[], None],
    show_full_screen: Callable[[], None],
    choices: Sequence[ViewChoice],
) -> dict[str, QAction]:
    """Fill the menu bar anew and return the actions by name: the commands', and "tab_0" and so on.

    `target` has a slot of each command's name; `show_tab` reads from its sender's data which tab
    was chosen.
    """
    # Clearing a menu bar leaves its menus in memory.
    for menu in bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        menu.deleteLater()
    bar.clear()
    actions: dict[str, QAction] = {}
    for title, commands in MENUS:
        actions |= _fill(bar, target, title, commands)
    actions |= _add_view_menu(bar, tab_titles, show_tab, show_full_screen, choices)
    actions |= _fill(bar, target, *_HELP)
    for menu in bar.findChildren(QMenu):
        # When it opens, since the names of steps, tabs and studies change.
        menu.aboutToShow.connect(partial(assign_letters, menu))
    return actions


def assign_letters(menu: QMenu) -> None:
    """Give each entry a letter of its own, if there are enough, which opens it in the open menu.

    Letters are chosen here, not in the texts: they are then different in every language.
    """
    # Of "&&", which is shown as "&", both are kept.
    actions = [action for action in menu.actions() if action.text()]
    texts = [re.sub("&(?!&)(?<!&&)", "", action.text()) for action in actions]
    for index, position in _choose_letters(texts).items():
        actions[index].setText(f"{texts[index][:position]}&{texts[index][position:]}")


def _choose_letters(texts: Sequence[str]) -> dict[int, int]:
    """Return the position of a letter in each text, all letters different, initials if they can."""
    owners: dict[str, int] = {}
    positions: dict[int, int] = {}

    def give_letter(index: int, tried: set[str]) -> bool:
        text = texts[index]
        initials = [match.start() for match in re.finditer(r"\b[^\W_]", text)]
        for position in (*initials, *(each for each in range(len(text)) if text[each].isalnum())):
            letter = text[position].casefold()
            if letter in tried:
                continue
            tried.add(letter)
            # Whoever has the letter may take another one.
            if letter not in owners or give_letter(owners[letter], tried):
                owners[letter], positions[index] = index, position
                return True
        return False

    for index in range(len(texts)):
        give_letter(index, set())
    return positions


def enable(actions: Mapping[str, QAction], *, cohort: bool, numbers: bool, files: bool) -> None:
    """Enable the commands that need an open cohort, its numbers, or files; and the tabs."""
    there = {"cohort": cohort, "numbers": numbers, "files": files}
    for name, action in actions.items():
        if name.startswith("tab_"):
            action.setEnabled(numbers)
    for _title, commands in MENUS:
        for command in commands:
            if command and command.needs:
                actions[command.name].setEnabled(there[command.needs])


def name_steps(actions: Mapping[str, QAction], undo_line: str, redo_line: str) -> None:
    """Name in the menu what undo and redo do, and enable them where there is something."""
    for name, title, line in (("undo", _("Undo"), undo_line), ("redo", _("Redo"), redo_line)):
        short = line if len(line) <= _MOST_LETTERS else f"{line[:_MOST_LETTERS]}…"
        action = actions[name]
        action.setEnabled(bool(line))
        # A lone & would make the next letter a key of the menu.
        action.setText(
            _("{title}: {words}", title=title, words=short.replace("&", "&&")) if line else title
        )
        action.setIconText(title)
        action.setToolTip(layout.format_tool_tip(line or title))


def _fill(
    bar: QMenuBar, target: QObject, title: str, commands: tuple[Command | None, ...]
) -> dict[str, QAction]:
    menu = bar.addMenu(_(title))
    actions: dict[str, QAction] = {}
    for command in commands:
        if command is None:
            menu.addSeparator()
        else:
            actions[command.name] = _make_action(target, menu, command)
    return actions


def _add_view_menu(
    bar: QMenuBar,
    tab_titles: tuple[str, ...],
    show_tab: Callable[[], None],
    show_full_screen: Callable[[], None],
    choices: Sequence[ViewChoice],
) -> dict[str, QAction]:
    menu = bar.addMenu(_("&View"))
    tabs: dict[str, QAction] = {}
    for index, title in enumerate(tab_titles):
        action = tabs[f"tab_{index}"] = menu.addAction(title)
        action.setShortcut(QKeySequence(f"Ctrl+{index + 1}"))
        action.setData(index)
        action.triggered.connect(show_tab)
    full = tabs["full_screen"] = menu.addAction(_("Full screen"))
    full.setShortcut(QKeySequence("F11"))
    full.triggered.connect(show_full_screen)
    for choice in choices:
        if choice.title:
            _add_choice(menu.addMenu(choice.title), choice)
        else:
            menu.addSeparator()
            _add_choice(menu, choice)
    return tabs


def _add_choice(menu: QMenu, choice: ViewChoice) -> None:
    # Only one entry of a group can be checked.
    group = QActionGroup(menu)
    for value, title in choice.entries:
        action = menu.addAction(title)
        action.setCheckable(True)
        action.setChecked(value == choice.chosen)
        action.setData(value)
        group.addAction(action)
        action.triggered.connect(choice.choose)


def _make_action(target: QObject, menu: QMenu, command: Command) -> QAction:
    action = menu.addAction(_(command.title))
    if command.key:
        action.setShortcuts(QKeySequence.listFromString(command.key))
    if command.icon:
        action.setIcon(layout.make_icon(command.icon))
    # Slots by name: the menus are data, and a test checks that every name has a slot.
    action.triggered.connect(getattr(target, command.name))
    return action
