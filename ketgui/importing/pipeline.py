"""The way through: files, readers, mapping, checks, cohort."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketgui.domain.cohort import Cohort, Correction, Exclusion, Source
from ketgui.domain.known_scales import declare_scales
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scales import USUAL
from ketgui.importing.about import describe_about
from ketgui.importing.checks import CHECKS, timing
from ketgui.importing.checks.tms import TMS_ISSUES, judge_tms, list_tms_scores
from ketgui.importing.issues import Issue, make_file_issue
from ketgui.importing.mapping.mapping import Mapping
from ketgui.importing.rows.build import build
from ketgui.importing.rows.decisions import (
    apply_decisions,
    leave_out_excluded,
    list_corrections,
    replace_ids,
    settle_issues,
)
from ketgui.importing.rows.draft import Draft
from ketgui.importing.rows.drafting import make_draft
from ketgui.importing.rows.infusion_visits import name_infusion_visits, place_infusion_visits
from ketgui.importing.rows.moments import follow_dates, settle_moments
from ketgui.importing.study_plan import take_plan
from ketgui.importing.tables.readers.reader import Progress, Reading
from ketgui.importing.tables.readers.refusal import refuse
from ketgui.importing.tables.readers.registry import READERS
from ketgui.importing.tables.sources import SourceFile, read_sources
from ketgui.importing.tables.text_table import TextTable
from ketgui.importing.understanding import understand_tables
from ketgui.text import _

if TYPE_CHECKING:
    import pandas as pd


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
        Those of `issues` that were found while bytes became tables: only the files can report them.
    site_corrections : tuple of Correction
        What was changed of the data in the studies that its tables come from.
    tms_scores : DataFrame or None
        The scores around TMS, which each plan judges by its own rule; see ``judge_tms``.
    stored_files : frozenset of str
        The files whose tables came from a study: header row and encoding are settled.
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
    site_corrections: tuple[Correction, ...] = ()
    tms_scores: pd.DataFrame | None = None
    stored_files: frozenset[str] = frozenset()

    def judge(self, plan: AnalysisPlan) -> Import:
        """Return the import with the issues of another plan, itself where they are the same."""
        if self.tms_scores is None:
            return self
        tms_issues = settle_issues(judge_tms(self.tms_scores, plan), self.mapping)
        others = (issue for issue in self.issues if issue.key not in TMS_ISSUES)
        issues = _sort_issues((*others, *tms_issues))
        return self if issues == self.issues else replace(self, issues=issues)


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
    site_corrections : tuple of Correction
        What was changed of the data in other studies that the tables come from.
    """

    sources: tuple[Source, ...] = ()
    tables: tuple[TextTable, ...] = ()
    issues: tuple[Issue, ...] = ()
    invented: bool = False
    additions: tuple[str, ...] = ()
    mapping: Mapping = field(default_factory=Mapping)
    site_corrections: tuple[Correction, ...] = ()


NOTHING_STORED = StoredTables()


def import_files(
    paths: Sequence[Path],
    mapping: Mapping | None = None,
    plan: AnalysisPlan | None = None,
    *,
    stored: StoredTables = NOTHING_STORED,
    progress: Progress | None = None,
) -> Import:
    r"""Read files into a cohort, or into the list of problems that prevent one.

    Parameters
    ----------
    paths : sequence of Path
        Files, or folders whose CSV, TSV and TXT files are read.
    mapping : Mapping, optional
        Answers given before; what it does not say is found out.
    plan : AnalysisPlan, optional
        That of the analysis, with the scales that it declares and its rule of TMS failure; without
        it the one that the files hold.
    stored : StoredTables, optional
        Tables that need not be read again; those of the files come after them.
    progress : callable, optional
        Called with the share done (0–1) and what is being done; may raise ``Cancelled``.

    Returns
    -------
    Import
        Its ``cohort`` is None while any of its ``issues`` is an error.

    Raises
    ------
    Cancelled
        If `progress` does. What a file holds never raises.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "scores.csv"
    ...     _size = path.write_text("id,MADRS before,MADRS after\nP1,30,12\nP2,28,27\n")
    ...     imported = import_files([path])
    >>> imported.cohort.assessments["score"].tolist()
    [30.0, 28.0, 12.0, 27.0]
    """
    report = progress or _report_nothing
    report(0.0, _("Reading…"))
    files, issues = read_sources([Path(path) for path in paths])
    return _import(files, issues, mapping or Mapping(), plan, stored, report)


def import_text(
    text: str, mapping: Mapping | None = None, plan: AnalysisPlan | None = None
) -> Import:
    """Read cells pasted from a spreadsheet, in the same way as a file of text."""
    pasted = SourceFile(PASTED, text.encode("utf-8", "replace"))
    return _import([pasted], [], mapping or Mapping(), plan, NOTHING_STORED, _report_nothing)


# The name under which pasted cells are read, mapped and saved, like those of a file.
PASTED = "pasted.txt"


def start_import() -> Import:
    """Return an import of nothing: a study whose patients are entered by hand."""
    return Import((), (), Mapping(), (), Cohort(recorded=frozenset({"patients"})))


