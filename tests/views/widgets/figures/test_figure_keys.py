"""A figure by keyboard: arrows go from patient to patient, and its values are in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from ketgui.figures.spec import Axis, Bars, FigureSpec, Panel, Points
from ketgui.rendering.canvas import FigureCanvas
from ketgui.views.widgets.figures.figure_keys import FigureKeys, describe_figure

PATIENTS = Points((1.0, 2.0), (30.0, 9.0), "#000000", ids=("B", "A"), hover=("B\n30", "A\n9"))
MEANS = Points((1.0,), (19.5,), "#000000", hover=("Mean\n19.5",))
RATES = Bars((0.0,), (1.0,), (0.0,), (50.0,), "#000000", hover=("Response: 1/2",))


def make_spec(*marks) -> FigureSpec:
    panel = Panel(Axis(0, 3), Axis(0, 60), marks)
    return FigureSpec("f", "Scores", (panel,), summary="Scores of two patients.")


@pytest.fixture
def canvas(qtbot):
    shown = FigureCanvas()
    qtbot.addWidget(shown)
    return shown


@pytest.fixture
def keys(canvas):
    made = FigureKeys(canvas)
    canvas.set_spec(make_spec(PATIENTS, MEANS))
    made.show_spec(make_spec(PATIENTS, MEANS))
    return made


def test_arrows_go_round_the_patients_in_order(qtbot, canvas, keys):
    seen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(canvas, key)
        seen.append(keys.current)
    assert seen == ["A", "B", "A", "B"]


def test_space_selects_and_enter_opens_the_current_patient(qtbot, canvas, keys):
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    with qtbot.waitSignal(canvas.patients_chosen) as chosen:
        qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert chosen.args == [frozenset({"B"}), True]
    with qtbot.waitSignal(canvas.patient_opened) as opened:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert opened.args == ["B"]


def test_each_patient_is_announced_with_the_values(qtbot, canvas, keys, monkeypatch):
    announced: list[str] = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: announced.append(event.message())
    )
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert announced == ["A, 9"]


def test_a_figure_is_described_by_its_values():
    assert describe_figure(make_spec(MEANS, RATES), False) == (
        "Scores of two patients. Mean, 19.5; Response: 1/2"
    )
    assert "Arrow keys" in describe_figure(make_spec(PATIENTS), True)


def test_a_screen_reader_hears_of_a_graphic(canvas):
    interface = QAccessible.queryAccessibleInterface(canvas)
    assert interface.role() == QAccessible.Role.Graphic


def test_another_figure_without_the_patient_ends_the_walk(qtbot, canvas, keys):
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    keys.show_spec(make_spec(MEANS))
    assert keys.current == ""
