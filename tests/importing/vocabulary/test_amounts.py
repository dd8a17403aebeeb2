"""Amounts that a cell writes in its own way."""

from __future__ import annotations

import pytest

from ketgui.importing.vocabulary.amounts import read_minutes, write_in_own_unit
from ketgui.importing.vocabulary.targets import Target

DURATION = Target("infusions", "duration_minutes")
DOSE, BY_WEIGHT = Target("infusions", "dose_mg"), Target("infusions", "dose_mg_per_kg")


@pytest.mark.parametrize(
    ("word", "minutes"),
    [("0:40", 40), ("00:40", 40), ("00:40:00", 40), ("1:00", 60), ("40:00", 40), ("1h15", 75),
     ("1 h 05 min", 65), ("45'", 45), ("1:05:30", 65.5)],
)  # fmt: skip
def test_clocks_are_durations(word: str, minutes: float) -> None:
    assert read_minutes(word) == minutes
    assert write_in_own_unit(word, DURATION) == f"{minutes:g} min"


@pytest.mark.parametrize("word", ["40", "40 min", "1 h", "2024-01-02", "about 40", "0:4", ""])
def test_other_words_are_no_clocks(word: str) -> None:
    assert read_minutes(word) is None
    assert write_in_own_unit(word, DURATION) == word


@pytest.mark.parametrize(
    ("word", "mg", "by_weight"),
    [
        ("0.5 mg/kg (35 mg)", "35 mg", "0.5 mg/kg"),
        ("35 mg (0.5 mg/kg)", "35 mg", "0.5 mg/kg"),
        ("0,5 mg/kg soit 42,5 mg", "42,5 mg", "0,5 mg/kg"),
        ("40mg = 0.5mg/kg", "40 mg", "0.5 mg/kg"),
        ("0.5mg / kg; 38 mg", "38 mg", "0.5 mg/kg"),
    ],
)
def test_of_a_dose_in_two_units_each_field_has_its_own(word: str, mg: str, by_weight: str) -> None:
    assert write_in_own_unit(word, DOSE) == mg
    assert write_in_own_unit(word, BY_WEIGHT) == by_weight


@pytest.mark.parametrize("word", ["35 mg in 60 min NaCl", "35 mg then 40 mg", "35-40 mg", "35 mg*"])
def test_a_dose_with_other_words_stays_as_it_is(word: str) -> None:
    assert write_in_own_unit(word, DOSE) == word
