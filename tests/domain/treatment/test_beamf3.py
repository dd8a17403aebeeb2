"""BeamF3 against outside vectors, and the heads it refuses."""

from __future__ import annotations

import csv
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.treatment.beamf3 import (
    ADJUSTMENT_CM,
    BEAM_F3_PARAMETERS,
    NOT_FOR_POSITIONING,
    F3Position,
    compute_f3,
    locate_f3,
)
from ketgui.domain.unavailable import Unavailable
from tests.places import DATA

VECTORS = DATA / "beamf3_vectors.csv"
WITHIN_CM = 0.001

arcs = st.floats(25, 48)
circumferences = st.floats(45, 72)


def vectors() -> list[dict[str, float]]:
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return [{name: float(cell) for name, cell in row.items()} for row in csv.DictReader(file)]


def measured(row: dict[str, float]) -> tuple[float, float, float]:
    return (row["tragus_tragus_cm"], row["nasion_inion_cm"], row["circumference_cm"])


def position(*measurements: float, adjusted: bool = False) -> F3Position:
    found = locate_f3(*measurements, adjusted=adjusted)
    assert isinstance(found, F3Position)
    return found


@pytest.mark.parametrize("row", vectors(), ids=lambda row: "/".join(map(str, measured(row))))
def test_against_the_vectors_of_the_web_version(row: dict[str, float]) -> None:
    found = position(*measured(row))
    assert found.x_cm == pytest.approx(row["X_cm_webversion"], abs=WITHIN_CM)
    assert found.y_cm == pytest.approx(row["Y_cm_webversion"], abs=WITHIN_CM)
    adjusted = position(*measured(row), adjusted=True)
    assert adjusted.x_cm == found.x_cm
    assert adjusted.y_cm == pytest.approx(row["Y_adjusted_plus0.35"], abs=WITHIN_CM)


def test_against_the_worked_example_of_36_38_60() -> None:
    assert round(position(36, 38, 60).x_cm, 2) == 6.95


@given(arcs, arcs, circumferences, st.floats(1e-3, 1e3))
def test_a_head_twice_as_large_has_f3_twice_as_far(
    tragus: float, nasion: float, around: float, scale: float
) -> None:
    once = compute_f3(tragus, nasion, around)
    scaled = compute_f3(scale * tragus, scale * nasion, scale * around)
    assert scaled.x_cm == pytest.approx(scale * once.x_cm, rel=1e-9)
    assert scaled.y_cm == pytest.approx(scale * once.y_cm, rel=1e-9)


@given(arcs, arcs, circumferences)
def test_f3_lies_left_of_the_midline_in_front_of_the_ear(
    tragus: float, nasion: float, around: float
) -> None:
    found = position(tragus, nasion, around)
    assert 0 < found.x_cm < around / 4
    assert 0 < found.y_cm < max(tragus, nasion) / 2


@given(arcs, arcs, circumferences, st.floats(0.5, 2))
def test_x_alone_grows_with_the_circumference(
    tragus: float, nasion: float, around: float, scale: float
) -> None:
    once, other = compute_f3(tragus, nasion, around), compute_f3(tragus, nasion, scale * around)
    assert other.x_cm == pytest.approx(scale * once.x_cm)
    assert other.y_cm == once.y_cm


@given(arcs, arcs, circumferences)
def test_the_adjustment_lengthens_y_alone(tragus: float, nasion: float, around: float) -> None:
    plain = position(tragus, nasion, around)
    adjusted = position(tragus, nasion, around, adjusted=True)
    assert (adjusted.x_cm, adjusted.y_cm) == (plain.x_cm, plain.y_cm + ADJUSTMENT_CM)


@pytest.mark.parametrize(
    ("measurements", "reason"),
    [
        ((14.2, 38, 60), "Tragus to tragus: 14.2\u00a0cm lies outside 25–48\u00a0cm"),
        ((36, 380, 60), "Nasion to inion: 380\u00a0cm lies outside 25–48\u00a0cm"),
        ((36, 38, 23.6), "Head circumference: 23.6\u00a0cm lies outside 45–72\u00a0cm"),
        ((36, 38, math.nan), "Head circumference: not a number"),
        ((math.inf, 38, 60), "Tragus to tragus: not a number"),
        (
            (60, 38, 36),
            "Tragus to tragus: 60\u00a0cm lies outside 25–48\u00a0cm; "
            "Head circumference: 36\u00a0cm lies outside 45–72\u00a0cm",
        ),
    ],
)
def test_measurements_no_head_has_are_refused_with_the_range(
    measurements: tuple[float, float, float], reason: str
) -> None:
    assert locate_f3(*measurements) == Unavailable(reason)


def test_the_ends_of_the_ranges_are_heads() -> None:
    for end in ("low", "high"):
        limits = [getattr(parameter, end) for parameter in BEAM_F3_PARAMETERS]
        assert isinstance(locate_f3(*limits), F3Position)


def test_its_label_keeps_it_from_the_clinic() -> None:
    assert NOT_FOR_POSITIONING == "not for clinical positioning"
