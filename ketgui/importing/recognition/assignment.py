"""The best assignment of columns to fields, taken as a whole."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

_T = TypeVar("_T", bound=Hashable)


def assign(points: Sequence[Mapping[_T, float]]) -> list[_T | None]:
    """Give each column one target at most, and each target one column at most, for most points.

    Parameters
    ----------
    points : sequence of mapping
        For each column, what each of its targets is worth. A column may stay without a target,
        which is worth 0.

    Returns
    -------
    list
        The target of each column, None for none.

    Notes
    -----
    The Hungarian method with potentials [1]_, O(n²m). Columns hardly compete for more than two or
    three targets, so each group of columns that do is solved for itself.

    References
    ----------
    .. [1] Kuhn HW. The Hungarian method for the assignment problem. Nav Res Logist Q 1955;2:83-97.

    Examples
    --------
    >>> assign([{"age": 3.0, "dose": 1.0}, {"age": 2.9}])
    ['dose', 'age']
    """
    chosen: list[_T | None] = [None] * len(points)
    for columns in _group_columns(points):
        for column, target in zip(columns, _solve([points[c] for c in columns]), strict=True):
            chosen[column] = target
    return chosen


def _group_columns(points: Sequence[Mapping[_T, float]]) -> list[list[int]]:
    """Return the columns in groups that share no target with one another."""
    group = list(range(len(points)))
    first: dict[_T, int] = {}

    def root(column: int) -> int:
        while group[column] != column:
            column = group[column]
        return column

    for column, targets in enumerate(points):
        for target in targets:
            group[root(column)] = root(first.setdefault(target, column))
    groups: dict[int, list[int]] = {}
    for column, targets in enumerate(points):
        if targets:
            groups.setdefault(root(column), []).append(column)
    return list(groups.values())


def _solve(points: Sequence[Mapping[_T, float]]) -> list[_T | None]:
    targets: list[_T] = list(dict.fromkeys(t for column in points for t in column))
    if len(points) == 1:
        best = max(points[0], key=lambda t: points[0][t])
        return [best if points[0][best] > 0 else None]
    # A place of its own for each column, worth nothing, stands for no target.
    worst = 1e6
    cost = [
        [-column.get(target, -worst) for target in targets]
        + [0.0 if own == index else worst for own in range(len(points))]
        for index, column in enumerate(points)
    ]
    return [targets[at] if at < len(targets) else None for at in _find_cheapest(cost)]


def _find_cheapest(cost: list[list[float]]) -> list[int]:
    """Return the column of each row of a matrix that make the smallest sum."""
    rows, columns = len(cost), len(cost[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], at = row, 0
        least, seen = [float("inf")] * (columns + 1), [False] * (columns + 1)
        while owner[at]:
            seen[at] = True
            step, following, current = float("inf"), 0, owner[at]
            for column in range(1, columns + 1):
                if seen[column]:
                    continue
                price = cost[current - 1][column - 1] - row_price[current] - column_price[column]
                if price < least[column]:
                    least[column], way[column] = price, at
                if least[column] < step:
                    step, following = least[column], column
            for column in range(columns + 1):
                if seen[column]:
                    row_price[owner[column]] += step
                    column_price[column] -= step
                else:
                    least[column] -= step
            at = following
        while at:
            owner[at], at = owner[way[at]], way[at]
    column_of_row = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            column_of_row[owner[column] - 1] = column - 1
    return column_of_row
