"""The statistics of an analysis, one file each."""

from __future__ import annotations

from ketgui.statistics.results.adverse_events import AdverseEvents
from ketgui.statistics.results.demographics import Demographics
from ketgui.statistics.results.exposure import Exposure
from ketgui.statistics.results.ketamine_protocol import KetamineReceived
from ketgui.statistics.results.outcomes import Outcomes
from ketgui.statistics.results.paired_change import PairedChange
from ketgui.statistics.results.percent_improvement import PercentImprovement
from ketgui.statistics.results.tms_protocols import TmsProtocols
from ketgui.statistics.study import Result

RESULTS: tuple[type[Result], ...] = (
    Demographics,
    TmsProtocols,
    KetamineReceived,
    Exposure,
    AdverseEvents,
    PairedChange,
    PercentImprovement,
    Outcomes,
)
