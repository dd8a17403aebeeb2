"""Ratings at the infusions, by the CADSS or another scale, and each patient's highest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.scales import CADSS_FORMS, SCALES, get_scale
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.treatment.monitoring import split_cadss
from ketgui.statistics.rows import Cell, Count, Estimate, Number, Range, Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.statistics.timing import add_study_day
from ketgui.text import mark

FORMS = tuple(CADSS_FORMS.values())
CADSS = FORMS[0].key
_COLUMNS = ["patient_id", "number", "score"]
_NO_RATING = Unavailable(mark("no CADSS is recorded"))
_ONE = Unavailable(mark("one patient only"))


@dataclass(frozen=True)
class ScorePoint:
    """The scores of the `n` patients who were rated: at one infusion, or the highest of all.

    `infusion` is 0 for the highest.
    """

    infusion: int
    n: int
    mean: float
    sd: Estimate
    low: float
    high: float

    def row(self, form: str = "") -> Row:
        """Return its line; `form` names the form of the scale where that has to be said."""
        suffix = f" ({form})" if form else ""
        label = (
            Text(mark("Infusion"), suffix=f"{self.infusion}{suffix}")
            if self.infusion
            else Text(mark("Highest in each patient"), suffix=suffix.strip())
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

    scale: str
    points: tuple[ScorePoint, ...]
    peak: ScorePoint | None
    others: tuple[tuple[str, tuple[ScorePoint, ...], ScorePoint | None], ...] = ()

    @classmethod
    def compute(cls, study: Study) -> CadssCourse:
        """Describe the ratings on each form, the one with the most ratings first."""
        rated = {scale.key: list_infusion_ratings(study, scale.key) for scale in FORMS}
        main = max(rated, key=lambda key: len(rated[key]))
        others = tuple(
            (scale.title, *describe_scores(rated[scale.key]))
            for scale in FORMS
            if scale.key != main and len(rated[scale.key])
        )
        return cls(main, *describe_scores(rated[main]), others)

    def rows(self) -> tuple[Row, ...]:
        """Return a line an infusion, the peaks last; other forms of the scale follow."""
        several = (("", self.points, self.peak), *self.others)
        # The CADSS alone needs no name here: the title has it. Another form, or several, are named.
        first = get_scale(self.scale).title if self.others or self.scale != CADSS else ""
        return tuple(
            point.row(title or first)
            for title, points, peak in several
            for point in (*points, *((peak,) if peak else ()))
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the points and the peak by name."""
        return {
            "scale": self.scale,
            "infusions": [dict(vars(point)) for point in self.points],
            "highest": dict(vars(self.peak)) if self.peak else _NO_RATING,
        }


def list_infusion_ratings(study: Study, scale: str = CADSS) -> pd.DataFrame:
    """Return the ratings made at infusions, one a patient and infusion.

    Parameters
    ----------
    study : Study
    scale : str
        Key of the scale.

    Returns
    -------
    DataFrame
        ``patient_id``, ``number`` (of the infusion) and ``score``.

    Notes
    -----
    A rating stands beside its infusion in the table of infusions, or among the assessments: there
    it is of the infusion of its day. Of several ratings of one infusion the highest counts.
    """
    infusions = study.infusions
    # Only enrolled patients have a course.
    infusions = infusions[infusions["patient_id"].isin(study.cohort.patients["patient_id"])]
    rows = _select_infusion_days(infusions, study.cohort.assessments, scale, study.cohort.infusions)
    # Beside the infusion itself only these are recorded.
    beside = split_cadss(infusions)
    if scale in beside.columns:
        own = beside[["patient_id", "number", scale]].rename(columns={scale: "score"})
        rows = pd.concat((rows, own[_COLUMNS]))
    rated = rows.dropna().astype({"number": int, "score": float})
    # Dissociation may be rated several times during an infusion; its peak is reported.
    highest = rated.groupby(["patient_id", "number"], sort=False)["score"].max()
    return highest.reset_index()


def list_rated_scales(study: Study) -> tuple[str, ...]:
    """Return the scales with a rating at an infusion.

    Parameters
    ----------
    study : Study

    Returns
    -------
    tuple of str
        Keys, the CADSS first, without the scale of the outcome.
    """
    others = [scale.key for scale in SCALES if scale.key not in (CADSS, study.plan.scale)]
    return tuple(scale for scale in (CADSS, *others) if len(list_infusion_ratings(study, scale)))


def describe_scores(rated: pd.DataFrame) -> tuple[tuple[ScorePoint, ...], ScorePoint | None]:
    """Return the scores at each infusion described, and the highest of each patient.

    Parameters
    ----------
    rated : DataFrame
        As of ``list_infusion_ratings``.

    Returns
    -------
    points : tuple of ScorePoint
        One an infusion.
    peak : ScorePoint or None
        None where nothing is rated.

    Notes
    -----
    Mean, SD (n − 1) and range of the patients rated; of one patient there is no SD.
    """
    if rated.empty:
        return (), None
    points = tuple(
        _make_point(number, rated.loc[rated["number"] == number, "score"])
        for number in sorted(set(rated["number"].tolist()))
    )
    return points, _make_point(0, rated.groupby("patient_id")["score"].max())


def _select_infusion_days(
    infusions: pd.DataFrame, assessments: pd.DataFrame, scale: str, received: pd.DataFrame
) -> pd.DataFrame:
    """Return the assessments on a scale that were made on the day of an infusion."""
    of_scale = add_study_day(assessments[assessments["scale"] == scale], received)
    keys = ["patient_id", "study_day"]
    scored = of_scale[[*keys, "score"]].dropna()
    return scored.merge(infusions[[*keys, "number"]], on=keys)[_COLUMNS]


def _make_point(infusion: int, values: pd.Series[float]) -> ScorePoint:
    sd = float(values.std()) if len(values) > 1 else _ONE
    limits = float(values.min()), float(values.max())
    return ScorePoint(infusion, len(values), float(values.mean()), sd, *limits)
