"""The sites of a cohort side by side: patients, scores, outcomes and adverse events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.fields import TABLES
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.grouping import MOST_LEVELS
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.rows import Cell, Count, Estimate, Number, Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark

_NOBODY = Unavailable(mark("nobody has both ratings"))
_ONE = Unavailable(mark("one patient only"))


@dataclass(frozen=True)
class SiteSummary:
    """One site: its patients, the scores of those with both ratings, and its rates.

    Attributes
    ----------
    site : str
        Its name; empty for the patients whose site is not recorded.
    enrolled, rated : int
        Its patients, and those of them with both ratings.
    before, after, change : (Estimate, Estimate)
        Mean and SD of the scores and of the change, over the patients with both ratings.
    response, remission : Proportion
        Over the population of the plan, within the site.
    any_event : Proportion or Unavailable
        Patients with an adverse event, among the site's own denominator.
    """

    site: str
    enrolled: int
    rated: int
    before: tuple[Estimate, Estimate]
    after: tuple[Estimate, Estimate]
    change: tuple[Estimate, Estimate]
    response: Proportion
    remission: Proportion
    any_event: Proportion | Unavailable

    def as_dict(self) -> dict[str, Any]:
        """Return it by name; a mean and its SD are two numbers."""
        scores = {
            name: {"mean": values[0], "sd": values[1]}
            for name, values in (
                ("before", self.before), ("after", self.after), ("change", self.change)
            )
        }  # fmt: skip
        events = self.any_event
        return {
            "site": self.site,
            "enrolled": self.enrolled,
            "rated": self.rated,
            **scores,
            "response": self.response.as_dict(),
            "remission": self.remission.as_dict(),
            "any_event": events.as_dict()
            if isinstance(events, Proportion)
            else {"count": events, "n": events, "percent": events, "ci": events},
        }


@dataclass(frozen=True)
class Sites(Result):
    """Each site's patients, scores, response, remission and adverse events.

    Notes
    -----
    Every number is that of the site analysed alone, under the definitions of the plan. Nothing is
    tested: sites differ in whom they treat. A cohort of one site, or one without sites, has no such
    table; nor has one with more values than a column of groups can have.

    Examples
    --------
    >>> study = Study.of_scores([30, 28, 26, 24], [12, 20, 20, 20], site=["A", "A", "B", "B"])
    >>> [(site.site, site.enrolled, site.response.count) for site in Sites.compute(study).sites]
    [('A', 2, 1), ('B', 2, 0)]
    """

    key: ClassVar[str] = "sites"
    title: ClassVar[str] = mark("Sites")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 115
    columns: ClassVar[tuple[str, ...]] = (
        mark("Enrolled"),
        mark("Both ratings"),
        mark("Before, mean ± SD"),
        mark("After, mean ± SD"),
        mark("Change, mean ± SD"),
        mark("Response"),
        mark("Remission"),
        mark("Any adverse event"),
    )

    sites: tuple[SiteSummary, ...]

    @classmethod
    def compute(cls, study: Study) -> Sites:
        """Analyse each site by itself."""
        recorded = study.cohort.patients["site"].fillna("").astype(str)
        names = sorted(set(recorded) - {""})
        if not 2 <= len(names) <= MOST_LEVELS:
            return cls(())
        # Patients without a site are a line of their own: the lines add up to the cohort.
        every = (*names, "") if (recorded == "").any() else names
        return cls(
            tuple(
                _summarize(name, _restrict(study, (recorded == name).to_numpy())) for name in every
            )
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line a site."""
        return tuple(
            Row(
                Text(site.site, from_file=True) if site.site else Text(mark("not recorded")),
                (
                    Count(site.enrolled),
                    Count(site.rated),
                    *(_make_cell(*pair) for pair in (site.before, site.after, site.change)),
                    site.response.cells()[0],
                    site.remission.cells()[0],
                    site.any_event
                    if isinstance(site.any_event, Unavailable)
                    else site.any_event.cells()[0],
                ),
            )
            for site in self.sites
        )

    def as_dict(self) -> list[dict[str, Any]]:
        """Return an entry a site."""
        return [site.as_dict() for site in self.sites]


def _restrict(study: Study, chosen: NDArray[np.bool_]) -> Study:
    """Return the study of some of its patients, with the pairs that the whole study has."""
    cohort, pairs = study.cohort, study.pairs
    ids = cohort.patients["patient_id"][chosen]
    tables = {
        name: rows[rows["patient_id"].isin(ids)].reset_index(drop=True)
        for name in TABLES
        if len(rows := cohort.get_table(name))
    }
    restricted = Study.of(replace(cohort, **cast("dict[str, Any]", tables)), study.plan)
    return replace(
        restricted,
        pairs=replace(
            pairs,
            patient_id=pairs.patient_id[chosen],
            before=pairs.before[chosen],
            after=pairs.after[chosen],
        ),
    )


def _summarize(name: str, study: Study) -> SiteSummary:
    pairs, outcomes = study.pairs, Outcomes.compute(study)
    before, after, change = (
        _describe(values[pairs.rated]) for values in (pairs.before, pairs.after, pairs.difference)
    )
    return SiteSummary(
        name,
        study.cohort.enrolled,
        pairs.analysed,
        before,
        after,
        change,
        outcomes.response,
        outcomes.remission,
        AdverseEvents.compute(study).any,
    )


def _describe(values: NDArray[np.float64]) -> tuple[Estimate, Estimate]:
    if len(values) == 0:
        return _NOBODY, _NOBODY
    return float(values.mean()), float(values.std(ddof=1)) if len(values) > 1 else _ONE


def _make_cell(mean: Estimate, sd: Estimate) -> Cell:
    return mean if isinstance(mean, Unavailable) else Number(mean, 1, spread=sd)
