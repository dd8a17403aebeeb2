"""Tables to fill in, made from the declared fields alone; blank, or with a cohort in them."""

# XlsxWriter carries no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ketgui.domain.cohort import Cohort
from ketgui.domain.fields import FIELDS, TABLES, Field, FieldKind, TableName, get_fields
from ketgui.importing.about import ADDITIONS, INVENTED
from ketgui.importing.rows.value_text import format_value
from ketgui.importing.tables.apostrophes import protect
from ketgui.text import _, bare, mark
from ketgui.writing import replace_file

if TYPE_CHECKING:
    import pandas as pd
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

WORKBOOK = "ketgui-template.xlsx"
CSV_FOLDER = "csv"
GUIDE = "column-guide.csv"
DICTIONARY = "redcap-data-dictionary.csv"
# Rows of the blank sheets that get lists to choose from: more patients than a series has.
_ROWS = 1000
_KINDS: dict[FieldKind, str] = {
    "id": mark("the study's own code"),
    "text": mark("text"),
    "number": mark("number"),
    "integer": mark("whole number"),
    "date": mark("date, as 2024-12-31"),
    "yes_no": mark("yes or no"),
    "choice": mark("one of the words"),
}


def write_template(folder: Path) -> tuple[Path, ...]:
    """Write a blank workbook, the same as CSV files, a column guide and a REDCap dictionary.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    """
    inside = folder / CSV_FOLDER
    inside.mkdir(parents=True, exist_ok=True)
    written = [_write_workbook(folder / WORKBOOK)]
    for table in TABLES:
        path = inside / _name_csv(table)
        written.append(_write_csv(path, [[field.key for field in get_fields(table)]]))
    written.append(
        _write_csv(folder / GUIDE, [_make_guide_header(), *map(_make_guide_row, FIELDS)])
    )
    written.append(_write_csv(folder / DICTIONARY, [_DICTIONARY_HEADER, *_make_dictionary()]))
    return tuple(written)


def write_filled(path: Path, cohort: Cohort) -> Path:
    """Write a cohort as a filled template, which reads back as the same cohort.

    A table that was not recorded has no sheet, so that it is not read as an empty one.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    return _write_workbook(path, cohort)


def write_filled_csv(folder: Path, cohort: Cohort) -> tuple[Path, ...]:
    """Write a cohort as the template's CSV files, which read back as the same cohort.

    A table that was not recorded is left out: an empty table of events would say that there was
    none. A text that a spreadsheet would take for a formula gets an apostrophe before it.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = [
        _write_csv(
            folder / _name_csv(table), _make_rows(_name_items(cohort.get_table(table)), table)
        )
        for table in _list_recorded(cohort)
    ]
    if cohort.invented:
        written.append(_write_csv(folder / "about.csv", _describe_invented(cohort)))
    return tuple(written)


def _describe_invented(cohort: Cohort) -> list[list[str]]:
    """Return what the import looks for, so that invented patients are never read as real ones."""
    rows = [["about", "value"], [INVENTED, "yes"]]
    return [*rows, [ADDITIONS, "; ".join(cohort.additions)]] if cohort.additions else rows


def _list_recorded(cohort: Cohort) -> list[TableName]:
    """Return the tables that the cohort's files held; those of its patients always."""
    recorded = {"patients", *cohort.recorded}
    return [table for table in TABLES if table in recorded or len(cohort.get_table(table))]


def _name_items(rows: pd.DataFrame) -> pd.DataFrame:
    """Return ratings with their items under their scale's name, by which they are read back.

    Items of several scales share their columns, and stay unnamed.
    """
    items = [name for name in rows.columns if str(name).startswith("item_")]
    scales = rows.loc[rows[items].notna().any(axis=1), "scale"].unique() if items else ()
    if len(scales) != 1:
        return rows
    return rows.rename(columns={name: f"{scales[0]}_{name}" for name in items})


def _name_csv(table: TableName) -> str:
    return f"{TABLES[table].lower().replace(' ', '-')}.csv"


