"""The patients behind every number of an event table."""

from __future__ import annotations

from ketgui.statistics.events import (
    VIEW_TITLES,
    EventView,
    build_event_table,
    list_patients_behind,
)
from ketgui.statistics.rows import Share
from tests.statistics.events.oracle import (
    of_the_oracle,
)


def test_the_patients_behind_a_number():
    study = of_the_oracle()
    for by in VIEW_TITLES:
        table = build_event_table(study, EventView(by, "site"))
        for place, line in enumerate(table.lines):
            for column, cell in enumerate(line.cells):
                if isinstance(cell, Share):
                    found = table.patients(place, column)
                    assert len(found) == cell.count, (by, line.label)
    table = build_event_table(study, EventView("term"))
    assert list_patients_behind(study, EventView("term"), 2, 0) == table.patients(2, 0) != ()
