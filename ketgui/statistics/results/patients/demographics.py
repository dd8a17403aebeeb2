"""Table 1: who the enrolled patients are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from ketgui.domain.cohort import Cohort
from ketgui.domain.fields import Field, get_field, get_fields
from ketgui.domain.relapse import DATED_RESCUES
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.grouping import MOST_LEVELS
from ketgui.statistics.rows import Cell, Count, Estimate, Number, Row, Share, Text
from ketgui.statistics.study import ReportSection, Result, Study
from ketgui.statistics.tests.quartiles import Middle
from ketgui.text import mark

_ONE = Unavailable(mark("recorded for one patient only"))
NOT_REPORTED = "not_reported"
BASELINE = "baseline"
# Bands of the Maudsley staging score.
RESISTANCE = ((mark("mild"), 3, 6), (mark("moderate"), 7, 10), (mark("severe"), 11, 15))


# What was done with a patient in the study describes nobody before it.
OF_THE_STUDY = frozenset({"events_asked", *(f"rescue_{kind}_day" for kind in DATED_RESCUES)})


@dataclass(frozen=True)
class Characteristic:
    """One line of Table 1.

    Attributes
    ----------
    variable, level : str
        Key of the field; the level of a category, empty for a number.
    title, level_title : str
        What is shown; `from_file` says that the level is the user's own word.
    n : int
        Patients in whom a number is known; of a category, the enrolled patients.
    value : float
        Mean of a number; count of a category.
    spread : float or Unavailable
        SD of a number; percentage of `n` of a category.
    unit : str
        Unit of a number; "patients" for a count, its spread being in percent.
    middle : Middle or None
        Median and quartiles of a number, None of a category.
    is_median : bool
        Whether `value` is the median, as the plan asks, and not the mean.
    """

    variable: str
    level: str
    title: str
    level_title: str
    from_file: bool
    n: int
    value: float
    spread: Estimate
    unit: str
    middle: Middle | None = None
    is_median: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return it by its published names; only a number has a median."""
        names = ("variable", "level", "n", "value", "spread", "unit")
        values = {name: getattr(self, name) for name in names}
        return values | (self.middle.as_dict() if self.middle else {})


@dataclass(frozen=True)
class Demographics(Result):
    """Mean ± SD (n − 1) of numbers; counts over the enrolled patients of categories.

    Where the plan asks for it, numbers have median and quartiles (R's type 7).

    Notes
    -----
    A patient in whom a category is not recorded stays in the denominator and is counted in a
    line of its own, "not reported". A number's `n` is the patients in whom it is known.
    """

    key: ClassVar[str] = "demographics"
    title: ClassVar[str] = mark("Patients")
    section: ClassVar[ReportSection] = "patients"
    priority: ClassVar[int] = 10
    label_header: ClassVar[str] = mark("Characteristic")
    columns: ClassVar[tuple[str, ...]] = (mark("Level"), mark("n"), mark("Mean ± SD or n/N (%)"))

    lines: tuple[Characteristic, ...]

    @classmethod
    def compute(cls, study: Study) -> Demographics:
        """Describe every declared column that the files recorded."""
        cohort, summary = study.cohort, study.plan.summary
        lines: list[Characteristic] = []
        for field in get_fields("patients"):
            if field.key in OF_THE_STUDY:
                continue
            if field.kind in ("number", "integer") and field.key in cohort.patients:
                lines += _describe_number(field, cohort.patients[field.key], summary)
                # The score is printed both ways: as a number, and by bands of resistance.
                if field.key == "maudsley":
                    lines += _count_maudsley(field, cohort.patients[field.key])
            elif field.kind in ("yes_no", "choice"):
                lines += _count_category(field, cohort.patients[field.key])
            elif field.kind == "text" and not field.identifying:
                lines += _count_words(field, cohort.patients[field.key])
        return cls((*lines, *_count_devices(cohort), *_summarise_baseline(study)))

    def headers(self) -> tuple[str, ...]:
        """Return the headers, which say how numbers are described."""
        if any(line.is_median for line in self.lines):
            return (*self.columns[:2], mark("Median [quartiles] or n/N (%)"))
        return self.columns

    def rows(self) -> tuple[Row, ...]:
        """Return a line a number and a line a level."""
        return tuple(row for line in self.lines for row in _make_rows(line))

    def as_dict(self) -> list[dict[str, Any]]:
        """Return the lines by their published names."""
        return [line.as_dict() for line in self.lines]


