"""One cohort under one plan, everything computed: the snapshot that all tabs and files read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.pairing import Pairs
from ketgui.statistics.results import RESULTS
from ketgui.statistics.study import Result, Study

R = TypeVar("R", bound=Result)


@dataclass(frozen=True, eq=False)
class Analysis:
    """The results by their class: ``analysis[PairedChange].t``.

    It keeps the study, so that a tab or a document that needs more of it does not pair again.
    """

    study: Study
    results: Mapping[type[Result], Result]

    @property
    def cohort(self) -> Cohort:
        """The cohort that was analysed."""
        return self.study.cohort

    @property
    def plan(self) -> AnalysisPlan:
        """The plan it was analysed under."""
        return self.study.plan

    @property
    def pairs(self) -> Pairs:
        """The paired scores."""
        return self.study.pairs

    def __getitem__(self, kind: type[R]) -> R:
        """Return the result of this class."""
        return cast(R, self.results[kind])


def analyse(cohort: Cohort, plan: AnalysisPlan) -> Analysis:
    """Compute every registered result.

    Parameters
    ----------
    cohort : Cohort
    plan : AnalysisPlan

    Returns
    -------
    Analysis
    """
    study = Study.of(cohort, plan)
    return Analysis(study, {kind: kind.compute(study) for kind in RESULTS})
