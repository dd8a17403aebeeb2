"""A further check: it has something to say of every table."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.importing.issues import Issue, make_file_issue
from ketgui.importing.rows.draft import Draft


def every_table(draft: Draft) -> Iterator[Issue]:
    """Name each table."""
    for table in draft.tables:
        yield make_file_issue("note", "further_check", table.file, "A table.", "Nothing to do.")
