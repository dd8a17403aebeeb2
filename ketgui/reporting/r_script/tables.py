"""The tables that the R script reads, with a row for each patient, infusion, event or rating."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ketgui.domain.fields import get_fields
from ketgui.domain.folding import to_identifier
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.course import list_course_ratings, list_weekly_ratings, number_ratings
from ketgui.statistics.events.preparation import (
    NO_SOC,
    PreparedEvents,
    mask_no_events,
    prepare_events,
)
from ketgui.statistics.follow_up import list_later_ratings, list_maintenance, list_rescues
from ketgui.statistics.grouping import MOST_LEVELS, find_groupings
from ketgui.statistics.results.follow_up.visit_means import tabulate_visits
from ketgui.statistics.results.safety.cadss_course import CadssCourse, list_infusion_ratings
from ketgui.statistics.results.treatment.courses import Courses
from ketgui.statistics.results.treatment.exposure import compute_days_since_tms
from ketgui.statistics.results.treatment.monitoring import MEASURES, split_cadss
from ketgui.statistics.study import Study
from ketgui.statistics.treatment.infusion_course import compute_intervals
from ketgui.statistics.treatment.tms_scores import find_tms_scores as find_tms_scores


def build_r_tables(analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Return each table by the name of its CSV file, without the suffix."""
    study = analysis.study
    return {
        "patients": _list_patients(study),
        "excluded": _list_excluded(study),
        "tms_courses": _list_courses(study),
        "infusions": _list_infusions(study),
        "infusion_scores": list_infusion_ratings(study, analysis[CadssCourse].scale),
        "adverse_events": _list_events(study),
        "ratings": study.ratings[["patient_id", "study_day", "moment", "score"]],
        "outcomes": _list_outcomes(study),
        "courses": _list_patient_courses(study),
        "course": number_ratings(study),
        "every_rating": list_course_ratings(study),
        "weeks": list_weekly_ratings(study),
        "items": _list_items(study),
        "groups": _list_groups(study),
        "follow_up": _list_follow_up(study),
        "later_ratings": list_later_ratings(study),
        "visits": _list_visits(study),
    }


def _list_patients(study: Study) -> pd.DataFrame:
    """Return a row for each patient: the paired scores, then the columns of the files."""
    cohort, pairs = study.cohort, study.pairs
    ids = cohort.patients["patient_id"]
    since = compute_days_since_tms(cohort)
    counted = set(prepare_events(cohort, study.plan).patients)
    own = {name: _spell(cohort.patients[name]) for name in _get_described(study)}
    return pd.DataFrame(
        {
            "patient_id": ids,
            "score_before": pairs.before,
            "score_after": pairs.after,
            "days_since_tms": [since.get(str(patient_id), np.nan) for patient_id in ids],
            "counted_for_events": [patient_id in counted for patient_id in ids],
            "events_asked": _spell(cohort.patients["events_asked"]),
            **own,
        }
    )


def _get_described(study: Study) -> list[str]:
    names = [field.key for field in get_fields("patients")]
    reserved = {"patient_id", "events_asked", "score_before", "score_after"}
    return [name for name in names if name in study.cohort.patients and name not in reserved]


