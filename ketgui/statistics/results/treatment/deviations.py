"""Planned against received, patient by patient and infusion by infusion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import BLANK, Count, Number, Row, Text
from ketgui.statistics.study import Result, Section, Study
from ketgui.statistics.treatment.deviation_checks import check_course
from ketgui.statistics.treatment.deviations import Deviation
from ketgui.statistics.treatment.infusion_course import InfusionCourse
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
    the file then says nothing of infusions. A dose record is held against itself whether or not
    anything is planned: mg against kg × mg/kg.
    """

    key: ClassVar[str] = "deviations"
    part_of: ClassVar[str] = "exposure"
    title: ClassVar[str] = mark("Deviations from the plan")
    section: ClassVar[Section] = "workbook"
    columns: ClassVar[tuple[str, ...]] = (
        mark("Infusion"),
        mark("Deviation"),
        mark("Planned"),
        mark("Received"),
        mark("Details"),
    )

    found: tuple[Deviation, ...]

    @classmethod
    def compute(cls, study: Study) -> Deviations:
        """Hold every course against the plan."""
        # A file without infusions says nothing of them; else everybody would have stopped early.
        if study.cohort.infusions.empty:
            return cls(())
        treatment, events = study.plan.treatment, study.cohort.adverse_events
        return cls(
            tuple(
                _add_reason(deviation, course, events)
                for who, course in study.courses.items()
                for deviation in check_course(who, course, treatment)
            )
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line a deviation."""
        return tuple(_make_row(deviation) for deviation in self.found)

    def as_dict(self) -> list[dict[str, Any]]:
        """Return each deviation by the names of its parts."""
        return [
            {
                "patient_id": one.patient_id,
                "infusion_number": _NONE if one.infusion_number is None else one.infusion_number,
                "kind": one.kind,
                "planned": one.planned,
                "received": one.received,
                "unit": one.unit,
                "recorded_reason": one.reason,
                "message": one.message,
            }
            for one in self.found
        ]


def _add_reason(one: Deviation, course: InfusionCourse, events: pd.DataFrame) -> Deviation:
    if one.kind != "early_stop":
        return one
    return replace(one, reason="; ".join(find_last_actions(events, one.patient_id, course)))


def _make_row(one: Deviation) -> Row:
    places = _PLACES.get(one.unit, 2)
    return Row(
        Text(one.patient_id, from_file=True),
        (
            BLANK if one.infusion_number is None else Count(one.infusion_number),
            Text(one.title),
            Number(one.planned, places, one.unit),
            Number(one.received, places, one.unit),
            Text(one.describe(), from_file=True),
        ),
    )