def _make_rows(rows: pd.DataFrame, table: TableName) -> Iterable[list[str]]:
    names = _name_columns(rows, table)
    yield list(map(protect, names))
    columns = [
        [_format_cell(value) for value in rows.get(name, [None] * len(rows))] for name in names
    ]
    yield from map(list, zip(*columns, strict=True))


def _name_columns(rows: pd.DataFrame, table: TableName) -> list[str]:
    """Return the declared columns, and further ones after them."""
    declared = [field.key for field in get_fields(table)]
    return [*declared, *(str(name) for name in rows.columns if name not in declared)]


def _format_cell(value: Any) -> str:
    """Return a value as text of a file that a spreadsheet opens."""
    # The spreadsheet would compute some texts, or call what they name; a number stays one.
    return protect(value) if isinstance(value, str) else format_value(value)


def _write_csv(path: Path, rows: Iterable[Iterable[str]]) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    # Without the byte-order mark Excel reads UTF-8 as Windows-1252, and breaks every accent.
    replace_file(path, out.getvalue().encode("utf-8-sig"))
    return path


def _write_workbook(path: Path, cohort: Cohort | None = None) -> Path:
    import xlsxwriter

    # A text that begins with "=" or "http" stays a text.
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False,
                                     "strings_to_urls": False})  # fmt: skip
    bold = book.add_format({"bold": True, "bottom": 1})
    required = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF5"})
    for table in TABLES if cohort is None else _list_recorded(cohort):
        sheet = book.add_worksheet(TABLES[table])
        _write_sheet(book, sheet, table, bold, required)
        if cohort is not None:
            _write_rows(book, sheet, _name_items(cohort.get_table(table)), table, bold)
    _write_guide(book.add_worksheet("Guide"), bold)
    if cohort is not None and cohort.invented:
        about = book.add_worksheet("About")
        for number, row in enumerate(_describe_invented(cohort)):
            about.write_row(number, 0, row)
    book.close()
    replace_file(path, out.getvalue())
    return path


def _write_rows(
    book: Workbook, sheet: Worksheet, rows: pd.DataFrame, table: TableName, bold: Format
) -> None:
    """Write a table's rows under its headers, further columns after the declared ones."""
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    time = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    declared = len(get_fields(table))
    for index, name in enumerate(_name_columns(rows, table)):
        if index >= declared:
            sheet.write_string(0, index, name, bold)
        for number, value in enumerate(rows.get(name, ()), start=1):
            _write_cell(sheet, number, index, value, date, time)


def _write_cell(
    sheet: Worksheet, row: int, column: int, value: Any, date: Format, time: Format
) -> None:
    import pandas as pd

    if pd.isna(value):
        return
    if isinstance(value, pd.Timestamp):
        is_day = value == value.normalize()
        sheet.write_datetime(row, column, value.to_pydatetime(), date if is_day else time)
    elif isinstance(value, bool | np.bool_):
        sheet.write_string(row, column, "yes" if value else "no")
    elif isinstance(value, float | int):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def _write_sheet(
    book: Workbook, sheet: Worksheet, table: TableName, bold: Format, required: Format
) -> None:
    # The header and the patients' ids stay in view. Ids are text, so that Excel keeps the zeros
    # of 007; dates show the year first, which no locale reads in another order.
    sheet.freeze_panes(1, 1)
    text = book.add_format({"num_format": "@"})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    for index, field in enumerate(get_fields(table)):
        sheet.write_string(0, index, field.key, required if field.required else bold)
        sheet.write_comment(0, index, _describe_field(field))
        column = {"id": text, "date": date}.get(field.kind)
        sheet.set_column(index, index, max(10, len(field.key) + 2), column)
        if rule := _make_rule(field):
            sheet.data_validation(1, index, _ROWS, index, rule)


def _describe_field(field: Field) -> str:
    unit = f" ({_(field.unit)})" if field.unit else ""
    return f"{_(field.title)}{unit}. {_(field.help)}"


