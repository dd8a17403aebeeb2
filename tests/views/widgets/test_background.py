"""Work off the main thread: the newest is received, an error is not lost, a widget may go."""

from __future__ import annotations

from threading import Event, get_ident

import pytest
from PySide6.QtCore import QObject

from ketgui.text import _, use_language
from ketgui.views.widgets.background import Background


@pytest.fixture
def background(qapp):
    owner = QObject()
    yield Background(owner)
    owner.deleteLater()


def test_the_newest_alone_is_received_and_in_the_main_thread(qtbot, background):
    begun, go = Event(), Event()
    received: list[tuple[str, int]] = []

    def slow() -> str:
        begun.set()
        go.wait(5)
        return "old"

    background.start(slow, lambda words: received.append((words, get_ident())))
    assert begun.wait(5)
    overtaken: list[str] = []
    background.start(lambda: overtaken.append("ran"), received.append)
    background.start(lambda: "new", lambda words: received.append((words, get_ident())))
    assert background.busy
    go.set()
    qtbot.waitUntil(lambda: not background.busy, timeout=5_000)
    assert received == [("new", get_ident())]
    # What was overtaken before its turn is not even begun.
    assert overtaken == []


def test_work_speaks_the_language_of_whoever_asked(qtbot, background):
    use_language("fr")
    received: list[str] = []
    background.start(lambda: _("Yes"), received.append)
    use_language("en")
    qtbot.waitUntil(lambda: bool(received), timeout=5_000)
    assert received == ["Oui"]


def test_an_error_reaches_the_main_thread(qtbot, background):
    received: list[object] = []
    with qtbot.captureExceptions() as caught:
        background.start(lambda: 1 / 0, received.append)
        qtbot.waitUntil(lambda: bool(caught), timeout=5_000)
    assert caught[0][0] is ZeroDivisionError
    assert not background.busy
    assert received == []


def test_a_widget_may_go_before_its_work_is_done(qtbot):
    owner, go, ended = QObject(), Event(), Event()

    def work() -> None:
        go.wait(5)
        ended.set()

    received: list[object] = []
    Background(owner).start(work, received.append)
    owner.deleteLater()
    del owner
    qtbot.wait(10)
    go.set()
    assert ended.wait(5)
    qtbot.wait(50)
    assert received == []
