"""The Methods paragraph: both treatments as planned, else as received, gaps left visible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ketgui.domain.treatment.derivation import DerivedValue
from ketgui.domain.treatment.parameters import Parameter, plain, with_unit
from ketgui.domain.treatment.presets import target_in_language
from ketgui.domain.treatment.protocols import (
    KetamineProtocol,
    Protocol,
    TmsProtocol,
    derived,
    missing_items,
    parameters_of,
)
from ketgui.domain.treatment.tms_derivation import train_time
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.treatment.deviations import Deviations
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.statistics.results.treatment.tms_protocols import Sessions
from ketgui.statistics.treatment.stated_protocols import sessions_of, stated_ketamine, stated_tms
from ketgui.text import NO_BREAK_SPACE, _, integer, plural

Treatment = Literal["tms", "ketamine"]


@dataclass(frozen=True)
class MissingItem:
    """A parameter that a reader of the Methods would still miss, and where it is entered.

    Attributes
    ----------
    treatment : {"tms", "ketamine"}
        Its form.
    place : int
        Which TMS protocol, from 0; 0 of ketamine.
    name : str
        What the protocol is called: its stimulator; empty of ketamine or where none is reported.
    parameter : Parameter
        What is not reported.
    """

    treatment: Treatment
    place: int
    name: str
    parameter: Parameter


@dataclass(frozen=True)
class Completeness:
    """How many of the parameters that a reader wants are reported, and which are not."""

    reported: int
    wanted: int
    missing: tuple[MissingItem, ...]


def describe_treatment(analysis: Analysis) -> dict[str, str]:
    """Return its sentences by what each is about: "tms1.session", "ketamine"."""
    said: dict[str, str] = {}
    for place, one in enumerate(_list_tms_protocols(analysis)):
        sentences = _describe_tms(one, sessions_of(analysis, place))
        named = zip(("device", "session", "course"), sentences, strict=True)
        said |= {f"tms{place + 1}.{name}": words for name, words in named}
    said["ketamine"] = _describe_ketamine(stated_ketamine(analysis))
    if analysis.plan.treatment.is_reported:
        said["tolerances"] = _describe_tolerances(analysis)
    return said


def describe_exposure(analysis: Analysis) -> str:
    """Return infusions received of those planned and the deviations; empty without a plan."""
    given, deviations = analysis[Exposure], analysis[Deviations].found
    if isinstance(given.infusions_planned, Unavailable) or given.infusions == 0:
        return ""
    count = len(deviations)
    found = plural("{n} deviation", "{n} deviations", count) if count else _("no deviation")
    return _(
        "Infusions received: {received} of {planned} planned, with {deviations}.",
        received=integer(given.infusions),
        planned=integer(given.infusions_planned),
        deviations=found,
    )


def assess_completeness(analysis: Analysis) -> Completeness:
    """Return which parameters of the stated protocols a reader would still miss."""
    ketamine = stated_ketamine(analysis)
    missing = [
        MissingItem("tms", place, one.stimulator or "", parameter)
        for place, one in enumerate(_list_tms_protocols(analysis))
        for parameter in missing_items(one)
        if not (parameter.key == "sessions" and sessions_of(analysis, place))
    ]
    missing += [MissingItem("ketamine", 0, "", parameter) for parameter in missing_items(ketamine)]
    wanted = sum(
        _count_reported(one) + len(missing_items(one))
        for one in (*_list_tms_protocols(analysis), ketamine)
    )
    return Completeness(wanted - len(missing), wanted, tuple(missing))


def _list_tms_protocols(analysis: Analysis) -> tuple[TmsProtocol, ...]:
    return stated_tms(analysis) or (TmsProtocol(),)


def _count_reported(protocol: Protocol) -> int:
    values = protocol.as_dict()
    return sum(one.essential and values[one.key] is not None for one in parameters_of(protocol))


def _describe_tms(protocol: TmsProtocol, sessions: Sessions | None) -> tuple[str, ...]:
    said = _format_parameters(protocol)
    if protocol.sessions is None and sessions:
        said["sessions"] = format_session_range(sessions)
        if protocol.pulses_per_session is not None and protocol.course_pulses is None:
            said["course_pulses"] = format_session_range(sessions, protocol.pulses_per_session)
    said["session_time"] = _format_session_time(protocol, said)
    where = _(
        "TMS was delivered with a {stimulator} stimulator (coil: {coil}; target: {target}; "
        "localisation: {localisation}) at {percent_mt} of the motor threshold (type: "
        "{motor_threshold_type}; found by: {motor_threshold_method}).",
        **said,
    )
    return where, _describe_session(protocol, said), _describe_course(said)


def format_session_range(sessions: Sessions, each: float = 1) -> str:
    """Return the fewest and the most, times something of which each session has so much."""
    low, high = (integer(round(number * each)) for number in (sessions.least, sessions.most))
    return _("{low} to {high}", low=low, high=high)


def _describe_session(protocol: TmsProtocol, said: dict[str, str]) -> str:
    if protocol.is_theta_burst and protocol.trains == 1:
        return _(
            "Each session delivered {pulses_per_session} pulses in one train of {session_time}, of "
            "bursts of {pulses_per_burst} pulses at {burst_frequency_hz}, repeated at "
            "{frequency_hz}.",
            **said,
        )
    if protocol.is_theta_burst:
        return _(
            "Each session delivered {pulses_per_session} pulses in {session_time}: {trains} trains "
            "of {train_seconds}, separated by {inter_train_interval_seconds}, of bursts of "
            "{pulses_per_burst} pulses at {burst_frequency_hz}, repeated at {frequency_hz}.",
            **said,
        )
    if protocol.trains == 1:
        return _(
            "Each session delivered {pulses_per_session} pulses at {frequency_hz} in one train of "
            "{session_time}.",
            **said,
        )
    return _(
        "Each session delivered {pulses_per_session} pulses in {session_time}: {trains} trains of "
        "{train_seconds} at {frequency_hz}, separated by {inter_train_interval_seconds}.",
        **said,
    )


def _format_session_time(protocol: TmsProtocol, said: dict[str, str]) -> str:
    """Return a session's duration as typed, else its nominal time: "20 min 10 s"."""
    if protocol.session_minutes is not None:
        return said["session_minutes"]
    nominal = next(item for item in derived(protocol) if item.key == "nominal_minutes").value
    if isinstance(nominal, Unavailable):
        return _("[not reported]")
    minutes, seconds = divmod(round(nominal * 60), 60)
    parts = [with_unit(plain(n), unit) for n, unit in ((minutes, "min"), (seconds, "s")) if n]
    return NO_BREAK_SPACE.join(parts)


