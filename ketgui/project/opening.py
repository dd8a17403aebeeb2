"""Opens a study, or a project file of an earlier version, which needs its source files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ketgui.domain.cohort import Source
from ketgui.domain.edit_rows import EditError
from ketgui.domain.edits import apply_edits, select_applicable_edits
from ketgui.importing import Import, import_files, import_text
from ketgui.importing.issues import Issue, make_file_issue
from ketgui.importing.mapping.mapping import Mapping
from ketgui.importing.tables.readers.reader import Progress
from ketgui.project.audit import AuditEntry, get_current_time
from ketgui.project.encryption import SealError, StudyKey, is_sealed, unseal
from ketgui.project.history import describe_dropped
from ketgui.project.recipe import Recipe, RecipeError, from_toml
from ketgui.project.study_file import StoredStudy, is_study, read_study
from ketgui.text import _


@dataclass(frozen=True, eq=False)
class OpenedStudy:
    """A study as it was opened.

    Attributes
    ----------
    study : StoredStudy
    imported : Import
        Its tables again; no cohort where they, or the edits, cannot be used.
    paths : tuple of Path
        The files that were read; none where the study itself holds the tables.
    key : StudyKey or None
        Seals it again; None for a study without a password.
    is_study_file : bool
        Whether it is a study file, and not a project file of an earlier version.
    """

    study: StoredStudy
    imported: Import
    paths: tuple[Path, ...] = ()
    key: StudyKey | None = None
    is_study_file: bool = True

    @property
    def recipe(self) -> Recipe:
        """What to read, how, what was changed, and the report."""
        return self.study.recipe

    @property
    def is_whole(self) -> bool:
        """Whether every part that holds patients, values or changes is there."""
        return self.study.is_usable and not self.study.lost

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the files that are not where an older project expects them."""
        return tuple(path.name for path in self.paths if not path.exists())

    def list_trail(self) -> tuple[AuditEntry, ...]:
        """Return the history, with what opening it adds: what is damaged or could not be read."""
        added = list(self.study.problems)
        if not self.is_study_file:
            added.append(_("Opened the project"))
        if self.recipe.request_problems:
            # A newer version, or a hand, may have written a figure that this version does not have.
            added.append(_("The project's figure could not be read; the usual one is shown."))
        # A project file of an earlier version has lines of history without a time.
        past = self.study.trail or tuple(AuditEntry("", line) for line in self.recipe.history)
        return (*past, *(AuditEntry(get_current_time(), line) for line in added))


def read_file(path: Path, password: str = "") -> tuple[StoredStudy, StudyKey | None, bool]:
    """Return the study in a file, its key, and whether it is a study file.

    Raises
    ------
    SealError
        If it is sealed and the password does not open it.
    RecipeError
        If it cannot be read or understood; the message names the file.
    """
    try:
        data = path.read_bytes()
        key = None
        # What lies under the seal decides how the file is read, so the seal comes off first.
        if is_sealed(data):
            data, key = unseal(data, password)
        if is_study(data):
            return read_study(data), key, True
        return StoredStudy(from_toml(data.decode("utf-8"))), key, False
    except RecipeError as error:
        raise RecipeError(f"{path.name}: {error}") from None
    except UnicodeDecodeError:
        raise RecipeError(_("{name}: this is not a study file.", name=path.name)) from None
    except OSError as error:
        raise RecipeError(f"{path.name}: {_explain_failure(error)}") from None


