"""Every control of every tab and dialog says what it is to who does not see it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from ketgui.views.adverse_events.event_list import EventList
from ketgui.views.tabs import TABS
from tests.acting import visit

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
    QTextEdit,
)  # fmt: skip
# What Qt makes itself within these has its own name, or takes that of its owner.
OWNERS = (QComboBox, QAbstractSpinBox, QAbstractItemView, QLineEdit, QDialogButtonBox, QTabBar)
COMMANDS = (
    "change_plan", "check_beam_f3", "check_consistency", "show_history", "show_help",
    "show_column_guide", "show_about", "write_report", "export_figure_1",
)  # fmt: skip


def is_qts_own(control: QWidget, within: QWidget) -> bool:
    owner = control.parentWidget()
    while owner is not None and owner is not within:
        if isinstance(owner, OWNERS):
            return True
        owner = owner.parentWidget()
    return control.objectName().startswith("qt_")


def name_of(control: QWidget, labels: dict[QWidget, str]) -> str:
    said = control.text() if isinstance(control, QAbstractButton) else ""
    return control.accessibleName() or said or labels.get(control, "")


def nameless(within: QWidget) -> Iterator[str]:
    labels = {one.buddy(): one.text() for one in within.findChildren(QLabel) if one.buddy()}
    for control in within.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or is_qts_own(control, within):
            continue
        if not name_of(control, labels).strip():
            yield f"{type(control).__name__} in {type(control.parentWidget()).__name__}"


def opened(window: QWidget) -> QDialog:
    (dialog,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    return dialog


@pytest.mark.parametrize("place", range(len(TABS)), ids=lambda place: TABS[place].key)
def test_every_control_of_a_tab_has_a_name(window, example_is_open, place):
    tab = visit(window, place)
    assert len(tab.findChildren(QWidget)) > 20
    assert list(nameless(tab)) == []


def test_the_frame_and_the_import_page_have_names(window, example_is_open):
    window.menu_actions.show_import()
    assert list(nameless(window)) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_control_of_a_dialog_has_a_name(window, example_is_open, command):
    getattr(window.menu_actions, command)()
    dialog = opened(window)
    assert dialog.windowTitle()
    assert list(nameless(dialog)) == []
    dialog.close()


def test_the_composer_and_a_patients_page_have_names(window, example_is_open):
    visit(window, 4).compose()
    assert list(nameless(opened(window))) == []
    opened(window).close()
    window.pages.get_tab(0).patient_wanted.emit("SYN03")
    assert list(nameless(opened(window))) == []
    opened(window).close()


def test_what_corrects_a_value_has_names(window, example_is_open):
    cohort = visit(window, 0)
    cohort._correct(cohort._model.index(0, 1))
    assert list(nameless(opened(window))) == []
    opened(window).close()


@pytest.fixture
def events(qtbot, session):
    listed = EventList(session)
    qtbot.addWidget(listed)
    listed.show_analysis(session.analysis)
    qtbot.waitUntil(lambda: listed.model.rowCount() > 0, timeout=5_000)
    yield listed
    # Dialogs that were closed are gone before what they stood over.
    qtbot.wait(10)


def test_what_enters_changes_and_removes_an_event_has_names(events):
    for act in (events.add, events.change, events.remove):
        events.view.selectRow(0)
        act.trigger()
        assert list(nameless(opened(events))) == []
        opened(events).close()


def test_a_control_without_a_name_is_found(qtbot):
    within = QWidget()
    qtbot.addWidget(within)
    QComboBox(within)
    named, label = QComboBox(within), QLabel("Figure", within)
    label.setBuddy(named)
    assert list(nameless(within)) == ["QComboBox in QWidget"]