def _spell(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return booleans as "yes" and "no", other values unchanged."""
    if values.dtype == "boolean" or values.dtype == bool:
        return values.map({True: "yes", False: "no"}, na_action="ignore").astype(object)
    return values.astype(object)


def _list_excluded(study: Study) -> pd.DataFrame:
    # Reasons are counted, and ids are left out: the patients are in no other table.
    reasons = [exclusion.reason.strip() for exclusion in study.cohort.excluded]
    return pd.DataFrame({"patient_id": [""] * len(reasons), "reason": reasons})


def _list_courses(study: Study) -> pd.DataFrame:
    courses = study.cohort.tms_courses
    by_end = courses.sort_values("end_date", kind="stable", na_position="first")
    is_last = ~by_end.duplicated("patient_id", keep="last")
    columns = [field.key for field in get_fields("tms_courses")]
    return courses[columns].assign(is_last=is_last.reindex(courses.index))


def _list_infusions(study: Study) -> pd.DataFrame:
    """Return a row for each infusion, with its number, study day and days since the last one."""
    infusions = split_cadss(study.infusions)
    declared = (*(field.key for field in get_fields("infusions")), *MEASURES)
    columns = [name for name in dict.fromkeys(declared) if name in infusions]
    table = infusions[columns].assign(number=infusions["number"], study_day=infusions["study_day"])
    acute = {patient_id: len(course) for patient_id, course in study.acute_courses.items()}
    position = table.groupby("patient_id").cumcount()
    table = table.assign(is_acute=position < table["patient_id"].map(acute).fillna(0))
    since: dict[Any, float] = {}
    for patient_id, course in study.acute_courses.items():
        rows = table.index[(table["patient_id"] == patient_id) & table["is_acute"]]
        # The first infusion of a course has none before it.
        since |= dict(zip(rows[1:], compute_intervals(course), strict=False))
    return table.assign(days_since_last=pd.Series(since, dtype="float64").reindex(table.index))


def _list_outcomes(study: Study) -> pd.DataFrame:
    """Return each patient's scores before and after on every outcome, and around TMS."""
    pairs = {scores.plan.scale: scores.pairs for scores in study.outcomes}
    pairs["tms"] = find_tms_scores(study.cohort, study.plan, study.pairs).pairs
    tables = [
        pd.DataFrame(
            {
                "outcome": name,
                "patient_id": scores.patient_id,
                "before": scores.before,
                "after": scores.after,
            }
        )
        for name, scores in pairs.items()
    ]
    return pd.concat(tables, ignore_index=True)


def _list_patient_courses(study: Study) -> pd.DataFrame:
    """Return each treated patient's infusions of each kind, and the rule that ended the course."""
    rows = [
        (
            patient.patient_id,
            patient.acute,
            patient.maintenance,
            patient.later_courses,
            patient.decided,
            patient.is_baseline_old,
            patient.is_baseline_of_tms,
            to_identifier(patient.outcome_day.reason)
            if isinstance(patient.outcome_day, Unavailable)
            else "",
        )
        for patient in Courses.compute(study).patients
        if patient.acute
    ]
    names = [
        "patient_id", "acute", "maintenance", "later_courses", "decided", "is_baseline_old",
        "is_baseline_of_tms", "without_outcome",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=names)


def _list_events(study: Study) -> pd.DataFrame:
    """Return a row for each event as it is counted: term, class, ranks, and what is recorded."""
    ready = prepare_events(study.cohort, study.plan)
    raw = study.cohort.adverse_events
    events = ready.events
    counted = pd.DataFrame(
        {
            "patient_id": [str(ready.patients[index]) for index in events["patient"]],
            "term": events["term"],
            "word": raw["term"].iloc[events["row"].to_numpy()].to_numpy(),
            "soc": events["soc"].replace(NO_SOC, ""),
            "severity": events["severity"],
            "relatedness": events["relatedness"],
            "serious": events["serious"],
            "stopped": events["stopped"],
            "number": events["infusion"],
            **{f"says_{name}": ready.is_known(name) for name in _JUDGED},
        }
    )
    left_out = _list_left_out(raw, ready)
    if left_out.empty:
        return counted
    # R counts these rows as left out: what they record is not needed.
    blank = dict.fromkeys(counted.select_dtypes(bool).columns, False)
    return pd.concat((counted, left_out.assign(**blank)), ignore_index=True)


_JUDGED = ("serious", "severity", "relatedness", "action")


def _list_left_out(raw: pd.DataFrame, ready: PreparedEvents) -> pd.DataFrame:
    """Return the events of patients who are not counted, with their patient ids only."""
    counted = set(map(str, ready.patients))
    terms = raw["term"].fillna("")
    left = raw[~raw["patient_id"].isin(counted) & ~mask_no_events(terms)]
    return pd.DataFrame({"patient_id": left["patient_id"].astype(str)})


def _list_items(study: Study) -> pd.DataFrame:
    before, after = study.ends
    tables = [pd.DataFrame({"patient_id": [], "item": [], "before": [], "after": []})]
    for number in range(1, len(study.plan.rating_scale.items) + 1):
        name = f"item_{number}"
        if name in before.columns:
            both = pd.DataFrame({"before": before[name], "after": after[name]}).dropna()
            both = both.rename_axis("patient_id").reset_index()
            tables.append(both.assign(item=number))
    return pd.concat(tables)[["patient_id", "item", "before", "after"]]


def _list_follow_up(study: Study) -> pd.DataFrame:
    """Return a row a patient whose last acute infusion has a day: what may end the follow-up."""
    last = study.windows["last"].dropna()
    rated_after = study.ends[1]["study_day"] - study.windows["last"]
    rows = list_rescues(study)
    rows = rows.assign(
        rated_after=rated_after.reindex(rows.index),
        on_maintenance=rows.index.isin(list(list_maintenance(study))),
    )
    return rows[rows.index.isin(last.index)].rename_axis("patient_id").reset_index()


def _list_visits(study: Study) -> pd.DataFrame:
    """Return a row a score at a visit; the visits are numbered from the baseline on."""
    _weeks, scores = tabulate_visits(study)
    patient, visit = np.nonzero(~np.isnan(scores))
    return pd.DataFrame(
        {
            "patient_id": study.pairs.patient_id[patient],
            "visit": visit + 1,
            "score": scores[patient, visit],
        }
    )


def _list_groups(study: Study) -> pd.DataFrame:
    """Return each patient's level of each grouping variable, the levels in their order."""
    change = pd.Series(study.pairs.difference, index=study.pairs.patient_id).dropna()
    rows: list[tuple[str, str, str]] = []
    for grouping in find_groupings(study.cohort):
        levels = grouping.levels.reindex(change.index).dropna()
        split = [name for name, _scores in grouping.split(change)]
        if len(split) < 2 or levels.nunique() > MOST_LEVELS:
            continue
        for name in split:
            title = grouping.titles.get(name)
            level = to_identifier(title) if title else name
            rows += [
                (str(patient_id), grouping.variable, level)
                for patient_id in levels.index[levels == name]
            ]
    return pd.DataFrame(rows, columns=["patient_id", "variable", "level"])
