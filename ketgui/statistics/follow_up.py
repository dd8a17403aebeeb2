"""What happened after the acute course: the later ratings of each patient, and who relapsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from ketgui.statistics.results.outcomes.outcomes import PatientOutcomes
from ketgui.statistics.study import Study
from ketgui.statistics.treatment.phases import MAINTENANCE

# How a patient's follow-up ended; a relapse by what was seen first.
End = Literal["score", "lost_response", "new_course", "last_rating"]
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
    """

    patient_id: str
    days: float
    end: End
    visits: tuple[Visit, ...]
    maintenance: tuple[float, ...]
    had_new_course: bool

    @property
    def relapsed(self) -> bool:
        """Whether follow-up ended with a relapse."""
        return self.end != "last_rating"


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
    kept = nearest[counts >= FEWEST_AT_VISIT].sort_values(["patient_id", "week"])
    return kept[["patient_id", "week", "score"]].reset_index(drop=True)


def _list_new_courses(study: Study) -> dict[str, float]:
    """Return the day from the last acute infusion on which a new acute course began, if one did."""
    infusions = study.infusions
    first = infusions.groupby("patient_id")["course"].transform("min")
    later = infusions[infusions["course"] > first].dropna(subset=["study_day"])
    begins = later.groupby("patient_id")["study_day"].min() - study.windows["last"]
    return {str(who): float(day) for who, day in begins.dropna().items()}


def list_maintenance(study: Study) -> dict[str, tuple[float, ...]]:
    """Return the days from the last acute infusion of each patient's maintenance infusions."""
    infusions = study.infusions
    first = infusions.groupby("patient_id")["course"].transform("min")
    kept = infusions[(infusions["phase"] == MAINTENANCE) & (infusions["course"] == first)]
    kept = kept.join(study.windows[["last"]], on="patient_id")
    days = (kept["study_day"] - kept["last"]).dropna()
    grouped = days.groupby(kept["patient_id"].reindex(days.index))
    return {str(who): tuple(map(float, sorted(days))) for who, days in grouped}


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
    later = {str(who): rows for who, rows in list_later_ratings(study).groupby("patient_id")}
    starts, kept = _list_new_courses(study), list_maintenance(study)
    rated_after = study.ends[1]["study_day"] - study.windows["last"]
    followed: list[PatientFollowUp] = []
    for place in np.flatnonzero(among):
        who = str(study.pairs.patient_id[place])
        if who not in windows.index:
            continue
        visits = _judge(study, int(place), later.get(who))
        seen = float(rated_after.get(who, np.nan))
        days, end = _find_end(study, visits, starts.get(who), 0.0 if np.isnan(seen) else seen)
        followed.append(
            PatientFollowUp(who, max(days, 0.0), end, visits, kept.get(who, ()), who in starts)
        )
    return tuple(followed)


def _judge(study: Study, place: int, later: pd.DataFrame | None) -> tuple[Visit, ...]:
    """Return a patient's visits, each with the criteria of relapse that it meets."""
    if later is None:
        return ()
    rule, scale, pairs = study.plan.relapse, study.plan.rating_scale, study.pairs
    cutoff = rule.cutoff(scale)
    sign = -1.0 if pairs.is_rising else 1.0
    before = sign * (float(pairs.before[place]) - pairs.best)
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
    study: Study, visits: tuple[Visit, ...], new_course: float | None, rated_after: float
) -> tuple[float, End]:
    """Return the day and the kind of the first relapse, else the last rating."""
    needed = study.plan.relapse.visits
    for place in range(len(visits) - needed + 1):
        # Confirmed at visits in a row; dated by the first of them.
        if all(visit.meets for visit in visits[place : place + needed]):
            return visits[place].day, visits[place].meets[0]
    if new_course is not None and study.plan.relapse.new_course:
        return new_course, "new_course"
    return (visits[-1].day if visits else rated_after), "last_rating"
