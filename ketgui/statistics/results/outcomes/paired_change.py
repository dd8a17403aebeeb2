"""Change of the total score from before to after, in the patients who have both ratings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Scores, compute_improvement
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Estimate,
    Limits,
    Row,
    Text,
    collect_values,
    make_correlation_cell,
    make_limits_cell,
    make_mean_sd_cell,
    make_number_cell,
    make_p_value_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.effect_size import (
    compute_dz_interval,
    compute_fisher_interval,
    compute_hedges_g,
    compute_mean_interval,
    compute_t_test,
    rescale_interval,
)
from ketgui.statistics.tests.quartiles import Middle
from ketgui.statistics.tests.shapiro_wilk import compute_shapiro_wilk
from ketgui.statistics.tests.signed_rank import SignedRank, compute_signed_rank_test
from ketgui.statistics.tests.walsh import NO_PAIR, compute_hodges_lehmann
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

    Where a rising score is an improvement, the difference is after − before.

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
      smaller rank sum; p is exact below 50 differences, given the ties, otherwise from the normal
      approximation with continuity and tie correction, as in R's ``wilcox.test`` from 4.6 on. The
      result holds how many were zero or tied, and which p it is.
    - Hodges–Lehmann: median of the Walsh averages (dᵢ + dⱼ)/2, i ≤ j, of all differences.
    - Shapiro–Wilk on the differences (Royston 1995).
    - Medians and quartiles (type 7 of R) are always published; the table shows them where the
      skewness of the scores lies beyond 1.

    References
    ----------
    Algina & Keselman 2003, Educational and Psychological Measurement 63. Cumming 2012,
    Understanding the New Statistics. Hedges 1981, Journal of Educational Statistics 6. Hollander &
    Wolfe 1999, Nonparametric Statistical Methods. Royston 1995, Applied Statistics 44.

    Examples
    --------
    >>> result = PairedChange.from_scores(np.array([30.0, 25, 28]), np.array([20.0, 19, 21]))
    >>> round(result.t, 4), result.df
    (6.3791, 2)
    """

    key: ClassVar[str] = "paired_change"
    title: ClassVar[str] = mark("Paired change")
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
    before: Middle | None = None
    after: Middle | None = None
    difference: Middle | None = None

    @classmethod
    def compute(cls, study: Study) -> PairedChange:
        """Compute it for the patients with both ratings."""
        pairs, level = study.pairs.complete(), study.plan.confidence_level
        return cls.from_scores(pairs.before, pairs.after, level, is_rising=pairs.is_rising)

    @classmethod
    def from_scores(
        cls, before: Scores, after: Scores, level: float = 0.95, *, is_rising: bool = False
    ) -> PairedChange:
        """Compute it from scores of equal length, shape (n,), without missing ones.

        `is_rising` says that a higher score is an improvement.
        """
        difference = compute_improvement(before, after, is_rising=is_rising)
        t, p, difference_ci = compute_t_test(difference, level)
        dz = _divide(_compute_mean(difference), _compute_sd(difference))
        ranked = _compute_wilcoxon(difference)
        shapiro_w, shapiro_p = _compute_shapiro(difference)
        n = len(difference)
        # The other effect sizes are d_z in other units, so
        # their intervals are that of d_z, rescaled.
        dz_ci, dav = (
            compute_dz_interval(dz, n, level),
            _compute_dav(difference, _average_sds(before, after)),
        )
        pearson = _compute_pearson(before, after)
        return cls(
            n=n,
            mean_before=_compute_mean(before),
            sd_before=_compute_sd(before),
            mean_before_ci=_compute_mean_interval(before, level),
            mean_after=_compute_mean(after),
            sd_after=_compute_sd(after),
            mean_after_ci=_compute_mean_interval(after, level),
            mean_difference=_compute_mean(difference),
            sd_difference=_compute_sd(difference),
            difference_ci=difference_ci,
            t=t,
            # Where there is no t, there are no degrees of freedom to report with it.
            df=t if isinstance(t, Unavailable) else n - 1,
            p=p,
            cohen_dz=dz,
            cohen_dz_ci=dz_ci,
            hedges_gz=compute_hedges_g(dz, n),
            # g of a d_z of 1 is the correction J itself.
            hedges_gz_ci=rescale_interval(dz_ci, compute_hedges_g(1.0, n)),
            cohen_dav=dav,
            cohen_dav_ci=rescale_interval(
                dz_ci, _divide(_compute_sd(difference), _average_sds(before, after))
            ),
            pearson_r=pearson,
            pearson_r_ci=compute_fisher_interval(pearson, n, level),
            wilcoxon_w=ranked if isinstance(ranked, Unavailable) else ranked.w,
            wilcoxon_p=ranked if isinstance(ranked, Unavailable) else ranked.p,
            # Counted over all differences, even where no test is possible.
            wilcoxon_zeros=int((difference == 0).sum()),
            wilcoxon_tied=0 if isinstance(ranked, Unavailable) else ranked.tied,
            wilcoxon_is_exact=not isinstance(ranked, Unavailable) and ranked.is_exact,
            hodges_lehmann=compute_hodges_lehmann(difference),
            shapiro_w=shapiro_w,
            shapiro_p=shapiro_p,
            before=Middle.of(before),
            after=Middle.of(after),
            difference=Middle.of(difference),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return the statistics in the order in which an article names them."""
        return (
            _make_row(mark("Patients with both ratings"), Count(self.n)),
            *_describe_scores(
                (mark("Before, mean ± SD"), mark("Before, median [quartiles]")),
                make_mean_sd_cell(self.mean_before, self.sd_before),
                make_limits_cell(self.mean_before_ci),
                self.before,
            ),
            *_describe_scores(
                (mark("After, mean ± SD"), mark("After, median [quartiles]")),
                make_mean_sd_cell(self.mean_after, self.sd_after),
                make_limits_cell(self.mean_after_ci),
                self.after,
            ),
            *_describe_scores(
                (mark("Difference, mean ± SD"), mark("Difference, median [quartiles]")),
                make_mean_sd_cell(self.mean_difference, self.sd_difference),
                make_limits_cell(self.difference_ci, 2),
                self.difference,
            ),
            _make_row(mark("Paired t"), make_number_cell(self.t, 3)),
            _make_row(
                mark("Degrees of freedom"),
                self.df if isinstance(self.df, Unavailable) else Count(self.df),
            ),
            _make_row(mark("p of t"), make_p_value_cell(self.p)),
            _make_row(
                mark("Cohen d_z"),
                make_number_cell(self.cohen_dz, 2),
                make_limits_cell(self.cohen_dz_ci, 2),
            ),
            _make_row(
                mark("Hedges g_z"),
                make_number_cell(self.hedges_gz, 2),
                make_limits_cell(self.hedges_gz_ci, 2),
            ),
            _make_row(
                mark("Cohen d_av"),
                make_number_cell(self.cohen_dav, 2),
                make_limits_cell(self.cohen_dav_ci, 2),
            ),
            _make_row(
                mark("Pearson r of before and after"),
                make_correlation_cell(self.pearson_r),
                make_limits_cell(self.pearson_r_ci, 2, of_coefficient=True),
            ),
            _make_row(mark("Wilcoxon W"), make_number_cell(self.wilcoxon_w, 1)),
            _make_row(mark("p of W"), make_p_value_cell(self.wilcoxon_p), self._how_ranked()),
            _make_row(mark("Differences of zero (not ranked)"), Count(self.wilcoxon_zeros)),
            _make_row(mark("Tied differences (mean ranks)"), Count(self.wilcoxon_tied)),
            _make_row(mark("Hodges–Lehmann estimate"), make_number_cell(self.hodges_lehmann, 1)),
            _make_row(
                mark("Shapiro–Wilk W of the differences"), make_correlation_cell(self.shapiro_w, 3)
            ),
            _make_row(mark("p of Shapiro–Wilk"), make_p_value_cell(self.shapiro_p)),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return every number by its published name."""
        values = collect_values(self)
        for name in ("before", "after", "difference"):
            middle: Middle | None = values.pop(name)
            values |= {
                f"median_{name}": middle.median if middle else NO_PAIR,
                f"quartiles_{name}": (middle.first, middle.third) if middle else NO_PAIR,
            }
        return values

    def _how_ranked(self) -> Text:
        if isinstance(self.wilcoxon_p, Unavailable):
            return BLANK
        exact, approximate = mark("exact"), mark("normal approximation")
        return Text(exact if self.wilcoxon_is_exact else approximate)


def _explain_no_spread(n: int) -> Unavailable:
    return NO_PAIR if n == 0 else _ONE_PAIR


def _compute_mean(values: Scores) -> Estimate:
    return float(values.mean()) if len(values) else NO_PAIR


def _compute_sd(values: Scores) -> Estimate:
    return float(values.std(ddof=1)) if len(values) > 1 else _explain_no_spread(len(values))


def _compute_mean_interval(values: Scores, level: float) -> Limits | Unavailable:
    return (
        compute_mean_interval(values, level) if len(values) > 1 else _explain_no_spread(len(values))
    )


def _divide(above: Estimate, below: Estimate) -> Estimate:
    if isinstance(above, Unavailable):
        return above
    if isinstance(below, Unavailable):
        return below
    return above / below if not _is_zero(below) else _ALL_EQUAL


def _is_zero(spread: float) -> bool:
    # Sums of equal decimals miss zero by their last bits.
    return spread < 1e-12


def _average_sds(before: Scores, after: Scores) -> Estimate:
    spreads = _compute_sd(before), _compute_sd(after)
    if isinstance(spreads[0], Unavailable) or isinstance(spreads[1], Unavailable):
        return _explain_no_spread(len(before))
    return (spreads[0] + spreads[1]) / 2


def _compute_dav(difference: Scores, spread: Estimate) -> Estimate:
    if isinstance(spread, Unavailable):
        return spread
    return float(difference.mean()) / spread if spread > 0 else _NO_SPREAD


def _compute_pearson(before: Scores, after: Scores) -> Estimate:
    if len(before) < 3:
        return _TOO_FEW
    if _is_zero(float(before.std())) or _is_zero(float(after.std())):
        return _NO_SPREAD
    return float(np.corrcoef(before, after)[0, 1])


def _compute_wilcoxon(difference: Scores) -> SignedRank | Unavailable:
    if len(difference) == 0:
        return NO_PAIR
    return compute_signed_rank_test(difference) if difference.any() else _NO_CHANGE


def _compute_shapiro(difference: Scores) -> tuple[Estimate, Estimate]:
    if len(difference) < 3:
        return _TOO_FEW, _TOO_FEW
    if _is_zero(float(difference.std())):
        return _ALL_EQUAL, _ALL_EQUAL
    # Royston's approximation is fitted up to here.
    if len(difference) > _SHAPIRO_MOST:
        return _TOO_MANY, _TOO_MANY
    return compute_shapiro_wilk(difference)


def _describe_scores(
    titles: tuple[str, str], mean: Cell, interval: Cell, middle: Middle | None
) -> tuple[Row, ...]:
    """Return the line of a mean, and one of the median where the scores are skewed."""
    line = _make_row(titles[0], mean, interval)
    if middle is None or not middle.is_skewed:
        return (line,)
    return line, _make_row(titles[1], middle.make_cell())


def _make_row(label: str, value: Cell, interval: Cell = BLANK) -> Row:
    return Row(Text(label), (value, interval))
