"""Who the patients are: ids that are missing, repeated, unknown or too alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from ketgui.importing.changes import Decision, SeveralChanges, SpellingChange
from ketgui.importing.checks.rows import find_rows_of_no_patient
from ketgui.importing.checks.spot import Spot, find_id_column, list_spots
from ketgui.importing.issues import Answer, Issue, make_file_issue, quote_cell, show_few
from ketgui.importing.recognition import layouts
from ketgui.importing.rows.alike_ids import fold_ids
from ketgui.importing.rows.draft import Draft, Piece, find_blank_words
from ketgui.importing.tables.text_table import Mask
from ketgui.importing.vocabulary.words import drop_case
from ketgui.text import _, integer, plural

_MANY = 20_000


def report_no_rows(draft: Draft) -> Iterator[Issue]:
    """Say that there is no row."""
    if draft.tables and not any(len(table) for table in draft.tables):
        table = draft.tables[0]
        yield make_file_issue(
            "error",
            "no_rows",
            table.file,
            _("The table has a header and no row beneath it."),
            _("Fill in a row for each patient."),
            table.sheet,
        )


def find_enrolled(draft: Draft) -> Mask:
    """Return which of the draft's patients the patients' tables list; all, where there is none."""
    listed = [piece for piece in draft.of("patients") if len(piece)]
    is_enrolled = draft.each_patient(False)
    for piece in listed or draft.pieces:
        is_enrolled[piece.patient[piece.patient >= 0]] = True
    return is_enrolled


def find_rows_without_id(draft: Draft) -> Iterator[Issue]:
    """Name the rows without a patient's id."""
    for piece in _choose_longest(draft):
        column = find_id_column(piece)
        if column is None:
            continue
        if layouts.get_layout(piece.mapping.layout).one_row:
            cells = piece.source.columns[piece.source.letters.index(column.column)]
            rows, say = cells.rows_with(find_blank_words(cells))[piece.index], _report_numbered
        else:
            rows, say = piece.patient < 0, _report_nameless
            if rows.sum() > 1 and (issue := _ask_to_fill_down(draft, piece, rows)):
                yield issue
                continue
        yield from show_few(say, list_spots(draft, piece, rows, "patient_id"))


def _report_numbered(spot: Spot) -> Issue:
    return spot.make_issue(
        "warning",
        "missing_id",
        _("The row has no patient id; its number was taken."),
        _("Write the patient’s id into the row, or leave the row out."),
        (spot.decide_row(_("Leave the row out"), "leave_out"),),
    )


def _report_nameless(spot: Spot) -> Issue:
    return spot.make_issue(
        "error",
        "missing_id",
        _("The row does not say which patient it is of."),
        _("Write the patient’s id into the row, or leave the row out."),
        (spot.decide_row(_("Leave the row out"), "leave_out"),),
    )


def _ask_to_fill_down(draft: Draft, piece: Piece, rows: Mask) -> Issue | None:
    """Ask once about ids left blank below each patient's first row."""
    first = int(np.flatnonzero(rows)[0])
    if rows[0] or rows.sum() > _MOST_FILLED:
        return None
    spots = list(list_spots(draft, piece, rows, "patient_id"))
    above = np.maximum.accumulate(np.where(rows, 0, np.arange(len(piece))))
    fill = tuple(
        replace(change, new=draft.get_id(piece, int(above[spot.row])))
        for spot in spots
        if isinstance(change := spot.decide_cell("", "correct").change, Decision)
    )
    out = tuple(spot.decide_row("", "leave_out").change for spot in spots)
    return Spot(draft, piece, first, "patient_id").make_issue(
        "error",
        "missing_id",
        _("{n} rows do not say which patient they are of.", n=integer(len(spots))),
        _("Say whether each is of the patient above it."),
        (
            Answer(_("Each is of the patient above it"), SeveralChanges(fill)),
            Answer(_("Leave these rows out"), SeveralChanges(out)),
        ),
    )


# A column of thousands of blank ids is one of the file's mistakes, not a way of writing.
_MOST_FILLED = 2000


