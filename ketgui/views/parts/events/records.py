"""The cohort's events as they are entered: their columns, a row's values, what is proposed."""

from __future__ import annotations

from typing import Any

from ketgui.domain.adverse_events import SOC_OF_TERM
from ketgui.domain.cohort import Cohort
from ketgui.domain.edits import Value
from ketgui.domain.fields import Field, fields_of
from ketgui.text import _

_MOST_PROPOSED = 500


def columns() -> tuple[Field, ...]:
    """Return the declared columns of an event, in their order."""
    return fields_of("adverse_events")


def row_values(cohort: Cohort, row: int) -> dict[str, Value]:
    """Return what is recorded of one event; what is not is None."""
    import pandas as pd

    record = cohort.adverse_events.iloc[row]
    return {field.key: _plain(pd, field, record[field.key]) for field in columns()}


def proposals(cohort: Cohort) -> dict[str, list[str]]:
    """Return the words proposed for each column of words: those that other events hold."""
    events = cohort.adverse_events
    found = {
        field.key: events[field.key].value_counts().index[:_MOST_PROPOSED].tolist()
        for field in columns()
        if field.kind == "text" and field.key != "description"
    }
    found["patient_id"] = cohort.patients["patient_id"].tolist()
    known = {term.casefold() for term in found["term"]}
    found["term"] += [_(term) for term in SOC_OF_TERM if _(term).casefold() not in known]
    return found


def _plain(pd: Any, field: Field, value: Any) -> Value:
    if pd.isna(value):
        return None
    if field.kind in ("number", "integer"):
        return float(value)
    if field.kind == "yes_no":
        return bool(value)
    return f"{value:%Y-%m-%d}" if field.kind == "date" else str(value)
