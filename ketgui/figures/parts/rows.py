"""The rows of a panel from the top down, with headings over what they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ketgui.figures.spec import Axis


@dataclass(frozen=True)
class GroupHeading:
    """A row without a value: what the rows under it, and with `text` their numbers, are."""

    name: str
    text: str = ""


def find_headings(rows: Sequence[object]) -> tuple[int, ...]:
    """Return which of the rows are headings."""
    return tuple(index for index, row in enumerate(rows) if isinstance(row, GroupHeading))


def place_rows(names: Sequence[str], headings: Sequence[int] = ()) -> tuple[list[float], Axis]:
    """Return where each row is, the first at the top, and the axis that names them."""
    y = [float(len(names) - index) for index in range(len(names))]
    ticks = tuple(zip(y, names, strict=True))
    bold = tuple(y[index] for index in headings)
    return y, Axis(0.4, max(len(names), 1) + 0.6, "", ticks, rows=True, headings=bold)
