"""Rates of response, partial response, remission, little change and worsening."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Pairs
from ketgui.statistics.rows import BLANK, Count, Row, Text, name_patients
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark

PatientMask = NDArray[np.bool_]
NO_PARTIAL = Unavailable(mark("there is no partial response without a percentage of response"))


@dataclass(frozen=True, eq=False)
class PatientOutcomes:
    """Which outcomes each enrolled patient reached, arrays of shape (n,).

    `response`, `partial_response`, `worse` and `unchanged` exclude one another and cover every
    patient with both ratings, unless the plan lets remission and response differ; `remission`
    overlaps them. A patient without both ratings has reached none, nor has one who was in remission
    at baseline: `already` sets those apart, since a fall from 3 to 2 is no response.
    """

    response: PatientMask
    partial_response: PatientMask
    remission: PatientMask
    unchanged: PatientMask
    worse: PatientMask
    already: PatientMask

    @classmethod
    def of(
        cls, pairs: Pairs, plan: AnalysisPlan, at_baseline: AnalysisPlan | None = None
    ) -> PatientOutcomes:
        """Apply the plan's definitions to paired scores."""
        already = (at_baseline or plan).is_remission(pairs.before)
        rated = pairs.rated & ~already
        # A missing percentage is no reduction; those who have none are removed again below.
        reduction = np.nan_to_num(pairs.percent_reduction, nan=0.0)
        remission = rated & plan.is_remission(pairs.after)
        response = rated & plan.is_response(reduction, pairs.after)
        # A response by percentage needs one; a score of 0 before has none.
        if not plan.is_score:
            response &= ~np.isnan(pairs.percent_reduction)
        if plan.remitters_are_responders:
            response |= remission
        worse = rated & (pairs.difference < 0) & ~response
        partial = rated & ~response & plan.is_partial_reduction(reduction)
        return cls(
            response, partial, remission, rated & ~(response | partial | worse), worse, already
        )


@dataclass(frozen=True)
class Outcomes(Result):
    """Rates of the outcomes defined by the plan.

    Notes
    -----
    Percent reduction is (before − after) / before × 100. The denominator is every enrolled
    patient, one without both ratings counting as not having reached an outcome, or, if the plan
    says so, the patients with both ratings. Where nobody has both ratings there is no rate.
    Intervals: see ``Proportion``.

    Patients in remission at baseline reach no outcome and are listed separately (`already`).
    `unchanged` are those who neither responded, in part or fully, nor got worse;
    `unrated_counted` is the number in the denominator without both ratings.

    Examples
    --------
    >>> result = Outcomes.compute(Study.of_scores([30, 28, 24], [12, 27, None]))
    >>> result.response.count, result.response.n, result.unrated_counted
    (1, 3, 1)
    """

    key: ClassVar[str] = "outcomes"
    title: ClassVar[str] = mark("Response and remission")
    priority: ClassVar[int] = 30
    columns: ClassVar[tuple[str, ...]] = (
        mark("Definition"),
        mark("Patients n/N (%)"),
        mark("Interval (%)"),
    )

    response: Proportion
    partial_response: Proportion
    remission: Proportion
    unchanged: Proportion
    worse: Proportion
    unrated_counted: int
    already: tuple[str, ...]
    plan: AnalysisPlan

    @classmethod
    def compute(cls, study: Study) -> Outcomes:
        """Count each outcome among the plan's population."""
        return cls.compute_under(study, study.plan)

    @classmethod
    def compute_under(cls, study: Study, plan: AnalysisPlan) -> Outcomes:
        """Count under other definitions; the study's own decide who is in remission at baseline."""
        pairs = study.pairs
        reached = PatientOutcomes.of(pairs, plan, study.plan)
        n = pairs.analysed
        # Where nobody has both ratings a rate of 0 would look like a finding.
        if n and plan.population == "enrolled":
            n = len(pairs.before)

        def rate(flags: PatientMask, defined: object = None) -> Proportion:
            if isinstance(defined, Unavailable):
                return Proportion.undefined(defined)
            return Proportion.of(int(flags.sum()), n, plan)

        partial = plan.response if plan.has_partial_response else NO_PARTIAL
        return cls(
            rate(reached.response, plan.response),
            rate(reached.partial_response, partial),
            rate(reached.remission, plan.remission),
            # Without a response, everyone who did not get worse would be among them.
            rate(reached.unchanged, plan.response),
            rate(reached.worse),
            n - pairs.analysed,
            tuple(map(str, pairs.patient_id[reached.already])),
            # A copy reads all of the plan: what keeps it rests on the whole of it.
            replace(plan),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line an outcome, with its definition in symbols."""
        plan = self.plan
        lines = (
            (mark("Response"), plan.format_response(), self.response),
            (mark("Partial response"), plan.format_partial_response(), self.partial_response),
            (mark("Remission"), plan.format_remission(), self.remission),
            (mark("Little or no change"), "", self.unchanged),
            (mark("Worse"), "", self.worse),
        )
        rows = (
            Row(Text(title), (Text(rule, from_file=True), *rate.cells()))
            for title, rule, rate in lines
        )
        return (*rows, *self._already_row())

    def _already_row(self) -> tuple[Row, ...]:
        """Return a line that names the patients in remission at baseline, if there are some."""
        if not self.already:
            return ()
        named = name_patients(self.already)
        title = Text(mark("In remission at baseline, counted apart"))
        return (Row(title, (named, Count(len(self.already)), BLANK)),)

    def as_dict(self) -> dict[str, Any]:
        """Return the rates by their published names."""
        names = ("response", "partial_response", "remission", "unchanged", "worse")
        rates = {name: getattr(self, name).as_dict() for name in names}
        return rates | {"in_remission_at_baseline": len(self.already)}
