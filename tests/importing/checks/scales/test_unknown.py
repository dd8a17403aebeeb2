"""Scales that the program does not know."""

from __future__ import annotations

from ketgui.importing.checks.scales import unknown
from tests.importing.made import make_rows


def test_an_unknown_scale_is_named_and_not_imported() -> None:
    rows = "id,MADRS pre,MADRS post,HAMA pre,HAMA post\nP1,30,12,20,8\nP2,28,9,22,9\n"
    (issue,) = unknown.find_unknown_scales(make_rows(rows))
    assert "HAM" in issue.message
