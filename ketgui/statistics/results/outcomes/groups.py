"""The change within groups of patients, and the difference between two groups."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from ketgui.domain.folding import to_identifier
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.grouping import Grouping, find_groupings
from ketgui.statistics.pairing import Scores
from ketgui.statistics.rows import (
    BLANK,
    Count,
    Estimate,
    Limits,
    Number,
    Row,
    Text,
    make_limits_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

SMALL = 10
_ONE = Unavailable(mark("one patient only"))
_TOO_FEW = Unavailable(mark("fewer than two patients in a group"))
_NO_SPREAD = Unavailable(mark("no spread within the groups"))


@dataclass(frozen=True)
class Group:
    """The change of one group; `small` warns of fewer than ten patients."""

    variable: str
    title: str
    level: str
    from_file: bool
    n: int
    mean: float
    sd: Estimate
    ci: Limits | Unavailable

    @property
    def small(self) -> bool:
        """Whether the group has fewer than ten patients."""
        return self.n < SMALL

    def as_dict(self) -> dict[str, Any]:
        """Return it by name."""
        names = ("variable", "level", "n", "mean", "sd", "ci")
        values = {name: getattr(self, name) for name in names}
        return values | {"level": _identify(self), "small": self.small}


@dataclass(frozen=True)
class Contrast:
    """The difference of two mean changes: of two groups, or of one group and all the others.

    `level` is the group that stands against the others, empty where there are two, first minus
    second; `n` counts both sides, `small` warns of fewer than ten patients in one of them.
    """

    variable: str
    title: str
    level: str
    from_file: bool
    n: int
    small: bool
    difference: float
    ci: Limits | Unavailable

    def as_dict(self) -> dict[str, Any]:
        """Return it by name."""
        names = ("variable", "level", "n", "difference", "ci", "small")
        return {name: getattr(self, name) for name in names} | {"level": _identify(self)}


def _identify(part: Group | Contrast) -> str:
    """Return a level for scripts: the file's own word, or an identifier."""
    return part.level if part.from_file else to_identifier(part.level)


@dataclass(frozen=True)
class Groups(Result):
    """Mean change (before − after) by group, and its difference from another group or all others.

    Notes
    -----
    Patients with both ratings. Groups: the declared categories, the TMS stimulator, and every
    further column with two to eight values. Two groups are compared with each other, each of
    more with all the others. Intervals of a mean by t; of a difference by Welch's t (Welch 1947).
    No p: with groups of this size the interval says more. Responders are never compared with
    non-responders; a column of the file that names them makes no groups.

    References
    ----------
    Welch 1947, Biometrika 34.

    Examples
    --------
    >>> study = Study.of_scores([30, 28, 26, 24], [20, 20, 20, 20], site=["A", "A", "B", "B"])
    >>> result = Groups.compute(study)
    >>> [group.mean for group in result.groups], result.contrasts[0].difference
    ([9.0, 5.0], 4.0)
    """

    key: ClassVar[str] = "groups"
    title: ClassVar[str] = mark("Change by group")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 120
    columns: ClassVar[tuple[str, ...]] = (
        mark("Level"),
        mark("n"),
        mark("Change, mean ± SD"),
        mark("Interval"),
        mark("Note"),
    )

    groups: tuple[Group, ...]
    contrasts: tuple[Contrast, ...]

    @classmethod
    def compute(cls, study: Study) -> Groups:
        """Describe every grouping."""
        change = pd.Series(study.pairs.difference, index=study.pairs.patient_id).dropna()
        groups: list[Group] = []
        contrasts: list[Contrast] = []
        for grouping in find_groupings(study.cohort):
            levels = grouping.split(change)
            # One group is no comparison.
            if len(levels) < 2:
                continue
            level = study.plan.confidence_level
            groups += [_describe_group(grouping, name, scores, level) for name, scores in levels]
            contrasts += _list_contrasts(grouping, levels, level)
        return cls(tuple(groups), tuple(contrasts))

    def rows(self) -> tuple[Row, ...]:
        """Return each grouping's levels, then its differences."""
        lines: list[Row] = []
        for variable in dict.fromkeys(each.variable for each in self.groups):
            lines += [_make_group_row(each) for each in self.groups if each.variable == variable]
            lines += [
                _make_contrast_row(each) for each in self.contrasts if each.variable == variable
            ]
        return tuple(lines)

    def as_dict(self) -> dict[str, Any]:
        """Return groups and differences."""
        return {
            "groups": [each.as_dict() for each in self.groups],
            "differences": [each.as_dict() for each in self.contrasts],
        }


