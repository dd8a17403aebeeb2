"""A mapping kept for the headers of a file, and offered again; it holds no patient's data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ketgui.importing import Import, import_files
from ketgui.importing import mapping_store as store
from ketgui.importing.changes import ColumnChange, Decision
from ketgui.paths import user_dir

HEADER = "code,MADRS A,MADRS B,Genre\n"
JANUARY = HEADER + "TREM-1,30,12,1\nTREM-2,28,20,2\n"
MARCH = HEADER + "ROY-1,33,13,2\nROY-2,25,19,1\n"
RENAMED = "MADRS A;Code;MADRS B;Genre\n30;A1;12;1\n"


def answered(read: Any) -> Import:
    first = read(JANUARY, "tremblay-janvier.csv")
    mapping = first.mapping
    for column, field in (("A", "patients.patient_id"), ("D", "patients.sex")):
        mapping = mapping.with_change(ColumnChange("tremblay-janvier.csv", "", column, field=field))
    for column, moment in (("B", "before"), ("C", "after")):
        mapping = mapping.with_change(
            ColumnChange(
                "tremblay-janvier.csv", "", column, field="assessments.score",
                given=(("scale", "madrs"), ("moment", moment)),
            )
        )  # fmt: skip
    codes = ColumnChange(
        "tremblay-janvier.csv", "", "D",
        codes=(("1", "female"), ("2", "male"), ("Marie Tremblay, 1961", "female")),
        missing=("9", "Marie Tremblay"),
    )  # fmt: skip
    corrected = Decision(
        "correct", "tremblay-janvier.csv", "", 2, "B", old="30", new="31", reason="TREM-1 re-read"
    )
    mapping = mapping.with_change(codes).with_change(corrected)
    return read(JANUARY, "tremblay-janvier.csv", mapping)


def test_answers_are_offered_for_the_next_file_with_the_same_headers(
    read: Any, tmp_path: Path
) -> None:
    first = answered(read)
    store.remember(first.mapping, first.tables, tmp_path / "kept")
    assert read(MARCH, "mars.csv").mapping.tables[0].columns[3].rule.codes != (
        ("1", "female"), ("2", "male"),
    )  # fmt: skip
    fresh = read(MARCH, "mars.csv")
    recalled = store.recall(fresh.tables, tmp_path / "kept")
    assert recalled is not None
    again = read(MARCH, "mars.csv", recalled)
    assert again.cohort is not None, again.issues
    assert list(again.cohort.patients["sex"]) == ["male", "female"]
    ratings = again.cohort.assessments.set_index(["patient_id", "moment"])["score"]
    assert ratings["ROY-1", "before"] == 33


def test_no_file_name_and_no_cell_is_kept(read: Any, tmp_path: Path) -> None:
    first = answered(read)
    kept = store.remember(first.mapping, first.tables, tmp_path / "kept").read_text()
    for word in ("tremblay", "trem-1", "re-read", "1961", "marie"):
        assert word not in kept.casefold()
    assert "MADRS A" in kept


def test_other_headers_have_none_and_what_is_forgotten_is_gone(read: Any, tmp_path: Path) -> None:
    first = answered(read)
    store.remember(first.mapping, first.tables, tmp_path)
    assert store.recall(read(RENAMED, "b.csv").tables, tmp_path) is None
    assert store.forget(first.tables, tmp_path)
    assert not store.forget(first.tables, tmp_path)
    assert store.recall(first.tables, tmp_path) is None


def test_a_title_line_more_does_not_matter(read: Any, tmp_path: Path) -> None:
    first = answered(read)
    store.remember(first.mapping, first.tables, tmp_path)
    titled = "Export of March\n\n" + MARCH
    recalled = store.recall(read(titled, "c.csv").tables, tmp_path)
    assert recalled is not None
    again = read(titled, "c.csv", recalled)
    assert list(again.cohort.patients["patient_id"]) == ["ROY-1", "ROY-2"]


@pytest.mark.parametrize("damage", ["[[", "schema = 99", "ids = 3"])
def test_a_damaged_mapping_counts_as_none(read: Any, tmp_path: Path, damage: str) -> None:
    first = answered(read)
    store.remember(first.mapping, first.tables, tmp_path).write_text(damage)
    assert store.recall(first.tables, tmp_path) is None


def test_tables_are_known_in_any_order(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("patient_id,age\nP1,40\n")
    (tmp_path / "b.csv").write_text("patient_id,MADRS before,MADRS after\nP1,30,12\n")
    found = import_files([tmp_path / "a.csv", tmp_path / "b.csv"])
    swapped = import_files([tmp_path / "b.csv", tmp_path / "a.csv"])
    assert store.signature(found.tables) == store.signature(swapped.tables)
    store.remember(found.mapping, found.tables, tmp_path / "kept")
    recalled = store.recall(swapped.tables, tmp_path / "kept")
    assert recalled is not None
    assert {table.file: len(table.columns) for table in recalled.tables} == {"a.csv": 2, "b.csv": 3}


def test_mappings_are_kept_beside_the_preferences() -> None:
    assert store.default_folder().parent == user_dir()