def _explain_failure(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("There is no such file.")
    if isinstance(error, PermissionError):
        return _("The file may not be read: it is open in another program, or not yours to read.")
    return _("The file could not be read to its end.")


def explain_seal(error: SealError) -> str:
    """Return why a sealed study was not opened, and what to do."""
    explanations = {
        "password": _("The password is not the one of this study."),
        "cut": _("The end of the file is missing: it was not copied or saved whole."),
        "altered": _("The file was altered since it was saved, and cannot be opened."),
        "foreign": _("It was saved by a newer version of KetGUI, which opens it."),
    }
    return explanations[error.reason]


def open_study(
    path: Path,
    progress: Progress | None = None,
    files: tuple[Path, ...] = (),
    password: str = "",
) -> OpenedStudy:
    """Open a study or an older project; problems are among the issues of its import.

    Parameters
    ----------
    path : Path
    progress : callable, optional
        As for ``import_files``.
    files : tuple of Path
        Where the source files are that an older project does not find beside it.
    password : str
        Opens a sealed study.

    Raises
    ------
    SealError
        If it is sealed and the password does not open it.
    """
    try:
        study, key, is_study_file = read_file(path, password)
    except RecipeError as error:
        fix = _("Choose a study that this program saved, or open the tables themselves.")
        issue = make_file_issue("error", "no_project", path.name, str(error), fix)
        return OpenedStudy(
            StoredStudy(Recipe(())), Import((), (), Mapping(), (issue,), None), (path,)
        )
    if is_study_file:
        imported = restore_import(path.name, study, progress)
        return OpenedStudy(_drop_misfits(study, imported), imported, (), key)
    # Only a project of an earlier version needs its source files again.
    paths = files or study.recipe.find_paths(path.parent)
    imported = refuse_cut(study.recipe, read_inputs(study.recipe, paths, progress))
    return OpenedStudy(study, imported, paths, key, is_study_file=False)


def restore_import(name: str, study: StoredStudy, progress: Progress | None = None) -> Import:
    """Return the import of a study's own tables; what is damaged is among its issues."""
    recipe = study.recipe
    imported = import_files((), recipe.mapping, recipe.plan, stored=study.stored, progress=progress)
    fix = _("Open the copy {name}.bak beside it, or a copy of your own.", name=name)
    severity = "warning" if study.is_usable else "error"
    damage = [
        make_file_issue(severity, "damaged", name, problem, fix) for problem in study.problems
    ]
    # Every part can be as it was written and still not be understood.
    if not study.is_usable and not damage:
        problem = _("A part of the study cannot be read.")
        damage = [make_file_issue("error", "damaged", name, problem, fix)]
    imported = replace(imported, issues=(*damage, *imported.issues))
    # Without the cohort nothing is analysed: patients or values would be missing unnoticed.
    if not study.is_usable:
        return replace(imported, cohort=None)
    # Of a table that is lost, rows that were edited may be gone: what fits is kept.
    return imported if study.lost else _check_edits(study.recipe, imported)


def _drop_misfits(study: StoredStudy, imported: Import) -> StoredStudy:
    """Return a damaged study with the edits that still fit, and how many do not."""
    if not study.lost or imported.cohort is None:
        return study
    edits, dropped = select_applicable_edits(imported.cohort, study.recipe.edits)
    problems = study.problems
    if dropped:
        problems = (*problems, describe_dropped(dropped))
    return replace(study, recipe=replace(study.recipe, edits=edits), problems=problems)


def read_inputs(recipe: Recipe, paths: Sequence[Path], progress: Progress | None = None) -> Import:
    """Read the recipe's files, or others in their place, and check that the edits fit.

    Returns
    -------
    Import
        With a warning for each file that has changed. Its cohort is the one before the edits, or
        None if an edit does not fit; the reason is then among the issues.
    """
    mapping = recipe.adapt_mapping(paths)
    if recipe.pasted and not paths:
        imported = import_text(recipe.pasted, mapping, recipe.plan)
    else:
        imported = import_files(paths, mapping, recipe.plan, progress=progress)
    saved_hashes = {source.sha256 for source in recipe.sources}
    changed = [
        _warn_of_change(source) for source in imported.sources if source.sha256 not in saved_hashes
    ]
    imported = replace(imported, issues=(*imported.issues, *changed))
    return _check_edits(recipe, imported)


def refuse_cut(recipe: Recipe, imported: Import) -> Import:
    """Return the import of an older project, without its cohort if the project was cut off.

    Such a project had its numbers last, and no other mark of its end.
    """
    if recipe.numbers:
        return imported
    issue = make_file_issue(
        "error",
        "damaged",
        _get_first_name(imported),
        _("The project ends before the numbers it was saved with: it may have been cut off, and "
          "exclusions and corrections at its end may be missing."),
        _("Choose a whole copy of the project, or open the tables themselves."),
    )  # fmt: skip
    return replace(imported, issues=(issue, *imported.issues), cohort=None)


def _check_edits(recipe: Recipe, imported: Import) -> Import:
    """Return the import, without its cohort where an edit does not fit; an issue says why."""
    if imported.cohort is None:
        return imported
    try:
        apply_edits(imported.cohort, recipe.edits)
    except EditError as error:
        issue = _report_misfit(imported, error)
        return replace(imported, issues=(issue, *imported.issues), cohort=None)
    return imported


def _warn_of_change(source: Source) -> Issue:
    return make_file_issue(
        "warning",
        "changed_since",
        source.name,
        _("The file is not what it was when the project was saved."),
        _("Check what has changed, and save the project again if it is right."),
    )


def _report_misfit(imported: Import, error: EditError) -> Issue:
    return make_file_issue(
        "error",
        "edit_misfit",
        _get_first_name(imported),
        _("A change made by hand no longer fits the file: {error}", error=error),
        _("Open the file itself and make the change again."),
    )


def _get_first_name(imported: Import) -> str:
    return imported.sources[0].name if imported.sources else ""
