"""Cells that cannot be read are said, and are missing until they are settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ketgui.importing import Import

Read = Callable[..., Import]
HEAD = "id,MADRS before,MADRS after\n"


@pytest.mark.parametrize("word", ["27 (approx)", "<10", "27*", "1_000", "0x1A", "12:30"])
def test_text_among_numbers_is_missing_and_said(read: Read, word: str) -> None:
    imported = read(f"{HEAD}P1,30,12\nP2,28,{word}\nP3,29,20\n")
    issue = next(i for i in imported.issues if i.key == "unread")
    assert (issue.severity, issue.row, issue.column) == ("warning", 3, "C")
    assert imported.cohort is not None
    assert len(imported.cohort.assessments) == 5


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
