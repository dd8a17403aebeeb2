"""Every table on screen is copied and exported alike, with its merged headings."""

from __future__ import annotations

from zipfile import ZipFile

import pandas as pd
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox
from python_calamine import CalamineWorkbook

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.importing import import_text
from ketgui.reporting.tables.display_table import DisplayTable, HeaderGroup, build_table
from ketgui.reporting.tables.listing import Listing
from ketgui.session.session import Session
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.outcomes.groups import Groups
from ketgui.statistics.rows import Count, Share, Text
from ketgui.text import bare
from ketgui.views import layout
from ketgui.views.protocol.tab import ProtocolTab
from ketgui.views.tabs import TABS
from ketgui.views.widgets.tables import table_export
from ketgui.views.widgets.tables.table_view import (
    ListingModel,
    TableView,
    copy_button,
    export_button,
    result_table,
)


def values_of(path) -> list:
    return [cell for line in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
            for cell in line]  # fmt: skip


GROUPED = DisplayTable.from_cells(
    "by_sex",
    "Events by sex",
    ("", "Patients", "Events", "Patients", "Events"),
    (
        (Text("Nausea", from_file=True), Share(1, 10), Count(2), Share(0, 11), Count(0)),
        (Text("=1+1", from_file=True), Share(2, 10), Count(3), Share(1, 11), Count(1)),
    ),
    groups=(HeaderGroup("", 1), HeaderGroup("Female (N = 10)", 2), HeaderGroup("Male (N = 11)", 2)),
    indents=(0, 1),
    n=21,
)


@pytest.fixture
def shown(qtbot):
    window = QMainWindow()
    view, model = result_table("Events by sex")
    window.setCentralWidget(view)
    qtbot.addWidget(window)
    window.resize(700, 300)
    window.show()
    qtbot.waitExposed(window)
    model.show_table(GROUPED)
    view.fit_rows()
    return window, view, model


def exported(qtbot, shown, monkeypatch, path, kind) -> str:
    window, view, _model = shown
    monkeypatch.setattr(table_export, "ask_save", lambda *_args: path)
    view.export.ask(kind)
    assert window.statusBar().currentMessage().startswith("Writing ")
    qtbot.waitUntil(lambda: not view.export.busy, timeout=10_000)
    return window.statusBar().currentMessage()


def test_a_table_is_written_with_merged_headings_and_its_denominator(
    qtbot, shown, monkeypatch, tmp_path
):
    said = exported(qtbot, shown, monkeypatch, tmp_path / "by-sex", "xlsx")
    assert said == f"The table is in {tmp_path / 'by-sex.xlsx'}."
    values = values_of(tmp_path / "by-sex.xlsx")
    assert "Events by sex (N = 21)" in values
    assert "Female (N = 10)" in values
    # A formula would come back as its result.
    assert "=1+1" in values
    with ZipFile(tmp_path / "by-sex.xlsx") as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<mergeCell ") >= 2


