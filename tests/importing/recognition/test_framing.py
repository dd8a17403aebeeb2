"""Where a sheet's header is."""

from __future__ import annotations

from ketgui.importing.mapping.mapping import TableMapping
from ketgui.importing.recognition.framing import frame, transpose
from tests.importing.made import make_grid

ROWS = "P1,30,12\nP2,28,9\n"


def headers(text: str, known: TableMapping | None = None) -> tuple[str, ...]:
    framed = frame(make_grid(text), known)
    assert framed.table is not None
    return framed.table.headers


def test_titles_above_the_table_are_passed_over() -> None:
    assert headers(f"Our clinic,,\n,,\nid,before,after\n{ROWS}") == ("id", "before", "after")


def test_a_group_stands_above_its_columns_and_a_name_over_both_rows_counts_once() -> None:
    assert headers(f"Code,MADRS,\nCode,before,after\n{ROWS}") == (
        "Code", "MADRS before", "MADRS after",
    )  # fmt: skip


def test_the_wordings_and_numbers_of_questions_are_no_patients() -> None:
    number = '{"ImportId":"QID1"}'
    framed = frame(make_grid(f"PID,Q1\nYour code,How are you?\n{number},{number}\nP1,3\n"), None)
    assert framed.table is not None
    assert [cells.at(0) for cells in framed.table.columns] == ["P1", "3"]
    assert framed.table.labels["Q1"].title == "How are you?"


def test_the_user_s_header_row_stands() -> None:
    known = TableMapping("table.csv", "", header_row=2)
    assert headers(f"a,b,c\nid,before,after\n{ROWS}", known) == ("id", "before", "after")


def test_a_table_without_names_is_asked_about() -> None:
    assert [issue.key for issue in frame(make_grid(ROWS), None).issues] == ["no_header"]


def test_rows_and_columns_are_exchanged() -> None:
    turned = transpose(make_grid("id,P1,P2\nage,40,50\n"))
    assert [turned.row(place) for place in (0, 1)] == [["id", "age"], ["P1", "40"]]


def test_an_empty_sheet_has_no_table() -> None:
    assert frame(make_grid(",,\n,,\n"), None).table is None


def test_a_name_that_several_groups_have_keeps_its_group() -> None:
    infusions = (
        "Code,Infusion 1,,Infusion 2,\n,Date,Dose,Date,Dose\nP1,2023-01-02,35,2023-01-04,36\n"
    )
    assert headers(infusions + "P2,2023-01-02,40,2023-01-04,40\n") == (
        "Code", "Infusion 1 Date", "Infusion 1 Dose", "Infusion 2 Date", "Infusion 2 Dose",
    )  # fmt: skip
    scales = "Code,MADRS,,PHQ-9,\n,Baseline,Post,Baseline,Post\nP1,30,12,20,8\nP2,28,9,19,7\n"
    assert headers(scales)[1:4:2] == ("MADRS Baseline", "PHQ-9 Baseline")


def test_a_row_of_units_below_the_names_is_no_patient() -> None:
    names = headers(f"id,MADRS pre,MADRS post\n,(0-60),(0-60)\n{ROWS}")
    assert names == ("id", "MADRS pre (0-60)", "MADRS post (0-60)")
    assert headers(f"id,MADRS pre,MADRS post\nP0,(31),(12)\n{ROWS}")[1] == "MADRS pre"
