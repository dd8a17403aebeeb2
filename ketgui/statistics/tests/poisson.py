"""A rate of events with its exact interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Cell, Estimate, Limits, limits_cell, number_cell
from ketgui.text import mark

PER = 100
NO_INFUSION = Unavailable(mark("no infusion is recorded"))


@dataclass(frozen=True)
class EventRate:
    """Events per 100 infusions, with `ci` on the same scale.

    Attributes
    ----------
    events, infusions : int
        Events counted, and the infusions in which they could happen.
    per_100 : float or Unavailable
    ci : (float, float) or Unavailable

    Notes
    -----
    The interval is exact: the count's Poisson limits, from quantiles of the gamma distribution,
    over the exposure. Without an infusion there is no rate.

    References
    ----------
    Garwood 1936, Biometrika 28.

    Examples
    --------
    >>> rate = EventRate.of(0, 126, 0.95)
    >>> rate.per_100, [round(limit, 2) for limit in rate.ci]
    (0.0, [0.0, 2.93])
    """

    events: int
    infusions: int
    per_100: Estimate
    ci: Limits | Unavailable

    @classmethod
    def of(cls, events: int, infusions: int, level: float) -> EventRate:
        """Return the rate with its interval.

        Parameters
        ----------
        events, infusions : int
        level : float
            Confidence level, 0–1.

        Returns
        -------
        EventRate
        """
        if infusions == 0:
            return cls(events, infusions, NO_INFUSION, NO_INFUSION)
        from scipy.special import gammaincinv

        # Garwood's limits: quantiles of a gamma distribution of shape x (lower) and x + 1 (upper).
        tail = (1 - level) / 2
        # The quantile of a gamma distribution of shape 0 is not defined; the limit is 0.
        low = float(gammaincinv(events, tail)) if events else 0.0
        high = float(gammaincinv(events + 1, 1 - tail))
        scale = PER / infusions
        return cls(events, infusions, events * scale, (low * scale, high * scale))

    def cells(self) -> tuple[Cell, Cell]:
        """Return the cells "14.3" and "[8.4, 22.6]"."""
        return number_cell(self.per_100), limits_cell(self.ci)

    def as_dict(self) -> dict[str, Any]:
        """Return the rate by name."""
        return {"infusions": self.infusions, "per_100_infusions": self.per_100, "ci": self.ci}
