"""Dissociation over the infusions: the CADSS at each, and each patient's highest."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.infusion_course import numbered
from ketgui.statistics.rows import Cell, Count, Estimate, Number, Range, Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

_NO_RATING = Unavailable(mark("no CADSS is recorded"))
_ONE = Unavailable(mark("one patient only"))


@dataclass(frozen=True)
class CadssPoint:
    """The CADSS of the `n` patients in whom it was rated: at one infusion, or the highest of all.

    `infusion` is 0 for the highest.
    """

    infusion: int
    n: int
    mean: float
    sd: Estimate
    low: float
    high: float

    def row(self) -> Row:
        """Return its line."""
        label = (
            Text(mark("Infusion"), suffix=str(self.infusion))
            if self.infusion
            else Text(mark("Highest in each patient"))
        )
        cells: tuple[Cell, ...] = (
            Count(self.n),
            Number(self.mean, 1, "", self.sd),
            Range(self.low, self.high, 0),
        )
        return Row(label, cells)


@dataclass(frozen=True)
class CadssCourse(Result):
    """Mean, standard deviation and range of the CADSS at each infusion, and of each peak.

    Notes
    -----
    A patient's highest total is over the infusions at which it was rated. Where a patient has
    several ratings of one infusion the highest counts. Nothing is listed where none is recorded.
    """

    key: ClassVar[str] = "cadss"
    title: ClassVar[str] = mark("CADSS over the infusions")
    columns: ClassVar[tuple[str, ...]] = (mark("Patients"), mark("Mean ± SD"), mark("Range"))

    points: tuple[CadssPoint, ...]
    peak: CadssPoint | None

    @classmethod
    def compute(cls, study: Study) -> CadssCourse:
        """Describe the ratings."""
        rated = ratings(study)
        if rated.empty:
            return cls((), None)
        points = tuple(
            _point(number, rated.loc[rated["number"] == number, "cadss"])
            for number in sorted(set(rated["number"].tolist()))
        )
        return cls(points, _point(0, rated.groupby("patient_id")["cadss"].max()))

    def rows(self) -> tuple[Row, ...]:
        """Return a line an infusion, the peaks last."""
        return tuple(one.row() for one in (*self.points, *((self.peak,) if self.peak else ())))

    def as_dict(self) -> dict[str, Any]:
        """Return the points and the peak by name."""
        return {
            "infusions": [asdict(one) for one in self.points],
            "highest": asdict(self.peak) if self.peak else _NO_RATING,
        }


def ratings(study: Study) -> pd.DataFrame:
    """Return ``patient_id``, ``number`` and ``cadss``: one row a patient and infusion rated."""
    infusions = numbered(study.cohort.infusions)
    rated = infusions[infusions["cadss"].notna()]
    rated = rated[rated["patient_id"].isin(study.cohort.patients["patient_id"])]
    rated = rated.assign(number=rated["number"].astype(int))
    highest = rated.groupby(["patient_id", "number"], sort=False)["cadss"].max()
    return highest.reset_index()


def _point(infusion: int, values: pd.Series[float]) -> CadssPoint:
    sd = float(values.std()) if len(values) > 1 else _ONE
    limits = float(values.min()), float(values.max())
    return CadssPoint(infusion, len(values), float(values.mean()), sd, *limits)
