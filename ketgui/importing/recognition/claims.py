"""The fields that a column's header claims: by a field's name, a number behind it, or an event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ketgui.domain.events.adverse_events import SOC_OF_TERM, UNNAMED_EVENT
from ketgui.domain.events.event_terms import find_preferred_term
from ketgui.domain.fields import TABLES, Field, TableName
from ketgui.domain.folding import fold
from ketgui.importing.recognition.evidence import Guess, compute_points
from ketgui.importing.recognition.layouts import Layout
from ketgui.importing.vocabulary.headers import (
    TMS_WORDS,
    find_clock,
    find_matches,
    find_sheet_table,
)
from ketgui.importing.vocabulary.numbered_headers import parse_number
from ketgui.importing.vocabulary.privacy import identify_by_header
from ketgui.importing.vocabulary.targets import (
    DATES,
    INFUSION,
    PART,
    PRESENT,
    PRESSURE_BEFORE,
    PRESSURE_PEAK,
    TERMS,
    Target,
)
from ketgui.importing.vocabulary.timepoints import is_of_visit
from ketgui.text import _

_REDCAP_OWN = frozenset({"event name", "repeat instrument", "repeat instance"})
# A number of the infusion, in a table that holds both, is the infusion's own.
_OF_INFUSIONS = ("adverse_events", "infusion_number")
# One box of a question with several answers: "side_effects___nausea", "ae___1".
_BOX = re.compile(r".*___(\w+)")
# Of two names for one field, the one that a standard calls the field's own.
_STANDARD = {"usubjid": 0.6, "aedecod": 0.6, "preferred term": 0.6, "aesev": 0.6,
             "study event oid": -1.0}  # fmt: skip
# Forms' states, time stamps and the like are no data, whatever else the header says.
_NO_DATA = re.compile(
    r".*\b(?:complete|timestamp|survey id|ip address|language)$|.* inpatient$|ae(?:seq|spid|refid)"
)
# What names a person is no datum of the study, whatever else its header says: "Site phone".
_OF_PERSONS = frozenset({"phone", "email", "birth_date"})
# OpenClinica writes the number of the event and of the form behind each header: "Sex_E1_C1".
_FORM_OF_EVENT = re.compile(r"_E\d{1,2}_C\d{1,2}(_\d{1,2})?$")
# A running number is the patient's where nothing else is.
_ROW_NUMBERS, _WEAK_ID = frozenset({"no", "nr", "num", "n"}), 0.6
_EXACT = 0.9
_SCORES = frozenset({"score", "score_before", "score_after"})


def find_claims(header: str, layout: Layout, *, of_tms: bool = False) -> Iterator[Guess]:
    """Return the fields that a header may mean, those of scores aside.

    Parameters
    ----------
    header : str
        As in the file.
    layout : Layout
        How the table is laid out.
    of_tms : bool
        Whether another header of the table speaks of TMS.
    """
    if _NO_DATA.fullmatch(fold(header)) or identify_by_header(header) in _OF_PERSONS:
        return
    header = _FORM_OF_EVENT.sub(r"\1", header)
    if box := _BOX.fullmatch(header):
        # Only what a box is called says what it is; its question does not.
        yield from _guess_by_event(box[1])
        return
    if layout.one_row and fold(header) in _ROW_NUMBERS:
        reason = _("Nothing else identifies the patients.")
        yield Guess(Target("patients", "patient_id"), _WEAK_ID, reason)
    yield from _guess_by_name(header, layout, of_tms)
    if layout.one_row or layout.table == "infusions":
        yield from _guess_by_pressure(header, layout)
    if layout.one_row or layout.key == "redcap":
        yield from _guess_by_number(header)
        yield from _guess_by_event(header)
        yield from _guess_by_seriousness(header)
    if layout.one_row:
        yield from _guess_several_dates(header)
    is_list = layout.key == "adverse_events" and find_sheet_table(header) == "adverse_events"
    if is_list or (layout.key == "infusions" and _is_about_events(header)):
        yield _guess_several_events()
    if layout.table == "assessments" or layout.key == "redcap":
        yield from _guess_by_clock(header)
    if layout.key == "assessments":
        yield from _guess_by_infusion(header)


def _guess_by_name(header: str, layout: Layout, of_tms: bool) -> Iterator[Guess]:
    """Guess by the declared fields' names, those of the layout's own table first."""
    if layout.key == "redcap" and fold(header).removeprefix("redcap ") in _REDCAP_OWN:
        if "event" in fold(header):
            reason = _("The header is REDCap’s own.")
            yield Guess(Target("assessments", "moment"), 4.0, reason)
        return
    for match in find_matches(header, _list_tables(layout)):
        if _is_score_of_visits(match.field) or _is_another_s(match.field, layout):
            continue
        worth = match.confidence * _weigh_field(match.field, match.how, header, layout, of_tms)
        close_reason = _("The header is close to {field}.", field=_(match.field.title))
        exact_reason = _("The header is a known name of {field}.", field=_(match.field.title))
        target = Target(match.field.table, match.field.key)
        points = compute_points(worth) + _STANDARD.get(fold(header), 0.0)
        yield Guess(target, points, exact_reason if match.confidence >= 0.9 else close_reason)


# Where SDTM and the like have a row for each item and one for the total.
_PARTS = frozenset({"qstest", "qstestcd", "test", "testcd", "item", "question", "qsstest"})


def _is_score_of_visits(field: Field) -> bool:
    """Tell whether a score is one of the patient's visits; those of a TMS course are its own."""
    return field.key in _SCORES and field.table != "tms_courses"


