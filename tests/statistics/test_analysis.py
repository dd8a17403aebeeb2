"""An analysis keeps the study that it was computed from, and nobody else makes one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.results import RESULTS
from ketgui.statistics.results.outcomes.paired_change import PairedChange

PACKAGE = Path(__file__).resolve().parents[2] / "ketgui"
READERS = ("figures", "reporting", "project", "session", "views")
MAKERS = {"Study", "pair", "pair_scores", "pair_ratings"}


def test_an_analysis_keeps_its_study(analysis_of):
    plan = AnalysisPlan(remission_score=12)
    analysis = analysis_of([(30, 15), (28, None)], plan)
    assert analysis.study.plan is analysis.plan is plan
    assert analysis.study.cohort is analysis.cohort
    assert analysis.study.pairs is analysis.pairs
    assert analysis.pairs.analysed == 1


def test_every_registered_result_is_asked_for_by_its_class(analysis_of):
    analysis = analysis_of([(30, 15), (28, 20)])
    assert set(analysis.results) == set(RESULTS)
    assert analysis[PairedChange].mean_difference == pytest.approx(11.5)


@pytest.mark.parametrize("room", READERS)
def test_no_reader_of_an_analysis_makes_a_study(room):
    for path in (PACKAGE / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in MAKERS, f"{path}: {node.func.id}"
