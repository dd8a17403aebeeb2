"""Ratings and dates: pairs that are not whole, and dates out of order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.fields import TableName
from ketgui.importing.checks.patients import find_enrolled
from ketgui.importing.checks.spot import Spot, list_spots
from ketgui.importing.issues import Issue, show_few
from ketgui.importing.rows.draft import Draft, Piece, find_word, is_equal
from ketgui.importing.rows.items import compute_scores
from ketgui.importing.rows.moments import find_date_conflicts
from ketgui.importing.rows.rated_scales import find_scales, scale_keys
from ketgui.importing.tables.text_table import Mask
from ketgui.text import _, integer

_NO_DATE = np.datetime64("NaT", "us")
_EARLIEST = np.datetime64("1990-01-01")
_LATEST = np.datetime64("2100-01-01")
# Two months: an outcome of the course is hardly rated later.
_LATE_DAYS = 60


def find_incomplete_pairs(draft: Draft) -> Iterator[Issue]:
    """Name the patients with one of the two scores, where the file itself says which is which."""
    for scale in _list_scales(draft):
        has = {moment: _find_patients(draft, scale, moment) for moment in ("before", "after")}
        if has["before"].any() and has["after"].any():
            alone = {
                "after": has["before"] & ~has["after"],
                "before": has["after"] & ~has["before"],
            }
            for lacking, patients in alone.items():
                yield from show_few(
                    partial(_report_alone, lacking=lacking),
                    list(_find_lacking(draft, patients & find_enrolled(draft), scale, lacking)),
                )


def find_never_rated(draft: Draft) -> Iterator[Issue]:
    """Name the enrolled patients without any score, where the others have them before and after."""
    has = {
        moment: [_find_patients(draft, scale, moment) for scale in _list_scales(draft)]
        for moment in ("before", "after")
    }
    if not all(np.any(masks) for masks in has.values()):
        return
    silent = find_enrolled(draft) & ~np.any([*has["before"], *has["after"]], axis=0)
    yield from show_few(_report_no_rating, list(_find_first_rows(draft, silent)))


def find_never_infused(draft: Draft) -> Iterator[Issue]:
    """Name the enrolled patients who were rated and have no infusion, where others have some."""
    is_infused = draft.each_patient(False)
    for piece in draft.of("infusions"):
        is_infused[piece.patient[piece.patient >= 0]] = True
    if not is_infused.any():
        return
    rated = draft.each_patient(False)
    for scale in _list_scales(draft):
        for moment in ("before", "after"):
            rated |= _find_patients(draft, scale, moment)
    yield from show_few(
        _report_not_infused,
        list(_find_first_rows(draft, find_enrolled(draft) & rated & ~is_infused)),
    )


def _report_not_infused(spot: Spot) -> Issue:
    return spot.make_issue(
        "warning",
        "no_infusion",
        _("The patient has a score and no infusion is recorded."),
        _(
            "Add the infusions if they are known, or leave the patient out with a reason if none "
            "was given."
        ),
    )


def _find_first_rows(draft: Draft, patients: Mask) -> Iterator[Spot]:
    """Return the first row of each of these patients."""
    left = patients.copy()
    for piece in draft.of("patients") or draft.pieces:
        named = np.flatnonzero(piece.patient >= 0)
        ids, first = np.unique(piece.patient[named], return_index=True)
        rows = np.zeros(len(piece), np.bool_)
        rows[named[first[left[ids]]]] = True
        left[ids] = False
        yield from list_spots(draft, piece, rows, "patient_id")


def _report_no_rating(spot: Spot) -> Issue:
    return spot.make_issue(
        "warning",
        "no_rating",
        _("The patient has no score, before or after treatment."),
        _("Add the scores if they are known; without them the patient counts but is not paired."),
    )


def _list_scales(draft: Draft) -> list[str]:
    pieces = draft.of("assessments")
    return list(dict.fromkeys(scale for piece in pieces for scale in scale_keys(piece)))


def _find_lacking(
    draft: Draft, patients: Mask, scale: str, lacking: str
) -> Iterator[tuple[Spot, str]]:
    """Return the one score of each of these patients, and the column of the one that is lacking."""
    if not patients.any():
        return
    has = "before" if lacking == "after" else "after"
    for piece in draft.of("assessments"):
        rows = _find_rated(piece, scale, has)
        rows[rows] = patients[piece.patient[rows]]
        empty = _find_column(piece, scale, lacking)
        for spot in list_spots(draft, piece, rows, "score"):
            yield spot, empty


def _find_column(piece: Piece, scale: str, moment: str) -> str:
    """Return the letter of the column that would hold a score, empty where rows hold them."""
    for column in piece.mapping.columns:
        target = column.target
        if target is None or target.path != "assessments.score":
            continue
        if target.of("moment") == moment and target.of("scale") in (scale, ""):
            return column.column
    return ""


def _find_rated(piece: Piece, scale: str, moment: str) -> Mask:
    """Return the rows of a piece that hold a score of this scale and moment."""
    named = find_word(piece, "moment", moment) & is_equal(find_scales(piece), scale)
    return named & ~np.isnan(compute_scores(piece)) & (piece.patient >= 0)


def _find_patients(draft: Draft, scale: str, moment: str) -> Mask:
    has_rating = draft.each_patient(False)
    for piece in draft.of("assessments"):
        has_rating[piece.patient[_find_rated(piece, scale, moment)]] = True
    return has_rating


def _report_alone(lone_score: tuple[Spot, str], lacking: str) -> Issue:
    spot, column = lone_score
    message = {
        "after": _("The patient has a score before treatment and none after."),
        "before": _("The patient has a score after treatment and none before."),
    }[lacking]
    fix = _("Add the score if it is known; without it the patient counts but is not paired.")
    # The cell that is empty is the one to fill: a score typed in must not take the other's place.
    return replace(spot.make_issue("warning", f"no_{lacking}", message, fix), column=column)


def find_strange_dates(draft: Draft) -> Iterator[Issue]:
    """Name dates that no study of ketamine has."""
    for piece in draft.pieces:
        for key, values in piece.values.items():
            if values.dtype.kind == "M":
                odd = ~np.isnat(values) & ((values < _EARLIEST) | (values > _LATEST))
                yield from show_few(_report_strange, list_spots(draft, piece, odd, key))


def _report_strange(spot: Spot) -> Issue:
    return spot.make_issue(
        "warning",
        "strange_date",
        _(
            "{header} is {found}, outside the years of any such study.",
            header=spot.header,
            found=spot.quoted,
        ),
        _("Correct the date, or treat it as missing."),
        (
            spot.decide_cell(_("Treat as missing"), "missing"),
            spot.decide_cell(_("Keep it"), "keep"),
        ),
    )


def find_out_of_order(draft: Draft) -> Iterator[Issue]:
    """Name infusions given before TMS ended."""
    tms_end = _find_extreme(draft, "tms_courses", "end_date", np.fmax)
    for piece in draft.of("infusions"):
        if "date" in piece.values:
            early = _has_patient(piece) & (piece.values["date"] < tms_end[piece.patient])
            yield from show_few(_report_before_tms, list_spots(draft, piece, early, "date"))


def find_contradictions(draft: Draft) -> Iterator[Issue]:
    """Name the ratings whose moment the dates of the infusions contradict: the dates decide."""
    first = _find_extreme(draft, "infusions", "date", np.fmin)
    last = _find_extreme(draft, "infusions", "date", np.fmax)
    if np.isnat(last).all():
        return
    decided = {id(piece): odd for piece, odd in find_date_conflicts(draft)}
    for piece in draft.of("assessments"):
        if "date" in piece.values and "moment" in piece.values:
            rules = decided.get(id(piece), np.zeros(len(piece), np.bool_))
            when, moment = piece.values["date"], piece.values["moment"]
            late = (moment == "before") & (when > first[piece.patient] + np.timedelta64(1, "D"))
            early = (moment == "after") & (when < last[piece.patient])
            odd = _has_patient(piece) & (late | early)
            yield from show_few(
                partial(_report_contradiction, decided=rules), list_spots(draft, piece, odd, "date")
            )


def find_long_after(draft: Draft) -> Iterator[Issue]:
    """Name ratings called "after" that were made long after the course of infusions."""
    last = _find_extreme(draft, "infusions", "date", np.fmax)
    if np.isnat(last).all():
        return
    for piece in draft.of("assessments"):
        if {"date", "moment"} <= piece.values.keys():
            since = (piece.values["date"] - last[piece.patient]) / np.timedelta64(1, "D")
            odd = _has_patient(piece) & find_word(piece, "moment", "after") & (since > _LATE_DAYS)
            yield from show_few(
                partial(_report_late, since=since), list_spots(draft, piece, odd, "date")
            )


def _report_late(spot: Spot, since: np.ndarray) -> Issue:
    return spot.make_issue(
        "warning",
        "long_after",
        _(
            "The rating called “after” was made {n} days after the last infusion.",
            n=integer(round(float(since[spot.row]))),
        ),
        _("Correct the date if it is wrong; else say in the report when the ratings were made."),
        (spot.decide_cell(_("Keep it"), "keep"),),
    )


def find_wrong_way_round(draft: Draft) -> Iterator[Issue]:
    """Name ratings called "after" whose date is not later than the one called "before"."""
    before = draft.each_patient(_NO_DATE)
    dated = [p for p in draft.of("assessments") if {"date", "moment"} <= p.values.keys()]
    for piece in dated:
        rows = _has_patient(piece) & find_word(piece, "moment", "before")
        np.fmin.at(before, piece.patient[rows], piece.values["date"][rows])
    for piece in dated:
        early = piece.values["date"] <= before[piece.patient]
        odd = _has_patient(piece) & find_word(piece, "moment", "after") & early
        yield from show_few(_report_wrong_way, list_spots(draft, piece, odd, "date"))


def _report_wrong_way(spot: Spot) -> Issue:
    return spot.make_issue(
        "warning",
        "after_not_later",
        _("The rating called “after” is not later than the one called “before”."),
        _("Correct the date or the moment."),
        (spot.decide_cell(_("Keep it"), "keep"),),
    )


def _has_patient(piece: Piece) -> Mask:
    return piece.patient >= 0


def _find_extreme(
    draft: Draft, table: TableName, key: str, choose: np.ufunc
) -> NDArray[np.datetime64]:
    """Return each patient's first or last date of one field."""
    extremes = draft.each_patient(_NO_DATE)
    for piece in draft.of(table):
        if key in piece.values:
            rows = _has_patient(piece)
            choose.at(extremes, piece.patient[rows], piece.values[key][rows])
    return extremes


def _report_before_tms(spot: Spot) -> Issue:
    return spot.make_issue(
        "warning",
        "infusion_before_tms_end",
        _("The infusion of {found} came before the end of the patient’s TMS.", found=spot.quoted),
        _("Correct one of the dates; the study is of ketamine after TMS."),
        (spot.decide_cell(_("Keep it"), "keep"),),
    )


def _report_contradiction(spot: Spot, decided: Mask) -> Issue:
    moment = str(spot.piece.values["moment"][spot.row])
    message = {
        "before": _("The rating is called “before”, but its date is after the first infusion."),
        "after": _("The rating is called “after”, but its date is before the last infusion."),
    }[moment]
    fix = (
        _("The date decides; keep the word if it is right, or correct the date.")
        if decided[spot.row]
        else _("Correct the date or the moment.")
    )
    return spot.make_issue(
        "warning", "moment_against_date", message, fix, (spot.decide_cell(_("Keep it"), "keep"),)
    )
