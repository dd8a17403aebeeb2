"""How a table may be laid out, and by what each layout is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ketgui.domain.fields import TABLES, TableName
from ketgui.domain.folding import fold
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.recognition.systems import find_system, is_own
from ketgui.importing.tables.text_table import TextTable
from ketgui.importing.vocabulary.headers import find_clock, find_matches, find_sheet_table
from ketgui.importing.vocabulary.numbered_headers import parse_number
from ketgui.importing.vocabulary.timepoints import Timed, is_of_visit, read_header
from ketgui.text import _, mark


@dataclass(frozen=True)
class Layout:
    """A way to lay a table out.

    Attributes
    ----------
    key, title : str
        Its name in code and on screen.
    table : TableName
        The cohort's table that its rows are of.
    one_row : bool
        Whether a patient may have one row only.
    """

    key: str
    title: str
    table: TableName
    one_row: bool = False


UNUSED = Layout("unused", mark("Not imported"), "patients")
LAYOUTS: tuple[Layout, ...] = (
    Layout("patients", mark("One row per patient"), "patients", one_row=True),
    Layout("tms_courses", mark("One row per TMS course"), "tms_courses"),
    Layout("infusions", mark("One row per infusion"), "infusions"),
    Layout("assessments", mark("One row per rating"), "assessments"),
    Layout("adverse_events", mark("One row per adverse event"), "adverse_events"),
    Layout("redcap", mark("REDCap export"), "patients"),
    UNUSED,
)
# Tables that describe the file rather than the patients.
_TITLES_OF_NO_TABLE = frozenset(
    {
        "about", "guide", "readme", "legend", "legende", "codebook", "column guide", "codelist",
        "code list", "codelists", "define", "dataset description",
        "redcap data dictionary",
    }
)  # fmt: skip
_REDCAP = {"redcap event name", "redcap repeat instrument", "redcap repeat instance"}
_FEW_ROWS_EACH = 0.7
_SURE_NAME = 0.85
_LEAST: dict[TableName, float] = {
    "tms_courses": 2.4,
    "infusions": 1.6,
    "assessments": 0.8,
    "adverse_events": 0.8,
}


# What a table of this kind cannot be without.
_NEEDED: dict[TableName, set[str]] = {
    "assessments": {"score"},
    "adverse_events": {"term", "description"},
}


def get_layout(key: str) -> Layout:
    """Return the layout with this key; the unused one for a key that no layout has."""
    return next((layout for layout in LAYOUTS if layout.key == key), UNUSED)


def recognise(table: TextTable, profiles: Sequence[Profile]) -> tuple[Layout, str]:
    """Return a table's likeliest layout and why."""
    folded = [fold(header) for header in table.headers]
    if is_description(table.sheet or table.file.rpartition(".")[0]):
        return UNUSED, _("Its name says that it describes the file.")
    if _REDCAP & set(folded) or {"event name", "record id"} <= set(folded):
        return get_layout("redcap"), _("It has the columns of a REDCap export.")
    if domain := find_other_domain(table.headers, profiles):
        return UNUSED, _("It is the SDTM domain {name}, which is not imported.", name=domain)
    shape = _Shape(table, profiles)
    named = find_sheet_table(table.sheet or table.file.rpartition(".")[0])
    if named and shape.allows(named):
        return get_layout(named), _("Its name says so.")
    return _recognise_by_headers(shape)


# Demographics, exposure, questionnaires and adverse events: what a cohort is made of.
_DOMAINS = frozenset({"DM", "EX", "QS", "AE"})


def find_other_domain(headers: Sequence[str], profiles: Sequence[Profile]) -> str:
    """Return the domain of an SDTM table that a cohort has no place for, empty for another table.

    Vital signs, laboratory tests and the like have a row for each test of each visit.
    """
    if "DOMAIN" not in headers or "USUBJID" not in headers:
        return ""
    names = profiles[headers.index("DOMAIN")].words
    is_other = len(names) == 1 and len(names[0]) == 2 and names[0] not in _DOMAINS
    return names[0] if is_other else ""


def is_description(name: str) -> bool:
    """Tell whether a sheet's or file's name says that it holds no data."""
    return fold(name) in _TITLES_OF_NO_TABLE


