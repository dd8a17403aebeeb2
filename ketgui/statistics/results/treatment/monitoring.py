"""Measurements at the infusions: pump rate, pressure, heart rate, saturation and ratings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from ketgui.domain.fields import get_field
from ketgui.domain.scales import CADSS, CADSS_FORMS
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Scores
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Estimate,
    Limits,
    Number,
    Range,
    Row,
    Text,
    make_limits_cell,
    make_p_value_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.effect_size import compute_t_test
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark

_ONE = Unavailable(mark("recorded once only"))
_NO_PRESSURE = Unavailable(mark("cannot be computed: no blood pressure before the infusion"))
_ONE_PATIENT = Unavailable(mark("one patient only"))
_NO_LIMIT = Unavailable(mark("no limit is set"))


@dataclass(frozen=True)
class Measure:
    """One measure over the infusions in which it is recorded.

    Attributes
    ----------
    key, title, unit : str
        Its name in files, on screen (English, translated where shown), and its unit.
    infusions : int
        Infusions in which it is recorded, over which mean, `sd` and limits are taken.
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
class Rise:
    """The mean rise of a pressure, tested over the patients.

    Attributes
    ----------
    key, title : str
    patients : int
        Patients with a known rise; each counts once, with the mean over the infusions.
    mean : float
        mmHg.
    ci : Limits or Unavailable
    t, p : Estimate
        Of the paired t test of highest against before, on `patients` − 1 degrees of freedom.
    """

    key: str
    title: str
    patients: int
    mean: float
    ci: Limits | Unavailable
    t: Estimate
    p: Estimate

    def rows(self) -> tuple[Row, ...]:
        """Return its lines: patients with mean and interval, then p."""
        cells = (Count(self.patients), Number(self.mean, 1, "mmHg"), make_limits_cell(self.ci))
        p = BLANK, make_p_value_cell(self.p), BLANK
        return (
            Row(Text(self.title, qualifier=mark("mean of patients and its interval")), cells),
            Row(Text(self.title, qualifier=mark("p, paired t test over patients")), p),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return it by name."""
        names = ("patients", "mean", "ci", "t", "p")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Monitoring(Result):
    """What was measured over all infusions; what nobody recorded is not listed.

    Notes
    -----
    A rise is the highest pressure of an infusion less the pressure before it, where both are
    recorded. `rise_reached` counts, of the patients infused with a rise known, those who reached
    the limit of the systolic rise that the user set in any infusion. `tests` compares the highest
    pressure with the one before by a paired t test over patients, each with the mean of the
    infusions: infusions of one patient are not independent.
    """

    key: ClassVar[str] = "monitoring"
    title: ClassVar[str] = mark("Measured at the infusions")
    columns: ClassVar[tuple[str, ...]] = (mark("Infusions"), mark("Mean ± SD"), mark("Range"))

    measures: tuple[Measure, ...]
    rise_limit_mmhg: Estimate
    rise_reached: Proportion | Unavailable
    tests: tuple[Rise, ...]

    @classmethod
    def compute(cls, study: Study) -> Monitoring:
        """Describe every measure that is recorded."""
        infusions = split_cadss(study.cohort.infusions)
        # Missing where either pressure is: an unknown rise is not a rise of 0.
        rise = infusions["systolic_peak"] - infusions["systolic_before"]
        measured = {
            name: (_get_title(name), _get_unit(name), infusions[name]) for name in MEASURES
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
            _test_rises(study),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line a measure, then who reached the limit that was set."""
        tests = tuple(row for part in self.tests for row in part.rows())
        lines = (*(part.row() for part in self.measures), *tests)
        if isinstance(self.rise_limit_mmhg, Unavailable):
            return lines
        reached = self.rise_reached
        cell = reached if isinstance(reached, Unavailable) else reached.cells()[0]
        limit = f"≥ {self.rise_limit_mmhg:g} mmHg"
        label = Text(mark("Patients with a rise of systolic pressure"), suffix=limit)
        return (*lines, Row(label, (BLANK, cell, BLANK)))

    def as_dict(self) -> dict[str, Any]:
        """Return the measures and tests by name, and who reached the plan's limit."""
        reached = self.rise_reached
        return {
            **{part.key: _measure_as_dict(part) for part in self.measures},
            **{f"{part.key}_test": part.as_dict() for part in self.tests},
            "systolic_rise_reached": reached
            if isinstance(reached, Unavailable)
            else reached.as_dict(),
        }


MEASURES = (
    "rate_ml_per_h",
    "systolic_before",
    "systolic_peak",
    "diastolic_before",
    "diastolic_peak",
    "heart_rate_before",
    "heart_rate_peak",
    "spo2_lowest",
    "sedation_score",
    *(scale.key for scale in CADSS_FORMS.values()),
    "bprs_positive",
)


def split_cadss(infusions: pd.DataFrame) -> pd.DataFrame:
    """Return the infusions with a column for each form of the CADSS: totals do not compare."""
    # A total without a form is taken for one of the usual form, with 23 items.
    form = infusions["cadss_version"].fillna(next(iter(CADSS_FORMS)))
    totals = {
        scale.key: infusions["cadss"].where(form == key) for key, scale in CADSS_FORMS.items()
    }
    return infusions.assign(**totals)


def _get_title(name: str) -> str:
    forms = {scale.key: scale.title for scale in CADSS_FORMS.values()}
    return forms.get(name) or get_field("infusions", name).title


def _get_unit(name: str) -> str:
    return "" if name.startswith(CADSS.key) else get_field("infusions", name).unit


def _describe_values(key: str, title: str, unit: str, values: pd.Series[float]) -> Measure | None:
    recorded = values.dropna()
    if recorded.empty:
        return None
    sd = float(recorded.std()) if len(recorded) > 1 else _ONE
    mean, low, high = float(recorded.mean()), float(recorded.min()), float(recorded.max())
    return Measure(key, title, unit, len(recorded), mean, sd, low, high)


def _measure_as_dict(measure: Measure) -> dict[str, Any]:
    return {name: value for name, value in vars(measure).items() if name not in ("key", "title")}


def _test_rises(study: Study) -> tuple[Rise, ...]:
    """Test the rise of each pressure that is recorded."""
    infusions = study.cohort.infusions
    named = (
        ("systolic", mark("Rise of systolic pressure")),
        ("diastolic", mark("Rise of diastolic pressure")),
    )
    rises: list[Rise] = []
    for pressure, title in named:
        rise = infusions[f"{pressure}_peak"] - infusions[f"{pressure}_before"]
        # One mean a patient: infusions of one patient are not independent.
        means = np.asarray(rise.groupby(infusions["patient_id"]).mean().dropna(), np.float64)
        if len(means):
            t, p, ci = _test_means(means, study.plan.confidence_level)
            mean = float(means.mean())
            rises.append(Rise(f"{pressure}_rise", title, len(means), mean, ci, t, p))
    return tuple(rises)


def _test_means(means: Scores, level: float) -> tuple[Estimate, Estimate, Limits | Unavailable]:
    return (
        compute_t_test(means, level)
        if len(means) > 1
        else (_ONE_PATIENT, _ONE_PATIENT, _ONE_PATIENT)
    )


def _count_rises(
    study: Study, patients: pd.Series[str], rise: pd.Series[float], limit: float | None
) -> Proportion | Unavailable:
    # A patient counts once, with the highest rise of any infusion.
    highest = rise.groupby(patients).max().dropna()
    if limit is None or highest.empty:
        return _NO_LIMIT if limit is None else _NO_PRESSURE
    return Proportion.of(int((highest >= limit).sum()), len(highest), study.plan)
