"""The real window, and the session behind it."""

from __future__ import annotations

import pytest

from ketgui.session import Session
from ketgui.settings import Settings
from ketgui.views.command_slots import example_path
from ketgui.views.window import MainWindow
from tests.end_to_end.acting import settled


@pytest.fixture
def window(qtbot):
    """A window that nothing is open in."""
    shown = MainWindow(Session(), Settings())
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.session.wait()


@pytest.fixture
def example_is_open(qtbot, window) -> None:
    """Open the example in the window."""
    settled(qtbot, window.session, lambda: window.session.open([example_path()]))


@pytest.fixture
def session(qtbot):
    """A session without a window, in which the example is open."""
    made = Session()
    settled(qtbot, made, lambda: made.open([example_path()]))
    yield made
    made.wait()