def _make_rows(line: Characteristic) -> tuple[Row, ...]:
    """Return the line of a characteristic, and one of the median where its values are skewed."""
    title = Text(line.title)
    row = Row(title, (Text(line.level_title, line.from_file), Count(line.n), _make_cell(line)))
    if line.middle is None or line.is_median or not line.middle.is_skewed:
        return (row,)
    median = Text(mark("median [quartiles]"))
    return row, Row(title, (median, Count(line.n), line.middle.make_cell(1, line.unit)))


def _describe_number(field: Field, values: pd.Series[float], summary: str) -> list[Characteristic]:
    return _summarise(field.key, "", field.title, values, field.unit, summary)


def _summarise(
    key: str, level: str, title: str, values: pd.Series[float], unit: str, summary: str
) -> list[Characteristic]:
    recorded = values.dropna()
    if recorded.empty:
        return []
    # Unlike a category, a number has no line for those without it: its n shows them.
    n = len(recorded)
    spread = float(recorded.std()) if n > 1 else _ONE
    middle = Middle.of(np.asarray(recorded, np.float64))
    line = Characteristic(
        key, level, title, "", True, n, float(recorded.mean()), spread, unit, middle
    )
    if summary == "median":
        line = replace(line, value=float(recorded.median()), is_median=True)
    return [line]


def _summarise_baseline(study: Study) -> list[Characteristic]:
    """Return the baseline scores of the primary and the secondary outcomes."""
    lines: list[Characteristic] = []
    for outcome in study.outcomes:
        before = pd.Series(outcome.pairs.before)
        title, scale = mark("Score before"), outcome.plan.rating_scale
        for line in _summarise(BASELINE, scale.key, title, before, "", study.plan.summary):
            lines.append(replace(line, level_title=scale.title))
    return lines


def _count_maudsley(field: Field, values: pd.Series[float]) -> list[Characteristic]:
    """Return the patients in each band of resistance."""
    recorded = values.dropna()
    levels = [
        (name, name, int(recorded.between(low, high).sum())) for name, low, high in RESISTANCE
    ]
    return _list_levels(field.key, field.title, levels, len(values), 0) if len(recorded) else []


def _count_words(field: Field, values: pd.Series[str]) -> list[Characteristic]:
    """Return a line for each of a few values of the file; many remarks make no category."""
    # Most frequent first, as `value_counts` has them.
    counts = values.dropna().value_counts()
    if counts.empty or len(counts) > MOST_LEVELS:
        return []
    levels = [(str(word), str(word), int(n)) for word, n in counts.items()]
    missing = int(values.isna().sum())
    return _list_levels(field.key, field.title, levels, len(values), missing, from_file=True)


def _count_category(field: Field, values: pd.Series[Any]) -> list[Characteristic]:
    if values.notna().sum() == 0:
        return []
    titles = {choice.key: choice.title for choice in field.choices}
    if field.kind == "yes_no":
        values = values.map({True: "yes", False: "no"}, na_action="ignore")
        # "No" is the rest, which Table 1 need not state.
        titles = {"yes": mark("Yes")}
    counts = values.value_counts()
    levels = [(level, titles.get(level, level), int(counts.get(level, 0))) for level in titles]
    return _list_levels(field.key, field.title, levels, len(values), int(values.isna().sum()))


def _count_devices(cohort: Cohort) -> list[Characteristic]:
    field = get_field("tms_courses", "stimulator")
    courses = cohort.tms_courses.dropna(subset=["stimulator"])
    if courses.empty:
        return []
    # A patient with several courses on one device counts once.
    counts = courses.groupby("stimulator")["patient_id"].nunique()
    levels = [(str(name), str(name), int(count)) for name, count in counts.items()]
    missing = cohort.enrolled - courses["patient_id"].nunique()
    return _list_levels(field.key, mark("TMS stimulator"), levels, cohort.enrolled, missing, True)


def _list_levels(
    key: str,
    title: str,
    levels: list[tuple[str, str, int]],
    n: int,
    missing: int,
    from_file: bool = False,
) -> list[Characteristic]:
    lines = [
        Characteristic(key, level, title, name, from_file, n, count, 100 * count / n, "patients")
        for level, name, count in levels
        # Of many possible levels only those that occur have a line.
        if count or len(levels) < 3
    ]
    if missing:
        lines.append(
            Characteristic(
                key, NOT_REPORTED, title, mark("not reported"), False, n,
                missing, 100 * missing / n, "patients",
            )
        )  # fmt: skip
    return lines


def _make_cell(line: Characteristic) -> Cell:
    if line.unit == "patients":
        return Share(int(line.value), line.n)
    if line.is_median and line.middle:
        return line.middle.make_cell(1, line.unit)
    return Number(line.value, 1, line.unit, line.spread)
