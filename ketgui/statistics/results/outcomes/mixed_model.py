"""A random-intercept model of all ratings over the course, when asked for."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.course import numbered_ratings
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Estimate,
    Limits,
    Row,
    Text,
    collect_values,
    correlation_cell,
    limits_cell,
    number_cell,
    p_value_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

_NOT_ASKED = Unavailable(mark("not asked for"))
_TOO_FEW = Unavailable(mark("fewer than three patients have ratings at two points of the course"))
_ALL_EQUAL = Unavailable(mark("all scores of the course are equal"))
_EXACT = Unavailable(mark("the ratings lie on one line without any spread"))
_NO_END = Unavailable(mark("the model did not converge"))
_BOUNDARY = Unavailable(
    mark("the model did not converge: patients differ no more than their own ratings do")
)
_TOO_MANY = Unavailable(mark("not fitted for more than 2000 patients"))
_MOST_PATIENTS = 2000
# The likelihood's peak is looked for so closely that estimates have six digits.
_CLOSE: dict[str, Any] = {"method": ["bfgs", "cg"], "gtol": 1e-7}
# Below this share of the spread, the one between patients is zero to the optimiser.
_VANISHING = 1e-6


@dataclass(frozen=True)
class MixedModel(Result):
    """Score = intercept + slope · infusions received + the patient's own shift + error.

    Notes
    -----
    Fitted to every rating that has a place in the course, by restricted maximum likelihood
    (Laird & Ware 1982), with ``statsmodels``; the coefficients' errors are those of generalised
    least squares at the fitted variances, intervals and p by t with ratings − patients − 1
    degrees of freedom, as R's ``nlme::lme`` has them.
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
            return _without(_NOT_ASKED)
        return cls.from_ratings(numbered_ratings(study), study.plan.confidence_level)

    @classmethod
    def from_ratings(cls, ratings: pd.DataFrame, level: float) -> MixedModel:
        """Fit it to rows of ``patient_id``, ``infusions`` (number received) and ``score``."""
        # The optimiser's last digits follow the order of the patients: one order, one answer.
        ordered = ratings.sort_values(["patient_id", "infusions", "score"], kind="stable")
        reason = _unfit(ordered)
        return _without(reason) if reason else _fitted(ordered, level)

    def rows(self) -> tuple[Row, ...]:
        """Return estimates, then what they rest on."""
        if isinstance(self.ratings, Unavailable) or isinstance(self.patients, Unavailable):
            return (_row(mark("Change of the score per infusion"), number_cell(self.slope)),)
        return (
            _row(mark("Ratings"), Count(self.ratings)),
            _row(mark("Patients rated"), Count(self.patients)),
            _row(
                mark("Score before, estimated"),
                number_cell(self.intercept),
                limits_cell(self.intercept_ci),
            ),
            _row(
                mark("Change of the score per infusion"),
                number_cell(self.slope, 2),
                limits_cell(self.slope_ci, 2),
            ),
            _row(mark("p of that change"), p_value_cell(self.slope_p)),
            _row(mark("SD between patients"), number_cell(self.sd_between, 2)),
            _row(mark("SD within a patient"), number_cell(self.sd_within, 2)),
            _row(mark("Intraclass correlation"), correlation_cell(self.intraclass)),
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
        return collect_values(self)


def _unfit(ratings: pd.DataFrame) -> Unavailable | None:
    """Return why these ratings cannot be modelled, None if they can."""
    points = ratings.groupby("patient_id")["infusions"].nunique()
    if int((points > 1).sum()) < 3:
        return _TOO_FEW
    if ratings["score"].nunique() < 2:
        return _ALL_EQUAL
    return _TOO_MANY if len(points) > _MOST_PATIENTS else None


def _fitted(ratings: pd.DataFrame, level: float) -> MixedModel:
    fit = _fit(ratings)
    if isinstance(fit, Unavailable):
        return _without(fit)
    from scipy.special import stdtr, stdtrit

    patients = int(ratings["patient_id"].nunique())
    df = len(ratings) - patients - 1
    t = float(stdtrit(df, (1 + level) / 2))
    (intercept, slope), (intercept_error, slope_error), between, within = fit
    return MixedModel(
        ratings=len(ratings),
        patients=patients,
        intercept=intercept,
        intercept_ci=(intercept - t * intercept_error, intercept + t * intercept_error),
        slope=slope,
        slope_ci=(slope - t * slope_error, slope + t * slope_error),
        slope_p=2 * float(stdtr(df, -abs(slope / slope_error))),
        sd_between=math.sqrt(between),
        sd_within=math.sqrt(within),
        intraclass=between / (between + within),
    )


_Fit = tuple[tuple[float, float], tuple[float, float], float, float]


def _fit(ratings: pd.DataFrame) -> _Fit | Unavailable:
    """Return the two coefficients, their errors, and the variances between and within."""
    from statsmodels.regression.mixed_linear_model import (  # pyright: ignore[reportMissingTypeStubs]
        MixedLM,
    )
    from statsmodels.tools.sm_exceptions import (  # pyright: ignore[reportMissingTypeStubs]
        ConvergenceWarning,
    )

    design = np.column_stack((np.ones(len(ratings)), ratings["infusions"].to_numpy(np.float64)))
    scores = ratings["score"].to_numpy(np.float64)
    patients = ratings["patient_id"].to_numpy()
    if _lies_on_its_line(design, scores, patients):
        return _EXACT
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        warnings.simplefilter("ignore", UserWarning)
        try:
            model: Any = MixedLM(scores, design, groups=patients)
            found = model.fit(reml=True, **_CLOSE)
            # Where the likelihood is too flat for that, as closely as the library itself looks.
            found = found if found.converged else model.fit(reml=True)
        except (np.linalg.LinAlgError, ValueError):
            return _NO_END
    between, within = float(np.asarray(found.cov_re)[0, 0]), float(found.scale)
    if between < _VANISHING * within:
        return _BOUNDARY
    if not found.converged or not np.isfinite([*found.fe_params, between, within]).all():
        return _NO_END
    intercept, slope = map(float, found.fe_params)
    return (intercept, slope), _errors(design, patients, between, within), between, within


def _errors(
    design: np.ndarray, patients: np.ndarray, between: float, within: float
) -> tuple[float, float]:
    """Return the coefficients' standard errors at these variances, by generalised least squares.

    The inverse of a patient's covariance is (I − b/(w + m·b) · 11′)/w for m ratings, so that the
    patients' sums of the design are enough.
    """
    codes = pd.factorize(patients)[0]
    sums = np.column_stack([np.bincount(codes, column) for column in design.T])
    shared = between / (within + sums[:, 0] * between)
    information = (design.T @ design - (sums.T * shared) @ sums) / within
    intercept, slope = np.sqrt(np.diag(np.linalg.inv(information)))
    return float(intercept), float(slope)


def _lies_on_its_line(design: np.ndarray, scores: np.ndarray, patients: np.ndarray) -> bool:
    """Tell whether each patient's ratings lie on the common slope, with no error left to fit."""
    codes = pd.factorize(patients)[0]
    counts = np.bincount(codes)
    x = design[:, 1] - (np.bincount(codes, design[:, 1]) / counts)[codes]
    y = scores - (np.bincount(codes, scores) / counts)[codes]
    left = y - x * float(x @ y) / float(x @ x)
    return float(left @ left) < 1e-9 * max(1.0, float(scores @ scores))


def _without(reason: Unavailable) -> MixedModel:
    return MixedModel(*(reason,) * len(fields(MixedModel)))


def _row(label: str, value: Cell, interval: Cell = BLANK) -> Row:
    return Row(Text(label), (value, interval))