def _describe_group(grouping: Grouping, name: str, scores: Scores, level: float) -> Group:
    n, mean = len(scores), float(scores.mean())
    # A level without a title is the file's own word, which is not translated.
    title, from_file = grouping.titles.get(name, name), name not in grouping.titles
    if n < 2:
        return Group(grouping.variable, grouping.title, title, from_file, n, mean, _ONE, _ONE)
    sd = float(scores.std(ddof=1))
    # By t, as elsewhere; a group's interval does not use the spread of the others.
    half = _compute_t_quantile(n - 1, level) * sd / math.sqrt(n)
    ci = mean - half, mean + half
    return Group(grouping.variable, grouping.title, title, from_file, n, mean, sd, ci)


def _list_contrasts(
    grouping: Grouping, levels: list[tuple[str, Scores]], level: float
) -> list[Contrast]:
    if len(levels) == 2:
        return [_make_contrast(grouping, "", levels[0][1], levels[1][1], level)]
    contrasts: list[Contrast] = []
    for name, scores in levels:
        # Against all others and not pair by pair: fewer contrasts of larger groups.
        others = np.concatenate([rest for other, rest in levels if other != name])
        contrasts.append(_make_contrast(grouping, name, scores, others, level))
    return contrasts


def _make_contrast(
    grouping: Grouping, name: str, first: Scores, second: Scores, level: float
) -> Contrast:
    difference, ci = _compute_welch(first, second, level)
    title, from_file = grouping.titles.get(name, name), bool(name) and name not in grouping.titles
    n, small = len(first) + len(second), min(len(first), len(second)) < SMALL
    return Contrast(grouping.variable, grouping.title, title, from_file, n, small, difference, ci)


def _compute_welch(
    first: Scores, second: Scores, level: float
) -> tuple[float, Limits | Unavailable]:
    difference = float(first.mean() - second.mean())
    if min(len(first), len(second)) < 2:
        return difference, _TOO_FEW
    errors = [float(s.var(ddof=1)) / len(s) for s in (first, second)]
    if sum(errors) == 0:
        return difference, _NO_SPREAD
    # Welch's degrees of freedom weigh each group's share of the error.
    freedom = zip(errors, (first, second), strict=True)
    df = sum(errors) ** 2 / sum(e**2 / (len(s) - 1) for e, s in freedom)
    half = _compute_t_quantile(df, level) * math.sqrt(sum(errors))
    return difference, (difference - half, difference + half)


def _compute_t_quantile(df: float, level: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(df, (1 + level) / 2))


def _make_group_row(group: Group) -> Row:
    return Row(
        Text(group.title),
        (
            Text(group.level, group.from_file),
            Count(group.n),
            Number(group.mean, 1, spread=group.sd),
            make_limits_cell(group.ci),
            _make_note(group.small),
        ),
    )


def _make_contrast_row(contrast: Contrast) -> Row:
    label = (
        Text(contrast.level, contrast.from_file, qualifier=mark("minus the others"))
        if contrast.level
        else Text(mark("Difference, first − second"))
    )
    return Row(
        Text(contrast.title),
        (
            label,
            Count(contrast.n),
            Number(contrast.difference),
            make_limits_cell(contrast.ci),
            _make_note(contrast.small),
        ),
    )


def _make_note(small: bool) -> Text:
    return Text(mark("fewer than ten patients")) if small else BLANK
