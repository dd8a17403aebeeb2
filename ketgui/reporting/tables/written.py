"""A result's rows written out in the reader's language: what screen, CSV and documents show."""

from __future__ import annotations

from dataclasses import dataclass

from ketgui.domain.derivation import clock
from ketgui.domain.parameters import with_unit
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results import RESULTS
from ketgui.statistics.rows import (
    Cell,
    Clock,
    Correlation,
    Count,
    Number,
    PValue,
    Range,
    Share,
    Text,
)
from ketgui.statistics.study import Result
from ketgui.text import _, correlation, integer, interval, mean_sd, number, p_value, share


@dataclass(frozen=True)
class Table:
    """A table of text.

    Attributes
    ----------
    key, title : str
    headers : tuple of str
        One per column; the first is the label's.
    rows : tuple of tuple of str
    numeric : tuple of bool
        Which columns are right-aligned.
    """

    key: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]


def tables(analysis: Analysis) -> tuple[Table, ...]:
    """Write every registered result out."""
    return tuple(written_table(analysis[kind]) for kind in RESULTS)


def written_table(result: Result) -> Table:
    """Write one result's rows out."""
    rows = result.rows()
    text = tuple((written(row.label), *map(written, row.cells)) for row in rows)
    numeric = tuple(
        any(not isinstance(row.cells[place], Text | Unavailable) for row in rows)
        for place in range(len(result.headers()))
    )
    headers = ("", *(_(title) for title in result.headers()))
    return Table(result.key, _(result.title), headers, text, (False, *numeric))


def written(cell: Cell) -> str:
    """Write one cell."""
    match cell:
        case Text():
            return _written_text(cell)
        case Count(value):
            return integer(value)
        case Share(count, n):
            return share(count, n)
        case Range(low, high, decimals):
            return interval(low, high, decimals)
        case Correlation(r):
            return correlation(r)
        case Clock(minutes):
            return with_unit(clock(minutes), "min")
        case PValue(p):
            return p_value(p)
        case Number():
            return _written_number(cell)
        case Unavailable(reason):
            return _(reason)


def _written_text(cell: Text) -> str:
    listed = (word if cell.from_file or not word else _(word) for word in (cell.text, *cell.more))
    words = f"{', '.join(listed)} {cell.suffix}".rstrip()
    return f"{words} ({_(cell.qualifier)})" if cell.qualifier else words


def _written_number(cell: Number) -> str:
    unit = f"\u00a0{_(cell.unit)}" if cell.unit else ""
    if cell.spread is None:
        return number(cell.value, cell.decimals) + unit
    if isinstance(cell.spread, Unavailable):
        return f"{number(cell.value, cell.decimals)}{unit} ({_(cell.spread.reason)})"
    return mean_sd(cell.value, cell.spread, cell.decimals) + unit