def _import(
    files: list[SourceFile],
    issues: list[Issue],
    answers: Mapping,
    plan: AnalysisPlan | None,
    stored: StoredTables,
    report: Progress,
) -> Import:
    """Read files and stored tables, and check them under the answers given before."""
    if not (files or issues or stored.tables):
        return start_import()
    new = tuple(Source(file.name, file.sha256) for file in files)
    readings: list[Reading] = []
    # A file leaves the list before it is read: a large one is as large in memory.
    while files:
        # Reading takes most of the time; the share counts files, whatever their sizes.
        share = 0.6 * len(readings) / len(new)
        readings.append(_read_file(files.pop(0), answers, report, share))
    report(0.6, _("Understanding the columns…"))
    # The plan is no table of patients, and leaves before the tables are looked at.
    planned = take_plan(readings)
    used_plan = plan or planned.plan or AnalysisPlan()
    with declare_scales(used_plan.scales):
        tables, mapping, framing = understand_tables(planned.readings, stored.tables, answers)
        issues += [*stored.issues, *(i for reading in planned.readings for i in reading.issues)]
        issues += [*framing, *planned.issues]
        sources, about = (*stored.sources, *new), _merge_about(stored, planned.readings)
        imported = _check(sources, tables, mapping, issues, about, report, stored.site_corrections)
    stored_files = frozenset(table.file for table in stored.tables)
    return replace(imported, plan=planned.plan, stored_files=stored_files).judge(used_plan)


def _merge_about(stored: StoredTables, readings: Sequence[Reading]) -> dict[str, Any]:
    """Return what the files, stored ones too, say of their patients."""
    about = describe_about(readings)
    # One file of invented patients makes a cohort that must not be reported as a real one.
    if stored.invented:
        about = {"invented": True, "additions": (*stored.additions, *about["additions"])}
    return about


def _report_nothing(_share: float, _words: str) -> None:
    """Tell nobody."""


def _read_file(file: SourceFile, mapping: Mapping, report: Progress, share: float) -> Reading:
    # A reader that is slow calls this often, so that the window can cancel in the middle of a file.
    def tick() -> None:
        report(share, _("Reading {name}…", name=file.name))

    tick()
    # Nothing to recognise a format by: every reader would refuse it in less helpful words.
    if not file.data or file.data.isspace():
        return Reading(issues=(_report_empty_file(file.name),))
    for reader in READERS:
        if reader.can_read(file):
            return reader.read(file, mapping.find_file(file.name), tick)
    return Reading(issues=(refuse(file),))


def _report_empty_file(name: str) -> Issue:
    return make_file_issue(
        "error",
        "empty_file",
        name,
        _("The file is empty."),
        _("Choose the file that holds the table."),
    )


def _check(
    sources: tuple[Source, ...],
    tables: tuple[TextTable, ...],
    mapping: Mapping,
    issues: list[Issue],
    about: dict[str, Any],
    report: Progress,
    site_corrections: tuple[Correction, ...] = (),
) -> Import:
    """Apply the user's decisions, check the rows, and build the cohort if nothing is in the way."""
    report(0.7, _("Checking…"))
    corrected, stale = apply_decisions(tables, mapping)
    draft = name_infusion_visits(make_draft(corrected, mapping))
    draft = place_infusion_visits(settle_moments(draft))
    # Found before the dates decide: afterwards nothing contradicts them.
    contradicted = list(timing.find_contradictions(draft))
    draft = follow_dates(draft)
    # Excluded patients are not checked: nobody needs to correct what is not used.
    draft, excluded = leave_out_excluded(draft)
    draft, pseudonyms = replace_ids(draft)
    excluded = _rename(excluded) if pseudonyms else excluded
    every_issue = [*issues, *stale, *_report_nothing_known(tables, draft, issues), *contradicted]
    for done, check in enumerate(CHECKS):
        report(0.75 + 0.15 * done / len(CHECKS), _("Checking…"))
        every_issue += check(draft)
    report(0.9, _("Checking…"))
    settled = _sort_issues(settle_issues(every_issue, mapping))
    stopped = any(issue.severity == "error" for issue in settled)
    corrections = (*site_corrections, *list_corrections(tables, mapping))
    # A cohort with an error in it would give numbers that look like any others.
    cohort = None if stopped else build(draft, sources, excluded, corrections)
    if cohort is not None:
        cohort = replace(cohort, **about)
    return Import(
        sources, tables, mapping, settled, cohort, excluded, pseudonyms, None,
        tuple(issues), site_corrections, list_tms_scores(draft),
    )  # fmt: skip


def _rename(excluded: tuple[Exclusion, ...]) -> tuple[Exclusion, ...]:
    """Return the exclusions under ids of their own, where ids are replaced.

    The report lists them, and must not name the ids that the user wanted out of it.
    """
    return tuple(
        replace(exclusion, patient_id=f"X{number:02d}")
        for number, exclusion in enumerate(excluded, start=1)
    )


def _sort_issues(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Return issues with the errors first; those of one severity keep their order."""
    return tuple(sorted(issues, key=lambda issue: _SEVERITY_RANKS[issue.severity]))


_SEVERITY_RANKS = {"error": 0, "warning": 1, "note": 2}


def _report_nothing_known(
    tables: Sequence[TextTable], draft: Draft, issues: Sequence[Issue]
) -> list[Issue]:
    """Return the issue that nothing could be used, where no other error explains that."""
    if draft.tables or any(issue.severity == "error" for issue in issues):
        return []
    name = tables[0].file if tables else ""
    return [
        make_file_issue(
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