def _choose_longest(draft: Draft) -> list[Piece]:
    """Return one piece of each source table, the longest."""
    longest: dict[tuple[str, str], Piece] = {}
    for piece in draft.pieces:
        key = (piece.source.file, piece.source.sheet)
        if key not in longest or len(piece) > len(longest[key]):
            longest[key] = piece
    return list(longest.values())


def find_repeated_ids(draft: Draft) -> Iterator[Issue]:
    """Name the ids that stand in two rows of a table with one row per patient."""
    for piece in draft.of("patients"):
        if layouts.get_layout(piece.mapping.layout).one_row:
            counts = np.bincount(piece.patient, minlength=len(draft.ids))
            twice = counts[piece.patient] > 1
            if twice.any():
                # What is asked about as no patient is not asked about as one patient twice.
                odd = find_rows_of_no_patient(draft, piece)
                counts -= np.bincount(piece.patient[odd], minlength=len(draft.ids))
                twice = counts[piece.patient] > 1
                twice[odd] = False
            yield from show_few(_report_repeated, list_spots(draft, piece, twice, "patient_id"))


def _report_repeated(spot: Spot) -> Issue:
    piece, row = spot.piece, spot.row
    others = np.flatnonzero(piece.patient == piece.patient[row])
    other = int(next(o for o in others if o != row))
    same = all(
        cells.at(int(piece.index[row])) == cells.at(int(piece.index[other]))
        for cells in piece.source.columns
    )
    placeholders = {"id": quote_cell(spot.patient_id), "other": integer(int(piece.rows[other]))}
    message = (
        _("The row is the same as row {other}, id {id}; each patient has one row.", **placeholders)
        if same
        else _("The id {id} stands in row {other} too, with other values.", **placeholders)
    )
    return spot.make_issue(
        "error",
        "repeated_id",
        message,
        _("Correct the id, or leave one of the rows out."),
        (spot.decide_row(_("Leave this row out"), "leave_out"),),
    )


def find_conflicts(draft: Draft) -> Iterator[Issue]:
    """Name what is said of one patient in two ways, in two rows or two tables."""
    pieces = draft.of("patients")
    if len(pieces) == 1 and _is_each_once(pieces[0]):
        return
    for key in dict.fromkeys(key for piece in pieces for key in piece.values):
        first, is_stated = draft.each_patient(None), draft.each_patient(False)
        for piece in pieces:
            if key in piece.values:
                values = piece.values[key]
                is_known = (piece.patient >= 0) & ~pd.isna(values)
                is_new = is_known & ~is_stated[piece.patient]
                where, stated = piece.patient[is_new][::-1], values[is_new][::-1]
                if not is_stated.any():
                    # Values compare faster in their own type than as objects.
                    first = np.empty(len(first), values.dtype)
                elif first.dtype != values.dtype:
                    first = first.astype(np.object_)
                # Written from the last row up, each patient's place holds what came first.
                first[where], is_stated[where] = stated, True
                odd = is_known.copy()
                odd[is_known] = first[piece.patient[is_known]] != values[is_known]
                yield from show_few(_report_conflict, list_spots(draft, piece, odd, key))


def _is_each_once(piece: Piece) -> bool:
    return np.bincount(piece.patient + 1, minlength=1)[1:].max(initial=0) <= 1


def _report_conflict(spot: Spot) -> Issue:
    return spot.make_issue(
        "error",
        "conflict",
        _(
            "{header} of the patient {id} is {found} here and something else in another row.",
            header=spot.header,
            id=quote_cell(spot.patient_id),
            found=spot.quoted,
        ),
        _("Correct one of the two, or treat this cell as missing."),
        (spot.decide_cell(_("Treat as missing"), "missing"),),
    )


def find_unknown_patients(draft: Draft) -> Iterator[Issue]:
    """Name the rows of patients whom the patients' table does not list."""
    if not any(len(piece) for piece in draft.of("patients")):
        return
    strange = ~find_enrolled(draft)
    if not draft.mapping.spelling and len(draft.ids) <= _MANY:
        _forgive_spelling(draft, strange)
    for piece in draft.pieces:
        rows = (piece.patient >= 0) & strange[piece.patient]
        if piece.table != "patients" and rows.any():
            yield from show_few(_report_unknown, list_spots(draft, piece, rows, "patient_id"))


