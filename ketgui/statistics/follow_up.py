"""What happened after the acute course: the later ratings of each patient, and who relapsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from ketgui.domain.relapse import DATED_RESCUES, RelapseRule
from ketgui.statistics.results.outcomes.outcomes import PatientOutcomes
from ketgui.statistics.study import Study
from ketgui.statistics.timing import add_study_day
from ketgui.statistics.treatment.phases import MAINTENANCE

# How a patient's follow-up ended; a relapse by what was seen first.
End = Literal["score", "lost_response", "ect", "admission", "new_course", "last_rating"]
# A further treatment, and its first day from the last acute infusion.
Rescue = tuple[End, float]
# Further treatments that the rule may count as relapse.
RESCUES: tuple[End, ...] = ("ect", "admission", "new_course")
# 50 % of 28.2 must not miss 50 by the last bit of a float.
_SLACK = 1e-9
STEP_WEEKS = 4
_STEP_DAYS = 7 * STEP_WEEKS
# A mean of fewer patients says nothing of a visit.
FEWEST_AT_VISIT = 3


@dataclass(frozen=True)
class Visit:
    """A later rating: days from the last acute infusion, score, and whether it is a relapse."""

    day: float
    score: float
    meets: tuple[End, ...] = ()


@dataclass(frozen=True)
class PatientFollowUp:
    """One patient from the last acute infusion on.

    Attributes
    ----------
    days : float
        To the relapse, or to the last rating without one.
    end : str
        What ended it.
    visits : tuple of Visit
        Later ratings in order, up to a new acute course.
    maintenance : tuple of float
        Days of maintenance infusions.
    rescues : tuple of (str, float)
        Electroconvulsive therapy, admission and a new acute course, and the first day of each.
    """

    patient_id: str
    days: float
    end: End
    visits: tuple[Visit, ...]
    maintenance: tuple[float, ...]
    rescues: tuple[Rescue, ...]

    @property
    def relapsed(self) -> bool:
        """Whether follow-up ended with a relapse."""
        return self.end != "last_rating"

    def had(self, rescue: End) -> bool:
        """Whether the patient had a further treatment, counted as relapse or not."""
        return any(kind == rescue for kind, _day in self.rescues)


def list_later_ratings(study: Study) -> pd.DataFrame:
    """Return the follow-up ratings, one a patient and day, in order of time.

    Parameters
    ----------
    study : Study

    Returns
    -------
    DataFrame
        ``patient_id``, ``day`` from the last acute infusion, and ``score``.

    Notes
    -----
    A rating is follow-up where it comes on a day after the rating that is "after", or, for a
    patient who has none, after the window in which it could have been; and before a new acute
    course. Of several on one day the worst counts, as in the pairing.
    """
    rated = study.ratings.dropna(subset=["study_day"])
    rated = rated[rated["moment"].isna()].join(study.windows[["last"]], on="patient_id")
    day = rated["study_day"] - rated["last"]
    after = study.ends[1]["study_day"].reindex(rated["patient_id"]).to_numpy()
    outcome = pd.Series(after, rated.index) - rated["last"]
    # An outcome without a day was rated within its window.
    begins = outcome.fillna(study.plan.post_window_days).clip(lower=0)
    ends = rated["patient_id"].map(_list_new_courses(study)).astype(float)
    is_later = (np.floor(day) > np.floor(begins)) & ~(day >= ends)
    later = rated.assign(day=day)[is_later]
    worst_last = later.sort_values("score", ascending=not study.pairs.is_rising, kind="stable")
    tidy = worst_last.drop_duplicates(["patient_id", "day"], keep="last")
    return tidy.sort_values(["patient_id", "day"])[["patient_id", "day", "score"]]


def list_visits(study: Study) -> pd.DataFrame:
    """Return the follow-up ratings by visit, one a patient and visit.

    Parameters
    ----------
    study : Study

    Returns
    -------
    DataFrame
        ``patient_id``, ``week`` (4, 8, 12 … after the last acute infusion) and ``score``.

    Notes
    -----
    A rating belongs to the nearest mark; of several of one patient, the nearest to it counts.
    Visits of fewer than three patients are left out.
    """
    later = list_later_ratings(study)
    marks = np.floor(later["day"] / _STEP_DAYS + 0.5).astype("int64")
    later = later.assign(week=marks * STEP_WEEKS, apart=(later["day"] - marks * _STEP_DAYS).abs())
    nearest = later[later["week"] > 0].sort_values(["apart", "day"], kind="stable")
    nearest = nearest.drop_duplicates(["patient_id", "week"])
    counts = nearest.groupby("week")["score"].transform("size")
    frequent = nearest[counts >= FEWEST_AT_VISIT].sort_values(["patient_id", "week"])
    return frequent[["patient_id", "week", "score"]].reset_index(drop=True)


def list_rescues(study: Study) -> pd.DataFrame:
    """Return the first day of each further treatment after the acute course.

    Parameters
    ----------
    study : Study

    Returns
    -------
    DataFrame
        By patient id, a column for each of ``RESCUES``: days from the last acute infusion, missing
        where it did not happen, where its day is not known, or where it came before that infusion.

    Notes
    -----
    Electroconvulsive therapy and admissions stand with the patient, by date or study day; a new
    acute course follows from the infusions.
    """
    last = study.windows["last"].reindex(study.pairs.patient_id)
    dated = {kind: _list_days(study, kind) - last for kind in DATED_RESCUES}
    days = pd.DataFrame({**dated, "new_course": pd.Series(_list_new_courses(study), dtype=float)})
    return days.where(days >= 0).reindex(study.pairs.patient_id)


def _list_days(study: Study, kind: str) -> pd.Series[float]:
    patients = study.cohort.patients
    rows = pd.DataFrame(
        {
            "patient_id": patients["patient_id"],
            "date": patients[f"rescue_{kind}_date"],
            "day": patients[f"rescue_{kind}_day"],
        }
    )
    dated = add_study_day(rows, study.cohort.infusions)
    return dated.set_index("patient_id")["study_day"]


def _list_new_courses(study: Study) -> dict[str, float]:
    """Return the day from the last acute infusion on which a new acute course began, if one did."""
    infusions = study.infusions
    first = infusions.groupby("patient_id")["course"].transform("min")
    later = infusions[infusions["course"] > first].dropna(subset=["study_day"])
    begins = later.groupby("patient_id")["study_day"].min() - study.windows["last"]
    return {str(patient_id): float(day) for patient_id, day in begins.dropna().items()}


def list_maintenance(study: Study) -> dict[str, tuple[float, ...]]:
    """Return the days from the last acute infusion of each patient's maintenance infusions."""
    infusions = study.infusions
    first = infusions.groupby("patient_id")["course"].transform("min")
    maintenance = infusions[(infusions["phase"] == MAINTENANCE) & (infusions["course"] == first)]
    maintenance = maintenance.join(study.windows[["last"]], on="patient_id")
    days = (maintenance["study_day"] - maintenance["last"]).dropna()
    grouped = days.groupby(maintenance["patient_id"].reindex(days.index))
    return {str(patient_id): tuple(map(float, sorted(days))) for patient_id, days in grouped}


