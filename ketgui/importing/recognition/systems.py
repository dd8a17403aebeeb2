"""The columns that a survey or study system adds of its own: a response's number, its language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ketgui.domain.fields import TableName
from ketgui.domain.folding import fold
from ketgui.importing.recognition.evidence import Guess
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.vocabulary.targets import Target
from ketgui.text import _


@dataclass(frozen=True)
class System:
    """A system that exports tables.

    Attributes
    ----------
    title : str
        Its name.
    signs : frozenset of str
        Folded headers by which its export is known, two of them together.
    own : frozenset of str
        Folded headers of its own that hold no data of the study.
    weak_ids : frozenset of str
        Folded headers that identify the patient only where nothing else does.
    """

    title: str
    signs: frozenset[str]
    own: frozenset[str]
    weak_ids: frozenset[str]


def _fold_names(*names: str) -> frozenset[str]:
    return frozenset(map(fold, names))


SYSTEMS: tuple[System, ...] = (
    System(
        "LimeSurvey",
        _fold_names("submitdate", "lastpage", "startlanguage", "Last page", "Start language",
                    "Dernière page", "Langue de départ", "Letzte Seite", "Start-Sprache",
                    "Última página", "Idioma inicial"),
        _fold_names("submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp",
                    "ipaddr", "refurl", "Date submitted", "Date started", "Response ID"),
        _fold_names("id", "token"),
    ),
    System(
        "Qualtrics",
        _fold_names("ResponseId", "RecordedDate", "DistributionChannel", "UserLanguage",
                    "IPAddress", "RecipientEmail", "Finished", "Progress", "StartDate",
                    "Duration (in seconds)"),
        _fold_names("StartDate", "EndDate", "Status", "IPAddress", "Progress",
                    "Duration (in seconds)", "Finished", "RecordedDate", "ResponseId",
                    "DistributionChannel", "UserLanguage", "RecipientLastName",
                    "RecipientFirstName", "RecipientEmail", "LocationLatitude",
                    "LocationLongitude"),
        _fold_names("ExternalReference", "ExternalDataReference"),
    ),
    System(
        "Castor",
        _fold_names("Participant Status", "Site Abbreviation", "Castor Participant ID"),
        _fold_names("Participant Status", "Randomization Group", "Participant Creation Date",
                    "Repeating Data Creation Date", "Repeating Data Id", "Repeating data Parent",
                    "Repeating data Name Custom", "Survey Creation Date", "Survey Instance Id"),
        frozenset(),
    ),
)  # fmt: skip
_LEAST_SIGNS = 2
# Less than any other column that is called like an id.
_WEAK_ID, _SURER = 1.0, 0.8
_WEAKEST_OWN = 2.5


def find_system(headers: Sequence[str]) -> System | None:
    """Return the system whose export a table is, None for none.

    Examples
    --------
    >>> find_system(["id", "submitdate", "lastpage", "code"]).title
    'LimeSurvey'
    >>> find_system(["id", "age", "Finished"])
    """
    folded = set(map(fold, headers))
    return next((s for s in SYSTEMS if len(s.signs & folded) >= _LEAST_SIGNS), None)


def is_own(header: str, system: System | None) -> bool:
    """Tell whether a header is one that the system adds of its own."""
    return system is not None and fold(header) in system.own


def weigh_by_system(
    guesses: Sequence[Guess], header: str, system: System | None, table: TableName
) -> list[Guess]:
    """Return what a header may mean in a system's export, nothing for the system's own columns.

    A response's number is the weakest of ids: a token says who answered, and is worth more.
    """
    if system is None or is_own(header, system):
        return [] if system else list(guesses)
    if (folded := fold(header)) not in system.weak_ids:
        return list(guesses)
    reason = _("Nothing else identifies the patients.")
    points = _WEAK_ID + (0.0 if folded == "id" else _SURER)
    return [Guess(Target(table, "patient_id"), points, reason)]


# Letters and a number, as studies call their patients: "KX01", "MUC-3".
_CODE = re.compile(r"[A-Za-z]{1,6}[-_ ]?\d{1,5}")


def guess_codes(profile: Profile, table: TableName) -> list[Guess]:
    """Guess the patients' codes by their look, in a system's column whose header says nothing."""
    if not profile.words or not all(map(_CODE.fullmatch, profile.words)):
        return []
    reason = _("Its cells look like patients’ codes.")
    return [Guess(Target(table, "patient_id"), _WEAK_ID + _SURER / 2, reason)]


def drop_weak_ids(guesses: Sequence[Sequence[Guess]]) -> list[list[Guess]]:
    """Drop the weak ids where another column identifies the patients."""
    is_known = any(
        _is_id(g) and g.points > _WEAKEST_OWN for column_guesses in guesses for g in column_guesses
    )
    return [
        [g for g in column_guesses if not (is_known and _is_id(g) and g.points <= _WEAKEST_OWN)]
        for column_guesses in guesses
    ]


def _is_id(guess: Guess) -> bool:
    return guess.target.field == "patient_id"
