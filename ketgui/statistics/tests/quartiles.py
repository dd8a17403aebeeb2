"""Median and quartiles, and whether they describe some values better than mean and SD."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ketgui.statistics.pairing import Scores
from ketgui.statistics.rows import Number

# Bulmer (1979), Principles of Statistics: a skewness beyond 1 is high.
_HIGHLY_SKEWED = 1.0
_FEWEST = 3


@dataclass(frozen=True)
class Middle:
    """Median and quartiles of some values, with their skewness.

    Attributes
    ----------
    median, first, third : float
        Quartiles as R's default has them (type 7).
    skewness : float or None
        m₃ / m₂^1.5, the moments about the mean; None for fewer than three values or equal ones.
    """

    median: float
    first: float
    third: float
    skewness: float | None

    @classmethod
    def of(cls, values: Scores) -> Middle | None:
        """Describe values, shape (n,); None where there are none.

        Examples
        --------
        >>> middle = Middle.of(np.array([1.0, 2, 3, 4, 20]))
        >>> middle.median, middle.first, middle.third, middle.is_skewed
        (3.0, 2.0, 4.0, True)
        """
        if len(values) == 0:
            return None
        first, median, third = np.quantile(values, [0.25, 0.5, 0.75]).tolist()
        return cls(median, first, third, _compute_skewness(values))

    @property
    def is_skewed(self) -> bool:
        """Whether mean and SD alone would mislead."""
        return self.skewness is not None and abs(self.skewness) > _HIGHLY_SKEWED

    def make_cell(self, decimals: int = 1, unit: str = "") -> Number:
        """Return the cell "12.0 [9.0, 15.5]"."""
        return Number(self.median, decimals, unit, quartiles=(self.first, self.third))

    def as_dict(self) -> dict[str, Any]:
        """Return median and quartiles by name."""
        return {"median": self.median, "quartiles": (self.first, self.third)}


def _compute_skewness(values: Scores) -> float | None:
    deviations = values - values.mean()
    spread = float((deviations**2).mean())
    if len(values) < _FEWEST or spread < 1e-20:
        # Of two values the skewness is always 0; of equal ones it is undefined.
        return None
    return float((deviations**3).mean()) / spread**1.5
