"""Rows X01–X23 of the hard inputs: workbooks, honest and otherwise."""

from __future__ import annotations

import datetime as dt
import io
import multiprocessing
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter

from ketgui.importing import Cancelled, Import, import_files
from ketgui.importing.tables.readers import raw_cells, sandbox, workbook_cells, workbook_scan
from ketgui.importing.tables.readers import workbook as workbook_reader
from ketgui.importing.tables.readers.workbook_cells import RefusedError
from ketgui.importing.tables.readers.workbook_scan import scan
from ketgui.importing.tables.text_table import CodedText

Keys = Callable[[Import], set[str]]
ROWS = [["id", "MADRS before", "MADRS after"], ["P1", 30, 12], ["P2", 28, 27]]


def rewritten(path: Path, changes: dict[str, Callable[[bytes], bytes]], **more: bytes) -> Path:
    """Change a workbook's parts in place, and add others."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            parts[name] = changes[name](content) if name in changes else content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | more).items():
            archive.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_cells_are_read_as_a_person_sees_them() -> None:
    shown = raw_cells.format_cell
    assert [shown(cell) for cell in (1001.0, 27.5, 1e20, True, False, "a", dt.time(10, 30))] == [
        "1001", "27.5", "100000000000000000000", "TRUE", "FALSE", "a", "10:30:00",
    ]  # fmt: skip
    assert shown(dt.datetime(2024, 2, 1, 8, 30)) == "2024-02-01 08:30"
    assert shown(dt.date(2024, 2, 1)) == "2024-02-01"


def test_typed_cells_need_no_marks(workbook: Any) -> None:
    rows = [
        ["id", "MADRS before", "MADRS after", "age"],
        [1001, 30, 12.5, 51.234],
        ["002", 28, 27, 50],
    ]
    imported = import_files([workbook(Patients=rows)])
    assert imported.cohort is not None, imported.issues
    assert list(imported.cohort.patients["patient_id"]) == ["1001", "002"]
    assert imported.cohort.patients["age"][0] == 51.234


def test_true_one_and_text_stay_apart() -> None:
    cells = CodedText.of_raw(*raw_cells.code_cells([True, 1.0, "1", ""]))
    assert list(cells.texts()) == ["TRUE", "1", "1", ""]
    assert list(cells.typed[cells.codes]) == [True, True, False, False]


def test_an_id_that_became_a_date_is_warned_of(tmp_path: Path, keys: Keys) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        date = book.add_format({"num_format": "d-m"})
        sheet.write_datetime(1, 0, dt.datetime(2024, 3, 2), date)
    assert "date_as_id" in keys(import_files([path]))


def test_dates_of_1904_are_converted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"date_1904": True}) as book:
        sheet = book.add_worksheet("Assessments")
        sheet.write_row(0, 0, ["id", "moment", "date", "score"])
        sheet.write_row(1, 0, ["P1", "before"])
        sheet.write_datetime(
            1, 2, dt.datetime(2024, 3, 2), book.add_format({"num_format": "d/m/yy"})
        )
        sheet.write_number(1, 3, 30)
    table = import_files([path]).tables[0]
    assert table.columns[2].at(0) == "2024-03-02"


def test_formulas_never_computed_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.write(1, 1, "=15*2", None, "")
    issue = import_files([path]).issues[0]
    assert (issue.severity, issue.key, issue.row, issue.column) == ("error", "uncomputed", 2, "B")


def test_an_error_cell_is_no_missing_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.write(1, 2, "=1/0", None, "#DIV/0!")
    imported = import_files([path])
    issue = next(i for i in imported.issues if i.key == "error_cell")
    assert (issue.severity, issue.row, issue.column) == ("warning", 2, "C")
    assert "#DIV/0!" in issue.message


def test_hidden_and_merged_cells_are_said(tmp_path: Path, keys: Keys) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        first = book.add_worksheet("Notes")
        first.write(0, 0, "seen")
        sheet = book.add_worksheet("Patients")
        for number, row in enumerate([*ROWS, ["P3", 29, 20], ["P4", 29, 20]]):
            sheet.write_row(number, 0, row)
        sheet.hide()
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.merge_range("D2:D4", "group")
        book.add_chartsheet("Chart")
    imported = import_files([path])
    assert {"hidden_sheet", "hidden_cells", "merged_cells"} <= keys(imported)
    assert imported.cohort is not None
    assert imported.cohort.enrolled == 4


def test_formula_like_text_is_only_text(workbook: Any) -> None:
    rows = [["id", "MADRS before", "MADRS after"], ["'=cmd|x", 30, 12]]
    imported = import_files([workbook(Patients=rows)])
    assert imported.cohort is not None
    assert imported.cohort.patients["patient_id"][0] == "'=cmd|x"


def _extent(content: bytes) -> bytes:
    row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return content.replace(b"</sheetData>", row)


def _document_type(content: bytes) -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    return content.replace(b"?>", b"?>" + declared, 1)


@pytest.mark.parametrize(
    ("change", "key"),
    [(_extent, "workbook_extent"), (_document_type, "workbook_document_type")],
)
def test_hostile_sheets_are_refused_before_they_are_parsed(
    workbook: Any, keys: Keys, change: Callable[[bytes], bytes], key: str
) -> None:
    assert keys(import_files([rewritten(workbook(Patients=ROWS), {SHEET: change})])) == {key}


@pytest.mark.parametrize(
    ("change", "key"),
    [(_extent, "workbook_extent"), (_document_type, "workbook_document_type")],
)
def test_a_large_hostile_workbook_takes_its_child_with_it(
    workbook: Any, keys: Keys, monkeypatch: Any, change: Callable[[bytes], bytes], key: str
) -> None:
    monkeypatch.setattr(workbook_reader, "_LARGE", 0)
    assert keys(import_files([rewritten(workbook(Patients=ROWS), {SHEET: change})])) == {key}
    assert multiprocessing.active_children() == []


def test_a_large_workbook_is_the_same_as_a_small_one(workbook: Any, monkeypatch: Any) -> None:
    path = workbook(Patients=ROWS)
    small = import_files([path]).cohort
    monkeypatch.setattr(workbook_reader, "_LARGE", 0)
    large = import_files([path]).cohort
    assert small is not None
    assert large is not None
    pd.testing.assert_frame_equal(large.assessments, small.assessments)


def test_a_bomb_of_cells_is_refused_by_its_declared_size(workbook: Any, keys: Keys) -> None:
    huge = {"xl/worksheets/sheet9.xml": bytes(310 << 20)}
    assert keys(import_files([rewritten(workbook(Patients=ROWS), {}, **huge)])) == {
        "workbook_too_large"
    }


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/x", "C:/x"])
def test_strange_names_are_refused(workbook: Any, keys: Keys, name: str) -> None:
    path = rewritten(workbook(Patients=ROWS), {}, **{name: b"x"})
    assert keys(import_files([path])) == {"workbook_strange_names"}


def test_ten_thousand_members_are_refused(workbook: Any, keys: Keys) -> None:
    more = {f"xl/media/{n}": b"" for n in range(10_000)}
    assert keys(import_files([rewritten(workbook(Patients=ROWS), {}, **more)])) == {
        "workbook_too_large"
    }


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_is_called_damaged(workbook: Any, keys: Keys, cut: float) -> None:
    path = workbook(Patients=ROWS)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * cut)])
    assert keys(import_files([path])) == {"workbook_damaged"}


def test_a_workbook_without_its_relations_is_called_damaged(workbook: Any, keys: Keys) -> None:
    path = rewritten(workbook(Patients=ROWS), {"xl/workbook.xml": lambda _content: b"<broken"})
    assert keys(import_files([path])) == {"workbook_damaged"}


def test_an_encrypted_workbook_says_how_to_open_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    issue = import_files([path]).issues[0]
    assert issue.key == "workbook_encrypted"
    assert "password" in issue.message


def test_an_encrypted_member_is_refused(workbook: Any) -> None:
    content = bytearray(workbook(Patients=ROWS).read_bytes())
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    with pytest.raises(RefusedError, match="encrypted"):
        scan(bytes(content))


@pytest.mark.parametrize(
    ("member", "key"),
    [("word/document.xml", "workbook_word"), ("a.csv", "workbook_not_a_workbook")],
)
def test_other_zips_are_called_what_they_are(
    tmp_path: Path, keys: Keys, member: str, key: str
) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    assert keys(import_files([path])) == {key}


def test_a_csv_called_xlsx_is_read_by_its_content(read: Any) -> None:
    imported = read("id,MADRS before,MADRS after\nP1,30,12\n", "a.xlsx")
    assert imported.cohort is not None


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"<html><table><tr><td>id</td></tr></table></html>", "web page"),
        (b"%PDF-1.7 x", "PDF"), (b"\x1f\x8b\x08\x00abc", "compressed"),
        (b"\x89PNG\r\n\x1a\n\x00", "picture"), (b"L\x00\x00\x00\x01\x14\x02\x00abc", "shortcut"),
        (bytes(range(256)) * 20 + bytes(4000), "not text"),
    ],
)  # fmt: skip
def test_other_files_are_called_by_their_true_name(read: Any, content: bytes, word: str) -> None:
    issue = read(content, "a.xls").issues[0]
    assert issue.key == "not_a_table"
    assert word in issue.message


def test_macros_are_said_and_not_run(workbook: Any, keys: Keys) -> None:
    path = rewritten(workbook(Patients=ROWS), {}, **{"xl/vbaProject.bin": b"x"})
    imported = import_files([path])
    assert imported.cohort is not None
    assert keys(imported) == {"macros"}


def test_a_sheet_beside_the_study_is_left_alone(workbook: Any) -> None:
    imported = import_files([workbook(Patients=ROWS, Prices=[["a", "b"], [1, 2], [3, 4]])])
    assert imported.cohort is not None
    assert [table.layout for table in imported.mapping.tables] == ["patients", "unused"]


def test_a_large_workbook_is_read_in_a_child(workbook: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(workbook_scan, "SMALL_CELLS", 1)
    imported = import_files([workbook(Patients=ROWS)])
    assert imported.cohort is not None
    assert imported.cohort.enrolled == 2


def test_the_child_ends_when_the_user_cancels(workbook: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(workbook_scan, "SMALL_CELLS", 1)
    path = workbook(Patients=ROWS)
    told = []

    def cancel(share: float, _words: str) -> None:
        told.append(share)
        if len(told) > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_files([path], progress=cancel)


def _takes_too_much(_data: bytes) -> int:
    return len(bytearray(4 << 30))


def _dies(_data: bytes) -> None:
    import os

    os._exit(1)


def _refuses(_data: bytes) -> None:
    raise RefusedError("damaged")


def _sleeps(_data: bytes) -> None:
    import time

    time.sleep(60)


def test_a_child_that_takes_too_much_is_stopped() -> None:
    with pytest.raises(MemoryError):
        sandbox.run(_takes_too_much, b"", lambda: None, most_memory=200 << 20)


def test_a_child_that_dies_is_noticed() -> None:
    with pytest.raises(sandbox.StoppedError):
        sandbox.run(_dies, b"", lambda: None)


def test_what_the_child_raises_is_raised_here() -> None:
    with pytest.raises(RefusedError, match="damaged"):
        sandbox.run(_refuses, b"", lambda: None)


def test_a_child_that_takes_too_long_is_stopped(monkeypatch: Any) -> None:
    monkeypatch.setattr(sandbox, "MOST_SECONDS", 0.2)
    with pytest.raises(sandbox.StoppedError):
        sandbox.run(_sleeps, b"", lambda: None)


def test_a_stopped_child_is_said_in_words(workbook: Any, keys: Keys, monkeypatch: Any) -> None:
    monkeypatch.setattr(workbook_scan, "SMALL_CELLS", 1)
    monkeypatch.setattr(sandbox, "MOST_SECONDS", 0.0)
    monkeypatch.setattr(workbook_reader, "parse_sheets", _sleeps)
    assert keys(import_files([workbook(Patients=ROWS)])) == {"workbook_stopped"}


def test_a_panic_is_called_damaged(monkeypatch: Any) -> None:
    import python_calamine

    class PanicException(BaseException):
        pass

    class Panicking:
        @staticmethod
        def from_filelike(_stream: io.BytesIO) -> None:
            raise PanicException

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Panicking)
    with pytest.raises(RefusedError, match="damaged"):
        workbook_cells.parse_sheets(b"")


def test_an_interrupt_is_no_damage(monkeypatch: Any) -> None:
    import python_calamine

    class Interrupted:
        @staticmethod
        def from_filelike(_stream: io.BytesIO) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        workbook_cells.parse_sheets(b"")


def test_a_sheet_is_scanned_across_its_chunks(workbook: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(workbook_scan, "_CHUNK", 64)
    rows = [["id", "MADRS before", "MADRS after"], *([f"P{n}", 30, 12] for n in range(50))]
    facts = scan(workbook(Patients=rows).read_bytes())
    assert (facts.sheets[0].rows, facts.sheets[0].columns) == (51, 3)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_an_unknown_encoding_is_called_damaged(workbook: Any, part: str) -> None:
    path = workbook(Patients=[["id", "MADRS before", "MADRS after"], ["P1", 30, 12]])
    declared = rewritten(path, {part: lambda xml: xml.replace(b"UTF-8", b"X-NONE-8", 1)})
    (issue,) = import_files([declared]).issues
    assert (issue.severity, issue.key) == ("error", "workbook_damaged")


def test_an_id_of_many_digits_is_shown_whole_and_warned_of(workbook: Any) -> None:
    rows = [["id", "MADRS before", "MADRS after"], [1234567890123456, 30, 12], ["P2", 28, 9]]
    imported = import_files([workbook(Patients=rows)])
    assert imported.cohort is not None
    assert imported.cohort.patients["patient_id"][0] == "1234567890123456"
    assert [i.row for i in imported.issues if i.key == "digits_lost"] == [2]
