"""The change without the normal distribution: ranks, signs, resampling and, if asked, Bayes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import NOT_ASKED, Unavailable
from ketgui.statistics.pairing import Scores
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Estimate,
    Limits,
    Odds,
    Row,
    Text,
    collect_values,
    make_limits_cell,
    make_number_cell,
    make_p_value_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.binomial import compute_binomial_p
from ketgui.statistics.tests.bootstrap import compute_bca_interval
from ketgui.statistics.tests.walsh import (
    NO_PAIR,
    compute_hodges_lehmann,
    compute_hodges_lehmann_interval,
)
from ketgui.text import mark

_NO_CHANGE = Unavailable(mark("no patient's score changed"))
_ALL_EQUAL = Unavailable(mark("every patient changed by the same amount"))
_TOO_FEW = Unavailable(mark("fewer than three patients have both ratings"))
_TOO_MANY = Unavailable(mark("not resampled for more than 5000 patients"))
_MOST_RESAMPLED = 5000
_BEYOND = Unavailable(mark("larger than 10³⁰⁰"))
# Beyond this, the exponential of the factor's logarithm would overflow.
_MOST_LOG = 300 * math.log(10)
# Logarithms of g between which the whole integral lies.
_LOWEST, _HIGHEST = -6.0, 40.0
_CAUCHY_SCALE = math.sqrt(2) / 2


@dataclass(frozen=True)
class RobustChange(Result):
    r"""Companions of the paired t test, on the same complete cases.

    Notes
    -----
    - Hodges–Lehmann estimate (all differences, zeros included) with the interval whose limits are
      Walsh averages; `achieved_level` is the level it attains. With ties it is at least that.
    - Sign test: differences of zero dropped, exact two-sided binomial.
    - BCa bootstrap of the mean difference (Efron 1987), 9999 resamples, the plan's seed.
    - JZS Bayes factor BF₁₀ with a Cauchy prior of scale √2/2 on the effect (Rouder 2009), if the
      plan asks for it.

    Examples
    --------
    >>> result = RobustChange.from_difference(np.array([1.0, 2, 3, 4, 5, 6]), AnalysisPlan())
    >>> result.sign_improved, round(result.sign_p, 5)
    (6, 0.03125)
    """

    key: ClassVar[str] = "robust_change"
    title: ClassVar[str] = mark("Change by ranks, signs and resampling")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 40
    columns: ClassVar[tuple[str, ...]] = (mark("Value"), mark("Interval"))

    hodges_lehmann: Estimate
    hodges_lehmann_ci: Limits | Unavailable
    achieved_level: Estimate
    sign_improved: int
    sign_worsened: int
    sign_unchanged: int
    sign_p: Estimate
    bootstrap_ci: Limits | Unavailable
    bootstrap_seed: int
    bayes_factor: Estimate

    @classmethod
    def compute(cls, study: Study) -> RobustChange:
        """Compute it for the patients with both ratings."""
        return cls.from_difference(study.pairs.complete().difference, study.plan)

    @classmethod
    def from_difference(cls, difference: Scores, plan: AnalysisPlan) -> RobustChange:
        """Compute it from differences before − after, shape (n,), without missing ones."""
        ci, achieved = compute_hodges_lehmann_interval(difference, plan.confidence_level)
        improved, worsened = int((difference > 0).sum()), int((difference < 0).sum())
        return cls(
            hodges_lehmann=compute_hodges_lehmann(difference),
            hodges_lehmann_ci=ci,
            achieved_level=achieved,
            sign_improved=improved,
            sign_worsened=worsened,
            sign_unchanged=len(difference) - improved - worsened,
            sign_p=_sign_test(improved, worsened),
            bootstrap_ci=_bootstrap(difference, plan),
            bootstrap_seed=plan.bootstrap_seed,
            bayes_factor=compute_bayes_factor(difference) if plan.bayes_factor else NOT_ASKED,
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line a statistic."""
        level = self.achieved_level
        percent = level if isinstance(level, Unavailable) else 100 * level
        return (
            _make_row(
                mark("Hodges–Lehmann estimate"),
                make_number_cell(self.hodges_lehmann),
                make_limits_cell(self.hodges_lehmann_ci),
            ),
            _make_row(mark("Level that interval achieves"), make_number_cell(percent, 1, "%")),
            _make_row(mark("Improved / worse / unchanged"), Text(self._signs(), from_file=True)),
            _make_row(mark("p of the sign test"), make_p_value_cell(self.sign_p)),
            _make_row(
                mark("Mean difference, BCa bootstrap"),
                BLANK,
                make_limits_cell(self.bootstrap_ci, 2),
            ),
            _make_row(
                mark("Seed of the bootstrap"), Text(str(self.bootstrap_seed), from_file=True)
            ),
            _make_row(mark("Bayes factor BF₁₀ (JZS)"), _make_odds_cell(self.bayes_factor)),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return every computed number by its published name; the seed stands in the plan."""
        return {
            name: value for name, value in collect_values(self).items() if name != "bootstrap_seed"
        }

    def _signs(self) -> str:
        return f"{self.sign_improved} / {self.sign_worsened} / {self.sign_unchanged}"


def compute_bayes_factor(difference: Scores) -> Estimate:
    """Return BF₁₀ of the one-sample JZS t test.

    Parameters
    ----------
    difference : ndarray of float, shape (n,)
        Paired differences, none missing.

    Returns
    -------
    float or Unavailable
        Unavailable for fewer than three or equal differences, and beyond 10³⁰⁰.

    Notes
    -----
    BF₁₀ = ∫ (1 + n g r²)^(−1/2) · (1 + t²/((1 + n g r²) ν))^(−(ν + 1)/2) · h(g) dg
    over (1 + t²/ν)^(−(ν + 1)/2), h the inverse-χ²₁ density, ν = n − 1.

    References
    ----------
    Rouder et al. 2009, Psychonomic Bulletin & Review 16, eq. 1.

    Examples
    --------
    >>> round(compute_bayes_factor(np.array([1.0, 2, 3, 4, 5, 6])), 1)
    10.2
    """
    n = len(difference)
    if n < 3:
        return _TOO_FEW
    spread = float(difference.std(ddof=1))
    if spread < 1e-12:
        return _ALL_EQUAL
    from scipy.integrate import quad

    t_squared, df = n * (float(difference.mean()) / spread) ** 2, n - 1
    # Logarithms throughout: at a large t both likelihoods are below the smallest float.
    null = -(df + 1) / 2 * math.log1p(t_squared / df)

    # The integrand over log g, whose Jacobian g turns g^(−3/2) of the density into g^(−1/2).
    def log_integrand(log_g: Any) -> Any:
        g = np.exp(log_g)
        shrink = 1 + n * g * _CAUCHY_SCALE**2
        likelihood = -0.5 * np.log(shrink)
        likelihood -= (df + 1) / 2 * np.log1p(t_squared / (shrink * df))
        return likelihood - null - 0.5 * math.log(2 * math.pi) - 0.5 * log_g - 1 / (2 * g)

    # Divided by its peak, so that even a very strong effect does not overflow.
    grid = np.linspace(_LOWEST, _HIGHEST, 2000)
    heights = log_integrand(grid)
    top, at = float(heights.max()), float(grid[heights.argmax()])
    # Without the peak among the points of the rule, a narrow one could be missed.
    area = quad(
        lambda log_g: math.exp(log_integrand(log_g) - top), _LOWEST, _HIGHEST, limit=400,
        points=[at], epsabs=0, epsrel=1e-12,
    )[0]  # fmt: skip
    size = top + math.log(area)
    return math.exp(size) if size < _MOST_LOG else _BEYOND


def _sign_test(improved: int, worsened: int) -> Estimate:
    changed = improved + worsened
    if changed == 0:
        return _NO_CHANGE
    return compute_binomial_p(improved, changed, 0.5)


def _bootstrap(difference: Scores, plan: AnalysisPlan) -> Limits | Unavailable:
    n = len(difference)
    if n < 3:
        return NO_PAIR if n == 0 else _TOO_FEW
    if float(np.ptp(difference)) < 1e-12:
        return _ALL_EQUAL
    if n > _MOST_RESAMPLED:
        return _TOO_MANY
    return compute_bca_interval(difference, plan.confidence_level, plan.bootstrap_seed)


def _make_odds_cell(factor: Estimate) -> Cell:
    return factor if isinstance(factor, Unavailable) else Odds(factor)


def _make_row(label: str, value: Any, interval: Any = BLANK) -> Row:
    return Row(Text(label), (value, interval))
