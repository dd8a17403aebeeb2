"""The answer of the cohort tab: how many patients, and how many problems are left to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketgui.statistics.results.patients.flow import Flow
from ketgui.text import _, integer, plural
from ketgui.views.widgets.tiles import Answer, TileContent

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


def summarize(analysis: Analysis, problems: int) -> Answer:
    """Return how many are enrolled, analysed and excluded, and how many problems are left."""
    flow, scale = analysis[Flow], analysis.plan.rating_scale.title
    excluded = sum(count for _reason, count in flow.excluded)
    sentence = plural(
        "{n} patient is enrolled; {analysed} of them with a {scale} score before and after.",
        "{n} patients are enrolled; {analysed} of them with a {scale} score before and after.",
        flow.enrolled,
        analysed=integer(flow.analysed),
        scale=scale,
    )
    return Answer(
        sentence,
        (
            TileContent("patients", _("Enrolled"), integer(flow.enrolled)),
            TileContent("flow", _("Analysed"), integer(flow.analysed)),
            TileContent("flow", _("Excluded"), integer(excluded)),
            TileContent("problems", _("To check"), integer(problems)),
        ),
    )
