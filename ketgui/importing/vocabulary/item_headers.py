"""Which headers are the items of a scale: MADRS1_pre … MADRS10_pre are no ten totals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ketgui.domain.known_scales import find_known_scale, list_known_scales
from ketgui.domain.scale_names import find_named_scale
from ketgui.importing.vocabulary.timepoints import Timed, part_words, read_header

# Numbers after these words count days, visits or infusions.
_COUNTED = re.compile(
    r"\b(?:d|day|days|j|jour|jours|dia|dias|tag|w|wk|week|weeks|sem|semaine|semana|woche|mo|month|"
    r"mois|mes|monat|h|hr|hour|heure|hora|stunde|visit|visite|visita|v|t|time|timepoint|session|"
    r"seance|infusion|perfusion|inf|min|fu|stage) ?#|"
    r"# ?(?:d|day|days|j|jours?|w|wk|weeks?|sem|semaines?|mo|months?|mois|h|hr|hours?|min)\b"
)
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
# A shorter series of an unknown scale may as well count visits.
_LEAST_UNKNOWN = 5
_MOST_ITEMS = 40


def find_numbered_items(headers: Iterable[str]) -> dict[str, Timed]:
    """Return what each header says that is one of a scale's numbered items.

    Headers alike but for a number are items where their numbers are those of the scale's items,
    one each; a shorter or longer series may count visits.

    Examples
    --------
    >>> find_numbered_items([f"MADRS{n}_pre" for n in range(1, 11)])["MADRS10_pre"].item
    10
    >>> find_numbered_items(["madrs_1", "madrs_2", "madrs_3"])
    {}
    >>> find_numbered_items([f"BDI4.{n}" for n in range(1, 22)])["BDI4.21"].order
    4
    """
    items: dict[str, Timed] = {}
    for stem, by_number in _number_series(headers).items():
        rating = _scale_of(stem, set(by_number))
        if rating is None:
            continue
        for number, header in by_number.items():
            items.setdefault(header, replace(rating, item=number))
    return items


def _number_series(headers: Iterable[str]) -> dict[str, dict[int, str]]:
    """Return the headers that differ in one number, by what they share and by the number."""
    series: dict[str, dict[int, str]] = defaultdict(dict)
    for header in headers:
        folded = part_words(header)
        # A header with two numbers may belong to two series: in "madrs 3 week 2" either may count.
        for match in _NUMBER.finditer(folded):
            stem = f"{folded[: match.start()]}#{folded[match.end() :]}"
            series[stem][int(match[0])] = header
    return series


def find_open_series(headers: Iterable[str]) -> frozenset[str]:
    """Return the headers whose number is one of a series, and no version of their scale.

    Of "BDI_1", "BDI_2", "BDI_3" the second is no BDI-II.

    Examples
    --------
    >>> sorted(find_open_series(["BDI_1", "BDI_2", "BDI_3", "BDI-II total"]))
    ['BDI_1', 'BDI_2', 'BDI_3']
    """
    return frozenset(
        header
        for stem, by_number in _number_series(headers).items()
        if len(by_number) > 2 and not _COUNTED.search(stem)
        if len({read_header(header).title for header in by_number.values()} - {""}) > 1
        for header in by_number.values()
    )


def _scale_of(stem: str, numbers: set[int]) -> Timed | None:
    """Return what a stem such as "phq9 # pre" says, where these are its scale's item numbers."""
    if len(numbers) < 3 or _COUNTED.search(stem):
        return None
    for text in (stem.replace("#", " "), _drop_number(stem)):
        rating = read_header(text)
        if rating.title and numbers == _list_items(rating, text):
            # As many items as the scale has: the name that may mean a sibling means this scale.
            return replace(rating, certainty="exact") if rating.scale else rating
        if text.strip() != stem.replace("#", " ").strip() and rating.title:
            by_family = _find_in_family(text, numbers)
            if by_family:
                return replace(read_header(_find_visit(stem)), **by_family)
    rating = read_header(stem.replace("#", " "))
    return rating if _is_counting_up(numbers) and rating.certainty == "unknown" else None


def _list_items(rating: Timed, text: str) -> set[int]:
    """Return the numbers of the items of the scale that is named, or of its family."""
    key = rating.scale
    if not key and (name := find_named_scale(re.sub(r"\d", " ", text))) and name.scale:
        key = name.scale.key
    scale = find_known_scale(key)
    return _count_to(scale.item_count) if scale else set()


def _find_in_family(text: str, numbers: set[int]) -> dict[str, str] | None:
    """Return the scale of as many items whose family a name such as "bdi" means."""
    name = find_named_scale(text)
    if name is None or name.scale is None:
        return None
    scale = name.scale
    if scale not in list_known_scales() or numbers != _count_to(scale.item_count):
        return None
    return {"scale": scale.key, "title": scale.title, "certainty": "exact"}


def _count_to(count: int) -> set[int]:
    return set(range(1, count + 1))


def _drop_number(stem: str) -> str:
    """Return a stem without the number that touches its scale's name: "bdi4 #" is of "bdi"."""
    return re.sub(r"(?<=[a-z])\d+(?= )|(?<=[a-z]) \d+(?= #)", " ", stem).replace("#", " ")


def _find_visit(stem: str) -> str:
    """Return the visit that the number beside a scale's name counts."""
    match = re.search(r"(?<=[a-z]) ?(\d+)(?= )", stem)
    rest = stem.split("#", 1)[1]
    return f"visit {match[1]} {rest}" if match else rest


def _is_counting_up(numbers: set[int]) -> bool:
    return len(numbers) >= _LEAST_UNKNOWN and numbers == _count_to(min(len(numbers), _MOST_ITEMS))
