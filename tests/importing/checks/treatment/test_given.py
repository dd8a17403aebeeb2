"""Rows in which no ketamine was given."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ketgui.importing import Import
from tests.importing.made import answer, list_questions, write_table

Read = Callable[..., Import]


def test_infusions_that_were_not_given_are_asked_about(read: Read) -> None:
    table = (
        "Patient,Infusion,Date,Dose mg,Status\nP1,1,2023-01-16,35,given\n"
        "P1,2,2023-01-18,,cancelled\nP1,3,2023-01-20,,not given\nP1,4,2023-01-23,35,given\n"
    )
    imported = read(table)
    assert "not_given" in list_questions(imported)
    answered = read(table, mapping=answer(imported, "not_given"))
    assert answered.cohort is not None
    assert answered.cohort.infusions["infusion_number"].tolist() == [1, 4]


@pytest.mark.parametrize("control", ["midazolam", "Placebo", "saline 0.9%"])
def test_a_control_group_is_asked_about(read: Read, control: str) -> None:
    table = write_table(("Group", ["ketamine", control, "ketamine", control]))
    imported = read(table)
    assert "control_group" in list_questions(imported)
    without = read(table, mapping=answer(imported, "control_group"))
    assert without.cohort is not None
    assert without.cohort.patients["patient_id"].tolist() == ["P0", "P2"]
    everybody = read(table, mapping=answer(imported, "control_group", 1))
    assert everybody.cohort is not None
    assert everybody.cohort.patients["Group"].tolist() == ["ketamine", control] * 2


def test_ketamine_in_saline_is_no_control(read: Read) -> None:
    imported = read(write_table(("Drug", ["ketamine in saline", "esketamine in NaCl"])))
    assert "control_group" not in list_questions(imported)


def test_who_had_both_keeps_the_rows_of_ketamine(read: Read) -> None:
    table = "Patient,Infusion,Date,Drug\n" + "".join(
        f"P{n},{i},2023-01-1{i},{drug}\n"
        for n in (1, 2)
        for i, drug in enumerate(("ketamine", "midazolam"))
    )
    imported = read(table)
    answered = read(table, mapping=answer(imported, "control_group"))
    assert answered.cohort is not None
    assert answered.cohort.infusions["patient_id"].tolist() == ["P1", "P2"]
