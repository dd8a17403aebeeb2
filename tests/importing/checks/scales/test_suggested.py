"""Names that may mean a sibling of a scale."""

from __future__ import annotations

from ketgui.importing.checks.scales import suggested
from tests.importing.made import make_rows


def test_a_name_that_may_mean_a_sibling_is_asked_about() -> None:
    found = [*suggested.report_suggested(make_rows("id,hdrs pre,hdrs post\nP1,22,9\nP2,20,8\n"))]
    assert {issue.key for issue in found} == {"scale_suggested"}
    assert all(len(issue.answers) == 2 for issue in found)
