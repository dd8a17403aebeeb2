"""Kinds of files that gave a wrong number without a question, each with its right value."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ketgui.importing import Import
from tests.importing.made import answer, list_questions, write_table

Read = Callable[..., Import]


def test_a_telephone_of_the_site_is_no_site(read: Read) -> None:
    imported = read(write_table(("Site phone", ["555-0100"] * 3)))
    assert imported.cohort is not None
    assert "site" not in imported.cohort.patients.dropna(axis=1, how="all")
    assert "identifier_left_out" in list_questions(imported)


def test_evenement_is_the_visit(read: Read) -> None:
    imported = read(
        "Identifiant sujet;Événement;MADRS\nA;Inclusion;30\nA;Fin de traitement;12\n"
        "B;Inclusion;28\nB;Fin de traitement;27\n"
    )
    assert imported.cohort is not None
    assert imported.cohort.assessments["moment"].value_counts().to_dict() == {
        "before": 2, "after": 2,
    }  # fmt: skip
    assert not len(imported.cohort.adverse_events)


def test_a_response_number_is_not_the_patient(read: Read) -> None:
    imported = read(
        "id;submitdate;lastpage;teilnehmercode;zeitpunkt;bdi2summe\n"
        "5;2020-10-05;2;M3;vor Behandlung;33\n9;2020-10-23;2;M3;nach Behandlung;14\n"
        "6;2020-10-06;2;M4;vor Behandlung;41\n11;2020-10-26;2;M4;nach Behandlung;38\n"
    )
    assert imported.cohort is not None
    assert set(imported.cohort.assessments["patient_id"]) == {"M3", "M4"}


def test_the_usual_scale_without_an_after_is_asked_about_beside_a_pair(read: Read) -> None:
    imported = read(
        "id,madrs_t1,madrs_t2,madrs_t3,phq9_b,phq9_e\nP1,33,14,17,21,9\nP2,28,26,27,17,16\n"
    )
    assert "which_after" in list_questions(imported)


def test_visit_words_are_no_events(read: Read) -> None:
    imported = read(write_table(("Événement", ["Inclusion", "Suivi", "Inclusion", "Suivi"])))
    assert imported.cohort is not None
    assert not len(imported.cohort.adverse_events)
    assert any("Événement" in i.message for i in imported.issues if i.key == "not_used")


def test_a_scale_named_by_rows_that_may_be_a_sibling_is_asked_about(read: Read) -> None:
    rows = "".join(f"P{n},{m},{s},{20 + n}\n" for n in (1, 2) for m in ("pre", "post")
                   for s in ("BDI", "BPRS"))  # fmt: skip
    table = "Patient,Visit,Scale,Score\n" + rows
    imported = read(table)
    asked = [issue for issue in imported.issues if issue.key == "scale_suggested"]
    assert ["BDI" in asked[0].message, "BPRS" in asked[1].message] == [True, True]
    without = read(table, mapping=imported.mapping.with_change(asked[1].answers[1].change))
    assert without.cohort is not None
    assert set(without.cohort.assessments["scale"]) == {"bdi2"}


def test_zeros_of_patients_lost_are_asked_about(read: Read) -> None:
    table = (
        "Code,MADRS pre,MADRS post,Comment\nP1,34,12,\nP2,36,0,lost to follow-up\n"
        "P3,33,0,not assessed at end\nP4,28,0,well\n"
    )
    imported = read(table)
    assert "missing_code" in list_questions(imported)
    answered = read(table, mapping=answer(imported, "missing_code"))
    assert answered.cohort is not None
    scores = answered.cohort.assessments
    assert scores.loc[scores["moment"] == "after", "score"].tolist() == [12, 0]


@pytest.mark.parametrize(
    ("row", "cells"),
    [("Mean A", "30.5,19.5"), ("Moy. site A", "30,19"), ("All", "30,19"), ("Ensemble", "30,19"),
     ("Site B", ","), ("R: responder", ","), ("%", ",50")],
)  # fmt: skip
def test_rows_that_are_no_patients(read: Read, row: str, cells: str) -> None:
    table = f"Code,MADRS pre,MADRS post\nP1,34,12\nP2,28,27\nP3,30,20\n{row},{cells}\n"
    imported = read(table)
    assert [issue.row for issue in imported.issues if issue.key == "totals_row"] == [5]
    assert not [i for i in imported.issues if i.row == 5 and i.key != "totals_row"]


def test_means_between_the_sites_are_no_patients(read: Read) -> None:
    sites = ["P1,34,12", "P2,28,27", *(["Mean A,31,19.5"]), *(f"Q{n},30,20" for n in range(20))]
    imported = read("Code,MADRS pre,MADRS post\n" + "\n".join(sites) + "\n")
    assert [issue.row for issue in imported.issues if issue.key == "totals_row"] == [4]


def test_a_second_table_below_is_asked_about_once(read: Read) -> None:
    table = (
        "Code,Age,MADRS pre,MADRS post\nP1,40,34,12\nP2,50,28,27\nP3,45,30,20\n\n"
        "Code,Age,HAM-D 17 pre,HAM-D 17 post\nP1,40,24,9\nP2,50,20,19\nP3,45,22,14\n"
    )
    imported = read(table)
    assert "repeated_id" not in list_questions(imported)
    answered = read(table, mapping=answer(imported, "totals_row"))
    assert answered.cohort is not None
    assert answered.cohort.assessments["score"].tolist() == [34, 28, 30, 12, 27, 20]


@pytest.mark.parametrize("pair", [("1.0", "1"), ("1,0", "1"), ("Patient 1", "P1")])
def test_one_id_in_two_spellings_is_asked_about_once(read: Read, pair: tuple[str, str]) -> None:
    first, second = pair
    table = f"Patient;Visit;MADRS\n{first};pre;34\n{second};post;12\nX9;pre;30\nX9;post;20\n"
    imported = read(table)
    assert "ids_alike" in list_questions(imported)
    answered = read(table, mapping=answer(imported, "ids_alike"))
    assert answered.cohort is not None
    assert answered.cohort.patients["patient_id"].tolist() == [first, "X9"]


def test_blank_ids_below_a_patient_are_one_question(read: Read) -> None:
    table = "Patient,Visit,MADRS\nP1,pre,34\n,post,12\nP2,pre,28\n,post,27\n"
    imported = read(table)
    assert [issue.key for issue in imported.issues if issue.severity == "error"] == ["missing_id"]
    answered = read(table, mapping=answer(imported, "missing_id"))
    assert answered.cohort is not None
    assert answered.cohort.patients["patient_id"].tolist() == ["P1", "P2"]


def test_two_raters_are_one_question(read: Read) -> None:
    rows = "".join(
        f"P{n},{visit},{rater},{score}\n"
        for n in (1, 2)
        for visit, score in (("pre", 30), ("post", 12))
        for rater, score in (("R1", score), ("R2", score + 2))
    )
    table = "Patient,Visit,Rater,MADRS\n" + rows
    imported = read(table)
    assert len([issue for issue in imported.issues if issue.key == "rated_twice"]) == 1
    answered = read(table, mapping=answer(imported, "rated_twice", 1))
    assert answered.cohort is not None
    assert sorted(answered.cohort.assessments["score"]) == [14, 14, 32, 32]


def test_visits_under_day_and_sessions_under_seance(read: Read) -> None:
    days = read("Patient;Jour;MADRS\nP1;J0;34\nP1;J14;12\nP2;J0;28\nP2;J14;27\n")
    assert days.cohort is None or "no_score" not in list_questions(days)
    rows = "".join(f"P{p};S{n};{30 - 3 * n}\n" for p in (1, 2) for n in range(7))
    sessions = read("Patient;Séance;MADRS\n" + rows)
    assert sessions.cohort is not None
    scores = sessions.cohort.assessments
    assert scores.loc[scores["moment"] == "after", "score"].tolist() == [12, 12]
    assert scores.loc[scores["moment"] == "before", "score"].tolist() == [30, 30]


def test_doses_in_two_units_are_asked_about(read: Read) -> None:
    table = (
        "id,inf,date,weight_kg,dose,dose_unit\nP1,1,2023-01-16,70,35,mg\n"
        "P2,1,2023-01-23,82,0.5,mg/kg\nP3,1,2023-01-30,64,32,mg\n"
    )
    imported = read(table)
    assert "mixed_dose_units" in list_questions(imported)
    answered = read(table, mapping=answer(imported, "mixed_dose_units"))
    assert answered.cohort is not None
    assert answered.cohort.infusions["dose_mg"].dropna().tolist() == [35, 32]


def test_numbers_of_infusions_that_begin_again(read: Read) -> None:
    rows = "".join(
        f"P1,{number},2023-0{month}-{10 + 2 * number}\n" for month in (1, 3) for number in (1, 2, 3)
    )
    imported = read("Patient,Infusion,Date\n" + rows)
    assert "numbers_begin_again" in list_questions(imported)
    assert "infusions_out_of_order" not in list_questions(imported)


def test_boxes_without_names_are_asked_about(read: Read) -> None:
    imported = read(
        "record_id,redcap_event_name,madrs_total,se_during___1,se_during___2\n"
        "1,baseline_arm_1,30,0,0\n1,post_arm_1,12,1,0\n"
    )
    (issue,) = [issue for issue in imported.issues if issue.key == "unnamed_boxes"]
    assert "se_during___1" in issue.message


@pytest.mark.parametrize(
    ("before", "after"), [("madrs_v", "madrs_n"), ("madrs_b", "madrs_e"), ("madrs_0", "madrs_2w")]
)
def test_short_tags_of_moments(read: Read, before: str, after: str) -> None:
    imported = read(f"id,{before},{after}\nP1,31,12\nP2,28,26\n")
    column = next(c for t in imported.mapping.tables for c in t.columns if c.header == before)
    assert column.target is not None
    assert column.target.of("moment") == "before"
