"""Change of each item of the scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from ketgui.domain.folding import to_identifier
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Scores
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.rows import (
    Cell,
    Count,
    Estimate,
    Limits,
    Number,
    Row,
    Text,
    make_limits_cell,
    make_p_value_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.holm import adjust_by_holm
from ketgui.text import mark


@dataclass(frozen=True)
class ItemChange:
    """One item; `holm_p` is adjusted over the items but those shown apart."""

    item: int
    name: str
    n: int
    mean_before: Estimate
    mean_after: Estimate
    mean_difference: Estimate
    ci: Limits | Unavailable
    p: Estimate
    holm_p: Estimate
    apart: bool

    def as_dict(self) -> dict[str, Any]:
        """Return it by name."""
        return vars(self) | {"name": to_identifier(self.name)}


@dataclass(frozen=True)
class Items(Result):
    """Paired change of each item, in the patients with both totals who have it at both times.

    Notes
    -----
    Mean difference with its t interval; p of the paired t test, adjusted by Holm (1979) over the
    items, suicidal thoughts left apart with its own p. An item that changed equally in everyone
    has no p and is not counted among those adjusted.
    """

    key: ClassVar[str] = "items"
    title: ClassVar[str] = mark("Change by item")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 110
    columns: ClassVar[tuple[str, ...]] = (
        mark("n"),
        mark("Before"),
        mark("After"),
        mark("Difference"),
        mark("Interval"),
        mark("p"),
        mark("p (Holm)"),
    )

    items: tuple[ItemChange, ...]

    @classmethod
    def compute(cls, study: Study) -> Items:
        """Compare each item before and after."""
        before, after = study.ends
        names = study.plan.rating_scale.items
        # A file may hold some of the items only.
        present = [n for n in range(1, len(names) + 1) if f"item_{n}" in before.columns]
        raw = {number: _compare_item(study, before, after, number) for number in present}
        rated = {number: change for number, change in raw.items() if change.n}
        adjusted = _adjust_p_values(rated, study.plan.rating_scale.item_apart)
        return cls(
            tuple(
                _make_item(number, names[number - 1], change, adjusted.get(number))
                for number, change in rated.items()
            )
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line an item, the one apart last; none where the file holds no items."""
        ordered = sorted(self.items, key=lambda item: item.apart)
        return tuple(_make_row(item) for item in ordered)

    def as_dict(self) -> list[dict[str, Any]]:
        """Return the items in order."""
        return [item.as_dict() for item in self.items]


def _adjust_p_values(changes: dict[int, PairedChange], apart: int) -> dict[int, Estimate]:
    """Return Holm's p by item number, of every item but the one shown apart."""
    # The item shown apart is no part of the family that is adjusted for.
    tested = {number: change.p for number, change in changes.items() if number != apart}
    return dict(zip(tested, adjust_by_holm(list(tested.values())), strict=True))


def _compare_item(
    study: Study, before: pd.DataFrame, after: pd.DataFrame, number: int
) -> PairedChange:
    name = f"item_{number}"
    # The index is the patient: items pair by patient, too.
    both = pd.DataFrame({"before": before[name], "after": after[name]}).dropna()
    return PairedChange.from_scores(
        _to_scores(both["before"]), _to_scores(both["after"]), study.plan.confidence_level
    )


def _to_scores(values: pd.Series[float]) -> Scores:
    return np.asarray(values, np.float64)


def _make_item(
    number: int, name: str, change: PairedChange, adjusted: Estimate | None
) -> ItemChange:
    return ItemChange(
        number,
        name,
        change.n,
        change.mean_before,
        change.mean_after,
        change.mean_difference,
        change.difference_ci,
        change.p,
        Unavailable(mark("shown apart")) if adjusted is None else adjusted,
        adjusted is None,
    )


def _make_row(item: ItemChange) -> Row:
    cells: tuple[Cell, ...] = (
        Count(item.n),
        _make_cell(item.mean_before),
        _make_cell(item.mean_after),
        _make_cell(item.mean_difference),
        make_limits_cell(item.ci, 2),
        make_p_value_cell(item.p),
        make_p_value_cell(item.holm_p),
    )
    return Row(Text(item.name), cells)


def _make_cell(value: Estimate) -> Cell:
    return value if isinstance(value, Unavailable) else Number(value, 2)
