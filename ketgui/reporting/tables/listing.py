"""Lists of the cohort's own records, sorted and filtered as on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from ketgui.domain.events.event_plan import get_severity_titles
from ketgui.domain.fields import TABLES, Field, TableName, get_fields
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.presets import translate_target
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.outcomes import PatientOutcomes
from ketgui.text import _, bare, mark, number

MISSING = "–"
# `_add_scores` shows the paired scores instead.
_HIDDEN_FIELDS = ("score_before", "score_after")


@dataclass(frozen=True, eq=False)
class Listing:
    """A table of the cohort with one row for each record.

    Attributes
    ----------
    frame : DataFrame
    headers : tuple of str
        Titles of the columns.
    numeric : tuple of bool
        Which columns are right-aligned.
    formatters : tuple of callable
        For each column, the function that turns a value into text.
    """

    frame: pd.DataFrame
    headers: tuple[str, ...]
    numeric: tuple[bool, ...]
    formatters: tuple[Callable[[Any], str], ...]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.frame)

    def text(self, row: int, column: int) -> str:
        """Return a cell's text; a dash if nothing is recorded."""
        value: Any = self.frame.iat[row, column]
        return MISSING if pd.isna(value) else self.formatters[column](value)

    def patients(self) -> list[str]:
        """Return the patient id of each row."""
        return self.frame["patient_id"].astype("str").tolist()

    def select_patient(self, patient_id: str) -> Listing:
        """Return the rows of one patient."""
        return replace(self, frame=self.frame[self.frame["patient_id"] == patient_id])

    def sort_by(self, column: int, ascending: bool = True) -> Listing:
        """Return the rows sorted by a column, missing values last."""
        name = self.frame.columns[column]
        return replace(
            self,
            frame=self.frame.sort_values(
                name, ascending=ascending, kind="stable", na_position="last"
            ),
        )

    def filter_by_text(self, text: str) -> Listing:
        """Return the rows in which some cell contains `text`, ignoring case."""
        if not text:
            return self
        sought = text.casefold()
        matches = pd.Series(False, index=self.frame.index)
        for index, name in enumerate(self.frame.columns):
            column: pd.Series[Any] = self.frame[name]
            # A column holds far fewer distinct values than rows, so each is formatted once.
            distinct: list[Any] = column.dropna().unique().tolist()
            format_value = self.formatters[index]
            matches |= column.isin([v for v in distinct if sought in format_value(v).casefold()])
        return replace(self, frame=self.frame[matches])


def list_records(analysis: Analysis, table: TableName) -> Listing:
    """List one table of the cohort; patients also have their paired scores and outcome."""
    frame = analysis.cohort.get_table(table)
    declared = {field.key: field for field in get_fields(table)}
    # A declared column is listed only if something is recorded in it; ids are always listed.
    names = [
        name
        for name in frame.columns
        if name == "patient_id"
        or (name not in _HIDDEN_FIELDS and (name not in declared or frame[name].notna().any()))
    ]
    frame = frame[names]
    headers = [_format_header(declared.get(str(name)), str(name)) for name in names]
    numeric = [_is_number(declared.get(str(name)), str(name)) for name in names]
    formatters = [
        _choose_formatter(declared.get(str(name)), str(name), analysis.plan) for name in names
    ]
    if table == "patients":
        frame = _add_scores(frame, analysis)
        headers += [_("Before"), _("After"), _("Change"), _("Improvement (%)"), _("Outcome")]
        numeric += [True] * 4 + [False]
        formatters += [bare, bare, bare, number, str]
    return Listing(frame, tuple(headers), tuple(numeric), tuple(formatters))


def translate_table_titles() -> dict[TableName, str]:
    """Return the title of each table."""
    return {key: _(title) for key, title in TABLES.items()}


def _add_scores(frame: pd.DataFrame, analysis: Analysis) -> pd.DataFrame:
    pairs = analysis.pairs
    outcomes = PatientOutcomes.of(pairs, analysis.plan)
    outcome = pd.Series(None, index=frame.index, dtype="str")
    # The best outcome that a patient reached comes last and so is the one shown.
    for flags, title in (
        (outcomes.unchanged, mark("Little or no change")),
        (outcomes.worse, mark("Worse")),
        (outcomes.partial_response, mark("Partial response")),
        (outcomes.response, mark("Response")),
        (outcomes.remission, mark("Remission")),
    ):
        outcome[flags] = _(title)
    return frame.assign(
        _before=pairs.before,
        _after=pairs.after,
        _change=pairs.difference,
        _percent=pairs.percent_reduction,
        _outcome=outcome,
    )


def _format_header(field: Field | None, name: str) -> str:
    if field is None:
        return _("Item {n}", n=_find_item_number(name)) if _find_item_number(name) else name
    return f"{_(field.title)} ({_(field.unit)})" if field.unit else _(field.title)


def _find_item_number(name: str) -> str:
    """Return the number of the item that a column holds, empty for other columns."""
    number = name.removeprefix("item_")
    return number if number != name and number.isdecimal() else ""


def _is_number(field: Field | None, name: str) -> bool:
    return bool(_find_item_number(name)) if field is None else field.kind in ("number", "integer")


def _choose_formatter(field: Field | None, name: str, plan: AnalysisPlan) -> Callable[[Any], str]:
    if field is None:
        return bare if _find_item_number(name) else str
    if field.key == "scale":
        return partial(_format_scale, plan)
    if field.kind in ("number", "integer"):
        return bare
    if field.kind == "date":
        return _format_date
    if field.kind == "yes_no":
        return _format_yes_no
    if field.key == "target":
        return translate_target
    titles = {choice.key: choice.title for choice in field.choices}
    if field.key == "severity":
        titles = get_severity_titles(plan.events.severity_scale)
    return lambda word: _(titles[word]) if word in titles else str(word)


def _format_date(date: pd.Timestamp) -> str:
    return f"{date:%Y-%m-%d}"


def _format_yes_no(yes: bool) -> str:
    return _("Yes") if yes else _("No")


def _format_scale(plan: AnalysisPlan, key: str) -> str:
    # A file may hold ratings on a scale that the program does not know.
    scale = plan.find_scale(key)
    return scale.title if scale else key