def _describe_course(said: dict[str, str]) -> str:
    return _(
        "The course comprised {sessions} sessions ({sessions_per_day} a day), {course_pulses} "
        "pulses in all.",
        **said,
    )


def _describe_ketamine(protocol: KetamineProtocol) -> str:
    said = _format_parameters(protocol)
    weeks = protocol.weeks
    whole = weeks is not None and weeks == round(weeks)
    said["weeks"] = (
        plural("{n} week", "{n} weeks", round(weeks or 0))
        if whole
        else _("{n} weeks", n=said["weeks"])
    )
    return _(
        "Ketamine (drug: {drug}; route: {route}) was given at {dose_mg_per_kg} over "
        "{duration_minutes} ({rate_mg_per_kg_per_hour}), the dose based on {weight_basis}; "
        "{infusions_per_week} a week for {weeks} were planned, {planned_infusions} for each "
        "patient.",
        **said,
    )


def _describe_tolerances(analysis: Analysis) -> str:
    tolerances = analysis.plan.treatment.tolerances
    return _(
        "A dose more than {dose}, a duration more than {duration} or an interval more than "
        "{spacing} from the planned one counted as a deviation, as did another number of "
        "infusions.",
        dose=with_unit(plain(tolerances.dose_percent), "%"),
        duration=with_unit(plain(tolerances.duration_minutes), "min"),
        spacing=_format_days(tolerances.spacing_days),
    )


def _format_days(days: float) -> str:
    if days == round(days):
        return plural("{n} day", "{n} days", round(days))
    return with_unit(plain(days), "days")


def _format_parameters(protocol: Protocol) -> dict[str, str]:
    """Return every parameter and derived value in words; a typed value goes before a derived."""
    values = protocol.as_dict()
    said = {one.key: _("[not reported]") for one in parameters_of(protocol)}
    length = train_time(protocol) if isinstance(protocol, TmsProtocol) else None
    follows = (length,) if isinstance(length, DerivedValue) else ()
    for item in (*derived(protocol), *follows):
        known = not isinstance(item.value, Unavailable)
        said[item.key] = item.written() if known else _("[not reported]")
    for one in parameters_of(protocol):
        value = values[one.key]
        if value is not None:
            said[one.key] = _format_parameter(one, value)
    return said


def _format_parameter(parameter: Parameter, value: float | str) -> str:
    if parameter.key == "percent_mt" and not isinstance(value, str):
        # The sentence itself says of what it is a percentage.
        return with_unit(plain(value), "%")
    if parameter.key == "target" and isinstance(value, str):
        return target_in_language(value)
    words = parameter.written(value)
    return words[:1].lower() + words[1:] if parameter.kind == "choice" else words
