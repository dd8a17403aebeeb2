"""What a column may hold: a field of a table, with what the header states besides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ketgui.domain.fields import TABLES, Field, TableName, get_field
from ketgui.domain.known_scales import find_known_scale
from ketgui.domain.scales import USUAL
from ketgui.text import _, mark

# What a column may hold besides the declared fields; each becomes one of them when built.
ITEM = "item"
PRESENT = "present"
TERMS = "terms"
OTHER = "other"
UNIT = "unit"
PART = "part"
INFUSION = "infusion"
DATES = "dates"
PRESSURE_BEFORE, PRESSURE_PEAK = "pressure_before", "pressure_peak"
# The scale of a score where nothing names it and the user says no other.
UNNAMED_SCALE = USUAL.key


@dataclass(frozen=True)
class Target:
    """What a column holds.

    Attributes
    ----------
    table : TableName
        The cohort's table.
    field : str
        A field's key; or "item" (one item of a scale), "present" (whether the event that
        `given` names occurred), "terms" (several events in a cell), "unit" (the units of the
        field that `given` names), "part" (whether the row is an item or the total),
        "infusion" (of which infusion a rating is), "dates" (those of several infusions),
        "pressure_before" and "pressure_peak" (systolic and diastolic in one cell),
        "other" (kept as text under its own header, for grouping).
    given : tuple of (str, str)
        Fields of the same row that the header states: the scale, the moment, the infusion.
    """

    table: TableName
    field: str
    given: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        """The table and the field: "assessments.score"."""
        return f"{self.table}.{self.field}"

    @property
    def declared(self) -> Field | None:
        """The declared field, None for what is not one."""
        try:
            return get_field(self.table, self.field)
        except KeyError:
            return None

    def of(self, key: str) -> str:
        """Return one of the fields that the header states, empty if it does not."""
        return dict(self.given).get(key, "")

    def write_title(self) -> str:
        """Return what the user reads: "Score (MADRS, before)"."""
        declared = self.declared
        name = _(declared.title) if declared else _(_SPECIAL.get(self.field, self.field))
        if self.field in _IN_SEVERAL_TABLES:
            name = _("{field} ({table})", field=name, table=_(_ROWS[self.table]).lower())
        stated = ", ".join(_describe_given(self.table, key, value) for key, value in self.given)
        return f"{name} ({stated})" if stated else name


def _describe_given(table: TableName, key: str, value: str) -> str:
    if key == "scale":
        scale = find_known_scale(value)
        return scale.title if scale else value
    if key == "day":
        return _("day {n}", n=value)
    if key == "minutes":
        return _("{n} min", n=value)
    if key == "of":
        return _(get_field(table, value).title)
    if key == "serious":
        return _("Serious").lower()
    if key in ("item", "infusion_number"):
        return _("number {n}", n=value)
    try:
        choices = {choice.key: _(choice.title) for choice in get_field(table, key).choices}
    except KeyError:
        return value
    return choices.get(value, value).lower()


# Fields of one title in several tables are named with what their rows are.
_IN_SEVERAL_TABLES = frozenset({"date", "day"})
_ROWS: dict[TableName, str] = {
    "patients": mark("Patient"),
    "tms_courses": mark("TMS"),
    "infusions": mark("Infusion"),
    "assessments": mark("Rating"),
    "adverse_events": mark("Event"),
}
_SPECIAL = {
    ITEM: mark("Item of a scale"),
    PRESENT: mark("Event, yes or no"),
    TERMS: mark("Several events in a cell"),
    OTHER: mark("Another column, for grouping"),
    UNIT: mark("Units of another column"),
    PART: mark("Item or total of a scale"),
    DATES: mark("Several dates in a cell"),
    PRESSURE_BEFORE: mark("Blood pressure before"),
    PRESSURE_PEAK: mark("Highest blood pressure"),
    INFUSION: mark("Infusion that the rating is of"),
}


def make_target(path: str, given: Iterable[tuple[str, str]] = ()) -> Target | None:
    """Return the target that a path names, None for the empty path.

    Raises
    ------
    ValueError
        If there is no such table or field.
    """
    if not path:
        return None
    table, _dot, key = path.partition(".")
    if table not in TABLES:
        raise ValueError(_("There is no table called {name}.", name=table))
    target = Target(table, key, tuple(given))
    if target.declared is None and key not in _SPECIAL:
        raise ValueError(_("There is no field called {name}.", name=path))
    return target
