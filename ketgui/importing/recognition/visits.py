"""Which of a table's visits are before and after treatment, judged from all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ketgui.importing.vocabulary.timepoints import Timed

Meaning = Literal["before", "after", "before_tms", "after_tms", "neither", "day", "open"]
MOMENTS: tuple[Meaning, ...] = ("before", "after", "before_tms", "after_tms")


def judge_visits(visits: Sequence[Timed]) -> list[Meaning]:
    """Return what each visit of a scale is, from all the visits of the scale together.

    Ratings after each infusion are a course: the one after the last infusion is "after", the
    others are neither. A follow-up is neither. Numbered visits begin with "before"; where there
    are two of them the second is "after"; of more, the user has to say which is.

    Parameters
    ----------
    visits : sequence of Timed
        What each distinct visit says of itself.

    Returns
    -------
    list of str
        A moment, "neither", "day" where a day is counted, or "open".

    Examples
    --------
    >>> from ketgui.importing.vocabulary.timepoints import read_header
    >>> judge_visits([read_header(f"post inf {n}") for n in (1, 2, 3)])
    ['neither', 'neither', 'after']
    >>> judge_visits([read_header("T0"), read_header("T1")])
    ['before', 'after']
    >>> judge_visits([read_header("T0"), read_header("FU week 4")])
    ['before', 'neither']
    >>> judge_visits([read_header(visit) for visit in ("T0", "post 3", "post 6")])
    ['before', 'neither', 'after']
    """
    visits = _count_infusions(visits)
    moments = {visit.moment for visit in visits if visit.moment}
    orders = sorted({v.order for v in visits if v.order is not None and not (v.moment or v.bare)})
    counted = any(v.day is not None for v in visits if not v.follow_up)
    infusions = {v.infusion for v in visits if v.infusion and v.side == "after"}
    last = max(infusions, default=0) if "after" not in moments and not counted else 0
    meanings: list[Meaning] = [
        _judge_visit(visit, moments, orders, last, counted) for visit in visits
    ]
    # Of a screening and a baseline, the baseline is the later; a rating at the first infusion
    # may be the baseline.
    late = any(m == "before" and not v.early for m, v in zip(meanings, visits, strict=True))
    first = any(v.infusion == 1 and not v.side for v in visits)
    of_early: Meaning | None = "neither" if late else "open" if first else None
    return [of_early or m if v.early else m for m, v in zip(meanings, visits, strict=True)]


def _count_infusions(visits: Sequence[Timed]) -> list[Timed]:
    """Take "post 3" and "post 6" for ratings after the third and the sixth infusion.

    "Post 1" and "post 2" alone may as well be two visits after the treatment.
    """
    counts = {visit.count or visit.infusion for visit in visits if visit.moment == "after"}
    if max(counts, default=0) < _LEAST_INFUSIONS or 0 in counts:
        return list(visits)
    return [
        replace(visit, moment="", infusion=visit.count, side="after") if visit.count else visit
        for visit in visits
    ]


_LEAST_INFUSIONS = 3


def _judge_visit(
    visit: Timed, moments: set[str], orders: list[int], last_infusion: int, counted: bool
) -> Meaning:
    if visit.around_tms:
        return "before_tms" if visit.around_tms == "before_tms" else "after_tms"
    if visit.elsewhere or visit.follow_up:
        return "neither"
    if visit.infusion:
        if visit.side == "after" and visit.infusion == last_infusion:
            return "after"
        return "neither" if visit.side or last_infusion else "open"
    if visit.moment:
        return "before" if visit.moment == "before" else "after"
    if visit.day is not None:
        return "day"
    # "madrs_0" beside "madrs_2w" is the start from which the weeks are counted.
    if visit.order == 0 and visit.bare and counted and "before" not in moments:
        return "before"
    if visit.order is None or visit.bare:
        return "open"
    return _judge_by_order(visit.order, moments, orders, counted)


def _judge_by_order(order: int, moments: set[str], orders: list[int], counted: bool) -> Meaning:
    """Return what a numbered visit is, from the numbers of all of them."""
    if "before" not in moments and not counted and order == orders[0]:
        return "before" if len(orders) > 1 or "after" in moments or order == 0 else "open"
    rest = orders if "before" in moments else orders[1:]
    if "after" in moments:
        return "neither"
    return "after" if len(rest) == 1 and not counted else "open"
