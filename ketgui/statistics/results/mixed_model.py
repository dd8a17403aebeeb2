"""A random-intercept model of all ratings over the course, when asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.course import numbered_ratings
from ketgui.statistics.random_intercept import Array, random_intercept
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Estimate,
    Limits,
    Row,
    Text,
    correlation,
    limits,
    named_values,
    number,
    p_value,
)
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

_NOT_ASKED = Unavailable(mark("not asked for"))
_TOO_FEW = Unavailable(mark("fewer than three patients have ratings at two points of the course"))
_ALL_EQUAL = Unavailable(mark("all scores of the course are equal"))
_EXACT = Unavailable(mark("the ratings lie on one line without any spread"))
_BOUNDARY = Unavailable(
    mark("the model did not converge: patients differ no more than their own ratings do")
)
_TOO_MANY = Unavailable(mark("not fitted for more than 2000 patients"))
_MOST_PATIENTS = 2000


@dataclass(frozen=True)
class MixedModel(Result):
    """Score = intercept + slope · infusions received + the patient's own shift + error.

    Notes
    -----
    Fitted to every rating that has a place in the course, by restricted maximum likelihood
    (Laird & Ware 1982); intervals and p by t with ratings − patients − 1 degrees of freedom, as
    R's ``nlme::lme`` has them.
    Patients with one rating contribute to the intercept. Missing ratings are not filled in: the
    estimates hold if what is missing depends on the recorded scores alone. It assumes one
    straight line for all, shifts and errors that are normal and independent, and the same spread
    at every point. `intraclass` is the share of the variance that lies between patients.
    What does not converge has its reason.

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
            return _without(_NOT_ASKED)
        return cls.from_ratings(numbered_ratings(study), study.plan.confidence_level)

    @classmethod
    def from_ratings(cls, ratings: pd.DataFrame, level: float) -> MixedModel:
        """Fit it to rows of ``patient_id``, ``infusions`` (number received) and ``score``."""
        # The last digits of sums follow the order of the patients: one order, one answer.
        ordered = ratings.sort_values(["patient_id", "infusions", "score"], kind="stable")
        reason = _unfit(ordered)
        return _without(reason) if reason else _fitted(ordered, level)

    def rows(self) -> tuple[Row, ...]:
        """Return estimates, then what they rest on."""
        if isinstance(self.ratings, Unavailable) or isinstance(self.patients, Unavailable):
            return (_row(mark("Change of the score per infusion"), number(self.slope)),)
        return (
            _row(mark("Ratings"), Count(self.ratings)),
            _row(mark("Patients rated"), Count(self.patients)),
            _row(
                mark("Score before, estimated"),
                number(self.intercept),
                limits(self.intercept_ci),
            ),
            _row(
                mark("Change of the score per infusion"),
                number(self.slope, 2),
                limits(self.slope_ci, 2),
            ),
            _row(mark("p of that change"), p_value(self.slope_p)),
            _row(mark("SD between patients"), number(self.sd_between, 2)),
            _row(mark("SD within a patient"), number(self.sd_within, 2)),
            _row(mark("Intraclass correlation"), correlation(self.intraclass)),
            _row(
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
        return named_values(self)


def _unfit(ratings: pd.DataFrame) -> Unavailable | None:
    """Return why these ratings cannot be modelled, None if they can."""
    points = ratings.groupby("patient_id")["infusions"].nunique()
    if int((points > 1).sum()) < 3:
        return _TOO_FEW
    if ratings["score"].nunique() < 2:
        return _ALL_EQUAL
    return _TOO_MANY if len(points) > _MOST_PATIENTS else None


def _fitted(ratings: pd.DataFrame, level: float) -> MixedModel:
    codes = pd.factorize(ratings["patient_id"])[0].astype(np.int64)
    given = ratings["infusions"].to_numpy(np.float64)
    scores = ratings["score"].to_numpy(np.float64)
    if _lies_on_its_line(codes, given, scores):
        return _without(_EXACT)
    fit = random_intercept(codes, given, scores)
    if fit is None:
        return _without(_BOUNDARY)
    from scipy.special import stdtr, stdtrit

    t = float(stdtrit(fit.df, (1 + level) / 2))
    return MixedModel(
        ratings=len(ratings),
        patients=int(ratings["patient_id"].nunique()),
        intercept=fit.intercept,
        intercept_ci=_around(fit.intercept, t * fit.intercept_error),
        slope=fit.slope,
        slope_ci=_around(fit.slope, t * fit.slope_error),
        slope_p=2 * float(stdtr(fit.df, -abs(fit.slope / fit.slope_error))),
        sd_between=math.sqrt(fit.between),
        sd_within=math.sqrt(fit.within),
        intraclass=fit.between / (fit.between + fit.within),
    )


def _around(value: float, half: float) -> Limits:
    return value - half, value + half


def _lies_on_its_line(codes: NDArray[np.int64], given: Array, scores: Array) -> bool:
    """Tell whether each patient's ratings lie on the common slope, with no error left to fit."""
    counts = np.bincount(codes)
    x = given - (np.bincount(codes, given) / counts)[codes]
    y = scores - (np.bincount(codes, scores) / counts)[codes]
    left = y - x * float(x @ y) / float(x @ x)
    return float(left @ left) < 1e-9 * max(1.0, float(scores @ scores))


def _without(reason: Unavailable) -> MixedModel:
    return MixedModel(*(reason,) * len(fields(MixedModel)))


def _row(label: str, value: Cell, interval: Cell = BLANK) -> Row:
    return Row(Text(label), (value, interval))
