"""Scales that a header names unusually: misspelt, in a short form, or as a mean of two raters."""

from __future__ import annotations

import re
from functools import cache

from ketgui.domain.scale_names import ScaleName
from ketgui.domain.scales import SCALES, SHORT_FORMS
from ketgui.importing.vocabulary.visit_words import AFTER, BEFORE

# Shorter names are too near to other words.
_LEAST_LETTERS = 5
_WHEN = "|".join(sorted(BEFORE | AFTER | {"total", "score", "sum", "items", "item"}))
_BEHIND = rf"(?= (?:{_WHEN}|[tvdjw] ?\d)\b)"
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
    for title, pattern in _list_short_forms():
        # Written with its hyphen and alone, a form is neither an item nor a visit.
        if "-" in title and header.strip().casefold() == title.casefold():
            return ScaleName("unknown", title, None, 0, len(folded))
        if match := pattern.search(folded):
            return ScaleName("unknown", title, None, match.start(), match.end())
    return None


@cache
def _list_short_forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (scale.title, re.compile("|".join(map(_write_pattern, scale.header_names))))
        for scale in SHORT_FORMS
    )


def _write_pattern(name: str) -> str:
    # "6 items" says by itself what the number is; other names need a word of visits behind them.
    says_it = " " in name and name.rpartition(" ")[2].isalpha()
    return rf"\b{name}\b" if says_it else rf"\b{name}{_BEHIND}"


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
