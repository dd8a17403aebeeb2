"""The analysis plan that files hold beside the patients, in a sheet or a CSV file called "Plan".

Its first line says that it is one, the others are the TOML of a plan file, one line a row. Without
that first line a sheet of this name is read like every other one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ketgui.domain.folding import fold
from ketgui.domain.outcome import PlanError
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing.issues import Issue, make_file_issue
from ketgui.importing.tables.readers.reader import Reading
from ketgui.importing.tables.text_table import Grid
from ketgui.importing.vocabulary.words import PLAN_MARK
from ketgui.text import _


@dataclass(frozen=True, eq=False)
class PlanReading:
    """The readings without the plan's sheet, the plan if it can be read, and what is wrong."""

    readings: tuple[Reading, ...]
    plan: AnalysisPlan | None
    issues: tuple[Issue, ...]


def take_plan(readings: Sequence[Reading]) -> PlanReading:
    """Take the plan out of what was read: it is no table of patients."""
    grids = [grid for reading in readings for grid in reading.grids if _holds_plan(grid)]
    if not grids:
        return PlanReading(tuple(readings), None, ())
    others = tuple(
        # Whatever was found while a file was read that holds the plan alone is of no interest.
        replace(reading, grids=rest, issues=reading.issues if rest else ())
        for reading in readings
        if (rest := tuple(grid for grid in reading.grids if grid not in grids)) or not reading.grids
    )
    try:
        return PlanReading(others, _read_plan(grids[0]), ())
    except (PlanError, tomllib.TOMLDecodeError) as error:
        return PlanReading(others, None, (_report_unreadable(grids[0], error),))


def _holds_plan(grid: Grid) -> bool:
    name = fold(grid.sheet or grid.file.rpartition(".")[0])
    if name != "plan":
        return False
    return _get_lines(grid)[0].startswith(PLAN_MARK)


def _get_lines(grid: Grid) -> list[str]:
    """Return the first column as lines; a statistical file's only header is the first of them."""
    headers = [grid.headers[0]] if grid.headers else []
    rows = range(len(grid.rows))
    return [*headers, *(grid.columns[0].at(row) for row in rows if grid.columns)] or [""]


def _read_plan(grid: Grid) -> AnalysisPlan:
    return AnalysisPlan.from_dict(tomllib.loads("\n".join(_get_lines(grid))))


def _report_unreadable(grid: Grid, error: Exception) -> Issue:
    return make_file_issue(
        "warning",
        "plan_unreadable",
        grid.file,
        _("The plan in the file cannot be read: {error}", error=error),
        _("Correct the sheet “Plan”, or set the plan here; until then it stays as it is."),
        grid.sheet,
    )