def _is_another_s(field: Field, layout: Layout) -> bool:
    """Tell whether a field cannot be in a table laid out so."""
    if layout.key == "redcap" and (field.table, field.key) == _OF_INFUSIONS:
        return True
    return field.kind == "id" and field.table != layout.table


def _weigh_field(field: Field, how: str, header: str, layout: Layout, of_tms: bool) -> float:
    """Return how much a field of another table than the layout's is still worth."""
    if field.table == layout.table or field.kind == "id":
        return 1.0
    # "Site" or "device" beside a patient is hardly of TMS; "stimulator" or "coil" is.
    words = set(fold(header).split())
    by_alias = how == "alias" and not TMS_WORDS & words and not (of_tms and "site" not in words)
    return 0.94 * (0.4 if layout.one_row and by_alias else 1.0)


def _list_tables(layout: Layout) -> tuple[TableName, ...]:
    if layout.key == "redcap":
        return tuple(TABLES)
    if layout.one_row:
        return ("patients", "tms_courses")
    return ("patients", layout.table)


def _guess_by_number(header: str) -> Iterator[Guess]:
    """Guess infusions that stand in numbered columns: "dose_1", "infusion 2 weight"."""
    numbered = parse_number(header)
    if not numbered:
        return
    for match in find_matches(numbered[0], ("infusions",)):
        if match.confidence >= 0.85 and match.field.key not in ("infusion_number", "patient_id"):
            target = Target("infusions", match.field.key, (("infusion_number", str(numbered[1])),))
            reason = _("The header is {field} with a number.", field=_(match.field.title))
            yield Guess(target, compute_points(0.85), reason)


def _guess_by_pressure(header: str, layout: Layout) -> Iterator[Guess]:
    """Guess both pressures in one cell: "BP pre", in columns side by side "Infusion 2 TA max"."""
    numbered = parse_number(header) if layout.one_row else None
    if layout.one_row and numbered is None:
        return
    name, number = numbered or (header, 0)
    match = _PRESSURE.fullmatch(fold(name))
    if match:
        when = set((match["left"] or match["right"] or "").split())
        given = (("infusion_number", str(number)),) if number else ()
        for field, moment_words in ((PRESSURE_BEFORE, _BEFORE), (PRESSURE_PEAK, _PEAK)):
            if when and when <= moment_words:
                reason = _("The header speaks of blood pressure.")
                yield Guess(Target("infusions", field, given), compute_points(0.85), reason)


_PRESSURE = re.compile(
    r"(?:(?P<left>[a-z ]+) )?(?:bp|ta|pa|rr|blood pressure|tension(?: arterielle)?|"
    r"pression arterielle|presion arterial|pressao arterial|blutdruck)(?: (?P<right>[a-z ]+))?"
)
_BEFORE = frozenset({"pre", "before", "avant", "baseline", "antes", "vor", "initial", "initiale"})
_PEAK = frozenset({"peak", "max", "highest", "maximum", "maximale", "maxi", "pic", "hochster"})


