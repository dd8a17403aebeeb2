"""The days of each patient's TMS, counted from the first infusion."""

from __future__ import annotations

from ketgui.domain.cohort import Cohort


def find_tms_spans(cohort: Cohort) -> dict[str, tuple[tuple[float, float], ...]]:
    """Return the first and last day of every TMS course whose two dates are recorded.

    Parameters
    ----------
    cohort : Cohort

    Returns
    -------
    dict of str to tuple of (float, float)
        By patient id, in days from the patient's first infusion, below 0 before it.

    Notes
    -----
    Days count by dates. A patient without a dated infusion has no span.
    """
    dated = cohort.tms_courses.dropna(subset=["start_date", "end_date"])
    first = cohort.infusions.groupby("patient_id")["date"].min().dropna()
    spans: dict[str, tuple[tuple[float, float], ...]] = {}
    for patient_id, start, end in zip(
        dated["patient_id"], dated["start_date"], dated["end_date"], strict=True
    ):
        # A course that ends before it starts is a mistyped date.
        if patient_id in first.index and start <= end:
            # By dates: the time of day of an infusion must not move a day.
            day = first[patient_id].normalize()
            span = (float((start.normalize() - day).days), float((end.normalize() - day).days))
            spans[str(patient_id)] = (*spans.get(str(patient_id), ()), span)
    return spans
