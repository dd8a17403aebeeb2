"""Rows whose words say that they are totals, means, legends or notes rather than patients.

They are left out before anything is counted. What only stands where a total might stand, such as a
second list below the first, is asked about instead (``checks.rows``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ketgui.domain.folding import fold
from ketgui.importing.mapping.mapping import Mapping, TableMapping
from ketgui.importing.tables.text_table import CodedText, Mask, TextTable
from ketgui.importing.vocabulary.words import tidy

_SUMMARY = (
    r"(?:(?:grand )?(?:sub)?totals?|totaux|totales|sum|somme|suma|summe|mean|means|moyennes?|moy|"
    r"average|avg|media|mittelwert|mw|sd|std|median|mediane|mediana)"
)
_EVERYBODY = r"(?:all|tous|toutes|ensemble|overall|everyone|todos|alle|gesamt)"
_WORD = (
    rf"(?:{_SUMMARY}|{_EVERYBODY}|%|pct|percent|pourcentage|et|ecart type|desviacion.*|min|max|"
    r"minimum|maximum|n|n \d+|count|nombre|range|note.*|notes|source.*|legend.*|legende.*|"
    r"leyenda.*|anmerkung.*|remarque.*|comment.*)"
)
_WORDS = re.compile(f"{_WORD}(?: {_WORD})*")
# "Mean A", "Moy. site A" and "MADRS T0 moy" are means too; those of a site stand among its
# patients.
_AMONG_PATIENTS = re.compile(
    f"{_SUMMARY}(?: [a-z0-9]{{1,12}}){{0,3}}|(?:[a-z0-9]{{1,12}} ){{1,3}}{_SUMMARY}|{_EVERYBODY}"
)
# "ND = non disponible", "yellow = to be checked"; with a colon, an id may stand before it.
_LEGEND = re.compile(r"[^\W\d_]{1,12}\s*=\s*[^\W\d_]{2,}.*")
_COLON_LEGEND = re.compile(r"[^\W\d_]{1,4}\s*:\s*[^\W\d_]{3,}.*")
_HEADING = re.compile(
    r"(?:sites?|centres?|centers?|groups?|groupes?|arms?|bras|cohorts?|cohortes?|grupo|gruppe|clinic|"
    r"clinique) \w{1,12}"
)
_LAST_ROWS = 12
# A longer table is a database's export, whose last rows alone may be totals.
_MOST_ROWS = 5000
_LEAST_WORDS = 3
_LONGEST_ID = 30
# Where so many ids have a digit, a word without any is no id.
_MOST_IDS = 0.75
_SAMPLE = 200


@dataclass(frozen=True)
class SummaryRow:
    """A row that is left out: its table, its number in the file, and the cell of its id."""

    file: str
    sheet: str
    row: int
    column: str
    text: str


def leave_out_summaries(
    table: TextTable, table_mapping: TableMapping, mapping: Mapping
) -> tuple[TextTable, list[SummaryRow]]:
    """Return a table without its totals, means and notes, and which rows these were.

    Parameters
    ----------
    table : TextTable
        A table as it was read.
    table_mapping : TableMapping
        Which column holds the patients' ids, if one does.
    mapping : Mapping
        Whose decisions keep rows that are patients after all.
    """
    letter = next(
        (c.column for c in table_mapping.columns if c.target and c.target.field == "patient_id"), ""
    )
    kept = {
        d.row
        for d in mapping.decisions
        if d.action == "keep" and (d.file, d.sheet, d.column) == (table.file, table.sheet, letter)
    }
    ids = table.columns[table.letters.index(letter)] if letter else None
    is_summary = _find_summaries(table, ids) & ~np.isin(table.rows, list(kept))
    if not is_summary.any():
        return table, []
    summaries = [
        SummaryRow(table.file, table.sheet, int(table.rows[at]), letter, ids.at(at) if ids else "")
        for at in np.flatnonzero(is_summary).tolist()
    ]
    return table.take(~is_summary), summaries


def _find_summaries(table: TextTable, ids: CodedText | None) -> Mask:
    """Return which rows the word in the place of the id calls no patient."""
    is_summary = np.zeros(len(table), np.bool_)
    if ids is not None and len(table) <= _MOST_ROWS:
        is_summary = ids.rows_with(ids.each(_is_summary).astype(np.bool_))
        headings = np.flatnonzero(ids.rows_with(ids.each(_is_heading).astype(np.bool_)))
        for row in headings.tolist():
            # A patient may be called so too, but then has an age or a score.
            is_summary[row] |= _count_filled(table, row) <= 1
    # Some of a million ids show how they are written.
    sample = [] if ids is None else [str(word) for word in ids.some_words(_SAMPLE)]
    have_digits = [_has_digit(word) for word in sample if not _is_total_word(word)]
    are_numbered = sum(have_digits) >= max(1, _MOST_IDS * len(have_digits))
    last_rows = range(max(0, len(table) - _LAST_ROWS), len(table))
    for row in last_rows:
        id_ = tidy(ids.at(row)) if ids is not None else ""
        is_summary[row] |= _is_total(table, id_, row)
        is_summary[row] |= are_numbered and _is_mere_word(table, id_, row)
    if ids is not None and not are_numbered:
        # Among initials, "SD" may be a patient: that is asked.
        is_summary &= ~ids.rows_with(ids.each(_may_be_initials).astype(np.bool_))
    return is_summary


def _may_be_initials(word: str) -> bool:
    return tidy(word).isalpha() and len(tidy(word)) <= _MOST_INITIALS


_MOST_INITIALS = 3


def is_initials_of_summary(word: str) -> bool:
    """Tell whether an id may be initials and a short word for a mean or a sum alike.

    Examples
    --------
    >>> is_initials_of_summary("SD"), is_initials_of_summary("AB"), is_initials_of_summary("Mean")
    (True, False, False)
    """
    return _may_be_initials(word) and _is_total_word(word)


def _is_summary(word: str) -> bool:
    if _LEGEND.fullmatch(tidy(word)):
        return True
    # Two letters may be initials.
    return len(fold(word)) > 2 and _AMONG_PATIENTS.fullmatch(fold(word)) is not None


def _is_heading(word: str) -> bool:
    has_colon = _COLON_LEGEND.fullmatch(tidy(word)) is not None
    return has_colon or _HEADING.fullmatch(fold(word)) is not None


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _is_total(table: TextTable, id_: str, row: int) -> bool:
    """Tell whether one of the last rows begins with a word for a total or a note."""
    if id_:
        return _is_total_word(id_) or _is_note(id_)
    first = next((word for word in _list_cells(table, row) if tidy(word)), "")
    return len(fold(first)) > 1 and (_is_total_word(first) or _is_note(first))


def _is_total_word(word: str) -> bool:
    return _WORDS.fullmatch(fold(word.replace("=", " "))) is not None


def _is_note(word: str) -> bool:
    """Tell whether a text is a sentence rather than a code: "* rated by telephone"."""
    text = tidy(word)
    marked = text.startswith(("*", "†", "‡", "§", "#", "¹", "²", "³", "(1)", "1)"))
    return len(text.split()) >= _LEAST_WORDS and (marked or len(text) > _LONGEST_ID)


def _is_mere_word(table: TextTable, id_: str, row: int) -> bool:
    """Tell whether one of the last rows has a word for its id and little beside it."""
    return bool(id_) and not _has_digit(id_) and _count_filled(table, row) * 2 < len(table.columns)


def _count_filled(table: TextTable, row: int) -> int:
    return sum(bool(tidy(word)) for word in _list_cells(table, row))


def _list_cells(table: TextTable, row: int) -> Iterator[str]:
    return (cells.at(row) for cells in table.columns)
