"""Two untidy workbooks of 25 invented patients: few questions, and the right numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ketgui.domain.events.event_terms import find_preferred_term
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import Import, import_files
from ketgui.importing.changes import Change
from ketgui.statistics.study import Study
from tests.importing.clinic_workbooks import Truth, write_english_workbook, write_french_workbook

Write = Callable[[Path], Truth]
MOST_QUESTIONS = 3
WORKBOOKS = {"french": write_french_workbook, "english": write_english_workbook}


def answer_all(path: Path) -> tuple[Import, int]:
    """Open a workbook and press the first answer of what stands in the way, as often as needed."""
    imported, pressed = import_files([path]), 0
    while change := _find_first_answer(imported):
        imported = import_files([path], imported.mapping.with_change(change))
        pressed += 1
    return imported, pressed


def _find_first_answer(imported: Import) -> Change | None:
    open_ = (issue for issue in imported.issues if issue.severity == "error")
    return next((issue.answers[0].change for issue in open_ if issue.answers), None)


@pytest.fixture(scope="module", params=WORKBOOKS, ids=str)
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Truth, Import, int]:
    path = tmp_path_factory.mktemp("clinic") / "clinic.xlsx"
    truth = WORKBOOKS[request.param](path)
    return truth, *answer_all(path)


def test_at_most_three_questions_are_asked(opened: tuple[Truth, Import, int]) -> None:
    _truth, imported, pressed = opened
    assert pressed <= MOST_QUESTIONS
    assert imported.cohort is not None


def test_the_patients_are_those_of_the_clinic(opened: tuple[Truth, Import, int]) -> None:
    truth, imported, _pressed = opened
    assert imported.cohort is not None
    patients = imported.cohort.patients
    assert len(patients) == truth.enrolled
    assert (patients["sex"] == "female").sum() == truth.female
    assert len(imported.cohort.infusions) == truth.infusions


def test_scores_and_responders_are_right(opened: tuple[Truth, Import, int]) -> None:
    truth, imported, _pressed = opened
    assert imported.cohort is not None
    rated = Study.of(imported.cohort, AnalysisPlan()).pairs.complete()
    assert rated.analysed == truth.pairs
    assert rated.before.mean() == pytest.approx(truth.mean_before)
    assert rated.after.mean() == pytest.approx(truth.mean_after)
    assert (rated.percent_reduction >= 50).sum() == truth.responders


def test_nausea_is_counted_in_patients(opened: tuple[Truth, Import, int]) -> None:
    truth, imported, _pressed = opened
    assert imported.cohort is not None
    events = imported.cohort.adverse_events
    terms = events["term"].map(find_preferred_term)
    assert events[terms == "nausea"]["patient_id"].nunique() == truth.nausea
