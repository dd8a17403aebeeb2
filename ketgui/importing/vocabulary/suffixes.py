"""Units and maxima written behind each number of a column: "34 ans", "82 kg", "28/60"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ketgui.domain.scales import scale_of
from ketgui.importing.vocabulary.numbers import looks_numeric
from ketgui.importing.vocabulary.targets import Target

_BY_UNIT = {
    "years": ("y", "yr", "yrs", "yo", "year", "years", "an", "ans", "a", "año", "años", "anos",
              "jahre"),
    "kg": ("kg", "kgs", "lb", "lbs"),
    "mg": ("mg",),
    "mg/kg": ("mg/kg",),
    "min": ("min", "mins", "minutes", "mn"),
    "mmHg": ("mmhg",),
    "Hz": ("hz",),
    "s": ("s", "sec"),
    "mL/h": ("ml/h",),
}  # fmt: skip
# What a suffix says of the unit, where that is not the field's own.
UNIT_OF = {"lb": "lb", "lbs": "lb"}
_PARTED = re.compile(r"(.*?\d)\s*([^\d\s.,'][^\d.,']*|/\s*\d+)")


def common_suffix(words: Iterable[str], target: Target) -> str:
    """Return the suffix that most numbers of a column have, if no number has another.

    A suffix that is neither the field's unit nor its scale's maximum is none: "27*" and
    "27 (approx)" stay as they are, to be asked about.

    Examples
    --------
    >>> age = Target("patients", "age")
    >>> common_suffix(["34 ans", "51 ans", "40"], age), common_suffix(["34*", "51*"], age)
    ('ans', '')
    """
    known = _known(target)
    parted = [_parted(word, known) for word in words]
    found = {suffix for _number, suffix in parted if suffix}
    many = sum(bool(suffix) for _number, suffix in parted) * 2 > len(parted)
    return found.pop() if many and len(found) == 1 else ""


def without_suffix(word: str, target: Target, suffix: str | None = None) -> str:
    """Return a word without this suffix, or without any that its field may have."""
    number, found = _parted(word, _known(target))
    return number if found and suffix in (None, found) else word


def _parted(word: str, known: frozenset[str]) -> tuple[str, str]:
    parted = _PARTED.fullmatch(word.strip())
    if not parted or not looks_numeric(parted[1]):
        return word, ""
    suffix = "".join(parted[2].casefold().split()).rstrip(".")
    return (parted[1], suffix) if suffix in known else (word, "")


def _known(target: Target) -> frozenset[str]:
    if target.field == "score" and target.table == "assessments":
        try:
            return frozenset({f"/{scale_of(target.of('scale') or 'madrs').high:g}"})
        except KeyError:
            return frozenset()
    declared = target.declared
    return frozenset(_BY_UNIT.get(declared.unit, ())) if declared else frozenset()
