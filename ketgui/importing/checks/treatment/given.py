"""Rows whose own words say that no ketamine was given: not done, or another substance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np

from ketgui.domain.folding import fold
from ketgui.importing.changes import Action, ColumnChange, Decision, SeveralChanges
from ketgui.importing.checks.spot import make_column_issue
from ketgui.importing.issues import Answer, Issue, quote_cell
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.tables.text_table import CodedText, Mask
from ketgui.importing.vocabulary.targets import OTHER
from ketgui.importing.vocabulary.words import tidy
from ketgui.text import _, joined, plural

_NOT_GIVEN = re.compile(
    r"(?:not|non|pas|nao|no|nicht) (?:given|done|administered|received|infused|donnee?|faite?|"
    r"administree?|recue?|realisee?|realizad[ao]|administrad[ao]|gegeben|erfolgt|durchgefuhrt)|"
    r"cancel+ed|canceled|annulee?|cancelad[ao]|abgesagt|omitted|omise?|skipped|missed|manquee?|"
    r"no show|held|withheld|postponed|reportee?|absente?"
)
_CONTROL = re.compile(
    r"\b(?:midazolam|placebo|saline|nacl|sham|serum physiologique|suero|soro|kochsalz\w*)\b"
)
_CONTROL_GROUP = re.compile(r"(?:active )?(?:control|controls|controle|temoins?|kontroll\w*)")
_GROUPS = frozenset(
    {"group", "groupe", "grupo", "gruppe", "arm", "bras", "brazo", "braco", "treatment",
     "traitement", "tratamiento", "tratamento", "behandlung", "drug", "drogue", "allocation",
     "condition", "trt", "trt01a", "trt01p", "armcd", "actarm", "arm1", "substance",
     "randomization", "randomisation", "assignment", "intervention", "cohort", "extrt",
     "medicament"}
)  # fmt: skip
# More kinds than that are a free text and no groups.
_MOST_GROUPS = 8


def find_not_given(draft: Draft) -> Iterator[Issue]:
    """Ask about the rows of infusions that a column says were not given."""
    for piece in draft.of("infusions"):
        if len(piece) and piece.mapping.layout == "infusions":
            for column in _list_free(piece):
                rows = _find_rows(piece, column, _is_not_given)
                if rows.any():
                    yield _ask_about_not_given(piece, column, rows)


def _is_not_given(word: str) -> bool:
    return _NOT_GIVEN.fullmatch(fold(word)) is not None


def _ask_about_not_given(piece: Piece, column: ColumnMapping, rows: Mask) -> Issue:
    count = int(rows.sum())
    return make_column_issue(
        "error",
        "not_given",
        piece.source,
        column,
        plural(
            "{header} says {words} in {n} row: that infusion is counted as given.",
            "{header} says {words} in {n} rows: these infusions are counted as given.",
            count,
            header=column.header,
            words=joined(_quote_words(piece, column, rows)),
        ),
        _("Say whether these infusions were given."),
        (
            Answer(
                plural("Leave out {n} row", "Leave out {n} rows", count),
                _decide_rows(piece, rows, "leave_out"),
            ),
            Answer(_("They were given"), _keep_apart(piece, column)),
        ),
    )


def ask_about_controls(draft: Draft) -> Iterator[Issue]:
    """Ask about patients whom a column of groups gives midazolam, a placebo or saline."""
    for piece in _list_longest(draft):
        for column in _list_free(piece):
            words = _list_groups(piece, column)
            if not any(map(_is_control, words)) or not _is_of_groups(column, words):
                continue
            rows = _find_rows(piece, column, _is_control) & (piece.patient >= 0)
            if rows.any():
                yield _ask_about_group(piece, column, rows)


def _is_control(word: str) -> bool:
    folded = fold(word)
    # "Ketamine in saline" is ketamine.
    is_named = bool(_CONTROL.search(folded)) and "ketamin" not in folded
    return is_named or _CONTROL_GROUP.fullmatch(folded) is not None


def _list_groups(piece: Piece, column: ColumnMapping) -> list[str]:
    """Return a column's distinct words, none where there are too many for groups."""
    cells = _get_cells(piece, column)
    if len(cells.words) > 4 * _MOST_GROUPS:
        return []
    words = {tidy(str(word)) for word in cells.words[cells.used]} - {""}
    return sorted(words) if len(words) <= _MOST_GROUPS else []


