"""A result's rows written out in the reader's language: what screen, CSV and documents show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.derivation import clock
from ketgui.domain.treatment.parameters import with_unit
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.style import format_correlation, format_p_value, set_percent
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
from ketgui.text import _, integer, interval, mean_sd, number, share


@dataclass(frozen=True)
class HeaderGroup:
    """A heading over neighbouring columns; one without words leaves its columns without."""

    title: str
    columns: int


@dataclass(frozen=True)
class DisplayTable:
    """A table of text.

    Attributes
    ----------
    key, title : str
    headers : tuple of str
        One per column; the first is the label's.
    rows : tuple of tuple of str
    numeric : tuple of bool
        Which columns are right-aligned.
    cells : tuple of tuple of Cell
        What `rows` were written from, so that a spreadsheet gets numbers; empty where there is
        but text.
    groups : tuple of HeaderGroup
        A line of headings above the headers, over as many columns as there are; empty for none.
    indents : tuple of int
        How far each row's label is set in; empty for none.
    n : int or None
        The denominator that its title names.
    note : str
        A line below it.
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
    def of(
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
        """Write typed cells out; `title`, `headers`, `groups` and `note` are words as shown."""
        lines = tuple(tuple(line) for line in cells)
        numeric = tuple(
            any(not isinstance(line[place], Text | Unavailable) for line in lines)
            for place in range(len(headers))
        )
        rows = tuple(tuple(map(format_cell, line)) for line in lines)
        return cls(key, title, tuple(headers), rows, numeric, lines, tuple(groups),
                   tuple(indents), n, note)  # fmt: skip

    @property
    def heading(self) -> str:
        """Its title with the denominator, if it has one."""
        if self.n is None:
            return self.title
        return _("{title} (N = {n})", title=self.title, n=integer(self.n))

    def indent(self, row: int) -> int:
        """Return how far a row's label is set in."""
        return self.indents[row] if self.indents else 0


def build_tables(analysis: Analysis) -> tuple[DisplayTable, ...]:
    """Write every registered result out, over the enrolled patients."""
    return tuple(build_published_table(analysis, kind) for kind in RESULTS)


def build_published_table(analysis: Analysis, kind: type[Result]) -> DisplayTable:
    """Write a result out as it stands in a document: over the enrolled, its intervals named."""
    result = analysis[kind]
    table = build_table(result, analysis.cohort.enrolled)
    return replace(table, note=_describe_intervals(result.headers(), analysis.plan))


def _describe_intervals(headers: Sequence[str], plan: AnalysisPlan) -> str:
    """Say of what kind the intervals below some headers are, if there are any."""
    name, method = plan.interval_name(), plan.method_name()
    if "Interval (%)" in headers:
        return set_percent(_("Intervals: {name} ({method}).", name=name, method=method))
    return set_percent(_("Intervals: {name}.", name=name)) if "Interval" in headers else ""


def build_table(result: Result, n: int | None = None) -> DisplayTable:
    """Write one result's rows out; `n` is the denominator that its title names, if any."""
    headers = ("", *(_(title) for title in result.headers()))
    cells = [(row.label, *row.cells) for row in result.rows()]
    return DisplayTable.of(result.key, _(result.title), headers, cells, n=n)


def format_cell(cell: Cell) -> str:
    """Write one cell in the style of the moment."""
    return set_percent(_format_unstyled(cell))


def _format_unstyled(cell: Cell) -> str:
    match cell:
        case Text():
            return _format_text(cell)
        case Count(value):
            return integer(value)
        case Share(count, n):
            return share(count, n)
        case Range(low, high, decimals, of_coefficient):
            return interval(low, high, decimals, format_correlation if of_coefficient else number)
        case Correlation(r, decimals):
            return format_correlation(r, decimals)
        case Clock(minutes):
            return with_unit(clock(minutes), "min")
        case PValue(p):
            return format_p_value(p)
        case Number():
            return _format_number(cell)
        case Unavailable(reason):
            return _(reason)


def _format_text(cell: Text) -> str:
    listed = (word if cell.from_file or not word else _(word) for word in (cell.text, *cell.more))
    words = f"{', '.join(listed)} {cell.suffix}".rstrip()
    return f"{words} ({_(cell.qualifier)})" if cell.qualifier else words


def _format_number(cell: Number) -> str:
    unit = f"\u00a0{_(cell.unit)}" if cell.unit else ""
    if cell.spread is None:
        return number(cell.value, cell.decimals) + unit
    if isinstance(cell.spread, Unavailable):
        return f"{number(cell.value, cell.decimals)}{unit} ({_(cell.spread.reason)})"
    return mean_sd(cell.value, cell.spread, cell.decimals) + unit
