"""Check a printed summary of paired scores: which of its numbers contradict each other.

Every printed number represents all the values that round to it, so a recomputed one is a range. A
printed number agrees with what was recomputed if the two ranges meet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.consistency.granularity import (
    find_counts,
    passes_debit,
    passes_grim,
    passes_grimmer,
)
from ketgui.statistics.consistency.printed import Printed
from ketgui.statistics.rows import BLANK, Cell, Limits, Number, Range, Row, Text
from ketgui.text import mark

_NOT_BOTH = Unavailable(mark("needs both SDs and the SD of the differences, t or r"))
_SLACK = 1e-9
_NO_SPREAD = Unavailable(mark("an SD of zero leaves nothing to divide by"))


@dataclass(frozen=True)
class Summary:
    """What a paper prints of paired scores; None for what it does not. SDs are of n − 1.

    `binary_mean` and `binary_sd` are of a variable coded 0 and 1.
    """

    n: int | None = None
    mean_before: Printed | None = None
    sd_before: Printed | None = None
    mean_after: Printed | None = None
    sd_after: Printed | None = None
    sd_difference: Printed | None = None
    t: Printed | None = None
    r: Printed | None = None
    binary_mean: Printed | None = None
    binary_sd: Printed | None = None
    percentages: tuple[Printed, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One recomputed number: its name, its value, and whether the printed one agrees.

    `agrees` is None where nothing is printed to compare it with.
    """

    title: str
    recomputed: Cell
    agrees: bool | None = None
    printed: Cell = BLANK

    def row(self) -> Row:
        """Return the finding as a line of a table."""
        verdicts = {None: BLANK, True: Text(mark("agrees")), False: Text(mark("does not agree"))}
        return Row(Text(self.title), (self.printed, self.recomputed, verdicts[self.agrees]))


COLUMNS = (mark("Printed"), mark("Recomputed"), mark("Verdict"))


def check_summary(summary: Summary) -> tuple[Finding, ...]:
    """Return everything that can be recomputed from what is printed.

    Parameters
    ----------
    summary : Summary

    Returns
    -------
    tuple of Finding
    """
    return (
        *_check_means(summary),
        *_check_sds(summary),
        *_check_binary(summary),
        *_check_percentages(summary),
        *_check_paired(summary),
    )


def compute_sd_of_differences(sd_before: float, sd_after: float, r: float) -> float:
    """Return √(s₁² + s₂² − 2 r s₁ s₂).

    Parameters
    ----------
    sd_before, sd_after : float
        Standard deviations, s₁ and s₂.
    r : float
        Correlation of the two scores, −1 to 1.

    Returns
    -------
    float

    Examples
    --------
    >>> round(compute_sd_of_differences(6.4, 8.9, 0.77), 2)
    5.7
    """
    # At r = ±1 rounding may put the square below 0.
    squared = sd_before**2 + sd_after**2 - 2 * r * sd_before * sd_after
    return math.sqrt(max(0.0, squared))


def compute_implied_r(sd_before: float, sd_after: float, sd_difference: float) -> float:
    """Return the correlation that three SDs imply: (s₁² + s₂² − s_d²) / (2 s₁ s₂).

    Examples
    --------
    >>> round(compute_implied_r(6.4, 8.9, 5.72), 2)
    0.77
    """
    return (sd_before**2 + sd_after**2 - sd_difference**2) / (2 * sd_before * sd_after)


def _check_means(summary: Summary) -> tuple[Finding, ...]:
    named = (
        (mark("Mean before: possible for whole scores"), summary.mean_before),
        (mark("Mean after: possible for whole scores"), summary.mean_after),
    )
    n = summary.n
    if not n:
        return ()
    return tuple(
        Finding(title, _find_nearest(mean, n), passes_grim(mean, n), _make_cell(mean))
        for title, mean in named
        if mean
    )


