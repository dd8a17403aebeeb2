"""Sentences for the Methods on both treatments, and how complete their protocols are.

A protocol is described as planned, or as received if nothing is planned. What is not reported is
named in its place, so that an author sees the gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ketgui.domain.treatment.derivation import DerivedValue, format_clock
from ketgui.domain.treatment.parameters import Parameter, add_unit, format_plain
from ketgui.domain.treatment.presets import translate_target
from ketgui.domain.treatment.protocols import (
    KetamineProtocol,
    Protocol,
    TmsProtocol,
    derive_values,
    find_missing_parameters,
    get_parameters,
)
from ketgui.domain.treatment.tms_derivation import derive_train_time
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.treatment.courses import Courses
from ketgui.statistics.results.treatment.deviations import Deviations
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.statistics.results.treatment.tms_protocols import SessionSummary
from ketgui.statistics.treatment.protocol_choice import (
    choose_ketamine_protocol,
    choose_tms_protocols,
    find_sessions,
)
from ketgui.text import NO_BREAK_SPACE, _, integer, plural

Treatment = Literal["tms", "ketamine"]


@dataclass(frozen=True)
class MissingItem:
    """An essential parameter that is not reported, and the field where it is entered.

    Attributes
    ----------
    treatment : {"tms", "ketamine"}
        The protocol's form.
    protocol_index : int
        Index of the TMS protocol; 0 for ketamine.
    name : str
        The TMS protocol's stimulator; empty for ketamine or if none is reported.
    parameter : Parameter
        The parameter that is not reported.
    """

    treatment: Treatment
    protocol_index: int
    name: str
    parameter: Parameter


@dataclass(frozen=True)
class Completeness:
    """How many of the essential parameters are reported, and which are not."""

    reported: int
    wanted: int
    missing: tuple[MissingItem, ...]


def describe_treatment(analysis: Analysis) -> dict[str, str]:
    """Return the sentences on both treatments by key: "tms1.session", "ketamine"."""
    sentences: dict[str, str] = {}
    for index, protocol in enumerate(_list_tms_protocols(analysis)):
        parts = _describe_tms(protocol, find_sessions(analysis, index))
        named = zip(("device", "session", "course"), parts, strict=True)
        sentences |= {f"tms{index + 1}.{name}": text for name, text in named}
    sentences["ketamine"] = _describe_ketamine(choose_ketamine_protocol(analysis))
    if analysis.plan.treatment.is_reported:
        sentences["tolerances"] = _describe_tolerances(analysis)
    return sentences


def describe_exposure(analysis: Analysis) -> str:
    """Return the infusions received of those planned, with deviations; empty without a plan."""
    exposure, deviations = analysis[Exposure], analysis[Deviations].deviations
    if isinstance(exposure.infusions_planned, Unavailable) or exposure.infusions == 0:
        return ""
    count = len(deviations)
    deviation_count = (
        plural("{n} deviation", "{n} deviations", count) if count else _("no deviation")
    )
    acute = sum(course.acute for course in analysis[Courses].patients)
    sentence = _(
        "Infusions received: {received} of {planned} planned, with {deviations}.",
        received=integer(acute),
        planned=integer(exposure.infusions_planned),
        deviations=deviation_count,
    )
    if further := exposure.infusions - acute:
        sentence += " " + plural(
            "{n} further infusion was maintenance or part of a later course.",
            "{n} further infusions were maintenance or part of a later course.",
            further,
        )
    return sentence


def assess_completeness(analysis: Analysis) -> Completeness:
    """Return how many essential parameters of the protocols are reported, and which are not."""
    ketamine = choose_ketamine_protocol(analysis)
    missing = [
        MissingItem("tms", index, protocol.stimulator or "", parameter)
        for index, protocol in enumerate(_list_tms_protocols(analysis))
        for parameter in find_missing_parameters(protocol)
        # The records may have the number of sessions that the plan leaves open.
        if not (parameter.key == "sessions" and find_sessions(analysis, index))
    ]
    missing += [
        MissingItem("ketamine", 0, "", parameter) for parameter in find_missing_parameters(ketamine)
    ]
    wanted = sum(
        _count_reported(protocol) + len(find_missing_parameters(protocol))
        for protocol in (*_list_tms_protocols(analysis), ketamine)
    )
    return Completeness(wanted - len(missing), wanted, tuple(missing))


def _list_tms_protocols(analysis: Analysis) -> tuple[TmsProtocol, ...]:
    return choose_tms_protocols(analysis) or (TmsProtocol(),)


def _count_reported(protocol: Protocol) -> int:
    values = protocol.as_dict()
    return sum(p.essential and values[p.key] is not None for p in get_parameters(protocol))


def _describe_tms(protocol: TmsProtocol, sessions: SessionSummary | None) -> tuple[str, ...]:
    texts = _format_parameters(protocol)
    # Recorded courses may differ in their number of sessions: a range describes them.
    if protocol.sessions is None and sessions:
        texts["sessions"] = format_session_range(sessions)
        if protocol.pulses_per_session is not None and protocol.course_pulses is None:
            texts["course_pulses"] = format_session_range(sessions, protocol.pulses_per_session)
    # After the other texts: it falls back on one of them.
    texts["session_time"] = _format_session_time(protocol, texts)
    device = _(
        "TMS was delivered with a {stimulator} stimulator (coil: {coil}; target: {target}; "
        "localisation: {localisation}) at {percent_mt} of the motor threshold (type: "
        "{motor_threshold_type}; found by: {motor_threshold_method}).",
        **texts,
    )
    return device, _describe_session(protocol, texts), _describe_course(texts)


def format_session_range(sessions: SessionSummary, each: float = 1) -> str:
    """Return the fewest and the most sessions as a range, times an amount for each session."""
    low, high = (integer(round(number * each)) for number in (sessions.least, sessions.most))
    return _("{low} to {high}", low=low, high=high)


def _describe_session(protocol: TmsProtocol, texts: dict[str, str]) -> str:
    # A sentence for each kind of train: a single train has no pause between trains to describe.
    if protocol.is_theta_burst and protocol.trains == 1:
        return _(
            "Each session delivered {pulses_per_session} pulses in one train of {session_time}, of "
            "bursts of {pulses_per_burst} pulses at {burst_frequency_hz}, repeated at "
            "{frequency_hz}.",
            **texts,
        )
    if protocol.is_theta_burst:
        return _(
            "Each session delivered {pulses_per_session} pulses in {session_time}: {trains} trains "
            "of {train_seconds}, separated by {inter_train_interval_seconds}, of bursts of "
            "{pulses_per_burst} pulses at {burst_frequency_hz}, repeated at {frequency_hz}.",
            **texts,
        )
    if protocol.trains == 1:
        return _(
            "Each session delivered {pulses_per_session} pulses at {frequency_hz} in one train of "
            "{session_time}.",
            **texts,
        )
    return _(
        "Each session delivered {pulses_per_session} pulses in {session_time}: {trains} trains of "
        "{train_seconds} at {frequency_hz}, separated by {inter_train_interval_seconds}.",
        **texts,
    )


def _format_session_time(protocol: TmsProtocol, texts: dict[str, str]) -> str:
    """Return a session's recorded duration, else its nominal one: "20 min 10 s"."""
    if protocol.session_minutes is not None:
        return texts["session_minutes"]
    nominal = next(item for item in derive_values(protocol) if item.key == "nominal_minutes").value
    if isinstance(nominal, Unavailable):
        return _("[not reported]")
    minutes, seconds = map(int, format_clock(nominal).split(":"))
    parts = [add_unit(format_plain(n), unit) for n, unit in ((minutes, "min"), (seconds, "s")) if n]
    return NO_BREAK_SPACE.join(parts)


