"""Rows P01–P07 of the hard inputs: who the patients are, and what could name them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ketgui.importing import Import, import_files
from ketgui.importing.changes import IdsChange
from ketgui.importing.vocabulary import privacy

Read = Callable[..., Import]
HEAD = "id,MADRS before,MADRS after\n"


def test_a_repeated_id_names_both_rows(read: Read) -> None:
    imported = read(f"{HEAD}P1,30,12\nP2,28,27\nP1,31,12\n")
    found = [(i.key, i.row, i.column) for i in imported.issues]
    assert found == [("repeated_id", 2, "A"), ("repeated_id", 4, "A")]
    assert imported.cohort is None
    assert "other values" in imported.issues[0].message


def test_a_row_that_is_repeated_whole_is_called_the_same(read: Read) -> None:
    content = f"{HEAD}P1,30,12\nP1,30,12\n"
    asked = read(content)
    assert "the same as row 3" in asked.issues[0].message
    settled = read(content, mapping=asked.mapping.with_change(asked.issues[0].answers[0].change))
    assert settled.cohort is not None
    assert settled.cohort.enrolled == 1


def test_rows_of_unknown_patients_are_refused(tmp_path: Any) -> None:
    (tmp_path / "patients.csv").write_text(f"{HEAD}P1,30,12\n")
    (tmp_path / "adverse-events.csv").write_text("patient_id,term\nP1,nausea\nP9,nausea\n,nausea\n")
    imported = import_files([tmp_path])
    found = {(i.key, i.file, i.row) for i in imported.issues if i.severity == "error"}
    assert found == {
        ("unknown_patient", "adverse-events.csv", 3),
        ("missing_id", "adverse-events.csv", 4),
    }


def test_a_patient_without_a_second_score_counts(read: Read) -> None:
    imported = read(f"{HEAD}P1,30,12\nP2,28,\nP3,,12\nP4,,\n")
    assert imported.cohort is not None
    assert imported.cohort.enrolled == 4
    assert [(i.key, i.row, i.column) for i in imported.issues] == [
        ("no_after", 3, "C"), ("no_before", 4, "B"), ("no_rating", 5, "A"),
    ]  # fmt: skip


def test_a_patient_who_was_rated_and_never_infused_is_named_with_the_row(tmp_path: Any) -> None:
    (tmp_path / "patients.csv").write_text(f"{HEAD}P1,30,12\nP2,28,27\nP3,,\n")
    (tmp_path / "infusions.csv").write_text("patient_id,infusion_number,dose_mg\nP1,1,35\n")
    imported = import_files([tmp_path])
    assert imported.cohort is not None
    assert imported.cohort.enrolled == 3
    found = [i for i in imported.issues if i.key == "no_infusion"]
    assert [(i.severity, i.file, i.row, i.patient_id) for i in found] == [
        ("warning", "patients.csv", 3, "P2")
    ]
    assert "no infusion is recorded" in found[0].message
    (tmp_path / "infusions.csv").unlink()
    assert not [i for i in import_files([tmp_path]).issues if i.key == "no_infusion"]


def test_a_patient_listed_apart_and_never_rated_is_named_once(tmp_path: Any) -> None:
    (tmp_path / "patients.csv").write_text("patient_id,age\nP1,40\nP2,50\n")
    (tmp_path / "ratings.csv").write_text(
        "patient_id,moment,score\nP1,before,30\nP1,after,12\nP3,before,30\n"
    )
    (tmp_path / "adverse-events.csv").write_text("patient_id,term\nP2,nausea\nP2,headache\n")
    imported = import_files([tmp_path])
    silent = [(i.file, i.row, i.patient_id) for i in imported.issues if i.key == "no_rating"]
    assert silent == [("patients.csv", 3, "P2")]


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Name", "Anna Example"), ("Prénom", "Anna"), ("Date de naissance", "1980-01-01"),
        ("phone", "514-555-0199"), ("courriel", "a@example.org"), ("Adresse", "1 rue X"),
        ("MRN", "1234567"), ("RAMQ", "AAAA 0101 0112"), ("NAS", "046 454 286"),
        ("comment", "call 514-555-0199"), ("remarques", "NAM AAAA01010112"),
    ],
)  # fmt: skip
def test_identifying_columns_are_named_and_left_out(read: Read, header: str, cell: str) -> None:
    imported = read(f"id,MADRS before,MADRS after,{header}\nP1,30,12,{cell}\n")
    issue = next(i for i in imported.issues if i.key == "identifier_left_out")
    assert issue.column == "D"
    assert cell not in " ".join(i.message + i.fix for i in imported.issues)
    assert imported.cohort is not None
    assert cell not in imported.cohort.patients.to_string()


def test_identifiers_inside_imported_text_are_named(tmp_path: Any) -> None:
    (tmp_path / "patients.csv").write_text(f"{HEAD}P1,30,12\n")
    (tmp_path / "adverse-events.csv").write_text(
        "patient_id,term,outcome\nP1,nausea,a@example.org\n"
    )
    imported = import_files([tmp_path])
    issue = next(i for i in imported.issues if i.key == "identifier_in_text")
    assert (issue.file, issue.column) == ("adverse-events.csv", "C")


def test_one_question_about_the_ids_is_asked_in_however_many_sheets_they_stand(
    tmp_path: Any,
) -> None:
    (tmp_path / "patients.csv").write_text("id,age\nAAAA01010112,40\nBBBB01010112,50\n")
    (tmp_path / "ratings.csv").write_text(
        "id,moment,score\nAAAA01010112,before,30\nBBBB01010112,after,28\n"
    )
    asked = import_files([tmp_path])
    (question,) = (issue for issue in asked.issues if issue.key == "identifying_ids")
    settled = import_files([tmp_path], asked.mapping.with_change(question.answers[0].change))
    assert settled.cohort is not None
    assert list(settled.cohort.assessments["patient_id"]) == ["S01", "S02"]


@pytest.mark.parametrize(("header", "cell"), [("id", "AAAA01010112"), ("dossier", "1234567")])
def test_identifying_ids_are_asked_about_and_replaced(read: Read, header: str, cell: str) -> None:
    content = f"{header},MADRS before,MADRS after\n{cell},30,12\nP2,28,27\n"
    asked = read(content)
    if header != "id":
        from ketgui.importing.changes import ColumnChange

        change = ColumnChange("a.csv", "", "A", "patients.patient_id")
        asked = read(content, mapping=asked.mapping.with_change(change))
    issue = next(i for i in asked.issues if i.key == "identifying_ids")
    assert cell not in issue.message
    replaced = read(content, mapping=asked.mapping.with_change(issue.answers[0].change))
    assert replaced.cohort is not None
    assert list(replaced.cohort.patients["patient_id"]) == ["S01", "S02"]
    assert replaced.pseudonyms[0] == ("S01", cell)
    kept = read(content, mapping=asked.mapping.with_change(IdsChange("keep")))
    assert kept.cohort is not None
    assert kept.pseudonyms == ()


@pytest.mark.parametrize(
    "text", ["046 454 287", "20240101", "27.5", "120/80", "P001", "ABCD 9999 0000"]
)
def test_what_only_resembles_an_identifier_is_none(text: str) -> None:
    assert privacy.identify_in_text(text) is None


def test_an_excluded_patient_leaves_every_table_with_the_reason(tmp_path: Any) -> None:
    from ketgui.importing.changes import Decision

    (tmp_path / "patients.csv").write_text(f"{HEAD}P1,30,12\nP2,28,27\n")
    (tmp_path / "adverse-events.csv").write_text("patient_id,term\nP1,nausea\nP2,nausea\n")
    mapping = import_files([tmp_path]).mapping
    gone = Decision("exclude", "patients.csv", "", 2, reason="withdrew consent")
    imported = import_files([tmp_path], mapping.with_change(gone))
    assert imported.cohort is not None
    assert list(imported.cohort.patients["patient_id"]) == ["P2"]
    assert list(imported.cohort.adverse_events["patient_id"]) == ["P2"]
    assert [(e.patient_id, e.reason) for e in imported.exclusions] == [("P1", "withdrew consent")]
    back = import_files([tmp_path], mapping.with_change(gone).without_decision(gone))
    assert back.cohort is not None
    assert back.cohort.enrolled == 2
