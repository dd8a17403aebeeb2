"""A random-intercept model of all ratings over the course, on request."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.unavailable import NOT_ASKED, Unavailable
from ketgui.statistics.course import number_ratings
from ketgui.statistics.pairing import Scores
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Estimate,
    Limits,
    Row,
    Text,
    collect_values,
    make_correlation_cell,
    make_limits_cell,
    make_number_cell,
    make_p_value_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.random_intercept import fit_random_intercept
from ketgui.text import mark

_TOO_FEW = Unavailable(mark("fewer than three patients have ratings at two points of the course"))
_ALL_EQUAL = Unavailable(mark("all scores of the course are equal"))
_EXACT = Unavailable(mark("the ratings lie on one line without any spread"))
_TOO_MANY = Unavailable(mark("not fitted for more than 2000 patients"))
_MOST_PATIENTS = 2000


@dataclass(frozen=True)
class MixedModel(Result):
    """Score = intercept + slope · infusions received + the patient's own shift + error.

    Notes
    -----
    Fitted to every rating that has a place in the course, by restricted maximum likelihood; see
    ``fit_random_intercept``. Intervals and p are of t with ratings − patients − 1 degrees of
    freedom, as R's ``nlme::lme`` has them. Where patients differ no more than their own ratings
    do, `sd_between` is 0.
    Patients with one rating contribute to the intercept. Missing ratings are not imputed: the
    estimates hold if missingness depends on the recorded scores alone. The model assumes one
    straight line for all, shifts and errors that are normal and independent, and the same spread
    at every point. `intraclass` is the share of the variance that lies between patients.

    Examples
    --------
    >>> ratings = pd.DataFrame({"patient_id": list("aaabbbccc"), "infusions": [0, 3, 6] * 3,
    ...     "score": [30.0, 24, 20, 26, 22, 15, 35, 33, 27]})
    >>> result = MixedModel.from_ratings(ratings, 0.95)
    >>> result.patients, round(result.slope, 3)
    (3, -1.611)
    """

    key: ClassVar[str] = "mixed_model"
    title: ClassVar[str] = mark("Random-intercept model of the course")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 100
    columns: ClassVar[tuple[str, ...]] = (mark("Value"), mark("Interval"))

    ratings: int | Unavailable
    patients: int | Unavailable
    intercept: Estimate
    intercept_ci: Limits | Unavailable
    slope: Estimate
    slope_ci: Limits | Unavailable
    slope_p: Estimate
    sd_between: Estimate
    sd_within: Estimate
    intraclass: Estimate

    @classmethod
    def compute(cls, study: Study) -> MixedModel:
        """Fit it to the ratings over the course, if the plan asks for it."""
        if not study.plan.mixed_model:
            return _make_unavailable(NOT_ASKED)
        return cls.from_ratings(number_ratings(study), study.plan.confidence_level)

    @classmethod
    def from_ratings(cls, ratings: pd.DataFrame, level: float) -> MixedModel:
        """Fit it to rows of ``patient_id``, ``infusions`` (number received) and ``score``."""
        # Sums of decimals in another order differ in the last digit: one order, one answer.
        ordered = ratings.sort_values(["patient_id", "infusions", "score"], kind="stable")
        reason = _find_obstacle(ordered)
        return _make_unavailable(reason) if reason else _fit_model(ordered, level)

    def rows(self) -> tuple[Row, ...]:
        """Return the estimates, then what they rest on."""
        if isinstance(self.ratings, Unavailable) or isinstance(self.patients, Unavailable):
            return (
                _make_row(mark("Change of the score per infusion"), make_number_cell(self.slope)),
            )
        return (
            _make_row(mark("Ratings"), Count(self.ratings)),
            _make_row(mark("Patients rated"), Count(self.patients)),
            _make_row(
                mark("Score before, estimated"),
                make_number_cell(self.intercept),
                make_limits_cell(self.intercept_ci),
            ),
            _make_row(
                mark("Change of the score per infusion"),
                make_number_cell(self.slope, 2),
                make_limits_cell(self.slope_ci, 2),
            ),
            _make_row(mark("p of that change"), make_p_value_cell(self.slope_p)),
            _make_row(mark("SD between patients"), make_number_cell(self.sd_between, 2)),
            _make_row(mark("SD within a patient"), make_number_cell(self.sd_within, 2)),
            _make_row(mark("Intraclass correlation"), make_correlation_cell(self.intraclass)),
            _make_row(
                mark("It assumes"),
                Text(
                    mark(
                        "one straight line over the infusions, normal and independent errors, and "
                        "ratings missing for reasons seen in the scores"
                    )
                ),
            ),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return every number by its published name."""
        return collect_values(self)


def _find_obstacle(ratings: pd.DataFrame) -> Unavailable | None:
    """Return why these ratings cannot be modelled; None if they can."""
    # Only a patient rated at two points of the course shows a change within a patient.
    points = ratings.groupby("patient_id")["infusions"].nunique()
    if int((points > 1).sum()) < 3:
        return _TOO_FEW
    if ratings["score"].nunique() < 2:
        return _ALL_EQUAL
    return _TOO_MANY if len(points) > _MOST_PATIENTS else None


def _fit_model(ratings: pd.DataFrame, level: float) -> MixedModel:
    infusions = ratings["infusions"].to_numpy(np.float64)
    scores = ratings["score"].to_numpy(np.float64)
    codes = pd.factorize(ratings["patient_id"])[0]
    # Without any error the likelihood has no maximum: it grows as the error goes to 0.
    if _is_on_parallel_lines(infusions, scores, codes):
        return _make_unavailable(_EXACT)
    from scipy.special import stdtr, stdtrit

    fit = fit_random_intercept(infusions, scores, codes)
    patients = int(codes.max()) + 1
    # As nlme counts them for a term that varies within patients.
    df = len(ratings) - patients - 1
    t = float(stdtrit(df, (1 + level) / 2))

    def interval(estimate: float, error: float) -> Limits:
        return estimate - t * error, estimate + t * error

    return MixedModel(
        ratings=len(ratings),
        patients=patients,
        intercept=fit.intercept,
        intercept_ci=interval(fit.intercept, fit.intercept_error),
        slope=fit.slope,
        slope_ci=interval(fit.slope, fit.slope_error),
        slope_p=2 * float(stdtr(df, -abs(fit.slope / fit.slope_error))),
        sd_between=math.sqrt(fit.between),
        sd_within=math.sqrt(fit.within),
        intraclass=fit.between / (fit.between + fit.within),
    )


def _is_on_parallel_lines(infusions: Scores, scores: Scores, codes: NDArray[np.intp]) -> bool:
    """Tell whether each patient's ratings lie on the common slope, with no error left to fit."""
    counts = np.bincount(codes)
    # Within patients: each value less its patient's mean, then the residuals of the common slope.
    x = infusions - (np.bincount(codes, infusions) / counts)[codes]
    y = scores - (np.bincount(codes, scores) / counts)[codes]
    residuals = y - x * float(x @ y) / float(x @ x)
    return float(residuals @ residuals) < 1e-9 * max(1.0, float(scores @ scores))


def _make_unavailable(reason: Unavailable) -> MixedModel:
    return MixedModel(*(reason,) * len(fields(MixedModel)))


def _make_row(label: str, value: Cell, interval: Cell = BLANK) -> Row:
    return Row(Text(label), (value, interval))
