"""Amounts that a cell writes in a way of its own: "0:40", "1 h 15", "0.5 mg/kg (35 mg)"."""

from __future__ import annotations

import re

from ketgui.importing.vocabulary.targets import Target
from ketgui.importing.vocabulary.units import list_spellings

# Most cells are plain numbers, and need no closer look.
_PLAIN = re.compile(r"[\d.,\s+-]*")
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")
_HOURS = re.compile(
    r"(\d{1,2})\s*(?:h|hr|hrs|heures?|hours?)\s*(\d{1,2})\s*(?:min|mins|mn|m|minutes?|['’′])?"
)
_MINUTES = re.compile(r"(\d{1,3})\s*['’′]")
# Nobody infuses ketamine for so many hours: "40:00" is minutes and seconds.
_MOST_HOURS = 8
_AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+(?:\s*/\s*[^\W\d_]+)?)")
# What may stand between two ways of writing one amount.
_BETWEEN = re.compile(r"[\s()\[\],;:=~≈/-]*(?:(?:soit|i e|ie|or|ou|total|donc|de|at|à)[\s()=:]*)*")


def write_in_own_unit(word: str, target: Target) -> str:
    """Return an amount as a number in its field's own unit, any other word as it is.

    Of an amount that is written in two units, the one in the field's own unit is returned.

    Examples
    --------
    >>> duration = Target("infusions", "duration_minutes")
    >>> write_in_own_unit("0:40", duration), write_in_own_unit("1h15", duration)
    ('40 min', '75 min')
    >>> write_in_own_unit("0.5 mg/kg (35 mg)", Target("infusions", "dose_mg"))
    '35 mg'
    """
    declared = target.declared
    if declared is None or not declared.unit or _PLAIN.fullmatch(word):
        return word
    if declared.unit == "min":
        minutes = read_minutes(word)
        return word if minutes is None else f"{minutes:g} min"
    return _choose_amount(word, target, declared.unit) or word


def read_minutes(word: str) -> float | None:
    """Return how long a clock's time or hours and minutes are, None for other words.

    Examples
    --------
    >>> [read_minutes(word) for word in ("0:40", "00:40:30", "40:00", "1 h 15 min", "40'", "40")]
    [40.0, 40.5, 40.0, 75.0, 40.0, None]
    """
    text = word.strip().casefold()
    if match := _CLOCK.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        if match[3] is None and first > _MOST_HOURS:
            return first + second / 60
        return 60.0 * first + second + int(match[3] or 0) / 60
    if match := _HOURS.fullmatch(text):
        return 60.0 * int(match[1]) + int(match[2])
    match = _MINUTES.fullmatch(text)
    return float(match[1]) if match else None


def read_pressure(word: str) -> tuple[float, float] | None:
    """Return the systolic and the diastolic pressure in mmHg that a cell holds, None for neither.

    Examples
    --------
    >>> read_pressure("132/84"), read_pressure("132 / 84 mmHg"), read_pressure("84/132")
    ((132.0, 84.0), (132.0, 84.0), None)
    """
    match = _PRESSURE.fullmatch(word.strip())
    if match is None or int(match[1]) <= int(match[2]):
        return None
    return float(match[1]), float(match[2])


_PRESSURE = re.compile(r"(\d{2,3})\s*[/\\]\s*(\d{2,3})(?:\s*mm\s*hg)?", re.IGNORECASE)


def _choose_amount(word: str, target: Target, unit: str) -> str:
    """Return the amount in the field's own unit, empty unless the word is amounts and no more."""
    text = word.casefold()
    amounts = [(match[1], _name_unit(match[2], target)) for match in _AMOUNT.finditer(text)]
    rest = [_BETWEEN.fullmatch(part) for part in _AMOUNT.sub("\n", text).split("\n")]
    if len({name for _number, name in amounts}) < 2 or not all(rest):
        return ""
    own = [number for number, name in amounts if name == unit]
    return f"{own[0]} {unit}" if len(own) == 1 else ""


def begins_in_own_unit(word: str, target: Target) -> bool:
    """Tell whether an amount in two units begins with the one in the field's own unit.

    Examples
    --------
    >>> [begins_in_own_unit("35 mg (0.5 mg/kg)", Target("infusions", field))
    ...  for field in ("dose_mg", "dose_mg_per_kg")]
    [True, False]
    """
    own = write_in_own_unit(word, target)
    return own != word and word.casefold().replace(" ", "").startswith(own.replace(" ", ""))


# Units in which a dose is written beside another one, whatever the field's own.
_OF_DOSES = {"mg": "mg", "mg/kg": "mg/kg", "mgs": "mg"}


def _name_unit(word: str, target: Target) -> str:
    spelling = "".join(word.split())
    return list_spellings(target).get(spelling) or _OF_DOSES.get(spelling, spelling)
