"""The answer of the adverse events tab: how many patients had an event, and a serious one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.text import _, plural
from ketgui.views.widgets.tile_contents import make_rate_tile
from ketgui.views.widgets.tiles import Answer, TileContent

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


def summarize(analysis: Analysis) -> Answer:
    """Return whether a serious event is recorded, and the rates of patients with an event."""
    events, plan = analysis[AdverseEvents], analysis.plan
    tiles = [
        make_rate_tile("any", _("Any event"), events.any, plan),
        make_rate_tile("serious", _("Serious"), events.serious, plan),
        make_rate_tile("stopped", _("Treatment stopped"), events.stopped, plan),
    ]
    return Answer(_describe_serious(events), (*tiles[:2], *_make_frequent_tile(analysis), tiles[2]))


def _make_frequent_tile(analysis: Analysis) -> tuple[TileContent, ...]:
    terms = analysis[AdverseEvents].terms
    if not terms:
        return ()
    # Terms are in falling order of patients.
    title = _("Most frequent: {term}", term=_(terms[0].term))
    return (make_rate_tile("term", title, terms[0].patients, analysis.plan),)


def _describe_serious(events: AdverseEvents) -> str:
    if isinstance(events.any, Unavailable):
        return _("Nothing is known about adverse events: {reason}.", reason=_(events.any.reason))
    if isinstance(events.serious, Unavailable):
        return _("Whether an event was serious is not recorded.")
    if not events.serious.count:
        return _("No serious adverse event is recorded.")
    return plural(
        "{n} patient had a serious adverse event.",
        "{n} patients had a serious adverse event.",
        events.serious.count,
    )