def test_csv_has_the_groups_in_its_one_line_of_headings(qtbot, shown, monkeypatch, tmp_path):
    exported(qtbot, shown, monkeypatch, tmp_path / "by-sex.csv", "csv")
    lines = (tmp_path / "by-sex.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].split(",")[1:3] == ["Female (N = 10): Patients", "Female (N = 10): Events"]
    assert lines[2].startswith("'=1+1")


@pytest.mark.parametrize("kind", ["csv", "docx", "html"])
def test_every_kind_of_file_is_written(qtbot, shown, monkeypatch, tmp_path, kind):
    exported(qtbot, shown, monkeypatch, tmp_path / f"table.{kind}", kind)
    assert (tmp_path / f"table.{kind}").stat().st_size > 50


def test_a_folder_that_cannot_be_written_to_is_said(qtbot, shown, monkeypatch, tmp_path):
    said = exported(qtbot, shown, monkeypatch, tmp_path / "missing" / "table.csv", "csv")
    assert "was not written" in said


def test_thinking_better_of_it_writes_nothing(qtbot, shown, monkeypatch):
    monkeypatch.setattr(table_export, "ask_save", lambda *_args: None)
    shown[1].export.ask("csv")
    assert not shown[1].export.busy


def test_a_document_is_not_made_of_a_hundred_thousand_rows(qtbot, shown, monkeypatch, tmp_path):
    rows = ((Text("a"), Count(1)),) * 5_001
    shown[2].show_table(DisplayTable.from_cells("long", "Long", ("", "n"), rows))
    said = exported(qtbot, shown, monkeypatch, tmp_path / "long.docx", "docx")
    assert "5001 rows" in said
    assert not (tmp_path / "long.docx").exists()


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


def test_very_many_rows_are_copied_without_a_pause(qtbot, shown):
    window, view, model = shown
    rows = ((Text("a", from_file=True), Count(1)),) * 20_000
    model.show_table(DisplayTable.from_cells("long", "Long", ("", "n"), rows))
    QGuiApplication.clipboard().setText("before")
    view.copy()
    assert QGuiApplication.clipboard().text() == "before"
    qtbot.waitUntil(lambda: not view.export.busy, timeout=10_000)
    assert len(QGuiApplication.clipboard().mimeData().text().splitlines()) == 20_001
    assert window.statusBar().currentMessage() == "The table is copied."


def test_a_table_outside_of_any_window_says_so_itself(qtbot, tmp_path):
    view, model = result_table("Alone")
    qtbot.addWidget(view)
    model.show_table(GROUPED)
    view.export.write(lambda: GROUPED, tmp_path / "alone.csv", "csv")
    qtbot.waitUntil(lambda: bool(view.findChildren(QMessageBox)), timeout=10_000)
    box = view.findChildren(QMessageBox)[0]
    assert "alone.csv" in box.text()
    box.close()


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


def test_a_listing_is_exported_with_its_numbers(qtbot, monkeypatch, tmp_path):
    frame = pd.DataFrame({"patient_id": ["A", "B"], "score": [27.5, None], "n": [2.0, 3.0]})
    listing = Listing(frame, ("Patient", "Score", "n"), (False, True, True), (str, bare, bare))
    model = ListingModel()
    view = TableView(model, "Patients")
    window = QMainWindow()
    window.setCentralWidget(view)
    qtbot.addWidget(window)
    model.show_listing(listing)
    exported(qtbot, (window, view, model), monkeypatch, tmp_path / "patients.xlsx", "xlsx")
    values = values_of(tmp_path / "patients.xlsx")
    assert 27.5 in values
    assert 3 in values
    view.selectRow(0)
    view.copy()
    assert QGuiApplication.clipboard().mimeData().text().splitlines()[1:] == ["A\t27.5\t2"]


def test_an_empty_view_copies_nothing(qtbot):
    view, _model = result_table("Nothing")
    qtbot.addWidget(view)
    QGuiApplication.clipboard().setText("kept")
    view.copy()
    view.export.ask("csv")
    assert QGuiApplication.clipboard().text() == "kept"
    listing_view = TableView(ListingModel(), "Nothing")
    qtbot.addWidget(listing_view)
    listing_view.copy()
    assert QGuiApplication.clipboard().text() == "kept"


def test_every_tab_has_tables_that_can_be_exported(qtbot, example):
    for kind in TABS[:4]:
        tab = kind(Session())
        qtbot.addWidget(tab)
        tab.show_analysis(example)
        assert any(view.export for view in tab.findChildren(TableView)), kind.key


@pytest.mark.parametrize("width", [1200, 460, 220])
def test_numbers_are_never_cut_and_every_column_can_be_reached(qtbot, example, width):
    view, model = result_table("Change by group")
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
    rows = model.rowCount() * layout.ROW_HEIGHT
    assert view.viewport().height() >= rows


def test_a_reason_gives_way_so_that_all_numbers_are_in_sight(qtbot):
    view, model = result_table("Infusions received")
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
    view, model = result_table("Infusions received")
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
    assert (view.rowHeight(0) == layout.ROW_HEIGHT) == wide
    assert view.rowHeight(1) == layout.ROW_HEIGHT
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
