"""The weight from which a dose is reckoned."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.treatment.ketamine import WEIGHT_BASES
from ketgui.domain.treatment.weights import (
    CONVENTION_NOTE,
    WeightConvention,
    compute_adjusted_weight,
    compute_dosing_weight,
    compute_ideal_weight,
)
from ketgui.domain.unavailable import Unavailable

weights = st.floats(30, 250)
heights = st.floats(152.4, 220)
sexes = st.sampled_from(["female", "male"])


@pytest.mark.parametrize(
    ("inches", "sex", "kilograms"),
    [(60, "male", 50), (60, "female", 45.5), (70, "male", 73), (65, "female", 57)],
)
def test_ideal_weight_is_devines(inches: float, sex: str, kilograms: float) -> None:
    assert compute_ideal_weight(inches * 2.54, sex) == pytest.approx(kilograms)


@given(heights, sexes)
def test_ideal_weight_gives_the_height_back(height: float, sex: str) -> None:
    ideal = compute_ideal_weight(height, sex)
    assert isinstance(ideal, float)
    base = {"male": 50, "female": 45.5}[sex]
    assert (60 + (ideal - base) / 2.3) * 2.54 == pytest.approx(height)


@pytest.mark.parametrize("height", [152, 0, -170, math.nan])
def test_ideal_weight_begins_at_sixty_inches(height: float) -> None:
    assert compute_ideal_weight(height, "male") == Unavailable(
        "ideal weight is defined from 152.4 cm on"
    )


@pytest.mark.parametrize("sex", ["other", None])
def test_ideal_weight_asks_for_a_sex_it_is_defined_for(sex: str | None) -> None:
    assert compute_ideal_weight(170, sex) == Unavailable(
        "ideal weight is defined for women and men"
    )


def test_the_constants_can_be_edited() -> None:
    policy = WeightConvention(men_kg=51, kg_per_inch=2, from_inches=59, adjusted_share=0.25)
    assert compute_ideal_weight(69 * 2.54, "male", policy) == pytest.approx(71)
    assert compute_adjusted_weight(100, 60, policy) == 70
    assert "edit" in CONVENTION_NOTE


def test_adjusted_weight_counts_four_tenths_of_the_excess() -> None:
    assert compute_adjusted_weight(100, 70) == 82


@given(weights, weights)
def test_adjusted_weight_gives_the_actual_back(actual: float, ideal: float) -> None:
    adjusted = compute_adjusted_weight(actual, ideal)
    assert ideal + (adjusted - ideal) / 0.4 == pytest.approx(actual)
    assert min(actual, ideal) - 1e-9 <= adjusted <= max(actual, ideal) + 1e-9


def test_each_basis_gives_its_weight() -> None:
    found = {
        basis.key: compute_dosing_weight(basis.key, 100, height_cm=177.8, sex="male", cap_kg=90)
        for basis in WEIGHT_BASES
    }
    assert found == pytest.approx({"actual": 100, "ideal": 73, "adjusted": 83.8, "capped": 90})


def test_a_cap_leaves_a_lighter_patient_alone() -> None:
    assert compute_dosing_weight("capped", 70, cap_kg=90) == 70


@pytest.mark.parametrize(
    ("basis", "reason"),
    [
        (None, "the weight basis is not reported"),
        ("capped", "the weight at which the dose is capped is not reported"),
        ("ideal", "height is not reported"),
        ("adjusted", "height is not reported"),
    ],
)
def test_what_a_basis_lacks_is_said(basis: str | None, reason: str) -> None:
    assert compute_dosing_weight(basis, 70) == Unavailable(reason)
