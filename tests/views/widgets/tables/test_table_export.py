"""Every table on screen is copied and exported alike, with its merged headings."""

from __future__ import annotations

from zipfile import ZipFile

import pandas as pd
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow
from python_calamine import CalamineWorkbook

from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.reporting.tables.listing import Listing
from ketgui.session.session import Session
from ketgui.statistics.rows import Count, Text
from ketgui.text import bare
from ketgui.views.tabs import TABS
from ketgui.views.widgets.tables import table_export
from ketgui.views.widgets.tables.table_view import (
    ListingModel,
    TableView,
    make_result_table,
)
from tests.acting import read_notice


def values_of(path) -> list:
    return [cell for line in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
            for cell in line]  # fmt: skip


def exported(qtbot, shown, monkeypatch, path, kind) -> str:
    window, view, _model = shown
    monkeypatch.setattr(table_export, "ask_save", lambda *_args: path)
    view.export.ask(kind)
    assert read_notice(window).startswith("Writing ")
    qtbot.waitUntil(lambda: not view.export.busy, timeout=10_000)
    return read_notice(window)


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


def test_very_many_rows_are_copied_without_a_pause(qtbot, shown):
    window, view, model = shown
    rows = ((Text("a", from_file=True), Count(1)),) * 20_000
    model.show_table(DisplayTable.from_cells("long", "Long", ("", "n"), rows))
    QGuiApplication.clipboard().setText("before")
    view.copy()
    assert QGuiApplication.clipboard().text() == "before"
    qtbot.waitUntil(lambda: not view.export.busy, timeout=10_000)
    assert len(QGuiApplication.clipboard().mimeData().text().splitlines()) == 20_001
    assert read_notice(window) == "Copied"


def test_a_table_outside_of_any_window_says_so_itself(qtbot, tmp_path, grouped):
    view, model = make_result_table("Alone")
    qtbot.addWidget(view)
    model.show_table(grouped)
    view.export.write(lambda: grouped, tmp_path / "alone.csv", "csv")
    qtbot.waitUntil(lambda: not view.export.busy, timeout=10_000)
    assert "alone.csv" in read_notice(view)
    assert (tmp_path / "alone.csv").exists()


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


def test_every_tab_has_tables_that_can_be_exported(qtbot, example):
    for entry in TABS[:4]:
        tab = entry.load()(Session())
        qtbot.addWidget(tab)
        tab.show_analysis(example)
        assert any(view.export for view in tab.findChildren(TableView)), entry.key
