"""What every statistic is computed from: the cohort, the plan, and the paired scores."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.rated_scales import list_secondary_outcomes
from ketgui.statistics.memo import Memo
from ketgui.statistics.pairing import AFTER_TMS, Pairs, choose_ratings, list_timed_ratings, pair
from ketgui.statistics.rows import Row
from ketgui.statistics.treatment.infusion_course import InfusionCourse, ReceivedInfusions

ReportSection = Literal["patients", "safety", "effect", "supplement", "workbook"]


@dataclass(frozen=True, eq=False)
class Study:
    """One cohort under one plan, with what several statistics need of it, computed once.

    Attributes
    ----------
    received : ReceivedInfusions
        The infusions of all patients by course and phase.
    ratings : DataFrame
        The ratings on the plan's scale; see ``list_timed_ratings``.
    ends : tuple of DataFrame
        The ratings that are "before" and "after"; see ``choose_ratings``.
    pairs : Pairs
        Their scores, one of each for every enrolled patient.
    secondary : tuple of Study
        The same with each secondary outcome in place of the primary one.
    """

    cohort: Cohort
    plan: AnalysisPlan
    received: ReceivedInfusions
    ratings: pd.DataFrame
    ends: tuple[pd.DataFrame, pd.DataFrame]
    pairs: Pairs
    secondary: tuple[Study, ...]

    @classmethod
    def of(
        cls,
        cohort: Cohort,
        plan: AnalysisPlan,
        received: ReceivedInfusions | None = None,
        memo: Memo | None = None,
    ) -> Study:
        """Pair a cohort's scores under a plan.

        Parameters
        ----------
        cohort : Cohort
        plan : AnalysisPlan
        received : ReceivedInfusions or None
            The courses, where another outcome of the same cohort and plan knows them already.
        memo : Memo or None
            Keeps the parts that an earlier study had, too.
        """
        compute = (memo or make_memo()).compute
        settings: dict[str, Any] = {"cohort": cohort, "plan": plan}
        received = received or compute("received", ReceivedInfusions.of, **settings)
        ratings = compute("ratings", list_timed_ratings, **settings)
        windows = received.windows
        ends = compute("ends", choose_ratings, ratings=ratings, windows=windows, plan=plan)
        pairs = compute("pairs", _pair, ends=ends, **settings)
        secondary = compute("secondary", _list_secondary, received=received, **settings)
        return cls(cohort, plan, received, ratings, ends, pairs, secondary)

    @property
    def infusions(self) -> pd.DataFrame:
        """The infusions received, by course and number."""
        return self.received.by_course

    @property
    def courses(self) -> dict[str, InfusionCourse]:
        """Every enrolled patient's infusions, by id."""
        return self.received.courses

    @property
    def acute_courses(self) -> dict[str, InfusionCourse]:
        """The infusions of every patient's first acute course, without maintenance."""
        return self.received.acute_courses

    @property
    def windows(self) -> pd.DataFrame:
        """Where each patient's first acute course begins and ends."""
        return self.received.windows

    @property
    def tms_baselines(self) -> NDArray[np.bool_]:
        """Whose baseline is a rating after TMS, shape (n,), in the order of the cohort."""
        before = self.ends[0]
        ids = before.index[before["moment"] == AFTER_TMS]
        return np.isin(self.pairs.patient_id, list(map(str, ids)))

    @property
    def outcomes(self) -> tuple[Study, ...]:
        """The study itself, then one with each secondary outcome in place of the primary one."""
        return (self, *self.secondary)

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
        return cls.of(cohort, chosen)


def make_memo(previous: Memo | None = None) -> Memo:
    """Return a memo of computations on studies."""
    return Memo((Study, Cohort, AnalysisPlan), previous)


def _pair(cohort: Cohort, plan: AnalysisPlan, ends: tuple[pd.DataFrame, pd.DataFrame]) -> Pairs:
    return pair(cohort.patients["patient_id"], ends, plan)


def _list_secondary(
    cohort: Cohort, plan: AnalysisPlan, received: ReceivedInfusions
) -> tuple[Study, ...]:
    definitions = list_secondary_outcomes(cohort, plan)
    plans = [plan.with_outcome(definition) for definition in definitions]
    # Each outcome is paired anew, from the ratings on its own scale; the courses are the same.
    # A copy, since these studies keep it: see ``Memo.compute``.
    copy = replace(cohort)
    return tuple(Study.of(copy, other, received) for other in plans)


class Result(ABC):
    """A statistic: a frozen dataclass in a file of its own.

    Attributes
    ----------
    key, title : str
        Its name in files, and on screen (English, translated where shown).
    label_header : str
        Header of its rows' labels; mostly they need none.
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
    label_header: ClassVar[str] = ""
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
