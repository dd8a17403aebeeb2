"""The two treatments as protocols: parameters, derived values, disagreements, presets.

None is a value: "not reported". Times are those of the literature: nominal time counts every
train with its pause; device time ends with the last pulse, as a stimulator shows it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ketgui.domain.parameters import DerivedValue, Flag, Parameter, Value
from ketgui.domain.unavailable import Unavailable
from ketgui.text import _, bare, mark

NOT_REPORTED = Unavailable(mark("not reported"))
# A session's length is often printed rounded: "about 20 min" for 20:10.
_TIME_TOLERANCE = 0.05
_TOLERANCE = 0.005
_BURST_SECONDS = 0.2
_BURSTS_PER_SECOND = 5

TMS_PARAMETERS = (
    Parameter("stimulator", mark("Stimulator"), note=mark("Make of the stimulator.")),
    Parameter("coil", mark("Coil"), note=mark("Coil, by the maker's name.")),
    Parameter("target", mark("Target"), note=mark("Stimulated region.")),
    Parameter("localisation", mark("Localisation"), note=mark("How the target was found.")),
    Parameter(
        "motor_threshold_type",
        mark("Motor threshold"),
        note=mark("Resting or active; seen or by EMG."),
    ),
    Parameter("percent_mt", mark("Intensity"), "number", mark("% MT"), 20, 140),
    Parameter("frequency_hz", mark("Frequency"), "number", "Hz", 0.1, 100, 1),
    Parameter("pulses_per_burst", mark("Pulses per burst"), "integer", "", 2, 5),
    Parameter("burst_frequency_hz", mark("Burst frequency"), "number", "Hz", 20, 100),
    Parameter("train_seconds", mark("Train duration"), "number", "s", 0.1, 1800, 1),
    Parameter(
        "inter_train_interval_seconds", mark("Inter-train interval"), "number", "s", 0, 120, 1
    ),
    Parameter("trains", mark("Trains"), "integer", "", 1, 200),
    Parameter("pulses_per_session", mark("Pulses per session"), "integer", "", 1, 20_000),
    Parameter("session_minutes", mark("Session duration"), "number", "min", 0.5, 90, 1),
    Parameter("sessions", mark("Sessions"), "integer", "", 1, 100),
    Parameter("sessions_per_day", mark("Sessions per day"), "integer", "", 1, 10),
    Parameter("course_pulses", mark("Pulses in the course"), "integer", "", 1, 500_000),
)
KETAMINE_PARAMETERS = (
    Parameter("drug", mark("Drug"), note=mark("Racemic ketamine or esketamine.")),
    Parameter("route", mark("Route")),
    Parameter("dose_mg_per_kg", mark("Dose by weight"), "number", "mg/kg", 0.05, 2, 2),
    Parameter("duration_minutes", mark("Duration"), "number", "min", 1, 240),
    Parameter("weight_basis", mark("Weight basis"), note=mark("Actual, ideal, adjusted, capped.")),
    Parameter("concentration_mg_per_ml", mark("Concentration"), "number", "mg/mL", 0.1, 100, 1),
    Parameter("infusions_per_week", mark("Infusions per week"), "number", "", 0.25, 7, 1),
    Parameter("weeks", mark("Weeks"), "number", "", 1, 52),
    Parameter("planned_infusions", mark("Planned infusions"), "integer", "", 1, 60),
)


class ProtocolError(ValueError):
    """A protocol that cannot be read; its text says which parameter and why."""


@dataclass(frozen=True)
class TmsProtocol:
    """A TMS protocol; see ``TMS_PARAMETERS`` for terms and units."""

    stimulator: str | None = None
    coil: str | None = None
    target: str | None = None
    localisation: str | None = None
    motor_threshold_type: str | None = None
    percent_mt: float | None = None
    frequency_hz: float | None = None
    pulses_per_burst: float | None = None
    burst_frequency_hz: float | None = None
    train_seconds: float | None = None
    inter_train_interval_seconds: float | None = None
    trains: float | None = None
    pulses_per_session: float | None = None
    session_minutes: float | None = None
    sessions: float | None = None
    sessions_per_day: float | None = None
    course_pulses: float | None = None

    def as_dict(self) -> dict[str, Value]:
        """Return every parameter by its key."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> TmsProtocol:
        """Make a protocol from parameters by key; those left out are not reported.

        Raises
        ------
        ProtocolError
            If a key is unknown or a value is of the wrong kind.
        """
        _check(values, TMS_PARAMETERS)
        return cls(**values)


