"""A table with groups, indents, a denominator and a reason."""

from __future__ import annotations

import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.tables.display_table import DisplayTable, HeaderGroup
from ketgui.statistics.rows import Count, Range, Share, Text


@pytest.fixture
def table() -> DisplayTable:
    return DisplayTable.from_cells(
        "events",
        "Adverse events",
        ("", "Patients", "Interval (%)", "Events", "Severity"),
        (
            (Text("Any"), Share(12, 21), Range(34.0, 78.2), Count(16), Text("")),
            (Text("nausea"), Share(1, 21), Range(0.1, 23.8), Count(1), Text("Mild")),
            (Text("rash"), *[Unavailable("not recorded")] * 3, Text("<b> & x")),
        ),
        groups=(HeaderGroup("", 1), HeaderGroup("N = 21", 2), HeaderGroup("All", 2)),
        indents=(0, 1, 1),
        n=21,
        note="A patient counts once.",
    )
