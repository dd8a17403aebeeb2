"""The way through: files, readers, mapping, checks, cohort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any

from ketgui.domain.cohort import Cohort, Exclusion, Source
from ketgui.domain.folding import fold
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scales import USUAL
from ketgui.importing.about import describe_about
from ketgui.importing.checks import CHECKS, timing
from ketgui.importing.issues import Issue, about_file
from ketgui.importing.mapping.mapping import Mapping, TableMapping
from ketgui.importing.recognition import dictionary, layouts, recognition
from ketgui.importing.recognition.framing import Framed, frame
from ketgui.importing.rows.build import build
from ketgui.importing.rows.decisions import (
    apply_decisions,
    leave_out_excluded,
    replace_ids,
    settle_issues,
)
from ketgui.importing.rows.draft import Draft
from ketgui.importing.rows.drafting import make_draft
from ketgui.importing.rows.moments import follow_dates, settle_moments
from ketgui.importing.study_plan import take_plan
from ketgui.importing.tables.readers.reader import Progress, Reading
from ketgui.importing.tables.readers.refusal import refuse
from ketgui.importing.tables.readers.registry import READERS
from ketgui.importing.tables.sources import SourceFile, gather
from ketgui.importing.tables.text_table import Grid, Labels, TextTable
from ketgui.text import _

# A table, how its header was found, and what is known of it.
_FramedTable = tuple[TextTable, Framed, TableMapping | None]


class Cancelled(Exception):  # noqa: N818 - it is no error
    """Raised by a progress callback to stop an import; nothing has been kept."""


@dataclass(frozen=True, eq=False)
class Import:
    """What was read, what was understood of it, and what is to be looked at.

    Attributes
    ----------
    sources : tuple of Source
        The files, by name and hash.
    tables : tuple of TextTable
        Their raw text, with file rows and spreadsheet letters.
    mapping : Mapping
        What each table and column is imported as; changed by the user's answers.
    issues : tuple of Issue
        Every problem, errors first.
    cohort : Cohort or None
        None while any issue is an error: nothing is half loaded.
    exclusions : tuple of Exclusion
        Patients whom the user left out, and why.
    pseudonyms : tuple of (str, str)
        New id and old of each patient, where ids were replaced: the key, which only the user
        may save.
    plan : AnalysisPlan or None
        The plan that the files hold beside the patients; None where they hold none.
    reading_issues : tuple of Issue
        Those of `issues` that were found while bytes became tables: only the files can tell them.
    """

    sources: tuple[Source, ...]
    tables: tuple[TextTable, ...]
    mapping: Mapping
    issues: tuple[Issue, ...]
    cohort: Cohort | None
    exclusions: tuple[Exclusion, ...] = ()
    pseudonyms: tuple[tuple[str, str], ...] = ()
    plan: AnalysisPlan | None = None
    reading_issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, eq=False)
class StoredTables:
    """Tables that were read before, as a study keeps them without their files.

    Attributes
    ----------
    sources : tuple of Source
        The files that they were read from.
    tables : tuple of TextTable
        Their text, as ``Import.tables`` held it; columns that are not imported may be missing.
    issues : tuple of Issue
        What was found while the files were read (``Import.reading_issues``).
    invented : bool
        Whether the files said that their patients are invented.
    additions : tuple of str
        What they said of invented patients beyond the publication that these reproduce.
    mapping : Mapping
        What was answered about all columns of the files, those too that are missing.
    """

    sources: tuple[Source, ...] = ()
    tables: tuple[TextTable, ...] = ()
    issues: tuple[Issue, ...] = ()
    invented: bool = False
    additions: tuple[str, ...] = ()
    mapping: Mapping = field(default_factory=Mapping)


NOTHING_STORED = StoredTables()


def import_files(
    paths: Sequence[Path],
    mapping: Mapping | None = None,
    *,
    stored: StoredTables = NOTHING_STORED,
    progress: Progress | None = None,
) -> Import:
    """Read files into a cohort, or into the list of what stands in the way.

    Parameters
    ----------
    paths : sequence of Path
        Files, or folders whose CSV, TSV and TXT files are read.
    mapping : Mapping, optional
        Answers given before; what it does not say is found out.
    stored : StoredTables, optional
        Tables that need not be read again; those of the files come after them.
    progress : callable, optional
        Called with the share done (0–1) and what is being done; may raise ``Cancelled``.

    Raises
    ------
    Cancelled
        If `progress` does. What a file holds never raises.
    """
    tell = progress or _silent
    tell(0.0, _("Reading…"))
    files, issues = gather([Path(path) for path in paths])
    return _import(files, issues, mapping or Mapping(), stored, tell)


def import_text(text: str, mapping: Mapping | None = None) -> Import:
    """Read cells pasted from a spreadsheet, in the same way as a file of text."""
    pasted = SourceFile(PASTED, text.encode("utf-8", "replace"))
    return _import([pasted], [], mapping or Mapping(), NOTHING_STORED, _silent)


PASTED = "pasted.txt"


def start_import() -> Import:
    """Return an import of nothing: a study whose patients are entered by hand."""
    return Import((), (), Mapping(), (), Cohort(recorded=frozenset({"patients"})))


def _import(
    files: list[SourceFile],
    issues: list[Issue],
    answers: Mapping,
    stored: StoredTables,
    tell: Progress,
) -> Import:
    """Read files, each of which is let go once it is read: a large one is as large in memory."""
    if not (files or issues or stored.tables):
        return start_import()
    new = tuple(Source(file.name, file.sha256) for file in files)
    readings: list[Reading] = []
    while files:
        share = 0.6 * len(readings) / len(new)
        readings.append(_read(files.pop(0), answers, tell, share))
    tell(0.6, _("Understanding the columns…"))
    planned = take_plan(readings)
    again = [_frame_again(table, answers) for table in stored.tables]
    tables, understood, framing = _understand(planned.readings, again, answers)
    issues += [*stored.issues, *(i for reading in planned.readings for i in reading.issues)]
    issues += [*framing, *planned.issues]
    sources, about = (*stored.sources, *new), _add_about(stored, planned.readings)
    imported = _check(sources, tables, understood, issues, about, tell)
    return replace(imported, plan=planned.plan)


def _frame_again(table: TextTable, answers: Mapping) -> _FramedTable:
    known = answers.table(table.file, table.sheet)
    return table, Framed(table, known or TableMapping(table.file, table.sheet)), known


def _add_about(stored: StoredTables, readings: Sequence[Reading]) -> dict[str, Any]:
    """Return what the files, stored ones too, say of their patients."""
    about = describe_about(readings)
    if stored.invented:
        about = {"invented": True, "additions": (*stored.additions, *about["additions"])}
    return about


def _silent(_share: float, _words: str) -> None:
    """Tell nobody."""


def _read(file: SourceFile, mapping: Mapping, tell: Progress, share: float) -> Reading:
    def tick() -> None:
        tell(share, _("Reading {name}…", name=file.name))

    tick()
    if not file.data or file.data.isspace():
        return Reading(issues=(_empty(file.name),))
    for reader in READERS:
        if reader.can_read(file):
            return reader.read(file, mapping.file(file.name), tick)
    return Reading(issues=(refuse(file),))


def _empty(name: str) -> Issue:
    return about_file(
        "error",
        "empty_file",
        name,
        _("The file is empty."),
        _("Choose the file that holds the table."),
    )


def _understand(
    readings: Sequence[Reading], again: Sequence[_FramedTable], answers: Mapping
) -> tuple[tuple[TextTable, ...], Mapping, list[Issue]]:
    """Frame every sheet and propose what it holds."""
    framed = list(again)
    for grid in _add_labels(readings):
        known = answers.table(grid.file, grid.sheet)
        found = frame(grid, known)
        if found.table is None:
            continue
        if known is None or not known.columns:
            like = answers.like(tuple(fold(header) for header in found.table.headers))
            known = replace(like, file=grid.file, sheet=grid.sheet) if like else known
        framed.append((found.table, found, known))
    mappings = _propose(framed)
    # A sheet beside the study's own may be as it likes; one that is alone is to be understood.
    used = [m.used and m.layout != layouts.UNUSED.key for m in mappings]
    issues = [
        issue
        for (_table, found, _known), is_used in zip(framed, used, strict=True)
        if is_used or not any(used)
        for issue in found.issues
    ]
    files = tuple(reading.settings for reading in readings if reading.settings.file)
    names = {file.file for file in files}
    # Stored tables keep the settings of their files, which are not read again.
    files = (
        (*(file for file in answers.files if file.file not in names), *files) if again else files
    )
    tables = tuple(table for table, _found, _known in framed)
    return tables, replace(answers, files=files, tables=tuple(mappings)), issues


def _propose(framed: Sequence[_FramedTable]) -> list[TableMapping]:
    """Propose what each table holds; a table whose ids are not sure looks at the others' ids."""
    mappings = [recognition.propose(table, found.frame, known) for table, found, known in framed]
    ids = [
        recognition.ids_of(table, m) for (table, _f, _k), m in zip(framed, mappings, strict=True)
    ]
    for place, (table, found, known) in enumerate(framed):
        others = frozenset[str]().union(*(some for at, some in enumerate(ids) if at != place))
        if others and not ids[place] & others:
            mappings[place] = recognition.propose(table, found.frame, known, others)
    return [
        _leave_out_list(mapping) if known is None and any(ids) and not own else mapping
        for mapping, (_t, _f, known), own in zip(mappings, framed, ids, strict=True)
    ]


