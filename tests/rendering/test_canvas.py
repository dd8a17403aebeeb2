"""A figure in a window: what it says, what it offers, and when it is drawn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from ketgui.rendering import canvas as canvas_module
from ketgui.rendering.canvas import FigureCanvas
from tests.rendering.invented import before_after, figure, horizontal

# The offscreen platform says so whenever a menu or a tooltip opens.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def canvas(qtbot, single) -> FigureCanvas:
    shown = FigureCanvas()
    qtbot.addWidget(shown)
    shown.resize(600, 450)
    shown.set_spec(single)
    shown.show()
    qtbot.waitExposed(shown)
    shown.grab()
    return shown


def on_screen(canvas: FigureCanvas, x: float, y: float) -> QPoint:
    assert canvas._drawing is not None
    return canvas.mapFromScene(canvas._drawing.panels[0].box.to_page(x, y))


def hovered(canvas: FigureCanvas, at: QPoint) -> str:
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, at, canvas.viewport().mapToGlobal(at))
    QApplication.sendEvent(canvas.viewport(), event)
    return QToolTip.text() if QToolTip.isVisible() else ""


def menu_of(canvas: FigureCanvas) -> QMenu:
    at = QPoint(100, 100)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.mapToGlobal(at))
    QApplication.sendEvent(canvas.viewport(), event)
    return next(child for child in canvas.findChildren(QMenu) if child.isVisible())


def test_hovering_says_what_is_under_the_pointer(qtbot, canvas):
    assert hovered(canvas, on_screen(canvas, 1.0, 24.0)) == "P01: 24 → 0\nP18: 24 → 5"
    qtbot.waitUntil(lambda: hovered(canvas, on_screen(canvas, 1.5, 58.0)) == "")


def test_clicking_a_patient_announces_the_id(qtbot, canvas):
    with qtbot.waitSignal(canvas.patient_clicked) as caught:
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(canvas, 1, 24))
    assert caught.args == ["P01"]


def test_clicking_beside_a_patient_announces_nothing(qtbot, canvas):
    with qtbot.assertNotEmitted(canvas.patient_clicked):
        qtbot.mouseClick(
            canvas.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(canvas, 1.5, 58)
        )
        qtbot.mouseClick(
            canvas.viewport(), Qt.MouseButton.RightButton, pos=on_screen(canvas, 1, 24)
        )


def test_the_menu_offers_what_can_be_done(qtbot, canvas, single):
    said: list[object] = []
    canvas.copy_requested.connect(lambda: said.append("copy"))
    canvas.table_requested.connect(lambda: said.append("table"))
    canvas.about_requested.connect(lambda: said.append("about"))
    canvas.export_requested.connect(lambda spec, suffix: said.append((spec.key, suffix)))
    menu = menu_of(canvas)
    actions = [action for action in menu.actions() if not action.isSeparator()]
    assert [action.text() for action in actions] == [
        "Copy",
        "Export PNG…",
        "Export other…",
        "Show as table",
        "About this figure",
    ]
    for action in actions:
        action.trigger()
    assert said == ["copy", ("figure", "png"), ("figure", "svg"), "table", "about"]
    menu.close()


def test_a_canvas_without_a_figure_offers_nothing(qtbot):
    empty = FigureCanvas()
    qtbot.addWidget(empty)
    empty.resize(300, 200)
    empty.show()
    at = QPoint(10, 10)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, empty.mapToGlobal(at))
    QApplication.sendEvent(empty.viewport(), event)
    assert not empty.findChildren(QMenu)
    assert empty._find_under(QPointF(5, 5)) == ("", "")


def test_it_can_be_reached_named_and_read_without_a_mouse(qtbot, canvas):
    assert canvas.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert canvas.accessibleName() == "A figure"
    assert canvas.accessibleDescription() == "In words."
    with qtbot.waitSignal(canvas.copy_requested):
        qtbot.keyClick(canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    with qtbot.assertNotEmitted(canvas.copy_requested):
        qtbot.keyClick(canvas, Qt.Key.Key_X)


def test_many_sizes_in_a_row_are_laid_out_once(qtbot, canvas, monkeypatch):
    made: list[tuple[float, float]] = []

    class Counting(canvas_module.Drawing):
        def __init__(self, spec, width: float, height: float) -> None:
            made.append((width, height))
            super().__init__(spec, width, height)

    monkeypatch.setattr(canvas_module, "Drawing", Counting)
    for width in range(500, 700, 10):
        canvas.resize(width, 400)
    qtbot.waitUntil(lambda: len(made) == 1)
    qtbot.wait(80)
    assert len(made) == 1
    assert made[0][0] / made[0][1] == pytest.approx(690 / 400, rel=0.01)


def test_a_hidden_canvas_draws_nothing(qtbot, single):
    hidden = FigureCanvas()
    qtbot.addWidget(hidden)
    hidden.set_spec(single)
    assert hidden._drawing is None


def test_a_small_canvas_shows_all_of_it_scaled_down(qtbot, four_panels):
    small = FigureCanvas()
    qtbot.addWidget(small)
    small.resize(300, 200)
    small.set_spec(four_panels)
    small.show()
    small.grab()
    assert small._drawing is not None
    assert small.mapFromScene(small._drawing.page).boundingRect().width() <= 302


@pytest.mark.parametrize(("width", "height"), [(900, 300), (300, 900)])
def test_a_kept_ratio_is_that_of_the_page(qtbot, single, width, height):
    kept = FigureCanvas(keep_ratio=True)
    qtbot.addWidget(kept)
    kept.resize(width, height)
    kept.set_spec(single)
    kept.show()
    kept.grab()
    assert kept._drawing is not None
    page = kept.mapFromScene(kept._drawing.page).boundingRect()
    assert page.height() / page.width() == pytest.approx(0.75, rel=0.02)
    assert page.width() <= width + 2
    assert page.height() <= height + 2


def test_chosen_patients_are_shown(canvas):
    before = canvas.grab().toImage()
    canvas.highlight(frozenset({"P05"}))
    assert canvas.grab().toImage() != before
    canvas.highlight(frozenset())
    assert canvas.grab().toImage() == before


def test_patients_chosen_before_a_figure_is_drawn_are_kept(qtbot, canvas, single):
    canvas.highlight(frozenset({"P05"}))
    before = canvas.grab().toImage()
    canvas.set_spec(single)
    assert canvas.grab().toImage() == before


def test_another_figure_replaces_the_first(canvas):
    before: QImage = canvas.grab().toImage()
    canvas.set_spec(figure(horizontal(("Dissociation", "Nausea"), (50, 20))))
    assert canvas.grab().toImage() != before
    canvas.set_spec(figure(before_after()))
    assert canvas.grab().toImage() == before


def test_the_wheel_moves_nothing(qtbot, canvas):
    before = canvas.grab().toImage()
    middle = QPointF(300, 200)
    turned = QWheelEvent(
        middle, canvas.mapToGlobal(middle), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), turned)
    assert canvas.grab().toImage() == before


def drag(canvas: FigureCanvas, start: QPoint, end: QPoint, modifier=None) -> None:
    keys = modifier or Qt.KeyboardModifier.NoModifier
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, keys, start)
    QTest.mouseMove(canvas.viewport(), (start + end) / 2)
    QTest.mouseMove(canvas.viewport(), end)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, keys, end)


def test_a_rectangle_chooses_the_patients_inside(qtbot, canvas):
    everyone = canvas.rect().adjusted(2, 2, -2, -2)
    with qtbot.waitSignal(canvas.patients_chosen) as caught:
        drag(canvas, everyone.topLeft(), everyone.bottomRight())
    ids, adds = caught.args
    assert "P01" in ids
    assert not adds
    at = on_screen(canvas, 1, 24)
    with qtbot.waitSignal(canvas.patients_chosen) as caught:
        drag(canvas, at - QPoint(4, 4), at + QPoint(5, 5), Qt.KeyboardModifier.ControlModifier)
    near, adds = caught.args
    assert "P01" in near
    assert len(near) < len(ids)
    assert adds
    assert not canvas._band.isVisible()


def test_ctrl_adds_a_patient_and_an_empty_place_lets_all_go(qtbot, canvas):
    left, control = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(canvas.patients_chosen) as caught:
        qtbot.mouseClick(canvas.viewport(), left, control, on_screen(canvas, 1, 24))
    assert caught.args == [frozenset({"P01"}), True]
    with qtbot.waitSignal(canvas.patients_chosen) as caught:
        qtbot.mouseClick(canvas.viewport(), left, pos=on_screen(canvas, 1.5, 58))
    assert caught.args == [frozenset(), False]


def test_a_double_click_opens_a_patient_or_shows_the_whole_page(qtbot, canvas):
    left = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(canvas.patient_opened) as caught:
        qtbot.mouseDClick(canvas.viewport(), left, pos=on_screen(canvas, 1, 24))
    assert caught.args == ["P01"]
    whole = canvas.transform().m11()
    canvas.zoom(3, QPointF(100, 100))
    assert canvas.transform().m11() == pytest.approx(3 * whole)
    qtbot.mouseDClick(canvas.viewport(), left, pos=QPoint(2, 2))
    assert canvas.transform().m11() == pytest.approx(whole)


def test_an_enlarged_page_is_shifted_and_never_leaves_the_widget(canvas):
    whole = canvas.mapToScene(0, 0)
    canvas.pan(QPointF(-50, -50))
    assert canvas.mapToScene(0, 0) == whole
    canvas.zoom(4, QPointF(0, 0))
    before, drawn = canvas.mapToScene(0, 0), canvas.grab().toImage()
    canvas.pan(QPointF(-40, 0))
    assert canvas.mapToScene(0, 0).x() > before.x()
    assert canvas.grab().toImage() != drawn
    canvas.pan(QPointF(1e6, 1e6))
    assert canvas.mapToScene(0, 0).x() == pytest.approx(0, abs=1)
    canvas.zoom(0.01, QPointF(0, 0))
    assert canvas.mapToScene(0, 0) == whole
    canvas.zoom(1e6, QPointF(0, 0))
    assert canvas.transform().m11() < 20
