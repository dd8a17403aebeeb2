"""The application: Qt's own words in the language chosen, garbage collected where it is asked."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from ketgui.views import application
from ketgui.views.application import Sweeper, describe_choice, load_qt_texts, sweep


def test_qt_speaks_the_language_of_the_program(qapp):
    load_qt_texts("fr")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
    load_qt_texts("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


class _Ring:
    def __init__(self) -> None:
        self.ring = self


def test_a_sweep_collects_what_no_one_refers_to():
    gc.disable()
    rings = [weakref.ref(_Ring()) for _number in range(gc.get_threshold()[0] + 100)]
    assert any(ring() for ring in rings)
    for _generation in range(3):
        sweep()
    assert not any(ring() for ring in rings)


def test_nothing_is_swept_while_the_program_works(monkeypatch):
    sweeps: list[int] = []
    times = iter([10.0, 10.01, 10.9, 11.9, 12.9, 12.91])
    counts = iter([900, 100_001])
    monkeypatch.setattr(application, "sweep", lambda: sweeps.append(1))
    monkeypatch.setattr(application, "process_time", lambda: next(times))
    monkeypatch.setattr(gc, "get_count", lambda: (next(counts, 900), 0, 0))
    sweeper, done = Sweeper(), []
    for _call in range(5):
        sweeper.sweep_if_idle()
        done.append(len(sweeps))
    assert done == [1, 1, 2, 2, 3]


def test_a_list_says_what_it_chooses_when_it_has_the_focus(qtbot):
    box = QComboBox()
    qtbot.addWidget(box)
    box.setAccessibleName("Table shown")
    describe_choice(None, box)
    assert box.accessibleDescription() == "Table shown"
    describe_choice(box, None)
