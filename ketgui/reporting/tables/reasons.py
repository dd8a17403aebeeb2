"""A table for a document: its reasons for missing values stand in the note, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ketgui.domain.unavailable import NOT_ASKED, Unavailable
from ketgui.reporting.tables.display_table import DisplayTable, format_cell
from ketgui.reporting.tables.suppression import DASH
from ketgui.statistics.rows import Cell, Number, Text
from ketgui.text import _

# A reason of more lines than this is given without their labels.
_MOST_LABELS = 3


def move_reasons_to_note(table: DisplayTable) -> DisplayTable:
    """Return a table whose note gives the reasons, of the lines too that hold nothing else.

    On screen a reason is in the cell, where it is looked for; in print, the same reason in each
    cell of a line would fill the page. What was not asked for is not missing.
    """
    lines = [line for line in table.cells if has_values(line[1:])]
    empty = [line for line in table.cells if not has_values(line[1:])]
    indents = [
        indent
        for line, indent in zip(table.cells, table.indents, strict=False)
        if has_values(line[1:])
    ]
    headers = table.headers
    reasons = (
        *_describe_reasons(lines, headers, _MOST_LABELS),
        *_describe_reasons(empty, headers, len(empty)),
    )
    note = " ".join(filter(None, (table.note, *reasons)))
    shown = DisplayTable.from_cells(
        table.key, table.title, table.headers, [_write_dashes(line) for line in lines],
        groups=table.groups, indents=indents, n=table.n, note=note,
    )  # fmt: skip
    # A column of dashes alone is aligned as the numbers would be.
    return replace(shown, numeric=table.numeric)


def has_values(cells: Iterable[Cell]) -> bool:
    """Tell whether some cells hold more than reasons for missing values."""
    return any(
        not isinstance(cell, Unavailable) and not (isinstance(cell, Text) and not cell.text)
        for cell in cells
    )


def _describe_reasons(
    lines: Sequence[Sequence[Cell]], headers: Sequence[str], most_labels: int
) -> Iterator[str]:
    """Yield each reason once, after the labels of its lines.

    If these are many, it comes after the only column that has it, or after the dash.
    """
    labels: dict[str, dict[str, None]] = {}
    columns: dict[str, set[str]] = {}
    for line in lines:
        for cell, header in zip(line, headers, strict=True):
            reason = _find_reason(cell)
            if reason and reason != NOT_ASKED.reason:
                labels.setdefault(reason, {})[format_cell(line[0])] = None
                columns.setdefault(reason, set()).add(header)
    for reason, names in labels.items():
        label = ", ".join(names if len(names) <= most_labels else _name_column(columns[reason]))
        yield _("{label}: {reason}.", label=label, reason=_(reason))


def _name_column(headers: set[str]) -> tuple[str, ...]:
    return (*headers,) if len(headers) == 1 else (DASH.text,)


def _find_reason(cell: Cell) -> str:
    if isinstance(cell, Unavailable):
        return cell.reason
    if isinstance(cell, Number) and isinstance(cell.spread, Unavailable):
        return cell.spread.reason
    return ""


def _write_dashes(line: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(
        DASH
        if isinstance(cell, Unavailable)
        else replace(cell, spread=None)
        if isinstance(cell, Number) and isinstance(cell.spread, Unavailable)
        else cell
        for cell in line
    )
