"""The protocols to draw and to write about: the planned ones, or else those received.

One choice serves the figures and the text, so that a methods section never describes another
protocol than the figure beside it.
"""

from __future__ import annotations

from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.protocols import KetamineProtocol, TmsProtocol, list_reported
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.treatment.ketamine_protocol import KetamineReceived
from ketgui.statistics.results.treatment.tms_protocols import SessionSummary, TmsProtocols


def choose_tms_protocols(analysis: Analysis) -> tuple[TmsProtocol, ...]:
    """Return the planned TMS protocols, or those of the courses where none is planned.

    Parameters
    ----------
    analysis : Analysis

    Returns
    -------
    tuple of TmsProtocol
    """
    planned = analysis.plan.treatment.tms
    if any(list_reported(protocol) for protocol in planned):
        return planned
    return analysis[TmsProtocols].protocols


def find_sessions(analysis: Analysis, position: int) -> SessionSummary | None:
    """Return the sessions recorded in one of the chosen protocols.

    Parameters
    ----------
    analysis : Analysis
    position : int
        Its position among ``choose_tms_protocols``.

    Returns
    -------
    SessionSummary or None
        None of a planned protocol, and where no session is recorded.
    """
    # A planned protocol has planned sessions; those recorded belong to the received ones.
    received = analysis[TmsProtocols]
    if choose_tms_protocols(analysis) is not received.protocols or position >= len(
        received.sessions
    ):
        return None
    sessions = received.sessions[position]
    return None if isinstance(sessions, Unavailable) else sessions


def choose_ketamine_protocol(analysis: Analysis) -> KetamineProtocol:
    """Return the planned ketamine protocol, or that of most infusions where none is planned.

    Parameters
    ----------
    analysis : Analysis

    Returns
    -------
    KetamineProtocol
    """
    planned = analysis.plan.treatment.ketamine
    return planned if list_reported(planned) else analysis[KetamineReceived].protocol


def plan_from_records(analysis: Analysis) -> PlannedTreatment:
    """Return what was recorded as if it had been planned, as the beginning of a plan.

    Parameters
    ----------
    analysis : Analysis

    Returns
    -------
    PlannedTreatment
        With the plan's present tolerances.
    """
    return PlannedTreatment(
        analysis[TmsProtocols].protocols,
        analysis[KetamineReceived].protocol,
        analysis.plan.treatment.tolerances,
    )
