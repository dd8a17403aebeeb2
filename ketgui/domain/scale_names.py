"""Which rating scale a header names: for certain, possibly, or one that is known by name only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ketgui.domain.folding import fold
from ketgui.domain.known_scales import get_declared_scales
from ketgui.domain.scale import Scale
from ketgui.domain.scales import SCALES, UNKNOWN_SCALES

Certainty = Literal["exact", "ambiguous", "unknown"]


@dataclass(frozen=True)
class ScaleName:
    """The name of a scale in a header.

    Attributes
    ----------
    certainty : {"exact", "ambiguous", "unknown"}
        Whether the name means `scale` alone, may mean a related one, or is of a scale that the
        program does not know.
    title : str
        The scale's title.
    scale : Scale or None
        The scale named, or suggested; None for an unknown one.
    start, end : int
        Position of the name in the folded header.
    """

    certainty: Certainty
    title: str
    scale: Scale | None
    start: int
    end: int


def find_named_scale(header: str, declared: tuple[Scale, ...] | None = None) -> ScaleName | None:
    """Return the scale that a header names, None if it names none.

    The longest name wins, so that "HDRS-21" is not the HAM-D 17 and "MADRS-S" not the MADRS.

    Parameters
    ----------
    header : str
        As in the file.
    declared : tuple of Scale, optional
        Scales that the user has declared; without it those of ``declare_scales``. Each is named
        by its ``header_names``, its title and its key.

    Examples
    --------
    >>> [find_named_scale(header).certainty for header in ("MADRS_24h", "hdrs", "HAMA total")]
    ['exact', 'ambiguous', 'unknown']
    >>> headers = ("MADRS-S pre", "QIDS-SR-16")
    >>> [find_named_scale(header).title for header in headers], find_named_scale("Age")
    (['MADRS-S', 'QIDS-SR16'], None)
    """
    folded = fold(header)
    declared = get_declared_scales() if declared is None else declared
    names = (*(name for scale in declared for name in _declared_names(scale)), *_list_known_names())
    # A declared scale comes first: at equal length it wins over a built-in one of the same name.
    matches = [
        ScaleName(certainty, title, scale, match.start(), match.end())
        for first_word, name, certainty, title, scale in names
        # Most headers name no scale, and this is much sooner said than a pattern is searched for.
        if first_word in folded and (match := _compile_name(name).search(folded))
    ]
    return max(matches, key=lambda name: name.end - name.start, default=None)


# The first word of a folded name, the name, how certain it is, and the scale's title.
_Name = tuple[str, str, Certainty, str, Scale | None]


@cache
def _list_known_names() -> tuple[_Name, ...]:
    builtin = [name for scale in SCALES for name in _list_names(scale)]
    unknown = [
        _make_name(name, "unknown", scale.title)
        for scale in UNKNOWN_SCALES
        for name in scale.header_names
    ]
    return (*builtin, *unknown)


def _make_name(name: str, certainty: Certainty, title: str, scale: Scale | None = None) -> _Name:
    return name.split()[0], name, certainty, title, scale


@cache
def _declared_names(scale: Scale) -> tuple[_Name, ...]:
    # As a person typed them: not folded, and in no particular order.
    names = dict.fromkeys(fold(name) for name in (*scale.header_names, scale.title, scale.key))
    return tuple(_make_name(name, "exact", scale.title, scale) for name in names if name)


@cache
def _list_names(scale: Scale) -> tuple[_Name, ...]:
    exact = [_make_name(name, "exact", scale.title, scale) for name in scale.header_names]
    ambiguous = [
        _make_name(name, "ambiguous", scale.title, scale) for name in scale.ambiguous_names
    ]
    return (*exact, *ambiguous)


@cache
def _compile_name(name: str) -> re.Pattern[str]:
    """Return the pattern of a name, with each space in it optional."""
    parts = name.split()
    # "MADRS S1" is the first week or session, whereas a number after "MADRS" is that of an item.
    end = r"(?! ?\d|[a-z])" if len(parts[-1]) == 1 and parts[-1].isalpha() else r"(?![a-z])"
    # A name that ends in a number must not match a longer number: "PHQ-9" is not in "PHQ-90".
    end = r"(?![a-z0-9])" if parts[-1].isdigit() else end
    return re.compile(rf"(?<![a-z0-9]){' ?'.join(parts)}{end}")
