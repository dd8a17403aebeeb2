"""Parameters, what follows from them, what does not agree and what is still missing."""

from __future__ import annotations

import math
import tomllib
from dataclasses import asdict, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.derivation import IMPOSSIBLE, DerivedValue, clock
from ketgui.domain.fields import field_of
from ketgui.domain.parameters import Parameter, plain
from ketgui.domain.protocols import (
    KETAMINE_PARAMETERS,
    NOT_REPORTED,
    TMS_PARAMETERS,
    KetamineProtocol,
    Protocol,
    ProtocolError,
    TmsProtocol,
    derived,
    dose_for,
    flags,
    missing_items,
    reported,
)
from ketgui.domain.tms_derivation import device_seconds, nominal_seconds
from ketgui.domain.unavailable import Unavailable
from ketgui.text import language

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
INFUSION = KetamineProtocol(
    dose_mg_per_kg=0.5,
    duration_minutes=60,
    concentration_mg_per_ml=1,
    infusions_per_week=3,
    weeks=2,
)

hertz = st.floats(1, 100)
seconds = st.floats(1, 600)
counts = st.integers(1, 200)
scales = st.floats(0.01, 100)
doses = st.floats(0.05, 2)
minutes = st.floats(1, 240)
kilograms = st.floats(30, 250)
concentrations = st.floats(0.1, 100)


@st.composite
def trains(draw: st.DrawFn) -> TmsProtocol:
    return TmsProtocol(
        frequency_hz=draw(hertz),
        train_seconds=draw(seconds),
        inter_train_interval_seconds=draw(seconds),
        trains=draw(st.integers(2, 200)),
        sessions=draw(counts),
    )


@st.composite
def infusions(draw: st.DrawFn) -> KetamineProtocol:
    return KetamineProtocol(
        dose_mg_per_kg=draw(doses),
        duration_minutes=draw(minutes),
        concentration_mg_per_ml=draw(concentrations),
        infusions_per_week=draw(st.floats(0.25, 7)),
        weeks=draw(st.floats(1, 52)),
    )


def item(protocol: Protocol, key: str) -> DerivedValue:
    return next(one for one in derived(protocol) if one.key == key)


def figure(protocol: Protocol, key: str) -> float:
    value = item(protocol, key).value
    assert not isinstance(value, Unavailable)
    return value


def for_weight(protocol: KetamineProtocol, weight: float) -> dict[str, float]:
    found = {one.key: one.value for one in dose_for(protocol, weight)}
    return {key: value for key, value in found.items() if not isinstance(value, Unavailable)}


def scaled(protocol: Any, scale: float, *keys: str) -> Any:
    return replace(protocol, **{key: getattr(protocol, key) * scale for key in keys})


# Pulses


def test_pulses_with_their_arithmetic() -> None:
    assert item(TRAIN, "pulses_per_train").formula == "20 Hz × 5 s = 100"
    assert item(TRAIN, "pulses_per_session").formula == "20 Hz × 5 s × 30 trains = 3000"
    assert item(TRAIN, "course_pulses").formula == f"3000 × 36 sessions = 108{SPACE}000"
    assert item(BURSTS, "pulses_per_session").formula == ("3 pulses × 5 Hz × 2 s × 20 trains = 600")


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


def test_typed_pulses_stand_in_for_those_that_cannot_be_derived() -> None:
    of_train = TmsProtocol(pulses_per_train=100, trains=30, sessions=2)
    assert item(of_train, "pulses_per_session").formula == "100 × 30 trains = 3000"
    assert figure(of_train, "course_pulses") == 6000
    of_session = TmsProtocol(pulses_per_session=1980, sessions=10)
    assert item(of_session, "course_pulses").formula == f"1980 × 10 sessions = 19{SPACE}800"


def test_typed_pulses_do_not_displace_those_that_can_be_derived() -> None:
    typed = replace(TRAIN, pulses_per_train=90, pulses_per_session=1800)
    for key in ("pulses_per_session", "device_minutes", "course_pulses"):
        assert figure(typed, key) == figure(TRAIN, key)


# Times


def test_times_with_their_arithmetic() -> None:
    assert item(TRAIN, "duty_cycle").formula == f"5 s ÷ (5 s + 25 s) = 16.7{SPACE}%"
    assert item(TRAIN, "nominal_minutes").formula == (f"30 trains × (5 s + 25 s) = 15:00{SPACE}min")
    assert item(TRAIN, "device_minutes").formula == (
        f"30 trains × 99 ÷ 20 Hz + 29 × 25 s = 14:33{SPACE}min"
    )
    assert item(BURSTS, "device_minutes").formula == (
        f"20 trains × (9 ÷ 5 Hz + 2 ÷ 50 Hz) + 19 × 8 s = 3:09{SPACE}min"
    )


