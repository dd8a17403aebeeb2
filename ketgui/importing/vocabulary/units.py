"""Units: how they are written, and how much of a field's own unit they are."""

from __future__ import annotations

from ketgui.importing.vocabulary.targets import Target

_KG_PER_POUND = 0.45359237
# By the field's unit and another: what a number is multiplied with.
UNITS: dict[tuple[str, str], float] = {
    ("kg", "lb"): _KG_PER_POUND,
    ("min", "h"): 60.0,
    ("min", "s"): 1 / 60,
    ("mg", "g"): 1000.0,
    ("days", "weeks"): 7.0,
    # In round numbers, since a header does not say which month it counts.
    ("days", "months"): 30.0,
    ("h", "min"): 1 / 60,
    ("h", "days"): 24.0,
}
_SPELLINGS: dict[str, str] = {
    "years": "y yr yrs yo y/o year years an ans a año años anos jahre",
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
    "lb": "lb lbs pound pounds livre livres libra libras",
    "mg": "mg mgs",
    "g": "g",
    "mg/kg": "mg/kg",
    "min": "min mins minute minutes mn minuto minutos minuten",
    "h": "h hr hrs hour hours heure heures std",
    "s": "s sec secs seconds secondes",
    "mmHg": "mmhg",
    "Hz": "hz",
    "mL/h": "ml/h",
    "days": "d day days j jour jours dia dias tag tage",
    "weeks": "w wk wks week weeks sem semaine semaines",
}


def list_spellings(target: Target) -> dict[str, str]:
    """Return the units that a field's numbers may be in, by each of their spellings.

    Examples
    --------
    >>> list_spellings(Target("infusions", "weight_kg"))["lbs"]
    'lb'
    """
    declared = target.declared
    if declared is None or not declared.unit:
        return {}
    units = [declared.unit, *(other for own, other in UNITS if own == declared.unit)]
    return {word: unit for unit in units for word in _SPELLINGS.get(unit, "").split()}


def get_factor(target: Target, unit: str) -> float:
    """Return what a number in a unit is multiplied with to be in the field's own."""
    declared = target.declared
    return UNITS.get((declared.unit, unit), 1.0) if declared else 1.0
