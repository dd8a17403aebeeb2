"""What the columns beside a column, and the other tables, say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np

from ketgui.domain.events.adverse_events import SERIOUS_EVENT
from ketgui.domain.events.event_terms import find_preferred_term
from ketgui.domain.folding import fold
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.recognition.evidence import Guess
from ketgui.importing.recognition.layouts import Layout
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.recognition.rules import is_graded
from ketgui.importing.tables.text_table import CodedText
from ketgui.importing.vocabulary.headers import find_sheet_table
from ketgui.importing.vocabulary.targets import INFUSION, PRESENT, TERMS, UNIT, Target
from ketgui.importing.vocabulary.timepoints import read_header
from ketgui.importing.vocabulary.units import list_spellings
from ketgui.importing.vocabulary.visit_words import SESSIONS, find_infusion_number
from ketgui.text import _

_UNIT_WORDS = frozenset({"unit", "units", "unite", "unites", "unidad", "unidade", "einheit", "u"})
_SHARED_IDS = 0.5


def weigh_by_ids(guess: Guess, profile: Profile, ids: Collection[str]) -> Guess:
    """Weigh a guess of the patients' ids by whether the other tables have the same ids."""
    if guess.target.field != "patient_id" or not ids or not profile.words:
        return guess
    shared = sum(word in ids for word in profile.words) / len(profile.words)
    if shared >= _SHARED_IDS:
        return guess.add_evidence(3.0, "")
    return guess


def weigh_series(headers: Sequence[str], guesses: Sequence[Sequence[Guess]]) -> list[list[Guess]]:
    """Weigh numbered infusions by whether their series begins with 1.

    A "weight2" without a "weight1" is a second form's weight, and no second infusion.
    """
    numbers: dict[str, set[int]] = {}
    for column_guesses in guesses:
        for guess in column_guesses:
            if number := guess.target.of("infusion_number"):
                numbers.setdefault(guess.target.field, set()).add(int(number))
    return [
        [_weigh_in_series(guess, numbers) for guess in column_guesses] for column_guesses in guesses
    ]


def number_by_instance(
    headers: Sequence[str], profiles: Sequence[Profile], guesses: Sequence[Sequence[Guess]]
) -> list[list[Guess]]:
    """Take REDCap's count of a repeated form for the infusion's number, where that is its form."""
    folded = [fold(header).removeprefix("redcap ") for header in headers]
    numbered = [list(column_guesses) for column_guesses in guesses]
    if {"repeat instrument", "repeat instance"} <= set(folded):
        forms = profiles[folded.index("repeat instrument")].words
        is_numbered = any(g.target.field == "infusion_number" for gs in guesses for g in gs)
        if not is_numbered and any(find_sheet_table(form) == "infusions" for form in forms):
            reason = _("The form of infusions is repeated, and this counts it.")
            guess = Guess(Target("infusions", "infusion_number"), 2.0, reason)
            numbered[folded.index("repeat instance")].append(guess)
    return numbered


def weigh_by_form(headers: Sequence[str], guesses: Sequence[Sequence[Guess]]) -> list[list[Guess]]:
    """Weigh the columns of a REDCap export by the form in which they stand.

    Each form ends with its state, "infusion_complete". Of two tables that a column may belong to,
    the one of most of its form's columns is likelier: a form of events holds no start of TMS.
    """
    weighed: list[list[Guess]] = []
    form: list[Sequence[Guess]] = []
    for header, column_guesses in zip(headers, guesses, strict=True):
        form.append(column_guesses)
        if fold(header).endswith("complete"):
            weighed += _weigh_form(form)
            form = []
    return [*weighed, *map(list, form)]


def _weigh_form(form: Sequence[Sequence[Guess]]) -> list[list[Guess]]:
    votes: Counter[str] = Counter()
    for column_guesses in form:
        best = max(column_guesses, key=lambda guess: guess.points, default=None)
        if best and best.points > _LEAST_VOTE:
            votes[best.target.table] += 1
    (table, count), *_others = votes.most_common(1) or [("", 0)]
    if 2 * count <= sum(votes.values()) or count < _FEWEST_VOTES:
        return [list(column_guesses) for column_guesses in form]
    return [
        [guess.add_evidence(_OF_FORM * (guess.target.table == table)) for guess in column_guesses]
        for column_guesses in form
    ]


