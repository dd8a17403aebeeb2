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
    words = _("Invented example, not patient data")
    if not cohort.additions:
        return words
    return _(
        "{words}. Not of the paper: {additions}.",
        words=words,
        additions=joined([_(word) for word in cohort.additions]),
    )
