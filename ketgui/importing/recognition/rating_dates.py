"""Dates of ratings that stand in columns of their own: "Date MADRS avant" beside "MADRS avant"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ketgui.domain.folding import fold
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.recognition import rules
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.recognition.ratings import visit_label
from ketgui.importing.vocabulary.targets import Target
from ketgui.importing.vocabulary.timepoints import Timed, read_header
from ketgui.text import _

_DATE_WORDS = frozenset({"date", "fecha", "data", "datum", "dt", "dtc"})
_READABLE = 0.5
_CONFIDENCE = 0.85


def find_rating_dates(
    headers: Sequence[str], profiles: Sequence[Profile], columns: Sequence[ColumnMapping]
) -> list[ColumnMapping]:
    """Give a date to the one score whose moment or day its header names.

    Only columns that nothing else claims are taken, and only where the score is there.
    """
    scores = [c.target for c in columns if c.target and c.target.path == "assessments.score"]
    date_targets = {
        column.column: _find_dated_score(header, scores)
        for header, column in zip(headers, columns, strict=True)
        if _is_free(column)
    }
    targets = [target for target in date_targets.values() if target]
    reason = _("The header says that it is the date of this rating.")
    return [
        replace(column, target=target, confidence=_CONFIDENCE, reason=reason)
        if (target := date_targets.get(column.column))
        and targets.count(target) == 1
        and rules.compute_readable_share(target, profile.words) >= _READABLE
        else column
        for column, profile in zip(columns, profiles, strict=True)
    ]


def _is_free(column: ColumnMapping) -> bool:
    return column.target is None and not column.candidates


def _find_dated_score(header: str, scores: Sequence[Target]) -> Target | None:
    """Return the date of the one score that a header such as "date post" speaks of."""
    words = fold(header).split()
    if not _DATE_WORDS & set(words):
        return None
    rating = read_header(" ".join(word for word in words if word not in _DATE_WORDS))
    if rating.elsewhere or not rating.sure or not rating.says_when:
        return None
    of_it = {target.given for target in scores if _is_of(target, rating)}
    # The date of a visit is that of all the scales that were rated at it.
    when = {tuple(pair for pair in given if pair[0] != "scale") for given in of_it}
    if len(when) != 1:
        return None
    return Target("assessments", "date", of_it.pop() if len(of_it) == 1 else when.pop())


def _is_of(target: Target, rating: Timed) -> bool:
    if rating.scale and target.of("scale") != rating.scale:
        return False
    if rating.moment:
        return target.of("moment") == rating.moment
    if rating.day is not None and not rating.follow_up:
        return target.of("day") == f"{rating.day:g}"
    return target.of("visit") == visit_label(rating)
