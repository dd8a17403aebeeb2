"""The patients who stopped before the last planned infusion, and the reason that the file gives."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Row, Share, Text
from ketgui.statistics.treatment.infusion_course import InfusionCourse
from ketgui.text import mark

NO_REASON = Unavailable(mark("no reason recorded"))


@dataclass(frozen=True)
class Stop:
    """A patient whose infusions ended before the last one planned.

    `actions` are the patient's adverse events from the last infusion on with the action taken, as
    the file words them: a reason where there is one, never a guess.
    """

    patient_id: str
    received: int
    planned: int
    actions: tuple[str, ...] = ()

    def row(self) -> Row:
        """Return the infusions received out of those planned, and what was recorded."""
        # What the file says, and never an inference from it.
        recorded = Text("; ".join(self.actions), from_file=True) if self.actions else NO_REASON
        label = Text(mark("Stopped early"), suffix=f"({self.patient_id})")
        return Row(label, (Share(self.received, self.planned), recorded))


def get_last_number(course: InfusionCourse) -> int:
    """Return the number of a course's last infusion, 0 where there was none.

    Parameters
    ----------
    course : tuple of Infusion

    Returns
    -------
    int
    """
    return course[-1].number if course else 0


def find_stops(
    courses: dict[str, InfusionCourse], planned: int, events: pd.DataFrame
) -> tuple[Stop, ...]:
    """Return the patients whose last infusion comes before the last one planned.

    Parameters
    ----------
    courses : dict of str to tuple of Infusion
        Every enrolled patient's infusions.
    planned : int
        Infusions planned for one patient.
    events : DataFrame
        The cohort's adverse events.

    Returns
    -------
    tuple of Stop
        In the order of the cohort.

    Notes
    -----
    The last recorded number counts, so that a missed infusion is no early stop.
    """
    return tuple(
        Stop(patient_id, len(course), planned, find_last_actions(events, patient_id, course))
        for patient_id, course in courses.items()
        if get_last_number(course) < planned
    )


def find_last_actions(
    events: pd.DataFrame, patient_id: str, course: InfusionCourse
) -> tuple[str, ...]:
    """Return the actions taken on the patient's events from the last infusion on.

    Parameters
    ----------
    events : DataFrame
        The cohort's adverse events.
    patient_id : str
        The patient.
    course : tuple of Infusion
        All infusions of the patient.

    Returns
    -------
    tuple of str
        Each as "term: action", as the file words them.

    Notes
    -----
    An event without an infusion's number counts as one after the last infusion.
    """
    last = get_last_number(course)
    # An event without an infusion may belong to the end of the course, so it is listed.
    late = events["infusion_number"].fillna(last) >= last
    of_patient = events[(events["patient_id"] == patient_id) & late & events["action"].notna()]
    pairs = zip(of_patient["term"].astype(str), of_patient["action"].astype(str), strict=True)
    return tuple(f"{term}: {action}" for term, action in pairs)