def _leave_out_list(mapping: TableMapping) -> TableMapping:
    """Leave out a sheet without patients, such as the lists that a workbook chooses from."""
    holds = [column for column in mapping.columns if column.target or column.candidates]
    if len(holds) > 1 or not mapping.used:
        return mapping
    reason = _("None of its columns identifies the patients.")
    return replace(mapping, layout=layouts.UNUSED.key, reason=reason)


def _check(
    sources: tuple[Source, ...],
    tables: tuple[TextTable, ...],
    mapping: Mapping,
    issues: list[Issue],
    about: dict[str, Any],
    tell: Progress,
) -> Import:
    """Apply the user's decisions, check the rows, and build the cohort if nothing is in the way."""
    tell(0.7, _("Checking…"))
    corrected, stale = apply_decisions(tables, mapping)
    drafted = settle_moments(make_draft(corrected, mapping))
    contradicted = list(timing.contradictions(drafted))
    drafted = follow_dates(drafted)
    drafted, excluded = leave_out_excluded(drafted)
    drafted, pseudonyms = replace_ids(drafted)
    excluded = _rename(excluded) if pseudonyms else excluded
    found = [*issues, *stale, *_find_nothing(tables, drafted, issues), *contradicted]
    for done, check in enumerate(CHECKS):
        tell(0.75 + 0.15 * done / len(CHECKS), _("Checking…"))
        found += check(drafted)
    tell(0.9, _("Checking…"))
    settled = sorted(settle_issues(found, mapping), key=lambda issue: _ORDER[issue.severity])
    stopped = any(issue.severity == "error" for issue in settled)
    cohort = None if stopped else build(drafted, sources, excluded)
    if cohort is not None:
        cohort = replace(cohort, **about)
    return Import(
        sources, tables, mapping, tuple(settled), cohort, excluded, pseudonyms, None, tuple(issues)
    )


