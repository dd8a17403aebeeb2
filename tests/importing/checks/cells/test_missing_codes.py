"""Codes for missing, outside the range and within it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ketgui.importing import Import
from tests.importing.made import read_score_after

Read = Callable[..., Import]
HEAD = "id,MADRS before,MADRS after\n"


@pytest.mark.parametrize("code", ["99", "999", "-9", "-1"])
def test_a_number_like_a_missing_code_is_asked_about(read: Read, code: str) -> None:
    content = f"{HEAD}P1,30,12\nP2,28,{code}\n"
    asked = read(content)
    issue = asked.issues[0]
    assert (issue.severity, issue.key, issue.row, issue.column) == ("error", "missing_code", 3, "C")
    always = asked.mapping.with_change(issue.answers[1].change)
    settled = read(content, mapping=always)
    assert read_score_after(settled) == 12
    assert settled.cohort is not None
    assert len(settled.cohort.assessments) == 3
