"""The lines that opening files adds to the history."""

from __future__ import annotations

from dataclasses import replace

from ketgui.importing import import_files
from ketgui.importing.changes import Decision
from ketgui.paths import find_resource
from ketgui.project.history import describe_opening

EXAMPLE = find_resource("samples", "example-cohort.xlsx")


def test_the_history_tells_each_answer_and_what_was_dropped():
    imported = import_files([EXAMPLE])
    decisions = (
        Decision("correct", "a.csv", "", 4, "C", "270", "27", "typing error"),
        Decision("missing", "a.csv", "S", 5, "C", "n/k"),
        Decision("keep", "a.csv", "", 6, "C", "61"),
        Decision("leave_out", "a.csv", "", 9),
        Decision("exclude", "a.csv", "", 8, reason="withdrew consent"),
    )
    mapping = replace(imported.mapping, decisions=decisions)
    entries = describe_opening(replace(imported, mapping=mapping), 20, dropped=1)
    assert (entries[1].row, entries[1].old, entries[1].new, entries[1].reason) == (
        "4", "270", "27", "typing error",
    )  # fmt: skip
    assert tuple(entry.what for entry in entries) == (
        "Opened example-cohort.xlsx: 20 patients",
        "a.csv · C4: “270” corrected to “27” (typing error)",
        "a.csv · S · C5: “n/k” taken as missing",
        "a.csv · C6: “61” kept as it is",
        "a.csv · 9: row left out",
        "a.csv · 8: patient excluded (withdrew consent)",
        "1 change made by hand no longer fits and was left out",
    )