class _Shape:
    """What a table's headers and cells say of its rows."""

    def __init__(self, table: TextTable, profiles: Sequence[Profile]) -> None:
        self.sheet = table.sheet
        self.system = find_system(table.headers)
        # A system's own columns, such as how long a form took, tell nothing of the study's.
        studied = [n for n, h in enumerate(table.headers) if not is_own(h, self.system)]
        self.headers = [_choose_name(table, table.headers[n]) for n in studied]
        self.profiles = [profiles[n] for n in studied]
        self.ratings = [read_header(header) for header in self.headers]
        self.points = {name: self._points(name) for name in TABLES}

    @property
    def scored(self) -> list[Timed]:
        """What the headers of scores and items say."""
        return [rating for rating in self.ratings if rating.title and not rating.about]

    @property
    def wide(self) -> int:
        """How many scores say when they were made, as those in one row per patient do."""
        return sum(rating.says_when and not rating.item for rating in self.scored)

    @property
    def has_pair(self) -> bool:
        """Whether scores before and after stand side by side."""
        return {"before", "after"} <= {rating.moment for rating in self.scored if not rating.item}

    def allows(self, named: TableName) -> bool:
        """Tell whether the sheet's name agrees with what its columns are."""
        if named == "patients":
            return self.points["assessments"] == 0 or not self.ids_repeat() or self.has_pair
        if named == "infusions" and self.has_infusions_in_columns():
            return False
        if self.wide > 1 and (named == "assessments" or (self.has_pair and not self.ids_repeat())):
            return False
        if self.sheet:
            return True
        # A file's name is the weakest evidence: "Ketamine follow-up" may hold ratings alone.
        return self.points[named] >= max(self.points.values()) / 2 > 0

    def ids_repeat(self) -> bool:
        """Tell whether most patients have several rows."""
        ids = [
            profile
            for header, profile in zip(self.headers, self.profiles, strict=True)
            if self._is_id(header) and len(profile.cells) and profile.words
        ]
        # A study's own number is the same in every row; so is the id of a file of one patient.
        ids.sort(key=lambda profile: profile.is_constant)
        return bool(ids) and ids[0].distinct < _FEW_ROWS_EACH * len(ids[0].cells)

    def _is_id(self, header: str) -> bool:
        if self.system and fold(header) in self.system.weak_ids:
            return fold(header) != "id"
        candidates = find_matches(header, ("patients",))
        return bool(candidates) and candidates[0].field.kind == "id"

    def has_id(self) -> bool:
        """Tell whether a header is the patients' ids."""
        candidates = (
            match for header in self.headers for match in find_matches(header, ("patients",))
        )
        return any(match.field.kind == "id" and match.confidence >= 0.8 for match in candidates)

    def has_infusions_in_columns(self) -> bool:
        """Tell whether columns such as "Infusion 1 dose" and "Infusion 2 dose" stand side by side.

        One such column may be the only dose of a list of infusions.
        """
        numbered = [parse_number(header) for header in self.headers]
        names = Counter(name for name, _number in filter(None, numbered))
        repeated = [name for name, times in names.items() if times > 1]
        return not self.ids_repeat() and any(
            match.confidence >= _SURE_NAME
            for name in repeated
            for match in find_matches(name, ("infusions",))
        )

    def numbers_infusions(self) -> bool:
        """Tell whether a column counts the infusions of each patient."""
        return any(
            match.field.key == "infusion_number" and match.confidence >= _SURE_NAME
            for header, profile in zip(self.headers, self.profiles, strict=True)
            if not profile.is_constant
            for match in find_matches(header, ("infusions",))
        )

    def _points(self, name: TableName) -> float:
        """Return how much of the headers is of one table's own fields, the id aside."""
        total = 0.0
        required: set[str] = set()
        for header, rating in zip(self.headers, self.ratings, strict=True):
            candidates = [m for m in find_matches(header, (name,)) if m.field.kind != "id"]
            if candidates and candidates[0].confidence >= 0.8:
                total += candidates[0].confidence
                required.add(candidates[0].field.key)
            elif name == "assessments" and (
                find_clock(header) or rating.title or is_of_visit(header)
            ):
                # A scale's name stands for its total, its items and its visits' days.
                total += 0.9
                required |= {"score"} if rating.title else set()
        needed = _NEEDED.get(name)
        return total if needed is None or needed & required else 0.0


def _choose_name(table: TextTable, header: str) -> str:
    """Return a header, or its label where the header is a mere number of a question."""
    labels = table.labels.get(header)
    is_code = re.fullmatch(r"(?:G\d+)?Q\d+(?:_\d+)?|SC\d+|QID\d+\w*", header)
    return labels.title if is_code and labels and labels.title else header


def _recognise_by_headers(shape: _Shape) -> tuple[Layout, str]:
    points = shape.points
    long = {name: points[name] for name in _LEAST if points[name] >= _LEAST[name]}
    reason = _("Its headers say so.")
    repeat = shape.ids_repeat()
    is_of_infusions = shape.numbers_infusions() or "infusions" in long
    if repeat and shape.has_pair and is_of_infusions:
        return get_layout("infusions"), reason
    if shape.wide and (not repeat or shape.has_pair):
        return get_layout("patients"), reason
    best = max(long, key=lambda name: long[name], default=None)
    if best and (repeat or long[best] > points["patients"]) and not _is_one_row(shape, best):
        return get_layout(best), reason
    if points["patients"] > 0 or shape.scored or shape.has_id():
        return get_layout("patients"), reason
    return UNUSED, _("None of its headers is known.")


def _is_one_row(shape: _Shape, best: str) -> bool:
    """Tell whether ratings that would be one a row stand in a table of one row per patient."""
    if best != "assessments" or shape.ids_repeat():
        return False
    has_visit = any(
        match.field.key in ("moment", "date", "day") and match.confidence >= 0.85
        for header in shape.headers
        for match in find_matches(header, ("assessments",))
    )
    return not has_visit and not any(find_clock(h) or is_of_visit(h) for h in shape.headers)
