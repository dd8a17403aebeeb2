"""Pulses and times that follow from TMS parameters."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.treatment.derivation import IMPOSSIBLE, DerivedValue
from ketgui.domain.treatment.protocols import NOT_REPORTED, TMS_PARAMETERS, TmsProtocol, find_flags
from ketgui.domain.treatment.tms_derivation import (
    compute_device_seconds,
    compute_nominal_seconds,
    derive_tms,
)
from ketgui.domain.unavailable import Unavailable

SPACE = "\u00a0"
TRAIN = TmsProtocol(
    frequency_hz=20, train_seconds=5, inter_train_interval_seconds=25, trains=30, sessions=36
)
BURSTS = TmsProtocol(
    frequency_hz=5,
    pulses_per_burst=3,
    burst_frequency_hz=50,
    train_seconds=2,
    inter_train_interval_seconds=8,
    trains=20,
)

hertz = st.floats(1, 100)
seconds = st.floats(1, 600)
counts = st.integers(1, 200)
scales = st.floats(0.01, 100)


@st.composite
def trains(draw: st.DrawFn) -> TmsProtocol:
    return TmsProtocol(
        frequency_hz=draw(hertz),
        train_seconds=draw(seconds),
        inter_train_interval_seconds=draw(seconds),
        trains=draw(st.integers(2, 200)),
        sessions=draw(counts),
    )


def item(protocol: TmsProtocol, key: str) -> DerivedValue:
    return next(one for one in derive_tms(protocol) if one.key == key)


def figure(protocol: TmsProtocol, key: str) -> float:
    value = item(protocol, key).value
    assert not isinstance(value, Unavailable)
    return value


def scaled(protocol: Any, scale: float, *keys: str) -> Any:
    return replace(protocol, **{key: getattr(protocol, key) * scale for key in keys})


def test_pulses_with_their_arithmetic() -> None:
    assert item(TRAIN, "pulses_per_train").formula == "20\u00a0Hz × 5\u00a0s = 100"
    assert item(TRAIN, "pulses_per_session").formula == "20\u00a0Hz × 5\u00a0s × 30 trains = 3000"
    assert item(TRAIN, "course_pulses").formula == f"3000 × 36 sessions = 108{SPACE}000"
    assert item(BURSTS, "pulses_per_session").formula == (
        "3 pulses × 5\u00a0Hz × 2\u00a0s × 20 trains = 600"
    )


@given(trains(), scales)
def test_pulses_per_train_scale_with_each_factor_and_give_it_back(
    protocol: TmsProtocol, scale: float
) -> None:
    per_train = figure(protocol, "pulses_per_train")
    for key in ("frequency_hz", "train_seconds"):
        assert figure(scaled(protocol, scale, key), "pulses_per_train") == pytest.approx(
            scale * per_train
        )
    assert protocol.frequency_hz == pytest.approx(per_train / (protocol.train_seconds or 0))


@given(trains(), st.integers(1, 20))
def test_pulses_per_session_scale_with_the_trains_and_give_them_back(
    protocol: TmsProtocol, times: int
) -> None:
    session = figure(protocol, "pulses_per_session")
    assert figure(scaled(protocol, times, "trains"), "pulses_per_session") == pytest.approx(
        times * session
    )
    assert session / figure(protocol, "pulses_per_train") == pytest.approx(protocol.trains)


@given(trains(), st.integers(1, 20))
def test_course_pulses_scale_with_the_sessions_and_give_them_back(
    protocol: TmsProtocol, times: int
) -> None:
    course = figure(protocol, "course_pulses")
    assert figure(scaled(protocol, times, "sessions"), "course_pulses") == pytest.approx(
        times * course
    )
    assert course / figure(protocol, "pulses_per_session") == pytest.approx(protocol.sessions)


@given(trains(), st.integers(1, 5), st.floats(20, 100))
def test_bursts_multiply_the_pulses(protocol: TmsProtocol, pulses: int, within: float) -> None:
    bursts = replace(protocol, pulses_per_burst=pulses, burst_frequency_hz=within)
    for key in ("pulses_per_train", "pulses_per_session", "course_pulses"):
        assert figure(bursts, key) == pytest.approx(pulses * figure(protocol, key))


def test_typed_pulses_stand_in_for_those_that_cannot_be_derived_tms() -> None:
    of_train = TmsProtocol(pulses_per_train=100, trains=30, sessions=2)
    assert item(of_train, "pulses_per_session").formula == "100 × 30 trains = 3000"
    assert figure(of_train, "course_pulses") == 6000
    of_session = TmsProtocol(pulses_per_session=1980, sessions=10)
    assert item(of_session, "course_pulses").formula == f"1980 × 10 sessions = 19{SPACE}800"


def test_typed_pulses_do_not_displace_those_that_can_be_derived_tms() -> None:
    typed = replace(TRAIN, pulses_per_train=90, pulses_per_session=1800)
    for key in ("pulses_per_session", "device_minutes", "course_pulses"):
        assert figure(typed, key) == figure(TRAIN, key)


def test_times_with_their_arithmetic() -> None:
    assert item(TRAIN, "duty_cycle").formula == "5\u00a0s ÷ (5\u00a0s + 25\u00a0s) = 16.7%"
    assert item(TRAIN, "nominal_minutes").formula == (
        f"30 trains × (5\u00a0s + 25\u00a0s) = 15:00{SPACE}min"
    )
    assert item(TRAIN, "device_minutes").formula == (
        f"30 trains × 99 ÷ 20\u00a0Hz + 29 × 25\u00a0s = 14:33{SPACE}min"
    )
    assert item(BURSTS, "device_minutes").formula == (
        f"20 trains × (9 ÷ 5\u00a0Hz + 2 ÷ 50\u00a0Hz) + 19 × 8\u00a0s = 3:09{SPACE}min"
    )


def test_a_theta_burst_train_of_two_seconds_ends_after_1_84() -> None:
    assert compute_device_seconds(1, 10, 5, 8, 3, 50) == pytest.approx(1.84)


@pytest.mark.parametrize("pause", [None, 0, 30])
def test_after_the_only_train_nobody_waits(pause: float | None) -> None:
    single = TmsProtocol(
        frequency_hz=1, train_seconds=360, trains=1, inter_train_interval_seconds=pause
    )
    assert figure(single, "nominal_minutes") == 6
    assert figure(single, "duty_cycle") == 100
    assert item(single, "device_minutes").formula == f"1 train × 359 ÷ 1\u00a0Hz = 5:59{SPACE}min"


@given(trains(), scales)
def test_the_duty_cycle_heeds_proportion_alone_and_gives_the_train_back(
    protocol: TmsProtocol, scale: float
) -> None:
    duty = figure(protocol, "duty_cycle")
    slower = scaled(protocol, scale, "train_seconds", "inter_train_interval_seconds")
    assert figure(slower, "duty_cycle") == pytest.approx(duty)
    on, off = protocol.train_seconds or 0, protocol.inter_train_interval_seconds or 0
    assert duty / 100 * (on + off) == pytest.approx(on)


@given(trains(), scales)
def test_nominal_time_scales_with_the_times_and_gives_the_pause_back(
    protocol: TmsProtocol, scale: float
) -> None:
    nominal = figure(protocol, "nominal_minutes")
    slower = scaled(protocol, scale, "train_seconds", "inter_train_interval_seconds")
    assert figure(slower, "nominal_minutes") == pytest.approx(scale * nominal)
    period = nominal * 60 / (protocol.trains or 0)
    pause = protocol.inter_train_interval_seconds
    assert period - (protocol.train_seconds or 0) == pytest.approx(pause, abs=1e-9)


@given(trains(), scales)
def test_device_time_scales_with_the_times_and_lacks_the_last_pause(
    protocol: TmsProtocol, scale: float
) -> None:
    device = figure(protocol, "device_minutes")
    slower = scaled(protocol, scale, "train_seconds", "inter_train_interval_seconds")
    slower = scaled(slower, 1 / scale, "frequency_hz")
    assert figure(slower, "device_minutes") == pytest.approx(scale * device)
    after_each_train = (protocol.trains or 0) / (protocol.frequency_hz or 1)
    lacking = (protocol.inter_train_interval_seconds or 0) + after_each_train
    assert figure(protocol, "nominal_minutes") - device == pytest.approx(lacking / 60)


@given(counts, st.integers(1, 3000), hertz, seconds, st.floats(20, 100))
def test_a_burst_of_one_pulse_is_a_pulse(
    n: int, stimuli: int, frequency: float, pause: float, within: float
) -> None:
    plain_train = compute_device_seconds(n, stimuli, frequency, pause)
    assert compute_device_seconds(n, stimuli, frequency, pause, 1, within) == plain_train
    longer = compute_device_seconds(n, stimuli, frequency, pause, 3, within)
    assert longer - plain_train == pytest.approx(2 * n / within, abs=1e-6)


@given(counts, seconds, seconds)
def test_nominal_seconds_of_one_train_add_up(n: int, on: float, off: float) -> None:
    assert compute_nominal_seconds(n + 1, on, off) - compute_nominal_seconds(
        n, on, off
    ) == pytest.approx(on + off)


def test_what_nobody_reports_is_not_reported_and_named() -> None:
    found = {one.key: one for one in derive_tms(TmsProtocol(trains=30))}
    assert {one.value for one in found.values()} == {NOT_REPORTED}
    assert {one.formula for one in found.values()} == {""}
    assert found["pulses_per_session"].missing == ("frequency_hz", "train_seconds")
    assert found["nominal_minutes"].missing == ("train_seconds", "inter_train_interval_seconds")
    assert found["course_pulses"].missing == ("frequency_hz", "train_seconds", "sessions")
    assert found["course_pulses"].format() == "not reported"


def test_bursts_without_their_pulses_are_not_taken_for_pulses() -> None:
    halfway = replace(BURSTS, pulses_per_burst=None)
    assert item(halfway, "pulses_per_train").missing == ("pulses_per_burst",)
    assert item(halfway, "device_minutes").missing == ("pulses_per_burst",)
    other = replace(BURSTS, burst_frequency_hz=None)
    assert figure(other, "pulses_per_train") == 30
    assert item(other, "device_minutes").missing == ("burst_frequency_hz",)


def test_typed_pulses_of_a_burst_train_give_its_device_time() -> None:
    typed = replace(BURSTS, train_seconds=None, pulses_per_train=30)
    assert figure(typed, "device_minutes") == figure(BURSTS, "device_minutes")
    assert figure(typed, "nominal_minutes") == pytest.approx(figure(BURSTS, "nominal_minutes"))


@pytest.mark.parametrize("key", ["pulses_per_train", "pulses_per_session"])
@pytest.mark.parametrize("n", [360, 900, 1800])
def test_one_train_at_1_hz_lasts_as_many_seconds_as_it_has_pulses(key: str, n: int) -> None:
    # Clinical facts §3: right 1 Hz, n pulses, n/60 min.
    single = TmsProtocol.from_dict({"frequency_hz": 1, "trains": 1, key: n})
    assert figure(single, "nominal_minutes") == pytest.approx(n / 60)
    assert item(single, "nominal_minutes").formula.startswith("1 train × ")
    assert figure(single, "device_minutes") == pytest.approx((n - 1) / 60)


@given(st.integers(2, 200), hertz, seconds, counts)
def test_a_trains_time_follows_from_its_pulses_and_gives_them_back(
    stimuli: int, frequency: float, pause: float, n: int
) -> None:
    typed = TmsProtocol(
        frequency_hz=frequency, pulses_per_train=stimuli, trains=n + 1,
        inter_train_interval_seconds=pause,
    )  # fmt: skip
    on = stimuli / frequency
    timed = replace(typed, pulses_per_train=None, train_seconds=on)
    for key in ("duty_cycle", "nominal_minutes", "device_minutes"):
        assert figure(typed, key) == pytest.approx(figure(timed, key))


@pytest.mark.parametrize(
    "change",
    [
        {"frequency_hz": 0},
        {"frequency_hz": -5},
        {"trains": 30.5},
        {"trains": 0},
        {"train_seconds": 0.1},
        {"inter_train_interval_seconds": -1},
        {"frequency_hz": math.inf},
        {"frequency_hz": math.nan},
        {"frequency_hz": 1e308, "train_seconds": 1e308},
        {"pulses_per_burst": 0},
        {"pulses_per_burst": 2.5},
    ],
)
def test_impossible_values_lead_to_no_device_time(change: dict[str, float]) -> None:
    found = item(replace(BURSTS, **change), "device_minutes")
    assert (found.value, found.formula) == (IMPOSSIBLE, "")
    assert found.format() == "rests on a value that cannot be"


any_number = st.one_of(st.none(), st.just(0.0), st.floats(), st.integers(-5, 500))


@given(st.lists(any_number, min_size=12, max_size=12))
def test_no_value_whatever_breaks_what_is_derived_from_it(numbers: list[float | None]) -> None:
    numeric = [one.key for one in TMS_PARAMETERS if one.kind in ("number", "integer")][:12]
    protocol = TmsProtocol(**dict(zip(numeric, numbers, strict=True)))  # type: ignore[arg-type]
    for one in derive_tms(protocol):
        assert isinstance(one.value, Unavailable) or math.isfinite(one.value)
        assert isinstance(one.value, Unavailable) == (one.formula == "")
    assert all(flag.message for flag in find_flags(protocol))
