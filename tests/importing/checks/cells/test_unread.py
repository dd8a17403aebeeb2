"""Cells that cannot be read are said, and are missing until they are settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ketgui.importing import Import

Read = Callable[..., Import]
HEAD = "id,MADRS before,MADRS after\n"


@pytest.mark.parametrize("word", ["<10", "approx. 27", "1_000", "0x1A", "12:30"])
def test_text_among_numbers_is_missing_and_said(read: Read, word: str) -> None:
    imported = read(f"{HEAD}P1,30,12\nP2,28,{word}\nP3,29,20\n")
    issue = next(i for i in imported.issues if i.key == "unread")
    assert (issue.severity, issue.row, issue.column) == ("warning", 3, "C")
    assert imported.cohort is not None
    assert len(imported.cohort.assessments) == 5


@pytest.mark.parametrize("word", ["27 (approx)", "27*", "27 sévère"])
def test_scores_with_words_are_asked_about_once(read: Read, word: str) -> None:
    table = f"{HEAD}P1,30,12\nP2,28,{word}\nP3,29 (severe),20\n"
    asked = read(table)
    (issue,) = [i for i in asked.issues if i.severity == "error"]
    assert (issue.key, len(issue.answers)) == ("score_with_words", 2)
    number, missing = (
        read(table, mapping=asked.mapping.with_change(answer.change)) for answer in issue.answers
    )
    assert number.cohort is not None
    assert number.cohort.assessments["score"].tolist() == [30, 28, 29, 12, 27, 20]
    assert missing.cohort is not None
    assert missing.cohort.assessments["score"].tolist() == [30, 28, 12, 20]


def test_a_scale_s_maximum_behind_some_scores_is_no_question(read: Read) -> None:
    imported = read(f"{HEAD}P1,30,12\nP2,28,27 /60\nP3,29,20\n")
    assert imported.cohort is not None
    assert imported.cohort.assessments["score"].tolist() == [30, 28, 29, 12, 27, 20]


def test_one_text_in_several_rows_is_one_warning(read: Read) -> None:
    table = "id,failed trials,MADRS before,MADRS after\nP1,5+,30,12\nP2,5+,28,27\nP3,4,29,20\n"
    said = read(table)
    (issue,) = [i for i in said.issues if i.key == "unread"]
    assert "2 rows" in issue.message
    settled = read(table, mapping=said.mapping.with_change(issue.answers[0].change))
    assert settled.cohort is not None
    assert settled.cohort.patients["failed_trials"].tolist() == [5, 5, 4]


@pytest.mark.parametrize("word", ["cessé (HTA)", "stopped - nausea", "pending", "abgebrochen"])
def test_what_was_not_taken_is_missing(read: Read, word: str) -> None:
    rows = f"P1,2023-01-02,2023-01-04,30\nP2,2023-01-02,{word},28\n"
    imported = read(f"id,infusion 1 date,infusion 2 date,MADRS before\n{rows}")
    assert imported.cohort is not None
    assert len(imported.cohort.infusions) == 3


@pytest.mark.parametrize("word", ["inf", "-Infinity", "1e400"])
def test_what_is_not_finite_is_refused(read: Read, keys: Any, word: str) -> None:
    imported = read(f"{HEAD}P1,30,12\nP2,28,{word}\n")
    assert imported.cohort is None
    assert "not_finite" in keys(imported)


@pytest.mark.parametrize("word", ["", "NA", "n/a", "null", "ND", "-", ".", "?", "x", "manquant"])
def test_words_for_missing(read: Read, word: str) -> None:
    imported = read(f"{HEAD}P1,30,12\nP2,28,{word}\n")
    assert imported.cohort is not None
    assert len(imported.cohort.assessments) == 3
    assert [(i.key, i.row) for i in imported.issues] == [("no_after", 3)]
