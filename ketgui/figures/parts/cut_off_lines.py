"""Lines of the plan's cut-offs, the same in every figure; none where a cut-off is not set."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.spec import Rule
from ketgui.text import _, percent


def draw_remission_line(plan: AnalysisPlan) -> tuple[Rule, ...]:
    """Return the line of the remission score."""
    cutoff = plan.remission
    if isinstance(cutoff, Unavailable):
        return ()
    label = _("remission {rule}", rule=plan.format_remission())
    return (Rule(cutoff.value, theme.REMITTER, label=label),)


def draw_response_lines(plan: AnalysisPlan) -> tuple[Rule, ...]:
    """Return the lines of response and partial response as percent changes, below zero."""
    # A cut-off is an improvement in percent; axes of percent change show it as a fall.
    cutoff = plan.response
    if isinstance(cutoff, Unavailable) or not plan.has_partial_response:
        return ()
    response = _("response {rule}", rule=plan.format_response())
    partial = percent(plan.partial_response_percent, 0)
    return (
        Rule(-cutoff.value, theme.SOFT_INK, label=response),
        Rule(
            -plan.partial_response_percent,
            theme.SOFT_INK,
            label=_("partial from {percent}", percent=partial),
        ),
    )
