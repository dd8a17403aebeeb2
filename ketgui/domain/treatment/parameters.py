"""A treatment parameter, declared once: forms, tables, checks and sentences read the declaration.

A parameter that a column of the cohort records takes its term, unit and range from that column, so
that the planned and the received can never be written in different units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Literal, TypeGuard

from ketgui.domain.fields import Choice, TableName, get_field
from ketgui.text import NO_BREAK_SPACE, _, current_notation, integer, joined, mark, number

ParameterValue = float | str | None
ParameterKind = Literal["number", "integer", "text", "choice"]

_KIND_NAMES: dict[ParameterKind, str] = {
    "number": mark("a number"),
    "integer": mark("a whole number"),
    "text": mark("text"),
}


class ProtocolError(ValueError):
    """A protocol that cannot be read: what is wrong, what it means and what to do, in words."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a protocol.

    Attributes
    ----------
    key : str
        Its name in a protocol and in files.
    term, note : str
        The field's standard term and its meaning (English, translated where shown).
    kind : {"number", "integer", "text", "choice"}
        What it holds; of a choice, the key of one of `choices`.
    unit : str
        The unit of a number, empty for none.
    low, high : float or None
        The range within which a value needs no second look, limits included.
    decimals : int
        Decimals with which it is usually written.
    choices : tuple of Choice
        The values of a ``choice``.
    essential : bool
        Whether a report is incomplete without it; derived values are not essential.
    """

    key: str
    term: str
    kind: ParameterKind = "text"
    unit: str = ""
    low: float | None = None
    high: float | None = None
    decimals: int = 0
    note: str = ""
    choices: tuple[Choice, ...] = ()
    essential: bool = True

    def format(self, value: ParameterValue) -> str:
        """Return a value in the user's language: "20 Hz", "Resting", "not reported"."""
        if value is None:
            return _("not reported")
        if isinstance(value, str):
            return next((_(c.title) for c in self.choices if c.key == value), value)
        return add_unit(format_plain(value), self.unit)

    def describe_range(self) -> str:
        """Return the range with its unit, "0.1–100 Hz"; empty where none is declared."""
        if self.low is None or self.high is None:
            return ""
        return add_unit(f"{format_plain(self.low)}–{format_plain(self.high)}", self.unit)

    def find_problem(self, value: ParameterValue) -> str:
        """Return what makes a number implausible by itself, in words; empty where nothing does."""
        if value is None or isinstance(value, str):
            return ""
        # NaN compares false with everything, so it would pass every check below.
        if not isfinite(value):
            return _("{term}: not a number", term=_(self.term))
        terms = {"term": _(self.term), "value": self.format(value)}
        if self.low is not None and self.high is not None and not self.low <= value <= self.high:
            return _("{term}: {value} lies outside {range}", range=self.describe_range(), **terms)
        if self.kind == "integer" and value != round(value):
            return _("{term}: {value} is not a whole number", **terms)
        return ""

    def accepts(self, value: object) -> bool:
        """Tell whether a value read from a file is of this parameter's kind."""
        if self.kind == "choice":
            return value in [choice.key for choice in self.choices]
        if self.kind == "text":
            return isinstance(value, str)
        # A whole number typed as 3.0 is one.
        return _is_number(value) and (self.kind == "number" or value == round(value))

    def describe_kind(self) -> str:
        """Return the kind of value, in words: "a whole number", "one of resting and active"."""
        if self.kind == "choice":
            return _("one of {choices}", choices=joined([choice.key for choice in self.choices]))
        return _(_KIND_NAMES[self.kind])


@dataclass(frozen=True)
class Flag:
    """A parameter whose value is implausible or disagrees with others, with the reason in words."""

    key: str
    message: str


def from_field(
    table: TableName, key: str, decimals: int = 0, note: str = "", essential: bool = True
) -> Parameter:
    """Return the parameter that a cohort's column of the same name records.

    Parameters
    ----------
    table, key : str
        The column in ``fields.FIELDS``, which holds a number, a whole number or text.
    decimals : int
        Decimals in which it is usually written.
    note : str
        What it means in a protocol, where that differs from the column.
    essential : bool
        Whether a reader of the report would miss it.

    Returns
    -------
    Parameter

    Raises
    ------
    KeyError
        If the table has no such column.
    """
    field = get_field(table, key)
    # Other kinds of columns have no place in a protocol: a programming error, not the user's.
    assert field.kind in ("number", "integer", "text")
    return Parameter(
        key,
        field.title,
        field.kind,
        field.unit,
        field.low,
        field.high,
        decimals,
        note or field.help,
        essential=essential,
    )


def check_values(
    values: Mapping[str, object], parameters: tuple[Parameter, ...]
) -> dict[str, object]:
    """Return values read from a file, blank text as None, after checking the kind of each.

    Parameters
    ----------
    values : mapping of str to object
        By parameter key.
    parameters : tuple of Parameter
        Those of the protocol.

    Returns
    -------
    dict of str to object

    Raises
    ------
    ProtocolError
        If a key is unknown or a value is of the wrong kind.
    """
    by_key = {parameter.key: parameter for parameter in parameters}
    # A blank in a file means that nobody reported it.
    reported = {key: None if value == "" else value for key, value in values.items()}
    for key, value in reported.items():
        if key not in by_key:
            raise ProtocolError(_describe_unknown_key(key))
        if value is not None and not by_key[key].accepts(value):
            raise ProtocolError(_describe_wrong_kind(by_key[key]))
    return reported


def format_plain(value: float, most: int = 6) -> str:
    r"""Write a number with no more decimals than it has, and at most `most`.

    Parameters
    ----------
    value : float
    most : int

    Returns
    -------
    str
        In the user's language.

    Examples
    --------
    >>> format_plain(0.5), format_plain(3000), format_plain(90_000), format_plain(1.84000001)
    ('0.5', '3000', '90\xa0000', '1.84')
    """
    # Rounding first hides the last bits of a binary fraction: 1.84000001 is shown as 1.84.
    rounded = round(value, most)
    if rounded == round(rounded):
        return integer(round(rounded))
    places = next((n for n in range(1, most) if round(rounded, n) == rounded), most)
    return number(rounded, places)


def add_unit(value: str, unit: str) -> str:
    r"""Write a unit, translated, behind a number that is text already.

    Parameters
    ----------
    value, unit : str
        `unit` may be empty.

    Returns
    -------
    str

    Examples
    --------
    >>> add_unit("20", "Hz") == "20\xa0Hz", add_unit("20", "")
    (True, '20')
    """
    if not unit:
        return value
    space = current_notation().percent_space if unit.startswith("%") else NO_BREAK_SPACE
    return f"{value}{space}{_(unit)}"


def _is_number(value: object) -> TypeGuard[float]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return isfinite(value)
    # An integer of a file can be larger than any float.
    except OverflowError:
        return False


def _describe_unknown_key(key: str) -> str:
    return _(
        "The protocol names “{name}”, which is none of its parameters. "
        "Nothing was read from it. Correct the name or delete the line.",
        name=key,
    )


def _describe_wrong_kind(parameter: Parameter) -> str:
    return _(
        "{term} ({name}) does not hold {wanted}. Nothing was read from the protocol. "
        "Correct the value, or delete the line if it is not reported.",
        term=_(parameter.term),
        name=parameter.key,
        wanted=parameter.describe_kind(),
    )
