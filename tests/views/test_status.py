"""The status bar: who is counted, what is being done, and Cancel once it takes a while."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMainWindow, QPushButton

from ketgui.session.session import Session
from ketgui.views import status as module
from ketgui.views.status import Status


@pytest.fixture
def window(qtbot, monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE_MS", 10)
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def session(qapp):
    made = Session()
    yield made
    made.wait()


@pytest.fixture
def status(window, session):
    return Status(window.statusBar(), session)


def test_the_counts_are_shown_and_open_what_they_count(qtbot, status, example):
    from ketgui.importing import import_files
    from ketgui.views.menu_actions import find_example

    status.show_state(example, import_files([find_example()]))
    assert {"21 enrolled", "21 analysed"} <= set(status.texts())
    with qtbot.waitSignal(status.patients_wanted):
        status._enrolled.click()
    with qtbot.waitSignal(status.problems_wanted):
        status._problems.click()


def test_without_a_file_there_are_no_counts(status):
    status.show_state(None, None)
    assert status._enrolled.isHidden()
    assert status._problems.isHidden()


def test_short_work_offers_no_cancel(qtbot, window, status):
    status.show_busy("Reading…")
    assert status.activity == "Reading…"
    status.show_busy("")
    qtbot.wait(30)
    assert status._cancel.isHidden()
    assert status.activity == ""


def test_long_work_shows_its_progress_and_can_be_cancelled(qtbot, window, status, session):
    cancelled: list[str] = []
    session.busy_changed.connect(cancelled.append)
    status.show_busy("Reading…")
    qtbot.waitUntil(lambda: not status._cancel.isHidden())
    session.progress.emit(0.5, "Reading a.csv…")
    assert status._share.value() == status._share.maximum() / 2
    assert status.activity == "Reading a.csv…"
    status._cancel.click()
    assert cancelled == [""]


def test_a_cleared_status_leaves_nothing_in_the_bar(qtbot, window, status):
    status.clear()
    qtbot.waitUntil(lambda: not window.statusBar().findChildren(QPushButton))
