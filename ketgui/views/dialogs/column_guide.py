"""The guide to every column that the program knows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ketgui.domain.fields import FIELDS, TABLES, Field
from ketgui.text import _, bare
from ketgui.views.widgets.tables.table_view import make_result_table


def build_column_guide() -> QWidget:
    """Return the guide as a table: table, column, meaning, unit, range."""
    from ketgui.reporting.tables.display_table import DisplayTable

    view, model = make_result_table(_("Column guide"))
    headers = (_("Table"), _("Column"), _("Title"), _("Meaning"), _("Values"))
    rows = tuple(
        (_(TABLES[field.table]), field.key, _(field.title), _(field.help), describe_values(field))
        for field in FIELDS
    )
    model.show_table(
        DisplayTable("guide", _("Column guide"), headers, rows, (False,) * len(headers))
    )
    return view


def describe_values(field: Field) -> str:
    """Return the values that a column may hold, as text."""
    if field.choices:
        return " / ".join(choice.key for choice in field.choices)
    if field.kind == "yes_no":
        return _("yes / no")
    if field.kind == "date":
        return _("date, as 2024-03-31")
    unit = f" {_(field.unit)}" if field.unit else ""
    if field.low is not None and field.high is not None:
        return f"{bare(field.low)}–{bare(field.high)}{unit}"
    return _("number") + unit if field.kind in ("number", "integer") else _("text")
