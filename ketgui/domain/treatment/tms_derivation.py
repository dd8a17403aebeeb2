"""What follows from TMS parameters: pulses, duty cycle and times.

Nominal time counts every train with its pause; device time ends with the last pulse, as a
stimulator shows it.
"""

from __future__ import annotations

from ketgui.domain.treatment.derivation import (
    Check,
    DerivedValue,
    Factor,
    Need,
    Quantity,
    derive,
    product,
)
from ketgui.domain.treatment.parameters import plain, with_unit
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


def derived_tms(p: TmsProtocol) -> tuple[DerivedValue, ...]:
    """Return pulses, duty cycle and times, each with its arithmetic."""
    train = product(_PULSES_PER_TRAIN, _train_factors(p), _CHECKS)
    session = product(_PULSES_PER_SESSION, _session_factors(p), _CHECKS)
    return (
        train,
        session,
        _duty_cycle(p),
        _nominal_minutes(p),
        _device_minutes(p, _known(train, _typed_train(p))),
        _course_pulses(p, _known(session, p.pulses_per_session)),
    )


def nominal_seconds(trains: float, train_seconds: float, pause_seconds: float) -> float:
    """Return the time of a session in which a pause follows every train, N·(t + pause)."""
    return trains * (train_seconds + pause_seconds)


def device_seconds(
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

    Notes
    -----
    N·((n − 1)/f + (b − 1)/f_b) + (N − 1)·pause.
    """
    train = (stimuli - 1) / frequency_hz + (pulses_per_burst - 1) / burst_frequency_hz
    return trains * train + (trains - 1) * pause_seconds


def _whole(value: float) -> bool:
    return value >= 1 and value == round(value)


_CHECKS: dict[str, Check] = {
    "inter_train_interval_seconds": lambda seconds: seconds >= 0,
    "pulses_per_burst": _whole,
    "pulses_per_train": lambda stimuli: stimuli >= 1,
    "trains": _whole,
    "sessions": _whole,
}


def _train_factors(p: TmsProtocol) -> dict[str, Factor]:
    factors = {
        "frequency_hz": Factor(p.frequency_hz, _hertz),
        "train_seconds": Factor(p.train_seconds, _seconds),
    }
    if p.is_theta_burst:
        return {"pulses_per_burst": Factor(p.pulses_per_burst, _pulses), **factors}
    return factors


def _session_factors(p: TmsProtocol) -> dict[str, Factor]:
    trains = {"trains": Factor(p.trains, _trains)}
    train = _train_factors(p)
    typed = _typed_train(p)
    if typed is not None and any(f.value is None for f in train.values()):
        return {"pulses_per_train": Factor(typed, plain), **trains}
    return {**train, **trains}


def _duty_cycle(p: TmsProtocol) -> DerivedValue:
    def amount(on: float, off: float) -> float:
        return 100 * on / (on + off)

    def words(on: float, off: float) -> str:
        return f"{_seconds(on)} ÷ ({_seconds(on)} + {_seconds(off)})"

    needs = {"train_seconds": train_time(p), "inter_train_interval_seconds": _pause(p)}
    return derive(_DUTY_CYCLE, needs, amount, words, _CHECKS)


def _nominal_minutes(p: TmsProtocol) -> DerivedValue:
    def amount(trains: float, on: float, off: float) -> float:
        return nominal_seconds(trains, on, off) / 60

    def words(trains: float, on: float, off: float) -> str:
        period = f"({_seconds(on)} + {_seconds(off)})" if off else _seconds(on)
        return f"{_trains(trains)} × {period}"

    needs = {
        "trains": p.trains,
        "train_seconds": train_time(p),
        "inter_train_interval_seconds": _pause(p),
    }
    return derive(_NOMINAL, needs, amount, words, _CHECKS)


def _device_minutes(p: TmsProtocol, pulses_per_train: Need) -> DerivedValue:
    def amount(*values: float) -> float:
        return device_seconds(*values) / 60

    needs: dict[str, Need] = {
        "trains": p.trains,
        "pulses_per_train": pulses_per_train,
        "frequency_hz": p.frequency_hz,
        "inter_train_interval_seconds": _pause(p),
    }
    if p.is_theta_burst:
        needs["pulses_per_train"] = _bursts(pulses_per_train, p.pulses_per_burst)
        needs |= {key: getattr(p, key) for key in BURST_PARAMETERS}
    return derive(_DEVICE, needs, amount, _device_words, _CHECKS)


def _course_pulses(p: TmsProtocol, pulses_per_session: Need) -> DerivedValue:
    factors = {
        "pulses_per_session": Factor(pulses_per_session, plain),
        "sessions": Factor(p.sessions, _sessions),
    }
    return product(_COURSE_PULSES, factors, _CHECKS)


def _device_words(
    trains: float,
    stimuli: float,
    frequency_hz: float,
    pause: float,
    pulses_per_burst: float = 1,
    burst_frequency_hz: float = 1,
) -> str:
    train = f"{plain(stimuli - 1)} ÷ {_hertz(frequency_hz)}"
    if pulses_per_burst > 1:
        train = f"({train} + {plain(pulses_per_burst - 1)} ÷ {_hertz(burst_frequency_hz)})"
    words = f"{_trains(trains)} × {train}"
    return words if trains == 1 else f"{words} + {plain(trains - 1)} × {_seconds(pause)}"


def _known(item: DerivedValue, typed: float | None) -> Need:
    """Return the derived value, or the typed one where what it derives from is not reported."""
    return typed if item.missing and typed is not None else item


def _typed_train(p: TmsProtocol) -> float | None:
    """Return the pulses of a train as typed; those of an only train are the session's."""
    if p.pulses_per_train is None and p.trains == 1:
        return p.pulses_per_session
    return p.pulses_per_train


def train_time(p: TmsProtocol) -> Need:
    """Return how long a train lasts: as typed, else from its typed pulses and their frequency."""
    typed = _typed_train(p)
    if p.train_seconds is not None or typed is None:
        return p.train_seconds

    def amount(stimuli: float, frequency_hz: float) -> float:
        return stimuli / frequency_hz

    def words(stimuli: float, frequency_hz: float) -> str:
        return f"{plain(stimuli)} ÷ {_hertz(frequency_hz)}"

    stimuli = _bursts(typed, p.pulses_per_burst) if p.is_theta_burst else typed
    needs = {"pulses_per_train": stimuli, "frequency_hz": p.frequency_hz}
    return derive(_TRAIN_TIME, needs, amount, words, _CHECKS)


def _bursts(pulses_per_train: Need, pulses_per_burst: float | None) -> Need:
    # Without a possible number of pulses in a burst nothing is derived, whatever stands here.
    if not pulses_per_burst:
        return pulses_per_train
    if not isinstance(pulses_per_train, DerivedValue):
        return pulses_per_train and pulses_per_train / pulses_per_burst
    if isinstance(pulses_per_train.value, Unavailable):
        return pulses_per_train
    return pulses_per_train.value / pulses_per_burst


def _pause(p: TmsProtocol) -> float | None:
    # After the only train there is nothing to wait for.
    return 0 if p.trains == 1 else p.inter_train_interval_seconds


def _hertz(value: float) -> str:
    return with_unit(plain(value), "Hz")


def _seconds(value: float) -> str:
    return with_unit(plain(value), "s")


def _pulses(value: float) -> str:
    return plural("{n} pulse", "{n} pulses", round(value))


def _trains(value: float) -> str:
    return plural("{n} train", "{n} trains", round(value))


def _sessions(value: float) -> str:
    return plural("{n} session", "{n} sessions", round(value))
