"""A figure on screen: copied, exported, shown as a table, and explained."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QTabWidget, QToolButton

from ketgui.figures.catalogue import FIGURES
from ketgui.figures.catalogue.outcomes import before_after
from ketgui.views.widgets.figures.figure_view import FigureView
from ketgui.views.widgets.tables.table_view import TableView


@pytest.fixture
def view(qtbot, example):
    made = FigureView(FIGURES[0])
    qtbot.addWidget(made)
    made.show_analysis(example)
    return made


def dialog_of(view: FigureView) -> QDialog:
    return next(dialog for dialog in view.findChildren(QDialog) if dialog.isVisible())


def test_the_figure_is_copied_as_a_picture_of_300_dpi(view):
    view.copy()
    picture = QGuiApplication.clipboard().image()
    assert picture.width() == round(view.spec.width_mm / 25.4 * 300)


def test_its_data_are_shown_as_a_table(view):
    view.show_as_table()
    dialog = dialog_of(view)
    # Figure 1 has a tab for each of its panels.
    (tabs,) = dialog.findChildren(QTabWidget)
    names = [tabs.tabText(index) for index in range(tabs.count())]
    assert names[:2] == ["A Patients", "B Adverse events"]
    assert len(dialog.findChildren(TableView)) == 4
    dialog.close()


def test_a_figure_of_one_panel_is_one_table(view, example):
    view.show_figure(before_after.FIGURE, example)
    view.show_as_table()
    dialog = dialog_of(view)
    (table,) = dialog.findChildren(TableView)
    model = table.model()
    headers = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert headers == ["Patient", "Before", "After", "Result"]
    assert model.rowCount() == 21 + 1
    dialog.close()


def test_its_caption_says_what_it_shows(view):
    view.show_about()
    dialog = dialog_of(view)
    (label,) = dialog.findChildren(QLabel)
    assert label.text() == view.spec.caption
    dialog.close()


def test_ctrl_e_exports_it_as_png(qtbot, view):
    button = next(b for b in view.findChildren(QToolButton) if b.text() == "Export PNG…")
    assert button.shortcut().toString() == "Ctrl+E"
    with qtbot.waitSignal(view.export_wanted) as wanted:
        button.click()
    assert wanted.args == [view.spec, "png"]


def test_before_an_analysis_there_is_nothing_to_copy(qtbot):
    empty = FigureView(FIGURES[0])
    qtbot.addWidget(empty)
    QGuiApplication.clipboard().setText("before")
    empty.copy()
    assert QGuiApplication.clipboard().text() == "before"
    assert empty.spec is None


def test_it_is_drawn_in_the_lowest_window(view):
    view.resize(600, view.minimumSizeHint().height())
    view.show()
    assert not view._canvas.grab().isNull()
    assert view._canvas._drawing is not None
