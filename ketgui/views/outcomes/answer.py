"""The answer of the outcomes tab: whether the score changed, and who responded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.percent_improvement import PercentImprovement
from ketgui.text import _, integer, number, percent
from ketgui.views.widgets.tile_contents import format_ci, make_rate_tile, make_tile
from ketgui.views.widgets.tiles import Answer

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


def summarize(analysis: Analysis) -> Answer:
    """Return the direction of the change, and four numbers with the figures that show them."""
    change, improvement = analysis[PairedChange], analysis[PercentImprovement]
    outcomes, plan = analysis[Outcomes], analysis.plan
    difference, mean, sd = change.mean_difference, improvement.mean, improvement.sd
    spread = "" if isinstance(sd, Unavailable) else f"± {percent(sd)}"
    patients = f"n = {integer(change.n)}"
    return Answer(
        _describe_direction(analysis),
        (
            make_tile(
                "before_after",
                _("Mean difference (points)"),
                difference,
                _write(difference),
                patients,
                format_ci(change.difference_ci, plan),
            ),
            make_tile(
                "waterfall",
                _("Mean improvement"),
                mean,
                "" if isinstance(mean, Unavailable) else percent(mean),
                f"n = {integer(improvement.n)}",
                spread,
            ),
            make_rate_tile("response_remission", _("Response"), outcomes.response, plan),
            make_rate_tile("response_remission", _("Remission"), outcomes.remission, plan),
        ),
    )


def _write(value: float | Unavailable) -> str:
    return "" if isinstance(value, Unavailable) else number(value)


def _describe_direction(analysis: Analysis) -> str:
    """Return a sentence whose verb follows the means as they are printed."""
    change, scale = analysis[PairedChange], analysis.plan.rating_scale.title
    before, after = change.mean_before, change.mean_after
    if isinstance(before, Unavailable) or isinstance(after, Unavailable):
        reason = before if isinstance(before, Unavailable) else after
        assert isinstance(reason, Unavailable)
        return _("No change of the {scale} can be computed: {reason}.", scale=scale,
                 reason=_(reason.reason))  # fmt: skip
    # Compared as printed: "fell from 27.6 to 27.6" would puzzle a reader.
    values = {"scale": scale, "before": number(before), "after": number(after)}
    if values["before"] == values["after"]:
        return _("The mean {scale} score did not change ({before} before and after).", **values)
    if after < before:
        return _("The mean {scale} score fell from {before} to {after}.", **values)
    return _("The mean {scale} score rose from {before} to {after}.", **values)
