"""Numbers outside the range, and totals that are not whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ketgui.importing import Import
from tests.importing.made import read_score_after

Read = Callable[..., Import]
HEAD = "id,MADRS before,MADRS after\n"


def test_a_score_outside_the_scale_is_refused_until_decided(read: Read) -> None:
    content = f"{HEAD}P1,61,12\nP2,28,27\n"
    asked = read(content)
    issue = asked.issues[0]
    assert (issue.severity, issue.row, issue.column, issue.patient_id) == ("error", 2, "B", "P1")
    assert "61" in issue.message
    for answer, enrolled in zip(issue.answers, (2, 2, 2, 1), strict=True):
        settled = read(content, mapping=asked.mapping.with_change(answer.change))
        assert settled.cohort is not None
        assert settled.cohort.enrolled == enrolled
    assert [gone.patient_id for gone in settled.exclusions] == ["P1"]


def test_a_half_point_is_kept_with_a_warning(read: Read, keys: Any) -> None:
    imported = read(f"{HEAD}P1,30,12.5\n")
    assert read_score_after(imported) == 12.5
    assert "not_whole" in keys(imported)


def test_each_scale_has_its_own_range(read: Read) -> None:
    rows = "P1,BDI-II,before,62\nP1,MADRS,before,62\nP1,other,before,620\nP1,,before,61\n"
    imported = read(f"id,scale,moment,score\n{rows}")
    assert {i.row for i in imported.issues if i.key == "outside_range"} == {3, 5}
    kept = read("id,scale,moment,score\nP1,PHQ-9,before,20\nP1,PHQ-9,after,5\n")
    assert kept.cohort is not None
    assert set(kept.cohort.assessments["scale"]) == {"phq9"}
