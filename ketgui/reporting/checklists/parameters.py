"""A checklist of the parameters that others need to repeat both treatments."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.domain.treatment.protocols import (
    Protocol,
    TmsProtocol,
    find_missing_parameters,
    get_parameters,
)
from ketgui.reporting.checklists.item import Checklist, Item
from ketgui.reporting.paragraphs.protocol_text import format_parameter
from ketgui.reporting.paragraphs.tms_treatment import format_session_range
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.treatment.tms_protocols import SessionSummary
from ketgui.statistics.treatment.protocol_choice import (
    choose_ketamine_protocol,
    choose_tms_protocols,
    find_sessions,
)
from ketgui.text import _, integer, mark


def _list_items(analysis: Analysis) -> tuple[Item, ...]:
    stated = choose_tms_protocols(analysis) or (TmsProtocol(),)
    has_several = len(stated) > 1
    tms = (
        item
        for number, protocol in enumerate(stated, 1)
        for item in _list_protocol_items(
            protocol,
            f"{_('TMS')} {integer(number)}" if has_several else _("TMS"),
            find_sessions(analysis, number - 1),
        )
    )
    return (*tms, *_list_protocol_items(choose_ketamine_protocol(analysis), _("Ketamine")))


def _list_protocol_items(
    protocol: Protocol, name: str, sessions: SessionSummary | None = None
) -> Iterator[Item]:
    values, missing = protocol.as_dict(), find_missing_parameters(protocol)
    for parameter in get_parameters(protocol):
        if not parameter.essential:
            continue
        value, term = values[parameter.key], parameter.term
        answer = "" if value is None else format_parameter(parameter, value)
        # A plan may leave the sessions open while the recorded courses have them.
        if parameter.key == "sessions" and value is None and sessions:
            answer = format_session_range(sessions)
        to_write = ""
        if parameter in missing and not answer:
            to_write = _("The value, in the Protocol tab.")
        if answer or to_write:
            yield Item(_("{name}: {value}", name=name, value=_(term).lower()), answer, to_write)


CHECKLIST = Checklist("parameters", mark("TMS and ketamine parameters"), _list_items)
