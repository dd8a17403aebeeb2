"""What is said of invented patients, wherever they are shown."""

from __future__ import annotations

from ketgui.domain.cohort import Cohort
from ketgui.text import _, joined, mark

# What an invented cohort may hold beyond the publication whose numbers it reproduces.
_NAMED = (mark("TMS scores"), mark("follow-up ratings"))


def describe_invention(cohort: Cohort) -> str:
    """Return that patients are invented, and what goes beyond the publication; empty if real."""
    if not cohort.invented:
        return ""
    statement = _("Invented example, not patient data")
    if not cohort.additions:
        return statement
    return _(
        "{words}. Not of the paper: {additions}.",
        words=statement,
        additions=joined([_(word) for word in cohort.additions]),
    )


def note_additions(cohort: Cohort) -> str:
    """Return the same in few words, as the foot note of a figure of what goes beyond."""
    if not cohort.additions:
        return describe_invention(cohort)
    return _("Invented example, scores not of the paper")
