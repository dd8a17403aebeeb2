"""The flow of patients: from the files to the analysis."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Cell, Count, Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.statistics.treatment.tms_scores import find_tms_scores
from ketgui.text import mark

_NO_INFUSIONS = Unavailable(mark("no infusion is recorded"))


@dataclass(frozen=True)
class Flow(Result):
    """The number of patients in the files, and where some of them leave.

    Attributes
    ----------
    excluded : tuple of (str, int)
        Each reason that the user gave, with the number of patients excluded; commonest first.
    tms_failed, tms_responded, tms_not_known : int or Unavailable
        Enrolled patients by the plan's rule of failure, where scores around TMS are recorded.
    infused : int or Unavailable
        Enrolled patients with at least one infusion, where infusions are recorded at all.
    """

    key: ClassVar[str] = "flow"
    title: ClassVar[str] = mark("Flow of patients")
    priority: ClassVar[int] = 20
    columns: ClassVar[tuple[str, ...]] = (mark("Patients"),)

    in_files: int
    excluded: tuple[tuple[str, int], ...]
    enrolled: int
    tms_failed: int | Unavailable
    tms_responded: int | Unavailable
    tms_not_known: int | Unavailable
    infused: int | Unavailable
    rated_before: int
    rated_after: int
    analysed: int

    @classmethod
    def compute(cls, study: Study) -> Flow:
        """Count patients at each step."""
        cohort, pairs = study.cohort, study.pairs
        # By reason and not by patient: a published flow names nobody.
        reasons = Counter(exclusion.reason.strip() for exclusion in cohort.excluded)
        tms = find_tms_scores(cohort, study.plan, pairs)
        # Where nobody can be judged, the flow has no such step.
        reason = tms.reason
        return cls(
            cohort.enrolled + len(cohort.excluded),
            tuple(reasons.most_common()),
            cohort.enrolled,
            reason or int(tms.failed.sum()),
            reason or int(tms.responded.sum()),
            reason or int(tms.unjudged.sum()),
            int(cohort.infusions["patient_id"].nunique()) or _NO_INFUSIONS,
            int((~np.isnan(pairs.before)).sum()),
            int((~np.isnan(pairs.after)).sum()),
            pairs.analysed,
        )

    @property
    def tms(self) -> tuple[tuple[str, int | Unavailable], ...]:
        """The counts around TMS, each with its title."""
        return (
            (mark("TMS failed"), self.tms_failed),
            (mark("Responded to TMS"), self.tms_responded),
            (mark("TMS response not known"), self.tms_not_known),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line a step, each reason on its own."""
        out = (
            Row(Text(mark("Excluded:"), suffix=reason), (Count(n),)) for reason, n in self.excluded
        )
        infused: Cell = (
            self.infused if isinstance(self.infused, Unavailable) else Count(self.infused)
        )
        return (
            Row(Text(mark("In the files")), (Count(self.in_files),)),
            *out,
            Row(Text(mark("Enrolled")), (Count(self.enrolled),)),
            *(
                Row(Text(title), (Count(n),))
                for title, n in self.tms
                if not isinstance(n, Unavailable)
            ),
            Row(Text(mark("With an infusion recorded")), (infused,)),
            Row(Text(mark("Rated before")), (Count(self.rated_before),)),
            Row(Text(mark("Rated after")), (Count(self.rated_after),)),
            Row(Text(mark("Analysed: rated before and after")), (Count(self.analysed),)),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the counts by their published names; nobody is named."""
        reasons = [{"reason": reason, "patients": n} for reason, n in self.excluded]
        return dict(vars(self)) | {"excluded": reasons}
