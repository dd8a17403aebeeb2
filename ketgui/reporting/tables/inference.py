"""The bounds that a reader can infer for hidden counts from the counts that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

# Row and column.
CellPosition = tuple[int, int]
# The lowest and the highest possible value of a count.
Bounds = tuple[int, int]
# Larger than any count: the upper bound of a count about which nothing is known.
UNBOUNDED = 1_000_000_000
_MAX_ROUNDS = 50


@dataclass(frozen=True)
class Relation:
    """The sum of the counts at `lower` is at most the sum of those at `upper`.

    If the relation reveals a hidden count, one at `hide_first` is hidden too.
    """

    lower: tuple[CellPosition, ...]
    upper: tuple[CellPosition, ...]
    hide_first: tuple[CellPosition, ...]

    @property
    def positions(self) -> tuple[CellPosition, ...]:
        """All positions in the relation."""
        return self.lower + self.upper


def infer_bounds(
    seen: Mapping[CellPosition, Bounds], relations: Sequence[Relation]
) -> tuple[dict[CellPosition, Bounds], list[list[Relation]]]:
    """Return the bounds that can be inferred for each count, and the relations that give them.

    Relations that narrow a bound directly come first, then those that build on these bounds.

    Parameters
    ----------
    seen : mapping of Place to Bounds
        The bounds that each cell shows by itself.

    Notes
    -----
    Bound propagation: each relation narrows the bounds of its counts, until none narrows any. What
    follows only from solving several relations together is not found.

    Examples
    --------
    >>> whole, one, other = (0, 0), (1, 0), (2, 0)
    >>> sums = [Relation((whole,), (one, other), (whole,))]
    >>> infer_bounds({whole: (9, 9), one: (5, 5), other: (1, 4)}, sums)[0][other]
    (4, 4)
    """
    bounds = dict(seen)
    open_relations = [relation for relation in relations if _has_open_count(relation, bounds)]
    rounds: list[list[Relation]] = []
    # The limit only guards against very slow convergence.
    for _round in range(_MAX_ROUNDS):
        narrowed = {relation: dict(_tighten(relation, bounds)) for relation in open_relations}
        narrowed = {relation: new for relation, new in narrowed.items() if new}
        if not narrowed:
            break
        rounds.append(list(narrowed))
        for new in narrowed.values():
            for position, (low, high) in new.items():
                bounds[position] = max(low, bounds[position][0]), min(high, bounds[position][1])
    return bounds, rounds


def _has_open_count(relation: Relation, bounds: Mapping[CellPosition, Bounds]) -> bool:
    return any(low < high for low, high in map(bounds.__getitem__, relation.positions))


def _tighten(
    relation: Relation, bounds: Mapping[CellPosition, Bounds]
) -> Iterator[tuple[CellPosition, Bounds]]:
    """Yield the counts whose bounds a relation narrows, with their new bounds."""
    least = sum(bounds[position][0] for position in relation.lower)
    most = sum(bounds[position][1] for position in relation.upper)
    for position in relation.lower:
        low, high = bounds[position]
        if most < UNBOUNDED and most - (least - low) < high:
            yield position, (low, most - (least - low))
    for position in relation.upper:
        low, high = bounds[position]
        rest = most - high
        if rest < UNBOUNDED and least - rest > low:
            yield position, (least - rest, high)
