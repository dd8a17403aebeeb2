"""What a reader can work out of counts that are hidden, from those that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

# A row and a column.
CellPosition = tuple[int, int]
# The least and the most that a count can be.
Bounds = tuple[int, int]
# More than any count: nothing is known.
UNBOUNDED = 1_000_000_000
_MAX_ROUNDS = 50


@dataclass(frozen=True)
class Relation:
    """The counts at `lower` together are no more than those at `upper` together.

    `hidden_first` are those of them that are hidden where the relation says too much.
    """

    lower: tuple[CellPosition, ...]
    upper: tuple[CellPosition, ...]
    hidden_first: tuple[CellPosition, ...]

    @property
    def places(self) -> tuple[CellPosition, ...]:
        """All the places that it is about."""
        return self.lower + self.upper


def infer_bounds(
    seen: Mapping[CellPosition, Bounds], relations: Sequence[Relation]
) -> tuple[dict[CellPosition, Bounds], list[list[Relation]]]:
    """Return between which bounds each count is known to lie, and which relations tell it.

    Those that tell something by themselves are listed first, then those that build upon them.

    Parameters
    ----------
    seen : mapping of Place to Bounds
        What each cell says of its own count.

    Notes
    -----
    Bounds are drawn closer relation by relation until none draws any closer. What several
    relations tell only when they are solved together is not found.

    Examples
    --------
    >>> whole, one, other = (0, 0), (1, 0), (2, 0)
    >>> sums = [Relation((whole,), (one, other), (whole,))]
    >>> infer_bounds({whole: (9, 9), one: (5, 5), other: (1, 4)}, sums)[0][other]
    (4, 4)
    """
    bounds = dict(seen)
    open_ones = [one for one in relations if _has_open_count(one, bounds)]
    rounds: list[list[Relation]] = []
    for _round in range(_MAX_ROUNDS):
        closer = {one: dict(_tighten(one, bounds)) for one in open_ones}
        closer = {one: found for one, found in closer.items() if found}
        if not closer:
            break
        rounds.append(list(closer))
        for found in closer.values():
            for place, (low, high) in found.items():
                bounds[place] = max(low, bounds[place][0]), min(high, bounds[place][1])
    return bounds, rounds


def _has_open_count(relation: Relation, bounds: Mapping[CellPosition, Bounds]) -> bool:
    return any(low < high for low, high in map(bounds.__getitem__, relation.places))


def _tighten(
    relation: Relation, bounds: Mapping[CellPosition, Bounds]
) -> Iterator[tuple[CellPosition, Bounds]]:
    """Yield the counts of which a relation says more than is known."""
    least = sum(bounds[place][0] for place in relation.lower)
    most = sum(bounds[place][1] for place in relation.upper)
    for place in relation.lower:
        low, high = bounds[place]
        if most < UNBOUNDED and most - (least - low) < high:
            yield place, (low, most - (least - low))
    for place in relation.upper:
        low, high = bounds[place]
        rest = most - high
        if rest < UNBOUNDED and least - rest > low:
            yield place, (least - rest, high)
