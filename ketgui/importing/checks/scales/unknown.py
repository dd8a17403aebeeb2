"""Scales that the program does not know, and items that stay out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ketgui.importing.changes import ColumnChange, SeveralChanges
from ketgui.importing.checks.questions import change_to
from ketgui.importing.checks.scales.tables import MOST_NAMED, list_tables
from ketgui.importing.checks.spot import make_column_issue
from ketgui.importing.issues import Answer, Issue
from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping
from ketgui.importing.recognition.ratings import visit_label
from ketgui.importing.recognition.visits import MOMENTS, judge_visits
from ketgui.importing.rows.draft import Draft
from ketgui.importing.tables.text_table import TextTable
from ketgui.importing.vocabulary.item_headers import find_numbered_items
from ketgui.importing.vocabulary.targets import Target
from ketgui.importing.vocabulary.timepoints import Timed, read_header
from ketgui.text import _, integer, joined


def find_unknown_scales(draft: Draft) -> Iterator[Issue]:
    """Name the columns of scales that the program does not know, one scale at a time."""
    for table, mapping in list_tables(draft):
        items = find_numbered_items([c.header for c in mapping.columns])
        by_title: dict[str, list[tuple[ColumnMapping, Timed]]] = {}
        for column in mapping.columns:
            rating = items.get(column.header) or read_header(column.header)
            if column.target is None and rating.certainty == "unknown" and not column.by_user:
                by_title.setdefault(rating.title, []).append((column, rating))
        for title, columns in by_title.items():
            yield _report_unknown(table, mapping, title, columns)


def _report_unknown(
    table: TextTable, mapping: TableMapping, title: str, columns: list[tuple[ColumnMapping, Timed]]
) -> Issue:
    totals = [(c, rating) for c, rating in columns if not rating.item and not rating.about]
    placeholders = {
        "columns": joined([c.header for c, _rating in columns[:MOST_NAMED]]),
        "scale": title,
        "n": integer(len(columns)),
    }
    many = _(
        "{n} columns ({columns} …) are of the {scale}, a scale that the program does not know; "
        "they are not imported.",
        **placeholders,
    )
    few = _(
        "{columns}: the {scale} is not a scale that the program knows; not imported.",
        **placeholders,
    )
    message = many if len(columns) > MOST_NAMED else few
    answers = ()
    if totals:
        changes = tuple(_import_as(mapping, title, totals))
        answers = (Answer(_("Import as {scale}", scale=title), SeveralChanges(changes)),)
    return make_column_issue(
        "warning",
        "unknown_scale",
        table,
        columns[0][0],
        message,
        _("Nothing needs to be done if you do not need it."),
        answers,
    )


def _import_as(
    mapping: TableMapping, title: str, totals: Sequence[tuple[ColumnMapping, Timed]]
) -> Iterator[ColumnChange]:
    meanings = judge_visits([rating for _column, rating in totals])
    for (column, rating), meaning in zip(totals, meanings, strict=True):
        given: tuple[tuple[str, str], ...] = (("scale", title),)
        if meaning in MOMENTS:
            given += (("moment", meaning),)
        elif rating.says_when:
            given += (("visit", visit_label(rating)),)
        yield change_to(mapping, column, Target("assessments", "score", given))


def find_left_items(draft: Draft) -> Iterator[Issue]:
    """Name the items of known scales that stay out, one line for all of a scale."""
    for table, mapping in list_tables(draft):
        items = find_numbered_items([c.header for c in mapping.columns])
        by_title: dict[str, list[ColumnMapping]] = {}
        for column in mapping.columns:
            rating = items.get(column.header)
            if rating and rating.scale and column.target is None and not column.question:
                by_title.setdefault(rating.title, []).append(column)
        for title, columns in by_title.items():
            yield make_column_issue(
                "note",
                "items_left",
                table,
                columns[0],
                _(
                    "{n} columns look like items of the {scale}; they are not imported.",
                    n=integer(len(columns)),
                    scale=title,
                ),
                _("Choose what they hold if you need them."),
            )
