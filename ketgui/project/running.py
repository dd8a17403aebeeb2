"""Opens a project: reads its recipe, then its files in the same way as before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ketgui.domain.cohort import Source
from ketgui.domain.edit_rows import EditError
from ketgui.domain.edits import apply_edits
from ketgui.importing import Import, import_files, import_text
from ketgui.importing.issues import Issue, about_file
from ketgui.importing.mapping.mapping import Mapping
from ketgui.importing.tables.readers.reader import Progress
from ketgui.project.recipe import Recipe, RecipeError, from_toml
from ketgui.text import _


def read_recipe(path: Path) -> Recipe:
    """Return the recipe in a file.

    Raises
    ------
    RecipeError
        If it cannot be read or understood; the message names the file.
    """
    try:
        return from_toml(path.read_text(encoding="utf-8"))
    except RecipeError as error:
        raise RecipeError(f"{path.name}: {error}") from None
    except UnicodeDecodeError:
        raise RecipeError(_("{name}: this is not a project file.", name=path.name)) from None
    except OSError as error:
        raise RecipeError(f"{path.name}: {_explain_failure(error)}") from None


def _explain_failure(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("There is no such file.")
    if isinstance(error, PermissionError):
        return _("The file may not be read: it is open in another program, or not yours to read.")
    return _("The file could not be read to its end.")


@dataclass(frozen=True, eq=False)
class OpenedProject:
    """A project's recipe, the paths of its files, and their import."""

    recipe: Recipe
    paths: tuple[Path, ...]
    imported: Import

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the files that are not where the project expects them."""
        return tuple(path.name for path in self.paths if not path.exists())

    def describe_history(self) -> tuple[str, ...]:
        """Return the history of the project and its opening."""
        lines = (*self.recipe.history, _("Opened the project"))
        if not self.recipe.request_problems:
            return lines
        # A project that another program has written may ask for a figure that there is not.
        return (*lines, _("The project's figure could not be read; the usual one is shown."))


def read_project(
    path: Path, progress: Progress | None = None, files: tuple[Path, ...] = ()
) -> OpenedProject:
    """Read a project file and its files; problems are among the issues.

    `files`, if given, replace those that the project names.
    """
    try:
        recipe = read_recipe(path)
    except RecipeError as error:
        fix = _("Choose a project file that this program saved, or open the tables themselves.")
        issue = about_file("error", "no_project", path.name, str(error), fix)
        return OpenedProject(Recipe(()), (path,), Import((), (), Mapping(), (issue,), None))
    paths = files or recipe.paths(path.parent)
    return OpenedProject(recipe, paths, read_inputs(recipe, paths, progress))


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
        imported = import_text(recipe.pasted, mapping)
    else:
        imported = import_files(paths, mapping, progress=progress)
    known = {source.sha256 for source in recipe.sources}
    changed = [_warn_of_change(source) for source in imported.sources if source.sha256 not in known]
    imported = replace(imported, issues=(*imported.issues, *changed))
    if imported.cohort is None:
        return imported
    try:
        apply_edits(imported.cohort, recipe.edits)
    except EditError as error:
        return replace(
            imported, issues=(_report_misfit(imported, error), *imported.issues), cohort=None
        )
    return imported


def _warn_of_change(source: Source) -> Issue:
    return about_file(
        "warning",
        "changed_since",
        source.name,
        _("The file is not what it was when the project was saved."),
        _("Check what has changed, and save the project again if it is right."),
    )


def _report_misfit(imported: Import, error: EditError) -> Issue:
    name = imported.sources[0].name if imported.sources else ""
    return about_file(
        "error",
        "edit_misfit",
        name,
        _("A change made by hand no longer fits the file: {error}", error=error),
        _("Open the file itself and make the change again."),
    )
