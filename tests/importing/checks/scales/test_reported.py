"""What is said of the scales that are imported."""

from __future__ import annotations

from ketgui.importing.checks.scales import reported
from tests.importing.made import make_rows


def keys(check, text: str) -> list[str]:
    return [issue.key for issue in check(make_rows(text))]


def test_a_file_of_another_scale_says_so() -> None:
    rows = "id,BDI-II pre,BDI-II post\nP1,33,12\nP2,28,9\n"
    assert keys(reported.report_no_main_scale, rows) == ["other_scale"]
    assert keys(reported.report_no_main_scale, "id,MADRS before\nP1,30\n") == []
