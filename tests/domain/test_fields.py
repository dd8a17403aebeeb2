"""The declared columns: unique, ordered and found by name."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from ketgui.domain.fields import FIELDS, TABLES, TableName, get_field, get_fields


def test_every_table_is_declared_and_starts_with_the_patient():
    assert set(TABLES) == set(get_args(TableName))
    for table in TABLES:
        assert get_fields(table)[0].key == "patient_id"
        assert get_fields(table)[0].required


def test_fields_are_unique_and_their_ranges_ordered():
    counts = Counter((field.table, field.key) for field in FIELDS)
    assert max(counts.values()) == 1
    for field in FIELDS:
        assert field.title
        assert field.help
        if field.low is not None and field.high is not None:
            assert field.low < field.high, field.key
        assert bool(field.choices) == (field.kind == "choice"), field.key


def test_headers_of_a_table_mean_one_field_each():
    for table in TABLES:
        for field in get_fields(table):
            choices = [alias for choice in field.choices for alias in (choice.key, *choice.aliases)]
            assert len(choices) == len(set(choices)), field.key


def test_a_field_is_found_or_named_as_unknown():
    assert get_field("patients", "age").unit == "years"
    with pytest.raises(KeyError, match=r"patients\.weight"):
        get_field("patients", "weight")
