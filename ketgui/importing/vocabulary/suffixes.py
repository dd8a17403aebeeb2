"""Units and maxima written behind each number of a column: "34 ans", "82 kg", "28/60"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ketgui.domain.known_scales import find_known_scale
from ketgui.importing.vocabulary.amounts import write_in_own_unit
from ketgui.importing.vocabulary.numbers import is_numeric
from ketgui.importing.vocabulary.targets import UNNAMED_SCALE, Target
from ketgui.importing.vocabulary.units import list_spellings

# In a rule: each cell has its own unit; or words of any kind follow the number.
EACH_ITS_OWN = "*"
ANY_WORDS = "…"
_POINTS = frozenset({"pt", "pts", "point", "points", "punkte", "puntos", "pontos"})
# Longer than any number with its unit.
_LONGEST = 40
_PARTED = re.compile(r"(.*?\d)\s*([^\d\s.,'][^\d.,']*|/\s*\d+)")
_WORDS_BEHIND = re.compile(r"\s*([+-]?\d{1,6}(?:[.,]\d{1,6})?)(?![\d/:-])\D{1,200}")


def find_common_suffix(words: Iterable[str], target: Target) -> str:
    """Return the suffix that most numbers of a column have, if no number has another.

    A suffix that is neither the field's unit nor its scale's maximum is none: "27*" and
    "27 (approx)" stay as they are, to be asked about. Where cells have several units that can be
    converted, each is read in its own.

    Examples
    --------
    >>> age = Target("patients", "age")
    >>> find_common_suffix(["34 ans", "51 ans", "40"], age), find_common_suffix(["34*", "51*"], age)
    ('ans', '')
    >>> find_common_suffix(["64 kg", "216 lb"], Target("infusions", "weight_kg"))
    '*'
    >>> find_common_suffix(["31", "28/60"], Target("assessments", "score", (("scale", "madrs"),)))
    '/60'
    """
    known = _get_known_suffixes(target)
    parts = [_split_suffix(write_in_own_unit(word, target), known) for word in words]
    suffixes = {suffix for _number, suffix in parts if suffix}
    many = sum(bool(suffix) for _number, suffix in parts) * 2 > len(parts)
    units = {list_spellings(target).get(suffix) for suffix in suffixes}
    if len(units) > 1 and None not in units:
        return EACH_ITS_OWN
    # A suffix of most cells is the column's; one of a few is a remark, unless it changes nothing.
    # The field's own unit behind some of its numbers changes none of them.
    own = {target.declared.unit} if target.declared and target.declared.unit else set[str]()
    if _is_of_scores(target) and len(suffixes) == 1:
        # The scale's maximum behind some of its scores changes none of them either.
        return suffixes.pop()
    if (many or units == own) and len(units) == 1 and units != {None}:
        return min(suffixes)
    return suffixes.pop() if many and len(suffixes) == 1 else ""


def drop_suffix(word: str, target: Target, suffix: str | None = None) -> str:
    """Return a word without this suffix, or without any that its field may have."""
    return split_number(word, target, suffix)[0]


def split_number(word: str, target: Target, suffix: str | None = None) -> tuple[str, str]:
    """Return a word's number and its suffix, empty where it has none that counts.

    Examples
    --------
    >>> split_number("216 lbs", Target("infusions", "weight_kg"))
    ('216', 'lbs')
    >>> split_number("30 (severe)", Target("x", "y"))
    ('30 (severe)', '')
    >>> split_number("30 (severe)", Target("assessments", "score"), ANY_WORDS)
    ('30', '(severe)')
    """
    if suffix == ANY_WORDS and (begun := _WORDS_BEHIND.fullmatch(word)):
        return begun[1], word[begun.end(1) :].strip()
    number, own_suffix = _split_suffix(write_in_own_unit(word, target), _get_known_suffixes(target))
    same = suffix in (None, own_suffix, EACH_ITS_OWN) or _is_same_unit(
        target, suffix or "", own_suffix
    )
    return (number, own_suffix) if own_suffix and same else (word, "")


def get_leading_number(word: str) -> str:
    """Return the number that a text begins with, empty if it does not begin with one.

    Examples
    --------
    >>> get_leading_number("30 (severe)"), get_leading_number("<10")
    ('30', '')
    """
    match = _WORDS_BEHIND.fullmatch(word)
    return match[1] if match else ""


def _is_same_unit(target: Target, unit: str, other: str) -> bool:
    unit_names = list_spellings(target)
    return unit in unit_names and unit_names[unit] == unit_names.get(other)


def find_unit(suffix: str, target: Target) -> str:
    """Return the unit that a suffix says, where it is not the field's own; empty for that."""
    unit = list_spellings(target).get(suffix, "")
    declared = target.declared
    return "" if declared and unit == declared.unit else unit


def _split_suffix(word: str, known: frozenset[str]) -> tuple[str, str]:
    match = _PARTED.fullmatch(word.strip()) if len(word) <= _LONGEST else None
    if not match or not is_numeric(match[1]):
        return word, ""
    suffix = "".join(match[2].casefold().split()).rstrip(".")
    return (match[1], suffix) if suffix in known else (word, "")


def _is_of_scores(target: Target) -> bool:
    return target.field == "score" and target.table == "assessments"


def _get_known_suffixes(target: Target) -> frozenset[str]:
    if _is_of_scores(target):
        scale = find_known_scale(target.of("scale") or UNNAMED_SCALE)
        return _POINTS | {f"/{scale.high:g}"} if scale else _POINTS
    return frozenset(list_spellings(target))
