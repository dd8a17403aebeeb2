"""Numbers in text: their marks are proposed from a whole column, and nothing is read by halves."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ketgui.importing.vocabulary.words import tidy

# Spaces of every kind, and the apostrophes that Switzerland parts thousands with.
_SPACES = " \u00a0\u2009\u202f\u2007"
_APOSTROPHES = "'\u2019"
# What word processors and typesetters put in the place of a minus.
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\ufe63": "-", "\uff0d": "-"})
_PLAIN = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?")
_GROUPED = re.compile(
    rf"[+-]?\d{{1,3}}(?:(?:[{_SPACES}]\d{{3}})+|(?:[{_APOSTROPHES}]\d{{3}})+|(?:,\d{{3}})+|(?:\.\d{{3}})+)"
    r"(?:[.,]\d+)?"
)
# "1.234" is a decimal number to one reader and a thousand to another.
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


@dataclass(frozen=True)
class Marks:
    """Decimal and thousands marks, and the key of the question that stays open."""

    decimal: str = ""
    thousands: str = ""
    question: str = ""


def write_plainly(word: str) -> str:
    """Return a number's text with plain digits, a plain minus and no outer spaces.

    Examples
    --------
    >>> write_plainly(" −27,5 "), write_plainly("２７")
    ('-27,5', '27')
    """
    # Nearly every number is ASCII, and needs none of the slow steps below.
    if word.isascii():
        return " ".join(word.split())
    text = unicodedata.normalize("NFKC", tidy(word)).translate(_MINUS)
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return "".join(digits).replace("٫", ",").replace("٬", "'")


def is_numeric(word: str) -> bool:
    """Tell whether a word is a number under some choice of marks."""
    text = write_plainly(word)
    return bool(_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text))


def propose(words: Sequence[str], low: float | None, high: float | None) -> Marks:
    """Find the marks of a column's numbers from all its words together.

    A word such as "1.234" is read as either only where the rest of the column, or the field's
    range, leaves one reading; otherwise the question stays open.
    """
    # What each number proves by itself must agree over the column.
    texts = [text for word in words if is_numeric(text := write_plainly(word))]
    proofs = {proof for text in texts if (proof := _find_proof(text))}
    decimals = {decimal for decimal, _thousands in proofs if decimal}
    thousands = {mark for _decimal, mark in proofs if mark}
    if len(decimals) > 1 or decimals & thousands or len(thousands & {".", ","}) > 1:
        return Marks(question="two_marks")
    either = {text for text in texts if _EITHER.fullmatch(text)}
    if not decimals and not thousands and either:
        return _decide_by_range(either, low, high)
    decimal = decimals.pop() if decimals else _get_other_mark(thousands)
    return Marks(decimal, thousands.pop() if len(thousands) == 1 else "")


def _get_other_mark(thousands: set[str]) -> str:
    if "," in thousands:
        return "."
    return "," if "." in thousands else ""


def _find_proof(text: str) -> tuple[str, str] | None:
    """Return the decimal and thousands marks that a number proves by itself."""
    marks = [c for c in text if c in ".,"]
    spaced = next((c for c in text if c in _SPACES + _APOSTROPHES), "")
    thousands = " " if spaced and spaced in _SPACES else spaced
    if not marks:
        return ("", thousands) if thousands else None
    # Of two marks the last one is decimal, as in "1.234,5"; one that repeats is of thousands.
    if len(set(marks)) == 2:
        return marks[-1], marks[0]
    if len(marks) > 1:
        return "", marks[0]
    if thousands:
        return marks[0], thousands
    return None if _EITHER.fullmatch(text) else (marks[0], "")


def _decide_by_range(either: set[str], low: float | None, high: float | None) -> Marks:
    """Return the marks of the only reading that lies in the field's range, or the question."""
    mark = "," if any("," in text for text in either) else "."
    if {c for text in either for c in text if c in ".,"} == {".", ","}:
        return Marks(question="two_marks")
    small = [float(text.replace(",", ".")) for text in either]
    fits_small = all(_is_within(value, low, high) for value in small)
    fits_large = all(_is_within(value * 1000, low, high) for value in small)
    if fits_small and not fits_large:
        return Marks(decimal=mark)
    if fits_large and not fits_small:
        return Marks(thousands=mark, decimal=_get_other_mark({mark}))
    return Marks(question="decimal_or_thousands")


def _is_within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def read(word: str, decimal: str, thousands: str) -> float:
    """Return the number that a word is, not-a-number if it is none under these marks.

    Examples
    --------
    >>> read("27,5", ",", ""), read("0,435", ".", "")
    (27.5, nan)
    """
    text = write_plainly(word)
    if thousands and _GROUPED.fullmatch(text):
        gone = _SPACES if thousands == " " else thousands
        text = "".join(c for c in text if c not in gone)
    if not _PLAIN.fullmatch(text):
        return math.nan
    mark = next((c for c in text if c in ".,"), "")
    # Where no number needed a mark, the one mark that turns up later must not be guessed.
    if mark and mark != (decimal or "."):
        return math.nan
    value = float(text.replace(",", "."))
    return value if math.isfinite(value) else math.nan
