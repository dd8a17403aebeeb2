"""The one shared analysis model: the cohort and the plan, their history, and the analysis."""

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
    from ketgui.project.running import OpenedProject
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
        """Read files into a new cohort, which replaces the old one if it can be used."""
        if project := _find_project(paths):
            self.open_project(project)
        else:
            self._read(paths, mapping, self._on_imported)

    def propose(self, paths: Sequence[Path], mapping: Mapping | None = None) -> None:
        """Read files and propose their import; `accept` uses it.

        A project was accepted before it was saved, so it is opened.
        """
        if project := _find_project(paths):
            self.open_project(project)
        else:
            self._read(paths, mapping, self.proposed.emit)

    def propose_text(self, text: str) -> None:
        """Read cells pasted from a spreadsheet and propose their import."""
        self._read((), None, self.proposed.emit, text)

    def read_again(self, mapping: Mapping | None = None) -> None:
        """Read again what was read last, with another mapping if one is given."""
        last = self._last_read
        if last.imported:
            mapping = mapping or last.imported.mapping
            self._read(last.paths, mapping, self.proposed.emit, last.pasted)

    def accept(self, imported: Import) -> None:
        """Use a proposed import; it must have a cohort."""
        if imported.cohort is not None:
            self._use(imported, imported.cohort)

    @Slot()
    def cancel(self) -> None:
        """Cancel reading or computing; the state does not change."""
        self._jobs.cancel()

    def dismiss(self) -> None:
        """Drop the proposed import."""
        self._last_read = self._state

    def _read(
        self, paths: Sequence[Path], mapping: Mapping | None, receive: Receive, pasted: str = ""
    ) -> None:
        def work(progress: Progress) -> Import:
            from ketgui.importing import import_files, import_text

            if pasted:
                return import_text(pasted, mapping)
            return import_files(paths, mapping, progress=progress)

        def keep(imported: Import) -> None:
            self._last_read = State(imported, self.plan, paths=tuple(paths), pasted=pasted)
            receive(imported)

        names = " + ".join(path.name for path in paths) or _("what was pasted")
        self._jobs.start_with_progress(work, keep, _("Reading {name}…", name=names))

    def make_recipe(self, folder: Path) -> Recipe:
        """Return the recipe of the report, for a project file in `folder`; needs a cohort."""
        from ketgui.project.recipe import make_recipe

        state = self._state
        assert state.imported is not None
        return make_recipe(
            state.imported, self._get_current_analysis(), plan=state.plan, edits=state.edits,
            paths=state.paths, pasted=state.pasted, folder=folder,
            sentence_edits=self.report.sentence_edits, history=self.history.lines,
            request=state.request,
        )  # fmt: skip

    def open_project(self, path: Path, files: Sequence[Path] = ()) -> None:
        """Open a project: its files as they were understood, its edits and its plan.

        `files`, if given, replace those that the project names.
        """

        def work(progress: Progress) -> OpenedProject:
            from ketgui.project.running import read_project

            return read_project(path, progress, tuple(files))

        def receive(project: OpenedProject) -> None:
            self._on_project(path, project)

        text = _("Reading {name}…", name=path.name)
        self._jobs.start_with_progress(work, receive, text)

    def _on_project(self, path: Path, project: OpenedProject) -> None:
        if project.missing:
            self.files_missing.emit(path, project.missing)
        self._last_read = replace(self._state, imported=project.imported, paths=project.paths)
        if project.imported.cohort is None:
            self.proposed.emit(project.imported)
        else:
            recipe = project.recipe
            state = State(
                project.imported, recipe.plan, project.describe_history(), project.paths,
                recipe.edits, recipe.pasted, recipe.sentence_edits, recipe.request,
            )  # fmt: skip
            self.history.push_saved(state)

    def preload(self) -> None:
        """Import, off the main thread, what reading and computing will need."""
        names = ("scipy.special", "ketgui.importing.pipeline", "ketgui.statistics.analysis")
        self._jobs.start(lambda: [import_module(name) for name in names], lambda _modules: None)

    def set_plan(self, plan: AnalysisPlan, line: str = "") -> None:
        """Analyse under another plan."""
        if plan != self._state.plan:
            line = line or _("Plan: {plan}", plan=plan.sentence())
            self.history.push(replace(self._state, plan=plan, lines=(line,)))

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

        if (cohort := self._get_current_cohort()) and edits:
            apply_edits(cohort, edits)
            all_edits = (*self._state.edits, *edits)
            self.history.push(replace(self._state, edits=all_edits, lines=(line,)))

    def _get_current_cohort(self) -> Cohort | None:
        """Return the cohort after every edit, those too that are still being computed."""
        if analysis := self._get_current_analysis():
            return analysis.cohort
        return self._state.cohort() if self.imported else None

    def _get_current_analysis(self) -> Analysis | None:
        """Return the latest snapshot, None while that is of an earlier state."""
        analysed = self._analysed_state
        return self._analysis if analysed and self._state.has_same_analysis(analysed) else None

    @property
    def has_replaced_ids(self) -> bool:
        """Whether pasted cells, which go with a project, hold ids that were replaced."""
        return bool(self._state.pasted and self.imported and self.imported.pseudonyms)

    @property
    def edits(self) -> tuple[CohortEdit, ...]:
        """The changes made to the cohort by hand, in order."""
        return self._state.edits

    def wait(self) -> None:
        """Cancel running work and wait for its end. Call before quitting."""
        self._jobs.wait()

    def _on_imported(self, imported: Import) -> None:
        if imported.cohort is None:
            self.proposed.emit(imported)
        else:
            self._use(imported, imported.cohort)

    def _use(self, imported: Import, cohort: Cohort) -> None:
        from ketgui.domain.edits import select_applicable_edits
        from ketgui.domain.rated_scales import follow_file
        from ketgui.project.history import describe_followed_plan, describe_opening

        # Changes made by hand are kept when the same files are read again.
        last, state = self._last_read, self._state
        is_again = (last.paths, last.pasted) == (state.paths, state.pasted)
        edits, dropped = select_applicable_edits(cohort, state.edits if is_again else ())
        # A plan in the files is where the user begins; what they change in it then stands.
        begun = None if is_again else imported.plan
        plan = follow_file(cohort, begun or state.plan)
        lines = describe_opening(imported, cohort.enrolled, dropped)
        if begun:
            lines = (*lines, _("The plan is that of the file"))
        elif plan != state.plan:
            lines = (*lines, describe_followed_plan(state.plan, plan))
        self.history.push(
            State(
                imported, plan, lines, last.paths, edits, last.pasted, request=state.request
            )
        )  # fmt: skip

    def _on_state(self, before: State, state: State) -> None:
        self._last_read = state
        if state.plan != before.plan:
            self.plan_changed.emit(state.plan)
        if state.has_same_report(before):
            return
        analysis = self._get_current_analysis() if state.has_same_analysis(before) else None
        if analysis:
            self.analysis_changed.emit(analysis)
        else:
            self._recompute()

    def _recompute(self) -> None:
        state = self._state

        def work() -> Analysis:
            from ketgui.statistics.analysis import analyse

            return analyse(state.cohort(), state.plan)

        def receive(analysis: Analysis) -> None:
            self._analysis, self._analysed_state = analysis, state
            self.analysis_changed.emit(analysis)

        self._jobs.start(work, receive, _("Computing…"))


def _find_project(paths: Sequence[Path]) -> Path | None:
    """Return the project file among files to open, if there is one."""
    return next((path for path in paths if path.suffix.lower() == ".ketgui"), None)
