"""How a column's cells are read."""

from __future__ import annotations

import pytest

from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.recognition import rules
from ketgui.importing.tables.text_table import CodedText, Labels
from ketgui.importing.vocabulary.targets import Target

AGE, SEX = Target("patients", "age"), Target("patients", "sex")
SCORE = Target("assessments", "score", (("scale", "madrs"),))
DATE = Target("infusions", "date")


def ruled(target: Target, *cells: str, labels: Labels | None = None) -> ColumnMapping:
    return rules.propose_rule(ColumnMapping("A", "header", target), CodedText.of(cells), labels)


def test_a_decimal_comma_is_found_and_shown() -> None:
    column = ruled(SCORE, "27,5", "30")
    assert column.rule.decimal == ","
    assert "27.5" in column.read_as


def test_the_scale_s_maximum_behind_a_score_is_no_part_of_it() -> None:
    assert ruled(SCORE, "28/60", "30/60").rule.suffix == "/60"
    assert rules.find_limits(SCORE) == (0, 60)


def test_one_unit_among_bare_numbers_is_read_too() -> None:
    weight = Target("infusions", "weight_kg")
    assert ruled(weight, "70", "82", "71,2 kg").rule.suffix == "kg"
    assert ruled(weight, "70", "82", "71,2 st").rule.suffix == ""


def test_an_order_of_dates_that_nothing_proves_is_asked() -> None:
    assert ruled(DATE, "01/02/2024", "03/04/2024").question == "date_order"
    assert ruled(DATE, "13/02/2024").rule.date_order == "dmy"


def test_codes_are_what_the_file_s_labels_say() -> None:
    column = ruled(SEX, "1", "2", labels=Labels("Sex", (("1", "Femme"), ("2", "Homme"))))
    assert dict(column.rule.codes) == {"1": "female", "2": "male"}
    assert ruled(SEX, "1", "2").question == "coding"


@pytest.mark.parametrize("label", ["Unknown", "Not done", "Refusé", "Sans objet"])
def test_a_code_that_the_file_calls_unknown_is_missing(label: str) -> None:
    assert ruled(AGE, "45", "99", labels=Labels("", (("99", label),))).rule.missing == ("99",)


def test_the_share_of_cells_that_a_field_can_hold() -> None:
    assert rules.compute_readable_share(AGE, ["34 ans", "51", "soon", "?"]) == 0.5
    assert rules.get_kind(Target("assessments", "item")) == "integer"
