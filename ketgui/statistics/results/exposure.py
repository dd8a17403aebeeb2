"""What was given: infusions per patient, dose and duration as recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.proportion import Proportion
from ketgui.statistics.rows import (
    Cell,
    Count,
    Estimate,
    Limits,
    Number,
    Row,
    Text,
    limits,
    named_values,
    number,
)
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

_NO_INFUSION = Unavailable(mark("the file holds no infusion"))
_NOT_RECORDED = Unavailable(mark("not recorded"))
_ONE = Unavailable(mark("recorded once only"))


@dataclass(frozen=True)
class Exposure(Result):
    """Infusions received.

    Notes
    -----
    `infused` counts the patients with at least one infusion among the enrolled. Median and range
    of infusions are over the patients infused; mean dose, duration and weight over the infusions
    in which each is recorded. `dose_mg` is the mean of the infusions' total doses.
    """

    key: ClassVar[str] = "exposure"
    title: ClassVar[str] = mark("Infusions received")
    columns: ClassVar[tuple[str, ...]] = (mark("Value"), mark("Range"))

    infused: Proportion | Unavailable
    infusions: int
    infusions_median: Estimate
    infusions_range: Limits | Unavailable
    dose_mg_per_kg: Estimate
    dose_mg_per_kg_sd: Estimate
    dose_mg: Estimate
    dose_mg_sd: Estimate
    duration_minutes: Estimate
    duration_minutes_sd: Estimate

    @classmethod
    def compute(cls, study: Study) -> Exposure:
        """Summarise the infusion table."""
        infusions = study.cohort.infusions
        per_patient = infusions.groupby("patient_id").size()
        some = len(per_patient) > 0
        return cls(
            Proportion.of(len(per_patient), study.cohort.enrolled, study.plan)
            if some
            else _NO_INFUSION,
            len(infusions),
            float(per_patient.median()) if some else _NO_INFUSION,
            (float(per_patient.min()), float(per_patient.max())) if some else _NO_INFUSION,
            *_mean_sd(infusions["dose_mg_per_kg"]),
            *_mean_sd(infusions["dose_mg"]),
            *_mean_sd(infusions["duration_minutes"]),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line a measure."""
        blank = Text("", from_file=True)
        infused = self.infused if isinstance(self.infused, Unavailable) else self.infused.cells()[0]
        return (
            Row(Text(mark("Patients infused")), (infused, blank)),
            Row(Text(mark("Infusions")), (Count(self.infusions), blank)),
            Row(
                Text(mark("Infusions per patient, median")),
                (number(self.infusions_median, 1), limits(self.infusions_range, 0)),
            ),
            Row(
                Text(mark("Dose by weight, mean ± SD")),
                (_spread(self.dose_mg_per_kg, self.dose_mg_per_kg_sd, 2, "mg/kg"), blank),
            ),
            Row(
                Text(mark("Dose, mean ± SD")),
                (_spread(self.dose_mg, self.dose_mg_sd, 1, "mg"), blank),
            ),
            Row(
                Text(mark("Duration, mean ± SD")),
                (_spread(self.duration_minutes, self.duration_minutes_sd, 1, "min"), blank),
            ),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return every number by its published name."""
        infused = self.infused
        return named_values(self) | {
            "infused": infused if isinstance(infused, Unavailable) else infused.as_dict()
        }


def _mean_sd(values: pd.Series[float]) -> tuple[Estimate, Estimate]:
    known = values.dropna()
    if known.empty:
        return _NOT_RECORDED, _NOT_RECORDED
    return float(known.mean()), float(known.std()) if len(known) > 1 else _ONE


def _spread(mean: Estimate, sd: Estimate, decimals: int, unit: str) -> Cell:
    return mean if isinstance(mean, Unavailable) else Number(mean, decimals, unit, sd)
