"""Checks of each infusion and each course against its own record and against the plan."""

from __future__ import annotations

from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.statistics.treatment.deviations import Deviation, DeviationKind
from ketgui.statistics.treatment.infusion_course import Infusion, InfusionCourse, find_usual_weight
from ketgui.statistics.treatment.stops import get_last_number

POUNDS_PER_KILOGRAM = 2.2046
# Doses are rounded to what a syringe shows, so a typical mistake shows to within 5 %.
_NEAR = 0.05
# 0.5 · 1.1 is not 0.55 in binary.
_SLACK = 1e-9


def check_course(
    patient_id: str, course: InfusionCourse, plan: PlannedTreatment
) -> tuple[Deviation, ...]:
    """Return the deviations of one patient's course, in the order of the infusions.

    Parameters
    ----------
    patient_id : str
    course : tuple of Infusion
        All infusions of the patient, by number; empty for a patient without one.
    plan : PlannedTreatment
        What is not planned cannot be deviated from.

    Returns
    -------
    tuple of Deviation
    """
    deviations: list[Deviation | None] = []
    before: Infusion | None = None
    for infusion in course:
        deviations += _find_missed(infusion, before)
        deviations += (
            check_dose(infusion, course, plan),
            _check_duration(infusion, plan),
            _check_pump_rate(infusion, plan),
            _check_spacing(infusion, before, plan),
        )
        before = infusion
    # The number of infusions is known only at the end of the course.
    deviations.append(_check_count(patient_id, course, plan))
    return tuple(deviation for deviation in deviations if deviation)


def check_dose(
    infusion: Infusion, course: InfusionCourse, plan: PlannedTreatment
) -> Deviation | None:
    """Return what is wrong with a dose, the likeliest cause first; at most one deviation.

    Parameters
    ----------
    infusion : Infusion
    course : tuple of Infusion
        All of the patient's.
    plan : PlannedTreatment

    Returns
    -------
    Deviation or None

    Notes
    -----
    A record whose mg is ten times, a tenth, or 2.2046 times (or its inverse) kg × mg/kg is that
    mistake. Otherwise the dose by weight is compared with the planned one, then the record with
    itself, by the tolerance.
    """
    record = check_dose_record(infusion, course, plan.tolerances.dose_percent)
    # A mistake in the record explains the dose as well: it is not reported twice.
    if record and record.kind != "dose_record":
        return record
    return _check_planned_dose(infusion, plan) or record


def check_dose_record(
    infusion: Infusion, course: InfusionCourse, percent: float
) -> Deviation | None:
    """Return what is wrong with the record of a dose by itself; it needs no plan.

    Parameters
    ----------
    infusion : Infusion
        The infusion, its recorded mg compared with kg × mg/kg.
    course : tuple of Infusion
        All of the patient's, since a weight in pounds may have gone into the dose as well.
    percent : float
        Difference up to which the two doses agree.

    Returns
    -------
    Deviation or None
    """
    kg, dose, mg = infusion.weight_kg, infusion.dose_mg_per_kg, infusion.dose_mg
    if kg and dose and mg is not None:
        kind = _classify_ratio(mg / (kg * dose), percent, "dose_record")
        if kind:
            return _make_deviation(infusion, kind, kg * dose, mg, "mg", (kg, dose))
    # The weight itself may be in pounds, and the dose right for that wrong weight.
    usual = find_usual_weight(course, infusion)
    if kg and usual and _classify_ratio(kg / usual, percent, "dose_record") == "pounds":
        return _make_deviation(infusion, "pounds", usual, kg, "kg")
    return None


def _check_planned_dose(infusion: Infusion, plan: PlannedTreatment) -> Deviation | None:
    planned, percent = plan.ketamine.dose_mg_per_kg, plan.tolerances.dose_percent
    if not planned or planned < 0:
        return None
    # The recorded dose by weight first; mg over kg where only these are recorded.
    for received in (infusion.dose_mg_per_kg, _compute_dose_by_weight(infusion)):
        if received is not None and (kind := _classify_ratio(received / planned, percent, "dose")):
            return _make_deviation(infusion, kind, planned, received, "mg/kg")
    return None


