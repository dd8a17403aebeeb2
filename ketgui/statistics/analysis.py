"""One cohort under one plan, everything computed: the snapshot that all tabs and files read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.memo import Memo
from ketgui.statistics.pairing import Pairs
from ketgui.statistics.results import RESULTS
from ketgui.statistics.study import Result, Study, make_memo

R = TypeVar("R", bound=Result)


@dataclass(frozen=True, eq=False)
class Analysis:
    """The results by their class: ``analysis[PairedChange].t``.

    It keeps the study, so that a tab or a document that needs more of it does not pair again.
    """

    study: Study
    results: Mapping[type[Result], Result]
    memo: Memo

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


def analyse(
    cohort: Cohort,
    plan: AnalysisPlan,
    previous: Analysis | None = None,
    report_progress: Callable[[float], None] = lambda _share: None,
) -> Analysis:
    """Compute every registered result.

    Parameters
    ----------
    cohort : Cohort
    plan : AnalysisPlan
    previous : Analysis or None
        An earlier analysis; its results are kept where nothing that they rest on has changed.
    report_progress : callable
        Called with the share done (0–1) before each result; what it raises ends the analysis.

    Returns
    -------
    Analysis
    """
    memo = make_memo(previous.memo if previous else None)
    study = Study.of(cohort, plan, memo=memo)
    results: dict[type[Result], Result] = {}
    for number, kind in enumerate(RESULTS):
        report_progress(number / len(RESULTS))
        results[kind] = memo.compute(kind, kind.compute, study=study)
    memo.forget_earlier()
    return Analysis(study, results, memo)
