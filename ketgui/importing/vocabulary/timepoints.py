"""Which scale and which visit a header, or a visit's name, speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from ketgui.domain.folding import fold
from ketgui.domain.known_scales import get_declared_scales
from ketgui.domain.scale import Scale
from ketgui.domain.scale_names import ScaleName, find_named_scale
from ketgui.domain.scales import SCALES
from ketgui.importing.vocabulary.scale_words import (
    correct_scale_name,
    drop_mean_of_raters,
    find_short_form,
)
from ketgui.importing.vocabulary.visit_words import (
    ABOUT,
    AFTER,
    BEFORE,
    DAYS,
    EARLY,
    FILLER,
    FOLLOW_UP,
    INFUSION,
    MINUTES,
    NEGATIVE_DAY,
    ORDER,
    OTHER_COURSE,
    SCORED_AFTER,
    SCORED_BEFORE,
    SIDED,
    TMS_COURSE,
    About,
)

_SCORED = dict.fromkeys(SCORED_BEFORE, "before") | dict.fromkeys(SCORED_AFTER, "after")
_LEAST_GLUED = 4
_GLUED_WORDS = "total|tot|sum|summe|score|pre|post|avant|apres|before|after|baseline|bl"
# Longer than any header: the rest is text that somebody wrote into a cell.
_LONGEST = 200


@dataclass(frozen=True)
class Timed:
    """What a header says of a rating.

    Attributes
    ----------
    scale : str
        Key of the scale, empty if it names none that the program knows.
    moment : str
        "before", "after" or empty.
    day : float or None
        Days from the first infusion, where the header counts them.
    item : int
        Number of the scale's item, 0 for the total.
    sure : bool
        Whether every word of the header was understood.
    elsewhere : bool
        Whether it speaks of another treatment, whose "after" may be ketamine's "before".
    around_tms : str
        "before_tms" or "after_tms" where that other treatment is TMS, empty otherwise.
    title : str
        The scale's title, that of an unknown scale too.
    certainty : {"", "exact", "ambiguous", "unknown"}
        Whether the name means this scale, may mean a sibling, or is of an unknown scale.
    order : int or None
        Number of the visit, where visits are counted ("T2", "visit 3").
    bare : bool
        Whether that number stands alone: it may be a visit's, a rater's or a form's.
    infusion : int
        Number of the infusion it is of, 0 for none.
    side : {"", "before", "after"}
        On which side of that infusion it was made.
    early : bool
        Whether "before" is a screening or an admission, which a baseline may follow.
    follow_up : bool
        Whether it is called a follow-up.
    minutes : float or None
        Minutes after the infusion began ("40 min").
    count : int
        Number behind a word for after ("post 6"), 0 for none.
    about : {"", "derived", "date", "status", "person", "text"}
        What the column is about if not the score itself: a change, a date, a form's status.
    """

    scale: str = ""
    moment: str = ""
    day: float | None = None
    item: int = 0
    sure: bool = True
    elsewhere: bool = False
    around_tms: str = ""
    title: str = ""
    certainty: Literal["", "exact", "ambiguous", "unknown"] = ""
    order: int | None = None
    bare: bool = False
    infusion: int = 0
    side: str = ""
    early: bool = False
    follow_up: bool = False
    minutes: float | None = None
    count: int = 0
    about: About = ""

    @property
    def says_when(self) -> bool:
        """Whether it says when the rating was made."""
        counted = self.day is not None or self.order is not None
        named = self.moment or self.around_tms
        return bool(named or counted or self.infusion or self.follow_up)


def read_header(text: str) -> Timed:
    """Read a header such as "MADRS_24h", "score madrs avant" or "madrs_i3_pre".

    Examples
    --------
    >>> read_header("Post inf 3").infusion, read_header("T2").order
    (3, 2)
    >>> read_header("FU week 4").follow_up
    True
    >>> read_header("MADRS change").about, read_header("HDRS-21 pre").certainty
    ('derived', 'unknown')
    """
    return _read_cached(text[:_LONGEST], get_declared_scales())


@lru_cache(maxsize=1 << 14)
def _read_cached(text: str, _declared: tuple[Scale, ...]) -> Timed:
    # The declared scales are an argument so that the cache distinguishes them.
    folded = drop_mean_of_raters(part_words(text))
    name = find_short_form(folded, text) or find_named_scale(folded)
    if name is None and (corrected := correct_scale_name(folded)) != folded:
        # What was meant is likely, and asked about as a name that may mean another scale.
        folded, name = corrected, find_named_scale(corrected)
        name = replace(name, certainty="ambiguous") if name else None
    rest = f"{folded[: name.start]} {folded[name.end :]}" if name else folded
    while name and (again := find_named_scale(rest)) and again.title == name.title:
        # "totalBDI. Total BDI-II" names one scale twice.
        rest = f"{rest[: again.start]} {rest[again.end :]}"
    # REDCap writes the arm of a study behind each event: it is no visit's number.
    rest = re.sub(r"\barm ?\d+\b", " ", rest)
    return _read(text, " ".join(rest.split()), name)


def _read(text: str, rest: str, name: ScaleName | None) -> Timed:
    # Each step takes its words out of the text, so that no later one reads "40" of "40 min" as a
    # visit's number.
    about = _find_about(rest)
    minutes, rest = _take_number(MINUTES, rest)
    item, rest = _take_item(rest)
    infusion, side, rest = _take_infusion(rest)
    follow_up, rest = _take_follow_up(rest)
    if name:
        rest = " ".join(_SCORED.get(word, word) for word in rest.split())
    moment, day, order, left = _find_moment(rest, text)
    # Before the first infusion is before treatment.
    if side == "before" and infusion == 1:
        moment, infusion, side = "before", 0, ""
    elsewhere = bool(left & OTHER_COURSE)
    return Timed(
        scale=name.scale.key if name and name.scale else "",
        moment="" if elsewhere or follow_up else moment,
        day=None if elsewhere else day,
        item=int(item or 0),
        sure=not elsewhere and not left - FILLER,
        elsewhere=elsewhere,
        around_tms=f"{moment}_tms" if moment and left & TMS_COURSE else "",
        title=name.title if name else "",
        certainty=name.certainty if name else "",
        order=order,
        bare=order is not None and not _is_named(rest),
        infusion=infusion,
        side=side,
        early=moment == "before" and bool(EARLY & set(rest.split())),
        follow_up=follow_up,
        minutes=minutes,
        count=_find_count(rest) if moment == "after" else 0,
        about=about,
    )


def _find_count(rest: str) -> int:
    """Return the number that a text ends in, 0 for none."""
    match = re.search(r"\b(\d{1,2})$", rest)
    return int(match[1]) if match else 0


def _is_named(rest: str) -> bool:
    """Tell whether a visit's number has a word for visits ahead of it."""
    match = ORDER.search(rest)
    return match is not None and match[1] is not None