@dataclass(frozen=True)
class KetamineProtocol:
    """A ketamine protocol; see ``KETAMINE_PARAMETERS`` for terms and units."""

    drug: str | None = None
    route: str | None = None
    dose_mg_per_kg: float | None = None
    duration_minutes: float | None = None
    weight_basis: str | None = None
    concentration_mg_per_ml: float | None = None
    infusions_per_week: float | None = None
    weeks: float | None = None
    planned_infusions: float | None = None

    def as_dict(self) -> dict[str, Value]:
        """Return every parameter by its key."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> KetamineProtocol:
        """Make a protocol from parameters by key; those left out are not reported.

        Raises
        ------
        ProtocolError
            If a key is unknown or a value is of the wrong kind.
        """
        _check(values, KETAMINE_PARAMETERS)
        return cls(**values)


Protocol = TmsProtocol | KetamineProtocol


def parameters_of(protocol: Protocol) -> tuple[Parameter, ...]:
    """Return the declared parameters of this kind of protocol."""
    return TMS_PARAMETERS if isinstance(protocol, TmsProtocol) else KETAMINE_PARAMETERS


def missing_items(protocol: Protocol) -> tuple[Parameter, ...]:
    """Return the parameters a reader would still miss; burst parameters belong to bursts alone."""
    values = protocol.as_dict()
    of_bursts = ("pulses_per_burst", "burst_frequency_hz")
    bursting = any(values.get(key) is not None for key in of_bursts)
    return tuple(
        parameter
        for parameter in parameters_of(protocol)
        if values[parameter.key] is None and (bursting or parameter.key not in of_bursts)
    )


def derived(protocol: Protocol) -> tuple[DerivedValue, ...]:
    """Return what follows from the parameters, each with its arithmetic."""
    if isinstance(protocol, TmsProtocol):
        return _derived_tms(protocol)
    return _derived_ketamine(protocol)


def flags(protocol: Protocol) -> tuple[Flag, ...]:
    """Return the values that lie outside their range or disagree with what follows."""
    return (*_out_of_range(protocol), *_disagreements(protocol))


def _derived_tms(p: TmsProtocol) -> tuple[DerivedValue, ...]:
    per_train = _pulses_per_train(p)
    session = _product(per_train, p.trains)
    given = p.pulses_per_session
    course = _product(session if session is not None else given, p.sessions)
    minutes = _seconds(p)
    device = _device_seconds(p, per_train)
    bursts = f"{_shown(p.pulses_per_burst)} × " if p.pulses_per_burst else ""
    return (
        _value("pulses_per_train", mark("Pulses per train"), per_train,
               formula=f"{bursts}{_shown(p.frequency_hz)} Hz × {_shown(p.train_seconds)} s"),
        _value("pulses_per_session", mark("Pulses per session"), session,
               formula=f"{bursts}{_shown(p.frequency_hz)} Hz × {_shown(p.train_seconds)} s × "
                       + _("{trains} trains", trains=_shown(p.trains))),
        _value("duty_cycle", mark("Duty cycle"), _duty_cycle(p), "%", 1,
               f"{_shown(p.train_seconds)} s / ({_shown(p.train_seconds)} + "
               f"{_shown(p.inter_train_interval_seconds)} s)"),
        _value("nominal_minutes", mark("Nominal time"), _over(minutes, 60), "min", 2,
               f"{_shown(p.trains)} × ({_shown(p.train_seconds)} + "
               f"{_shown(p.inter_train_interval_seconds)} s)"),
        _value("device_minutes", mark("Device time"), _over(device, 60), "min", 2,
               _("from the first to the last pulse")),
        _value("course_pulses", mark("Pulses in the course"), course,
               formula=_("{pulses} × {sessions} sessions",
                         pulses=_shown(session if session is not None else given),
                         sessions=_shown(p.sessions))),
    )  # fmt: skip


def _derived_ketamine(p: KetamineProtocol) -> tuple[DerivedValue, ...]:
    hours = _over(p.duration_minutes, 60)
    rate = None if p.dose_mg_per_kg is None or not hours else p.dose_mg_per_kg / hours
    return (
        _value("rate_mg_per_kg_per_hour", mark("Rate"), rate, "mg/kg/h", 2,
               f"{_shown(p.dose_mg_per_kg)} mg/kg / {_shown(p.duration_minutes)} min"),
        _value("planned_infusions", mark("Planned infusions"),
               _product(p.infusions_per_week, p.weeks),
               formula=_("{per_week} per week × {weeks} weeks",
                         per_week=_shown(p.infusions_per_week), weeks=_shown(p.weeks))),
    )  # fmt: skip


def _pulses_per_train(p: TmsProtocol) -> float | None:
    pulses = _product(p.frequency_hz, p.train_seconds)
    if p.pulses_per_burst is None:
        return pulses
    # Of theta bursts, the frequency is that of the bursts: each holds several pulses.
    return _product(pulses, p.pulses_per_burst)


def _seconds(p: TmsProtocol) -> float | None:
    if p.train_seconds is None or p.trains is None:
        return None
    if p.trains == 1:
        return p.train_seconds
    if p.inter_train_interval_seconds is None:
        return None
    return p.trains * (p.train_seconds + p.inter_train_interval_seconds)


def _device_seconds(p: TmsProtocol, per_train: float | None) -> float | None:
    if per_train is None or p.trains is None or not p.frequency_hz:
        return None
    pause = 0 if p.trains == 1 else p.inter_train_interval_seconds
    train = _last_pulse(p, per_train)
    if pause is None or train is None:
        return None
    return p.trains * train + (p.trains - 1) * pause


def _last_pulse(p: TmsProtocol, per_train: float) -> float | None:
    """Seconds from a train's first pulse to its last."""
    frequency = p.frequency_hz or 0
    if p.pulses_per_burst is None:
        return (per_train - 1) / frequency
    if not p.burst_frequency_hz:
        return None
    bursts = per_train / p.pulses_per_burst
    return (bursts - 1) / frequency + (p.pulses_per_burst - 1) / p.burst_frequency_hz


