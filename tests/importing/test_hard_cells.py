"""Rows N01–N19 and T01–T07 of the hard inputs: numbers, codes and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from ketgui.importing import Import
from ketgui.importing.changes import ColumnChange
from ketgui.importing.vocabulary import dates, numbers
from tests.importing.made import read_score_after

Read = Callable[..., Import]
HEAD = "id,MADRS before,MADRS after\n"


@pytest.mark.parametrize(
    ("words", "low", "high", "expected"),
    [
        (["27,5", "30"], 0, 60, (",", "", "")),
        (["27.5", "30"], 0, 60, (".", "", "")),
        (["0,435", "0,500"], None, None, (",", "", "")),
        (["1,234.5", "12"], None, None, (".", ",", "")),
        (["1.234,5", "12"], None, None, (",", ".", "")),
        (["1 234,5", "12"], None, None, (",", " ", "")),
        (["1 234 567"], None, None, ("", " ", "")),
        (["1'234.5"], None, None, (".", "'", "")),
        (["1.234.567"], None, None, (",", ".", "")),
        (["1,234,567"], None, None, (".", ",", "")),
        (["1.234", "1.500"], 0, 60, (".", "", "")),
        (["1,234", "1,500"], 1000, 20_000, (".", ",", "")),
        (["1.234", "1.500"], None, None, ("", "", "decimal_or_thousands")),
        (["1.234", "1,500"], None, None, ("", "", "two_marks")),
        (["27,5", "28.5"], 0, 60, ("", "", "two_marks")),
        (["27", "28"], 0, 60, ("", "", "")),
        (["27,5", "n/a"], 0, 60, (",", "", "")),
        ([], 0, 60, ("", "", "")),
    ],
)
def test_marks_are_found_from_the_whole_column(
    words: list[str], low: float | None, high: float | None, expected: tuple[str, str, str]
) -> None:
    marks = numbers.propose(words, low, high)
    assert (marks.decimal, marks.thousands, marks.question) == expected


@pytest.mark.parametrize(
    ("word", "decimal", "thousands", "expected"),
    [
        ("1 234,5", ",", " ", 1234.5),
        ("1\u202f234,5", ",", " ", 1234.5),
        ("1'234.5", ".", "'", 1234.5),
        ("-3", ".", "", -3),
        ("2e1", ".", "", 20),
    ],
)
def test_numbers_are_read_by_their_marks(
    word: str, decimal: str, thousands: str, expected: float
) -> None:
    assert numbers.read(word, decimal, thousands) == expected


@pytest.mark.parametrize(
    "word",
    ["0,435", "27 (approx)", "<10", "27*", "1_000", "0x1A", "inf", "nan", "1e400", "", "2-3"],
)
def test_what_is_no_number_under_a_point_is_none(word: str) -> None:
    assert numbers.read(word, ".", "") != numbers.read(word, ".", "")


def test_a_column_that_contradicts_itself_is_refused_until_answered(read: Read) -> None:
    content = "id;MADRS before;MADRS after\nP1;30;12,5\nP2;28;10.5\n"
    asked = read(content)
    issue = asked.issues[0]
    assert (issue.severity, issue.key, issue.column) == ("error", "two_marks", "C")
    comma = asked.mapping.with_change(issue.answers[1].change)
    assert read_score_after(read(content, mapping=comma)) == 12.5
    assert [i.row for i in read(content, mapping=comma).issues if i.key == "unread"] == [3]


@pytest.mark.parametrize("patient", ["NA", "007", "1E5", "null", "2-3"])
def test_ids_stay_text(read: Read, patient: str) -> None:
    imported = read(f"{HEAD}{patient},30,12\nP2,28,27\n")
    assert imported.cohort is not None
    assert imported.cohort.patients["patient_id"][0] == patient


def test_more_digits_than_a_spreadsheet_keeps_are_warned_of(read: Read, keys: Any) -> None:
    assert "digits_lost" in keys(read(f"{HEAD}1234567890123456,30,12\n"))


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("Oui", "Non"),
        ("1", "0"),
        ("true", "FALSE"),
        ("x", ""),
        ("y", "n"),
        ("sí", "no"),
        ("ja", "nein"),
    ],
)
def test_yes_and_no_in_several_ways(read: Read, yes: str, no: str) -> None:
    imported = read(f"id,anxiety,MADRS before,MADRS after\nP1,{yes},30,12\nP2,{no},28,27\n")
    assert imported.cohort is not None
    known = imported.cohort.patients["anxiety"]
    assert known[0]
    assert not known.fillna(False)[1]


def test_sex_in_numbers_is_a_category_until_it_is_settled(read: Read) -> None:
    content = "id,sex,MADRS before,MADRS after\nP1,1,30,12\nP2,2,28,27\n"
    asked = read(content)
    issue = asked.issues[0]
    assert (issue.severity, issue.key, issue.column) == ("warning", "coding", "B")
    assert asked.cohort is not None
    assert list(asked.cohort.patients["sex (B)"]) == ["1", "2"]
    assert asked.cohort.patients["sex"].isna().all()
    mapping = asked.mapping
    for word, key in (("1", "male"), ("2", "female")):
        mapping = mapping.with_change(ColumnChange("a.csv", "", "B", codes=((word, key),)))
    settled = read(content, mapping=mapping)
    assert settled.cohort is not None
    assert list(settled.cohort.patients["sex"]) == ["male", "female"]


def test_several_events_in_a_cell_are_split(read: Read) -> None:
    content = 'id,MADRS before,MADRS after,adverse events\nP1,30,12,"nausea; Anxiety"\nP2,28,27,\n'
    imported = read(content)
    assert imported.cohort is not None
    events = imported.cohort.adverse_events
    assert list(events["term"]) == ["nausea", "Anxiety"]
    # The class is suggested where events are counted, and said to be: the file names none.
    assert events["soc"].isna().all()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["13/02/2024", "01/02/2024"], ("dmy", "")),
        (["02/13/2024", "01/02/2024"], ("mdy", "")),
        (["01/02/2024", "03/04/2024"], ("", "date_order")),
        (["13/02/2024", "02/13/2024"], ("", "date_orders_mixed")),
        (["02/02/2024"], ("dmy", "")),
        (["2024-02-01", "20240203"], ("", "")),
        (["45323", "45330.5"], ("", "date_serial")),
        ([], ("", "")),
    ],
)
def test_the_order_of_a_date_is_proven_or_asked(
    words: list[str], expected: tuple[str, str]
) -> None:
    assert dates.propose(words) == expected


@pytest.mark.parametrize(
    ("word", "order", "expected"),
    [
        ("2024-02-01", "", dt.datetime(2024, 2, 1)),
        ("2024-02-01T10:30:00Z", "", dt.datetime(2024, 2, 1, 10, 30)),
        ("20240201", "", dt.datetime(2024, 2, 1)),
        ("01.02.24", "dmy", dt.datetime(2024, 2, 1)),
        ("01/02/1971 08:00", "mdy", dt.datetime(1971, 1, 2, 8)),
        ("1/2/75", "dmy", dt.datetime(1975, 2, 1)),
        ("12 févr. 2024", "", dt.datetime(2024, 2, 12)),
        ("1er mars 2024", "", dt.datetime(2024, 3, 1)),
        ("3 de mayo de 2024", "", dt.datetime(2024, 5, 3)),
        ("Feb 12, 2024", "", dt.datetime(2024, 2, 12)),
        ("45323", "serial", dt.datetime(2024, 2, 1)),
        ("45323", "", None),
        ("31/02/2024", "dmy", None),
        ("01/02/2024", "", None),
        ("12 pluviôse 2024", "", None),
        ("1900-01-00", "", None),
        ("soon", "serial", None),
    ],
)
def test_dates(word: str, order: str, expected: dt.datetime | None) -> None:
    assert dates.read(word, order) == expected


LONG = "id,date,MADRS\nP1,{},30\nP1,{},12\n"


def test_an_open_order_of_day_and_month_is_asked_and_answered(read: Read) -> None:
    content = LONG.format("01/02/2024", "03/04/2024")
    asked = read(content)
    issue = next(i for i in asked.issues if i.key == "date_order")
    assert (issue.severity, issue.column) == ("error", "B")
    settled = read(content, mapping=asked.mapping.with_change(issue.answers[0].change))
    assert settled.tables[0].headers == ("id", "date", "MADRS")
    assert "date_order" not in {i.key for i in settled.issues}


def test_dates_kept_as_numbers_are_asked_about(read: Read, keys: Any) -> None:
    content = LONG.format("45323", "45360")
    asked = read(content)
    issue = next(i for i in asked.issues if i.key == "date_serial")
    assert "2024-02-01" in issue.answers[0].title
    settled = read(content, mapping=asked.mapping.with_change(issue.answers[0].change))
    assert "date_serial" not in keys(settled)


def test_contradicting_dates_are_refused(read: Read, keys: Any) -> None:
    assert "date_orders_mixed" in keys(read(LONG.format("13/04/2024", "04/13/2024")))


STUDY = {
    "patients.csv": "patient_id,age\nP1,40\nP2,50\n",
    "tms.csv": "patient_id,stimulator,coil,target,end_date\nP1,A,B,C,2024-01-05\n",
    "infusions.csv": "patient_id,infusion_number,date,weight_kg,dose_mg_per_kg,dose_mg\n"
    "P1,1,2024-01-02,70,0.5,35\nP1,2,2024-01-12,70,0.5,50\n",
    "assessments.csv": "patient_id,moment,date,score\nP1,before,2024-01-08,30\n"
    "P1,after,2024-01-07,12\nP2,before,0024-02-01,20\nP2,after,2024-02-01,20\n",
}


def test_dates_and_doses_out_of_order_are_named(read: Read, tmp_path: Any) -> None:
    from ketgui.importing import import_files

    for name, content in STUDY.items():
        (tmp_path / name).write_text(content)
    imported = import_files([tmp_path])
    found = {(i.key, i.file, i.row) for i in imported.issues}
    assert ("infusion_before_tms_end", "infusions.csv", 2) in found
    assert ("doses_disagree", "infusions.csv", 3) in found
    assert ("moment_against_date", "assessments.csv", 2) in found
    assert ("moment_against_date", "assessments.csv", 3) in found
    assert ("strange_date", "assessments.csv", 4) in found
    assert imported.cohort is not None


def _infusions(weight: str, by_weight: str, dose: str) -> str:
    return (
        "patient_id,infusion_number,weight_kg,dose_mg_per_kg,dose_mg\n"
        f"P1,1,{weight},{by_weight},{dose}\nP2,1,{weight},{by_weight},{dose}\n"
    )


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (_infusions("154", "0.5", "35"), "pounds"),
        (_infusions("70", "35", ""), "dose_unit"),
        (_infusions("70", "", "0.5"), "dose_unit"),
    ],
)
def test_units_that_look_wrong_are_asked_about(
    tmp_path: Any, keys: Any, content: str, key: str
) -> None:
    from ketgui.importing import import_files

    (tmp_path / "patients.csv").write_text("id,MADRS before,MADRS after\nP1,30,12\nP2,28,27\n")
    (tmp_path / "infusions.csv").write_text(content)
    asked = import_files([tmp_path])
    issue = next(i for i in asked.issues if i.key == key)
    assert issue.severity == "error"
    for answer in issue.answers:
        settled = import_files([tmp_path], asked.mapping.with_change(answer.change))
        assert key not in keys(settled)
    if key == "pounds":
        pounds = import_files([tmp_path], asked.mapping.with_change(issue.answers[0].change))
        assert pounds.cohort is not None
        assert pounds.cohort.infusions["weight_kg"][0] == pytest.approx(69.853, abs=1e-3)