def _compute_dose_by_weight(infusion: Infusion) -> float | None:
    kg, mg = infusion.weight_kg, infusion.dose_mg
    return mg / kg if kg and mg is not None else None


def _classify_ratio(ratio: float, percent: float, otherwise: DeviationKind) -> DeviationKind | None:
    """Return which mistake a ratio of doses is, None if they agree."""
    # Neither mistake gives a ratio between a half and two, where most doses are.
    if not 0.5 < ratio < 2:
        if _is_near(ratio, 10):
            return "tenfold_dose"
        if _is_near(ratio, POUNDS_PER_KILOGRAM):
            return "pounds"
    return otherwise if abs(ratio - 1) * 100 > percent + _SLACK else None


def _is_near(ratio: float, mistake: float) -> bool:
    return any(abs(ratio / expected - 1) <= _NEAR for expected in (mistake, 1 / mistake))


def _check_duration(infusion: Infusion, plan: PlannedTreatment) -> Deviation | None:
    planned, received = plan.ketamine.duration_minutes, infusion.duration_minutes
    if planned is None or received is None:
        return None
    if abs(received - planned) <= plan.tolerances.duration_minutes + _SLACK:
        return None
    return _make_deviation(infusion, "duration", planned, received, "min")


def _check_pump_rate(infusion: Infusion, plan: PlannedTreatment) -> Deviation | None:
    """Compare the recorded mL/h with mg ÷ mg/mL ÷ h, by the tolerance of the dose."""
    mg, minutes, recorded = infusion.dose_mg, infusion.duration_minutes, infusion.rate_ml_per_h
    per_ml = plan.ketamine.concentration_mg_per_ml
    if not (mg and minutes and per_ml and per_ml > 0) or recorded is None:
        return None
    # The rate at which the dose has run in by the planned end.
    expected = mg / per_ml / (minutes / 60)
    if abs(recorded / expected - 1) * 100 <= plan.tolerances.dose_percent + _SLACK:
        return None
    return _make_deviation(infusion, "pump_rate", expected, recorded, "mL/h")


def _find_missed(infusion: Infusion, before: Infusion | None) -> tuple[Deviation, ...]:
    """Return the numbers that are skipped before this infusion."""
    last = before.number if before else 0
    skipped = range(last + 1, infusion.number)
    return tuple(Deviation(infusion.patient_id, n, "missed_infusion", 1, 0) for n in skipped)


def _check_spacing(
    infusion: Infusion, before: Infusion | None, plan: PlannedTreatment
) -> Deviation | None:
    days = plan.spacing_days
    if days is None or before is None or before.study_day is None or infusion.study_day is None:
        return None
    # A missed infusion is reported as such; it does not make the next one late as well.
    planned = days * max(infusion.number - before.number, 1)
    received = infusion.study_day - before.study_day
    if abs(received - planned) <= plan.tolerances.spacing_days + _SLACK:
        return None
    return _make_deviation(infusion, "spacing", planned, received, "days")


def _check_count(
    patient_id: str, course: InfusionCourse, plan: PlannedTreatment
) -> Deviation | None:
    planned = plan.infusions
    last = get_last_number(course)
    if planned is None or last == planned:
        return None
    # By the last number and not by the count: a missed infusion is reported as such.
    kind: DeviationKind = "early_stop" if last < planned else "beyond_plan"
    return Deviation(patient_id, last or None, kind, planned, len(course))


def _make_deviation(
    infusion: Infusion,
    kind: DeviationKind,
    planned: float,
    received: float,
    unit: str,
    factors: tuple[float, float] | None = None,
) -> Deviation:
    patient_id = infusion.patient_id
    return Deviation(patient_id, infusion.number, kind, planned, received, unit, factors)