def _make_rule(field: Field) -> dict[str, Any] | None:
    """Return the cell's rule: a list to choose from, or a range that warns and lets pass."""
    # A warning, not a refusal: an unusual value may be true, and the import asks about it.
    if choices := _list_words(field):
        return {"validate": "list", "source": choices, "error_type": "warning"}
    if field.low is None or field.high is None:
        return None
    return {
        "validate": "integer" if field.kind == "integer" else "decimal",
        "criteria": "between",
        "minimum": field.low,
        "maximum": field.high,
        "error_type": "warning",
        # Excel allows no longer title, and XlsxWriter would leave the whole rule out.
        "error_title": field.key[:32],
        "error_message": _format_range(field),
    }


def _list_words(field: Field) -> list[str]:
    if field.kind == "yes_no":
        return ["yes", "no"]
    return [choice.key for choice in field.choices]


def _format_range(field: Field) -> str:
    if field.low is None or field.high is None:
        return ""
    return _("{low} to {high}", low=bare(field.low), high=bare(field.high))


def _make_guide_header() -> list[str]:
    return [
        _("Sheet"), _("Column"), _("Name"), _("What it holds"), _("Unit"), _("Values"),
        _("Required"), _("Meaning"),
    ]  # fmt: skip


def _make_guide_row(field: Field) -> list[str]:
    return [
        TABLES[field.table],
        field.key,
        _(field.title),
        _(_KINDS[field.kind]),
        _(field.unit) if field.unit else "",
        ", ".join(_list_words(field)) or _format_range(field),
        _("yes") if field.required else "",
        _(field.help),
    ]


def _write_guide(sheet: Worksheet, bold: Format) -> None:
    sheet.freeze_panes(1, 0)
    rows = [_make_guide_header(), *map(_make_guide_row, FIELDS)]
    for number, row in enumerate(rows):
        for index, text in enumerate(row):
            sheet.write_string(number, index, text, bold if number == 0 else None)
    for index, width in enumerate((16, 28, 22, 22, 8, 34, 9, 70)):
        sheet.set_column(index, index, width)


_DICTIONARY_HEADER = [
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note",
    "Text Validation Type OR Show Slider Number", "Text Validation Min", "Text Validation Max",
    "Identifier?", "Branching Logic (Show field only if...)", "Required Field?",
    "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name",
    "Matrix Ranking?", "Field Annotation",
]  # fmt: skip


def _make_dictionary() -> list[list[str]]:
    """Return REDCap's rows; its variables have one name in the whole project."""
    rows = [_make_dictionary_row("patient_id", FIELDS[0])]
    for field in FIELDS:
        if field.kind != "id":
            rows.append(_make_dictionary_row(name_redcap_variable(field), field))
    return rows


def name_redcap_variable(field: Field) -> str:
    """Return a field's variable in REDCap: its key, with its table's where two tables share it."""
    shared = sum(other.key == field.key for other in FIELDS) > 1
    return f"{_SHORT[field.table]}_{field.key}" if shared else field.key


_SHORT: dict[TableName, str] = {
    "patients": "pt",
    "tms_courses": "tms",
    "infusions": "inf",
    "assessments": "rating",
    "adverse_events": "ae",
}


def _make_dictionary_row(name: str, field: Field) -> list[str]:
    kind, validation, choices = "text", "", ""
    if field.kind == "choice":
        kind = "dropdown"
        choices = " | ".join(f"{choice.key}, {choice.title}" for choice in field.choices)
    elif field.kind == "yes_no":
        kind = "yesno"
    elif field.kind in ("number", "integer", "date"):
        validation = "date_ymd" if field.kind == "date" else field.kind
    limits = ["" if limit is None else f"{limit:g}" for limit in (field.low, field.high)]
    return [
        name, field.table, "", kind, field.title, choices, field.unit, validation, *limits,
        "y" if field.identifying else "", "", "y" if field.required else "", "", "", "", "", "",
    ]  # fmt: skip
