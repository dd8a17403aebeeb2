"""A table on screen: its menu and buttons, and room for its numbers and words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMenu

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.importing import import_text
from ketgui.reporting.tables.display_table import DisplayTable, build_table
from ketgui.session.session import Session
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.outcomes.groups import Groups
from ketgui.statistics.rows import Count, Share, Text
from ketgui.views import layout
from ketgui.views.protocol.tab import ProtocolTab
from ketgui.views.widgets.tables.table_view import (
    ListingModel,
    TableView,
    copy_button,
    export_button,
    make_result_table,
)


def test_a_table_is_copied_whole_or_in_part(qtbot, shown):
    view = shown[1]
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines()[0].split("\t")[1] == "Female (N = 10)"
    assert len(data.text().splitlines()) == 4
    assert 'colspan="2"' in data.html()
    view.selectRow(1)
    view.copy()
    assert "Nausea" not in QGuiApplication.clipboard().mimeData().text()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_and_the_button_offer_every_kind(qtbot, shown):
    view = shown[1]
    menu = view.menu()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Copy table", "Export to Excel…", "Export to CSV…", "Export to Word…",
        "Export to a web page…",
    ]  # fmt: skip
    menu.close()
    assert view.export_button.isVisible()
    header = view.horizontalHeader()
    assert header.length() + view.export_button.width() <= view.viewport().width()
    qtbot.mouseClick(view.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in view.findChildren(QMenu)))
    for one in view.findChildren(QMenu):
        one.close()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_buttons_beside_a_table_do_the_same(qtbot, shown):
    view = shown[1]
    copy, export = copy_button(view), export_button(view)
    for button in (copy, export):
        qtbot.addWidget(button)
    copy.click()
    assert "Nausea" in QGuiApplication.clipboard().mimeData().text()
    export.click()
    menu = next(one for one in view.findChildren(QMenu) if one.isVisible())
    assert "Export to Word…" in [action.text() for action in menu.actions()]
    menu.close()


def test_groups_stand_above_their_columns(shown):
    view, model = shown[1:]
    twice = view.horizontalHeader().sizeHint().height()
    assert model.index(1, 0).data().startswith("\u2003")
    assert not view.grab().toImage().isNull()
    model.show_table(DisplayTable.from_cells("plain", "Plain", ("", "n"), ((Text("a"), Count(1)),)))
    assert view.horizontalHeader().sizeHint().height() * 2 == twice


def test_an_empty_view_copies_nothing(qtbot):
    view, _model = make_result_table("Nothing")
    qtbot.addWidget(view)
    QGuiApplication.clipboard().setText("kept")
    view.copy()
    view.export.ask("csv")
    assert QGuiApplication.clipboard().text() == "kept"
    listing_view = TableView(ListingModel(), "Nothing")
    qtbot.addWidget(listing_view)
    listing_view.copy()
    assert QGuiApplication.clipboard().text() == "kept"


@pytest.mark.parametrize("width", [1200, 460, 220])
def test_numbers_are_never_cut_and_every_column_can_be_reached(qtbot, example, width):
    view, model = make_result_table("Change by group")
    qtbot.addWidget(view)
    view.resize(width, 300)
    view.show()
    qtbot.waitExposed(view)
    model.show_table(build_table(example[Groups]))
    view.fit_rows()
    header = view.horizontalHeader()
    for column in range(model.columnCount()):
        if model.is_number(column):
            assert header.sectionSize(column) >= view.sizeHintForColumn(column)
    in_sight = header.length() <= view.viewport().width()
    assert in_sight or view.horizontalScrollBar().isVisible()
    assert in_sight == (width == 1200) or width == 460
    rows = model.rowCount() * layout.measure_row_height()
    assert view.viewport().height() >= rows


def test_a_reason_gives_way_so_that_all_numbers_are_in_sight(qtbot):
    view, model = make_result_table("Infusions received")
    qtbot.addWidget(view)
    view.resize(420, 300)
    view.show()
    qtbot.waitExposed(view)
    rows = (
        (Text("Days between infusions, median"), Count(7), Count(12)),
        (Text("Days from TMS, median"), Unavailable("no date or study day is recorded"), Text("")),
    )
    model.show_table(DisplayTable.from_cells("exposure", "", ("", "Value", "Range"), rows))
    assert view.sizeHintForColumn(1) > view.fontMetrics().horizontalAdvance("a number of a few")
    view.fit_rows()
    assert view.horizontalHeader().length() <= view.viewport().width()
    assert view.columnWidth(1) >= view.sizeHintForIndex(model.index(0, 1)).width()


@pytest.mark.parametrize("width", [1200, 250])
def test_words_that_have_no_room_go_on_in_a_next_line(qtbot, width):
    long = "Infusions received, of those planned"
    view, model = make_result_table("Infusions received")
    qtbot.addWidget(view)
    view.resize(width, 300)
    view.show()
    qtbot.waitExposed(view)
    rows = ((Text(long), Share(4, 21)), (Text("Infusions"), Share(2, 21)))
    model.show_table(
        DisplayTable.from_cells("exposure", "", ("", "Patients who received it n/N (%)"), rows)
    )
    view.fit_rows()
    assert view.horizontalHeader().length() <= view.viewport().width()
    wide = width == 1200
    assert (view.rowHeight(0) == layout.measure_row_height()) == wide
    assert view.rowHeight(1) == layout.measure_row_height()
    one_line = view.fontMetrics().lineSpacing()
    assert (view.horizontalHeader().height() > 2 * one_line) != wide
    # Every line is in sight.
    room = view.columnWidth(0) - 2 * layout.STEP
    flags = Qt.TextFlag.TextWordWrap
    lines = view.fontMetrics().boundingRect(QRect(0, 0, room, 0), flags, long)
    assert view.rowHeight(0) >= lines.height()
    heights = sum(view.rowHeight(row) for row in range(2))
    assert view.viewport().height() >= heights


def test_treatment_that_nobody_recorded_is_said_in_words(qtbot):
    cohort = import_text("patient,madrs_before,madrs_after\nA,30,12\nB,28,27\n").cohort
    assert cohort is not None
    tab = ProtocolTab(Session())
    qtbot.addWidget(tab)
    tab.show_analysis(analyse(cohort, AnalysisPlan()))
    assert tab._tms.isHidden()
    assert tab._no_tms.text() == "Nothing is recorded."
    assert not tab._no_tms.isHidden()


def test_a_table_that_its_own_new_height_resizes_is_laid_out_a_few_times(
    qtbot, example, monkeypatch
):
    view, model = make_result_table("Groups")
    qtbot.addWidget(view)
    model.show_table(build_table(example[Groups]))
    heights: list[int] = []

    def set_height(height: int) -> None:
        # As a bar does that appears with the new height and takes from the width, or goes.
        heights.append(height)
        view.resize(300 + 20 * (len(heights) % 2), 200)
        view.resizeEvent(QResizeEvent(view.size(), view.size()))

    monkeypatch.setattr(view, "setFixedHeight", set_height)
    view.fit_rows()
    assert 1 < len(heights) < 5


def test_the_bands_of_the_rows_and_the_line_of_the_header_go_to_the_edge(qtbot):
    view, model = make_result_table("Counts")
    qtbot.addWidget(view)
    rows = (("one", "1"), ("two", "2"), ("three", "3"))
    model.show_table(DisplayTable("counts", "Counts", ("", "n"), rows, (False, True)))
    view.resize(500, 200)
    view.show()
    assert view.horizontalHeader().length() < 300
    view.selectRow(2)
    picture = view.viewport().grab().toImage()
    palette = view.palette()
    colours = [picture.pixelColor(400, view.rowViewportPosition(row) + 4) for row in range(3)]
    assert colours == [palette.base().color(), palette.alternateBase().color(),
                       palette.highlight().color()]  # fmt: skip
    header = view.horizontalHeader().viewport().grab().toImage()
    assert header.pixelColor(400, header.height() - 1).name() == palette.mid().color().name()