def _forgive_spelling(draft: Draft, strange: Mask) -> None:
    """Leave out those whose id may be a spelling of a known one: that is asked once for all."""
    forms = np.array([*fold_ids(draft.ids), ""], np.object_)
    strange &= ~np.isin(forms, forms[:-1][~strange[:-1]])


def _report_unknown(spot: Spot) -> Issue:
    return spot.make_issue(
        "error",
        "unknown_patient",
        _("The patient {id} is not in the patients’ table.", id=quote_cell(spot.patient_id)),
        _("Add the patient to the patients’ table, or correct the id."),
        (spot.decide_row(_("Leave the row out"), "leave_out"),),
    )


def find_alike_ids(draft: Draft) -> Iterator[Issue]:
    """Name ids that may be one in several spellings, or that have letters which look the same."""
    if len(draft.ids) > _MANY:
        return
    forms = fold_ids(draft.ids)
    spelled = _group_patients(forms)
    if spelled and not draft.mapping.spelling:
        yield _ask_about_spelling(draft, spelled)
    looks = (
        group
        for group in _group_patients([_fold_by_look(str(id_)) for id_ in draft.ids])
        if len({forms[patient] for patient in group}) > 1
    )
    yield from show_few(partial(_look_alike, draft), list(looks))


def _group_patients(forms: Sequence[str]) -> list[list[int]]:
    """Return the patients whose ids have the same form, two or more each."""
    groups: dict[str, list[int]] = {}
    for patient, form in enumerate(forms):
        groups.setdefault(form, []).append(patient)
    return [group for group in groups.values() if len(group) > 1]


def _get_id(draft: Draft, patient: int) -> str:
    return str(draft.ids[patient])


# Cyrillic and Greek letters, digits and letters that look like Latin ones on screen.
_LOOKS = str.maketrans(
    "АВЕКМНОРСТХаеорсухΑΒΕΗΙΚΜΝΟΡΤΧO0oIl|", "ABEKMHOPCTXaeopcyxABEHIKMNOPTX000111"
)


def _fold_by_look(id_: str) -> str:
    return drop_case(unicodedata.normalize("NFKC", id_).translate(_LOOKS))


def _find_second(draft: Draft, group: list[int]) -> Spot:
    """Return the first row of the second of some ids."""
    return next(
        spot
        for piece in draft.pieces
        for spot in list_spots(draft, piece, piece.patient == group[1], "patient_id")
    )


def _ask_about_spelling(draft: Draft, groups: list[list[int]]) -> Issue:
    first = groups[0]
    placeholders = {
        "other": quote_cell(_get_id(draft, first[0])),
        "id": quote_cell(_get_id(draft, first[1])),
    }
    message = plural(
        "{n} pair of ids, {other} and {id}, may be one id written in two ways.",
        "{n} pairs of ids, such as {other} and {id}, may each be one id written in two ways.",
        len(groups),
        **placeholders,
    )
    return _find_second(draft, first).make_issue(
        "error",
        "ids_alike",
        message,
        _("Say whether they are the same patient. The first spelling is then used."),
        (
            Answer(_("They are one patient"), SpellingChange("one")),
            Answer(_("They are two patients"), SpellingChange("several")),
        ),
    )


def _look_alike(draft: Draft, group: list[int]) -> Issue:
    spot = _find_second(draft, group)
    message = _(
        "The ids {other} and {id} look the same and are written differently.",
        id=quote_cell(spot.patient_id),
        other=quote_cell(_get_id(draft, group[0])),
    )
    fix = _("Write the id alike everywhere if it is one patient; keep it if they are two.")
    answers = (spot.decide_cell(_("They are two patients"), "keep"),)
    return spot.make_issue("warning", "ids_alike", message, fix, answers)
