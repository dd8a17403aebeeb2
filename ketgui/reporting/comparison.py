"""Two analyses, number by number: what a corrected file or another plan has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any, cast

Scalar = float | int | bool

# Of a list of tables, the first of these that tells its entries apart names them.
_NAMING_KEYS = (
    "key",
    "name",
    "term",
    "title",
    "group",
    "level",
    "stage",
    "label",
    "item",
    "source",
)
_SKIPPED = ("schema", "program", "inputs", "plan")
# Another machine's library may differ in the last digits.
_TOLERANCE = 1e-9


@dataclass(frozen=True)
class NumberChange:
    """One number of the analysis that is another, new or gone; None stands for no number."""

    name: str
    before: Scalar | None
    after: Scalar | None


def collect_numbers(analysis: Mapping[str, Any]) -> dict[str, Scalar]:
    """Return every number of ``analysis_json.as_dict`` by its dotted name.

    Single patients' entries are left out: what is kept names nobody.

    Examples
    --------
    >>> collect_numbers({"schema": "1", "outcomes": {"response": {"count": 7, "reason": "x"}}})
    {'outcomes.response.count': 7}
    """
    kept = {name: value for name, value in analysis.items() if name not in _SKIPPED}
    return dict(_flatten(kept, ""))


def find_changes(
    before: Mapping[str, Scalar], after: Mapping[str, Scalar]
) -> tuple[NumberChange, ...]:
    """Return the numbers that differ, in the order of `after`, those that are gone last."""
    names = dict.fromkeys((*after, *before))
    found = (NumberChange(name, before.get(name), after.get(name)) for name in names)
    return tuple(one for one in found if not _is_equal(one.before, one.after))


def _is_equal(one: Scalar | None, other: Scalar | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)


def _flatten(value: object, name: str) -> Iterator[tuple[str, Scalar]]:
    if isinstance(value, bool | int | float):
        yield name, value
    elif isinstance(value, Mapping):
        table = cast("Mapping[str, object]", value)
        if "patient_id" not in table:
            for key, inner in table.items():
                yield from _flatten(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        entries = cast("Sequence[object]", value)
        for called, inner in zip(_name_entries(entries), entries, strict=True):
            yield from _flatten(inner, f"{name}.{called}")


def _name_entries(entries: Sequence[object]) -> list[str]:
    """Return what each entry of a list is called: by a name of its own, else by its place."""
    tables = [cast("Mapping[str, object]", one) for one in entries if isinstance(one, Mapping)]
    if len(tables) == len(entries):
        for name in _NAMING_KEYS:
            words = [str(one.get(name, "")) for one in tables]
            if all(words) and len(set(words)) == len(words):
                return words
    return [str(place) for place in range(1, len(entries) + 1)]
