"""Ages given as ranges."""

from __future__ import annotations

from ketgui.importing.checks import ranges
from tests.importing.made import make_rows


def test_ranges_are_said_to_have_no_mean() -> None:
    draft = make_rows("id,age,MADRS before\nP1,35-39,30\nP2,40-44,28\n")
    (issue,) = ranges.find_ranges(draft)
    assert (issue.key, issue.severity) == ("ranges_kept", "note")


def test_numbers_are_not() -> None:
    assert not [*ranges.find_ranges(make_rows("id,age,MADRS before\nP1,35,30\nP2,40,28\n"))]
