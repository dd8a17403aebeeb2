"""The statistics of an analysis, one file each."""

from __future__ import annotations

from collections.abc import Iterable

from ketgui.statistics.results.follow_up.relapse import Relapse
from ketgui.statistics.results.follow_up.visit_means import VisitMeans
from ketgui.statistics.results.further.literature import Literature
from ketgui.statistics.results.further.populations import Populations
from ketgui.statistics.results.further.published_sources import PublishedSources
from ketgui.statistics.results.further.rater_agreement import RaterAgreement
from ketgui.statistics.results.further.secondary_outcomes import SecondaryOutcomes
from ketgui.statistics.results.further.tms_outcome import TmsOutcome
from ketgui.statistics.results.outcomes.bands import Bands
from ketgui.statistics.results.outcomes.caveats import Caveats
from ketgui.statistics.results.outcomes.cut_offs import CutOffs
from ketgui.statistics.results.outcomes.groups import Groups
from ketgui.statistics.results.outcomes.items import Items
from ketgui.statistics.results.outcomes.mixed_model import MixedModel
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.outlying import Outlying
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.percent_improvement import PercentImprovement
from ketgui.statistics.results.outcomes.reliable_change import ReliableChange
from ketgui.statistics.results.outcomes.robust_change import RobustChange
from ketgui.statistics.results.outcomes.trajectory import Trajectory
from ketgui.statistics.results.patients.demographics import Demographics
from ketgui.statistics.results.patients.flow import Flow
from ketgui.statistics.results.patients.missing import Missing
from ketgui.statistics.results.patients.sites import Sites
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.results.safety.cadss_course import CadssCourse
from ketgui.statistics.results.treatment.courses import Courses
from ketgui.statistics.results.treatment.deviations import Deviations
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.statistics.results.treatment.ketamine_protocol import KetamineReceived
from ketgui.statistics.results.treatment.monitoring import Monitoring
from ketgui.statistics.results.treatment.patient_courses import PatientCourses
from ketgui.statistics.results.treatment.planned_protocol import PlannedProtocol
from ketgui.statistics.results.treatment.tms_protocols import TmsProtocols
from ketgui.statistics.study import ReportSection, Result

# The order of files and of the supplement; tabs and sections order their own by priority.
RESULTS: tuple[type[Result], ...] = (
    Flow,
    Demographics,
    TmsProtocols,
    KetamineReceived,
    PlannedProtocol,
    Exposure,
    Monitoring,
    PatientCourses,
    Courses,
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
    PublishedSources,
    Missing,
    Populations,
    SecondaryOutcomes,
    RaterAgreement,
    TmsOutcome,
    Outlying,
    Trajectory,
    MixedModel,
    Relapse,
    VisitMeans,
    Items,
    Groups,
    Sites,
    Caveats,
)


def list_results_of_tab(tab: str) -> tuple[type[Result], ...]:
    """Return the results whose tables a tab lists, in the order of its list."""
    return _sort_by_priority(kind for kind in RESULTS if kind.tab == tab)


def list_results_of_section(section: ReportSection) -> tuple[type[Result], ...]:
    """Return the results whose tables are in a section of an article, in their order there."""
    kinds = tuple(kind for kind in RESULTS if kind.section == section)
    return kinds if section == "supplement" else _sort_by_priority(kinds)


def _sort_by_priority(kinds: Iterable[type[Result]]) -> tuple[type[Result], ...]:
    return tuple(sorted(kinds, key=lambda kind: kind.priority))
