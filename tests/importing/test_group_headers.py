"""Headers in two rows: groups above columns, as clinics lay them out."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from ketgui.importing import import_files


@pytest.mark.parametrize("merged", [True, False])
def test_a_group_s_header_spreads_no_further_than_it_is_merged(
    tmp_path: Path, merged: bool
) -> None:
    names = ["No dossier étude", "Âge", "Sexe", "Avant", "Après", "Anxiété comorbide", "Site"]
    path = tmp_path / "suivi.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["", "Données démographiques", "", "MADRS"])
        if merged:
            sheet.merge_range(0, 1, 0, 2, "Données démographiques")
            sheet.merge_range(0, 3, 0, 4, "MADRS")
        sheet.write_row(1, 0, names)
        for place, row in enumerate(
            (["K1", 40, "F", 30, 12, "oui", "A"], ["K2", 51, "H", 28, 20, "non", "B"])
        ):
            sheet.write_row(place + 2, 0, row)
    imported = import_files([path])
    assert imported.cohort is not None, imported.issues
    assert imported.cohort.patients["age"].tolist() == [40, 51]
    assert imported.cohort.patients["anxiety"].tolist() == [True, False]
    assert imported.cohort.patients["patient_id"].tolist() == ["K1", "K2"]
    assert imported.cohort.assessments["score"].tolist() == [30, 28, 12, 20]
    headers = imported.tables[0].headers
    assert headers[:5] == ("No dossier étude", "Âge", headers[2], "MADRS Avant", "MADRS Après")
    # Without merged cells nobody can tell where the last group ends; a known name needs none.
    assert headers[6] == "Site"
