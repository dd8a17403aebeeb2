"""The fields of an adverse event, its recorded values, suggestions for them, and warnings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ketgui.domain.cohort import Cohort
from ketgui.domain.edit_rows import CellValue, to_edit_value
from ketgui.domain.events.adverse_events import SOC_OF_TERM
from ketgui.domain.events.event_plan import SeverityScale, get_severity_titles
from ketgui.domain.fields import Field, get_fields
from ketgui.text import _, integer, mark

_MAX_SUGGESTIONS = 500
# Suggested in addition to what the file's other events hold.
_COMMON_VALUES: dict[str, tuple[str, ...]] = {
    "term": tuple(SOC_OF_TERM),
    "soc": tuple(dict.fromkeys(SOC_OF_TERM.values())),
    "onset": (mark("during infusion"), mark("same day"), mark("between infusions")),
    "action": (
        mark("none taken"), mark("infusion slowed"), mark("infusion paused"),
        mark("treatment stopped"),
    ),
    "outcome": (mark("resolved"), mark("resolving"), mark("not resolved"), mark("unknown")),
}  # fmt: skip


def list_event_fields(scale: SeverityScale = "three_step") -> tuple[Field, ...]:
    """Return the declared fields of an event in order, with the severity titles of `scale`."""
    titles = get_severity_titles(scale)
    return tuple(
        replace(field, choices=tuple(replace(c, title=titles[c.key]) for c in field.choices))
        if field.key == "severity"
        else field
        for field in get_fields("adverse_events")
    )


def read_event(cohort: Cohort, row: int) -> dict[str, CellValue]:
    """Return the values of one event, None where nothing is recorded."""
    record = cohort.adverse_events.iloc[row]
    return {field.key: to_edit_value(field, record[field.key]) for field in list_event_fields()}


def suggest_values(cohort: Cohort) -> dict[str, list[str]]:
    """Return suggestions for each text field: what other events hold, then common values."""
    events = cohort.adverse_events
    suggestions = {
        field.key: events[field.key].value_counts().index[:_MAX_SUGGESTIONS].tolist()
        for field in list_event_fields()
        if field.kind == "text" and field.key != "description"
    }
    suggestions["patient_id"] = cohort.patients["patient_id"].tolist()
    for key, common in _COMMON_VALUES.items():
        # The file's own spelling comes first, and is not offered twice.
        present = {value.casefold() for value in suggestions[key]}
        suggestions[key] += [_(word) for word in common if _(word).casefold() not in present]
    return suggestions


def find_warnings(cohort: Cohort, values: Mapping[str, CellValue], new: bool) -> dict[str, str]:
    """Return, by field, warnings where a value disagrees with the cohort; it may still be right.

    Parameters
    ----------
    new : bool
        Whether the event is being entered; then an equal one in the cohort is a duplicate.
    """
    warnings: dict[str, str] = {}
    patient, number = values.get("patient_id"), values.get("infusion_number")
    of_patient = cohort.infusions["patient_id"] == patient
    received = cohort.infusions.loc[of_patient, "infusion_number"].max()
    # A NaN, where no infusion is recorded, compares as false and so gives no warning.
    if isinstance(number, float) and number > received:
        warnings["infusion_number"] = _(
            "The last infusion recorded of this patient is {n}.", n=integer(int(received))
        )
    if values.get("serious_criterion") is not None and values.get("serious") is not True:
        warnings["serious"] = _("A criterion is given, but the event is not marked as serious.")
    if new and _is_recorded(cohort, values):
        warnings["term"] = _("This event of this patient is already recorded at this infusion.")
    return warnings


def _is_recorded(cohort: Cohort, values: Mapping[str, CellValue]) -> bool:
    events, number = cohort.adverse_events, values.get("infusion_number")
    same = events["patient_id"] == values.get("patient_id")
    infusion = events["infusion_number"]
    # Two events without an infusion number are at the same, unknown infusion.
    same &= infusion.isna() if number is None else infusion == number
    term = str(values.get("term")).casefold()
    return bool((events.loc[same, "term"].str.casefold() == term).any())
