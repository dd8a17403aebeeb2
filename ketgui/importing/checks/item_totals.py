"""Items of a scale: totals that disagree with them, and totals that they cannot give."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from ketgui.importing.checks.spot import Spot, list_spots
from ketgui.importing.issues import Issue, show_few
from ketgui.importing.rows.draft import Draft
from ketgui.importing.rows.items import compute_totals, list_item_columns
from ketgui.text import _, bare


def find_wrong_totals(draft: Draft) -> Iterator[Issue]:
    """Name the totals that are not the sum of their items."""
    for piece in draft.of("assessments"):
        written = piece.values.get("score")
        if written is not None and list_item_columns(piece):
            summed = compute_totals(piece)
            odd = ~np.isnan(summed) & ~np.isnan(written) & (summed != written)
            yield from show_few(
                partial(_report_total, summed=summed), list_spots(draft, piece, odd, "score")
            )


def _report_total(spot: Spot, summed: np.ndarray) -> Issue:
    return spot.make_issue(
        "warning",
        "total_against_items",
        _(
            "{header} is {found}; its items add up to {sum}.",
            header=spot.header,
            found=spot.quoted,
            sum=bare(float(summed[spot.row])),
        ),
        _("Correct the total or the items; the written total is used."),
        (spot.decide_cell(_("Keep it"), "keep"),),
    )


def find_missing_items(draft: Draft) -> Iterator[Issue]:
    """Name the ratings that lack an item and have no written total."""
    for piece in draft.of("assessments"):
        keys = list_item_columns(piece)
        if not keys:
            continue
        written = piece.values.get("score")
        lacks = np.isnan(compute_totals(piece))
        if written is not None:
            lacks &= np.isnan(written)
        yield from show_few(_report_missing_item, list_spots(draft, piece, lacks, keys[0]))


def _report_missing_item(spot: Spot) -> Issue:
    return spot.make_issue(
        "warning",
        "item_missing",
        _("An item is missing, so that the rating has no total; no item is filled in."),
        _("Add the item or the total if it is known."),
    )
