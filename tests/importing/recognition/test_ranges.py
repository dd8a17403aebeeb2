"""Ages given as ranges are categories, said to be so, and never become a number."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.importing.recognition.ranges import is_range


@pytest.mark.parametrize(
    "word", ["35-39", "35 – 39", "35 à 39", "[35–39]", "65+", "≥ 65", "<18", "18 to 25"]
)  # fmt: skip
def test_a_range_is_known(word: str) -> None:
    assert is_range(word)


@pytest.mark.parametrize(
    "word", ["", "35", "-9", "2024-01-02", "a-b", "P1-2", "1-2-3", "27 (approx)"]
)
def test_what_is_no_range(word: str) -> None:
    assert not is_range(word)


@pytest.mark.parametrize("header", ["age", "Âge", "Edad"])
def test_ages_as_ranges_are_kept_as_categories(read: Any, keys: Any, header: str) -> None:
    found = read(
        f"id,{header},MADRS before,MADRS after\nP1,35-39,30,12\nP2,40-44,31,12\nP3,,28,20\n"
        "P4,65+,33,10\n"
    )
    assert found.cohort is not None, found.issues
    kept = found.cohort.patients[next(c for c in found.cohort.patients if c.startswith(header))]
    if header != "age":
        assert list(kept.fillna("")) == ["35-39", "40-44", "", "65+"]
    named = "age (B)" if header == "age" else header
    assert list(found.cohort.patients[named].fillna("")) == ["35-39", "40-44", "", "65+"]
    assert found.cohort.patients["age"].isna().all()
    assert "ranges_kept" in keys(found)
    assert "not_used" not in keys(found)


def test_one_age_among_ranges_makes_no_category_of_them(read: Any, keys: Any) -> None:
    found = read("id,age,MADRS before,MADRS after\nP1,35-39,30,12\nP2,41,31,12\n")
    assert "ranges_kept" not in keys(found)
    assert "35-39" not in found.cohort.patients.to_string()


def test_the_user_may_leave_the_ranges_out(read: Any) -> None:
    text = "id,age,MADRS before,MADRS after\nP1,35-39,30,12\nP2,40-44,31,12\n"
    first = read(text)
    from ketgui.importing.changes import ColumnChange

    table = first.mapping.tables[0]
    again = read(
        text,
        mapping=first.mapping.with_change(ColumnChange(table.file, table.sheet, "B", field="")),
    )
    assert "age (B)" not in again.cohort.patients