def _check_sds(summary: Summary) -> tuple[Finding, ...]:
    named = (
        (mark("SD before: possible with that mean"), summary.mean_before, summary.sd_before),
        (mark("SD after: possible with that mean"), summary.mean_after, summary.sd_after),
    )
    n = summary.n
    if not n or n < 2:
        return ()
    # An impossible mean has no SD that goes with it.
    return tuple(
        Finding(title, BLANK, passes_grimmer(mean, sd, n), _make_cell(sd))
        for title, mean, sd in named
        if mean and sd and passes_grim(mean, n)
    )


def _check_binary(summary: Summary) -> tuple[Finding, ...]:
    n, mean, sd = summary.n, summary.binary_mean, summary.binary_sd
    if not n or n < 2 or not mean or not sd:
        return ()
    title = mark("SD of values 0 and 1: possible with that mean")
    return (Finding(title, BLANK, passes_debit(mean, sd, n), _make_cell(sd)),)


def _find_nearest(mean: Printed, n: int) -> Cell:
    """Return the possible mean that is nearest to the printed one."""
    return Number(round(mean.value * n) / n, max(2, mean.decimals + 1))


def _check_percentages(summary: Summary) -> tuple[Finding, ...]:
    n = summary.n
    if not n:
        return ()
    return tuple(
        Finding(
            mark("Percentage: count of patients"),
            Text("; ".join(f"{k}/{n}" for k in counts) if counts else "–", from_file=True),
            bool(counts),
            Number(printed.value, printed.decimals, "%"),
        )
        for printed in summary.percentages
        for counts in (find_counts(printed, n),)
    )


def _check_paired(summary: Summary) -> tuple[Finding, ...]:
    before, after, n = summary.mean_before, summary.mean_after, summary.n
    if not before or not after:
        return ()
    difference = _subtract(before.limits, after.limits)
    findings = [Finding(mark("Mean difference, before − after"), _make_range(difference))]
    spread = _spread(summary, difference)
    if isinstance(spread, Unavailable):
        return (*findings, Finding(mark("SD of the differences"), spread))
    findings.append(_spread_finding(summary, spread))
    findings += _check_t_and_d(summary, difference, spread, n)
    return (*findings, *_check_correlation(summary, spread), *_compute_d_av(summary, difference))


def _spread(summary: Summary, difference: Limits) -> Limits | Unavailable:
    """Return the SD of the differences: as printed, else from r, else from t."""
    if summary.sd_difference:
        return _drop_negative(summary.sd_difference.limits)
    s1, s2 = summary.sd_before, summary.sd_after
    if summary.r and s1 and s2:
        return _drop_negative(_spread_from_r(s1.limits, s2.limits, _limit_correlation(summary.r)))
    if summary.t and summary.n and min(map(abs, summary.t.limits)) > 0:
        root = math.sqrt(summary.n)
        # The extremes of d/t over two intervals that exclude t = 0 lie at their corners.
        corners = product(difference, summary.t.limits)
        return _drop_negative(_find_ends([abs(d / t) * root for d, t in corners]))
    return _NOT_BOTH


def _spread_from_r(first: Limits, second: Limits, correlation: Limits) -> Limits:
    """Return the range of the SD of the differences over ranges of both SDs and r.

    It increases with each SD, except below r times the other one, where it has its minimum.
    """
    # The corners of the three ranges, and the minima along either SD, as far as they are in range.
    corners = [(a, b, r) for a, b, r in product(first, second, correlation)]
    corners += [(_clamp(first, r * b), b, r) for b, r in product(second, correlation)]
    corners += [(a, _clamp(second, r * a), r) for a, r in product(first, correlation)]
    return _find_ends([compute_sd_of_differences(*corner) for corner in corners])


def _bound_correlation(first: Limits, second: Limits, spread: Limits) -> Limits:
    """Return the range of the correlation over ranges of three SDs.

    It increases with each SD, except where its square is below the difference of the other two.
    """
    corners = [(a, b, d) for a, b, d in product(first, second, spread)]
    for other, d in product(second, spread):
        corners.append((_clamp(first, math.sqrt(max(0.0, other**2 - d**2))), other, d))
    for other, d in product(first, spread):
        corners.append((other, _clamp(second, math.sqrt(max(0.0, other**2 - d**2))), d))
    return _find_ends([compute_implied_r(*corner) for corner in corners])