def test_a_theta_burst_train_of_two_seconds_ends_after_1_84() -> None:
    assert device_seconds(1, 10, 5, 8, 3, 50) == pytest.approx(1.84)


@pytest.mark.parametrize("pause", [None, 0, 30])
def test_after_the_only_train_nobody_waits(pause: float | None) -> None:
    single = TmsProtocol(
        frequency_hz=1, train_seconds=360, trains=1, inter_train_interval_seconds=pause
    )
    assert figure(single, "nominal_minutes") == 6
    assert figure(single, "duty_cycle") == 100
    assert item(single, "device_minutes").formula == f"1 train × 359 ÷ 1 Hz = 5:59{SPACE}min"


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
    plain_train = device_seconds(n, stimuli, frequency, pause)
    assert device_seconds(n, stimuli, frequency, pause, 1, within) == plain_train
    longer = device_seconds(n, stimuli, frequency, pause, 3, within)
    assert longer - plain_train == pytest.approx(2 * n / within, abs=1e-6)


@given(counts, seconds, seconds)
def test_nominal_seconds_of_one_train_add_up(n: int, on: float, off: float) -> None:
    assert nominal_seconds(n + 1, on, off) - nominal_seconds(n, on, off) == pytest.approx(on + off)


@pytest.mark.parametrize(
    ("in_seconds", "written"),
    [(0, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (873.5, "14:33"), (1186.944, "19:47")],
)
def test_a_clock_counts_no_half_second_that_has_not_passed(in_seconds: float, written: str) -> None:
    assert clock(in_seconds / 60) == written


# Ketamine


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
    assert [one.formula.replace(SPACE, " ") for one in dose_for(vial, 70)] == [
        "0.5 mg/kg × 70 kg = 35 mg",
        "35 mg ÷ 50 mg/mL = 0.7 mL",
        "0.7 mL ÷ 60 min × 60 min/h = 0.7 mL/h",
    ]


def test_planned_infusions_with_their_arithmetic() -> None:
    assert item(INFUSION, "planned_infusions").formula == "3 per week × 2 wk = 6"


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
    dose, volume, pump = dose_for(KetamineProtocol(duration_minutes=60), 70)
    assert (dose.value, dose.missing) == (NOT_REPORTED, ("dose_mg_per_kg",))
    assert volume.missing == pump.missing == ("dose_mg_per_kg", "concentration_mg_per_ml")
    assert [one.value for one in dose_for(INFUSION, 0)] == [IMPOSSIBLE] * 3


# What cannot be derived


def test_what_nobody_reports_is_not_reported_and_named() -> None:
    found = {one.key: one for one in derived(TmsProtocol(trains=30))}
    assert {one.value for one in found.values()} == {NOT_REPORTED}
    assert {one.formula for one in found.values()} == {""}
    assert found["pulses_per_session"].missing == ("frequency_hz", "train_seconds")
    assert found["nominal_minutes"].missing == ("train_seconds", "inter_train_interval_seconds")
    assert found["course_pulses"].missing == ("frequency_hz", "train_seconds", "sessions")
    assert found["course_pulses"].written() == "not reported"


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
    assert item(typed, "nominal_minutes").missing == ("train_seconds",)


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
    assert found.written() == "rests on a value that cannot be"


any_number = st.one_of(st.none(), st.just(0.0), st.floats(), st.integers(-5, 500))


@given(st.lists(any_number, min_size=12, max_size=12))
def test_no_value_whatever_breaks_what_is_derived_from_it(numbers: list[float | None]) -> None:
    numeric = [one.key for one in TMS_PARAMETERS if one.kind in ("number", "integer")][:12]
    protocol = TmsProtocol(**dict(zip(numeric, numbers, strict=True)))  # type: ignore[arg-type]
    for one in derived(protocol):
        assert isinstance(one.value, Unavailable) or math.isfinite(one.value)
        assert isinstance(one.value, Unavailable) == (one.formula == "")
    assert all(flag.message for flag in flags(protocol))


# What does not agree


def test_a_typed_value_that_disagrees_is_flagged_with_the_arithmetic() -> None:
    (flag,) = flags(replace(TRAIN, pulses_per_session=1800))
    assert flag.key == "pulses_per_session"
    assert flag.message == "20 Hz × 5 s × 30 trains = 3000; 1800 entered"


@given(trains(), st.floats(0, 0.999))
def test_a_count_within_one_agrees(protocol: TmsProtocol, less: float) -> None:
    typed = figure(protocol, "pulses_per_session") - less
    flagged = {flag.message for flag in flags(replace(protocol, pulses_per_session=typed))}
    assert not any("entered" in message for message in flagged)


@pytest.mark.parametrize(
    ("key", "typed"),
    [("pulses_per_train", 99), ("pulses_per_session", 3001), ("course_pulses", 108_001)],
)
def test_a_count_that_is_off_by_one_is_flagged(key: str, typed: float) -> None:
    assert [flag.key for flag in flags(replace(TRAIN, **{key: typed}))] == [key]


def test_infusions_that_do_not_fit_the_weeks_are_flagged() -> None:
    (flag,) = flags(replace(INFUSION, planned_infusions=8))
    assert flag.message == "3 per week × 2 wk = 6; 8 entered"
    assert flags(replace(INFUSION, planned_infusions=6)) == ()


@pytest.mark.parametrize("typed", [19, 19.783, 20, 20.1667, 21])
def test_a_session_printed_as_about_twenty_minutes_agrees(typed: float) -> None:
    assert flags(brainsway(session_minutes=typed)) == ()


@pytest.mark.parametrize("typed", [18, 22])
def test_a_session_more_than_a_twentieth_off_is_flagged(typed: float) -> None:
    (flag,) = flags(brainsway(session_minutes=typed))
    assert flag.key == "session_minutes"
    assert flag.message.replace(SPACE, " ") == (
        f"55 trains × (2 s + 20 s) = 20:10 min; {typed} min entered, more than 5 % away"
    )


def test_a_session_is_held_against_the_time_there_is() -> None:
    without_frequency = replace(brainsway(session_minutes=30), frequency_hz=None)
    assert [flag.key for flag in flags(without_frequency)] == ["session_minutes"]
    without_any = TmsProtocol(session_minutes=30)
    assert flags(without_any) == ()


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
        (TmsProtocol(percent_mt=1200), "Intensity: 1200 % MT lies outside 20–140 % MT"),
        (TmsProtocol(frequency_hz=0), "Frequency: 0 Hz lies outside 0.1–100 Hz"),
        (TmsProtocol(trains=30.5), "Trains: 30.5 is not a whole number"),
        (TmsProtocol(sessions=math.nan), "Sessions: not a number"),
        (TmsProtocol(session_minutes=math.inf), "Session duration: not a number"),
        (KetamineProtocol(dose_mg_per_kg=5), "Dose by weight: 5 mg/kg lies outside 0.05–2 mg/kg"),
    ],
)
def test_a_value_out_of_range_is_named_with_the_range(protocol: Protocol, message: str) -> None:
    assert [flag.message.replace(SPACE, " ") for flag in flags(protocol)] == [message]


