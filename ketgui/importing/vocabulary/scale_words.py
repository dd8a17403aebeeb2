"""Scales that a header names unusually: misspelt, in a short form, or as a mean of two raters."""

from __future__ import annotations

import re
from functools import cache

from ketgui.domain.scale_names import ScaleName
from ketgui.domain.scales import SCALES
from ketgui.importing.vocabulary.visit_words import AFTER, BEFORE

# Shorter names are too near to other words.
_LEAST_LETTERS = 5
_WHEN = "|".join(sorted(BEFORE | AFTER | {"total", "score", "sum", "items", "item"}))
# A short form is known by what stands behind it: "madrs 6" may be an item or a visit, and "ids" is
# also said of patients.
_BEHIND = rf"(?= (?:{_WHEN}|[tvdjw] ?\d)\b)"
_SHORT_FORMS = (
    ("MADRS-6", re.compile(rf"\bmadrs 6(?: items?)?{_BEHIND}|\bmadrs 6 items?$")),
    ("IDS", re.compile(rf"\bids(?: 30)?{_BEHIND}")),
)
_HYPHENED = re.compile(r"\s*MADRS-6\s*", re.IGNORECASE)
_RATERS = (
    r"(?:raters?|evaluat\w+|assessors?|cotateurs?|cotatrices?|juges?|untersucher|evaluador\w*)"
)
_MEAN_OF_RATERS = re.compile(
    rf"\b(?:mean|average|avg|moyenne|moy|media|mittelwert)\b"
    rf"(?: (?:of|de|des|d|der|los|dos|the|les|two|both|deux|2|ambos|beider|zwei|entre|over|all))*"
    rf" {_RATERS}\b"
)


def drop_mean_of_raters(folded: str) -> str:
    """Return a header without the words that call it a mean of raters: it is the score itself.

    Examples
    --------
    >>> drop_mean_of_raters("madrs avant moyenne des deux evaluateurs")
    'madrs avant'
    >>> drop_mean_of_raters("madrs avant evaluateur 2")
    'madrs avant evaluateur 2'
    """
    return " ".join(_MEAN_OF_RATERS.sub(" ", folded).split())


def is_mean_of_raters(folded: str) -> bool:
    """Tell whether a text calls a score the mean of raters."""
    return _MEAN_OF_RATERS.search(folded) is not None


def find_short_form(folded: str, header: str) -> ScaleName | None:
    """Return the short or longer form of a scale that a header names, None for none.

    Examples
    --------
    >>> find_short_form("madrs 6 pre", "MADRS-6 pre").title, find_short_form("madrs 6", "madrs_6")
    ('MADRS-6', None)
    """
    if _HYPHENED.fullmatch(header):
        return ScaleName("unknown", "MADRS-6", None, 0, len(folded))
    for title, pattern in _SHORT_FORMS:
        if match := pattern.search(folded):
            return ScaleName("unknown", title, None, match.start(), match.end())
    return None


def correct_scale_name(folded: str) -> str:
    """Return a header with a scale's name that has two letters exchanged, or one twice, corrected.

    Examples
    --------
    >>> correct_scale_name("mards pre"), correct_scale_name("madres pre")
    ('madrs pre', 'madres pre')
    """
    return " ".join(_correct_word(word) for word in folded.split())


@cache
def _correct_word(word: str) -> str:
    if len(word) < _LEAST_LETTERS:
        return word
    return next((name for name in _list_names() if word in _list_slips(name)), word)


@cache
def _list_names() -> tuple[str, ...]:
    names = {name for scale in SCALES for name in scale.header_names}
    return tuple(sorted(n for n in names if n.isalpha() and len(n) >= _LEAST_LETTERS))


@cache
def _list_slips(name: str) -> frozenset[str]:
    """Return a name with each pair of letters exchanged, and with each letter doubled."""
    exchanged = {name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in range(len(name) - 1)}
    doubled = {name[: i + 1] + name[i:] for i in range(len(name))}
    return frozenset((exchanged | doubled) - {name} - set(_list_names()))
