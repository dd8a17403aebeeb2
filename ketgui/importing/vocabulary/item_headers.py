"""Which headers are the items of a scale: MADRS1_pre … MADRS10_pre are no ten totals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ketgui.domain.scale import Scale
from ketgui.domain.scales import SCALES
from ketgui.importing.vocabulary.timepoints import Timed, timed, unglued

# Numbers after these words count days, visits or infusions.
_COUNTED = re.compile(
    r"\b(?:d|day|days|j|jour|jours|dia|dias|tag|w|wk|week|weeks|sem|semaine|semana|woche|mo|month|"
    r"mois|mes|monat|h|hr|hour|heure|hora|stunde|visit|visite|visita|v|t|time|timepoint|session|"
    r"seance|infusion|perfusion|inf)\b"
)
_NUMBER = re.compile(r"\b\d{1,2}\b")


def numbered_items(headers: Iterable[str]) -> dict[str, Timed]:
    """Return what each header says that is one of a whole scale's numbered items.

    Headers alike but for a number are items where their numbers are those of the scale's items,
    one each; a shorter or longer series may count visits.

    Examples
    --------
    >>> numbered_items([f"MADRS{n}_pre" for n in range(1, 11)])["MADRS10_pre"].item
    10
    >>> numbered_items(["madrs_1", "madrs_2", "madrs_3"])
    {}
    """
    series: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for header in headers:
        for scale in _itemised(header):
            folded = unglued(header)
            for found in _NUMBER.finditer(folded):
                rest = f"{folded[: found.start()]}#{folded[found.end() :]}"
                series[scale.key, rest][int(found[0])] = header
    return {
        header: _said(key, rest, number)
        for (key, rest), found in series.items()
        if set(found) == _all_items(key)
        for number, header in found.items()
    }


def _itemised(header: str) -> list[Scale]:
    named = timed(header).scale
    counted = _COUNTED.search(unglued(header))
    return [scale for scale in SCALES if scale.key == named and scale.items and not counted]


def _all_items(key: str) -> set[int]:
    return next(set(range(1, len(scale.items) + 1)) for scale in SCALES if scale.key == key)


def _said(key: str, rest: str, number: int) -> Timed:
    return replace(timed(rest.replace("#", " ")), scale=key, item=number)
