"""What files say of themselves in a sheet "About": keys and values, one a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ketgui.domain.folding import fold
from ketgui.importing.tables.readers.reader import Reading
from ketgui.importing.tables.text_table import Grid
from ketgui.importing.vocabulary.words import YES_NO, propose_code

# Keys as `fold` writes them. The import and the filled template share them.
INVENTED, ADDITIONS = "invented", "not of the paper"


def describe_about(readings: Iterable[Reading]) -> dict[str, Any]:
    """Return what a cohort keeps of it: whether it is invented, and what beyond a publication."""
    # A file may come without any of this, or with more keys: nothing here can be wrong.
    values = [
        (fold(grid.columns[0].at(row)), grid.columns[1].at(row))
        for reading in readings
        for grid in reading.grids
        if _is_about(grid)
        for row in range(len(grid.rows))
    ]
    invented = any(k == INVENTED and propose_code(YES_NO, v) == "yes" for k, v in values)
    additions = [part.strip() for k, v in values if k == ADDITIONS for part in v.split(";")]
    return {"invented": invented, "additions": tuple(filter(None, additions)) if invented else ()}


def _is_about(grid: Grid) -> bool:
    name = fold(grid.sheet or grid.file.rpartition(".")[0])
    return name == "about" and len(grid.columns) > 1
