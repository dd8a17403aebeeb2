"""Ratings before and after each infusion: how they were read, for the user to see."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ketgui.importing.issues import Issue
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.rows.infusion_visits import read_infusion_visits
from ketgui.importing.vocabulary.timepoints import read_header
from ketgui.text import _, plural


def report_infusion_course(draft: Draft) -> Iterator[Issue]:
    """Say once that ratings before and after each infusion are a course, and where they stand."""
    pieces = [p for p in draft.of("assessments") if read_infusion_visits(p) is not None]
    if not pieces:
        return
    yield _make_note(
        pieces[0],
        "infusion_course",
        _(
            "The ratings before and after each infusion are imported as a course: “before” is the "
            "rating before the first infusion, “after” the one after the last."
        ),
    )
    if early := sum(map(_count_early, pieces)):
        message = plural(
            "{n} baseline is not used as “before”: the patient was rated before the first "
            "infusion too.",
            "{n} baselines are not used as “before”: the patients were rated before the first "
            "infusion too.",
            early,
        )
        yield _make_note(pieces[0], "earlier_baseline", message)
    if placed := sum(map(_count_placed, pieces)):
        message = plural(
            "{n} rating has no date and takes the day of its infusion.",
            "{n} ratings have no date and take the days of their infusions.",
            placed,
        )
        yield _make_note(pieces[0], "placed_by_infusion", message)


def _count_early(piece: Piece) -> int:
    """Return how many ratings are called a baseline and are none."""
    codes, words = pd.factorize(np.asarray(piece.values["visit"], np.object_))
    named = [read_header(str(word)).moment == "before" for word in words]
    is_open = pd.isna(piece.values.get("moment", np.full(len(piece), None)))
    return int((np.array([*named, False])[codes] & is_open).sum())


def _count_placed(piece: Piece) -> int:
    """Return how many ratings have their day from an infusion."""
    if {"date", "day"} & piece.columns.keys():
        return 0
    return int(np.isfinite(piece.values.get("day", np.empty(0))).sum())


def _make_note(piece: Piece, key: str, message: str) -> Issue:
    column = piece.columns.get("moment") or piece.columns.get("score")
    source = piece.source
    letter = column.column if column else ""
    fix = _("Nothing needs to be done if that is right.")
    return Issue("note", source.file, source.sheet, None, letter, "moment", message, fix, key=key)
