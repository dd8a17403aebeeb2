"""The ways in which a column may be read, for the user to choose from at any time."""

from __future__ import annotations

from dataclasses import dataclass

from ketgui.importing.changes import ColumnChange
from ketgui.importing.checks.questions import list_choices
from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping
from ketgui.importing.recognition.rules import get_kind
from ketgui.importing.vocabulary.units import UNITS
from ketgui.importing.vocabulary.words import is_missing
from ketgui.text import _, mark, quote

_DECIMALS = ((".", mark("Decimal point: 1.5")), (",", mark("Decimal comma: 1,5")))
_THOUSANDS = (
    ("", mark("None")),
    (" ", mark("Space: 1 234")),
    (",", mark("Comma: 1,234")),
    (".", mark("Point: 1.234")),
)
_ORDERS = (
    ("dmy", mark("Day first: 31/12/2024")),
    ("mdy", mark("Month first: 12/31/2024")),
    ("serial", mark("Day numbers of a spreadsheet: 45657")),
)
_MOST_WORDS = 12


@dataclass(frozen=True)
class Way:
    """One way to read a column: under which title it is listed, its own, and whether it holds."""

    group: str
    title: str
    change: ColumnChange
    chosen: bool


def list_ways(table: TableMapping, column: ColumnMapping) -> tuple[Way, ...]:
    """Return every way in which a column may be read; none for one that is not imported."""
    if column.target is None:
        return ()
    match get_kind(column.target):
        case "number" | "integer":
            choices = [*_list_marks(table, column), *_list_units(table, column)]
        case "date":
            choices = _list_orders(table, column)
        case "choice" | "yes_no":
            choices = _list_codes(table, column)
        case _:
            choices = []
    return (*choices, *_list_missing(table, column))


def _change(table: TableMapping, column: ColumnMapping, **chosen: object) -> ColumnChange:
    return ColumnChange(table.file, table.sheet, column.column, **chosen)  # type: ignore[arg-type]


def _list_marks(table: TableMapping, column: ColumnMapping) -> list[Way]:
    rule = column.rule
    decimals = [
        Way(_("Decimal mark"), _(title), _change(table, column, decimal=sign), sign == rule.decimal)
        for sign, title in _DECIMALS
    ]
    thousands = [
        Way(
            _("Thousands mark"),
            _(title),
            _change(table, column, thousands=sign),
            sign == rule.thousands,
        )
        for sign, title in _THOUSANDS
        if not sign or sign != rule.decimal
    ]
    return decimals + thousands


def _list_units(table: TableMapping, column: ColumnMapping) -> list[Way]:
    declared = column.target.declared if column.target else None
    others = [unit for own, unit in UNITS if declared and own == declared.unit]
    if declared is None or not others:
        return []
    now = column.rule.unit or declared.unit
    return [
        Way(_("Unit"), unit, _change(table, column, unit=unit), unit == now)
        for unit in (declared.unit, *others)
    ]


def _list_orders(table: TableMapping, column: ColumnMapping) -> list[Way]:
    return [
        Way(
            _("Order of the date"),
            _(title),
            _change(table, column, date_order=order),
            order == column.rule.date_order,
        )
        for order, title in _ORDERS
    ]


def _list_codes(table: TableMapping, column: ColumnMapping) -> list[Way]:
    codes = dict(column.rule.codes)
    words = [word for word in dict.fromkeys((*codes, *column.samples)) if not is_missing(word)]
    keys = [*list_choices(column), ("missing", _("Missing"))]
    return [
        Way(
            _("“{text}” stands for", text=word),
            title,
            _change(table, column, codes=((word, key),)),
            codes.get(word) == key,
        )
        for word in words[:_MOST_WORDS]
        for key, title in keys
    ]


def _list_missing(table: TableMapping, column: ColumnMapping) -> list[Way]:
    return [
        Way(
            _("Missing values"),
            quote(word),
            _change(table, column, values=(word,)),
            True,
        )
        for word in column.rule.missing
    ]
