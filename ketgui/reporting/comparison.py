"""A comparison of two analyses number by number, after a corrected file or another plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any, cast

Scalar = float | int | bool

# The entries of a list are named by the first of these keys whose values are all different.
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
# The numerical libraries of two computers may differ in the last digits.
_TOLERANCE = 1e-9


@dataclass(frozen=True)
class NumberChange:
    """A number that changed, appeared or disappeared; None where there is no number."""

    name: str
    before: Scalar | None
    after: Scalar | None


def collect_numbers(analysis: Mapping[str, Any]) -> dict[str, Scalar]:
    """Return every number of ``analysis_json.as_dict`` by its dotted name.

    Entries of single patients are left out, so that what is stored identifies nobody.

    Examples
    --------
    >>> collect_numbers({"schema": "1", "outcomes": {"response": {"count": 7, "reason": "x"}}})
    {'outcomes.response.count': 7}
    """
    results = {name: value for name, value in analysis.items() if name not in _SKIPPED}
    return dict(_flatten(results, ""))


def find_changes(
    before: Mapping[str, Scalar], after: Mapping[str, Scalar]
) -> tuple[NumberChange, ...]:
    """Return the numbers that differ, in the order of `after`; removed numbers come last."""
    names = dict.fromkeys((*after, *before))
    pairs = (NumberChange(name, before.get(name), after.get(name)) for name in names)
    return tuple(pair for pair in pairs if not _is_equal(pair.before, pair.after))


def _is_equal(a: Scalar | None, b: Scalar | None) -> bool:
    if a is None or b is None:
        return a is b
    return isclose(a, b, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)


def _flatten(value: object, name: str) -> Iterator[tuple[str, Scalar]]:
    if isinstance(value, bool | int | float):
        yield name, value
    elif isinstance(value, Mapping):
        table = cast("Mapping[str, object]", value)
        # A table with a patient id is an entry of a single patient.
        if "patient_id" not in table:
            for key, inner in table.items():
                yield from _flatten(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        entries = cast("Sequence[object]", value)
        for entry, inner in zip(_name_entries(entries), entries, strict=True):
            yield from _flatten(inner, f"{name}.{entry}")


def _name_entries(entries: Sequence[object]) -> list[str]:
    """Return a name for each entry of a list: its own if they are all different, else a number."""
    tables = [
        cast("Mapping[str, object]", entry) for entry in entries if isinstance(entry, Mapping)
    ]
    if len(tables) == len(entries):
        for name in _NAMING_KEYS:
            names = [str(table.get(name, "")) for table in tables]
            if all(names) and len(set(names)) == len(names):
                return names
    return [str(number) for number in range(1, len(entries) + 1)]