_LEAST_VOTE, _FEWEST_VOTES, _OF_FORM = 1.5, 2, 3.0


def number_by_session(
    headers: Sequence[str], profiles: Sequence[Profile], guesses: Sequence[Sequence[Guess]]
) -> list[list[Guess]]:
    """Take numbered sessions for those of the infusions, where another column says pre and post.

    Only one of the two can be the moment, and the words are.
    """
    sided = [names_both_sides(profile.words) for profile in profiles]
    if not any(sided):
        return [list(column_guesses) for column_guesses in guesses]
    numbered: list[list[Guess]] = []
    columns = zip(headers, profiles, guesses, sided, strict=True)
    for header, profile, column_guesses, is_sided in columns:
        if is_sided:
            reason = _("Its cells say before and after.")
            numbered.append([*column_guesses, Guess(_MOMENT, _BY_WORDS, reason)])
        elif _counts_sessions(header, profile):
            reason = _("It numbers the infusions before and after which the ratings were made.")
            numbered.append([Guess(Target("assessments", INFUSION), _BY_WORDS, reason)])
        else:
            numbered.append(list(column_guesses))
    return numbered


def _counts_sessions(header: str, profile: Profile) -> bool:
    is_named = bool(SESSIONS & set(fold(header).split()))
    return is_named and bool(profile.words) and None not in map(find_infusion_number, profile.words)


_MOMENT, _BY_WORDS = Target("assessments", "moment"), 3.0


def names_both_sides(words: Sequence[str]) -> bool:
    """Tell whether a column's words are "pre" and "post" or the like, and nothing else."""
    visits = [read_header(word) for word in words]
    return {visit.moment for visit in visits} == {"before", "after"} and all(
        visit.sure and not (visit.title or visit.infusion) for visit in visits
    )


def _weigh_in_series(guess: Guess, numbers: dict[str, set[int]]) -> Guess:
    if not guess.target.of("infusion_number"):
        return guess
    if 1 in numbers[guess.target.field]:
        return guess
    return guess.add_evidence(-5.0, _("There is no first of this number."))


def add_units(columns: Sequence[ColumnMapping], profiles: Sequence[Profile]) -> list[ColumnMapping]:
    """Let a column of units say in which unit the column before it is: "Weight", "Unit"."""
    updated = list(columns)
    for index in range(1, len(columns)):
        column, before = columns[index], columns[index - 1]
        if column.target or not before.target or not _is_of_units(column.header, before.header):
            continue
        words = [word.casefold().rstrip(".") for word in profiles[index].words]
        if dose := _find_dose(before.target, words):
            # The header says "dose" alone, and the column of units says which.
            updated[index - 1] = replace(before, target=dose)
            continue
        unit_names = list_spellings(before.target)
        if unit_names and words and all(word in unit_names for word in words):
            target = Target(
                before.target.table, UNIT, (("of", before.target.field), *before.target.given)
            )
            reason = _("It holds the units of the column before it.")
            updated[index] = replace(column, target=target, confidence=0.9, reason=reason)
    return updated


def _find_dose(target: Target, units: Sequence[str]) -> Target | None:
    """Return the dose that one unit in all rows makes of a column, None where nothing changes."""
    fields = {_DOSE_FIELDS.get("".join(fold(unit).split()), "") for unit in units}
    field = fields.pop() if len(fields) == 1 else ""
    is_dose = target.table == "infusions" and target.field in _DOSE_FIELDS.values()
    return replace(target, field=field) if is_dose and field and field != target.field else None


_DOSE_FIELDS = {"mg": "dose_mg", "mgkg": "dose_mg_per_kg", "mgperkg": "dose_mg_per_kg"}


def _is_of_units(header: str, before: str) -> bool:
    # SDTM puts a U behind the name of what is measured: AGE and AGEU, EXDOSE and EXDOSU.
    of_sdtm = header.upper() in (f"{before.upper()}U", f"{before.upper()[:-1]}U")
    return bool(_UNIT_WORDS & set(fold(header).split())) or of_sdtm


def add_terms(columns: Sequence[ColumnMapping], layout: Layout) -> list[ColumnMapping]:
    """Take an event's description for the event, in a list of events that names it nowhere else."""
    fields = {column.target.field for column in columns if column.target}
    if layout.key != "adverse_events" or fields & {"term", TERMS}:
        return list(columns)
    reason = _("No other column names the event.")
    return [
        replace(column, target=Target("adverse_events", "term"), reason=reason)
        if column.target and column.target.path == "adverse_events.description"
        else column
        for column in columns
    ]


