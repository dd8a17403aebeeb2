"""The cohort of R's oracle of adverse events, and what reads its tables."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.events import (
    EventTable,
)
from ketgui.statistics.rows import Count, Share
from ketgui.statistics.study import Study
from tests.places import ORACLES

R = json.loads((ORACLES / "events.json").read_text(encoding="utf-8"))


PLAN = AnalysisPlan()


def study_of(cohort: Cohort, plan: AnalysisPlan = PLAN) -> Study:
    return Study.of(cohort, plan)


def cohort_of(ids: list[str], events: list[Any], infusions: list[Any] = []) -> Cohort:  # noqa: B006
    return Cohort(
        patients=apply_schema("patients", pd.DataFrame({"patient_id": ids})),
        infusions=apply_schema(
            "infusions", pd.DataFrame(infusions, columns=["patient_id", "infusion_number"])
        ),
        adverse_events=apply_schema("adverse_events", pd.DataFrame(events or {"patient_id": []})),
        recorded=frozenset({"adverse_events"}),
    )


def of_the_oracle() -> Study:
    events = pd.read_csv(ORACLES / "events.csv")
    received = pd.read_csv(ORACLES / "events_infusions.csv")
    rows = [
        (who, number)
        for who, n in zip(received["patient_id"], received["infusions"], strict=True)
        for number in range(1, n + 1)
    ]
    events = events.assign(serious=events["serious"].eq("yes").astype("boolean"))
    cohort = cohort_of(received["patient_id"].tolist(), events.to_dict("records"), rows)
    rated = pd.read_csv(ORACLES / "events_cadss.csv")
    by_number = cohort.infusions.drop(columns="cadss")
    infusions = by_number.merge(rated, how="left", on=["patient_id", "infusion_number"])
    patients = cohort.patients.assign(site=received["site"])
    return study_of(
        replace(cohort, patients=patients, infusions=apply_schema("infusions", infusions))
    )


def by_label(table: EventTable) -> dict[str, tuple[Any, ...]]:
    return {line.label.text + line.label.suffix: line.cells for line in table.lines}


def any_event(table: EventTable) -> tuple[Any, ...]:
    return by_label(table)["Any adverse event"]


def assert_line(cells: tuple[Any, ...], wanted: dict[str, Any]) -> None:
    share, ci, events, rate, rate_ci, _by_patient = cells
    assert share == Share(wanted["patients"], wanted["n"])
    assert (ci.low, ci.high) == pytest.approx(wanted["ci"], abs=1e-9)
    assert events == Count(wanted["events"])
    assert rate.value == pytest.approx(wanted["rate"], abs=1e-9)
    assert (rate_ci.low, rate_ci.high) == pytest.approx(wanted["rate_ci"], abs=1e-9)