def _rename(excluded: tuple[Exclusion, ...]) -> tuple[Exclusion, ...]:
    """Return the exclusions under ids of their own, where ids are replaced."""
    return tuple(
        replace(one, patient_id=f"X{place:02d}") for place, one in enumerate(excluded, start=1)
    )


def _add_labels(readings: Sequence[Reading]) -> list[Grid]:
    """Return every sheet with the labels that other files, or a data dictionary, have for it."""
    beside = {stem: labels for reading in readings for stem, labels in reading.labels.items()}
    grids: list[Grid] = []
    shared: dict[str, Labels] = {}
    for grid in (grid for reading in readings for grid in reading.grids):
        table = frame(grid, None).table
        if table is not None and dictionary.is_dictionary(table):
            shared |= dictionary.labels_in(table)
        else:
            own = beside.get(PurePath(grid.file).stem, {})
            grids.append(replace(grid, labels=grid.labels | own))
    return [replace(grid, labels=shared | grid.labels) for grid in grids]


_ORDER = {"error": 0, "warning": 1, "note": 2}


def _find_nothing(
    tables: Sequence[TextTable], drafted: Draft, issues: Sequence[Issue]
) -> list[Issue]:
    """Say that nothing could be used, where nothing else says so."""
    if drafted.tables or any(issue.severity == "error" for issue in issues):
        return []
    name = tables[0].file if tables else ""
    return [
        about_file(
            "error",
            "nothing_known",
            name,
            _(
                "None of the columns is one that the program knows, and no column holds the "
                "{scale}.",
                scale=USUAL.title,
            ),
            _("Name the headers as in the blank template, or choose what each column holds."),
        )
    ]