def has_numbered_infusion(header: str) -> bool:
    """Tell whether a header is a dose of a numbered infusion: "dose_1", "k2_mg"."""
    doses = ("dose_mg", "dose_mg_per_kg")
    return any(guess.target.field in doses for guess in _guess_by_number(header))


def guess_shared_weight(header: str) -> Iterator[Guess]:
    """Guess one weight for all of a row's infusions, where these stand in numbered columns."""
    for match in find_matches(header, ("infusions",)):
        if match.field.key == "weight_kg" and match.confidence >= _SURE_NAME:
            reason = _("The header is a known name of {field}.", field=_(match.field.title))
            yield Guess(Target("infusions", "weight_kg"), compute_points(0.85), reason)


_SURE_NAME = 0.85


def _is_about_events(header: str) -> bool:
    """Tell whether a header is a list's name, or that of one event: "side effects", "AE"."""
    candidates = find_matches(header, ("adverse_events",))
    is_term = (
        bool(candidates)
        and candidates[0].field.key == "term"
        and candidates[0].confidence >= _EXACT
    )
    return is_term or find_sheet_table(header) == "adverse_events"


def _guess_several_events() -> Guess:
    reason = _("The header speaks of adverse events.")
    return Guess(Target("adverse_events", TERMS), compute_points(0.8), reason)


def _guess_by_event(header: str) -> Iterator[Guess]:
    """Guess a column per adverse event, by the event's name."""
    if _is_about_events(header):
        yield _guess_several_events()
        # "Adverse events (Y/N)" tells that there was one, and not which.
        target = Target("adverse_events", PRESENT, (("term", UNNAMED_EVENT),))
        yield Guess(target, compute_points(0.7), _("The header speaks of adverse events."))
    choice = re.search(r"\(choice=(.{1,80})\)", header)
    name = fold(choice[1]) if choice else re.sub(r"^(?:ae|ei|side effect|event) ", "", fold(header))
    term = find_preferred_term(name)
    if term in SOC_OF_TERM and term != "anxiety":
        reason = _("The header is the name of an adverse event.")
        target = Target("adverse_events", PRESENT, (("term", term),))
        yield Guess(target, compute_points(0.85), reason)


def _guess_by_seriousness(header: str) -> Iterator[Guess]:
    """Guess a column that says of a patient whether an event was serious."""
    # "Grave" and the like are also what a severity is called.
    if not _SERIOUS & set(fold(header).split()):
        return
    for match in find_matches(header, ("adverse_events",)):
        if match.field.key == "serious" and match.confidence >= _KNOWN:
            reason = _("The header is a known name of {field}.", field=_(match.field.title))
            yield Guess(Target("adverse_events", "serious"), compute_points(0.85), reason)


_SERIOUS, _KNOWN = frozenset({"sae", "serious", "eig"}), 0.85


def _guess_several_dates(header: str) -> Iterator[Guess]:
    """Guess the dates of all infusions of a patient in one cell."""
    if _INFUSIONS & set(fold(header).split()):
        reason = _("The header speaks of infusions, and its cells hold several dates.")
        yield Guess(Target("infusions", DATES), compute_points(0.8), reason)


_INFUSIONS = frozenset(
    {"infusion", "infusions", "perfusion", "perfusions", "ketamine", "infusiones", "infusoes"}
)


def _guess_by_infusion(header: str) -> Iterator[Guess]:
    """Guess the infusion that each rating is of, in a table of ratings before and after each."""
    for match in find_matches(header, ("infusions",)):
        if match.field.key == "infusion_number" and match.confidence >= _KNOWN:
            reason = _("The header is {field} with a number.", field=_(match.field.title))
            yield Guess(Target("assessments", INFUSION), compute_points(0.85), reason)


def _guess_by_clock(header: str) -> Iterator[Guess]:
    """Guess the study day by a column that counts days, weeks or months."""
    if is_of_visit(header):
        reason = _("The header counts visits.")
        yield Guess(Target("assessments", "moment"), compute_points(0.8), reason)
    if fold(header) in _PARTS:
        reason = _("The header names what a rating consists of.")
        yield Guess(Target("assessments", PART), compute_points(0.9), reason)
    if find_clock(header):
        reason = _("The header counts days, weeks or months.")
        yield Guess(Target("assessments", "day"), compute_points(0.93), reason)
        # "J0" and "J14" are no numbers, and visits as they stand.
        yield Guess(Target("assessments", "moment"), compute_points(0.7), reason)
