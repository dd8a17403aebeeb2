"""The study file: everything of a study in one archive, which opens without its source files.

Its members are ``study.toml``, which can be read and edited by hand, the tables as CSV, one line of
JSON for each edit, and the audit trail. ``study.toml`` holds the hash of every other member, so a
member that was changed, removed or cut off is named when the study is opened.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar, cast, get_args

import tomli_w

from ketgui.domain import edits as cohort_edits
from ketgui.domain.cohort import Correction, CorrectionKind
from ketgui.domain.edits import CohortEdit
from ketgui.importing import Import, StoredTables
from ketgui.importing.issues import Issue
from ketgui.importing.mapping.mapping import Mapping as ColumnMap
from ketgui.project.archive import ArchiveError, Members, Packed, compress, pack, unpack
from ketgui.project.audit import AuditEntry, from_jsonl, to_jsonl
from ketgui.project.recipe import Recipe, RecipeError, from_dict, to_dict
from ketgui.project.stored_tables import (
    LostTable,
    StoredTableError,
    restore_tables,
    store_tables,
)
from ketgui.text import _

SCHEMA = "ketgui-study-1"
STUDY, EDITS, TRAIL = "study.toml", "edits.jsonl", "audit.jsonl"
# A study is a ZIP file, which begins with the header of its first member.
_MARK = b"PK\x03\x04"
NOTHING_STORED = StoredTables()
# Parts of an issue that a study keeps: its answers changed the mapping, which is kept whole.
_ISSUE_TEXTS = ("severity", "file", "sheet", "column", "field", "message", "fix", "patient_id",
                "key")  # fmt: skip

_Part = TypeVar("_Part")


@dataclass(frozen=True, eq=False)
class StoredStudy:
    """What a study file holds.

    Attributes
    ----------
    recipe : Recipe
        Mapping, plan, edits, report.
    stored : StoredTables
        What was read, without the columns that are not imported.
    trail : tuple of AuditEntry
        Every change, the oldest first.
    problems : tuple of str
        What of the file is damaged or was changed outside the program, in words; never written.
    is_usable : bool
        Whether the edits and the list of tables are there: without them, patients who were
        excluded would be analysed; never written.
    lost : tuple of LostTable
        Tables that cannot be read; the others can. Never written.
    """

    recipe: Recipe
    stored: StoredTables = NOTHING_STORED
    trail: tuple[AuditEntry, ...] = ()
    problems: tuple[str, ...] = ()
    is_usable: bool = True
    lost: tuple[LostTable, ...] = ()


def is_study(data: bytes) -> bool:
    """Tell whether bytes begin as a study file does that is not sealed."""
    return data.startswith(_MARK)


def pack_study(recipe: Recipe, imported: Import, trail: Sequence[AuditEntry]) -> bytes:
    """Return the bytes of a study file; the same study gives the same bytes.

    Parameters
    ----------
    recipe : Recipe
    imported : Import
        Its tables are stored but for what is not imported: names of persons above all.
    trail : sequence of AuditEntry
    """
    tables, mapping = _store_import(imported)
    mapping = add_left_out(mapping, recipe.mapping)
    members = {
        **tables,
        EDITS: compress([_write_edits(recipe.edits)]),
        TRAIL: compress([to_jsonl(trail)]),
    }
    # The stored tables hold the pasted cells already, but without the columns that are left out.
    stored = replace(recipe, mapping=mapping, pasted="")
    cohort = imported.cohort
    document = {
        **to_dict(stored),
        "schema": SCHEMA,
        "invented": bool(cohort and cohort.invented),
        "additions": list(cohort.additions) if cohort else [],
        "reading_issue": [_write_issue(issue) for issue in imported.reading_issues],
        **_write_corrections(imported.site_corrections),
        "member": [{"name": name, "sha256": part.sha256} for name, part in members.items()],
    }
    # First in the file, so that it is the last part to be lost when a file is cut off.
    return pack({STUDY: compress([tomli_w.dumps(document).encode()]), **members})


@lru_cache(maxsize=1)
def _store_import(imported: Import) -> tuple[dict[str, Packed], ColumnMap]:
    """Return the members of an import's tables, and its mapping without what is left out.

    The last result is kept: a study is saved many times with the same tables.
    """
    from ketgui.importing.rows.replaced_ids import replace_ids_in_tables

    tables, mapping = imported.tables, imported.mapping
    # A replaced id must not be found in the study: it would name the patient after all.
    if imported.pseudonyms:
        excluded = [exclusion.patient_id for exclusion in imported.exclusions]
        tables, mapping = replace_ids_in_tables(tables, mapping, imported.pseudonyms, excluded)
    # A sheet of which nothing is imported may hold anything about persons, so it is not stored.
    used = {
        (table.file, table.sheet)
        for table in mapping.tables
        if table.used and any(column.target for column in table.columns)
    }
    stored_tables = [table for table in tables if (table.file, table.sheet) in used]
    left_out = {
        (table.file, table.sheet, column.column)
        for table in mapping.tables
        for column in table.columns
        if column.target is None
    }
    # A decision quotes the cell's old text, which would give away what a left-out column holds.
    decisions = tuple(d for d in mapping.decisions if (d.file, d.sheet, d.column) not in left_out)
    return store_tables(stored_tables, left_out), replace(mapping, decisions=decisions)


def add_left_out(mapping: ColumnMap, before: ColumnMap) -> ColumnMap:
    """Return a mapping with the tables and columns of an earlier one that it lacks.

    A study does not hold them, but what was answered about them counts when files are read again.
    """
    tables = {(table.file, table.sheet): table for table in mapping.tables}
    for table in before.tables:
        sheet = (table.file, table.sheet)
        letters = {column.column for column in tables.get(sheet, table).columns}
        missing = [column for column in table.columns if column.column not in letters]
        if sheet not in tables:
            tables[sheet] = table
        elif missing:
            # By length first, as a spreadsheet counts: Z comes before AA.
            columns = sorted(
                (*tables[sheet].columns, *missing), key=lambda c: (len(c.column), c.column)
            )
            tables[sheet] = replace(tables[sheet], columns=tuple(columns))
    order = {(table.file, table.sheet): at for at, table in enumerate(before.tables)}
    places = sorted(tables, key=lambda sheet: order.get(sheet, len(order)))
    return replace(mapping, tables=tuple(tables[sheet] for sheet in places))


# The lines of the study that was written last, by their edits: the next one has mostly the same.
_lines: dict[int, tuple[CohortEdit, bytes]] = {}


def _write_edits(edits: Sequence[CohortEdit]) -> bytes:
    global _lines
    written = _lines
    lines = {
        id(edit): written[id(edit)] if id(edit) in written else (edit, _write_edit(edit))
        for edit in edits
    }
    _lines = lines
    return b"".join(lines[id(edit)][1] for edit in edits)


def _write_edit(edit: CohortEdit) -> bytes:
    values = cohort_edits.as_dict(edit)
    # A text may hold one half of a surrogate pair, which strict UTF-8 refuses to write.
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _write_corrections(corrections: Sequence[Correction]) -> dict[str, Any]:
    """Return what was changed at the sites of a joined study; nothing for any other study."""
    rows = [{name: text for name, text in vars(each).items() if text} for each in corrections]
    return {"site_correction": rows} if rows else {}


def _write_issue(issue: Issue) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(issue, name) for name in _ISSUE_TEXTS}
    return values | ({} if issue.row is None else {"row": issue.row})


def read_study(data: bytes) -> StoredStudy:
    """Return the study that the bytes of a file hold, with what is wrong with it.

    Raises
    ------
    RecipeError
        If it is no study, or its ``study.toml`` cannot be read: nothing can be opened then.
    """
    members = _unpack(data)
    document = _read_document(members)
    recipe = from_dict(document)
    # Damage is described and the rest read: what is left can be looked at, but not analysed as if
    # it were whole.
    problems = _find_problems(members, document)
    edits, wrong_edit = _salvage(lambda: _read_edits(members.files[EDITS]), ())
    (tables, lost), wrong_index = _salvage(lambda: restore_tables(members.files), ((), ()))
    problems += (_("The table {name} cannot be read.", name=table.title) for table in lost)
    trail, broken = from_jsonl(members.files.get(TRAIL, b""))
    if broken is not None:
        problems.append(_("The history was changed outside KetGUI at line {line}.", line=broken))
    if members.is_cut:
        problems.insert(0, _("The end of the file is missing: it was not copied or saved whole."))
    invented = document.get("invented") is True
    issues = _read_issues(document)
    additions = _read_texts(document, "additions")
    corrections = _read_corrections(document)
    stored = StoredTables(
        recipe.sources, tables, issues, invented, additions, recipe.mapping, corrections
    )
    is_usable = not (wrong_edit or wrong_index)
    recipe = replace(recipe, edits=edits)
    return StoredStudy(recipe, stored, trail, tuple(problems), is_usable, lost)


def _unpack(data: bytes) -> Members:
    try:
        return unpack(data)
    except ArchiveError as error:
        explanations = {
            "foreign": _("this is not a study file."),
            "too_large": _("it is larger than a study can be."),
        }
        raise RecipeError(explanations[error.reason]) from None


def _read_document(members: Members) -> dict[str, Any]:
    if STUDY not in members.files:
        raise RecipeError(_("it is damaged: its first part cannot be read."))
    try:
        document = tomllib.loads(members.files[STUDY].decode())
    # Brackets nested too deeply raise a RecursionError, which is no ValueError.
    except (ValueError, RecursionError) as error:
        raise RecipeError(
            _("its part {name} cannot be read: {error}", name=STUDY, error=error)
        ) from None
    if document.get("schema") != SCHEMA:
        raise RecipeError(_("it was saved by a newer version of KetGUI, which opens it."))
    return document


def _list_members(document: Mapping[str, Any]) -> dict[str, str]:
    return {str(row.get("name")): str(row.get("sha256")) for row in _read_rows(document, "member")}


def _find_problems(members: Members, document: Mapping[str, Any]) -> list[str]:
    """Say which parts are missing, damaged, or not as the program wrote them."""
    problems: list[str] = []
    for name, digest in _list_members(document).items():
        if name in members.damaged:
            problems.append(_("The part {name} is damaged.", name=name))
        elif name not in members.files:
            problems.append(_("The part {name} is missing.", name=name))
        elif hashlib.sha256(members.files[name]).hexdigest() != digest:
            problems.append(_("The part {name} was changed outside KetGUI.", name=name))
    return problems


def _salvage(read: Callable[[], _Part], default: _Part) -> tuple[_Part, bool]:
    try:
        return read(), False
    except (KeyError, ValueError, TypeError, StoredTableError):
        return default, True


def _read_edits(data: bytes) -> tuple[CohortEdit, ...]:
    lines = data.decode("utf-8", "surrogatepass").split("\n")
    return tuple(cohort_edits.from_dict(json.loads(line)) for line in lines if line)


def _read_texts(document: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = document.get(name, [])
    return tuple(map(str, cast("list[Any]", value))) if isinstance(value, list) else ()


def _read_rows(document: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    listed = document.get(name, [])
    rows = cast("list[Any]", listed) if isinstance(listed, list) else []
    return [cast("dict[str, Any]", row) for row in rows if isinstance(row, dict)]


_CORRECTION_TEXTS = ("reason", "table", "column", "old", "new")


def _read_corrections(document: Mapping[str, Any]) -> tuple[Correction, ...]:
    return tuple(
        Correction(row["kind"], *(str(row.get(name, "")) for name in _CORRECTION_TEXTS))
        for row in _read_rows(document, "site_correction")
        if row.get("kind") in get_args(CorrectionKind)
    )


def _read_issues(document: Mapping[str, Any]) -> tuple[Issue, ...]:
    issues: list[Issue] = []
    for values in _read_rows(document, "reading_issue"):
        texts = {name: str(values.get(name, "")) for name in _ISSUE_TEXTS}
        if texts["severity"] in ("warning", "note"):
            number = values.get("row")
            issues.append(Issue(row=number if isinstance(number, int) else None, **texts))  # pyright: ignore[reportArgumentType]
    return tuple(issues)
