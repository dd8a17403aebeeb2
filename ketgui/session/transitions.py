"""The states that opened files and studies lead to, and the recipe that a state is saved as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ketgui.domain.plan import AnalysisPlan
from ketgui.project.audit import AuditEntry, get_current_time
from ketgui.session.state import State, make_entries
from ketgui.text import _

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.importing import Import, StoredTables
    from ketgui.importing.changes import Decision
    from ketgui.importing.mapping.mapping import Mapping
    from ketgui.importing.tables.readers.reader import Progress
    from ketgui.project.encryption import SealError
    from ketgui.project.opening import OpenedStudy
    from ketgui.project.recipe import Recipe
    from ketgui.project.sites import JoinedSites, Site
    from ketgui.reporting.request import ReportRequest
    from ketgui.statistics.analysis import Analysis


# No module of PySide6 or pyqtgraph: importing those off the main thread may crash.
_NEEDED = ("scipy.special", "ketgui.importing.pipeline", "ketgui.statistics.analysis")


def load_modules() -> None:
    """Import what reading and computing will need."""
    for name in _NEEDED:
        import_module(name)


def find_study(paths: Sequence[Path]) -> Path | None:
    """Return the study file among files to open, if there is one."""
    return next((path for path in paths if path.suffix.lower() == ".ketgui"), None)


def read_tables(
    paths: Sequence[Path],
    mapping: Mapping | None,
    plan: AnalysisPlan | None,
    pasted: str,
    stored: StoredTables | None,
    progress: Progress,
) -> Import:
    """Read files, pasted cells, or the tables that a study holds.

    Without a plan, which is the open study's, that in the files counts.
    """
    from ketgui.importing import StoredTables, import_files, import_text

    if pasted:
        return import_text(pasted, mapping, plan)
    return import_files(paths, mapping, plan, stored=stored or StoredTables(), progress=progress)


def read_study_file(
    path: Path, files: tuple[Path, ...], password: str, progress: Progress
) -> OpenedStudy | SealError:
    """Read a study; what is wrong with its seal or password is returned."""
    from ketgui.project.encryption import SealError
    from ketgui.project.opening import open_study

    try:
        return open_study(path, progress, files, password)
    except SealError as error:
        # Returned, not raised: a wrong password is an answer of the user's, not a failure.
        return error


def read_sites(sites: Sequence[Site], plan: AnalysisPlan, are_same_patients: bool) -> JoinedSites:
    """Join several studies as the sites of one cohort."""
    from ketgui.project.sites import join_sites

    return join_sites(sites, plan, are_same_patients=are_same_patients)


def make_empty_state(plan: AnalysisPlan) -> State:
    """Return the state of a new study without patients."""
    from ketgui.importing import start_import

    return State(start_import(), plan, make_entries(_("New study")))


def use_import(
    read: State, cohort: Cohort, open_state: State, default_plan: AnalysisPlan, *, is_own: bool
) -> State:
    """Return the state in which an import is used.

    What was done by hand, the plan and the report are of one study: another one begins without
    them.

    Parameters
    ----------
    read : State
        The state of what was read.
    cohort : Cohort
        The import's cohort.
    open_state : State
        The open state.
    default_plan : AnalysisPlan
        Of another study.
    is_own : bool
        Whether the files read are the open study's, perhaps with others.
    """
    from ketgui.domain.edits import select_applicable_edits
    from ketgui.domain.rated_scales import follow_file
    from ketgui.project.history import describe_followed_plan, describe_opening

    assert read.imported is not None
    edits, dropped = select_applicable_edits(cohort, open_state.edits if is_own else ())
    wanted = open_state.plan if is_own or open_state.imported is None else default_plan
    # A plan in the files is a start: read again, it must not undo the user's changes.
    begun = None if is_own else read.imported.plan
    plan = follow_file(cohort, begun or wanted)
    decided = open_state.imported.mapping.decisions if is_own and open_state.imported else ()
    entries = describe_opening(read.imported, cohort.enrolled, dropped, decided)
    if begun:
        entries = (*entries, *make_entries(_("The plan is that of the file")))
    elif plan != wanted:
        entries = (*entries, *make_entries(describe_followed_plan(wanted, plan)))
    state = replace(read.under(plan), entries=entries, edits=edits)
    if not is_own:
        return state
    return replace(state, sentence_edits=open_state.sentence_edits, request=open_state.request)


def use_study(opened: OpenedStudy) -> State:
    """Return the state that a study was saved in."""
    recipe = opened.recipe
    return State(
        opened.imported,
        recipe.plan,
        paths=opened.paths,
        edits=recipe.edits,
        pasted=recipe.pasted,
        sentence_edits=recipe.sentence_edits,
        request=recipe.request,
        stored=opened.study.stored if opened.is_study_file else None,
    )


def compute(
    state: State, cohort: Cohort | None, previous: Analysis | None, progress: Progress
) -> Analysis:
    """Return the analysis of a state, whose edited cohort may be at hand already."""
    from ketgui.statistics.analysis import analyse

    text = _("Computing…")
    known = cohort or state.make_cohort()
    return analyse(known, state.plan, previous, lambda share: progress(share, text))


def prepare_recipe(
    state: State, analysis: Analysis | None, defaults: ReportRequest
) -> Callable[[Path, bool], Recipe]:
    """Return a function that makes a state's recipe later, in another thread.

    Parameters
    ----------
    state : State
        The state to save, which has an import.
    analysis : Analysis or None
        That of the state; None while it is being computed: the recipe then has no numbers.
    defaults : ReportRequest
        Fills in what the report request leaves open.

    Returns
    -------
    callable
        Takes the folder that the recipe is for, and whether it is to have numbers.
    """
    imported = state.imported
    assert imported is not None

    def make(folder: Path, with_numbers: bool) -> Recipe:
        from ketgui.project.recipe import make_recipe
        from ketgui.project.study_file import add_left_out
        from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits

        before = state.stored.mapping if state.stored else imported.mapping
        return make_recipe(
            imported,
            analysis if with_numbers else None,
            plan=state.plan,
            edits=state.edits,
            paths=state.paths,
            folder=folder,
            sentence_edits=state.sentence_edits or SentenceEdits(),
            request=state.request.complete(defaults),
            mapping=add_left_out(imported.mapping, before),
        )

    return make


def bring_back(state: State, patient_id: str, reason: str) -> State | Mapping | None:
    """Return the state in which an excluded patient is enrolled again, or the mapping to read with.

    None if no patient of this id was excluded.
    """
    from ketgui.domain.edits import PatientExclusion

    out = [
        edit
        for edit in state.edits
        if isinstance(edit, PatientExclusion) and edit.patient_id == patient_id
    ]
    # An exclusion by hand is one of the edits; one on the import page is an answer of the mapping.
    if out:
        line = _("Brought back {id}: {reason}", id=patient_id, reason=reason)
        entry = AuditEntry(get_current_time(), line, "patients", patient_id, reason=reason)
        edits = tuple(edit for edit in state.edits if edit not in out)
        return replace(state, edits=edits, entries=(entry,))
    imported = state.imported
    if imported is None or patient_id not in {out.patient_id for out in imported.exclusions}:
        return None
    excluding = [d for d in imported.mapping.decisions if d.action == "exclude"]
    taken_back = [d for d in excluding if _names(imported, d, patient_id)]
    if not taken_back and len(excluding) == len(imported.exclusions):
        # Where ids were replaced, exclusions are in the order of their decisions.
        ids = [exclusion.patient_id for exclusion in imported.exclusions]
        taken_back = [excluding[ids.index(patient_id)]]
    remaining = tuple(d for d in imported.mapping.decisions if d not in taken_back)
    return replace(imported.mapping, decisions=remaining) if taken_back else None


def _names(imported: Import, decision: Decision, patient_id: str) -> bool:
    """Tell whether the row of a decision is one of a patient's."""
    table = imported.mapping.find_table(decision.file, decision.sheet)
    columns = table.columns if table else ()
    ids = [c.column for c in columns if c.target and c.target.field == "patient_id"]
    return any(
        (table.at(decision.row, letter) or "").strip() == patient_id
        for table in imported.tables
        if (table.file, table.sheet) == (decision.file, decision.sheet)
        for letter in ids
    )
