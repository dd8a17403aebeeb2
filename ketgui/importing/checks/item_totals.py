"""Items of a scale: totals that disagree with them, and totals that they cannot give."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ketgui.importing.checks.spot import Spot, spots
from ketgui.importing.issues import Issue, few
from ketgui.importing.rows.draft import Draft
from ketgui.importing.rows.items import item_columns, totals
from ketgui.text import _, bare


def disagree(draft: Draft) -> Iterator[Issue]:
    """Name the totals that are not the sum of their items."""
    for piece in draft.of("assessments"):
        written = piece.values.get("score")
        if written is not None and item_columns(piece):
            summed = totals(piece)
            odd = ~np.isnan(summed) & ~np.isnan(written) & (summed != written)
            yield from few(
                _disagrees(spot, float(summed[spot.row]))
                for spot in spots(draft, piece, odd, "score")
            )


def _disagrees(spot: Spot, summed: float) -> Issue:
    return spot.issue(
        "warning",
        "total_against_items",
        _(
            "{header} is {found}; its items add up to {sum}.",
            header=spot.header,
            found=spot.quoted,
            sum=bare(summed),
        ),
        _("Correct the total or the items; the written total is used."),
        (spot.cell(_("Keep it"), "keep"),),
    )


def incomplete(draft: Draft) -> Iterator[Issue]:
    """Name the ratings that lack an item and have no written total."""
    for piece in draft.of("assessments"):
        keys = item_columns(piece)
        if not keys:
            continue
        written = piece.values.get("score")
        lacks = np.isnan(totals(piece))
        if written is not None:
            lacks &= np.isnan(written)
        yield from few(_lacks(spot) for spot in spots(draft, piece, lacks, keys[0]))


def _lacks(spot: Spot) -> Issue:
    return spot.issue(
        "warning",
        "item_missing",
        _("An item is missing, so that the rating has no total; no item is filled in."),
        _("Add the item or the total if it is known."),
    )
