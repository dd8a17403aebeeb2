"""Further scales: chosen, defined, and described where the program does not know them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.outcome import OutcomeDefinition
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.analysis import Analysis, analyse
from ketgui.statistics.results.further.secondary_outcomes import SecondaryOutcomes
from ketgui.views.outcomes.secondary_editor import SecondaryEditor


def cohort_on(*scales: str) -> Cohort:
    rows = [
        (who, scale, moment, score)
        for who in ("P1", "P2", "P3")
        for scale in scales
        for moment, score in (("before", 20), ("after", 8 if who == "P1" else 14))
    ]
    ratings = pd.DataFrame(rows, columns=["patient_id", "scale", "moment", "score"])
    ids = pd.DataFrame({"patient_id": ["P1", "P2", "P3"]})
    return Cohort(
        patients=apply_schema("patients", ids), assessments=apply_schema("assessments", ratings)
    )


@pytest.fixture
def editor(qtbot: Any) -> tuple[SecondaryEditor, list[AnalysisPlan], Any]:
    made, plans = SecondaryEditor(), list[AnalysisPlan]()
    qtbot.addWidget(made)
    made.plan_changed.connect(plans.append)

    def show(plan: AnalysisPlan, *scales: str) -> Analysis:
        analysis = analyse(cohort_on(*scales), plan)
        made.show_analysis(analysis)
        return analysis

    return made, plans, show


def test_every_other_scale_is_an_outcome_until_it_is_left_out(editor):
    made, plans, show = editor
    show(AnalysisPlan(), "madrs", "phq9", "gad7")
    assert {key: box.isChecked() for key, box in made.boxes.items()} == {"phq9": True, "gad7": True}
    made.boxes["gad7"].setChecked(False)
    assert plans[-1].secondary == (OutcomeDefinition("phq9"),)


def test_a_definition_is_changed_for_one_outcome_alone(editor):
    made, plans, show = editor
    show(AnalysisPlan(), "madrs", "phq9")
    dialog = made.edit("phq9")
    dialog._remission.setValue(6)
    assert plans[-1].secondary == (OutcomeDefinition("phq9", remission_score=6),)
    assert plans[-1].remission == AnalysisPlan().remission
    dialog.window().close()


def test_an_unknown_scale_is_asked_about_and_then_analysed(editor):
    made, plans, show = editor
    before = show(AnalysisPlan(), "madrs", "HAM-A")
    assert not before[SecondaryOutcomes].secondary
    form = made.describe("HAM-A")
    form._on_use()
    assert form.refusal.text()
    assert not plans
    form.high.setValue(56)
    form.response.setValue(50)
    form._on_use()
    after = show(plans[-1], "madrs", "HAM-A")
    (line,) = after[SecondaryOutcomes].secondary
    assert (line.plan.rating_scale.title, line.n, line.response.count) == ("HAM-A", 3, 1)
    assert AnalysisPlan.from_dict(plans[-1].as_dict()) == plans[-1]


def test_a_scale_on_which_more_is_better_turns_the_direction(editor):
    made, plans, show = editor
    show(AnalysisPlan(), "madrs", "WHO-5")
    form = made.describe("WHO-5")
    form.high.setValue(25)
    form.rising.setChecked(True)
    form._on_use()
    (line,) = show(plans[-1], "madrs", "WHO-5")[SecondaryOutcomes].secondary
    assert line.mean_difference < 0


def test_scales_are_declared_from_a_file_and_a_bad_file_is_refused(editor, tmp_path):
    made, plans, show = editor
    show(AnalysisPlan(), "madrs", "HAM-A")
    path = tmp_path / "scales.toml"
    path.write_text('[[scales]]\nkey = "HAM-A"\ntitle = "HAM-A"\nlow = 0\n', encoding="utf-8")
    made.read_file(path)
    assert made.refusal.text().startswith("scales.toml: ")
    assert not plans
    path.write_text(path.read_text(encoding="utf-8") + "high = 56\n", encoding="utf-8")
    made.read_file(path)
    assert plans[-1].scales[0].high == 56
