"""Dates in text: the order of day and month is proven by the column, or asked for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from ketgui.domain.folding import fold
from ketgui.importing.tables.text_table import Mask
from ketgui.importing.vocabulary.words import tidy

# The year first leaves no doubt about the order of what follows.
_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?"
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_SHORT = re.compile(
    r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: (\d{1,2}):(\d{2})(?::\d{2})?)?"
)
_NAMED = re.compile(
    r"(?:[a-z]+ )?(\d{1,2})(?:er|st|nd|rd|th)? (?:de |of )?([a-z]+) (?:de |of )?(\d{4}|\d{2})"
)
_NAMED_FIRST = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january jan janvier janv enero ene janeiro januar",
            "february feb fevrier fevr fev febrero fevereiro februar",
            "march mar mars marzo marco marz mrz",
            "april apr avril avr abril abr",
            "may mai mayo maio",
            "june jun juin junio junho juni",
            "july jul juillet juil juill julio julho juli",
            "august aug aout agosto ago",
            "september sep sept septembre septiembre setembro set",
            "october oct octobre octubre outubro out oktober okt",
            "november nov novembre noviembre novembro",
            "december dec decembre diciembre dic dezembro dez dezember",
        ),
        1,
    )
    for name in names.split()
}
# From 1980 to 2099: what else is a number of five digits is no date of a study.
_SERIAL = re.compile(r"(?:29[2-9]\d\d|[3-6]\d{4}|7[0-2]\d{3})(?:\.\d+)?")
# Excel counts from 1 January 1900 and believes that there was a 29 February 1900: for every later
# date that is a count from this day.
_EXCEL_EPOCH = dt.datetime(1899, 12, 30)
ORDERS = ("dmy", "mdy")


def propose(words: Sequence[str]) -> tuple[str, str]:
    """Return the order of day and month in a column, and the key of the question if it is open."""
    # Numbers may be anything: that they are dates is asked, not assumed.
    serials = [read_serial(word) is not None for word in words]
    if serials and all(serials):
        return "", "date_serial"
    numbers = [
        tuple(map(int, match.group(1, 2))) for word in words if (match := _match_short(word))
    ]
    if not numbers:
        return "", ""
    # A number above 12 is a day, and one such date settles the order of the column.
    day_first = any(first > 12 for first, _second in numbers)
    month_first = any(second > 12 for _first, second in numbers)
    if day_first and month_first:
        return "", "date_orders_mixed"
    if day_first or month_first:
        return ("dmy" if day_first else "mdy"), ""
    # Of "3/3/2024" and "5/5/2024" every order makes the same dates.
    if all(first == second for first, second in numbers):
        return "dmy", ""
    return "", "date_order"


def read(word: str, order: str) -> dt.datetime | None:
    """Return the date that a word is, None if it is none, without any time zone.

    Examples
    --------
    >>> read("12 févr. 2024", ""), read("02/01/2024", "mdy")
    (datetime.datetime(2024, 2, 12, 0, 0), datetime.datetime(2024, 2, 1, 0, 0))
    """
    text = tidy(word)
    try:
        if order == "serial":
            return read_serial(text)
        return _read_iso(text) or _read_ordered(text, order) or _read_named(text)
    except ValueError:
        return None


_IN_TEXT = re.compile(
    r"(?<![\d/.-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}(?:er)? [^\W\d_]{3,10}\.? \d{4})"
)
# A dash or "to" between two dates makes a period of them.
_LISTED = re.compile(r"[\s,;/&|+]*(?:(?:and|et|y|e|und|puis|then)[\s,;/&|+]+)?")


def find_in_text(text: str) -> list[str]:
    """Return the dates that a text holds.

    Examples
    --------
    >>> find_in_text("from 2024-01-03 to 2024-01-20"), find_in_text("soon")
    (['2024-01-03', '2024-01-20'], [])
    """
    return [word for word in _IN_TEXT.findall(text) if is_date_like(word)]


def find_listed(text: str) -> list[str]:
    """Return the dates of a list of two or more, none where other words or a period are meant.

    Examples
    --------
    >>> find_listed("2024-01-03, 2024-01-05"), find_listed("3/1/2024 et 5/1/2024")
    (['2024-01-03', '2024-01-05'], ['3/1/2024', '5/1/2024'])
    >>> find_listed("2024-01-03"), find_listed("2024-01-03 to 2024-01-20")
    ([], [])
    """
    listed = find_in_text(text)
    between = _IN_TEXT.split(text.casefold())
    return listed if len(listed) > 1 and all(map(_LISTED.fullmatch, between)) else []


def is_date_like(word: str) -> bool:
    """Tell whether a word is a date under some order of day and month."""
    return any(read(word, order) for order in ORDERS)


def read_serial(word: str) -> dt.datetime | None:
    """Return the date that a spreadsheet's day number stands for, None if that is no study's."""
    if not _SERIAL.fullmatch(tidy(word)):
        return None
    return _EXCEL_EPOCH + dt.timedelta(days=float(word))


def find_stored(words: Sequence[str], typed: Mask) -> Mask:
    """Return which words are dates that a spreadsheet stored as such, and may have exchanged.

    A workbook types them. In a file of text they are those with the year first, as a spreadsheet
    writes what it stored beside what it left as it was typed.

    Parameters
    ----------
    words : sequence of str
        A column's distinct words.
    typed : ndarray of bool, shape (n,)
        Which of them the file types.
    """
    if typed.any():
        return typed
    return np.fromiter((bool(_ISO.fullmatch(tidy(word))) for word in words), np.bool_, len(words))


def exchange_day_and_month(date: dt.datetime) -> dt.datetime | None:
    """Return a date with day and month exchanged, None where that is no date."""
    try:
        return date.replace(day=date.month, month=date.day)
    except ValueError:
        return None


def _match_short(word: str) -> re.Match[str] | None:
    return _SHORT.fullmatch(tidy(word))


def _read_iso(text: str) -> dt.datetime | None:
    if match := _ISO.fullmatch(text):
        return _make_datetime([int(part) for part in match.groups() if part is not None])
    if match := _COMPACT.fullmatch(text):
        return _make_datetime([int(part) for part in match.groups()])
    return None


def _make_datetime(parts: list[int]) -> dt.datetime:
    year, month, day, *clock = parts
    hour, minute = clock or (0, 0)
    return dt.datetime(year, month, day, hour, minute)


def _read_ordered(text: str, order: str) -> dt.datetime | None:
    match = _SHORT.fullmatch(text)
    if not match or not order:
        return None
    first, second, year, hour, minute = match.groups()
    day, month = (first, second) if order == "dmy" else (second, first)
    clock = (int(hour), int(minute)) if hour else (0, 0)
    return dt.datetime(_complete_year(year), int(month), int(day), *clock)


@cache
def _complete_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def _read_named(text: str) -> dt.datetime | None:
    folded = fold(text)
    if match := _NAMED.fullmatch(folded):
        day, month, year = match.groups()
    elif match := _NAMED_FIRST.fullmatch(folded):
        month, day, year = match.groups()
    else:
        return None
    return dt.datetime(_complete_year(year), _MONTHS[month], int(day)) if month in _MONTHS else None
