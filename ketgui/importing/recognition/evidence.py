"""What speaks for a column holding a field: points that add up, and the reasons they come from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ketgui.importing.recognition import rules
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.vocabulary import dates
from ketgui.importing.vocabulary.amounts import begins_in_own_unit, read_pressure
from ketgui.importing.vocabulary.targets import (
    DATES,
    INFUSION,
    PART,
    PRESSURE_BEFORE,
    PRESSURE_PEAK,
    TERMS,
    Target,
)
from ketgui.importing.vocabulary.timepoints import read_header
from ketgui.importing.vocabulary.visit_words import find_infusion_number
from ketgui.importing.vocabulary.words import YES_NO, is_total, propose_code
from ketgui.text import _

_MOST_POINTS = 4.0
# An empty column of ids gives way to a filled one.
_EMPTY_ID = 1.5


@dataclass(frozen=True)
class Guess:
    """A field that a column may hold.

    Attributes
    ----------
    target : Target
        The field.
    points : float
        The sum of the evidence, as log odds: 0 is as likely as not.
    reason : str
        The strongest evidence in words.
    doubts : tuple of str
        What speaks against it, in words.
    """

    target: Target
    points: float
    reason: str
    doubts: tuple[str, ...] = field(default=())

    @property
    def confidence(self) -> float:
        """The confidence of the guess, 0–1."""
        return 1 / (1 + math.exp(-self.points))

    def add_evidence(self, points: float, doubt: str = "") -> Guess:
        """Return the guess with further evidence."""
        doubts = (*self.doubts, doubt) if doubt else self.doubts
        return replace(self, points=self.points + points, doubts=doubts)

    def describe(self) -> str:
        """Return the reason, and what speaks against it."""
        return " ".join((self.reason, *self.doubts))


def compute_points(likeness: float) -> float:
    """Return what a likeness of names (0–1) is worth as log odds, at most 4.

    Examples
    --------
    >>> compute_points(0.5), compute_points(1.0)
    (0.0, 4.0)
    """
    if likeness <= 0 or likeness >= 1:
        return _MOST_POINTS if likeness >= 1 else -_MOST_POINTS
    return max(-_MOST_POINTS, min(_MOST_POINTS, math.log(likeness / (1 - likeness))))


def weigh(guess: Guess, profile: Profile, one_row: bool) -> Guess:
    """Return a guess weighed by what its column's cells show."""
    if guess.target.field == "patient_id":
        return _weigh_id(guess, profile, one_row)
    if guess.target.field == PART:
        return guess.add_evidence(0.5 if has_total(profile.words) else -8.0)
    if not profile.words:
        return guess.add_evidence(-0.2)
    if guess.target.field == DATES and not _hold_several_dates(profile.words):
        return guess.add_evidence(-8.0, _("Most of its cells cannot be read as that."))
    if guess.target.field in _PRESSURES and not _hold_pressures(profile.words):
        return guess.add_evidence(-8.0, _("Most of its cells cannot be read as that."))
    if guess.target.field == INFUSION and None in map(find_infusion_number, profile.words):
        return guess.add_evidence(-8.0, _("Most of its cells cannot be read as that."))
    if guess.target.field == TERMS and all(propose_code(YES_NO, w) for w in profile.words):
        return guess.add_evidence(-8.0, _("Its cells say yes or no."))
    if guess.target.path in _EVENT_NAMES and _are_visits(profile.words):
        return guess.add_evidence(-8.0, _("Its cells name visits."))
    share = rules.compute_readable_share(guess.target, profile.words)
    numeric = rules.get_kind(guess.target) in ("number", "integer")
    if share < 0.5:
        if numeric and profile.annotated_share > 0.5:
            return guess.add_evidence(-1.0, _("Its cells hold words beside the numbers."))
        return guess.add_evidence(-5.0, _("Most of its cells cannot be read as that."))
    if numeric and rules.share_in_range(guess.target, profile) < 0.5:
        return guess.add_evidence(-1.5, _("Most of its numbers lie outside the range."))
    choice = _weigh_choice(guess.target, profile.words)
    return guess.add_evidence(0.5 * share + choice + _weigh_amounts(guess.target, profile.words))


_PRESSURES = (PRESSURE_BEFORE, PRESSURE_PEAK)


def _hold_pressures(words: Sequence[str]) -> bool:
    return 2 * sum(read_pressure(word) is not None for word in words) > len(words)


def _hold_several_dates(words: Sequence[str]) -> bool:
    return 2 * sum(bool(dates.find_listed(word)) for word in words) > len(words)


_EVENT_NAMES = ("adverse_events.term", "adverse_events.terms")


def _are_visits(words: Sequence[str]) -> bool:
    visits = [read_header(word) for word in words]
    named = sum(v.says_when and v.sure and not (v.title or v.bare) for v in visits)
    return 2 * named > len(words)


def _weigh_choice(target: Target, words: Sequence[str]) -> float:
    """Return what words that name a field's choices are worth more than mere codes."""
    field = target.declared
    if field is None or field.kind != "choice" or field.key == "moment":
        return 0.0
    return 0.6 * sum(propose_code(field, word) != "" for word in words) / len(words)


def _weigh_amounts(target: Target, words: Sequence[str]) -> float:
    """Return what amounts in two units are worth for the field whose unit comes first."""
    return _FIRST_UNIT * all(begins_in_own_unit(word, target) for word in words[:_FEW])


_FIRST_UNIT, _FEW = 0.8, 5


def has_total(words: Sequence[str]) -> bool:
    """Tell whether some words name a total and others do not: items and their sum."""
    totals = sum(is_total(word) for word in words)
    return 0 < totals < len(words) and len(words) > 2


def _weigh_id(guess: Guess, profile: Profile, one_row: bool) -> Guess:
    if not profile.words:
        return guess.add_evidence(-_EMPTY_ID)
    if profile.is_constant:
        # A file of one patient: a header that is exactly a name of the id is evidence enough.
        against = 3.5 if guess.points >= _MOST_POINTS else 8.0
        return guess.add_evidence(-against, _("Every row holds the same."))
    if profile.is_measured:
        return guess.add_evidence(-3.0, _("Its cells are measurements or dates."))
    if one_row:
        return guess.add_evidence(0.5 if profile.is_unique else -0.5)
    # Where a patient has several rows, what differs in each is the row's own number.
    return guess.add_evidence(0.5 if profile.rows_each >= 1.5 else -0.8 * profile.is_unique)
