"""Cells to values."""

from __future__ import annotations

import numpy as np
import pytest

from ketgui.importing.mapping.mapping import ColumnMapping, ReadingRule
from ketgui.importing.rows.reading import read_column
from ketgui.importing.tables.text_table import CodedText
from ketgui.importing.vocabulary.targets import Target

AGE, SEX = Target("patients", "age"), Target("patients", "sex")


def read(target: Target, *cells: str, **rule: object):
    column = ColumnMapping("A", "header", target, rule=ReadingRule(**rule))  # type: ignore[arg-type]
    return read_column(CodedText.of(cells), column, target)


def test_a_number_that_cannot_be_read_is_marked_and_none_is_read_by_halves() -> None:
    found = read(AGE, "44", "44*", "", decimal=".")
    assert found.values[0] == 44
    assert np.isnan(found.values[1:]).all()
    assert list(found.unread) == [False, True, False]
    assert list(found.filled) == [True, True, False]


@pytest.mark.parametrize(
    ("rule", "value"),
    [({"decimal": ","}, 27.5), ({"unit": "lb", "decimal": ","}, 27.5 * 0.45359237)],
)
def test_marks_and_units_are_those_of_the_rule(rule: dict[str, str], value: float) -> None:
    assert read(Target("infusions", "weight_kg"), "27,5", **rule).values[0] == pytest.approx(value)


def test_codes_and_words_for_missing_are_the_column_s_own() -> None:
    found = read(SEX, "1", "F", "9", codes=(("1", "male"),), missing=("9",))
    assert list(found.values) == ["male", "female", None]
    assert not found.unread.any()


def test_none_is_an_answer_for_events_and_a_gap_elsewhere() -> None:
    assert read(Target("adverse_events", "action"), "none").values[0] == "none"
    assert read(Target("patients", "diagnosis"), "none").values[0] is None


def test_a_date_is_read_in_the_rule_s_order() -> None:
    target = Target("infusions", "date")
    assert str(read(target, "01/02/2024", date_order="dmy").values[0])[:10] == "2024-02-01"
    assert read(target, "soon", date_order="dmy").unread[0]
