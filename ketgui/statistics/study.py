"""What every statistic is computed from: the cohort, the plan, and the paired scores."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar, NamedTuple, Self

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.pairing import Pairs
from ketgui.statistics.rows import Row


class Study(NamedTuple):
    """One cohort under one plan."""

    cohort: Cohort
    plan: AnalysisPlan
    pairs: Pairs


class Result(ABC):
    """A statistic: a frozen dataclass in a file of its own.

    Attributes
    ----------
    key, title : str
        Its name in files, and on screen (English, translated where shown).
    columns : tuple of str
        Headers of the cells of its rows, after the label's.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    columns: ClassVar[tuple[str, ...]] = ()

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
