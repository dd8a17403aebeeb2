"""Numbers given as ranges: a note, since they have no mean."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.importing.issues import Issue
from ketgui.importing.recognition.ranges import are_ranges
from ketgui.importing.rows.draft import Draft
from ketgui.importing.vocabulary.targets import OTHER
from ketgui.text import _


def find_ranges(draft: Draft) -> Iterator[Issue]:
    """Name the columns whose ranges are kept as categories."""
    for table in draft.tables:
        mapping = draft.mapping.find_table(table.file, table.sheet)
        assert mapping is not None
        for column, cells in zip(mapping.columns, table.columns, strict=True):
            if column.target and column.target.field == OTHER and are_ranges(cells):
                yield Issue(
                    "note", table.file, table.sheet, None, column.column, "",
                    _(
                        "{header} holds ranges: they are counted as categories, and have no mean.",
                        header=column.header,
                    ),
                    _("Give the numbers themselves in the file if they are known."),
                    key="ranges_kept",
                )  # fmt: skip
