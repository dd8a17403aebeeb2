"""Columns and tables that are not imported: none is left out without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ketgui.domain.folding import fold
from ketgui.importing.changes import (
    SeveralChanges,
)
from ketgui.importing.checks.questions import change_to
from ketgui.importing.checks.spot import make_column_issue
from ketgui.importing.issues import Answer, Issue, make_file_issue
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.recognition import layouts
from ketgui.importing.rows.draft import Draft
from ketgui.importing.vocabulary.privacy import identify_by_header
from ketgui.importing.vocabulary.targets import OTHER, Target
from ketgui.text import _, joined, plural

_BOX = re.compile(r"(.+)___\w+")


_OF_EVENTS = frozenset({"se", "ae", "ei", "ea", "sae", "side", "adverse", "effects", "effets",
                        "effect",
                        "symptoms", "symptomes", "events"})  # fmt: skip


def ask_about_boxes(draft: Draft) -> Iterator[Issue]:
    """Ask about boxes of adverse events whose names do not say which event each is."""
    for table in draft.tables:
        mapping = draft.mapping.find_table(table.file, table.sheet)
        assert mapping is not None
        boxes: dict[str, list[ColumnMapping]] = {}
        for column in mapping.columns:
            match = _BOX.fullmatch(column.header)
            is_open = column.target is None and not column.by_user and not column.question
            if match and is_open and _OF_EVENTS & set(fold(match[1]).split()):
                boxes.setdefault(match[1], []).append(column)
        for columns in boxes.values():
            out = tuple(change_to(mapping, column, None) for column in columns)
            yield make_column_issue(
                "warning",
                "unnamed_boxes",
                table,
                columns[0],
                _("Which event each of {columns} stands for is not known; they are not imported.",
                  columns=joined([c.header for c in columns])),
                _("Export the labels of the choices, or choose the event of each column."),
                (Answer(_("Do not import them"), SeveralChanges(out)),),
            )  # fmt: skip


def list_not_used(draft: Draft) -> Iterator[Issue]:
    """List the columns that are not imported: none is lost without a word."""
    for table in draft.tables:
        mapping = draft.mapping.find_table(table.file, table.sheet)
        assert mapping is not None
        left = [c for c in mapping.columns if c.target is None and not c.question]
        if left:
            yield Issue(
                "note", table.file, table.sheet, None, left[0].column, "",
                _("Not imported: {columns}.", columns=_join_names(left)),
                _("Choose what a column holds, or keep it for grouping, if you need it."),
                key="not_used",
                answers=tuple(
                    Answer(_("Keep {header}", header=c.header), change_to(mapping, c, _KEPT))
                    for c in left[:_MOST_COLUMNS]
                    if not identify_by_header(c.header)
                ),
            )  # fmt: skip


def list_other_domains(draft: Draft) -> Iterator[Issue]:
    """Name the tables of an SDTM data set that are not imported: vital signs and the like."""
    for table in draft.mapping.tables:
        headers = {column.header for column in table.columns}
        if table.layout == layouts.UNUSED.key and {"DOMAIN", "USUBJID"} <= headers:
            yield make_file_issue(
                "note",
                "table_not_used",
                table.file,
                _("Not imported: {columns}.", columns=table.file),
                table.reason,
                table.sheet,
            )


def _join_names(columns: list[ColumnMapping]) -> str:
    """Return the columns' names, and how many more there are."""
    names = [column.header for column in columns[:_MOST_COLUMNS]]
    more = len(columns) - len(names)
    return joined([*names, plural("{n} more column", "{n} more columns", more)] if more else names)


_MOST_COLUMNS = 20


_KEPT = Target("patients", OTHER)
