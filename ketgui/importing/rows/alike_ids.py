"""Ids that may be one id written in several ways: "HK-04", "hk4" and, in another sheet, "4"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ketgui.importing.vocabulary.words import fold_id, tidy

# A row of patients without an id is a patient of its own, called after the row.
ROW_PREFIX = "row-"
# "4", "#4" and "Patient 4" number the patients; "HK-04" names one.
_NUMBER = re.compile(
    r"(?:patient|participant|subject|sujet|pat|pt|subj|no|nr)?[\W_]*0*(\d+)", re.IGNORECASE
)
_ENDING = re.compile(r"\D0*(\d+)$")


def fold_ids(ids: Iterable[str]) -> list[str]:
    """Return each id in the form that all its spellings share.

    A mere number is taken for the id that ends in it, where exactly one does.

    Examples
    --------
    >>> fold_ids(["HK-04", "hk 4", "#4", "5"])
    ['hk4', 'hk4', 'hk4', '5']
    >>> fold_ids(["A-01", "B-01", "1"])
    ['a1', 'b1', '1']
    """
    words = [tidy(str(id_)) for id_ in ids]
    folded = [fold_id(word) for word in words]
    named: dict[str, set[str]] = {}
    for word, form in zip(words, folded, strict=True):
        ending = _ENDING.search(word)
        if ending and not _NUMBER.fullmatch(word) and not word.startswith(ROW_PREFIX):
            named.setdefault(ending[1], set()).add(form)
    return [_find_named(word, form, named) for word, form in zip(words, folded, strict=True)]


def _find_named(word: str, form: str, named: dict[str, set[str]]) -> str:
    number = _NUMBER.fullmatch(word)
    forms = named.get(number[1], set[str]()) if number else set[str]()
    return next(iter(forms)) if len(forms) == 1 else form
