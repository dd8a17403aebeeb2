"""The deviations from the plan, patient by patient and infusion by infusion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import BLANK, Count, Number, Row, Text
from ketgui.statistics.study import ReportSection, Result, Study
from ketgui.statistics.treatment.deviation_checks import check_course
from ketgui.statistics.treatment.deviations import Deviation
from ketgui.statistics.treatment.infusion_course import InfusionCourse, cut_at_gap
from ketgui.statistics.treatment.stops import find_last_actions
from ketgui.text import mark

# A number of infusions is whole, days are planned as thirds of a week.
_PLACES = {"": 0, "days": 1}
_NONE = Unavailable(mark("no infusion was received"))


@dataclass(frozen=True)
class Deviations(Result):
    """The deviations beyond the plan's tolerances, in the order of the patients.

    Notes
    -----
    What is not planned or not recorded cannot deviate. A cohort without any infusion has none:
    the file then says nothing of infusions. A dose record is checked against itself whether or not
    anything is planned: mg against kg × mg/kg.
    """

    key: ClassVar[str] = "deviations"
    part_of: ClassVar[str] = "exposure"
    title: ClassVar[str] = mark("Deviations from the plan")
    section: ClassVar[ReportSection] = "workbook"
    columns: ClassVar[tuple[str, ...]] = (
        mark("Infusion"),
        mark("Deviation"),
        mark("Planned"),
        mark("Received"),
        mark("Details"),
    )

    deviations: tuple[Deviation, ...]

    @classmethod
    def compute(cls, study: Study) -> Deviations:
        """Compare every course with the plan."""
        # A file without infusions says nothing of them; else everybody would have stopped early.
        if study.cohort.infusions.empty:
            return cls(())
        treatment, events = study.plan.treatment, study.cohort.adverse_events
        return cls(
            tuple(
                _add_reason(deviation, course, events)
                for patient_id, infusions in study.courses.items()
                for course in (cut_at_gap(infusions, study.plan.course_gap_days),)
                for deviation in check_course(patient_id, course, treatment)
            )
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line a deviation."""
        return tuple(_make_row(deviation) for deviation in self.deviations)

    def as_dict(self) -> list[dict[str, Any]]:
        """Return each deviation by the names of its parts."""
        return [
            {
                "patient_id": deviation.patient_id,
                "infusion_number": _NONE
                if deviation.infusion_number is None
                else deviation.infusion_number,
                "kind": deviation.kind,
                "planned": deviation.planned,
                "received": deviation.received,
                "unit": deviation.unit,
                "recorded_reason": deviation.reason,
            }
            for deviation in self.deviations
        ]


def _add_reason(deviation: Deviation, course: InfusionCourse, events: pd.DataFrame) -> Deviation:
    if deviation.kind != "early_stop":
        return deviation
    return replace(
        deviation, reason="; ".join(find_last_actions(events, deviation.patient_id, course))
    )


def _make_row(deviation: Deviation) -> Row:
    places = _PLACES.get(deviation.unit, 2)
    return Row(
        Text(deviation.patient_id, from_file=True),
        (
            BLANK if deviation.infusion_number is None else Count(deviation.infusion_number),
            Text(deviation.title),
            Number(deviation.planned, places, deviation.unit),
            Number(deviation.received, places, deviation.unit),
            Text(deviation.describe(), from_file=True),
        ),
    )
