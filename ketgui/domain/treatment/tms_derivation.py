"""Values derived from TMS parameters: pulses, duty cycle and durations.

Nominal time counts every train with the pause after it; device time ends with the last pulse, as a
stimulator displays it. Papers print either, so both are given, each under its name.
"""

from __future__ import annotations

from ketgui.domain.treatment.derivation import (
    DerivedValue,
    Factor,
    Need,
    Quantity,
    ValueCheck,
    derive,
    derive_product,
)
from ketgui.domain.treatment.parameters import add_unit, format_plain
from ketgui.domain.treatment.tms import BURST_PARAMETERS, TmsProtocol
from ketgui.domain.unavailable import Unavailable
from ketgui.text import mark, plural

_PULSES_PER_TRAIN = Quantity("pulses_per_train", mark("Pulses per train"))
_PULSES_PER_SESSION = Quantity("pulses_per_session", mark("Pulses per session"))
_TRAIN_TIME = Quantity("train_seconds", mark("Train duration"), "s", 1)
_DUTY_CYCLE = Quantity("duty_cycle", mark("Duty cycle"), "%", 1)
_NOMINAL = Quantity("nominal_minutes", mark("Nominal time"), "min", 2, clock=True)
_DEVICE = Quantity("device_minutes", mark("Device time"), "min", 2, clock=True)
_COURSE_PULSES = Quantity("course_pulses", mark("Pulses in the course"))


def derive_tms(p: TmsProtocol) -> tuple[DerivedValue, ...]:
    r"""Return pulses, duty cycle and times, each with its arithmetic.

    Parameters
    ----------
    p : TmsProtocol

    Returns
    -------
    tuple of DerivedValue
        Pulses per train and session, duty cycle (%), nominal and device time (min), pulses in the
        course.

    Notes
    -----
    Pulses per train = f · t_on, for theta bursts times the pulses in a burst; per session = that ×
    trains; in the course = session × sessions. Typed pulses are used where the values from which
    they would be derived are not reported.

    Examples
    --------
    >>> p = TmsProtocol(
    ...     frequency_hz=10, train_seconds=4, inter_train_interval_seconds=11, trains=75)
    >>> [item.format() for item in derive_tms(p)][3:5]
    ['18:45\xa0min', '18:26\xa0min']
    """
    train = derive_product(_PULSES_PER_TRAIN, _list_train_factors(p), _CHECKS)
    session = derive_product(_PULSES_PER_SESSION, _list_session_factors(p), _CHECKS)
    return (
        train,
        session,
        _derive_duty_cycle(p),
        _derive_nominal_minutes(p),
        _derive_device_minutes(p, _prefer_derived(train, _get_typed_train(p))),
        _derive_course_pulses(p, _prefer_derived(session, p.pulses_per_session)),
    )


def compute_nominal_seconds(trains: float, train_seconds: float, pause_seconds: float) -> float:
    """Return the time of a session in which a pause follows every train.

    Parameters
    ----------
    trains : float
        Trains in the session, N.
    train_seconds, pause_seconds : float
        Time of a train and of the pause behind it, in s.

    Returns
    -------
    float
        In s.

    Notes
    -----
    N·(t + pause).

    Examples
    --------
    >>> compute_nominal_seconds(30, 5, 25)
    900
    """
    return trains * (train_seconds + pause_seconds)


def compute_device_seconds(
    trains: float,
    stimuli: float,
    frequency_hz: float,
    pause_seconds: float,
    pulses_per_burst: float = 1,
    burst_frequency_hz: float = 1,
) -> float:
    """Return the time from a session's first pulse to its last.

    Parameters
    ----------
    trains : float
        Trains in the session, N.
    stimuli : float
        Pulses in one train, or bursts where the pulses come in bursts.
    frequency_hz : float
        Stimuli per second within a train.
    pause_seconds : float
        Pause between trains.
    pulses_per_burst, burst_frequency_hz : float
        Pulses in one burst and their frequency; a plain pulse is a burst of one.

    Returns
    -------
    float
        In s.

    Notes
    -----
    N·((n − 1)/f + (b − 1)/f_b) + (N − 1)·pause.

    Examples
    --------
    >>> compute_device_seconds(75, 40, 10, 11)
    1106.5
    """
    # From the first to the last pulse of n there are n − 1 intervals, as between the pauses of a
    # session; a burst adds the time from its first pulse to its last.
    train = (stimuli - 1) / frequency_hz + (pulses_per_burst - 1) / burst_frequency_hz
    return trains * train + (trains - 1) * pause_seconds


def _is_whole(value: float) -> bool:
    return value >= 1 and value == round(value)


# A pause may be 0; what is counted must be whole.
_CHECKS: dict[str, ValueCheck] = {
    "inter_train_interval_seconds": lambda seconds: seconds >= 0,
    "pulses_per_burst": _is_whole,
    "pulses_per_train": lambda stimuli: stimuli >= 1,
    "trains": _is_whole,
    "sessions": _is_whole,
}


def _list_train_factors(p: TmsProtocol) -> dict[str, Factor]:
    factors = {
        "frequency_hz": Factor(p.frequency_hz, _format_hertz),
        "train_seconds": Factor(p.train_seconds, _format_seconds),
    }
    if p.is_theta_burst:
        return {"pulses_per_burst": Factor(p.pulses_per_burst, _format_pulses), **factors}
    return factors


def _list_session_factors(p: TmsProtocol) -> dict[str, Factor]:
    trains = {"trains": Factor(p.trains, _format_trains)}
    train = _list_train_factors(p)
    typed = _get_typed_train(p)
    # Typed pulses are used only where the train cannot be derived: a typed value that disagrees is
    # flagged, not used.
    if typed is not None and any(f.value is None for f in train.values()):
        return {"pulses_per_train": Factor(typed, format_plain), **trains}
    return {**train, **trains}


