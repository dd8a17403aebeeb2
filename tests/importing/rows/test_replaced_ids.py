"""New ids in the tables that a study stores, and none of the old ones."""

from __future__ import annotations

from dataclasses import replace

from ketgui.importing import import_text
from ketgui.importing.changes import Decision
from ketgui.importing.rows.replaced_ids import replace_ids_in_tables

TEXT = "id,visit,madrs\nAnn,before,30\nAnn,after,12\nBob,before,28\nBob,after,27\n"
PSEUDONYMS = (("S01", "Ann"), ("S02", "Bob"))


def test_every_row_of_a_patient_has_the_new_id_and_other_cells_stay() -> None:
    imported = import_text(TEXT)
    (table,), mapping = replace_ids_in_tables(imported.tables, imported.mapping, PSEUDONYMS, ())
    assert list(table.columns[0].texts()) == ["S01", "S01", "S02", "S02"]
    assert list(table.columns[2].texts()) == ["30", "12", "28", "27"]
    assert mapping.ids == "keep"


def test_decisions_about_ids_are_carried_out_and_quote_no_old_id() -> None:
    imported = import_text(TEXT.replace("Bob,after", "Bobb,after"))
    name = imported.tables[0].file
    typing_error = Decision("correct", name, "", 5, "A", old="Bobb", new="Bob")
    score = Decision("correct", name, "", 5, "C", old="27", new="17")
    asked = replace(imported.mapping, decisions=(typing_error, score))
    (table,), mapping = replace_ids_in_tables(imported.tables, asked, PSEUDONYMS, ())
    assert list(table.columns[0].texts()) == ["S01", "S01", "S02", "S02"]
    assert mapping.decisions == (score,)


def test_excluded_patients_have_ids_of_their_own() -> None:
    imported = import_text(TEXT)
    out = Decision("exclude", imported.tables[0].file, "", 2, reason="moved away")
    asked = replace(imported.mapping, decisions=(out,))
    (table,), _mapping = replace_ids_in_tables(imported.tables, asked, (("S02", "Bob"),), ("X01",))
    assert list(table.columns[0].texts()) == ["X01", "X01", "S02", "S02"]


def test_a_blank_id_stays_blank() -> None:
    imported = import_text(TEXT + ",before,25\n")
    (table,), _mapping = replace_ids_in_tables(imported.tables, imported.mapping, PSEUDONYMS, ())
    assert table.columns[0].at(4) == ""


def test_a_row_of_totals_does_not_become_a_patient() -> None:
    text = "id,MADRS before,MADRS after\nAnn,30,12\nBob,28,27\nMean,29,19.5\n"
    imported = import_text(text)
    (table,), _mapping = replace_ids_in_tables(imported.tables, imported.mapping, PSEUDONYMS, ())
    assert list(table.columns[0].texts()) == ["S01", "S02"]
