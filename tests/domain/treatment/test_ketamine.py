"""Rates, infusions and doses that follow from ketamine parameters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.treatment.derivation import IMPOSSIBLE, NOT_REPORTED, DerivedValue
from ketgui.domain.treatment.ketamine import KetamineProtocol, derive_dose, derive_ketamine
from ketgui.domain.unavailable import Unavailable
from ketgui.text import language

SPACE = "\u00a0"
INFUSION = KetamineProtocol(
    dose_mg_per_kg=0.5,
    duration_minutes=60,
    concentration_mg_per_ml=1,
    infusions_per_week=3,
    weeks=2,
)

scales = st.floats(0.01, 100)
doses = st.floats(0.05, 2)
minutes = st.floats(1, 240)
kilograms = st.floats(30, 250)
concentrations = st.floats(0.1, 100)


@st.composite
def infusions(draw: st.DrawFn) -> KetamineProtocol:
    return KetamineProtocol(
        dose_mg_per_kg=draw(doses),
        duration_minutes=draw(minutes),
        concentration_mg_per_ml=draw(concentrations),
        infusions_per_week=draw(st.floats(0.25, 7)),
        weeks=draw(st.floats(1, 52)),
    )


def item(protocol: KetamineProtocol, key: str) -> DerivedValue:
    return next(one for one in derive_ketamine(protocol) if one.key == key)


def figure(protocol: KetamineProtocol, key: str) -> float:
    value = item(protocol, key).value
    assert not isinstance(value, Unavailable)
    return value


def for_weight(protocol: KetamineProtocol, weight: float) -> dict[str, float]:
    found = {one.key: one.value for one in derive_dose(protocol, weight)}
    return {key: value for key, value in found.items() if not isinstance(value, Unavailable)}


def scaled(protocol: Any, scale: float, *keys: str) -> Any:
    return replace(protocol, **{key: getattr(protocol, key) * scale for key in keys})


@pytest.mark.parametrize(
    ("duration", "rate", "pump", "formula"),
    [
        (60, 0.5, 35, "0.5 mg/kg ÷ 60 min × 60 min/h = 0.5 mg/kg/h"),
        (40, 0.75, 52.5, "0.5 mg/kg ÷ 40 min × 60 min/h = 0.75 mg/kg/h"),
    ],
)
def test_seventy_kilograms_at_one_milligram_a_millilitre(
    duration: float, rate: float, pump: float, formula: str
) -> None:
    protocol = replace(INFUSION, duration_minutes=duration)
    found = item(protocol, "rate_mg_per_kg_per_hour")
    assert found.value == pytest.approx(rate)
    assert found.formula.replace(SPACE, " ") == formula
    assert for_weight(protocol, 70) == pytest.approx(
        {"dose_mg": 35, "volume_ml": 35, "rate_ml_per_hour": pump}
    )


def test_a_dose_with_its_arithmetic_from_a_vial_of_fifty() -> None:
    vial = replace(INFUSION, concentration_mg_per_ml=50)
    assert [one.formula.replace(SPACE, " ") for one in derive_dose(vial, 70)] == [
        "0.5 mg/kg × 70 kg = 35 mg",
        "35 mg ÷ 50 mg/mL = 0.7 mL",
        "0.7 mL ÷ 60 min × 60 min/h = 0.7 mL/h",
    ]


@pytest.mark.parametrize(
    ("weeks", "formula"),
    [
        (2, "3 per week × 2 weeks = 6"),
        (1, "3 per week × 1 week = 3"),
        (2.5, "3 per week × 2.5 weeks = 7.5"),
    ],
)
def test_planned_infusions_with_their_arithmetic(weeks: float, formula: str) -> None:
    assert item(replace(INFUSION, weeks=weeks), "planned_infusions").formula == formula


@given(infusions(), scales)
def test_the_rate_scales_with_dose_and_against_time_and_gives_the_dose_back(
    protocol: KetamineProtocol, scale: float
) -> None:
    key = "rate_mg_per_kg_per_hour"
    rate = figure(protocol, key)
    assert figure(scaled(protocol, scale, "dose_mg_per_kg"), key) == pytest.approx(scale * rate)
    assert figure(scaled(protocol, scale, "duration_minutes"), key) == pytest.approx(rate / scale)
    assert rate * (protocol.duration_minutes or 0) / 60 == pytest.approx(protocol.dose_mg_per_kg)


@given(infusions(), scales)
def test_planned_infusions_scale_with_the_weeks_and_give_them_back(
    protocol: KetamineProtocol, scale: float
) -> None:
    planned = figure(protocol, "planned_infusions")
    longer = scaled(protocol, scale, "weeks")
    assert figure(longer, "planned_infusions") == pytest.approx(scale * planned)
    assert planned / (protocol.infusions_per_week or 0) == pytest.approx(protocol.weeks)


@given(infusions(), kilograms, scales)
def test_dose_volume_and_pump_rate_scale_with_the_weight_and_give_the_dose_back(
    protocol: KetamineProtocol, weight: float, scale: float
) -> None:
    once, heavier = for_weight(protocol, weight), for_weight(protocol, scale * weight)
    assert heavier == pytest.approx({key: scale * value for key, value in once.items()})
    hours = (protocol.duration_minutes or 0) / 60
    from_pump = once["rate_ml_per_hour"] * hours * (protocol.concentration_mg_per_ml or 0)
    assert from_pump == pytest.approx(once["dose_mg"])
    assert from_pump / weight == pytest.approx(protocol.dose_mg_per_kg)


def test_what_a_dose_needs_and_lacks_is_named() -> None:
    dose, volume, pump = derive_dose(KetamineProtocol(duration_minutes=60), 70)
    assert (dose.value, dose.missing) == (NOT_REPORTED, ("dose_mg_per_kg",))
    assert volume.missing == pump.missing == ("dose_mg_per_kg", "concentration_mg_per_ml")
    assert [one.value for one in derive_dose(INFUSION, 0)] == [IMPOSSIBLE] * 3


def test_arithmetic_is_written_in_the_users_language() -> None:
    with language("fr"):
        assert item(INFUSION, "rate_mg_per_kg_per_hour").formula.startswith("0,5\u00a0mg/kg")
