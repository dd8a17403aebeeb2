"""The plan that files hold beside the patients."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.presets import PAPER, PRESETS
from ketgui.importing import import_files
from ketgui.importing.vocabulary.words import PLAN_MARK
from ketgui.paths import find_resource

RATINGS = "id,MADRS before,MADRS after\nP1,30,12\nP2,28,27\n"


def read(folder: Path, plan: str) -> Any:
    (folder / "ratings.csv").write_text(RATINGS, encoding="utf-8")
    (folder / "plan.csv").write_text(plan, encoding="utf-8")
    return import_files([folder])


def test_a_plan_is_read_and_is_no_table_of_patients(tmp_path: Path):
    imported = read(tmp_path, f"{PLAN_MARK}\nremission_score = 12\n")
    assert imported.plan.remission_score == 12
    assert imported.issues == ()
    assert imported.cohort.enrolled == 2


def test_a_plan_that_cannot_be_is_named_and_stops_nothing(tmp_path: Path):
    imported = read(tmp_path, f"{PLAN_MARK}\nremission_score = 99\n")
    assert imported.plan is None
    assert [(issue.key, issue.file) for issue in imported.issues] == [
        ("plan_unreadable", "plan.csv")
    ]
    assert imported.cohort is not None


@pytest.mark.parametrize("form", ["example-cohort.xlsx", "example-cohort"])
def test_the_example_plans_what_the_paper_reports(form: str):
    imported = import_files([find_resource("samples", form)])
    assert imported.plan
    papers = [preset.protocol for preset in PRESETS if preset.source == PAPER]
    assert imported.plan.treatment == PlannedTreatment(tuple(papers[:2]), papers[2])  # type: ignore[arg-type]


def test_a_sheet_called_plan_without_the_first_line_is_a_sheet_like_others(tmp_path: Path):
    imported = read(tmp_path, "id,MADRS week 4\nP1,20\nP2,21\n")
    assert imported.plan is None
    assert {table.file for table in imported.tables} == {"ratings.csv", "plan.csv"}