def _find_about(rest: str) -> About:
    """Return what a column is about, if not the score itself."""
    if "%" in rest:
        return "derived"
    for word in rest.split():
        if word in ABOUT:
            return ABOUT[word]
    return ""


@cache
def _compile_glued(declared: tuple[Scale, ...]) -> re.Pattern[str]:
    """Return where a scale's name of one long word touches another word: "MADRSpre"."""
    scales = (*SCALES, *declared)
    names = {name for scale in scales for name in _fold_names(scale) if " " not in name}
    long = "|".join(sorted(name for name in names if len(name) >= _LEAST_GLUED))
    ends = "|".join(f"(?<={name})(?=[a-z0-9])" for name in long.split("|"))
    # A short name touches another word only where that word is one of a total or a moment.
    short = {
        name.replace(" ", "")
        for scale in scales
        for name in (*_fold_names(scale), *scale.ambiguous_names)
    }
    totals = "|".join(
        rf"(?<=\b{name})(?=(?:{_GLUED_WORDS})\b)" for name in sorted(short) if len(name) > 2
    )
    return re.compile(f"{ends}|(?<=[a-z])(?={long})|{totals}")


def _fold_names(scale: Scale) -> tuple[str, ...]:
    """Return the folded names of a scale: a person may have declared it."""
    return tuple(filter(None, map(fold, scale.header_names)))


