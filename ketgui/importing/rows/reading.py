"""Cells to values, word by distinct word, by the column's rule; what cannot be read is marked.

Nothing here guesses: the rule holds the marks and the order that the column or the user settled.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.events.adverse_events import SEVERITY_ORDER
from ketgui.domain.fields import FieldKind
from ketgui.domain.folding import fold
from ketgui.importing.mapping.mapping import ColumnMapping, ReadingRule
from ketgui.importing.recognition.rules import NEITHER, find_factor, get_kind
from ketgui.importing.tables.text_table import CodedText, Mask
from ketgui.importing.vocabulary import dates, numbers
from ketgui.importing.vocabulary.suffixes import split_number
from ketgui.importing.vocabulary.targets import Target
from ketgui.importing.vocabulary.words import (
    NOTHING,
    fold_code,
    is_error,
    is_missing,
    is_not_taken,
    propose_code,
    tidy,
)

Values = NDArray[Any]
_DATE_TYPE = "datetime64[us]"


@dataclass(frozen=True, eq=False)
class ReadColumn:
    """The values of a column, and which rows hold a word that could not be read.

    Attributes
    ----------
    values : ndarray, shape (n,)
        Float, ``datetime64[us]``, or object (text, True, False); NaN, NaT and None are missing.
    unread : ndarray of bool, shape (n,)
        Rows whose cell holds a word that the field cannot.
    filled : ndarray of bool, shape (n,)
        Rows whose cell is not missing.
    """

    values: Values
    unread: Mask
    filled: Mask


def read_column(cells: CodedText, column: ColumnMapping, target: Target) -> ReadColumn:
    """Read a column as what `target` holds.

    Parameters
    ----------
    cells : CodedText
        The column's text.
    column : ColumnMapping
        Whose rule says how the text is read.
    target : Target
        The field, whose kind says what the values are.
    """
    kind = get_kind(target)
    rule = column.rule
    missing = np.array([_is_missing(str(w), kind, rule, target) for w in cells.words], np.bool_)
    words = [None if gone else tidy(str(w)) for w, gone in zip(cells.words, missing, strict=True)]
    # One value for each distinct word, given to all rows that hold it.
    values, unread = _read_by_kind(kind, words, cells.typed, target, rule)
    return ReadColumn(values[cells.codes], cells.rows_with(unread), cells.rows_with(~missing))


def read_severities(cells: CodedText, column: ColumnMapping) -> Values | None:
    """Return each row's severity in a column of one event, None where its codes say none."""
    keys = {fold_code(word): key for word, key in column.rule.codes if key in SEVERITY_ORDER}
    if not keys:
        return None
    severities = [keys.get(fold_code(str(word))) for word in cells.words]
    return np.fromiter(severities, np.object_)[cells.codes]


def _is_missing(word: str, kind: FieldKind, rule: ReadingRule, target: Target) -> bool:
    """Tell whether a word stands for a missing value in this column."""
    # A patient may well be called "NA" or "x" in a list.
    if kind == "id":
        return not tidy(word)
    # What the user gave a meaning is no gap, though it may be one elsewhere: "n/a" as "no".
    if kind in ("choice", "yes_no") and fold_code(word) in {fold_code(c) for c, _key in rule.codes}:
        return False
    if kind == "text" and target.path in _NONE_ANSWERS and fold(word) in NOTHING:
        return False
    # Most cells begin with a digit, and cost no closer look.
    if kind in ("number", "integer", "date") and word[:1].isalpha() and is_not_taken(word):
        return True
    return is_missing(word, rule.missing)


# "None" says what was done, and is no gap.
_NONE_ANSWERS = frozenset({"adverse_events.action", "adverse_events.terms", "adverse_events.term"})


def _read_by_kind(
    kind: FieldKind, words: list[str | None], typed: Mask, target: Target, rule: ReadingRule
) -> tuple[Values, Mask]:
    """Return the value of each distinct word, and which words could not be read."""
    match kind:
        case "number" | "integer":
            values = [
                _read_number(w, bool(t), target, rule) if w else math.nan
                for w, t in zip(words, typed, strict=True)
            ]
            # A word that is there and gives not-a-number is no number.
            array = np.array(values, np.float64)
            return array, np.isnan(array) & _mark_present(words)
        case "date":
            is_swapped = rule.swapped == "yes"
            stored = dates.find_stored([w or "" for w in words], typed) if is_swapped else typed
            read = [
                _read_date(word, bool(is_stored), rule) if word else None
                for word, is_stored in zip(words, stored, strict=True)
            ]
            array = np.array(read, dtype=_DATE_TYPE)
            return array, np.isnat(array) & _mark_present(words)
        case "choice" | "yes_no":
            return _read_choices(words, target, rule)
        case _:
            # Every text is one, but for what a failed formula leaves behind.
            unread = np.array([word is not None and is_error(word) for word in words], np.bool_)
            return np.fromiter(_respell(words, rule), np.object_), unread


def _read_date(word: str, is_stored: bool, rule: ReadingRule) -> dt.datetime | None:
    """Return the date that a word is, None if it is none."""
    date = dates.read(word, rule.date_order)
    # Text was not exchanged: the spreadsheet left alone what it took for no date.
    if date and is_stored and rule.swapped == "yes":
        return dates.exchange_day_and_month(date) or date
    return date


def _respell(words: list[str | None], rule: ReadingRule) -> list[str | None]:
    """Return words in the one spelling that the user chose for them."""
    if not rule.codes:
        return words
    codes = {fold(word): key for word, key in rule.codes}
    return [codes.get(fold(word), word) if word else word for word in words]


def _read_number(word: str, typed: bool, target: Target, rule: ReadingRule) -> float:
    """Return the number that a word is in the field's unit, not-a-number if it is none."""
    if len(word) > _LONGEST_NUMBER:
        return math.nan
    suffix = ""
    if rule.suffix:
        word, suffix = split_number(word, target, rule.suffix)
    plain = word.rstrip(" %")
    # A workbook stores its numbers with a point, whatever a person sees.
    marks = (".", "") if typed else (rule.decimal, rule.thousands)
    return numbers.read(plain, *marks) * find_factor(target, rule, suffix)


# Letters of a number and the remark behind it; a longer text is no number.
_LONGEST_NUMBER = 250


def _mark_present(words: list[str | None]) -> Mask:
    return np.array([word is not None for word in words], np.bool_)


def _read_choices(
    words: list[str | None], target: Target, rule: ReadingRule
) -> tuple[Values, Mask]:
    """Return the choice of each word, or True and False, and which words have no meaning."""
    keys = {fold_code(word): key for word, key in rule.codes}
    field = target.declared
    # What the user said of a word counts before what the program knows of it.
    choices: list[Any] = [
        (keys.get(fold_code(w)) or (propose_code(field, w) if field else "") or None) if w else None
        for w in words
    ]
    unread = np.array(
        [w is not None and choice is None for w, choice in zip(words, choices, strict=True)], bool
    )
    # Both are answers, so that the word is read; its value is missing.
    choices = [None if choice in ("missing", NEITHER) else choice for choice in choices]
    if get_kind(target) == "yes_no":
        # That an event was mild says that it was.
        present = ("yes", *SEVERITY_ORDER)
        choices = [None if choice is None else choice in present for choice in choices]
    return np.fromiter(choices, np.object_), unread
