"""Ratings and dates: pairs that are not whole, and dates out of order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.fields import TableName
from ketgui.importing.checks.patients import enrolled
from ketgui.importing.checks.spot import Spot, spots
from ketgui.importing.issues import Issue, few
from ketgui.importing.rows.draft import Draft, Piece, equal
from ketgui.importing.rows.items import scores
from ketgui.importing.rows.moments import find_date_conflicts
from ketgui.importing.rows.rated_scales import scale_keys, scales_of
from ketgui.importing.tables.text_table import Mask
from ketgui.text import _, integer

_NO_DATE = np.datetime64("NaT", "us")
_EARLIEST = np.datetime64("1990-01-01")
_LATEST = np.datetime64("2100-01-01")
# Two months: an outcome of the course is hardly rated later.
_LATE_DAYS = 60


def incomplete_pairs(draft: Draft) -> Iterator[Issue]:
    """Name the patients with one of the two scores, where the file itself says which is which."""
    for scale in _scales(draft):
        has = {moment: _patients_with(draft, scale, moment) for moment in ("before", "after")}
        if has["before"].any() and has["after"].any():
            alone = {
                "after": has["before"] & ~has["after"],
                "before": has["after"] & ~has["before"],
            }
            for lacking, patients in alone.items():
                yield from few(_lacking(draft, patients & enrolled(draft), scale, lacking))


def never_rated(draft: Draft) -> Iterator[Issue]:
    """Name the enrolled patients without any score, where the others have them before and after."""
    has = {
        moment: [_patients_with(draft, scale, moment) for scale in _scales(draft)]
        for moment in ("before", "after")
    }
    if not all(np.any(masks) for masks in has.values()):
        return
    silent = enrolled(draft) & ~np.any([*has["before"], *has["after"]], axis=0)
    yield from few(_silent(spot) for spot in _first_rows(draft, silent))


def never_infused(draft: Draft) -> Iterator[Issue]:
    """Name the enrolled patients who were rated and have no infusion, where others have some."""
    is_infused = draft.each_patient(False)
    for piece in draft.of("infusions"):
        is_infused[piece.patient[piece.patient >= 0]] = True
    if not is_infused.any():
        return
    rated = draft.each_patient(False)
    for scale in _scales(draft):
        for moment in ("before", "after"):
            rated |= _patients_with(draft, scale, moment)
    yield from few(
        _not_infused(spot) for spot in _first_rows(draft, enrolled(draft) & rated & ~is_infused)
    )


def _not_infused(spot: Spot) -> Issue:
    return spot.issue(
        "warning",
        "no_infusion",
        _("The patient has a score and no infusion is recorded."),
        _(
            "Add the infusions if they are known, or leave the patient out with a reason if none "
            "was given."
        ),
    )


def _first_rows(draft: Draft, patients: Mask) -> Iterator[Spot]:
    """Return the first row of each of these patients."""
    left = patients.copy()
    for piece in draft.of("patients") or draft.pieces:
        named = np.flatnonzero(piece.patient >= 0)
        ids, first = np.unique(piece.patient[named], return_index=True)
        rows = np.zeros(len(piece), np.bool_)
        rows[named[first[left[ids]]]] = True
        left[ids] = False
        yield from spots(draft, piece, rows, "patient_id")


def _silent(spot: Spot) -> Issue:
    return spot.issue(
        "warning",
        "no_rating",
        _("The patient has no score, before or after treatment."),
        _("Add the scores if they are known; without them the patient counts but is not paired."),
    )


def _scales(draft: Draft) -> list[str]:
    pieces = draft.of("assessments")
    return list(dict.fromkeys(scale for piece in pieces for scale in scale_keys(piece)))


def _lacking(draft: Draft, patients: Mask, scale: str, lacking: str) -> Iterator[Issue]:
    has = "before" if lacking == "after" else "after"
    for piece in draft.of("assessments"):
        rows = _rated(piece, scale, has)
        rows[rows] = patients[piece.patient[rows]]
        empty = _column_of(piece, scale, lacking)
        for spot in spots(draft, piece, rows, "score"):
            yield _alone(spot, lacking, empty)


def _column_of(piece: Piece, scale: str, moment: str) -> str:
    """Return the letter of the column that would hold a score, empty where rows hold them."""
    for column in piece.mapping.columns:
        target = column.target
        if target is None or target.path != "assessments.score":
            continue
        if target.of("moment") == moment and target.of("scale") in (scale, ""):
            return column.column
    return ""


def _rated(piece: Piece, scale: str, moment: str) -> Mask:
    """Return the rows of a piece that hold a score of this scale and moment."""
    moments = piece.values.get("moment")
    if moments is None:
        return np.zeros(len(piece), np.bool_)
    named = equal(moments, moment) & equal(scales_of(piece), scale)
    return named & ~np.isnan(scores(piece)) & (piece.patient >= 0)


def _patients_with(draft: Draft, scale: str, moment: str) -> Mask:
    has_rating = draft.each_patient(False)
    for piece in draft.of("assessments"):
        has_rating[piece.patient[_rated(piece, scale, moment)]] = True
    return has_rating


def _alone(spot: Spot, lacking: str, column: str) -> Issue:
    message = {
        "after": _("The patient has a score before treatment and none after."),
        "before": _("The patient has a score after treatment and none before."),
    }[lacking]
    fix = _("Add the score if it is known; without it the patient counts but is not paired.")
    # The cell that is empty is the one to fill: a score typed in must not take the other's place.
    return replace(spot.issue("warning", f"no_{lacking}", message, fix), column=column)


def strange_dates(draft: Draft) -> Iterator[Issue]:
    """Name dates that no study of ketamine has."""
    for piece in draft.pieces:
        for key, values in piece.values.items():
            if values.dtype.kind == "M":
                odd = ~np.isnat(values) & ((values < _EARLIEST) | (values > _LATEST))
                yield from few(_strange(spot) for spot in spots(draft, piece, odd, key))


def _strange(spot: Spot) -> Issue:
    return spot.issue(
        "warning",
        "strange_date",
        _(
            "{header} is {found}, outside the years of any such study.",
            header=spot.header,
            found=spot.quoted,
        ),
        _("Correct the date, or treat it as missing."),
        (spot.cell(_("Treat as missing"), "missing"), spot.cell(_("Keep it"), "keep")),
    )


def out_of_order(draft: Draft) -> Iterator[Issue]:
    """Name infusions given before TMS ended."""
    tms_end = _extreme(draft, "tms_courses", "end_date", np.fmax)
    for piece in draft.of("infusions"):
        if "date" in piece.values:
            early = _known(piece) & (piece.values["date"] < tms_end[piece.patient])
            yield from few(_before_tms(spot) for spot in spots(draft, piece, early, "date"))


def contradictions(draft: Draft) -> Iterator[Issue]:
    """Name the ratings whose moment the dates of the infusions contradict: the dates decide."""
    first = _extreme(draft, "infusions", "date", np.fmin)
    last = _extreme(draft, "infusions", "date", np.fmax)
    decided = {id(piece): odd for piece, odd in find_date_conflicts(draft)}
    for piece in draft.of("assessments"):
        if "date" in piece.values and "moment" in piece.values:
            rules = decided.get(id(piece), np.zeros(len(piece), np.bool_))
            when, moment = piece.values["date"], piece.values["moment"]
            late = (moment == "before") & (when > first[piece.patient] + np.timedelta64(1, "D"))
            early = (moment == "after") & (when < last[piece.patient])
            odd = _known(piece) & (late | early)
            yield from few(
                _contradicts(spot, bool(rules[spot.row]))
                for spot in spots(draft, piece, odd, "date")
            )


def long_after(draft: Draft) -> Iterator[Issue]:
    """Name ratings called "after" that were made long after the course of infusions."""
    last = _extreme(draft, "infusions", "date", np.fmax)
    for piece in draft.of("assessments"):
        if {"date", "moment"} <= piece.values.keys():
            since = (piece.values["date"] - last[piece.patient]) / np.timedelta64(1, "D")
            odd = _known(piece) & (piece.values["moment"] == "after") & (since > _LATE_DAYS)
            yield from few(_late(s, float(since[s.row])) for s in spots(draft, piece, odd, "date"))


def _late(spot: Spot, days: float) -> Issue:
    return spot.issue(
        "warning",
        "long_after",
        _(
            "The rating called “after” was made {n} days after the last infusion.",
            n=integer(round(days)),
        ),
        _("Correct the date if it is wrong; else say in the report when the ratings were made."),
        (spot.cell(_("Keep it"), "keep"),),
    )


def wrong_way_round(draft: Draft) -> Iterator[Issue]:
    """Name ratings called "after" whose date is not later than the one called "before"."""
    before = draft.each_patient(_NO_DATE)
    dated = [p for p in draft.of("assessments") if {"date", "moment"} <= p.values.keys()]
    for piece in dated:
        rows = _known(piece) & (piece.values["moment"] == "before")
        np.fmin.at(before, piece.patient[rows], piece.values["date"][rows])
    for piece in dated:
        early = piece.values["date"] <= before[piece.patient]
        odd = _known(piece) & (piece.values["moment"] == "after") & early
        yield from few(_wrong_way(spot) for spot in spots(draft, piece, odd, "date"))


def _wrong_way(spot: Spot) -> Issue:
    return spot.issue(
        "warning",
        "after_not_later",
        _("The rating called “after” is not later than the one called “before”."),
        _("Correct the date or the moment."),
        (spot.cell(_("Keep it"), "keep"),),
    )


def _known(piece: Piece) -> Mask:
    return piece.patient >= 0


def _extreme(draft: Draft, table: TableName, key: str, choose: np.ufunc) -> NDArray[np.datetime64]:
    """Return each patient's first or last date of one field."""
    extremes = draft.each_patient(_NO_DATE)
    for piece in draft.of(table):
        if key in piece.values:
            rows = _known(piece)
            choose.at(extremes, piece.patient[rows], piece.values[key][rows])
    return extremes


def _before_tms(spot: Spot) -> Issue:
    return spot.issue(
        "warning",
        "infusion_before_tms_end",
        _("The infusion of {found} came before the end of the patient’s TMS.", found=spot.quoted),
        _("Correct one of the dates; the study is of ketamine after TMS."),
        (spot.cell(_("Keep it"), "keep"),),
    )


def _contradicts(spot: Spot, decided: bool) -> Issue:
    moment = str(spot.piece.values["moment"][spot.row])
    message = {
        "before": _("The rating is called “before”, but its date is after the first infusion."),
        "after": _("The rating is called “after”, but its date is before the last infusion."),
    }[moment]
    fix = (
        _("The date decides; keep the word if it is right, or correct the date.")
        if decided
        else _("Correct the date or the moment.")
    )
    return spot.issue(
        "warning", "moment_against_date", message, fix, (spot.cell(_("Keep it"), "keep"),)
    )
