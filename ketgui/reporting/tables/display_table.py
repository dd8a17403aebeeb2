"""A result as a table of text in the current language, for screen, CSV and documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.derivation import format_clock
from ketgui.domain.treatment.parameters import add_unit
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results import RESULTS
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Clock,
    Correlation,
    Count,
    Number,
    Odds,
    PValue,
    Range,
    Share,
    Text,
)
from ketgui.statistics.study import Result
from ketgui.text import (
    _,
    correlation,
    current_notation,
    integer,
    interval,
    mean_sd,
    number,
    p_amount,
    share,
)

# A larger Bayes factor says no more than that it is large.
_MOST_ODDS = 1e6
_SPREAD = re.compile(r"\s±\sSD\b")
_P = re.compile(r"\bp\b")


@dataclass(frozen=True)
class HeaderGroup:
    """A heading above adjacent columns; an empty title means no heading."""

    title: str
    columns: int


@dataclass(frozen=True)
class DisplayTable:
    """A table of text, with the values it was formatted from.

    Attributes
    ----------
    key, title : str
    headers : tuple of str
        One per column; the first is the label's.
    rows : tuple of tuple of str
    numeric : tuple of bool
        Which columns are right-aligned.
    cells : tuple of tuple of Cell
        The values of `rows`, so that a spreadsheet gets numbers; empty for a table of text only.
    groups : tuple of HeaderGroup
        A row of headings above the headers that spans all columns; empty for none.
    indents : tuple of int
        Level of indentation of each row's label; empty for none.
    n : int or None
        The denominator in its title.
    note : str
        A line below the table.
    """

    key: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    cells: tuple[tuple[Cell, ...], ...] = ()
    groups: tuple[HeaderGroup, ...] = ()
    indents: tuple[int, ...] = ()
    n: int | None = None
    note: str = ""

    @classmethod
    def from_cells(
        cls,
        key: str,
        title: str,
        headers: Sequence[str],
        cells: Sequence[Sequence[Cell]],
        *,
        groups: Sequence[HeaderGroup] = (),
        indents: Sequence[int] = (),
        n: int | None = None,
        note: str = "",
    ) -> DisplayTable:
        """Return a table of formatted cells; its other texts are already translated."""
        lines = tuple(tuple(line) for line in cells)
        numeric = tuple(
            any(not isinstance(line[column], Text | Unavailable) for line in lines)
            for column in range(len(headers))
        )
        rows = tuple(tuple(map(format_cell, line)) for line in lines)
        return cls(key, title, tuple(headers), rows, numeric, lines, tuple(groups),
                   tuple(indents), n, note)  # fmt: skip

    @property
    def heading(self) -> str:
        """The title, followed by the denominator if there is one."""
        if self.n is None:
            return self.title
        return _("{title} (N = {n})", title=self.title, n=integer(self.n))

    def indent(self, row: int) -> int:
        """Return the indentation of a row's label."""
        return self.indents[row] if self.indents else 0


def build_tables(analysis: Analysis) -> tuple[DisplayTable, ...]:
    """Return a table for every registered result, over the enrolled patients."""
    return tuple(build_published_table(analysis, kind) for kind in RESULTS)


def build_published_table(analysis: Analysis, kind: type[Result]) -> DisplayTable:
    """Return the table of a result for a document, with denominator and kind of interval."""
    result = analysis[kind]
    table = build_table(result, analysis.cohort.enrolled, named=False)
    return replace(table, note=_describe_intervals(result.headers(), analysis.plan))


def _describe_intervals(headers: Sequence[str], plan: AnalysisPlan) -> str:
    """Return the note on the kind of the intervals, empty if no header announces any."""
    name, method = plan.name_interval(), plan.name_method()
    # Intervals of rates have a method that must be named, those of means have not.
    if "Interval (%)" in headers:
        return _("Intervals: {name} ({method}).", name=name, method=method)
    return _("Intervals: {name}.", name=name) if "Interval" in headers else ""


def build_table(result: Result, n: int | None = None, *, named: bool = True) -> DisplayTable:
    """Return the table of one result.

    `n` is the denominator for its title; `named` is whether patients behind a count are named,
    as on screen and in no document.
    """
    titles = (result.label_header, *result.headers())
    headers = tuple(_write_symbols(_(title)) if title else "" for title in titles)
    cells = [(row.label, *row.cells) for row in result.rows()]
    if not named:
        cells = [[_hide_patients(cell) for cell in line] for line in cells]
    return DisplayTable.from_cells(result.key, _(result.title), headers, cells, n=n)


def _hide_patients(cell: Cell) -> Cell:
    if not (isinstance(cell, Text) and cell.names_patients):
        return cell
    return Count(1 + len(cell.more)) if cell.in_place_of_count else BLANK


def format_cell(cell: Cell) -> str:
    """Return the text of a cell in the current language and style."""
    match cell:
        case Text():
            return _write_symbols(_format_text(cell))
        case Count(value):
            return integer(value)
        case Share(count, n):
            return share(count, n)
        case Range(low, high, decimals, of_coefficient):
            return interval(low, high, decimals, correlation if of_coefficient else number)
        case Correlation(r, decimals):
            return correlation(r, decimals)
        case Clock(minutes):
            return add_unit(format_clock(minutes), "min")
        case Odds(value):
            if value > _MOST_ODDS:
                return _("more than a million")
            return number(value, cell.decimals)
        case PValue(p):
            return p_amount(p)
        case Number():
            return _format_number(cell)
        case Unavailable(reason):
            return _(reason)


def _write_symbols(label: str) -> str:
    """Return a label with the symbols of the style: "Mean (SD)", "P"."""
    notation = current_notation()
    if notation.closes_spread:
        label = _SPREAD.sub(" (SD)", label)
    return label if notation.p_symbol == "p" else _P.sub(notation.p_symbol, label)


def _format_text(cell: Text) -> str:
    texts = (word if cell.from_file or not word else _(word) for word in (cell.text, *cell.more))
    text = f"{', '.join(texts)} {cell.suffix}".rstrip()
    return f"{text} ({_(cell.qualifier)})" if cell.qualifier else text


def _format_number(cell: Number) -> str:
    unit = add_unit("", cell.unit)
    if cell.quartiles:
        median = number(cell.value, cell.decimals)
        return f"{median} {interval(*cell.quartiles, cell.decimals)}{unit}"
    if cell.spread is None:
        return number(cell.value, cell.decimals) + unit
    if isinstance(cell.spread, Unavailable):
        return f"{number(cell.value, cell.decimals)}{unit} ({_(cell.spread.reason)})"
    return mean_sd(cell.value, cell.spread, cell.decimals) + unit
