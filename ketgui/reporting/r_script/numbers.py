"""The numbers of ``analysis.json`` by the names that the R script gives them.

An entry of a list is named by the values that identify it, so that the script need not know in
which order the program lists terms, groups or cut-offs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

# The program, and what the user has set, are not computed.
_SKIPPED = ("schema", "program", "inputs", "plan", "scales")
# For each list, the fields whose values name its entries.
_NAMED_BY = {
    "flow.excluded": ("reason",),
    "demographics": ("variable", "level"),
    "adverse_events.by_infusion": ("infusion",),
    "adverse_events.classes": ("soc",),
    "adverse_events.terms": ("term",),
    "adverse_events.harmonised": ("word",),
    "cadss.infusions": ("infusion",),
    "cut_offs": ("outcome", "rule.operator", "rule.value"),
    "bands.bands": ("name",),
    "literature": ("study",),
    "follow_up.still_well": ("week",),
    "trajectory.points": ("infusions",),
    "trajectory.weeks": ("week",),
    "items": ("name",),
    "secondary_outcomes": ("scale",),
    "rater_agreement": ("clinician", "self"),
    "sites": ("site",),
    "groups.groups": ("variable", "level"),
    "groups.differences": ("variable", "level"),
}
# Lists with an entry for each patient: they repeat the tables, and would name patients.
_OF_PATIENTS = ("exposure.stopped", "exposure.deviations")


def name_numbers(analysis: Mapping[str, Any]) -> dict[str, float]:
    """Return every computed number by its dotted name; yes and no are 1 and 0.

    Examples
    --------
    >>> name_numbers({"literature": [{"study": "Lii 2023", "response_p": 0.5}]})
    {'literature.Lii 2023.response_p': 0.5}
    """
    computed = {name: value for name, value in analysis.items() if name not in _SKIPPED}
    return dict(_flatten(computed, ""))


def _flatten(value: object, name: str) -> Iterator[tuple[str, float]]:
    if isinstance(value, bool | int | float):
        yield name, float(value)
    elif isinstance(value, Mapping):
        for key, inner in cast("Mapping[str, object]", value).items():
            path = f"{name}.{key}" if name else key
            if path not in _OF_PATIENTS:
                yield from _flatten(inner, path)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for position, inner in enumerate(cast("Sequence[object]", value), 1):
            yield from _flatten(inner, f"{name}.{_name_entry(name, inner, position)}")


def _name_entry(path: str, entry: object, position: int) -> str:
    fields = _NAMED_BY.get(path)
    if fields is None:
        return str(position)
    table = cast("Mapping[str, Any]", entry)
    return ".".join(filter(None, (_format_name(_look_up(table, field)) for field in fields))) or (
        "" if len(fields) == 1 else str(position)
    )


def _look_up(table: Mapping[str, Any], field: str) -> Any:
    name, _dot, inner = field.partition(".")
    return table[name][inner] if inner else table[name]


def _format_name(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)
