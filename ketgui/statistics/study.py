"""What every statistic is computed from: the cohort, the plan, and the paired scores."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple, Self

import pandas as pd

from ketgui.domain.cohort import Cohort, conform
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.pairing import Pairs, pair
from ketgui.statistics.rows import Row


class Study(NamedTuple):
    """One cohort under one plan."""

    cohort: Cohort
    plan: AnalysisPlan
    pairs: Pairs

    @classmethod
    def of_scores(
        cls,
        before: Sequence[float | None],
        after: Sequence[float | None],
        plan: AnalysisPlan | None = None,
        **patients: Sequence[object],
    ) -> Study:
        """Return a study of nothing but scores before and after, None for a missing one.

        Patients are called "1", "2" …; `patients` are further columns of theirs.

        Examples
        --------
        >>> Study.of_scores([30, 25], [20, None]).pairs.analysed
        1
        """
        chosen = plan or AnalysisPlan()
        ids = [str(place) for place in range(1, len(before) + 1)]
        ratings = pd.DataFrame(
            {
                "patient_id": ids * 2,
                "scale": chosen.scale,
                "moment": ["before"] * len(ids) + ["after"] * len(ids),
                "score": pd.Series([*before, *after], dtype="float64"),
            }
        )
        cohort = Cohort(
            patients=conform("patients", pd.DataFrame({"patient_id": ids, **patients})),
            assessments=conform("assessments", ratings),
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
    part_of : str
        Key of the result inside which its numbers are published; empty where they stand alone.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    columns: ClassVar[tuple[str, ...]] = ()
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
