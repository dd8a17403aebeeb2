"""The statistics of an analysis, one file each."""

from __future__ import annotations

from ketgui.statistics.results.adverse_events import AdverseEvents
from ketgui.statistics.results.bands import Bands
from ketgui.statistics.results.cadss_course import CadssCourse
from ketgui.statistics.results.caveats import Caveats
from ketgui.statistics.results.cut_offs import CutOffs
from ketgui.statistics.results.demographics import Demographics
from ketgui.statistics.results.deviations import Deviations
from ketgui.statistics.results.exposure import Exposure
from ketgui.statistics.results.flow import Flow
from ketgui.statistics.results.groups import Groups
from ketgui.statistics.results.items import Items
from ketgui.statistics.results.ketamine_protocol import KetamineReceived
from ketgui.statistics.results.literature import Literature
from ketgui.statistics.results.missing import Missing
from ketgui.statistics.results.mixed_model import MixedModel
from ketgui.statistics.results.monitoring import Monitoring
from ketgui.statistics.results.outcomes import Outcomes
from ketgui.statistics.results.outlying import Outlying
from ketgui.statistics.results.paired_change import PairedChange
from ketgui.statistics.results.patient_courses import PatientCourses
from ketgui.statistics.results.percent_improvement import PercentImprovement
from ketgui.statistics.results.planned_protocol import PlannedProtocol
from ketgui.statistics.results.reliable_change import ReliableChange
from ketgui.statistics.results.robust_change import RobustChange
from ketgui.statistics.results.tms_protocols import TmsProtocols
from ketgui.statistics.results.trajectory import Trajectory
from ketgui.statistics.study import Result

RESULTS: tuple[type[Result], ...] = (
    Flow,
    Demographics,
    TmsProtocols,
    KetamineReceived,
    PlannedProtocol,
    Exposure,
    Monitoring,
    PatientCourses,
    Deviations,
    AdverseEvents,
    CadssCourse,
    PairedChange,
    PercentImprovement,
    Outcomes,
    RobustChange,
    CutOffs,
    ReliableChange,
    Bands,
    Literature,
    Missing,
    Outlying,
    Trajectory,
    MixedModel,
    Items,
    Groups,
    Caveats,
)


def outcome_details() -> tuple[type[Result], ...]:
    """Return the results that answer how the score changed, after the rates themselves."""
    return (
        PairedChange,
        PercentImprovement,
        RobustChange,
        Outlying,
        CutOffs,
        ReliableChange,
        Bands,
        Trajectory,
        MixedModel,
        Items,
        Groups,
        Missing,
        Literature,
        Caveats,
    )
