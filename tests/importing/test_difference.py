"""What changed between two imports of the same study (row P05 of the hard inputs)."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.domain.cohort import Cohort
from ketgui.importing.difference import Difference, FieldChange, difference

OLD = "id,age,ward,MADRS before,MADRS after\nP1,40,N,30,12\nP2,50,S,28,20\nP3,60,S,33,\n"
NEW = "id,age,ward,MADRS before,MADRS after\nP4,41,N,25,9\nP3,60,S,33,14\nP1,41,N,31,12\n"


def test_values_rows_and_patients_that_changed_are_named(read: Any) -> None:
    found = difference(read(OLD), read(NEW))
    assert found.added == ("P4",)
    assert found.removed == ("P2",)
    assert set(found.changed) == {
        FieldChange("patients", "P1", (), "age", 40.0, 41.0),
        FieldChange("assessments", "P1", ("madrs", "before"), "score", 30.0, 31.0),
    }
    assert found.rows_added == (FieldChange("assessments", "P3", ("madrs", "after"), ""),)
    assert found.rows_removed == ()
    assert set(found.patients) == {"P1", "P3"}
    assert not found.empty
    assert not found.same_files


def test_the_order_of_rows_is_no_change(read: Any) -> None:
    lines = OLD.splitlines()
    turned = "\n".join([lines[0], *reversed(lines[1:])]) + "\n"
    found = difference(read(OLD), read(turned))
    assert found.empty
    assert not found.same_files


def test_the_same_file_is_told_by_its_hash(read: Any) -> None:
    found = difference(read(OLD, "a.csv"), read(OLD, "b.csv"))
    assert found == Difference(same_files=True)
    assert found.empty


def test_one_way_is_the_other_turned_round(read: Any) -> None:
    there, back = difference(read(OLD), read(NEW)), difference(read(NEW), read(OLD))
    assert set(there.added) == set(back.removed)
    assert there.rows_added == back.rows_removed
    assert {(c.field, c.old, c.new) for c in there.changed} == {
        (c.field, c.new, c.old) for c in back.changed
    }


def test_events_alike_are_told_apart_by_number(cohort_of: Any) -> None:
    def with_events(n: int) -> Cohort:
        return cohort_of(
            [(30, 15)],
            patients=[{"patient_id": "A"}],
            assessments=[{"patient_id": "A", "scale": "madrs", "moment": "before", "score": 30}],
            adverse_events=[{"patient_id": "A", "term": "nausea"}] * n,
        )

    found = difference(with_events(1), with_events(3))
    assert found.rows_added == (FieldChange("adverse_events", "A", ("nausea",), ""),) * 2


@pytest.mark.parametrize("nothing", [None, Cohort()])
def test_nothing_before_means_that_all_are_added(read: Any, nothing: Cohort | None) -> None:
    found = difference(nothing, read(OLD))
    assert found.added == ("P1", "P2", "P3")
    assert difference(nothing, nothing).empty
    assert not difference(nothing, nothing).same_files


def test_a_column_that_one_file_lacks_is_a_change_to_nothing(cohort_of: Any) -> None:
    wide = cohort_of([(30, 15)], patients=[{"patient_id": "A", "ward": "N"}])
    narrow = cohort_of([(30, 15)], patients=[{"patient_id": "A"}])
    assert FieldChange("patients", "A", (), "ward", "N", None) in difference(wide, narrow).changed
