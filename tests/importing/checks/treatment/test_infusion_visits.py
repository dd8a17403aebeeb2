"""What is said of ratings before and after each infusion."""

from __future__ import annotations

from typing import Any

ROWS = "id,infusion,time,madrs\n" + "".join(
    f"P{p},{n},{side},{30 - n}\n" for p in (1, 2) for n in (1, 2, 3) for side in ("pre", "post")
)
KEYS = {"infusion_course", "earlier_baseline", "placed_by_infusion"}


def find(imported: Any) -> list[tuple[str, str]]:
    """Return what is said of the course, and how severely."""
    return [(issue.key, issue.severity) for issue in imported.issues if issue.key in KEYS]


def test_a_course_is_noted_once(read: Any) -> None:
    assert find(read(ROWS)) == [("infusion_course", "note")]


def test_other_files_have_no_such_note(read: Any) -> None:
    assert find(read("id,MADRS before,MADRS after\nP1,30,12\n")) == []


def test_a_baseline_that_is_not_used_is_counted(read: Any) -> None:
    imported = read(ROWS + "P1,0,baseline,33\nP2,0,baseline,32\n")
    assert ("earlier_baseline", "note") in find(imported)
    message = next(i.message for i in imported.issues if i.key == "earlier_baseline")
    assert message.startswith("2 baselines are not used as “before”")
