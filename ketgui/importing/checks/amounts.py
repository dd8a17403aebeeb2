"""Weights and doses whose unit does not look like the field's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from ketgui.domain.folding import fold
from ketgui.importing.changes import ColumnChange, SeveralChanges
from ketgui.importing.checks.spot import Spot, list_spots, make_column_issue
from ketgui.importing.issues import Answer, Issue, show_few
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.vocabulary.words import is_missing
from ketgui.text import _, bare

# A median weight above this is hardly one of kilograms, and a dose above that is milligrams.
_HEAVY_MEDIAN_KG = 120
_HIGH_MG_PER_KG = 3
_LOW_MG = 3
_DOSE_SLACK = 0.05


def ask_about_pounds(draft: Draft) -> Iterator[Issue]:
    """Ask whether weights are in pounds, where the header or their size says so."""
    for piece, column, values in _list_columns(draft, "weight_kg"):
        if _are_pounds(column, values):
            yield make_column_issue(
                "error", "pounds", piece.source, column,
                _("The weights in {header} look like pounds.", header=column.header),
                _("Say whether they are pounds or kilograms."),
                (
                    _offer_unit(piece, column, _("Pounds"), "lb"),
                    _offer_unit(piece, column, _("Kilograms"), "kg"),
                ),
            )  # fmt: skip


def _are_pounds(column: ColumnMapping, values: np.ndarray) -> bool:
    if column.rule.unit:
        return False
    pounds = {"lb", "lbs", "pounds", "livres"} & set(fold(column.header).split())
    return bool(pounds) or bool(np.nanmedian(values) > _HEAVY_MEDIAN_KG)


def _is_whole_dose(column: ColumnMapping, values: np.ndarray) -> bool:
    return not column.rule.unit and bool(np.nanmedian(values) > _HIGH_MG_PER_KG)


def has_open_unit(piece: Piece, key: str) -> bool:
    """Tell whether a column's unit is asked about, so that its range says nothing yet."""
    column, test = piece.columns.get(key), _OPEN_UNITS.get(key)
    if piece.table != "infusions" or column is None or test is None:
        return False
    values = piece.values[key]
    return bool(np.isfinite(values).any()) and test(column, values)


def _offer_unit(piece: Piece, column: ColumnMapping, title: str, unit: str) -> Answer:
    where = (piece.source.file, piece.source.sheet, column.column)
    return Answer(title, ColumnChange(*where, unit=unit))


def ask_dose_units(draft: Draft) -> Iterator[Issue]:
    """Ask whether doses are per kilogram or whole, where their size contradicts the field."""
    for piece, column, values in _list_columns(draft, "dose_mg_per_kg"):
        if _is_whole_dose(column, values):
            message = _(
                "The doses in {header} look like milligrams, not mg/kg.", header=column.header
            )
            yield _ask_dose_unit(piece, column, message)
    for piece, column, values in _list_columns(draft, "dose_mg"):
        if not column.rule.unit and np.nanmedian(values) < _LOW_MG:
            message = _(
                "The doses in {header} look like mg/kg, not milligrams.", header=column.header
            )
            yield _ask_dose_unit(piece, column, message)


def ask_about_mixed_units(draft: Draft) -> Iterator[Issue]:
    """Ask which doses to keep where a column beside them says mg in some rows, mg/kg in others."""
    for piece in draft.of("infusions"):
        column = piece.columns.get("dose_mg") or piece.columns.get("dose_mg_per_kg")
        units = _find_dose_units(piece, column) if column else None
        if column and not column.rule.unit and units is not None and len(set(units) - {""}) > 1:
            yield _ask_about_units(draft, piece, column, units)


def _find_dose_units(piece: Piece, column: ColumnMapping) -> np.ndarray | None:
    """Return each row's unit as the column behind the dose says it; None where it says others."""
    letters = piece.source.letters
    position = letters.index(column.column) + 1
    if position >= len(letters):
        return None
    cells = piece.source.columns[position]
    words = [str(word) for word in cells.words[cells.used]]
    if not all(_read_dose_unit(word) or is_missing(word) for word in words):
        return None
    return cells.each(_read_dose_unit)[cells.codes][piece.index]


def _read_dose_unit(word: str) -> str:
    return {"mg": "mg", "mg kg": "mg/kg", "mgkg": "mg/kg", "mg per kg": "mg/kg"}.get(fold(word), "")


def _ask_about_units(draft: Draft, piece: Piece, column: ColumnMapping, units: np.ndarray) -> Issue:
    key = column.target.field if column.target else ""
    where = (piece.source.file, piece.source.sheet, column.column)
    given = column.target.given if column.target else ()
    answers: list[Answer] = []
    for unit, field in (("mg", "dose_mg"), ("mg/kg", "dose_mg_per_kg")):
        others = list_spots(draft, piece, units != unit, key)
        changes = (spot.decide_cell("", "missing").change for spot in others)
        chosen = ColumnChange(*where, f"infusions.{field}", given, unit=unit)
        title = _("Keep the doses in {unit}, the others are missing", unit=unit)
        answers.append(Answer(title, SeveralChanges((chosen, *changes))))
    return make_column_issue(
        "error", "mixed_dose_units", piece.source, column,
        _("Some doses in {header} are in mg and others in mg/kg.", header=column.header),
        _("Write them in two columns, or say which to keep."), tuple(answers),
    )  # fmt: skip


def _ask_dose_unit(piece: Piece, column: ColumnMapping, message: str) -> Issue:
    given = column.target.given if column.target else ()
    where = (piece.source.file, piece.source.sheet, column.column)
    whole = ColumnChange(*where, "infusions.dose_mg", given, unit="mg")
    by_weight = ColumnChange(*where, "infusions.dose_mg_per_kg", given, unit="mg/kg")
    return make_column_issue(
        "error", "dose_unit", piece.source, column, message, _("Say which they are."),
        (Answer(_("mg in all"), whole), Answer(_("mg/kg"), by_weight)),
    )  # fmt: skip


def _list_columns(draft: Draft, key: str) -> Iterator[tuple[Piece, ColumnMapping, np.ndarray]]:
    for piece in draft.of("infusions"):
        column = piece.columns.get(key)
        if column and np.isfinite(piece.values[key]).any():
            yield piece, column, piece.values[key]


def find_contradicting_doses(draft: Draft) -> Iterator[Issue]:
    """Name infusions whose dose, weight and dose by weight contradict one another."""
    for piece in draft.of("infusions"):
        amounts = [piece.values.get(key) for key in ("dose_mg", "dose_mg_per_kg", "weight_kg")]
        if any(values is None for values in amounts) or "dose_mg" not in piece.columns:
            continue
        dose, by_weight, weight = (np.asarray(values, np.float64) for values in amounts)
        expected = by_weight * weight
        with np.errstate(invalid="ignore"):
            odd = np.abs(dose - expected) > _DOSE_SLACK * expected + 1
        yield from show_few(
            partial(_report_dose, expected=expected), list_spots(draft, piece, odd, "dose_mg")
        )


_OPEN_UNITS = {"weight_kg": _are_pounds, "dose_mg_per_kg": _is_whole_dose}


def _report_dose(spot: Spot, expected: np.ndarray) -> Issue:
    return spot.make_issue(
        "warning",
        "doses_disagree",
        _(
            "{header} is {found} mg; by weight it would be {expected} mg.",
            header=spot.header,
            found=spot.quoted,
            expected=bare(round(float(expected[spot.row]), 1)),
        ),
        _("Correct the dose or the weight, or keep both."),
        (spot.decide_cell(_("Keep it"), "keep"),),
    )