def _duty_cycle(p: TmsProtocol) -> float | None:
    on, off = p.train_seconds, p.inter_train_interval_seconds
    return None if on is None or off is None else 100 * on / (on + off)


def _out_of_range(protocol: Protocol) -> tuple[Flag, ...]:
    values = protocol.as_dict()
    found: list[Flag] = []
    for parameter in parameters_of(protocol):
        value, low, high = values[parameter.key], parameter.low, parameter.high
        if isinstance(value, str) or value is None or low is None or high is None:
            continue
        if not low <= value <= high:
            found.append(
                Flag(
                    parameter.key,
                    _(
                        "{term}: {value} lies outside {low}–{high}",
                        term=_(parameter.term),
                        value=bare(value),
                        low=bare(low),
                        high=bare(high),
                    ),
                )
            )
    return tuple(found)


def _disagreements(protocol: Protocol) -> tuple[Flag, ...]:
    values = protocol.as_dict()
    found: list[Flag] = []
    for item in derived(protocol):
        entered = values.get(item.key)
        if isinstance(item.value, Unavailable) or not isinstance(entered, int | float):
            continue
        if abs(entered - item.value) > _TOLERANCE * max(item.value, 1):
            found.append(Flag(item.key, _disagreement(item, entered)))
    return (*found, *_session_minutes(protocol))


def _session_minutes(protocol: Protocol) -> tuple[Flag, ...]:
    if not isinstance(protocol, TmsProtocol) or protocol.session_minutes is None:
        return ()
    times = {item.key: item for item in derived(protocol)}
    known = [times[key] for key in ("nominal_minutes", "device_minutes")]
    near = [
        item
        for item in known
        if isinstance(item.value, Unavailable)
        or abs(protocol.session_minutes - item.value) <= _TIME_TOLERANCE * item.value
    ]
    if near:
        return ()
    return (Flag("session_minutes", _disagreement(known[0], protocol.session_minutes)),)


def _disagreement(item: DerivedValue, entered: float) -> str:
    assert not isinstance(item.value, Unavailable)
    return _(
        "{formula} = {value}; {entered} entered",
        formula=item.formula,
        value=bare(round(item.value, item.decimals)),
        entered=bare(entered),
    )


def _check(values: dict[str, Any], parameters: tuple[Parameter, ...]) -> None:
    kinds = {parameter.key: parameter.kind for parameter in parameters}
    for key, value in values.items():
        if key not in kinds:
            raise ProtocolError(_("A protocol has no parameter called {name}.", name=key))
        right = str if kinds[key] == "text" else (int, float)
        if value is not None and (not isinstance(value, right) or isinstance(value, bool)):
            raise ProtocolError(_("The protocol's {name} is of the wrong kind.", name=key))


def _value(
    key: str, term: str, value: float | None, unit: str = "", decimals: int = 0, formula: str = ""
) -> DerivedValue:
    known = NOT_REPORTED if value is None else value
    return DerivedValue(key, term, known, unit, decimals, "" if value is None else formula)


def _product(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first * second


def _over(value: float | None, divisor: float) -> float | None:
    return None if value is None else value / divisor


def _shown(value: float | None) -> str:
    return "?" if value is None else bare(value)
