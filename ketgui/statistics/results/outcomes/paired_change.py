"""Change of the total score from before to after, in the patients who have both ratings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Scores, improvement
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Estimate,
    Limits,
    Number,
    Row,
    Text,
    correlation,
    limits,
    named_values,
    number,
    p_value,
)
from ketgui.statistics.study import Result, Section, Study
from ketgui.statistics.tests.effect_size import (
    dz_interval,
    fisher_interval,
    hedges,
    mean_interval,
    rescaled,
)
from ketgui.statistics.tests.shapiro_wilk import shapiro_wilk
from ketgui.statistics.tests.signed_rank import SignedRank, signed_rank_test
from ketgui.statistics.tests.walsh import NO_PAIR, hodges_lehmann
from ketgui.text import mark

_ONE_PAIR = Unavailable(mark("only one patient has both ratings"))
_ALL_EQUAL = Unavailable(mark("every patient changed by the same amount"))
_NO_SPREAD = Unavailable(mark("all scores at one of the two times are equal"))
_NO_CHANGE = Unavailable(mark("no patient's score changed"))
_TOO_FEW = Unavailable(mark("fewer than three patients have both ratings"))
_TOO_MANY = Unavailable(mark("not defined for more than 5000 patients"))


_SHAPIRO_MOST = 5000


@dataclass(frozen=True)
class PairedChange(Result):
    r"""Paired comparison; the difference is before − after, so improvement is positive.

    Notes
    -----
    Patients without both ratings are left out (complete cases); `n` is how many remain.

    - t = mean(d) / (sd(d) / √n) on n − 1 degrees of freedom, two-sided p, t interval.
    - d_z = mean(d) / sd(d); its interval inverts the noncentral t distribution.
    - g_z = J · d_z with J = Γ(ν/2) / (√(ν/2) · Γ((ν − 1)/2)), ν = n − 1 (Hedges 1981).
      Its interval is that of d_z times J.
    - d_av = mean(d) / ((sd before + sd after) / 2) (Cumming 2012); its interval is that of d_z
      times sd(d) / ((sd before + sd after) / 2) (Algina & Keselman 2003).
    - Pearson's r with Fisher's interval, tanh(artanh(r) ± z / √(n − 3)), from four patients on.
    - Wilcoxon signed-rank: differences of zero are dropped, ties get mean ranks; W is the
      smaller rank sum; p is exact below 50 untied differences, otherwise from the normal
      approximation with continuity and tie correction, as in R's ``wilcox.test``. How many were
      zero or tied, and which p it is, is said.
    - Hodges–Lehmann: median of the Walsh averages (dᵢ + dⱼ)/2, i ≤ j, of all differences.
    - Shapiro–Wilk on the differences (Royston 1995).

    Examples
    --------
    >>> result = PairedChange.from_scores(np.array([30.0, 25, 28]), np.array([20.0, 19, 21]))
    >>> round(result.t, 4), result.df
    (6.3791, 2)
    """

    key: ClassVar[str] = "paired_change"
    title: ClassVar[str] = mark("Paired change")
    section: ClassVar[Section] = "effect"
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 10
    columns: ClassVar[tuple[str, ...]] = (mark("Value"), mark("Interval"))

    n: int
    mean_before: Estimate
    sd_before: Estimate
    mean_before_ci: Limits | Unavailable
    mean_after: Estimate
    sd_after: Estimate
    mean_after_ci: Limits | Unavailable
    mean_difference: Estimate
    sd_difference: Estimate
    difference_ci: Limits | Unavailable
    t: Estimate
    df: int | Unavailable
    p: Estimate
    cohen_dz: Estimate
    cohen_dz_ci: Limits | Unavailable
    hedges_gz: Estimate
    hedges_gz_ci: Limits | Unavailable
    cohen_dav: Estimate
    cohen_dav_ci: Limits | Unavailable
    pearson_r: Estimate
    pearson_r_ci: Limits | Unavailable
    wilcoxon_w: Estimate
    wilcoxon_p: Estimate
    wilcoxon_zeros: int
    wilcoxon_tied: int
    wilcoxon_is_exact: bool
    hodges_lehmann: Estimate
    shapiro_w: Estimate
    shapiro_p: Estimate

    @classmethod
    def compute(cls, study: Study) -> PairedChange:
        """Compute it for the patients with both ratings."""
        pairs = study.pairs.complete()
        return cls.from_scores(pairs.before, pairs.after, study.plan.confidence_level)

    @classmethod
    def from_scores(cls, before: Scores, after: Scores, level: float = 0.95) -> PairedChange:
        """Compute it from scores of equal length, shape (n,), without missing ones."""
        difference = improvement(before, after)
        t, p, difference_ci = _t_test(difference, level)
        dz = _ratio(_mean(difference), _sd(difference))
        ranked = _wilcoxon(difference)
        shapiro_w, shapiro_p = _shapiro(difference)
        n = len(difference)
        dz_ci, dav = dz_interval(dz, n, level), _dav(before, after)
        pearson = _pearson(before, after)
        return cls(
            n=n,
            mean_before=_mean(before),
            sd_before=_sd(before),
            mean_before_ci=_mean_interval(before, level),
            mean_after=_mean(after),
            sd_after=_sd(after),
            mean_after_ci=_mean_interval(after, level),
            mean_difference=_mean(difference),
            sd_difference=_sd(difference),
            difference_ci=difference_ci,
            t=t,
            df=n - 1 if n > 1 else _too_few_for_spread(n),
            p=p,
            cohen_dz=dz,
            cohen_dz_ci=dz_ci,
            hedges_gz=hedges(dz, n),
            hedges_gz_ci=rescaled(dz_ci, hedges(1.0, n)),
            cohen_dav=dav,
            cohen_dav_ci=rescaled(dz_ci, _ratio(_sd(difference), _mean_spread(before, after))),
            pearson_r=pearson,
            pearson_r_ci=fisher_interval(pearson, n, level),
            wilcoxon_w=ranked if isinstance(ranked, Unavailable) else ranked.w,
            wilcoxon_p=ranked if isinstance(ranked, Unavailable) else ranked.p,
            wilcoxon_zeros=int((difference == 0).sum()),
            wilcoxon_tied=0 if isinstance(ranked, Unavailable) else ranked.tied,
            wilcoxon_is_exact=not isinstance(ranked, Unavailable) and ranked.is_exact,
            hodges_lehmann=hodges_lehmann(difference),
            shapiro_w=shapiro_w,
            shapiro_p=shapiro_p,
        )

    def rows(self) -> tuple[Row, ...]:
        """Return the statistics in the order in which an article names them."""
        return (
            _row(mark("Patients with both ratings"), Count(self.n)),
            _row(
                mark("Before, mean ± SD"),
                _mean_sd(self.mean_before, self.sd_before),
                limits(self.mean_before_ci),
            ),
            _row(
                mark("After, mean ± SD"),
                _mean_sd(self.mean_after, self.sd_after),
                limits(self.mean_after_ci),
            ),
            _row(
                mark("Difference, mean ± SD"),
                _mean_sd(self.mean_difference, self.sd_difference),
                limits(self.difference_ci, 2),
            ),
            _row(mark("Paired t"), number(self.t, 3)),
            _row(
                mark("Degrees of freedom"),
                self.df if isinstance(self.df, Unavailable) else Count(self.df),
            ),
            _row(mark("p of t"), p_value(self.p)),
            _row(mark("Cohen d_z"), number(self.cohen_dz, 2), limits(self.cohen_dz_ci, 2)),
            _row(mark("Hedges g_z"), number(self.hedges_gz, 2), limits(self.hedges_gz_ci, 2)),
            _row(mark("Cohen d_av"), number(self.cohen_dav, 2), limits(self.cohen_dav_ci, 2)),
            _row(
                mark("Pearson r of before and after"),
                correlation(self.pearson_r),
                limits(self.pearson_r_ci, 2, of_coefficient=True),
            ),
            _row(mark("Wilcoxon W"), number(self.wilcoxon_w, 1)),
            _row(mark("p of W"), p_value(self.wilcoxon_p), self._how_ranked()),
            _row(mark("Differences of zero (not ranked)"), Count(self.wilcoxon_zeros)),
            _row(mark("Tied differences (mean ranks)"), Count(self.wilcoxon_tied)),
            _row(mark("Hodges–Lehmann estimate"), number(self.hodges_lehmann, 1)),
            _row(mark("Shapiro–Wilk W of the differences"), correlation(self.shapiro_w, 3)),
            _row(mark("p of Shapiro–Wilk"), p_value(self.shapiro_p)),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return every number by its published name."""
        return named_values(self)

    def _how_ranked(self) -> Text:
        if isinstance(self.wilcoxon_p, Unavailable):
            return BLANK
        exact, approximate = mark("exact"), mark("normal approximation")
        return Text(exact if self.wilcoxon_is_exact else approximate)


