"""The one shared analysis model: the cohort and the plan, their history, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from ketgui.domain.plan import AnalysisPlan
from ketgui.session.history import History
from ketgui.session.jobs import Jobs, Receive
from ketgui.session.report import Report
from ketgui.session.selection import Selection
from ketgui.session.state import State
from ketgui.session.worker import Progress
from ketgui.text import _

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.domain.edits import CohortEdit
    from ketgui.importing import Import
    from ketgui.importing.mapping.mapping import Mapping
    from ketgui.project.recipe import Recipe
    from ketgui.project.running import Reopened
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

    Signals
    -------
    analysis_changed(Analysis)
        A new snapshot is ready: the only thing a tab needs.
    proposed(Import)
        Files were read and are not used yet: they cannot be, or the user is still answering.
        The state is as it was.
    busy_changed(str)
        What is being done, empty when nothing is.
    progress(float, str)
        The share done (0–1) of what is being read, and what is being done.
    plan_changed(AnalysisPlan)
        The analysis plan is another: by a change, undo or redo.
    files_missing(Path, tuple of str)
        A project was not opened, since files of these names are not beside it.
    """

    analysis_changed = Signal(object)
    proposed = Signal(object)
    busy_changed = Signal(str)
    progress = Signal(float, str)
    plan_changed = Signal(object)
    files_missing = Signal(object, tuple)

    def __init__(self, plan: AnalysisPlan | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        state = State(None, plan or AnalysisPlan())
        self.history = History(state, self)
        self.report = Report(self.history, self)
        self.selection = Selection(self)
        self.history.state_changed.connect(self._on_state)
        # What was read last, whether it is used or not.
        self._last_read = state
        self._analysis: Analysis | None = None
        self._analysed_state: State | None = None
        self._jobs = Jobs(self, newest_wins=True)
        self._jobs.busy_changed.connect(self.busy_changed)
        self._jobs.progress.connect(self.progress)

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
        """The latest snapshot, None before a file is open."""
        return self._analysis

    @property
    def _state(self) -> State:
        return self.history.state

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files last read, whether they are used or not."""
        return self._last_read.paths

    def open(self, paths: Sequence[Path], mapping: Mapping | None = None) -> None:
        """Read files into a new cohort; it replaces the old one only if it is whole."""
        if project := _project_among(paths):
            self.open_project(project)
        else:
            self._read(paths, mapping, self._on_imported)

    def propose(self, paths: Sequence[Path], mapping: Mapping | None = None) -> None:
        """Read files to be looked at; they are used only when `accept` says so.

        A project was looked at before it was saved: it is opened.
        """
        if project := _project_among(paths):
            self.open_project(project)
        else:
            self._read(paths, mapping, self.proposed.emit)

    def propose_text(self, text: str) -> None:
        """Read cells pasted from a spreadsheet, to be looked at as files are."""
        self._read((), None, self.proposed.emit, text)

    def read_again(self, mapping: Mapping | None = None) -> None:
        """Read what was last read once more, under other answers if they are given."""
        last = self._last_read
        if last.imported:
            answers = mapping or last.imported.mapping
            self._read(last.paths, answers, self.proposed.emit, last.pasted)

    def accept(self, imported: Import) -> None:
        """Use files that were looked at; they must have given a cohort."""
        if imported.cohort is not None:
            self._use(imported, imported.cohort)

    @Slot()
    def cancel(self) -> None:
        """Stop what is being read or computed; the state stays as it is."""
        self._jobs.cancel()

    def dismiss(self) -> None:
        """Leave files that were looked at unused."""
        self._last_read = self._state

    def _read(
        self, paths: Sequence[Path], mapping: Mapping | None, receive: Receive, pasted: str = ""
    ) -> None:
        def work(progress: Progress) -> Import:
            from ketgui.importing import import_files, import_text

            if pasted:
                return import_text(pasted, mapping)
            return import_files(paths, mapping, progress=progress)

        def received(imported: Import) -> None:
            self._last_read = State(imported, self.plan, paths=tuple(paths), pasted=pasted)
            receive(imported)

        names = " + ".join(path.name for path in paths) or _("what was pasted")
        self._jobs.start_with_progress(work, received, _("Reading {name}…", name=names))

    def recipe(self, folder: Path) -> Recipe:
        """Return what leads to the report, for a project file in `folder`; needs a cohort."""
        from ketgui.project.recipe import recipe_of

        state = self._state
        assert state.imported is not None
        return recipe_of(
            state.imported, self._analysis_now(), plan=state.plan, edits=state.edits,
            paths=state.paths, pasted=state.pasted, rewritten=self.report.sentence_edits,
            folder=folder, history=self.history.lines, request=state.request,
        )  # fmt: skip

    def open_project(self, path: Path, files: Sequence[Path] = ()) -> None:
        """Open a project: its files as they were understood, its edits and its plan.

        `files`, if given, are read in the place of those that the project names.
        """

        def work(progress: Progress) -> Reopened:
            from ketgui.project.running import reopen

            return reopen(path, progress, tuple(files))

        def received(found: Reopened) -> None:
            self._on_reopened(path, found)

        text = _("Reading {name}…", name=path.name)
        self._jobs.start_with_progress(work, received, text)

    def _on_reopened(self, path: Path, found: Reopened) -> None:
        if found.missing:
            self.files_missing.emit(path, found.missing)
        self._last_read = replace(self._state, imported=found.imported, paths=found.paths)
        if found.imported.cohort is None:
            self.proposed.emit(found.imported)
        else:
            recipe = found.recipe
            opened = State(
                found.imported, recipe.plan, found.lines(), found.paths, recipe.edits,
                recipe.pasted, recipe.rewritten, recipe.request,
            )  # fmt: skip
            self.history.push_saved(opened)

    def preload(self) -> None:
        """Import, off the main thread, what reading and computing will need."""
        names = ("scipy.special", "ketgui.importing.pipeline", "ketgui.statistics.analysis")
        self._jobs.start(lambda: [import_module(name) for name in names], lambda _modules: None)

    def set_plan(self, plan: AnalysisPlan, line: str = "") -> None:
        """Analyse under another plan."""
        if plan != self._state.plan:
            said = line or _("Plan: {plan}", plan=plan.sentence())
            self.history.push(replace(self._state, plan=plan, lines=(said,)))

    def edit(self, edit: CohortEdit, line: str) -> None:
        """Change the cohort that was read, as `edit_together` does, in one place."""
        self.edit_together((edit,), line)

    def edit_together(self, edits: Sequence[CohortEdit], line: str) -> None:
        """Enter, set anew or remove rows, or leave patients out, as one step, undone as one.

        Raises
        ------
        EditError
            If an edit does not fit the cohort; nothing has changed then.
        """
        from ketgui.domain.edits import apply_edits

        if (cohort := self._cohort_now()) and edits:
            apply_edits(cohort, edits)
            together = (*self._state.edits, *edits)
            self.history.push(replace(self._state, edits=together, lines=(line,)))

    def _cohort_now(self) -> Cohort | None:
        """Return the cohort after every edit, those too that are still being computed."""
        if analysis := self._analysis_now():
            return analysis.cohort
        return self._state.cohort() if self.imported else None

    def _analysis_now(self) -> Analysis | None:
        """Return the latest snapshot, None while it is of what was before."""
        analysed = self._analysed_state
        return self._analysis if analysed and self._state.has_same_analysis(analysed) else None

    @property
    def holds_replaced_ids(self) -> bool:
        """Whether pasted cells, which go with a project, hold ids that were replaced."""
        return bool(self._state.pasted and self.imported and self.imported.pseudonyms)

    @property
    def edits(self) -> tuple[CohortEdit, ...]:
        """What was changed in the cohort since it was read, in order."""
        return self._state.edits

    def wait(self) -> None:
        """Stop running work and wait for its end; its result is dropped. Call before quitting."""
        self._jobs.wait()

    def _on_imported(self, imported: Import) -> None:
        if imported.cohort is None:
            self.proposed.emit(imported)
        else:
            self._use(imported, imported.cohort)

    def _use(self, imported: Import, cohort: Cohort) -> None:
        from ketgui.domain.edits import select_applicable_edits
        from ketgui.project.history import opening_lines

        # The same files read anew keep what was changed by hand; others begin without.
        last, state = self._last_read, self._state
        again = state.edits if (last.paths, last.pasted) == (state.paths, state.pasted) else ()
        edits, dropped = select_applicable_edits(cohort, again)
        lines = opening_lines(imported, cohort.enrolled, dropped)
        self.history.push(
            State(
                imported, state.plan, lines, last.paths, edits, last.pasted, request=state.request
            )
        )  # fmt: skip

    def _on_state(self, before: State, state: State) -> None:
        self._last_read = state
        if state.plan != before.plan:
            self.plan_changed.emit(state.plan)
        if state.has_same_report(before):
            return
        computed = self._analysis_now() if state.has_same_analysis(before) else None
        if computed:
            self.analysis_changed.emit(computed)
        else:
            self._recompute()

    def _recompute(self) -> None:
        state = self._state

        def work() -> Analysis:
            from ketgui.statistics.analysis import analyse

            return analyse(state.cohort(), state.plan)

        def computed(analysis: Analysis) -> None:
            self._analysis, self._analysed_state = analysis, state
            self.analysis_changed.emit(analysis)

        self._jobs.start(work, computed, _("Computing…"))


def _project_among(paths: Sequence[Path]) -> Path | None:
    """Return the project file among files to open, if there is one."""
    return next((path for path in paths if path.suffix.lower() == ".ketgui"), None)
