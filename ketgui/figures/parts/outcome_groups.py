"""Patients by outcome, each with its colour and shape: the same in every figure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.spec import Dash, LegendEntry, Symbol
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.outcomes import PatientMask, PatientOutcomes
from ketgui.text import _


@dataclass(frozen=True, eq=False)
class OutcomeGroup:
    """Patients drawn alike because they share an outcome.

    A `dash` other than solid distinguishes lines whose colour is as light as another one's; bars of
    that group are hatched.
    """

    title: str
    colour: str
    symbol: Symbol
    flags: PatientMask
    dash: Dash = "solid"

    @property
    def hatch(self) -> bool:
        """Whether bars of these patients are hatched."""
        return self.dash != "solid"


def group_rated(analysis: Analysis) -> tuple[OutcomeGroup, ...]:
    """Return the groups from the least to the most improved, so that the best lie on top."""
    # Whoever was in remission before treatment cannot respond: drawn apart, not as a non-responder.
    reached = PatientOutcomes.of(analysis.pairs, analysis.plan)
    rated = analysis.pairs.rated & ~reached.already
    if not analysis.plan.has_outcome:
        return (OutcomeGroup(_("Patients"), theme.NON_RESPONDER, "circle", rated),)
    has_response = not isinstance(analysis.plan.response, Unavailable)
    # A patient is in one group only, the best outcome reached.
    remission = reached.remission
    response = reached.response & ~remission
    partial = reached.partial_response & ~remission
    return (
        OutcomeGroup(
            _("In remission at baseline"),
            theme.WELL_AT_BASELINE,
            "plus",
            analysis.pairs.rated & reached.already,
            "dashed",
        ),
        OutcomeGroup(
            _("No response") if has_response else _("No remission"),
            theme.NON_RESPONDER,
            "square",
            rated & ~(remission | response | partial),
        ),
        OutcomeGroup(_("Partial response"), theme.PARTIAL, "diamond", partial),
        OutcomeGroup(_("Response"), theme.RESPONDER, "circle", response),
        OutcomeGroup(_("Remission"), theme.REMITTER, "star", remission),
    )


def group_everyone(analysis: Analysis) -> tuple[OutcomeGroup, ...]:
    """Return the outcome groups, preceded by the patients whose outcome cannot be determined."""
    unknown = OutcomeGroup(
        _("Not both ratings"), theme.UNRATED, "triangle", ~analysis.pairs.rated, "dotted"
    )
    return (unknown, *group_rated(analysis))


def keep_patients(
    groups: tuple[OutcomeGroup, ...], patients: PatientMask
) -> tuple[OutcomeGroup, ...]:
    """Return the groups restricted to these patients; a group without any is left out."""
    narrowed = (replace(group, flags=group.flags & patients) for group in groups)
    return tuple(group for group in narrowed if group.flags.any())


def make_legend(groups: tuple[OutcomeGroup, ...]) -> tuple[LegendEntry, ...]:
    """Return a legend of the groups that have a patient."""
    return tuple(
        LegendEntry(g.title, g.colour, g.symbol, dash=g.dash) for g in groups if g.flags.any()
    )


def name_outcomes(analysis: Analysis) -> dict[str, str]:
    """Return each patient's outcome by id, as a table names it."""
    return {
        str(patient_id): group.title
        for group in group_everyone(analysis)
        for patient_id in analysis.pairs.patient_id[group.flags]
    }
