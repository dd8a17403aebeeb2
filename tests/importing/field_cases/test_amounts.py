"""Doses and durations as clinics write them into cells."""

from __future__ import annotations

from typing import Any

import pytest

SCORES = "id;MADRS before;MADRS after\nP1;30;12\nP2;28;20\nP3;33;9\n"


def infusions(header: str, cells: tuple[str, ...]) -> str:
    """Return an infusion of each patient with one more column."""
    rows = [f"P{n};1;{cell}" for n, cell in enumerate(cells, 1)]
    return "\n".join([f"id;infusion;{header}", *rows]) + "\n"


@pytest.mark.parametrize(
    ("header", "cells", "minutes"),
    [
        ("duration", ("0:40", "0:40", "1:00"), [40, 40, 60]),
        ("durée (min)", ("00:40:00", "00:45:00", "01:00:00"), [40, 45, 60]),
        ("duration", ("40 min", "1 h", "1h15"), [40, 60, 75]),
        ("infusion duration", ("40:00", "45:00", "60:00"), [40, 45, 60]),
        ("Durée", ("0h40", "0h45", "1h00"), [40, 45, 60]),
        ("duration", ("40", "0:45", "60"), [40, 45, 60]),
    ],
)
def test_durations_on_a_clock_are_minutes(
    files: Any, header: str, cells: tuple[str, ...], minutes: list[float]
) -> None:
    imported = files({"a.csv": SCORES, "infusions.csv": infusions(header, cells)})
    assert imported.cohort.infusions["duration_minutes"].tolist() == minutes


@pytest.mark.parametrize(
    ("header", "cells", "field", "doses"),
    [
        ("dose", ("0.5 mg/kg (35 mg)", "0.5 mg/kg (40 mg)", "0.75 mg/kg (42.5 mg)"),
         "dose_mg_per_kg", [0.5, 0.5, 0.75]),
        ("dose", ("35 mg (0.5 mg/kg)", "40 mg (0.5 mg/kg)", "42.5 mg (0.5 mg/kg)"),
         "dose_mg", [35, 40, 42.5]),
        ("dose mg", ("0.5 mg/kg (35 mg)", "0.5 mg/kg (40 mg)", "0.5 mg/kg (42.5 mg)"),
         "dose_mg", [35, 40, 42.5]),
        ("Dose kétamine", ("35 mg = 0,5 mg/kg", "40 mg = 0,5 mg/kg", "42,5 mg = 0,5 mg/kg"),
         "dose_mg", [35, 40, 42.5]),
        ("dose mg/kg", ("35 mg (0.5 mg/kg)", "40 mg (0.5 mg/kg)", "0.5"),
         "dose_mg_per_kg", [0.5, 0.5, 0.5]),
    ],
)  # fmt: skip
def test_a_dose_in_two_units_is_read_in_the_one_of_its_field(
    files: Any, errors: Any, header: str, cells: tuple[str, ...], field: str, doses: list[float]
) -> None:
    imported = files({"a.csv": SCORES, "infusions.csv": infusions(header, cells)})
    assert errors(imported) == []
    assert imported.cohort.infusions[field].tolist() == doses
    (column,) = [c for c in imported.mapping.tables[1].columns if c.header == header]
    # How a cell was read is shown.
    assert " as " in column.read_as


@pytest.mark.parametrize("header", ["Weight (lb)", "Wt lbs", "Poids (livres)", "weight pounds"])
def test_a_header_in_pounds_converts_the_weights_without_a_question(
    files: Any, errors: Any, header: str
) -> None:
    contents = {"a.csv": SCORES, "infusions.csv": infusions(header, ("154", "200", "176"))}
    imported = files(contents)
    assert errors(imported) == []
    assert imported.cohort.infusions["weight_kg"].round(1).tolist() == [69.9, 90.7, 79.8]


@pytest.mark.parametrize(
    ("before", "highest"),
    [("BP pre", "BP max"), ("TA avant", "TA max"), ("RR vor", "RR max"),
     ("Blood pressure baseline", "Peak blood pressure"), ("Tension avant", "Tension maximale")],
)  # fmt: skip
def test_both_pressures_in_one_cell_are_parted(
    files: Any, errors: Any, before: str, highest: str
) -> None:
    rows = "P1,1,118/75,145/88\nP2,1,121 / 80 mmHg,139/84\nP3,1,high,150/91\n"
    contents = {"a.csv": SCORES, "infusions.csv": f"id,infusion,{before},{highest}\n{rows}"}
    imported = files(contents)
    assert errors(imported) == []
    given = imported.cohort.infusions
    assert given["systolic_before"].tolist()[:2] == [118, 121]
    assert given["diastolic_before"].isna().tolist() == [False, False, True]
    assert given["systolic_peak"].tolist() == [145, 139, 150]
    assert given["diastolic_peak"].tolist() == [88, 84, 91]
    assert "unread" in {issue.key for issue in imported.issues}


def test_pressures_side_by_side_prove_no_infusion(files: Any) -> None:
    head = "id,Perf 1 dose mg,Perf 1 TA max,Perf 2 dose mg,Perf 2 TA max\n"
    rows = "P1,35,145/88,35,140/85\nP2,40,139/84,,\nP3,30,150/91,,120/80\n"
    given = files({"a.csv": SCORES, "infusions.csv": head + rows}).cohort.infusions
    assert given["infusion_number"].tolist() == [1, 1, 1, 2]
    assert sorted(given["systolic_peak"].tolist()) == [139, 140, 145, 150]
