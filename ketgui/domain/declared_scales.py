"""Scales that the user declares, as tables of a plan or of a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, cast, get_args

from ketgui.domain.scale import Band, Comparison, Cutoff, Kind, Rater, Scale, Sourced
from ketgui.text import _


class ScaleError(ValueError):
    """An impossible declared scale; its text says why, in the user's language."""


_TEXTS = ("key", "title", "measures", "kind", "rater", "band_source")
_NUMBERS = ("low", "high", "item_low", "item_apart")
_TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(_TEXTS, str),
    **dict.fromkeys(_NUMBERS, int),
    "higher_is_better": bool,
    "header_names": list,
    "items": list,
    "item_highs": list,
    "bands": list,
    "response": dict,
    "remission": dict,
    "relapse": dict,
    "reliability": dict,
    "important_difference": dict,
}
_CUTOFFS, _SOURCED = ("response", "remission", "relapse"), ("reliability", "important_difference")


def read_scales(text: str) -> tuple[Scale, ...]:
    r"""Return the scales of a TOML text: each a ``[[scales]]`` table.

    Raises
    ------
    ScaleError
        If the text is no TOML or a scale cannot be.

    Examples
    --------
    >>> (scale,) = read_scales('[[scales]]\nkey = "hama"\ntitle = "HAM-A"\nlow = 0\nhigh = 56')
    >>> scale.title, scale.high, scale.remission
    ('HAM-A', 56, None)
    """
    try:
        rows = tomllib.loads(text).get("scales", [])
    except tomllib.TOMLDecodeError as error:
        raise ScaleError(str(error)) from None
    if not isinstance(rows, list):
        raise ScaleError(_("A declared scale's {name} is of the wrong kind.", name="scales"))
    return tuple(scale_from_dict(row) for row in cast("list[Any]", rows))


def scale_from_dict(row: Mapping[str, Any]) -> Scale:
    """Make a scale from values by name; values left out are not set.

    Raises
    ------
    ScaleError
        If a name is unknown or missing, or a value is of another type or impossible.
    """
    for name, value in row.items():
        if name not in _TYPES:
            raise ScaleError(_("A declared scale has no {name}.", name=name))
        # A bool is an int to Python, but no end of a range.
        if not isinstance(value, _TYPES[name]) or (name in _NUMBERS and isinstance(value, bool)):
            raise ScaleError(_("A declared scale's {name} is of the wrong kind.", name=name))
    for name in ("key", "title", "low", "high"):
        if name not in row:
            raise ScaleError(_("A declared scale needs a {name}.", name=name))
    values: dict[str, Any] = dict(row)
    try:
        for name in ("header_names", "items", "item_highs"):
            values[name] = tuple(values.get(name, ()))
        values["bands"] = tuple(Band(**band) for band in values.get("bands", ()))
        for name in _CUTOFFS:
            values[name] = Cutoff(**values[name]) if name in values else None
        for name in _SOURCED:
            values[name] = Sourced(**values[name]) if name in values else None
    except TypeError as error:
        raise ScaleError(str(error)) from None
    scale = Scale(**values)
    if objections := [message for holds, message in _list_checks(scale) if not holds]:
        raise ScaleError(objections[0])
    return scale


def _list_checks(scale: Scale) -> tuple[tuple[bool, str], ...]:
    cutoffs = [cutoff for cutoff in (scale.remission, scale.relapse) if cutoff]
    operators = [cutoff.operator for cutoff in (*cutoffs, scale.response) if cutoff]
    return (
        (bool(scale.key.strip() and scale.title.strip()), _("A declared scale needs a name.")),
        (scale.low < scale.high, _("The lowest score of a scale lies below the highest.")),
        (
            scale.kind in get_args(Kind) and scale.rater in get_args(Rater),
            _("The kind or the rater of a declared scale is not one the program knows."),
        ),
        (
            all(comparison in get_args(Comparison) for comparison in operators),
            _("A cut-off compares with <, ≤, > or ≥."),
        ),
        # The cut-off of response is a percentage, so the scale's range does not bound it.
        (
            all(scale.low <= cutoff.value <= scale.high for cutoff in cutoffs),
            _("A cut-off lies outside the scale."),
        ),
    )


def scale_to_dict(scale: Scale) -> dict[str, Any]:
    """Return what is set of a scale by name, for JSON and TOML, which have no empty value."""
    values: dict[str, Any] = {name: getattr(scale, name) for name in _TYPES}
    values["bands"] = [vars(band) for band in scale.bands]
    for name in ("header_names", "items", "item_highs"):
        values[name] = list(values[name])
    for name in (*_CUTOFFS, *_SOURCED):
        values[name] = vars(values[name]) if values[name] else None
    # 0 is a value here, whereas elsewhere it stands for "not set".
    always = ("key", "title", "low", "high")
    return {name: value for name, value in values.items() if value or name in always}