def _too_few_for_spread(n: int) -> Unavailable:
    return NO_PAIR if n == 0 else _ONE_PAIR


def _mean(values: Scores) -> Estimate:
    return float(values.mean()) if len(values) else NO_PAIR


def _sd(values: Scores) -> Estimate:
    return float(values.std(ddof=1)) if len(values) > 1 else _too_few_for_spread(len(values))


def _mean_interval(values: Scores, level: float) -> Limits | Unavailable:
    return mean_interval(values, level) if len(values) > 1 else _too_few_for_spread(len(values))


def _ratio(above: Estimate, below: Estimate) -> Estimate:
    if isinstance(above, Unavailable):
        return above
    if isinstance(below, Unavailable):
        return below
    return above / below if not _vanishes(below) else _ALL_EQUAL


def _vanishes(spread: float) -> bool:
    return spread < 1e-12


def _t_test(difference: Scores, level: float) -> tuple[Estimate, Estimate, Limits | Unavailable]:
    spread = _sd(difference)
    if isinstance(spread, Unavailable):
        return spread, spread, spread
    if _vanishes(spread):
        return _ALL_EQUAL, _ALL_EQUAL, _ALL_EQUAL
    from scipy.special import stdtr, stdtrit

    n, mean = len(difference), float(difference.mean())
    error = spread / math.sqrt(n)
    half = float(stdtrit(n - 1, (1 + level) / 2)) * error
    p = 2 * float(stdtr(n - 1, -abs(mean / error)))
    return mean / error, p, (mean - half, mean + half)


