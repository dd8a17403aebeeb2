"""A rating of the first infusion's day is before or after it, and only its time tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketgui.importing import import_files

FIRST = "id,date,number\nP1,2024-03-04{time},1\nP2,2024-03-04{time},1\n"


@pytest.mark.parametrize(
    ("infusion", "same_day", "is_asked"),
    [("", "", True), (" 09:00", "", True), (" 09:00", " 15:00", False)],
)
def test_a_rating_without_a_time_is_asked_about(
    tmp_path: Path, infusion: str, same_day: str, is_asked: bool
) -> None:
    (tmp_path / "infusions.csv").write_text(FIRST.format(time=infusion))
    (tmp_path / "ratings.csv").write_text(
        f"id,date,MADRS\nP1,2024-03-01,30\nP1,2024-03-04{same_day},22\nP1,2024-03-20,12\n"
        f"P2,2024-03-01,30\nP2,2024-03-20,12\n"
    )
    files = [tmp_path / "infusions.csv", tmp_path / "ratings.csv"]
    keys = [issue.key for issue in import_files(files).issues]
    assert ("same_day_rating" in keys) is is_asked


def test_the_only_rating_before_the_course_is_not(tmp_path: Path) -> None:
    (tmp_path / "infusions.csv").write_text(FIRST.format(time=""))
    (tmp_path / "ratings.csv").write_text(
        "id,date,MADRS\nP1,2024-03-04,30\nP1,2024-03-20,12\nP2,2024-03-01,30\nP2,2024-03-20,9\n"
    )
    files = [tmp_path / "infusions.csv", tmp_path / "ratings.csv"]
    assert "same_day_rating" not in [issue.key for issue in import_files(files).issues]
