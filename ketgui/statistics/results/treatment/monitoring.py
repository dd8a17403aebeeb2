"""Measurements at the infusions: blood pressure, CADSS and pump rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.fields import get_field
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import BLANK, Cell, Count, Estimate, Number, Range, Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark

_ONE = Unavailable(mark("recorded once only"))
_NO_PRESSURE = Unavailable(mark("cannot be computed: no blood pressure before the infusion"))
_NO_LIMIT = Unavailable(mark("no limit is set"))


@dataclass(frozen=True)
class Measure:
    """One measure over the infusions in which it is recorded.

    Attributes
    ----------
    key, title, unit : str
        Its name in files, on screen (English, translated where shown), and its unit.
    infusions : int
        Infusions in which it is recorded: what mean, `sd` and limits are over.
    """

    key: str
    title: str
    unit: str
    infusions: int
    mean: float
    sd: Estimate
    low: float
    high: float

    def row(self) -> Row:
        """Return its line: infusions, mean ± SD, range."""
        spread = Number(self.mean, 1, self.unit, self.sd)
        cells: tuple[Cell, ...] = (Count(self.infusions), spread, Range(self.low, self.high, 0))
        return Row(Text(self.title), cells)


@dataclass(frozen=True)
class Monitoring(Result):
    """Blood pressure, CADSS and pump rate over all infusions; what nobody recorded is not listed.

    Notes
    -----
    A rise is the highest pressure of an infusion less the pressure before it, where both are
    recorded. `rise_reached` counts, of the patients infused with a rise known, those who reached
    the limit of the systolic rise that the user set in any infusion.
    """

    key: ClassVar[str] = "monitoring"
    title: ClassVar[str] = mark("Measured at the infusions")
    columns: ClassVar[tuple[str, ...]] = (mark("Infusions"), mark("Mean ± SD"), mark("Range"))

    measures: tuple[Measure, ...]
    rise_limit_mmhg: Estimate
    rise_reached: Proportion | Unavailable

    @classmethod
    def compute(cls, study: Study) -> Monitoring:
        """Describe every measure that is recorded."""
        infusions = study.cohort.infusions
        # Missing where either pressure is: no rise is not a rise of 0.
        rise = infusions["systolic_peak"] - infusions["systolic_before"]
        measured = {
            name: (_get_title(name), _get_unit(name), infusions[name]) for name in _RECORDED
        } | {
            "systolic_rise": (mark("Rise of systolic pressure"), "mmHg", rise),
            "diastolic_rise": (
                mark("Rise of diastolic pressure"),
                "mmHg",
                infusions["diastolic_peak"] - infusions["diastolic_before"],
            ),
        }
        measures = (_describe_values(name, *parts) for name, parts in measured.items())
        limit = study.plan.treatment.tolerances.systolic_rise_mmhg
        return cls(
            tuple(measure for measure in measures if measure),
            _NO_LIMIT if limit is None else limit,
            _count_rises(study, infusions["patient_id"], rise, limit),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line a measure, then who reached the limit that was set."""
        lines = tuple(measure.row() for measure in self.measures)
        if isinstance(self.rise_limit_mmhg, Unavailable):
            return lines
        reached = self.rise_reached
        cell = reached if isinstance(reached, Unavailable) else reached.cells()[0]
        limit = f"≥ {self.rise_limit_mmhg:g} mmHg"
        label = Text(mark("Patients with a rise of systolic pressure"), suffix=limit)
        return (*lines, Row(label, (BLANK, cell, BLANK)))

    def as_dict(self) -> dict[str, Any]:
        """Return the measures by name, and the limit."""
        reached = self.rise_reached
        return {
            **{measure.key: _measure_as_dict(measure) for measure in self.measures},
            "systolic_rise_limit_mmhg": self.rise_limit_mmhg,
            "systolic_rise_reached": reached
            if isinstance(reached, Unavailable)
            else reached.as_dict(),
        }


_RECORDED = (
    "rate_ml_per_h",
    "systolic_before",
    "systolic_peak",
    "diastolic_before",
    "diastolic_peak",
    "cadss",
)


def _get_title(name: str) -> str:
    return get_field("infusions", name).title


def _get_unit(name: str) -> str:
    return get_field("infusions", name).unit


def _describe_values(key: str, title: str, unit: str, values: pd.Series[float]) -> Measure | None:
    known = values.dropna()
    if known.empty:
        return None
    sd = float(known.std()) if len(known) > 1 else _ONE
    mean, low, high = float(known.mean()), float(known.min()), float(known.max())
    return Measure(key, title, unit, len(known), mean, sd, low, high)


def _measure_as_dict(measure: Measure) -> dict[str, Any]:
    return {name: value for name, value in vars(measure).items() if name not in ("key", "title")}


def _count_rises(
    study: Study, patients: pd.Series[str], rise: pd.Series[float], limit: float | None
) -> Proportion | Unavailable:
    # A patient counts once, by the highest rise of any infusion.
    highest = rise.groupby(patients).max().dropna()
    if limit is None or highest.empty:
        return _NO_LIMIT if limit is None else _NO_PRESSURE
    return Proportion.of(int((highest >= limit).sum()), len(highest), study.plan)
