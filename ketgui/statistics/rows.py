"""The rows of a result: typed cells that every table, screen and file writes alike.

A cell holds a number and not its text, so that one place (``reporting.tables``) decides how
numbers look in each language and format.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from ketgui.domain.unavailable import Unavailable

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Estimate = float | Unavailable
Limits = tuple[float, float]


@dataclass(frozen=True)
class Text:
    """Words: translated where shown unless they come from the user's own file.

    `qualifier`, if not empty, stands after them: "Pulses per session (derived)"; `more` are
    further words of the same list, and `suffix` is written after them and a space, untranslated.
    `names_patients` says that they are ids, which no document shows: it leaves the cell empty, or
    gives their number where they are `in_place_of_count`.
    """

    text: str
    from_file: bool = False
    qualifier: str = ""
    more: tuple[str, ...] = ()
    suffix: str = ""
    names_patients: bool = False
    in_place_of_count: bool = False


@dataclass(frozen=True)
class Number:
    """A number with its places and unit; of a mean its SD, of a median its quartiles."""

    value: float
    decimals: int = 1
    unit: str = ""
    spread: Estimate | None = None
    quartiles: Limits | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Count:
    """A whole number."""

    value: int


@dataclass(frozen=True)
class Share:
    """A count of a denominator: "4/21 (19.0 %)"."""

    count: int
    n: int


@dataclass(frozen=True)
class Range:
    """Two limits: "[5.4, 41.9]"; of a coefficient between −1 and 1: "[.50, .90]"."""

    low: float
    high: float
    decimals: int = 1
    of_coefficient: bool = False


@dataclass(frozen=True)
class Correlation:
    """A coefficient between −1 and 1."""

    r: float
    decimals: int = 2


@dataclass(frozen=True)
class Clock:
    """A time in minutes, written as minutes and seconds: "20:10 min"."""

    minutes: float


@dataclass(frozen=True)
class PValue:
    """A p-value."""

    p: float


@dataclass(frozen=True)
class Odds:
    """A Bayes factor, with the places that its size leaves meaning to."""

    value: float

    @property
    def decimals(self) -> int:
        """Places to be shown: three below 0.1, none from 100 on."""
        return sum(self.value < limit for limit in (100, 10, 0.1))


# Whatever writes a table meets these kinds and no other.
Cell = Text | Number | Count | Share | Range | Correlation | Clock | PValue | Odds | Unavailable


@dataclass(frozen=True)
class Row:
    """One line of a table: its label and a cell for each further column."""

    label: Text
    cells: tuple[Cell, ...]


def make_number_cell(value: Estimate, decimals: int = 1, unit: str = "") -> Cell:
    """Return a number's cell, or its reason.

    Parameters
    ----------
    value : float or Unavailable
    decimals : int
    unit : str

    Returns
    -------
    Cell

    Examples
    --------
    >>> make_number_cell(1.5, 2, "mg"), make_number_cell(Unavailable("not recorded"))
    (Number(value=1.5, decimals=2, unit='mg', spread=None), Unavailable(reason='not recorded'))
    """
    return value if isinstance(value, Unavailable) else Number(value, decimals, unit)


def make_mean_sd_cell(mean: Estimate, sd: Estimate, decimals: int = 1, unit: str = "") -> Cell:
    """Return the cell of a mean with its standard deviation, or the reason of the mean.

    Parameters
    ----------
    mean, sd : float or Unavailable
        One value has a mean and no standard deviation.
    decimals : int
    unit : str

    Returns
    -------
    Cell

    Examples
    --------
    >>> make_mean_sd_cell(18.62, 8.89)
    Number(value=18.62, decimals=1, unit='', spread=8.89)
    """
    return mean if isinstance(mean, Unavailable) else Number(mean, decimals, unit, sd)


def make_p_value_cell(value: Estimate) -> Cell:
    """Return a p-value's cell, or its reason.

    Parameters
    ----------
    value : float or Unavailable

    Returns
    -------
    Cell
    """
    return value if isinstance(value, Unavailable) else PValue(value)


def make_correlation_cell(value: Estimate, decimals: int = 2) -> Cell:
    """Return a correlation's cell, or its reason.

    Parameters
    ----------
    value : float or Unavailable
    decimals : int

    Returns
    -------
    Cell
    """
    return value if isinstance(value, Unavailable) else Correlation(value, decimals)


def make_limits_cell(
    value: Limits | Unavailable, decimals: int = 1, *, of_coefficient: bool = False
) -> Cell:
    """Return an interval's cell, or its reason.

    Parameters
    ----------
    value : (float, float) or Unavailable
    decimals : int
    of_coefficient : bool
        Whether it is of a coefficient between −1 and 1, which is written without its zero.

    Returns
    -------
    Cell
    """
    return value if isinstance(value, Unavailable) else Range(*value, decimals, of_coefficient)


# Marked as the file's own, so that nobody looks for a translation of nothing.
BLANK = Text("", from_file=True)


def name_patients(ids: tuple[str, ...], *, in_place_of_count: bool = False) -> Cell:
    """Return who the patients behind a count are; on screen alone."""
    if not ids:
        return BLANK
    return Text(
        ids[0],
        from_file=True,
        more=ids[1:],
        names_patients=True,
        in_place_of_count=in_place_of_count,
    )


def collect_values(result: DataclassInstance) -> dict[str, Any]:
    """Return a result's values by name, as they are.

    Parameters
    ----------
    result : dataclass instance

    Returns
    -------
    dict of str to Any
        Without copying or converting what is inside, unlike ``dataclasses.asdict``.
    """
    return {field.name: getattr(result, field.name) for field in fields(result)}