def list_followed(study: Study) -> tuple[PatientFollowUp, ...]:
    """Return the follow-up of each responder, or remitter if the plan says so.

    Parameters
    ----------
    study : Study

    Returns
    -------
    tuple of PatientFollowUp
        In the order of the cohort; without patients whose last acute infusion has no day.

    Notes
    -----
    A patient without later ratings is followed to the rating after treatment. What ends follow-up
    is dated by the visit at which it was seen; it may have happened at any time since the visit
    before.
    """
    outcomes = PatientOutcomes.of(study.pairs, study.plan)
    among = outcomes.remission if study.plan.relapse.among == "remitters" else outcomes.response
    windows = study.windows["last"].dropna()
    later = {
        str(patient_id): rows
        for patient_id, rows in list_later_ratings(study).groupby("patient_id")
    }
    further, maintenance = list_rescues(study), list_maintenance(study)
    rated_after = study.ends[1]["study_day"] - study.windows["last"]
    followed: list[PatientFollowUp] = []
    for index in np.flatnonzero(among):
        patient_id = str(study.pairs.patient_id[index])
        if patient_id not in windows.index:
            continue
        visits = _judge(study, int(index), later.get(patient_id))
        days = further.iloc[index].dropna()
        rescues: tuple[Rescue, ...] = tuple(
            (kind, float(days[kind])) for kind in RESCUES if kind in days
        )
        last_seen = visits[-1].day if visits else float(rated_after.get(patient_id, np.nan))
        end, day = _find_end(study.plan.relapse, visits, rescues, last_seen)
        followed.append(
            PatientFollowUp(patient_id, day, end, visits, maintenance.get(patient_id, ()), rescues)
        )
    return tuple(followed)


def _judge(study: Study, index: int, later: pd.DataFrame | None) -> tuple[Visit, ...]:
    """Return a patient's visits, each with the criteria of relapse that it meets."""
    if later is None:
        return ()
    rule, scale, pairs = study.plan.relapse, study.plan.rating_scale, study.pairs
    cutoff = rule.find_cutoff(scale)
    sign = -1.0 if pairs.is_rising else 1.0
    before = sign * (float(pairs.before[index]) - pairs.best)
    visits: list[Visit] = []
    for day, score in zip(later["day"], later["score"], strict=True):
        meets: list[End] = []
        if cutoff and sign * (score - cutoff.value) >= 0:
            meets.append("score")
        if rule.lost_percent is not None and pairs.has_percentages and before > 0:
            improved = (before - sign * (score - pairs.best)) / before * 100
            if improved < rule.lost_percent - _SLACK:
                meets.append("lost_response")
        visits.append(Visit(float(day), float(score), tuple(meets)))
    return tuple(visits)


def _find_end(
    rule: RelapseRule,
    visits: tuple[Visit, ...],
    rescues: tuple[Rescue, ...],
    last_seen: float,
) -> tuple[End, float]:
    """Return the kind and the day of the first relapse, else of the last rating."""
    relapses: list[Rescue] = []
    for start in range(len(visits) - rule.visits + 1):
        # Confirmed at visits in a row; dated by the first of them.
        if all(visit.meets for visit in visits[start : start + rule.visits]):
            relapses.append((visits[start].meets[0], visits[start].day))
            break
    relapses += [rescue for rescue in rescues if getattr(rule, rescue[0])]
    if relapses:
        # Of several on one day, what was seen at the visit.
        return min(relapses, key=lambda relapse: relapse[1])
    # A patient whose last rating has no day, or who was rated on the day of the infusion.
    return "last_rating", max(0.0 if np.isnan(last_seen) else last_seen, 0.0)
