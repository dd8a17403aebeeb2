"""How complete the protocols of both treatments are, and which infusions were received.

A protocol is described as planned, or as received if nothing is planned. What is not reported is
named in its place, so that an author sees the gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ketgui.domain.treatment.parameters import Parameter, add_unit, format_plain
from ketgui.domain.treatment.protocols import (
    Protocol,
    TmsProtocol,
    find_missing_parameters,
    get_parameters,
)
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.ketamine_treatment import describe_ketamine
from ketgui.reporting.paragraphs.tms_treatment import describe_tms
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.treatment.courses import Courses
from ketgui.statistics.results.treatment.deviations import Deviations
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.statistics.treatment.protocol_choice import (
    choose_ketamine_protocol,
    choose_tms_protocols,
    find_sessions,
)
from ketgui.text import _, integer, plural, plural_spelled, plural_start

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
    """Return the sentences on both treatments by key: "tms1.device", "ketamine"."""
    sentences = describe_tms(analysis) | describe_ketamine(analysis)
    if analysis.plan.treatment.is_reported:
        sentences["tolerances"] = _describe_tolerances(analysis)
    return sentences


def describe_exposure(analysis: Analysis) -> str:
    """Return the infusions received of those planned, with deviations; empty without a plan."""
    exposure, deviations = analysis[Exposure], analysis[Deviations].deviations
    if isinstance(exposure.infusions_planned, Unavailable) or exposure.infusions == 0:
        return ""
    acute = sum(course.acute for course in analysis[Courses].patients)
    sentence = _count_infusions(acute, int(exposure.infusions_planned), len(deviations))
    if further := exposure.infusions - acute:
        sentence += " " + plural_start(
            "{n} further infusion was maintenance or part of a later course.",
            "{n} further infusions were maintenance or part of a later course.",
            further,
        )
    return sentence


def _count_infusions(received: int, planned: int, deviations: int) -> str:
    apart = (
        plural_spelled(
            "with {n} deviation from the plan", "with {n} deviations from the plan", deviations
        )
        if deviations
        else _("without deviation from the plan")
    )
    if received == planned and planned > 1:
        return _(
            "All {planned} planned infusions were given, {deviations}.",
            planned=integer(planned),
            deviations=apart,
        )
    return _(
        "Of {planned} planned infusions, {received} were given, {deviations}.",
        planned=integer(planned),
        received=integer(received),
        deviations=apart,
    )


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