# "POST #3" is after the third infusion.
_NUMBER_SIGN = re.compile(r"\b(pre|post|avant|apres|après)[ -]*#\s*(\d{1,2})\b", re.IGNORECASE)

# "(0-60)" is what the scale reaches.
_RANGE = re.compile(r"[(\[]\s*0\s*(?:[-–/]|to|à|bis|a)\s*\d{1,3}\s*[)\]]")
_GLUED_NUMBER = re.compile(r"\b(post|apres|après)(\d{1,2})\b", re.IGNORECASE)


def part_words(text: str) -> str:
    """Return a header folded, with the scale's name apart: "madrs 1 pre"."""
    # LimeSurvey numbers an array's rows [1], [2] or [SQ001], [SQ002].
    text = re.sub(r"\[(?:SQ)?0*(\d{1,2})\]$", r" item \1", text)
    text = _RANGE.sub(" ", text)
    text = _GLUED_NUMBER.sub(r"\1 \2", _NUMBER_SIGN.sub(r"\1 infusion \2", text))
    glued = _compile_glued(get_declared_scales())
    parted = re.sub(r"(?<=\d)(?=[a-z]{3})", " ", glued.sub(" ", fold(text)))
    # OpenClinica numbers its events and forms E1_C1.
    parted = re.sub(r"\be(\d{1,2}) c\d{1,2}$", r"visit \1", parted)
    return " ".join(parted.split())


def _take_number(pattern: re.Pattern[str], text: str) -> tuple[float | None, str]:
    """Return the number that a pattern finds, and the text without it."""
    match = pattern.search(text)
    if not match:
        return None, text
    number = next(group for group in match.groups() if group)
    return float(number), _cut_out(text, match)


def _cut_out(text: str, match: re.Match[str]) -> str:
    return " ".join((text[: match.start()] + " " + text[match.end() :]).split())


def _take_item(text: str) -> tuple[int, str]:
    match = re.search(r"\b(?:item|i|q|it) ?(\d{1,2})\b", text)
    return (int(match[1]), _cut_out(text, match)) if match else (0, text)


def _take_infusion(text: str) -> tuple[int, str, str]:
    """Return the number of the infusion, on which side of it, and the rest of the text."""
    match = INFUSION.search(text)
    if not match:
        return 0, "", text
    rest = _cut_out(text, match)
    words = set(rest.split())
    side = "before" if words & SIDED["before"] else "after" if words & SIDED["after"] else ""
    # "Postinfusion 6" is one word.
    side = side or {"post": "after", "prei": "before"}.get(match[0][:4], "")
    rest = " ".join(word for word in rest.split() if word not in SIDED.get(side, ()))
    return int(next(group for group in match.groups() if group)), side, rest


def _take_follow_up(text: str) -> tuple[bool, str]:
    match = FOLLOW_UP.search(text)
    return (True, _cut_out(text, match)) if match else (False, text)


def _find_moment(text: str, whole: str) -> tuple[str, float | None, int | None, set[str]]:
    """Return the moment, the day, the visit's number, and the words that were not understood."""
    words = set(text.split())
    before, after = words & BEFORE, words & AFTER
    for pattern, unit in DAYS:
        if match := pattern.search(text):
            days = int(match["n"] or match["m"]) * unit
            left = set(_cut_out(text, match).split())
            if (before and not after) or days == 0 or NEGATIVE_DAY.search(whole):
                return "before", None, None, left - before
            return "", days, None, left - after
    if bool(before) != bool(after):
        return ("before" if before else "after"), None, None, words - before - after
    number, rest = _take_number(ORDER, text)
    return "", None, None if number is None else int(number), set(rest.split())


def is_of_visit(header: str) -> bool:
    """Tell whether a header is of a column of visits' numbers.

    Examples
    --------
    >>> is_of_visit("VISITNUM"), is_of_visit("T"), is_of_visit("Weight")
    (True, True, False)
    """
    rating = read_header(f"{fold(header)} 1")
    return not rating.title and rating.order == 1 and rating.sure and not rating.bare


def scale_named(word: str) -> str:
    """Return the key of the scale a word names, the word itself for one that is not declared."""
    return read_header(word).scale or word