def _mean_spread(before: Scores, after: Scores) -> Estimate:
    spreads = _sd(before), _sd(after)
    if isinstance(spreads[0], Unavailable) or isinstance(spreads[1], Unavailable):
        return _too_few_for_spread(len(before))
    return (spreads[0] + spreads[1]) / 2


def _dav(before: Scores, after: Scores) -> Estimate:
    spread = _mean_spread(before, after)
    if isinstance(spread, Unavailable):
        return spread
    return float((before - after).mean()) / spread if spread > 0 else _NO_SPREAD


def _pearson(before: Scores, after: Scores) -> Estimate:
    if len(before) < 3:
        return _TOO_FEW
    if _vanishes(float(before.std())) or _vanishes(float(after.std())):
        return _NO_SPREAD
    return float(np.corrcoef(before, after)[0, 1])


def _wilcoxon(difference: Scores) -> SignedRank | Unavailable:
    if len(difference) == 0:
        return NO_PAIR
    return signed_rank_test(difference) if difference.any() else _NO_CHANGE


def _shapiro(difference: Scores) -> tuple[Estimate, Estimate]:
    if len(difference) < 3:
        return _TOO_FEW, _TOO_FEW
    if _vanishes(float(difference.std())):
        return _ALL_EQUAL, _ALL_EQUAL
    if len(difference) > _SHAPIRO_MOST:
        return _TOO_MANY, _TOO_MANY
    return shapiro_wilk(difference)


def _mean_sd(mean: Estimate, sd: Estimate) -> Cell:
    return mean if isinstance(mean, Unavailable) else Number(mean, 1, spread=sd)


def _row(label: str, value: Cell, interval: Cell = BLANK) -> Row:
    return Row(Text(label), (value, interval))
