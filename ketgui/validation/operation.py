"""Whether the program computes what R computes, and what the founding paper printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import import_files
from ketgui.paths import find_resource
from ketgui.reporting import analysis_json
from ketgui.reporting.r_script.numbers import name_numbers
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results import RESULTS
from ketgui.text import _, round_half_up

# Printed by Payette et al. (2023, J Affect Disord, doi 10.1016/j.jad.2023.04.019), with the
# decimals printed there; the invented example reproduces them.
_PRINTED = {
    "paired_change.mean_before": (27.6, 1),
    "paired_change.sd_before": (6.4, 1),
    "paired_change.mean_after": (18.6, 1),
    "paired_change.sd_after": (8.9, 1),
    "paired_change.t": (7.212, 3),
    "percent_improvement.mean": (34.5, 1),
    "percent_improvement.sd": (21.1, 1),
    "outcomes.response.count": (4, 0),
    "outcomes.remission.count": (2, 0),
    "adverse_events.serious.count": (0, 0),
    "adverse_events.terms.dissociation.patients": (12, 0),
}


@dataclass(frozen=True)
class NumberCheck:
    """One number of the program beside the one that it should be.

    Attributes
    ----------
    value, expected : float or None
        None where only the other has it.
    allowed : float
        The largest difference at which they agree.
    """

    name: str
    value: float | None
    expected: float | None
    allowed: float

    @property
    def difference(self) -> float | None:
        """Their difference; None where one of them is missing."""
        if self.value is None or self.expected is None:
            return None
        return abs(self.value - self.expected)

    @property
    def agrees(self) -> bool:
        """Whether the numbers agree."""
        return self.difference is not None and self.difference <= self.allowed


@dataclass(frozen=True)
class Operation:
    """All comparisons.

    Attributes
    ----------
    r_version : str
        The R that computed its numbers.
    with_r, with_paper : tuple of NumberCheck
    """

    r_version: str
    with_r: tuple[NumberCheck, ...]
    with_paper: tuple[NumberCheck, ...]

    @property
    def all_agree(self) -> bool:
        """Whether every number agrees."""
        return all(check.agrees for check in (*self.with_r, *self.with_paper))

    def group_by_statistic(self) -> dict[str, tuple[NumberCheck, ...]]:
        """Return the comparisons with R under the title of each statistic."""
        titles = {kind.key: _(kind.title) for kind in RESULTS} | {"cohort": _("Cohort")}
        groups: dict[str, list[NumberCheck]] = {}
        for check in self.with_r:
            key = check.name.partition(".")[0]
            groups.setdefault(titles.get(key, key), []).append(check)
        return {title: tuple(checks) for title, checks in groups.items()}


def check_operation() -> Operation:
    """Analyse the example, and compare every number with R's and the paper's."""
    imported = import_files([find_resource("samples", "example-cohort.xlsx")])
    assert imported.cohort is not None
    analysis = analyse(imported.cohort, imported.plan or AnalysisPlan())
    return compare_numbers(name_numbers(analysis_json.as_dict(analysis)))


def compare_numbers(numbers: Mapping[str, float]) -> Operation:
    """Compare the example's numbers, by name, with R's and the paper's."""
    version, expected = _read_r_numbers()
    names = dict.fromkeys((*expected, *numbers))
    with_r = tuple(
        NumberCheck(name, numbers.get(name), *expected.get(name, (None, 0.0))) for name in names
    )
    with_paper = tuple(
        NumberCheck(name, _round(numbers.get(name), decimals), printed, 0.0)
        for name, (printed, decimals) in _PRINTED.items()
    )
    return Operation(version, with_r, with_paper)


def _round(value: float | None, decimals: int) -> float | None:
    return None if value is None else float(round_half_up(value, decimals))


def _read_r_numbers() -> tuple[str, dict[str, tuple[float, float]]]:
    """Return R's version, and by name R's number and the difference that is allowed."""
    text = find_resource("validation", "r_numbers.csv").read_text(encoding="utf-8")
    first, _headers, *lines = text.splitlines()
    # A name may hold a comma, a number does not.
    rows = (line.rsplit(",", 2) for line in lines)
    numbers = {name.strip('"'): (float(value), float(allowed)) for name, value, allowed in rows}
    return first.removeprefix("# "), numbers
