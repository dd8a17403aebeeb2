"""The one shared analysis model: the cohort and the plan, their history, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from ketgui.domain.plan import AnalysisPlan
from ketgui.session.jobs import Jobs, Receive
from ketgui.session.state import Saved, State
from ketgui.session.trail import Trail
from ketgui.text import _

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.domain.edits import Edit
    from ketgui.importing import Import
    from ketgui.importing.mapping.mapping import Mapping
    from ketgui.project.recipe import Recipe
    from ketgui.project.running import Reopened
    from ketgui.reporting.edited import Edits as SentenceEdits
    from ketgui.statistics.analysis import Analysis


class Session(QObject):
    """Holds the state; computes the analysis off the main thread; tells everyone once.

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
    history_changed()
        Something was done, undone or redone.
    plan_changed(AnalysisPlan)
        The analysis is planned otherwise: by a change, or one undone or redone.
    selection_changed(frozenset of str)
        Other patients are selected, in every plot and table.
    files_missing(Path, tuple of str)
        A project was not opened, since files of these names are not beside it.
    output_changed(dict)
        The report is made of something else: a project was opened, or a figure composed.
    """

    analysis_changed = Signal(object)
    proposed = Signal(object)
    busy_changed = Signal(str)
    progress = Signal(float, str)
    history_changed = Signal()
    plan_changed = Signal(object)
    selection_changed = Signal(object)
    files_missing = Signal(object, tuple)
    output_changed = Signal(object)

    def __init__(self, plan: AnalysisPlan | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trail: Trail[State] = Trail()
        self._state = State(None, plan or AnalysisPlan())
        # What was last read, whether it is used or not.
        self._looked_at = self._state
        # The latest snapshot, and the state it is of.
        self._analysis: Analysis | None = None
        self._shown: State | None = None
        self._selection: frozenset[str] = frozenset()
        # What the report is made of, by the names of its options; kept with the project.
        self.output: dict[str, Any] = {}
        # What the project file holds that was last written or opened.
        self._saved = Saved(self.plan)
        self._jobs = Jobs(self)
        self._jobs.busy_changed.connect(self.busy_changed)
        self._jobs.progress.connect(self.progress)

    @property
    def plan(self) -> AnalysisPlan:
        """The analysis plan."""
        return self._state.plan

    @property
    def imported(self) -> Import | None:
        """What the cohort was read from, None before a file is open."""
        return self._state.imported

    @property
    def analysis(self) -> Analysis | None:
        """The latest snapshot, None before a file is open."""
        return self._analysis

    @property
    def selection(self) -> frozenset[str]:
        """Ids of the selected patients."""
        return self._selection

    def select(self, ids: frozenset[str]) -> None:
        """Select patients; none to select nobody."""
        if ids != self._selection:
            self._selection = ids
            self.selection_changed.emit(ids)

    @property
    def history(self) -> tuple[str, ...]:
        """What was done and stands, a line each, the oldest first."""
        return tuple(line for state in (*self._trail.past, self._state) for line in state.lines)

    def record(self, line: str) -> None:
        """Add to the history what changed nothing, such as a file written."""
        self._state = replace(self._state, lines=(*self._state.lines, line))
        self.history_changed.emit()

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self._trail.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to make again."""
        return self._trail.can_redo

    @property
    def unsaved(self) -> bool:
        """Whether work done here would be lost, since no project file holds it."""
        return self._saved.lacks(self._state, self.output)

    def mark_saved(self) -> None:
        """Take note that a project file now holds what is open."""
        self._saved = replace(self._saved, state=self._state, output=self.output)
        self.history_changed.emit()

    def make_report_of(self, output: dict[str, Any]) -> None:
        """Make the report of something else, such as a figure that was composed."""
        self.output = output
        self.output_changed.emit(output)
        self.history_changed.emit()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files last read, whether they are used or not."""
        return self._looked_at.paths

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
        last = self._looked_at
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
        self._looked_at = self._state

    def _read(
        self, paths: Sequence[Path], mapping: Mapping | None, receive: Receive, pasted: str = ""
    ) -> None:
        tell = self._jobs.teller()

        def work() -> Import:
            from ketgui.importing import import_files, import_text

            if pasted:
                return import_text(pasted, mapping)
            return import_files(paths, mapping, progress=tell)

        def received(imported: Import) -> None:
            self._looked_at = State(imported, self.plan, paths=tuple(paths), pasted=pasted)
            receive(imported)

        names = " + ".join(path.name for path in paths) or _("what was pasted")
        self._jobs.start(work, received, _("Reading {name}…", name=names))

    def recipe(self, folder: Path) -> Recipe:
        """Return what leads to the report, for a project file in `folder`; needs a cohort."""
        from ketgui.project.recipe import recipe_of

        state = self._state
        assert state.imported is not None
        return recipe_of(
            state.imported, self._analysis_now(), plan=state.plan, edits=state.edits,
            paths=state.paths, pasted=state.pasted, rewritten=self.rewritten, folder=folder,
            history=self.history, output=self.output,
        )  # fmt: skip

    def open_project(self, path: Path, files: Sequence[Path] = ()) -> None:
        """Open a project: its files as they were understood, its edits and its plan.

        `files`, if given, are read in the place of those that the project names.
        """
        tell = self._jobs.teller()

        def work() -> Reopened:
            from ketgui.project.running import reopen

            return reopen(path, tell, tuple(files))

        def received(found: Reopened) -> None:
            self._on_reopened(path, found)

        self._jobs.start(work, received, _("Reading {name}…", name=path.name))

    def _on_reopened(self, path: Path, found: Reopened) -> None:
        if found.missing:
            self.files_missing.emit(path, found.missing)
        self._looked_at = replace(self._state, imported=found.imported, paths=found.paths)
        if found.imported.cohort is None:
            self.proposed.emit(found.imported)
        else:
            recipe = found.recipe
            self.output = dict(recipe.output)
            self.output_changed.emit(self.output)
            opened = State(
                found.imported, recipe.plan, found.lines(), found.paths, recipe.edits,
                recipe.pasted, recipe.rewritten,
            )  # fmt: skip
            self._saved = replace(self._saved, state=opened, output=self.output)
            self._advance(opened)
            if self._trail.past[-1].imported is None:
                # Nothing was open that undoing could lead back to.
                self._trail.clear()
                self.history_changed.emit()

    def preload(self) -> None:
        """Import, off the main thread, what reading and computing will need."""
        names = ("scipy.special", "ketgui.importing.pipeline", "ketgui.statistics.analysis")
        self._jobs.aside(lambda: [import_module(name) for name in names])

    def set_plan(self, plan: AnalysisPlan, line: str = "") -> None:
        """Analyse under another plan."""
        if plan != self._state.plan:
            said = line or _("Plan: {plan}", plan=plan.sentence())
            self._advance(replace(self._state, plan=plan, lines=(said,)))

    def edit(self, edit: Edit, line: str) -> None:
        """Change the cohort that was read, as `edit_together` does, in one place."""
        self.edit_together((edit,), line)

    def edit_together(self, edits: Sequence[Edit], line: str) -> None:
        """Enter, set anew or remove rows, or leave patients out, as one step, undone as one.

        Raises
        ------
        EditError
            If an edit does not fit the cohort; nothing has changed then.
        """
        from ketgui.domain.edits import edited

        if (cohort := self._cohort_now()) and edits:
            edited(cohort, edits)
            together = (*self._state.edits, *edits)
            self._advance(replace(self._state, edits=together, lines=(line,)))

    def _cohort_now(self) -> Cohort | None:
        """Return the cohort after every edit, those too that are still being computed."""
        if analysis := self._analysis_now():
            return analysis.cohort
        return self._state.cohort() if self.imported else None

    def _analysis_now(self) -> Analysis | None:
        """Return the latest snapshot, None while it is of what was before."""
        return self._analysis if self._shown and self._state.computes_as(self._shown) else None

    @property
    def holds_replaced_ids(self) -> bool:
        """Whether pasted cells, which go with a project, hold ids that were replaced."""
        return bool(self._state.pasted and self.imported and self.imported.pseudonyms)

    @property
    def rewritten(self) -> SentenceEdits:
        """The report's sentences in the user's own words."""
        from ketgui.reporting.edited import Edits as SentenceEdits

        return self._state.rewritten or SentenceEdits()

    def rewrite(self, rewritten: SentenceEdits, line: str) -> None:
        """Put sentences of the report into other words."""
        self._advance(replace(self._state, rewritten=rewritten, lines=(line,)))

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What was changed in the cohort since it was read, in order."""
        return self._state.edits

    @Slot()
    def undo(self) -> None:
        """Take the last change back."""
        if self.can_undo:
            self._settle(self._trail.undo(self._state))

    @Slot()
    def redo(self) -> None:
        """Make the change again that was last taken back."""
        if self.can_redo:
            self._settle(self._trail.redo(self._state))

    def wait(self) -> None:
        """Stop running work and wait for its end; its result is dropped. Call before quitting."""
        self._jobs.wait()

    def _on_imported(self, imported: Import) -> None:
        if imported.cohort is None:
            self.proposed.emit(imported)
        else:
            self._use(imported, imported.cohort)

    def _use(self, imported: Import, cohort: Cohort) -> None:
        from ketgui.domain.edits import fitting
        from ketgui.project.history import opening_lines

        # The same files read anew keep what was changed by hand; others begin without.
        last, state = self._looked_at, self._state
        again = state.edits if (last.paths, last.pasted) == (state.paths, state.pasted) else ()
        edits, dropped = fitting(cohort, again)
        lines = opening_lines(imported, cohort.enrolled, dropped)
        self._advance(State(imported, state.plan, lines, last.paths, edits, last.pasted))

    def _advance(self, state: State) -> None:
        self._trail.done(self._state)
        self._settle(state)

    def _settle(self, state: State) -> None:
        before, self._state, self._looked_at = self._state, state, state
        computed = self._analysis_now() if state.computes_as(before) else None
        self.history_changed.emit()
        if state.plan != before.plan:
            self.plan_changed.emit(state.plan)
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
            self._analysis, self._shown = analysis, state
            self.analysis_changed.emit(analysis)

        self._jobs.start(work, computed, _("Computing…"))


def _project_among(paths: Sequence[Path]) -> Path | None:
    """Return the project file among files to open, if there is one."""
    return next((path for path in paths if path.suffix.lower() == ".ketgui"), None)
