"""The scales on which a cohort was rated, and the plan that follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketgui.domain.outcome import OutcomeDefinition
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Scale
from ketgui.domain.scales import SCALES

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort


def find_rated_scales(cohort: Cohort, plan: AnalysisPlan) -> tuple[Scale, ...]:
    """Return the scales rated over the course that have a score, in their declared order.

    Parameters
    ----------
    cohort : Cohort
    plan : AnalysisPlan
        With the scales that the user has declared.

    Returns
    -------
    tuple of Scale
    """
    scored = cohort.assessments["score"].notna()
    scored_keys = set(map(str, cohort.assessments.loc[scored, "scale"].dropna().unique()))
    # Declared scales come last, so one with a known key takes the place of that scale.
    declared = {scale.key: scale for scale in (*SCALES, *plan.scales)}
    return tuple(
        scale
        for key, scale in declared.items()
        if key in scored_keys and scale.occasion == "course"
    )


def follow_file(cohort: Cohort, plan: AnalysisPlan) -> AnalysisPlan:
    """Return the plan on a scale that the cohort was rated on.

    A plan whose primary scale has a score in the cohort stays as it is. Otherwise the scale with
    the most ratings becomes the primary outcome, with its own definitions.
    """
    # A rating of the improvement itself has no baseline, so it cannot be the primary outcome.
    rated = find_rated_scales(cohort, plan)
    usable = [scale for scale in rated if scale.kind != "improvement"]
    # A primary scale that has scores is never changed: the user may have chosen it.
    if not usable or plan.scale in {scale.key for scale in rated}:
        return plan
    scored = cohort.assessments.loc[cohort.assessments["score"].notna(), "scale"]
    counts = scored.value_counts()
    most = max(usable, key=lambda scale: int(counts.get(scale.key, 0)))
    return plan.with_scale(most.key)


def list_secondary_outcomes(cohort: Cohort, plan: AnalysisPlan) -> tuple[OutcomeDefinition, ...]:
    """Return the plan's secondary outcomes; where it names none, every other scale rated."""
    if plan.secondary is not None:
        return plan.secondary
    others = (scale for scale in find_rated_scales(cohort, plan) if scale.key != plan.scale)
    return tuple(OutcomeDefinition(scale.key) for scale in others)


def find_unknown_scales(cohort: Cohort, plan: AnalysisPlan) -> tuple[str, ...]:
    """Return the names of scales with scores that nobody has declared: none is analysed."""
    declared = {scale.key for scale in (*SCALES, *plan.scales)}
    scored = cohort.assessments.loc[cohort.assessments["score"].notna(), "scale"]
    return tuple(name for name in map(str, scored.dropna().unique()) if name not in declared)