@pytest.mark.parametrize("parameter", [*TMS_PARAMETERS, *KETAMINE_PARAMETERS], ids=lambda p: p.key)
def test_the_ends_of_a_range_lie_within_it(parameter: Parameter) -> None:
    for end in (parameter.low, parameter.high):
        assert parameter.objection(end) == ""
    if parameter.high is not None:
        assert parameter.objection(parameter.high * 1.01 + 1) != ""


# What is still missing


def test_a_reader_misses_everything_of_an_empty_protocol_but_what_follows() -> None:
    assert [one.key for one in missing_items(TmsProtocol())] == [
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
    assert [one.key for one in missing_items(KetamineProtocol())] == [
        "drug",
        "route",
        "dose_mg_per_kg",
        "duration_minutes",
        "weight_basis",
        "infusions_per_week",
        "weeks",
    ]


def test_a_reader_misses_a_half_described_burst_but_no_pause_after_one_train() -> None:
    missed = {one.key for one in missing_items(TmsProtocol(pulses_per_burst=3, trains=1))}
    assert "burst_frequency_hz" in missed
    assert "pulses_per_burst" not in missed
    assert "inter_train_interval_seconds" not in missed


def test_nothing_is_missed_of_a_whole_protocol() -> None:
    whole = {one.key: one.choices[0].key if one.choices else "said" for one in TMS_PARAMETERS}
    assert missing_items(TmsProtocol(**{**whole, **asdict_of(TRAIN)})) == ()  # type: ignore[arg-type]


def asdict_of(protocol: Protocol) -> dict[str, Any]:
    return dict(reported(protocol))


# Declarations and files


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [(TmsProtocol, TMS_PARAMETERS), (KetamineProtocol, KETAMINE_PARAMETERS)],
)
def test_every_value_is_declared_once_and_begins_as_not_reported(
    kind: type[Protocol], parameters: tuple[Parameter, ...]
) -> None:
    assert [one.name for one in fields(kind)] == [one.key for one in parameters]
    assert set(asdict(kind()).values()) == {None}
    for one in parameters:
        assert one.note, one.key
        assert (one.kind == "choice") == bool(one.choices)
        assert (one.kind in ("number", "integer")) == (one.range_in_words() != "")


