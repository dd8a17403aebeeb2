"""How a table may be laid out, and by what each layout is known."""

from __future__ import annotations

from dataclasses import dataclass

from ketgui.domain.fields import TABLES, TableName
from ketgui.domain.folding import fold
from ketgui.importing.tables.text_table import TextTable
from ketgui.importing.vocabulary.headers import matches, sheet_table
from ketgui.importing.vocabulary.timepoints import timed
from ketgui.text import _, mark


@dataclass(frozen=True)
class Layout:
    """A way to lay a table out.

    Attributes
    ----------
    key, title : str
        Its name in code and on screen.
    table : Table
        The cohort's table that its rows are of.
    one_row : bool
        Whether a patient may have one row only.
    """

    key: str
    title: str
    table: TableName
    one_row: bool = False


UNUSED = Layout("unused", mark("Not imported"), "patients")
LAYOUTS: tuple[Layout, ...] = (
    Layout("patients", mark("One row per patient"), "patients", one_row=True),
    Layout("tms_courses", mark("One row per TMS course"), "tms_courses"),
    Layout("infusions", mark("One row per infusion"), "infusions"),
    Layout("assessments", mark("One row per rating"), "assessments"),
    Layout("adverse_events", mark("One row per adverse event"), "adverse_events"),
    Layout("redcap", mark("REDCap export"), "patients"),
    UNUSED,
)
# Tables that describe the file rather than the patients.
_TITLES_OF_NO_TABLE = frozenset(
    {
        "about", "guide", "readme", "legend", "legende", "codebook", "column guide",
        "redcap data dictionary",
    }
)  # fmt: skip
_REDCAP = {"redcap event name", "redcap repeat instrument", "redcap repeat instance"}
_FEW_ROWS_EACH = 0.7
_LEAST = {"tms_courses": 2.4, "infusions": 1.6, "assessments": 0.8, "adverse_events": 0.8}


def of_key(key: str) -> Layout:
    """Return the layout with this key; the unused one for a key that no layout has."""
    return next((layout for layout in LAYOUTS if layout.key == key), UNUSED)


def recognise(table: TextTable) -> tuple[Layout, str]:
    """Return a table's likeliest layout and why."""
    folded = [fold(header) for header in table.headers]
    if is_description(table.sheet or table.file.rpartition(".")[0]):
        return UNUSED, _("Its name says that it describes the file.")
    if _REDCAP & set(folded) or {"event name", "record id"} <= set(folded):
        return of_key("redcap"), _("It has the columns of a REDCap export.")
    named = sheet_table(table.sheet or table.file.rpartition(".")[0])
    if named and (table.sheet or named == "patients" or _points(table, named) > 0):
        return of_key(named), _("Its name says so.")
    return _by_headers(table)


def is_description(name: str) -> bool:
    """Tell whether a sheet's or file's name says that it holds no data."""
    return fold(name) in _TITLES_OF_NO_TABLE


def _by_headers(table: TextTable) -> tuple[Layout, str]:
    points = {name: _points(table, name) for name in TABLES}
    long = {name: points[name] for name in _LEAST if points[name] >= _LEAST[name]}
    scored = [timed(header) for header in table.headers]
    ratings = sum(bool(said.scale) for said in scored)
    when = sum(bool(said.moment) or said.day is not None for said in scored if said.scale)
    reason = _("Its headers say so.")
    if when >= 1 or (ratings and not long):
        return of_key("patients"), reason
    best = max(long, key=lambda name: long[name], default=None)
    if best and (long[best] > points["patients"] or _ids_repeat(table)):
        return of_key(best), reason
    if points["patients"] > 0 or ratings or _has_id(table):
        return of_key("patients"), reason
    return UNUSED, _("None of its headers is known.")


def _has_id(table: TextTable) -> bool:
    found = (match for header in table.headers for match in matches(header, ("patients",)))
    return any(match.field.kind == "id" and match.confidence >= 0.8 for match in found)


def _ids_repeat(table: TextTable) -> bool:
    """Tell whether most patients have several rows."""
    for header, cells in zip(table.headers, table.columns, strict=True):
        found = matches(header, ("patients",))
        if found and found[0].field.kind == "id" and len(cells):
            return int(cells.used.sum()) < _FEW_ROWS_EACH * len(cells)
    return False


def _points(table: TextTable, name: TableName) -> float:
    """Return how much of the table's headers is of one table's own fields, the id aside."""
    total = 0.0
    required: set[str] = set()
    for header in table.headers:
        found = [m for m in matches(header, (name,)) if m.field.kind != "id"]
        if found and found[0].confidence >= 0.8:
            total += found[0].confidence
            required.add(found[0].field.key)
    if name == "assessments" and any(timed(header).item for header in table.headers):
        # The items of a rating stand for its total.
        total += 1.0
        required.add("score")
    needed = {"assessments": "score", "adverse_events": "term"}.get(name)
    return total if needed is None or needed in required else 0.0