def recognise_anxiety(
    columns: Sequence[ColumnMapping], profiles: Sequence[Profile], layout: Layout
) -> list[ColumnMapping]:
    """Take "anxiety" among the columns of events for an event, and ask about it at their end.

    By its name alone it is as well the comorbid disorder of the patient.
    """
    if not (layout.one_row or layout.key == "redcap"):
        return list(columns)
    updated = list(columns)
    for index, (column, profile) in enumerate(zip(columns, profiles, strict=True)):
        is_open = column.target is None or column.target.path == "patients.anxiety"
        if not is_open or find_preferred_term(column.header) != "anxiety":
            continue
        sides = [_is_event(updated, index - 1), _is_event(columns, index + 1)]
        is_degree = any(map(is_graded, set(profile.words) - {"0", "1"}))
        if all(sides) or (any(sides) and is_degree):
            reason = _("It stands among columns of adverse events.")
            updated[index] = replace(column, target=_ANXIETY, reason=reason, confidence=0.85)
        elif sides[0] and column.target:
            updated[index] = replace(
                column,
                target=None,
                candidates=(_ANXIETY, column.target),
                question="which_moment",
            )
    return updated


_ANXIETY = Target("adverse_events", PRESENT, (("term", "anxiety"),))


def _is_event(columns: Sequence[ColumnMapping], index: int) -> bool:
    target = columns[index].target if 0 <= index < len(columns) else None
    return target is not None and target.field == PRESENT


def place_seriousness(columns: Sequence[ColumnMapping], layout: Layout) -> list[ColumnMapping]:
    """Let "SAE: yes" be an event of its own, where no column beside it lists the events.

    Of columns with one event each, nothing tells which of them was the serious one.
    """
    fields = {column.target.field for column in columns if column.target}
    if not layout.one_row or (TERMS in fields and PRESENT not in fields):
        return list(columns)
    return [
        replace(column, target=_SERIOUS)
        if column.target and column.target.path == "adverse_events.serious"
        else column
        for column in columns
    ]


_SERIOUS = Target("adverse_events", PRESENT, (("term", SERIOUS_EVENT), ("serious", "yes")))


def drop_raters_of_visits(
    columns: Sequence[ColumnMapping], profiles: Sequence[Profile], layout: Layout
) -> list[ColumnMapping]:
    """Leave out raters who differ from visit to visit: they are not the patient's own rater."""
    if layout.one_row:
        return list(columns)
    reason = _("It differs between the rows of one patient.")
    return _leave_out(columns, profiles, "patients.rater", reason, _has_differences_within)


def drop_constant_infusions(
    columns: Sequence[ColumnMapping], profiles: Sequence[Profile]
) -> list[ColumnMapping]:
    """Leave out a number of infusions that is the same in all rows of a patient: a total."""
    reason = _("It is the same in all rows of a patient: no number of an infusion.")

    def is_constant(patients: CodedText, cells: CodedText) -> bool:
        return not _has_differences_within(patients, cells)

    return _leave_out(columns, profiles, f"assessments.{INFUSION}", reason, is_constant)


def _leave_out(
    columns: Sequence[ColumnMapping],
    profiles: Sequence[Profile],
    path: str,
    reason: str,
    is_wrong: Callable[[CodedText, CodedText], bool],
) -> list[ColumnMapping]:
    """Leave out the columns of a field that is wrong beside the patients' ids, for a reason."""
    ids = [n for n, c in enumerate(columns) if c.target and c.target.field == "patient_id"]
    if len(ids) != 1:
        return list(columns)
    patients = profiles[ids[0]].cells
    return [
        replace(column, target=None, confidence=0.0, reason=reason)
        if column.target and column.target.path == path and is_wrong(patients, profile.cells)
        else column
        for column, profile in zip(columns, profiles, strict=True)
    ]


def _has_differences_within(patients: CodedText, cells: CodedText) -> bool:
    first = np.empty(len(patients.words), cells.codes.dtype)
    # Written from the last row up, each patient's place holds that of the first row.
    first[patients.codes[::-1]] = cells.codes[::-1]
    return bool((first[patients.codes] != cells.codes).any())
