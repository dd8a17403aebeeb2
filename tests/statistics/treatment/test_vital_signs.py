"""Vital signs at each infusion of the acute course."""

from __future__ import annotations

import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.treatment.vital_signs import compute_infusion_means, list_readings

RATES = {"P01": (70, 74), "P02": (80, 90), "P03": (75, None)}
INFUSIONS = [
    {"patient_id": who, "infusion_number": n, "day": 3.0 * (n - 1), "heart_rate_before": rate}
    for who, rates in RATES.items()
    for n, rate in enumerate(rates, 1)
]
MAINTENANCE = {"patient_id": "P01", "infusion_number": 3, "day": 40.0, "heart_rate_before": 200}
LATER = {"patient_id": "P01", "infusion_number": 1, "day": 140.0, "heart_rate_before": 200}


def read(study_of, *more):
    study = study_of([(30, 20)] * 3, infusions=[*INFUSIONS, *more])
    return list_readings(study, "heart_rate_before")


def test_a_mean_has_the_t_interval_of_the_patients_measured_there(study_of):
    first, second = compute_infusion_means(read(study_of), 0.95)
    assert (first.infusion, first.n, first.mean) == (1, 3, 75)
    # R 4.2: t.test(c(70, 80, 75))$conf.int
    assert first.ci == pytest.approx((62.57931, 87.42069), abs=1e-5)
    assert (second.infusion, second.n, second.mean) == (2, 2, 82)


def test_a_single_reading_has_no_interval(study_of):
    readings = read(study_of)
    (point,) = compute_infusion_means(readings[readings["patient_id"] == "P03"], 0.95)
    assert (point.n, point.mean) == (1, 75)
    assert isinstance(point.ci, Unavailable)


def test_maintenance_and_later_courses_are_left_out(study_of):
    assert read(study_of, MAINTENANCE, LATER).equals(read(study_of))


def test_the_order_of_the_rows_does_not_matter(study_of):
    turned = study_of([(30, 20)] * 3, infusions=INFUSIONS[::-1])
    assert list_readings(turned, "heart_rate_before").equals(read(study_of))
