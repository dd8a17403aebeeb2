"""Headers that announce a direct identifier, in the languages of the clinics."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.importing import import_text
from ketgui.importing.vocabulary.privacy import (
    identify_by_header,
    identify_in_text,
    is_record_number,
)


@pytest.mark.parametrize(
    "header",
    ["MRN", "Chart #", "No. dossier", "N° dossier", "Nº historia", "N° de historia clínica",
     "Número de historia", "Prontuário"],
)  # fmt: skip
def test_a_hospital_s_record_number_is_known_by_its_header(header: str) -> None:
    assert identify_by_header(header) == "record"
    assert is_record_number(header, ["4400123"])


@pytest.mark.parametrize("header", ["Code", "patient_id", "Historia familiar", "Study number"])
def test_a_study_s_own_code_is_none(header: str) -> None:
    assert identify_by_header(header) is None
    assert not is_record_number(header, ["4400123"])


def test_a_column_that_tells_the_patients_apart_is_offered_and_then_asked_about() -> None:
    text = (
        "Nº historia,Peso x,Fecha x,madrs_before,madrs_after\n"
        "4400123,61.5,2023-01-05,30,12\n4400130,70.2,2023-01-11,28,9\n"
    )
    imported = import_text(text)
    (issue,) = (issue for issue in imported.issues if issue.key == "no_id")
    assert [answer.title for answer in issue.answers] == ["Nº historia identifies the patients"]
    asked = import_text(text, imported.mapping.with_change(issue.answers[0].change))
    (question,) = (issue for issue in asked.issues if issue.key == "identifying_ids")
    replaced = import_text(text, asked.mapping.with_change(question.answers[0].change))
    assert replaced.cohort is not None
    assert list(replaced.cohort.patients["patient_id"]) == ["S01", "S02"]


def test_a_column_with_a_word_twice_does_not_tell_patients_apart() -> None:
    imported = import_text("Salle,madrs_before,madrs_after\nA,30,12\nA,28,9\n")
    (issue,) = (issue for issue in imported.issues if issue.key == "no_id")
    assert issue.answers == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [("appeler 06 12 34 56 78", "phone"), ("+33 6 12 34 56 78", "phone"),
     ("habite H2X 1Y4", "address"), ("dose 0.5 mg/kg 40 50", None), ("K1A", None)],
)  # fmt: skip
def test_telephone_numbers_and_postal_codes_are_known_in_free_text(text: str, kind: Any) -> None:
    assert identify_in_text(text) == kind


@pytest.mark.parametrize(
    ("header", "kind"),
    [("Site phone", "phone"), ("Prén.", "name"), ("Emerg. contact", "name"), ("N° SS", "social"),
     ("Born", "birth_date"), ("B/D", "birth_date"), ("Init", "name"), ("Site", None)],
)  # fmt: skip
def test_short_headers_of_identifiers(header: str, kind: Any) -> None:
    assert identify_by_header(header) == kind