def test_a_recorded_parameter_is_the_cohorts_column() -> None:
    parameter = next(one for one in TMS_PARAMETERS if one.key == "percent_mt")
    column = field_of("tms_courses", "percent_mt")
    assert (parameter.term, parameter.unit) == (column.title, column.unit)
    assert (parameter.low, parameter.high) == (column.low, column.high)


def test_a_protocol_survives_a_file() -> None:
    read = tomllib.loads('coil = "H1"\ntrains = 55\nmotor_threshold_type = "resting"\ntarget = ""')
    protocol = TmsProtocol.from_dict(read)
    assert protocol == TmsProtocol(coil="H1", trains=55, motor_threshold_type="resting")
    assert reported(protocol) == {"coil": "H1", "motor_threshold_type": "resting", "trains": 55}
    assert TmsProtocol.from_dict(dict(reported(protocol))) == protocol
    infusion = KetamineProtocol.from_dict({"drug": "esketamine", "weeks": 2.5, "route": None})
    assert infusion == KetamineProtocol(drug="esketamine", weeks=2.5)


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        (TmsProtocol, {"coils": "H1"}, "“coils”"),
        (KetamineProtocol, {"coil": "H1"}, "“coil”"),
        (TmsProtocol, {"coil": 1}, "Coil (coil) does not hold text"),
        (TmsProtocol, {"trains": "55"}, "Trains (trains) does not hold a whole number"),
        (TmsProtocol, {"trains": 55.5}, "Trains (trains) does not hold a whole number"),
        (TmsProtocol, {"trains": True}, "Trains (trains) does not hold a whole number"),
        (TmsProtocol, {"trains": 10**400}, "Trains (trains) does not hold a whole number"),
        (TmsProtocol, {"percent_mt": math.nan}, "Intensity (percent_mt) does not hold a number"),
        (TmsProtocol, {"percent_mt": [120]}, "Intensity (percent_mt) does not hold a number"),
        (
            TmsProtocol,
            {"motor_threshold_type": "Resting"},
            "Motor threshold (motor_threshold_type) does not hold one of resting and active",
        ),
    ],
)
def test_a_file_that_holds_something_else_is_refused_in_three_parts(
    kind: type[Protocol], values: dict[str, Any], said: str
) -> None:
    with pytest.raises(ProtocolError) as refused:
        kind.from_dict(values)
    what, meaning, remedy = str(refused.value).split(". ")
    assert said in what
    assert meaning.startswith("Nothing was read")
    assert remedy.startswith("Correct the")


def test_values_are_written_with_their_unit_or_as_not_reported() -> None:
    by_key = {one.key: one for one in (*TMS_PARAMETERS, *KETAMINE_PARAMETERS)}
    assert by_key["frequency_hz"].written(20.0) == f"20{SPACE}Hz"
    assert by_key["trains"].written(30.0) == "30"
    assert by_key["trains"].written(None) == "not reported"
    assert by_key["coil"].written("H1") == "H1"
    assert by_key["motor_threshold_type"].written("resting") == "Resting"
    assert by_key["coil"].range_in_words() == ""


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.05, "0.05"),
        (1.84000000001, "1.84"),
        (1 / 3, "0.333333"),
        (-0.0, "0"),
        (-2.5, "−2.5"),
        (1_234_567, f"1{SPACE}234{SPACE}567"),
    ],
)
def test_a_number_has_no_more_places_than_it_needs(value: float, written: str) -> None:
    assert plain(value) == written


def test_numbers_are_written_in_the_users_language() -> None:
    with language("fr"):
        assert plain(52.5) == "52,5"
        assert item(INFUSION, "rate_mg_per_kg_per_hour").formula.startswith("0,5 mg/kg")
