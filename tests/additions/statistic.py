"""A further statistic: how many patients there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from ketgui.statistics.rows import Count, Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.text import mark


@dataclass(frozen=True)
class FurtherCount(Result):
    """The number of patients."""

    key: ClassVar[str] = "further_count"
    title: ClassVar[str] = mark("Further count")
    tab: ClassVar[str] = "protocol"
    columns: ClassVar[tuple[str, ...]] = (mark("Patients"),)

    n: int

    @classmethod
    def compute(cls, study: Study) -> FurtherCount:
        """Count the patients."""
        return cls(study.cohort.enrolled)

    def rows(self) -> tuple[Row, ...]:
        """Return the number."""
        return (Row(Text(self.title), (Count(self.n),)),)

    def as_dict(self) -> dict[str, Any]:
        """Return the number by its published name."""
        return {"n": self.n}