def _derive_duty_cycle(p: TmsProtocol) -> DerivedValue:
    def amount(on: float, off: float) -> float:
        return 100 * on / (on + off)

    def write(on: float, off: float) -> str:
        return f"{_format_seconds(on)} ÷ ({_format_seconds(on)} + {_format_seconds(off)})"

    needs = {"train_seconds": derive_train_time(p), "inter_train_interval_seconds": _get_pause(p)}
    return derive(_DUTY_CYCLE, needs, amount, write, _CHECKS)


def _derive_nominal_minutes(p: TmsProtocol) -> DerivedValue:
    def amount(trains: float, on: float, off: float) -> float:
        return compute_nominal_seconds(trains, on, off) / 60

    def write(trains: float, on: float, off: float) -> str:
        # Without a pause the arithmetic needs no bracket.
        period = f"({_format_seconds(on)} + {_format_seconds(off)})" if off else _format_seconds(on)
        return f"{_format_trains(trains)} × {period}"

    needs = {
        "trains": p.trains,
        "train_seconds": derive_train_time(p),
        "inter_train_interval_seconds": _get_pause(p),
    }
    return derive(_NOMINAL, needs, amount, write, _CHECKS)


def _derive_device_minutes(p: TmsProtocol, pulses_per_train: Need) -> DerivedValue:
    def amount(*values: float) -> float:
        return compute_device_seconds(*values) / 60

    needs: dict[str, Need] = {
        "trains": p.trains,
        "pulses_per_train": pulses_per_train,
        "frequency_hz": p.frequency_hz,
        "inter_train_interval_seconds": _get_pause(p),
    }
    if p.is_theta_burst:
        # Device time counts stimuli; for theta bursts these are the bursts.
        needs["pulses_per_train"] = _count_bursts(pulses_per_train, p.pulses_per_burst)
        needs |= {key: getattr(p, key) for key in BURST_PARAMETERS}
    return derive(_DEVICE, needs, amount, _write_device_time, _CHECKS)


def _derive_course_pulses(p: TmsProtocol, pulses_per_session: Need) -> DerivedValue:
    factors = {
        "pulses_per_session": Factor(pulses_per_session, format_plain),
        "sessions": Factor(p.sessions, _format_sessions),
    }
    return derive_product(_COURSE_PULSES, factors, _CHECKS)


def _write_device_time(
    trains: float,
    stimuli: float,
    frequency_hz: float,
    pause: float,
    pulses_per_burst: float = 1,
    burst_frequency_hz: float = 1,
) -> str:
    train = f"{format_plain(stimuli - 1)} ÷ {_format_hertz(frequency_hz)}"
    if pulses_per_burst > 1:
        burst = f"{format_plain(pulses_per_burst - 1)} ÷ {_format_hertz(burst_frequency_hz)}"
        train = f"({train} + {burst})"
    time = f"{_format_trains(trains)} × {train}"
    return (
        time if trains == 1 else f"{time} + {format_plain(trains - 1)} × {_format_seconds(pause)}"
    )


def _prefer_derived(item: DerivedValue, typed: float | None) -> Need:
    """Return the derived value, or the typed one where the former lacks a reported parameter."""
    return typed if item.missing and typed is not None else item


def _get_typed_train(p: TmsProtocol) -> float | None:
    """Return the pulses of a train as typed; those of a single train are the session's."""
    if p.pulses_per_train is None and p.trains == 1:
        return p.pulses_per_session
    return p.pulses_per_train


def derive_train_time(p: TmsProtocol) -> Need:
    """Return the duration of a train: as typed, else from its typed pulses and their frequency.

    Parameters
    ----------
    p : TmsProtocol

    Returns
    -------
    float, DerivedValue or None
        In s; None is not reported.
    """
    typed = _get_typed_train(p)
    # A typed duration takes precedence over the one derived from pulses.
    if p.train_seconds is not None or typed is None:
        return p.train_seconds

    def amount(stimuli: float, frequency_hz: float) -> float:
        return stimuli / frequency_hz

    def write(stimuli: float, frequency_hz: float) -> str:
        return f"{format_plain(stimuli)} ÷ {_format_hertz(frequency_hz)}"

    stimuli = _count_bursts(typed, p.pulses_per_burst) if p.is_theta_burst else typed
    needs = {"pulses_per_train": stimuli, "frequency_hz": p.frequency_hz}
    return derive(_TRAIN_TIME, needs, amount, write, _CHECKS)


def _count_bursts(pulses_per_train: Need, pulses_per_burst: float | None) -> Need:
    # Without a possible number of pulses in a burst nothing is derived, whatever is returned here.
    if not pulses_per_burst:
        return pulses_per_train
    if not isinstance(pulses_per_train, DerivedValue):
        # Missing or 0 stays as it is: the check of the need rejects it.
        return pulses_per_train and pulses_per_train / pulses_per_burst
    if isinstance(pulses_per_train.value, Unavailable):
        return pulses_per_train
    return pulses_per_train.value / pulses_per_burst


def _get_pause(p: TmsProtocol) -> float | None:
    # There is no pause after the only train.
    return 0 if p.trains == 1 else p.inter_train_interval_seconds


def _format_hertz(value: float) -> str:
    return add_unit(format_plain(value), "Hz")


def _format_seconds(value: float) -> str:
    return add_unit(format_plain(value), "s")


def _format_pulses(value: float) -> str:
    return plural("{n} pulse", "{n} pulses", round(value))


def _format_trains(value: float) -> str:
    return plural("{n} train", "{n} trains", round(value))


def _format_sessions(value: float) -> str:
    return plural("{n} session", "{n} sessions", round(value))
