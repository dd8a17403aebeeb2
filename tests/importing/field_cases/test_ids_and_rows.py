"""Who the patients are, and which rows are none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ketgui.importing import import_files

RIGHT = (30.0, 15.667)
PAIRS = (("K1", 30, 10), ("K2", 32, 28), ("K3", 28, 9))
LONG = "".join(f"T7,{n},Baseline,{b}\nT7,{n},Endpoint,{a}\n" for n, b, a in PAIRS)
TABLE = "ID,MADRS before,MADRS after\n" + "".join(f"{n},{b},{a}\n" for n, b, a in PAIRS)


@pytest.mark.parametrize(
    ("study", "subject"),
    [("STUDYID", "USUBJID"), ("Study ID", "Subject"), ("study_id", "patient_id"),
     ("Protocol code", "Code"), ("id", "Participant")],
)  # fmt: skip
def test_a_code_that_never_changes_is_no_patient(
    read: Any, means: Any, study: str, subject: str
) -> None:
    imported = read(f"{study},{subject},VISIT,MADRS\n{LONG}")
    assert means(imported) == RIGHT
    assert imported.cohort.patients["patient_id"].tolist() == ["K1", "K2", "K3"]


@pytest.mark.parametrize(
    "header", ["STUDYID,USUBJID,AETERM,AESEV", "Study,Subject ID,Event,Severity",
               "TRIAL,Participant,Adverse event,Grade", "study_id,record_id,term,severity",
               "Project,Pt no,AE,Intensity"],
)  # fmt: skip
def test_a_list_of_events_is_joined_by_the_patients_id(files: Any, header: str) -> None:
    events = f"{header}\nT7,K1,nausea,mild\nT7,K1,headache,mild\nT7,K2,nausea,moderate\n"
    imported = files({"patients.csv": TABLE, "adverse-events.csv": events})
    assert imported.cohort is not None, imported.issues
    assert imported.cohort.adverse_events["patient_id"].tolist() == ["K1", "K1", "K2"]


@pytest.mark.parametrize("header", ["inpatient", "outpatient", "patient_sex_partner", "n_patients",
                                    "patient satisfaction"])  # fmt: skip
def test_a_word_that_holds_patient_is_no_patient(read: Any, means: Any, header: str) -> None:
    text = f"{header},code,MADRS pre,MADRS post\n"
    text += "".join(f"{n % 2},{name},{b},{a}\n" for n, (name, b, a) in enumerate(PAIRS))
    imported = read(text)
    assert means(imported) == RIGHT
    assert imported.cohort.patients["patient_id"].tolist() == ["K1", "K2", "K3"]


@pytest.mark.parametrize(
    "below",
    [
        ",,\n,,\n,,\nCount,,\n70,,\n59,,\n97,,\n",
        "Mean,30,15.7\nSD,2,10.7\nn,3,3\n",
        ",,\nLegend:,,\n* rated by telephone on the day,,\n",
        ",,\nResponders,,\nK1,,\nK3,,\n",
        "Moyenne,30,15.7\n,,\nNote : cotation par téléphone pour K2,,\n",
        ",,\nSource: chart review 2023,,\n",
    ],
)
def test_what_stands_below_the_patients_is_left_out_with_one_answer_at_most(
    read: Any, means: Any, errors: Any, below: str
) -> None:
    settled = read(TABLE + below)
    assert set(errors(settled)) <= {"totals_row"}
    for issue in [i for i in settled.issues if i.severity == "error"][:1]:
        answered = settled.mapping.with_change(issue.answers[0].change)
        settled = read(TABLE + below, mapping=answered)
    assert means(settled) == RIGHT
    assert settled.cohort.enrolled == 3


@pytest.mark.parametrize("merged", [["A2:A3", "A4:A5", "A6:A7"], ["A2:A3", "A6:A7"], ["A4:A5"],
                                    ["A2:A3", "B2:B3", "A4:A5", "A6:A7"],
                                    ["B2:B3", "B4:B5", "A4:A5"]])  # fmt: skip
def test_merged_ids_stand_for_every_row_they_cover(
    tmp_path: Path, means: Any, merged: list[str]
) -> None:
    path = tmp_path / "ratings.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Ratings")
        sheet.write_row(0, 0, ["patient", "age", "visit", "madrs"])
        for place, (name, before, after) in enumerate(PAIRS):
            sheet.write_row(2 * place + 1, 0, [name, 40, "baseline", before])
            sheet.write_row(2 * place + 2, 0, [name, 40, "post", after])
        for ranged in merged:
            row = int(ranged[1]) - 1
            column = "AB".index(ranged[0])
            sheet.merge_range(ranged, PAIRS[(row - 1) // 2][0] if column == 0 else 40)
    assert means(import_files([path])) == RIGHT


@pytest.mark.parametrize(
    "ids",
    [("KT-02", "kt02"), ("KT 2", "KT-02"), ("P001", "P1"), ("k3", "K-3"), ("Pt_04", "PT4")],
)
def test_ids_that_differ_by_case_dash_or_zero_are_joined_by_one_answer(
    files: Any, errors: Any, ids: tuple[str, str]
) -> None:
    contents = {
        "patients.csv": f"id,MADRS pre,MADRS post\n{ids[0]},30,10\nZZ9,32,28\n",
        "adverse-events.csv": f"id,event\n{ids[1]},nausea\nzz-9,headache\n",
    }
    asked = files(contents)
    assert errors(asked) == ["ids_alike"]
    (issue,) = (i for i in asked.issues if i.severity == "error")
    settled = files(contents, asked.mapping.with_change(issue.answers[0].change))
    assert settled.cohort.enrolled == 2
    assert settled.cohort.adverse_events["patient_id"].tolist() == [ids[0], "ZZ9"]


@pytest.mark.parametrize(
    "names",
    [["Tremblay, Marie", "Roy, Luc"], ["Marie Tremblay", "Luc Roy"], ["TREMBLAY, Marie", "ROY, L"],
     ["Marie-Ève Côté", "Jean Roy"], ["O'Neil, Ann", "Smith, John"]],
)  # fmt: skip
def test_names_as_ids_are_asked_about_and_replaced(
    read: Any, errors: Any, names: list[str]
) -> None:
    text = "Patient,MADRS before,MADRS after\n" + "".join(f'"{name}",30,12\n' for name in names)
    asked = read(text)
    assert errors(asked) == ["identifying_ids"]
    said = " ".join(i.message for i in asked.issues)
    assert not any(name in said for name in names)
    (issue,) = (i for i in asked.issues if i.severity == "error")
    settled = read(text, mapping=asked.mapping.with_change(issue.answers[0].change))
    assert settled.cohort.patients["patient_id"].tolist() == ["S01", "S02"]


@pytest.mark.parametrize(
    "header", ["D.D.N.", "Date naiss.", "No de dossier", "Nom de la mère", "Courriel", "NAM",
               "Tél. maison", "Prénom", "f. nac.", "Geb.-Datum", "DOB", "MRN", "Code postal"],
)  # fmt: skip
def test_privacy_words_in_their_short_forms(read: Any, header: str) -> None:
    text = f"id,MADRS pre,MADRS post,{header}\nP1,30,10,1234567\nP2,32,28,2345678\n"
    imported = read(text)
    found = [i for i in imported.issues if i.key == "identifier_left_out"]
    assert [i.column for i in found] == ["D"]
    assert "1234567" not in imported.cohort.patients.to_string()


@pytest.mark.parametrize(
    "cells", [("0.123456782", "-1.100000009"), ("0,046454286", "1,046454286"),
              ("3.046454286", "9.5"), ("1046454286.5", "2"), ("-0.046454286", "0.1")],
)  # fmt: skip
def test_decimals_are_no_insurance_numbers(read: Any, said: Any, cells: tuple[str, str]) -> None:
    text = f"id;MADRS pre;MADRS post;memory_z\nP1;30;10;{cells[0]}\nP2;32;28;{cells[1]}\n"
    assert "insurance" not in said(read(text))
