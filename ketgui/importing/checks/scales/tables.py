"""The tables that are looked through for scales."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.importing.mapping.mapping import TableMapping
from ketgui.importing.rows.draft import Draft
from ketgui.importing.tables.text_table import TextTable

MOST_NAMED = 6
Place = tuple[TextTable, TableMapping]


def list_tables(draft: Draft) -> Iterator[Place]:
    """Return each table with what it is taken for."""
    for table in draft.tables:
        mapping = draft.mapping.find_table(table.file, table.sheet)
        if mapping:
            yield table, mapping
