"""A rate of events with its exact interval."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Cell, Estimate, Limits, make_limits_cell, make_number_cell
from ketgui.text import mark

PER = 100
Counts = NDArray[np.int64]
NOT_BY_PATIENT = Unavailable(mark("not computed patient by patient"))
_NO_EVENT = Unavailable(mark("no event is recorded"))
# With fewer patients the estimated variance between them is too uncertain to be of use.
_FEWEST_CLUSTERS = 10
_FEW_PATIENTS = Unavailable(mark("fewer than ten patients"))
_SAME_RATE = Unavailable(mark("every patient had events at the same rate"))
NO_INFUSION = Unavailable(mark("no infusion is recorded"))


@dataclass(frozen=True)
class EventRate:
    """Events per 100 infusions, with `ci` on the same scale.

    Attributes
    ----------
    events, infusions : int
        Events counted, and the infusions in which they could happen.
    per_100 : float or Unavailable
    ci, by_patient_ci : (float, float) or Unavailable

    Notes
    -----
    `ci` is exact: the count's Poisson limits, from quantiles of the gamma distribution, over the
    exposure. It assumes that events are independent. `by_patient_ci` allows for events that repeat
    in a patient: with eᵢ events in mᵢ infusions of patient i and rate r = Σe/Σm, the variance of
    log r is k/(k − 1) · Σ(eᵢ − r·mᵢ)² / (Σe)² for k patients (linearisation; the sandwich estimate
    of a Poisson regression), and its quantile is that of t with k − 1 degrees of freedom. Without
    an infusion there is no rate.

    References
    ----------
    Garwood 1936, Biometrika 28. Cochran 1977, Sampling Techniques, 6.3.

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
    by_patient_ci: Limits | Unavailable = NOT_BY_PATIENT

    @classmethod
    def of(cls, events: int, infusions: int, level: float) -> EventRate:
        """Return the rate with its exact interval.

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
            return cls(events, infusions, NO_INFUSION, NO_INFUSION, NO_INFUSION)
        from scipy.special import gammaincinv

        # Garwood's limits: quantiles of a gamma distribution of shape x (lower) and x + 1 (upper).
        tail = (1 - level) / 2
        # The quantile of a gamma distribution of shape 0 is not defined; the limit is 0.
        low = float(gammaincinv(events, tail)) if events else 0.0
        high = float(gammaincinv(events + 1, 1 - tail))
        scale = PER / infusions
        return cls(events, infusions, events * scale, (low * scale, high * scale))

    @classmethod
    def by_patient(cls, events: Counts, infusions: Counts, level: float) -> EventRate:
        """Return the rate with both intervals.

        Parameters
        ----------
        events, infusions : ndarray of int, shape (k,)
            For each patient with an infusion.

        Examples
        --------
        >>> rate = EventRate.by_patient(np.array([4, 0, 0, 2, 1] * 3), np.array([6] * 15), 0.95)
        >>> [round(limit, 1) for limit in rate.by_patient_ci]
        [12.6, 43.1]
        """
        rate = cls.of(int(events.sum()), int(infusions.sum()), level)
        if isinstance(rate.per_100, Unavailable):
            return rate
        limits = _compute_robust_limits(events, infusions, level)
        return replace(rate, by_patient_ci=limits)

    def cells(self) -> tuple[Cell, Cell, Cell]:
        """Return the cells "14.3", "[8.4, 22.6]" and the interval that allows for repeats."""
        return (
            make_number_cell(self.per_100),
            make_limits_cell(self.ci),
            make_limits_cell(self.by_patient_ci),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the rate by name."""
        return {
            "infusions": self.infusions,
            "per_100_infusions": self.per_100,
            "ci": self.ci,
            "by_patient_ci": self.by_patient_ci,
        }


def _compute_robust_limits(events: Counts, infusions: Counts, level: float) -> Limits | Unavailable:
    total, patients = int(events.sum()), len(events)
    if not total:
        return _NO_EVENT
    if patients < _FEWEST_CLUSTERS:
        return _FEW_PATIENTS
    rate = total / int(infusions.sum())
    # Each patient's events beyond those expected at the common rate, with the k/(k − 1) correction.
    spread = float(((events - rate * infusions) ** 2).sum()) * patients / (patients - 1)
    if spread < 1e-12:
        return _SAME_RATE
    from scipy.special import stdtrit

    # On the logarithm, where the distribution of a rate is nearer to normal and cannot go below 0.
    reach = float(stdtrit(patients - 1, (1 + level) / 2)) * math.sqrt(spread) / total
    return PER * rate * math.exp(-reach), PER * rate * math.exp(reach)