def _clamp(limits: Limits, value: float) -> float:
    return min(max(value, limits[0]), limits[1])


def _spread_finding(summary: Summary, spread: Limits) -> Finding:
    title = mark("SD of the differences")
    s1, s2 = summary.sd_before, summary.sd_after
    if not s1 or not s2:
        return Finding(title, _make_range(spread))
    # No correlation makes it smaller than the difference of the SDs or larger than their sum.
    apart = max(s1.limits[0] - s2.limits[1], s2.limits[0] - s1.limits[1], 0.0)
    widest = s1.limits[1] + s2.limits[1]
    agrees = apart <= spread[1] + _SLACK and spread[0] <= widest + _SLACK
    return Finding(title, _make_range(spread), agrees)


def _check_t_and_d(
    summary: Summary, difference: Limits, spread: Limits, n: int | None
) -> tuple[Finding, ...]:
    if spread[0] <= 0:
        return (Finding(mark("Cohen d_z"), _NO_SPREAD),)
    # Where the SD of the differences was derived from t itself, t has nothing to be compared with.
    independent = bool(summary.sd_difference or summary.r)
    d = _find_ends([a / b for a, b in product(difference, spread)])
    if summary.t and n and not independent:
        d = _compute_d(summary.t, n, difference)
    findings = [Finding(mark("Cohen d_z"), _make_range(d))]
    if not n:
        return tuple(findings)
    root = math.sqrt(n)
    t = d[0] * root, d[1] * root
    if summary.t and independent:
        size = Printed(abs(summary.t.value), summary.t.decimals)
        # t is printed with either sign: sizes are compared, and a range across 0 includes 0.
        agrees = size.meets(_find_ends([abs(t[0]), abs(t[1])] + ([0.0] if t[0] < 0 < t[1] else [])))
        return (*findings, Finding(mark("Paired t"), _make_range(t), agrees, _make_cell(summary.t)))
    return (
        (*findings, Finding(mark("Paired t"), _make_range(t))) if independent else tuple(findings)
    )


def _compute_d(t: Printed, n: int, difference: Limits) -> Limits:
    """Return |t|/√n with the sign of the difference: before − after, whichever way t was taken."""
    size = sorted(abs(limit) / math.sqrt(n) for limit in t.limits)
    return (size[0], size[1]) if difference[1] > 0 else (-size[1], -size[0])


def _check_correlation(summary: Summary, spread: Limits) -> tuple[Finding, ...]:
    s1, s2 = summary.sd_before, summary.sd_after
    if not s1 or not s2 or min(*s1.limits, *s2.limits) <= 0:
        return ()
    r = _bound_correlation(s1.limits, s2.limits, spread)
    # A correlation beyond ±1 means that the three SDs cannot belong together.
    possible = r[0] <= 1 and r[1] >= -1
    title = mark("Correlation of before and after, implied")
    if summary.r and summary.sd_difference:
        return (Finding(title, _make_range(r), summary.r.meets(r), _make_cell(summary.r)),)
    return (Finding(title, _make_range(r), None if possible else False),)


def _compute_d_av(summary: Summary, difference: Limits) -> tuple[Finding, ...]:
    s1, s2 = summary.sd_before, summary.sd_after
    if not s1 or not s2 or min(*s1.limits, *s2.limits) <= 0:
        return ()
    corners = product(difference, s1.limits, s2.limits)
    d = _find_ends([change / ((a + b) / 2) for change, a, b in corners])
    return (Finding(mark("Cohen d_av"), _make_range(d)),)


def _subtract(first: Limits, second: Limits) -> Limits:
    return first[0] - second[1], first[1] - second[0]


def _drop_negative(limits: Limits) -> Limits:
    return max(0.0, limits[0]), limits[1]


def _limit_correlation(r: Printed) -> Limits:
    return max(-1.0, r.limits[0]), min(1.0, r.limits[1])


def _find_ends(values: list[float]) -> Limits:
    return min(values), max(values)


def _make_range(limits: Limits) -> Cell:
    return Range(*limits, 2)


def _make_cell(printed: Printed) -> Cell:
    return Number(printed.value, printed.decimals)
