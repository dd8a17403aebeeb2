"""What does not agree in a protocol, and what a reader would still miss."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.treatment.protocols import (
    TMS_PARAMETERS,
    KetamineProtocol,
    Protocol,
    TmsProtocol,
    find_flags,
    find_missing_parameters,
    list_reported,
)

SPACE = "\u00a0"
TRAIN = TmsProtocol(
    frequency_hz=20, train_seconds=5, inter_train_interval_seconds=25, trains=30, sessions=36
)
INFUSION = KetamineProtocol(
    dose_mg_per_kg=0.5,
    duration_minutes=60,
    concentration_mg_per_ml=1,
    infusions_per_week=3,
    weeks=2,
)


def test_a_typed_value_that_disagrees_is_flagged_with_the_arithmetic() -> None:
    (flag,) = find_flags(replace(TRAIN, pulses_per_session=1800))
    assert flag.key == "pulses_per_session"
    assert flag.message == "20\u00a0Hz × 5\u00a0s × 30 trains = 3000; 1800 entered"


@given(st.floats(1, 100), st.floats(1, 600), st.integers(1, 200), st.floats(0, 0.999))
def test_a_count_within_one_agrees(hertz: float, seconds: float, trains: int, less: float) -> None:
    protocol = TmsProtocol(frequency_hz=hertz, train_seconds=seconds, trains=trains)
    typed = hertz * seconds * trains - less
    flagged = [flag.message for flag in find_flags(replace(protocol, pulses_per_session=typed))]
    assert not any("entered" in message for message in flagged)


@pytest.mark.parametrize(
    ("key", "typed"),
    [("pulses_per_train", 99), ("pulses_per_session", 3001), ("course_pulses", 108_001)],
)
def test_a_count_that_is_off_by_one_is_flagged(key: str, typed: float) -> None:
    assert [flag.key for flag in find_flags(replace(TRAIN, **{key: typed}))] == [key]


def test_infusions_that_do_not_fit_the_weeks_are_flagged() -> None:
    (flag,) = find_flags(replace(INFUSION, planned_infusions=8))
    assert flag.message == "3 per week × 2 weeks = 6; 8 entered"
    assert find_flags(replace(INFUSION, planned_infusions=6)) == ()


@pytest.mark.parametrize("typed", [19, 19.783, 20, 20.1667, 21])
def test_a_session_printed_as_about_twenty_minutes_agrees(typed: float) -> None:
    assert find_flags(brainsway(session_minutes=typed)) == ()


@pytest.mark.parametrize("typed", [18, 22])
def test_a_session_more_than_a_twentieth_off_is_flagged(typed: float) -> None:
    (flag,) = find_flags(brainsway(session_minutes=typed))
    assert flag.key == "session_minutes"
    assert flag.message.replace(SPACE, " ") == (
        f"55 trains × (2 s + 20 s) = 20:10 min; {typed} min entered, more than 5% away"
    )


def test_a_session_is_held_against_the_time_there_is() -> None:
    without_frequency = replace(brainsway(session_minutes=30), frequency_hz=None)
    assert [flag.key for flag in find_flags(without_frequency)] == ["session_minutes"]
    without_any = TmsProtocol(session_minutes=30)
    assert find_flags(without_any) == ()


def brainsway(session_minutes: float) -> TmsProtocol:
    return TmsProtocol(
        frequency_hz=18,
        train_seconds=2,
        inter_train_interval_seconds=20,
        trains=55,
        session_minutes=session_minutes,
    )


@pytest.mark.parametrize(
    ("protocol", "message"),
    [
        (TmsProtocol(percent_mt=1200), "Intensity: 1200% MT lies outside 20–140% MT"),
        (TmsProtocol(frequency_hz=0), "Frequency: 0 Hz lies outside 0.1–100 Hz"),
        (TmsProtocol(trains=30.5), "Trains: 30.5 is not a whole number"),
        (TmsProtocol(sessions=math.nan), "Sessions: not a number"),
        (TmsProtocol(session_minutes=math.inf), "Session duration: not a number"),
        (KetamineProtocol(dose_mg_per_kg=5), "Dose by weight: 5 mg/kg lies outside 0.05–2 mg/kg"),
    ],
)
def test_a_value_out_of_range_is_named_with_the_range(protocol: Protocol, message: str) -> None:
    assert [flag.message.replace(SPACE, " ") for flag in find_flags(protocol)] == [message]


def test_a_reader_misses_everything_of_an_empty_protocol_but_what_follows() -> None:
    assert [one.key for one in find_missing_parameters(TmsProtocol())] == [
        "stimulator",
        "coil",
        "target",
        "localisation",
        "motor_threshold_type",
        "motor_threshold_method",
        "percent_mt",
        "frequency_hz",
        "train_seconds",
        "inter_train_interval_seconds",
        "trains",
        "sessions",
        "sessions_per_day",
    ]
    assert [one.key for one in find_missing_parameters(KetamineProtocol())] == [
        "drug",
        "route",
        "dose_mg_per_kg",
        "duration_minutes",
        "weight_basis",
        "infusions_per_week",
        "weeks",
    ]


def test_a_reader_misses_a_half_described_burst_but_no_pause_after_one_train() -> None:
    missed = {one.key for one in find_missing_parameters(TmsProtocol(pulses_per_burst=3, trains=1))}
    assert "burst_frequency_hz" in missed
    assert "pulses_per_burst" not in missed
    assert "inter_train_interval_seconds" not in missed


def test_nothing_is_missed_of_a_whole_protocol() -> None:
    whole = {one.key: one.choices[0].key if one.choices else "said" for one in TMS_PARAMETERS}
    assert find_missing_parameters(TmsProtocol(**{**whole, **asdict_of(TRAIN)})) == ()  # type: ignore[arg-type]


def asdict_of(protocol: Protocol) -> dict[str, Any]:
    return dict(list_reported(protocol))
