"""Tables as declared, fields and scales."""

from __future__ import annotations

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, Source, apply_schema, make_empty_table
from ketgui.domain.fields import TABLES, get_fields


def test_an_empty_cohort_has_every_table_with_its_columns():
    cohort = Cohort()
    assert cohort.enrolled == 0
    assert cohort.name == ""
    for table in TABLES:
        declared = [field.key for field in get_fields(table)]
        assert list(cohort.get_table(table).columns) == declared
        assert cohort.get_table(table).dtypes.equals(make_empty_table(table).dtypes)


def test_rows_take_the_declared_columns_order_and_types():
    rows = pd.DataFrame(
        {"ward": ["A", "B"], "age": ["40", None], "patient_id": [1, 2]}, index=[5, 7]
    )
    made = apply_schema("patients", rows)
    assert list(made.columns[:2]) == ["patient_id", "age"]
    assert made.columns[-1] == "ward"
    assert made["patient_id"].tolist() == ["1", "2"]
    assert made["age"].dtype == "float64"
    assert made.index.tolist() == [0, 1]
    assert made["anxiety"].isna().all()


def test_a_column_without_a_value_takes_no_room():
    rows = apply_schema("infusions", pd.DataFrame({"patient_id": ["P1", "P2", "P3"]}))
    for name in ("dose_mg", "date"):
        assert rows[name].to_numpy().strides == (0,)
    assert rows.drop(columns="patient_id").isna().all(axis=None)
    assert len(rows.dropna(subset="dose_mg")) == 0


def test_a_cell_of_another_type_is_refused():
    with pytest.raises(ValueError, match="forty"):
        apply_schema("patients", pd.DataFrame({"patient_id": ["1"], "age": ["forty"]}))


def test_the_name_of_a_cohort_is_that_of_its_files():
    cohort = Cohort(sources=(Source("a.csv", "00"), Source("b.csv", "11")))
    assert cohort.name == "a.csv + b.csv"
