"""The one shared analysis model: the cohort and the plan, their history, and the analysis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QObject, Signal, Slot

from ketgui.domain.plan import AnalysisPlan
from ketgui.session.history import History
from ketgui.session.jobs import Jobs, Receive
from ketgui.session.latest_analysis import LatestAnalysis
from ketgui.session.report import Report
from ketgui.session.selection import Selection
from ketgui.session.state import State, make_entries
from ketgui.session.transitions import (
    bring_back,
    find_study,
    load_modules,
    make_empty_state,
    prepare_recipe,
    read_sites,
    read_study_file,
    read_tables,
    use_import,
    use_study,
)
from ketgui.session.worker import Worker
from ketgui.text import _

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.domain.edits import CohortEdit
    from ketgui.importing import Import, StoredTables
    from ketgui.importing.mapping.mapping import Mapping
    from ketgui.project.encryption import SealError
    from ketgui.project.opening import OpenedStudy
    from ketgui.project.recipe import Recipe
    from ketgui.project.sites import JoinedSites, Site
    from ketgui.reporting.request import ReportRequest
    from ketgui.statistics.analysis import Analysis


class Session(QObject):
    """Reads files, keeps the analysis up to date off the main thread, and announces it once.

    Attributes
    ----------
    history : History
        The current state, undo and redo, and whether all is saved.
    report : Report
        What the report is made of.
    selection : Selection
        The selected patients.
    latest : LatestAnalysis
        The newest analysis, and the work on the next.

    Signals
    -------
    analysis_changed(Analysis)
        A new analysis is ready, which is all that a tab needs.
    proposed(Import)
        Files were read and are not used yet; the state has not changed.
    busy_changed(str)
        The current task, empty when there is none.
    progress(float, str)
        The share done (0–1) of reading, and the current task.
    plan_changed(AnalysisPlan)
        The plan changed, also by undo or redo.
    files_missing(Path, tuple of str)
        An older project was not opened, since these files are missing beside it.
    password_wanted(Path, str)
        A study was not opened without its password; the reason, if a wrong one was given.
    study_opened(Path, StudyKey or None)
        A study or an older project was opened from this file.
    study_recovered(Path, Path or None, StudyKey or None)
        A study was recovered from a copy: the copy, and its own file, if it has one.
    study_begun()
        The open study has no file: it was read from tables, is new, or its file is damaged.
    """

    analysis_changed = Signal(object)
    proposed = Signal(object)
    busy_changed = Signal(str)
    progress = Signal(float, str)
    plan_changed = Signal(object)
    files_missing = Signal(object, tuple)
    password_wanted = Signal(object, str)
    study_opened = Signal(object, object)
    study_recovered = Signal(object, object, object)
    study_begun = Signal()

    def __init__(self, plan: AnalysisPlan | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        state = State(None, plan or AnalysisPlan())
        self.history = History(state, self)
        self.report = Report(self.history, self)
        self.selection = Selection(self)
        self.history.state_changed.connect(self._on_state)
        # What was read last, whether it is used or not.
        self._last_read = state
        # Whether that was the open study's own files, perhaps with others.
        self._is_own = False
        self._default_plan = state.plan
        worker = Worker()
        # Reading other files does not end the computing of what is open.
        self._jobs, self._computing = (
            Jobs(self, newest_wins=True, worker=worker) for _number in range(2)
        )
        self.latest = LatestAnalysis(self._computing, self)
        self.latest.changed.connect(self.analysis_changed)
        for jobs in (self._jobs, self._computing):
            jobs.busy_changed.connect(self._on_busy)
            jobs.progress.connect(self.progress)

    @property
    def plan(self) -> AnalysisPlan:
        """The analysis plan."""
        return self._state.plan

    @property
    def imported(self) -> Import | None:
        """The import that the cohort comes from, None before a file is open."""
        return self._state.imported

    @property
    def analysis(self) -> Analysis | None:
        """The analysis on the screen; None before a file is open, and where computing stopped."""
        return self.latest.value

    @property
    def _state(self) -> State:
        return self.history.state

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files last read, whether they are used or not."""
        return self._last_read.paths

    def open(self, paths: Sequence[Path], mapping: Mapping | None = None) -> None:
        """Read files into a new cohort, which replaces the old one if it can be used."""
        self._open_any(paths, mapping, self._on_imported)

    def propose(self, paths: Sequence[Path], mapping: Mapping | None = None) -> None:
        """Read files and propose their import; `accept` uses it.

        A study was accepted before it was saved, so it is opened.
        """
        self._open_any(paths, mapping, self.proposed.emit)

    def _open_any(self, paths: Sequence[Path], mapping: Mapping | None, receive: Receive) -> None:
        if study := find_study(paths):
            self.open_study(study)
        else:
            self._read(paths, mapping, receive)

    def propose_text(self, text: str) -> None:
        """Read cells pasted from a spreadsheet and propose their import."""
        self._read((), None, self.proposed.emit, text)

    def propose_more(self, paths: Sequence[Path]) -> None:
        """Read further files together with what was read last, and propose the import of all."""
        last, receive = self._last_read, self.proposed.emit
        mapping = last.imported.mapping if last.imported else None
        is_own = self._is_own or last is self._state
        self._read((*last.paths, *paths), mapping, receive, "", last.stored, is_own)

    def read_again(self, mapping: Mapping | None = None, files: Sequence[Path] = ()) -> None:
        """Read again what was read last, with another mapping if one is given.

        `files`, if given, take the place of the tables that a study holds.
        """
        last = self._last_read
        if last.imported:
            mapping = mapping or last.imported.mapping
            if files and last.stored:
                from ketgui.project.study_file import add_left_out

                mapping = add_left_out(mapping, last.stored.mapping)
            stored, paths = None if files else last.stored, files or last.paths
            is_own = self._is_own or last is self._state
            self._read(paths, mapping, self.proposed.emit, last.pasted, stored, is_own)

    def accept(self, imported: Import) -> None:
        """Use a proposed import; it must have a cohort."""
        if imported.cohort is not None:
            self._last_read = replace(self._last_read, imported=imported)
            self._use(imported.cohort)

    def begin_study(
        self, plan: AnalysisPlan, sites: Sequence[Site] = (), are_same_patients: bool = False
    ) -> None:
        """Begin a study: without patients, who are then entered by hand, or of several sites."""

        def use(joined: JoinedSites) -> None:
            read = State(joined.imported, plan, stored=joined.stored)
            self._keep(read, False, self._on_imported)

        if sites:
            work = partial(read_sites, sites, plan, are_same_patients)
            self._jobs.start(work, use, _("Reading the sites…"))
        else:
            self.history.begin(make_empty_state(plan))
            self.study_begun.emit()

    @Slot()
    def cancel(self) -> None:
        """Cancel reading or else computing; the state does not change."""
        if self._jobs.is_busy:
            self._jobs.cancel()
        else:
            self.latest.cancel()

    @property
    def is_other_study(self) -> bool:
        """Whether using what was read last would close the open study."""
        is_open = self._state.imported is not None
        return is_open and not self._is_own and not self._state.has_same_files(self._last_read)

    def dismiss(self) -> None:
        """Drop the proposed import."""
        self._last_read, self._is_own = self._state, False

    def _read(
        self,
        paths: Sequence[Path],
        mapping: Mapping | None,
        receive: Receive,
        pasted: str = "",
        stored: StoredTables | None = None,
        is_own: bool = False,
    ) -> None:
        def keep(imported: Import) -> None:
            read = State(imported, self.plan, paths=tuple(paths), pasted=pasted, stored=stored)
            self._keep(read, is_own, receive)

        plan = self.plan if is_own else None
        work = partial(read_tables, paths, mapping, plan, pasted, stored)
        names = " + ".join(path.name for path in paths) or _("the tables")
        self._jobs.start_with_progress(work, keep, _("Reading {name}…", name=names))

    def _keep(self, read: State, is_own: bool, receive: Receive) -> None:
        self._last_read, self._is_own = read, is_own
        receive(read.imported)

    def prepare_recipe(self, defaults: ReportRequest) -> Callable[[Path, bool], Recipe]:
        """Return a function that makes the recipe of the study as it is now, in another thread.

        `defaults` fills in what the report request leaves open.
        """
        return prepare_recipe(self._state, self.latest.get_of(self._state), defaults)

    def open_study(self, path: Path, files: Sequence[Path] = (), password: str = "") -> None:
        """Open a study as it was saved: tables, edits, plan and report.

        `files`, if given, replace those that an older project names.
        """

        def receive(opened: OpenedStudy | SealError) -> None:
            if self._is_opened(opened, path, bool(password)):
                self._use_study(opened)
                if opened.is_whole:
                    self.study_opened.emit(path, opened.key)
                else:
                    # What is left of a damaged study is saved under another name.
                    self.study_begun.emit()

        self._open(path, receive, tuple(files), password)

    def recover(self, copy: Path, study: Path | None, password: str = "") -> None:
        """Open a recovery copy of a study; `study` is its own file, which stays as it is."""

        def receive(opened: OpenedStudy | SealError) -> None:
            if self._is_opened(opened, copy, bool(password)):
                self._use_study(opened, is_copy=True)
                self.study_recovered.emit(copy, study, opened.key)

        self._open(copy, receive, (), password)

    def _open(self, path: Path, receive: Receive, files: tuple[Path, ...], password: str) -> None:
        work = partial(read_study_file, path, files, password)
        self._jobs.start_with_progress(work, receive, _("Reading {name}…", name=path.name))

    def _is_opened(
        self, opened: OpenedStudy | SealError, path: Path, was_given: bool
    ) -> TypeGuard[OpenedStudy]:
        """Return whether a study can be used; emit the signal of what prevents it."""
        if isinstance(opened, ValueError):
            from ketgui.project.opening import explain_seal

            is_first = opened.reason == "password" and not was_given
            self.password_wanted.emit(path, "" if is_first else explain_seal(opened))
            return False
        if opened.missing:
            self.files_missing.emit(path, opened.missing)
        self._last_read = replace(self._state, imported=opened.imported, paths=opened.paths)
        if opened.imported.cohort is None:
            self.proposed.emit(opened.imported)
            return False
        return True

    def _use_study(self, opened: OpenedStudy, *, is_copy: bool = False) -> None:
        trail = opened.list_trail()
        saved = opened.recipe.saved_entries or 0 if is_copy else len(trail)
        is_saved = not is_copy and opened.is_whole
        self.history.begin(use_study(opened), trail, saved, is_saved=is_saved)

    def preload(self) -> None:
        """Import, off the main thread, what reading and computing will need."""
        self._jobs.start(load_modules, lambda _nothing: None)

    def set_plan(self, plan: AnalysisPlan, line: str = "") -> None:
        """Analyse under another plan."""
        if plan != self._state.plan:
            line = line or _("Plan: {plan}", plan=plan.summarise())
            self.history.push(replace(self._state.under(plan), entries=make_entries(line)))

    def edit(self, edit: CohortEdit, line: str) -> None:
        """Change the cohort in one place, as `edit_together` does."""
        self.edit_together((edit,), line)

    def edit_together(self, edits: Sequence[CohortEdit], line: str) -> None:
        """Add, change or remove rows, or exclude patients, as one step to undo.

        Raises
        ------
        EditError
            If an edit does not fit the cohort; nothing has changed then.
        """
        from ketgui.domain.edits import apply_edits
        from ketgui.project.edit_entries import list_edit_entries

        if (cohort := self.get_cohort()) and edits:
            # Applied at once: an edit that does not fit is refused and becomes no step.
            edited = apply_edits(cohort, edits)
            all_edits = (*self._state.edits, *edits)
            state = replace(self._state, edits=all_edits, entries=list_edit_entries(edits, line))
            self.latest.remember_cohort(state, edited)
            self.history.push(state)

    def bring_back(self, patient_id: str, reason: str) -> None:
        """Enrol an excluded patient again, as a step to undo."""
        restored = bring_back(self._state, patient_id, reason)
        if isinstance(restored, State):
            self.history.push(restored)
        elif restored is not None:
            now, receive = self._state, self._on_imported
            self._read(now.paths, restored, receive, now.pasted, now.stored, is_own=True)

    def get_cohort(self) -> Cohort | None:
        """Return the cohort after every edit, those too that are still being computed."""
        if cohort := self.latest.find_cohort(self._state):
            return cohort
        return self._state.make_cohort() if self.imported else None

    def wait(self) -> None:
        """Cancel running work and wait for its end. Call before quitting."""
        self._computing.cancel()
        self._jobs.wait()

    def _on_imported(self, imported: Import) -> None:
        if imported.cohort is None:
            self.proposed.emit(imported)
        else:
            self._use(imported.cohort)

    def _use(self, cohort: Cohort) -> None:
        is_own = self._state.imported is not None and not self.is_other_study
        used = use_import(self._last_read, cohort, self._state, self._default_plan, is_own=is_own)
        if is_own:
            self.history.push(used)
        else:
            self.history.begin(used)
            self.study_begun.emit()

    def _on_state(self, before: State, state: State) -> None:
        self._last_read, self._is_own = state, False
        if state.plan != before.plan:
            self.plan_changed.emit(state.plan)
        if not state.has_same_report(before):
            self.latest.show(state)

    def _on_busy(self) -> None:
        self.busy_changed.emit(self._jobs.text or self._computing.text)
