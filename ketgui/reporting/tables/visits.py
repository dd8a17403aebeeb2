"""The planned visits of each patient as a list: what is done, due, overdue or missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from ketgui.domain.visits.planned_visits import Visit, list_visits
from ketgui.reporting.tables.listing import Listing
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, bare


def describe_state(visit: Visit) -> str:
    """Return what is known of a visit: its day where it is done, else what it lacks."""
    day = visit.day.isoformat() if visit.day else ""
    match visit.state:
        case "done":
            return day or _("done")
        case "missing":
            return _("missing")
        case "overdue":
            return _("overdue since {day}", day=day)
        case "due":
            return _("due {day}", day=day) if day else _("due")
        case _:
            return f"({day})" if day else ""


def describe_open(visits: Sequence[Visit]) -> str:
    """Return the first open visit of a patient in words; empty where none is open."""
    first = next((visit for visit in visits if visit.is_open), None)
    if first is None:
        return ""
    return _("{title}: {words}", title=first.describe(), words=describe_state(first))


def list_visit_rows(analysis: Analysis, today: date) -> Listing:
    """Return a row a patient: the next visit, how many are missing, and the state of each."""
    visits = list_visits(analysis.cohort, analysis.plan, today)
    by_patient: dict[str, list[Visit]] = {}
    for visit in visits:
        by_patient.setdefault(visit.patient_id, []).append(visit)
    # The patients' planned visits differ only where somebody had more infusions than planned.
    titles = list(dict.fromkeys(v.describe() for v in sorted(visits, key=_order)))
    rows = [
        {
            "patient_id": patient_id,
            "next": describe_open(own) or None,
            "missing": float(sum(visit.state == "missing" for visit in own)),
            **{visit.describe(): describe_state(visit) or None for visit in own},
        }
        for patient_id, own in by_patient.items()
    ]
    frame = pd.DataFrame(rows, columns=["patient_id", "next", "missing", *titles])
    headers = (_("Patient"), _("To record now"), _("Missing"), *titles)
    numeric = (False, False, True, *(False for _title in titles))
    return Listing(frame, headers, numeric, (str, str, bare, *(str for _title in titles)))


def _order(visit: Visit) -> tuple[int, float, int]:
    """Return where a visit stands in the schedule of any patient."""
    kinds = ("before_infusion", "infusion", "after_infusion")
    if visit.kind in kinds:
        return 1, visit.number or 0, kinds.index(visit.kind)
    return ("before", "", "after", "week").index(visit.kind), visit.number or 0, 0