def _is_of_groups(column: ColumnMapping, words: list[str]) -> bool:
    """Tell whether a column is of groups by its header, or by ketamine beside the control."""
    is_named = bool(_GROUPS & set(fold(column.header).split()))
    return is_named or any("ketamin" in fold(word) for word in words)


def _ask_about_group(piece: Piece, column: ColumnMapping, rows: Mask) -> Issue:
    patients = np.unique(piece.patient[rows])
    # Whoever had both, as in a crossover, stays with the rows of ketamine.
    others = np.isin(patients, piece.patient[~rows])
    if others.any():
        title = _("Leave these rows out")
        change = _decide_rows(piece, rows, "leave_out")
    else:
        first = rows & ~_repeats(piece)
        title = plural("Exclude {n} patient", "Exclude {n} patients", len(patients))
        change = _decide_rows(piece, first, "exclude", _("Control group"))
    return make_column_issue(
        "error",
        "control_group",
        piece.source,
        column,
        plural(
            "{header} says {words} for {n} patient, who would be analysed as treated with "
            "ketamine.",
            "{header} says {words} for {n} patients, who would be analysed as treated with "
            "ketamine.",
            len(patients),
            header=column.header,
            words=joined(_quote_words(piece, column, rows)),
        ),
        _("Say who is to be analysed."),
        (
            Answer(title, change),
            Answer(_("Analyse everybody, and keep the groups"), _keep_apart(piece, column)),
        ),
    )


def _repeats(piece: Piece) -> Mask:
    """Return the rows whose patient stands in an earlier row."""
    repeated = np.ones(len(piece), np.bool_)
    repeated[np.unique(piece.patient, return_index=True)[1]] = False
    return repeated


def _list_longest(draft: Draft) -> list[Piece]:
    """Return one piece of each source table: that of the patients, or else the longest."""
    chosen: dict[tuple[str, str], Piece] = {}
    for piece in sorted(draft.pieces, key=lambda p: (p.table != "patients", -len(p))):
        chosen.setdefault((piece.source.file, piece.source.sheet), piece)
    return list(chosen.values())


def _list_free(piece: Piece) -> list[ColumnMapping]:
    """Return the columns that nothing is read from, and that the user has not settled."""
    return [
        column
        for column in piece.mapping.columns
        if not column.by_user and (column.target is None or column.target.field == OTHER)
    ]


def _get_cells(piece: Piece, column: ColumnMapping) -> CodedText:
    return piece.source.columns[piece.source.letters.index(column.column)]


def _find_rows(piece: Piece, column: ColumnMapping, test: Callable[[str], bool]) -> Mask:
    cells = _get_cells(piece, column)
    # A text of its own in every row tells of no groups, and costs time to look through.
    if len(cells.words) > _MOST_WORDS:
        return np.zeros(len(piece), np.bool_)
    return cells.rows_with(cells.each(test).astype(np.bool_))[piece.index]


_MOST_WORDS = 500


def _quote_words(piece: Piece, column: ColumnMapping, rows: Mask) -> list[str]:
    cells = _get_cells(piece, column)
    words = dict.fromkeys(tidy(cells.at(int(row))) for row in piece.index[rows])
    return [quote_cell(word) for word in words][:_MOST_GROUPS]


def _decide_rows(piece: Piece, rows: Mask, action: Action, reason: str = "") -> SeveralChanges:
    source = piece.source
    return SeveralChanges(
        tuple(
            Decision(action, source.file, source.sheet, int(row), reason=reason)
            for row in dict.fromkeys(piece.rows[rows].tolist())
        )
    )


def _keep_apart(piece: Piece, column: ColumnMapping) -> ColumnChange:
    """Return the change that keeps a column for grouping, where a patient has one row."""
    where = (piece.source.file, piece.source.sheet, column.column)
    return ColumnChange(*where, field="patients.other" if piece.table == "patients" else "")
