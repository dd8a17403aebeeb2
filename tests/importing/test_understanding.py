"""What each sheet is understood as, from its cells, the other sheets and earlier answers."""

from __future__ import annotations

from dataclasses import replace

from ketgui.importing.changes import ColumnChange
from ketgui.importing.mapping.mapping import Mapping
from ketgui.importing.tables.readers.reader import FileReading, Reading
from ketgui.importing.tables.text_table import Labels
from ketgui.importing.understanding import understand_tables
from tests.importing.made import make_grid, make_table

SCORES = "id,MADRS before,MADRS after\nP1,30,12\nP2,28,27\n"
LIST = "sex\nmale\nfemale\n"


def test_every_column_of_a_sheet_gets_a_proposal() -> None:
    (table,), mapping, issues = understand_tables([Reading((make_grid(SCORES),))], [], Mapping())
    assert table.headers == ("id", "MADRS before", "MADRS after")
    paths = [column.target and column.target.path for column in mapping.tables[0].columns]
    assert paths == ["patients.patient_id", "assessments.score", "assessments.score"]
    assert issues == []


def test_stored_tables_come_first_and_keep_the_settings_of_their_files() -> None:
    stored = make_table(SCORES, file="stored.csv")
    answers = Mapping(files=(FileReading("stored.csv", "cp1252", ";"),))
    new = Reading((make_grid(SCORES, file="new.csv"),), settings=FileReading("new.csv", "utf-8"))
    tables, mapping, _issues = understand_tables([new], [stored], answers)
    assert [table.file for table in tables] == ["stored.csv", "new.csv"]
    assert [file.file for file in mapping.files] == ["stored.csv", "new.csv"]


def test_the_answers_about_a_table_hold_for_another_file_with_its_headers() -> None:
    _tables, first, _issues = understand_tables([Reading((make_grid(SCORES),))], [], Mapping())
    answered = first.with_change(ColumnChange("table.csv", "", "C", field=""))
    next_month = Reading((make_grid(SCORES, file="next.csv"),))
    _tables, mapping, _issues = understand_tables([next_month], [], answered)
    column = mapping.tables[0].columns[2]
    assert (mapping.tables[0].file, column.target, column.by_user) == ("next.csv", None, True)


def test_a_list_of_words_beside_the_patients_is_not_used() -> None:
    sheets = (make_grid(SCORES, "a.xlsx", "Data"), make_grid(LIST, "a.xlsx", "Lists"))
    _tables, mapping, _issues = understand_tables([Reading(sheets)], [], Mapping())
    assert [table.layout == "unused" for table in mapping.tables] == [False, True]


def test_labels_of_a_file_beside_a_table_are_those_of_its_columns() -> None:
    labels = {"sex": Labels("Sex at birth", (("1", "female"),))}
    beside = Reading(labels={"table": labels})
    grid = replace(make_grid("id,sex,MADRS before\nP1,1,30\n"), labels={})
    (table,), _mapping, _issues = understand_tables([Reading((grid,)), beside], [], Mapping())
    assert table.labels["sex"] == labels["sex"]