def _describe_course(texts: dict[str, str]) -> str:
    return _(
        "The course comprised {sessions} sessions ({sessions_per_day} a day), {course_pulses} "
        "pulses in all.",
        **texts,
    )


def _describe_ketamine(protocol: KetamineProtocol) -> str:
    texts = _format_parameters(protocol)
    weeks = protocol.weeks
    # A plural form needs a whole number; "1.5 weeks" is formatted like any other value.
    is_whole = weeks is not None and weeks == round(weeks)
    texts["weeks"] = (
        plural("{n} week", "{n} weeks", round(weeks or 0))
        if is_whole
        else _("{n} weeks", n=texts["weeks"])
    )
    return _(
        "Ketamine (drug: {drug}; route: {route}) was given at {dose_mg_per_kg} over "
        "{duration_minutes} ({rate_mg_per_kg_per_hour}), the dose based on {weight_basis}; "
        "{infusions_per_week} a week for {weeks} were planned, {planned_infusions} for each "
        "patient.",
        **texts,
    )


def _describe_tolerances(analysis: Analysis) -> str:
    tolerances = analysis.plan.treatment.tolerances
    return _(
        "A dose more than {dose}, a duration more than {duration} or an interval more than "
        "{spacing} from the planned one counted as a deviation, as did another number of "
        "infusions.",
        dose=add_unit(format_plain(tolerances.dose_percent), "%"),
        duration=add_unit(format_plain(tolerances.duration_minutes), "min"),
        spacing=_format_days(tolerances.spacing_days),
    )


def _format_days(days: float) -> str:
    if days == round(days):
        return plural("{n} day", "{n} days", round(days))
    return add_unit(format_plain(days), "days")


def _format_parameters(protocol: Protocol) -> dict[str, str]:
    """Return each parameter as text, entered or derived; an entered value takes precedence."""
    values = protocol.as_dict()
    texts = {parameter.key: _("[not reported]") for parameter in get_parameters(protocol)}
    length = derive_train_time(protocol) if isinstance(protocol, TmsProtocol) else None
    further = (length,) if isinstance(length, DerivedValue) else ()
    for item in (*derive_values(protocol), *further):
        is_known = not isinstance(item.value, Unavailable)
        texts[item.key] = item.format() if is_known else _("[not reported]")
    for parameter in get_parameters(protocol):
        value = values[parameter.key]
        if value is not None:
            texts[parameter.key] = _format_parameter(parameter, value)
    return texts


def _format_parameter(parameter: Parameter, value: float | str) -> str:
    if parameter.key == "percent_mt" and not isinstance(value, str):
        # The sentence names the motor threshold, so that the unit is the sign alone.
        return add_unit(format_plain(value), "%")
    # Targets are entered as free text and only known ones can be translated.
    if parameter.key == "target" and isinstance(value, str):
        return translate_target(value)
    text = parameter.format(value)
    return text[:1].lower() + text[1:] if parameter.kind == "choice" else text
