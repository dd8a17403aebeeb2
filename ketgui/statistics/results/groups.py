"""The change within groups of patients, and the difference between two groups."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.grouping import Grouping, groupings
from ketgui.statistics.pairing import Scores
from ketgui.statistics.rows import (
    BLANK,
    Count,
    Estimate,
    Limits,
    Number,
    Row,
    Text,
    limits,
)
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

SMALL = 10
_MOST_LEVELS = 8
_ONE = Unavailable(mark("one patient only"))
_NOT_TWO = Unavailable(mark("not two groups"))
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
        return {name: getattr(self, name) for name in names} | {"small": self.small}


@dataclass(frozen=True)
class Contrast:
    """The difference of the mean changes of two groups, first minus second."""

    variable: str
    title: str
    difference: Estimate
    ci: Limits | Unavailable

    def as_dict(self) -> dict[str, Any]:
        """Return it by name."""
        return {"variable": self.variable, "difference": self.difference, "ci": self.ci}


@dataclass(frozen=True)
class Groups(Result):
    """Mean change (before − after) by group, described; two groups are also set against another.

    Notes
    -----
    Patients with both ratings. Groups: the declared categories, the TMS stimulator, and every
    further column with two to eight values. Intervals of a mean by t; of a difference of two by
    Welch's t (Welch 1947). No p: with groups of this size the interval says more. Responders are
    never set against non-responders.

    Examples
    --------
    >>> study = Study.of_scores([30, 28, 26, 24], [20, 20, 20, 20], site=["A", "A", "B", "B"])
    >>> found = Groups.compute(study)
    >>> [group.mean for group in found.groups], found.contrasts[0].difference
    ([9.0, 5.0], 4.0)
    """

    key: ClassVar[str] = "groups"
    title: ClassVar[str] = mark("Change by group")
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
        for grouping in groupings(study.cohort):
            levels = grouping.split(change)
            if len(levels) < 2 or len(levels) > _MOST_LEVELS:
                continue
            level = study.plan.confidence_level
            groups += [_group(grouping, name, scores, level) for name, scores in levels]
            contrasts.append(_contrast(grouping, [scores for _name, scores in levels], level))
        return cls(tuple(groups), tuple(contrasts))

    def rows(self) -> tuple[Row, ...]:
        """Return each grouping's levels, then its difference."""
        lines: list[Row] = []
        for contrast in self.contrasts:
            of_it = [one for one in self.groups if one.variable == contrast.variable]
            lines += [_group_row(one) for one in of_it]
            lines.append(_contrast_row(contrast, of_it))
        return tuple(lines)

    def as_dict(self) -> dict[str, Any]:
        """Return groups and differences."""
        return {
            "groups": [one.as_dict() for one in self.groups],
            "differences": [one.as_dict() for one in self.contrasts],
        }


def _group(grouping: Grouping, name: str, scores: Scores, level: float) -> Group:
    n, mean = len(scores), float(scores.mean())
    title, from_file = grouping.titles.get(name, name), name not in grouping.titles
    if n < 2:
        return Group(grouping.variable, grouping.title, title, from_file, n, mean, _ONE, _ONE)
    sd = float(scores.std(ddof=1))
    half = _t(n - 1, level) * sd / math.sqrt(n)
    ci = mean - half, mean + half
    return Group(grouping.variable, grouping.title, title, from_file, n, mean, sd, ci)


def _contrast(grouping: Grouping, levels: list[Scores], level: float) -> Contrast:
    difference, ci = _welch(levels, level)
    return Contrast(grouping.variable, grouping.title, difference, ci)


def _welch(levels: list[Scores], level: float) -> tuple[Estimate, Limits | Unavailable]:
    if len(levels) != 2:
        return _NOT_TWO, _NOT_TWO
    first, second = levels
    difference = float(first.mean() - second.mean())
    if min(len(first), len(second)) < 2:
        return difference, _TOO_FEW
    errors = [float(s.var(ddof=1)) / len(s) for s in levels]
    if sum(errors) == 0:
        return difference, _NO_SPREAD
    df = sum(errors) ** 2 / sum(e**2 / (len(s) - 1) for e, s in zip(errors, levels, strict=True))
    half = _t(df, level) * math.sqrt(sum(errors))
    return difference, (difference - half, difference + half)


def _t(df: float, level: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(df, (1 + level) / 2))


def _group_row(one: Group) -> Row:
    note = Text(mark("fewer than ten patients")) if one.small else BLANK
    return Row(
        Text(one.title),
        (
            Text(one.level, one.from_file),
            Count(one.n),
            Number(one.mean, 1, spread=one.sd),
            limits(one.ci),
            note,
        ),
    )


def _contrast_row(one: Contrast, groups: list[Group]) -> Row:
    n = sum(group.n for group in groups)
    value = one.difference if isinstance(one.difference, Unavailable) else Number(one.difference)
    return Row(
        Text(one.title),
        (Text(mark("Difference, first − second")), Count(n), value, limits(one.ci), BLANK),
    )
