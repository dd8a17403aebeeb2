"""Headers that announce a direct identifier, in the languages of the clinics."""

from __future__ import annotations

import pytest

from ketgui.importing.privacy import by_header, is_record_number


@pytest.mark.parametrize(
    "header",
    ["MRN", "Chart #", "No. dossier", "Nº historia", "N° de historia clínica",
     "Número de historia", "Prontuário"],
)  # fmt: skip
def test_a_hospital_s_record_number_is_known_by_its_header(header: str) -> None:
    assert by_header(header) == "record"
    assert is_record_number(header, ["4400123"])


@pytest.mark.parametrize("header", ["Code", "patient_id", "Historia familiar", "Study number"])
def test_a_study_s_own_code_is_none(header: str) -> None:
    assert by_header(header) is None
    assert not is_record_number(header, ["4400123"])
