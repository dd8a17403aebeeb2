"""Ids that may be one id in several spellings."""

from __future__ import annotations

import pytest

from ketgui.importing import import_text
from ketgui.importing.rows.alike_ids import fold_ids
from tests.importing.made import answer


@pytest.mark.parametrize("number", ["4", "#4", "04", "Patient 4", "Pt. 04"])
def test_a_number_is_the_id_that_ends_in_it(number: str) -> None:
    forms = fold_ids(["HK-04", "HK-05", number])
    assert forms[2] == forms[0] != forms[1]


@pytest.mark.parametrize(
    "ids", [["A-04", "B-04", "4"], ["P4", "row-4"], ["HK-04", "HK-14", "5"], ["Р4", "P4"]]
)
def test_what_may_be_two_patients_is_no_spelling(ids: list[str]) -> None:
    assert len(set(fold_ids(ids))) == len(ids)


def test_one_answer_joins_the_numbers_of_another_table_to_its_ids() -> None:
    patients = "Pt,MADRS before,MADRS after\nHK-01,30,12\nHK-02,28,20\n"
    asked = import_text(patients + "1,29,11\n")
    joined = import_text(patients + "1,29,11\n", answer(asked, "ids_alike"))
    assert {i.key for i in joined.issues if i.severity == "error"} == {"repeated_id"}
