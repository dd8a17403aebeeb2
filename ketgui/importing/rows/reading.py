"""Cells to values, word by distinct word, by the column's rule; what cannot be read is marked."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.fields import FieldKind
from ketgui.domain.folding import fold
from ketgui.importing.mapping.mapping import ColumnMapping, ReadingRule
from ketgui.importing.recognition.rules import NEITHER, factor_of, kind_of
from ketgui.importing.tables.text_table import CodedText, Mask
from ketgui.importing.vocabulary import dates, numbers
from ketgui.importing.vocabulary.suffixes import parted
from ketgui.importing.vocabulary.targets import Target
from ketgui.importing.vocabulary.words import NOTHING, is_error, is_missing, proposed_code, tidy

Values = NDArray[Any]
_DATE = "datetime64[us]"


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
    """Read a column as what `target` holds."""
    kind = kind_of(target)
    rule = column.rule
    missing = np.array([_is_missing(str(w), kind, rule, target) for w in cells.words], np.bool_)
    words = [None if gone else tidy(str(w)) for w, gone in zip(cells.words, missing, strict=True)]
    values, unread = _by_kind(kind, words, cells.typed, target, rule)
    return ReadColumn(values[cells.codes], cells.rows_with(unread), cells.rows_with(~missing))


def _is_missing(word: str, kind: FieldKind, rule: ReadingRule, target: Target) -> bool:
    if kind == "id":
        return not tidy(word)
    if kind in ("choice", "yes_no") and fold(word) in {fold(code) for code, _key in rule.codes}:
        return False
    if kind == "text" and target.path in _NONE_ANSWERS and fold(word) in NOTHING:
        return False
    return is_missing(word, rule.missing)


# "None" says what was done, and is no gap.
_NONE_ANSWERS = frozenset({"adverse_events.action", "adverse_events.terms", "adverse_events.term"})


def _by_kind(
    kind: FieldKind, words: list[str | None], typed: Mask, target: Target, rule: ReadingRule
) -> tuple[Values, Mask]:
    match kind:
        case "number" | "integer":
            values = [
                _number(w, bool(t), target, rule) if w else math.nan
                for w, t in zip(words, typed, strict=True)
            ]
            array = np.array(values, np.float64)
            return array, np.isnan(array) & _present(words)
        case "date":
            found = [
                _date(word, bool(t), rule) if word else None
                for word, t in zip(words, typed, strict=True)
            ]
            array = np.array(found, dtype=_DATE)
            return array, np.isnat(array) & _present(words)
        case "choice" | "yes_no":
            return _coded(words, target, rule)
        case _:
            unread = np.array([word is not None and is_error(word) for word in words], np.bool_)
            return np.fromiter(_spelt(words, rule), np.object_), unread


def _date(word: str, typed: bool, rule: ReadingRule) -> dt.datetime | None:
    date = dates.read(word, rule.date_order)
    if date and typed and rule.swapped == "yes":
        return dates.exchanged(date) or date
    return date


def _spelt(words: list[str | None], rule: ReadingRule) -> list[str | None]:
    """Return words in the one spelling that the user chose for them."""
    if not rule.codes:
        return words
    codes = {fold(word): key for word, key in rule.codes}
    return [codes.get(fold(word), word) if word else word for word in words]


def _number(word: str, typed: bool, target: Target, rule: ReadingRule) -> float:
    if len(word) > _LONGEST_NUMBER:
        return math.nan
    suffix = ""
    if rule.suffix:
        word, suffix = parted(word, target, rule.suffix)
    plain = word.rstrip(" %")
    marks = (".", "") if typed else (rule.decimal, rule.thousands)
    return numbers.read(plain, *marks) * factor_of(target, rule, suffix)


# With its words behind it; a longer text is no number with a remark.
_LONGEST_NUMBER = 250


def _present(words: list[str | None]) -> Mask:
    return np.array([word is not None for word in words], np.bool_)


def _coded(words: list[str | None], target: Target, rule: ReadingRule) -> tuple[Values, Mask]:
    keys = {fold(word): key for word, key in rule.codes}
    field = target.declared
    found: list[Any] = [
        (keys.get(fold(w)) or (proposed_code(field, w) if field else "") or None) if w else None
        for w in words
    ]
    unread = np.array(
        [w is not None and f is None for w, f in zip(words, found, strict=True)], bool
    )
    found = [None if f in ("missing", NEITHER) else f for f in found]
    if kind_of(target) == "yes_no":
        found = [None if f is None else f == "yes" for f in found]
    return np.fromiter(found, np.object_), unread
