"""The Kaplan–Meier curve with log–log limits, and its median."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Estimate, Limits
from ketgui.text import mark

Floats = NDArray[np.float64]

NO_SUBJECT = Unavailable(mark("nobody is followed"))
NOT_REACHED = Unavailable(mark("not reached"))
BEYOND = Unavailable(mark("no patient was followed that long"))
NO_LIMITS = Unavailable(
    mark("no interval while no patient, or once every patient, has had the event")
)

_HALF = 0.5
# As in R's survival: a curve that misses a half by rounding alone is at a half.
_SLACK = 1.5e-8


@dataclass(frozen=True, eq=False)
class KaplanMeier:
    """A curve as a step at each distinct time of an event or of censoring.

    Attributes
    ----------
    time : ndarray of float, shape (k,)
        Ascending.
    at_risk, events, censored : ndarray of int, shape (k,)
        Just before each time, and at it.
    survival, low, high : ndarray of float, shape (k,)
        From each time on; limits are NaN where there is no interval.

    Notes
    -----
    Survival is ∏ (1 − dⱼ/nⱼ) over the times up to now; an event at the time of a censoring comes
    first. With Greenwood's v = Σ dⱼ/(nⱼ(nⱼ − dⱼ)), the limits are S^exp(±z·√v / log S), which stay
    between 0 and 1 (as R's ``survfit`` with ``conf.type = "log-log"``).

    References
    ----------
    Kaplan EL, Meier P (1958), J Am Stat Assoc 53:457–481. Kalbfleisch JD, Prentice RL (2002), The
    Statistical Analysis of Failure Time Data, 1.4.

    Examples
    --------
    >>> curve = KaplanMeier.of(np.array([28.0, 56, 56, 84]), np.array([True, True, False, False]))
    >>> curve.survival.tolist()
    [0.75, 0.5, 0.5]
    """

    time: Floats
    at_risk: NDArray[np.int64]
    events: NDArray[np.int64]
    censored: NDArray[np.int64]
    survival: Floats
    low: Floats
    high: Floats

    @classmethod
    def of(cls, time: Floats, event: NDArray[np.bool_], level: float = 0.95) -> KaplanMeier:
        """Compute the curve.

        Parameters
        ----------
        time : ndarray of float, shape (n,)
            From the start of follow-up to the event, or to the last observation without it.
        event : ndarray of bool, shape (n,)
        level : float
            Confidence level, 0–1.
        """
        from scipy.special import ndtri

        times, index = np.unique(time, return_inverse=True)
        events = np.bincount(index, event, len(times)).astype(np.int64)
        leaving = np.bincount(index, minlength=len(times)).astype(np.int64)
        # All but those who left at earlier times.
        at_risk = (len(time) - np.cumsum(leaving) + leaving).astype(np.int64)
        survival = np.asarray(np.cumprod(1 - events / at_risk), np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            variance = np.cumsum(events / (at_risk * (at_risk - events)))
            # Of a curve at 1 or at 0 the logarithm of −log S is infinite: there is no interval.
            spread = float(ndtri((1 + level) / 2)) * np.sqrt(variance) / np.log(survival)
            low, high = survival ** np.exp(-spread), survival ** np.exp(spread)
        inside = (survival > 0) & (survival < 1)
        low, high = np.where(inside, low, np.nan), np.where(inside, high, np.nan)
        return cls(times, at_risk, events, leaving - events, survival, low, high)

    def at(self, time: float) -> tuple[int, Estimate, Limits | Unavailable]:
        """Return the number at risk at a time, and the survival with its limits."""
        if not len(self.time):
            return 0, NO_SUBJECT, NO_SUBJECT
        at_risk = int((self.events + self.censored)[self.time >= time].sum())
        if time > self.time[-1]:
            return 0, BEYOND, BEYOND
        step = int(np.searchsorted(self.time, time, side="right")) - 1
        if step < 0:
            return at_risk, 1.0, NO_LIMITS
        ci = float(self.low[step]), float(self.high[step])
        return at_risk, float(self.survival[step]), NO_LIMITS if np.isnan(ci[0]) else ci

    def compute_median(self) -> tuple[Estimate, tuple[Estimate, Estimate]]:
        """Return the time at which the curve, and each of its limits, reaches a half.

        Notes
        -----
        Where a curve runs along a half exactly, the middle of that stretch is taken, which ends
        with the last observation at the latest, as R does. Limits need not fall steadily: the first
        time at which one reaches a half counts.
        """
        if not len(self.time):
            return NO_SUBJECT, (NO_SUBJECT, NO_SUBJECT)
        curves = (self.survival, self.low, self.high)
        middle, low, high = (self._cross_half(curve) for curve in curves)
        return middle, (low, high)

    def _cross_half(self, curve: Floats) -> Estimate:
        is_defined = ~np.isnan(curve)
        time, value = self.time[is_defined], curve[is_defined]
        reached = np.flatnonzero(value <= _HALF + _SLACK)
        if not len(reached):
            return NOT_REACHED
        first = int(reached[0])
        if value[first] < _HALF - _SLACK:
            return float(time[first])
        below = np.flatnonzero(value < _HALF - _SLACK)
        end = time[below[0]] if len(below) else time[-1]
        return float((time[first] + end) / 2)
