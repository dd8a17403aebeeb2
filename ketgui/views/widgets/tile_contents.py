"""Tiles made of numbers of an analysis, or of the reasons why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketgui.domain.unavailable import Unavailable
from ketgui.text import _, integer, interval, percent
from ketgui.views.widgets.tiles import TileContent

if TYPE_CHECKING:
    from ketgui.domain.plan import AnalysisPlan
    from ketgui.statistics.rows import Estimate, Limits
    from ketgui.statistics.tests.proportion import Proportion

_NONE = "–"


def make_rate_tile(
    key: str, title: str, rate: Proportion | Unavailable, plan: AnalysisPlan
) -> TileContent:
    """Return a tile with a rate, its count and its interval, or the reason why there is none."""
    if isinstance(rate, Unavailable):
        return make_reason_tile(key, title, rate)
    share = rate.percent
    if isinstance(share, Unavailable):
        return make_reason_tile(key, title, share)
    counts = f"{integer(rate.count)}/{integer(rate.n)}"
    return TileContent(key, title, percent(share), join_details(counts, format_ci(rate.ci, plan)))


def make_reason_tile(key: str, title: str, reason: Unavailable) -> TileContent:
    """Return a tile that says why there is no number."""
    return TileContent(key, title, _NONE, _(reason.reason))


def make_tile(key: str, title: str, value: Estimate, text: str, *details: str) -> TileContent:
    """Return a tile with the text of a value, or the reason why there is no value."""
    if isinstance(value, Unavailable):
        return make_reason_tile(key, title, value)
    return TileContent(key, title, text, join_details(*details))


def format_ci(limits: Limits | Unavailable, plan: AnalysisPlan) -> str:
    """Return the name of an interval and its limits; empty where there is none."""
    if isinstance(limits, Unavailable):
        return ""
    return f"{plan.name_interval()} {interval(*limits)}"


def join_details(*parts: str) -> str:
    """Return the line below a number, its parts separated by a dot."""
    return " · ".join(part for part in parts if part)
