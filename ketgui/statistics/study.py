"""What every statistic is computed from: the cohort, the plan, and the paired scores."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal, Self

import pandas as pd

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.rated_scales import list_secondary_outcomes
from ketgui.statistics.pairing import Pairs, choose_ratings, list_timed_ratings, pair
from ketgui.statistics.rows import Row
from ketgui.statistics.treatment.infusion_course import (
    Infusion,
    find_first_acute_course,
    list_courses,
    sort_by_course,
)
from ketgui.statistics.treatment.phases import add_phases, find_acute_windows

ReportSection = Literal["patients", "safety", "effect", "supplement", "workbook"]


@dataclass(frozen=True, eq=False)
class Study:
    """One cohort under one plan, with what several statistics need of it, computed once."""

    cohort: Cohort
    plan: AnalysisPlan
    pairs: Pairs

    @cached_property
    def ratings(self) -> pd.DataFrame:
        """The ratings on the plan's scale; see ``list_timed_ratings``."""
        return list_timed_ratings(self.cohort, self.plan)

    @cached_property
    def ends(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The ratings that are "before" and "after"; see ``choose_ratings``."""
        return choose_ratings(self.cohort, self.plan)

    @cached_property
    def infusions(self) -> pd.DataFrame:
        """The infusions received by course and number; see ``add_phases``."""
        return sort_by_course(add_phases(self.cohort.infusions, self.plan))

    @cached_property
    def courses(self) -> dict[str, tuple[Infusion, ...]]:
        """Every patient's infusions; see ``list_courses``."""
        return list_courses(self.cohort, self.plan)

    @cached_property
    def acute_courses(self) -> dict[str, tuple[Infusion, ...]]:
        """The infusions of every patient's first acute course, without maintenance."""
        return {who: find_first_acute_course(course) for who, course in self.courses.items()}

    @cached_property
    def windows(self) -> pd.DataFrame:
        """Where each patient's first acute course begins and ends; see ``find_acute_windows``."""
        return find_acute_windows(self.cohort.infusions, self.plan)

    @cached_property
    def outcomes(self) -> tuple[Study, ...]:
        """The study itself, then one with each secondary outcome in place of the primary one."""
        definitions = list_secondary_outcomes(self.cohort, self.plan)
        # Each outcome is paired anew, from the ratings on its own scale.
        plans = [self.plan.with_outcome(definition) for definition in definitions]
        return (self, *(Study(self.cohort, plan, pair(self.cohort, plan)) for plan in plans))

    @classmethod
    def of_scores(
        cls,
        before: Sequence[float | None],
        after: Sequence[float | None],
        plan: AnalysisPlan | None = None,
        **patients: Sequence[object],
    ) -> Study:
        """Return a study that has only scores before and after, None for a missing one.

        Patients are called "1", "2" …; `patients` are further columns of the table of patients.

        Examples
        --------
        >>> Study.of_scores([30, 25], [20, None]).pairs.analysed
        1
        """
        chosen = plan or AnalysisPlan()
        ids = [str(number) for number in range(1, len(before) + 1)]
        ratings = pd.DataFrame(
            {
                # One row a rating: all those before, then all those after.
                "patient_id": ids * 2,
                "scale": chosen.scale,
                "moment": ["before"] * len(ids) + ["after"] * len(ids),
                "score": pd.Series([*before, *after], dtype="float64"),
            }
        )
        cohort = Cohort(
            patients=apply_schema("patients", pd.DataFrame({"patient_id": ids, **patients})),
            assessments=apply_schema("assessments", ratings),
        )
        return cls(cohort, chosen, pair(cohort, chosen))


class Result(ABC):
    """A statistic: a frozen dataclass in a file of its own.

    Attributes
    ----------
    key, title : str
        Its name in files, and on screen (English, translated where shown).
    columns : tuple of str
        Headers of the cells of its rows, after the label's.
    section : str
        Part of an article in which its table stands; "supplement" for one behind it, "workbook"
        for none, where it has a line a patient or other tables say the same.
    tab : str
        Key of the tab that lists its table; empty where none does, or where one shows it in a
        place of its own.
    priority : int
        Its place in that section and in that tab's list, lowest first; those of one priority,
        the supplement and all files keep the order of the registry.
    part_of : str
        Key of the result inside which its numbers are published; empty where they stand alone.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    columns: ClassVar[tuple[str, ...]] = ()
    section: ClassVar[ReportSection] = "supplement"
    tab: ClassVar[str] = ""
    priority: ClassVar[int] = 1000
    part_of: ClassVar[str] = ""

    @classmethod
    @abstractmethod
    def compute(cls, study: Study) -> Self:
        """Compute it; what cannot be computed is an ``Unavailable`` inside it."""

    @abstractmethod
    def rows(self) -> tuple[Row, ...]:
        """Return its table."""

    @abstractmethod
    def as_dict(self) -> Any:
        """Return its numbers by their published names; values are left as they are."""

    def headers(self) -> tuple[str, ...]:
        """Return the headers of this table: `columns`, unless they follow from the data."""
        return self.columns
