"""A recipe's files read again as they were understood, with what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ketgui.domain.cohort import Source
from ketgui.domain.edits import EditError, apply_edits
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
        raise RecipeError(f"{path.name}: {_unread(error)}") from None


def _unread(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("There is no such file.")
    if isinstance(error, PermissionError):
        return _("The file may not be read: it is open in another program, or not yours to read.")
    return _("The file could not be read to its end.")


@dataclass(frozen=True, eq=False)
class Reopened:
    """A project's recipe, where its files lie, and what they hold now."""

    recipe: Recipe
    paths: tuple[Path, ...]
    imported: Import

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the files that are not where the project expects them."""
        return tuple(path.name for path in self.paths if not path.exists())

    def lines(self) -> tuple[str, ...]:
        """Return the history of the project and its opening."""
        lines = (*self.recipe.history, _("Opened the project"))
        if not self.recipe.request_problems:
            return lines
        # A project that another program has written may ask for a figure that there is not.
        return (*lines, _("The project's figure could not be read; the usual one is shown."))


def reopen(path: Path, progress: Progress | None = None, files: tuple[Path, ...] = ()) -> Reopened:
    """Read a project file and its files; what stands in the way is among the issues.

    `files`, if given, are read in the place of those that the project names.
    """
    try:
        recipe = read_recipe(path)
    except RecipeError as error:
        fix = _("Choose a project file that this program saved, or open the tables themselves.")
        issue = about_file("error", "no_project", path.name, str(error), fix)
        return Reopened(Recipe(()), (path,), Import((), (), Mapping(), (issue,), None))
    paths = files or recipe.paths(path.parent)
    return Reopened(recipe, paths, read_again(recipe, paths, progress))


def read_again(recipe: Recipe, paths: Sequence[Path], progress: Progress | None = None) -> Import:
    """Read the recipe's files, or those in their place; the edits must fit what they hold.

    Returns
    -------
    Import
        With a warning for each file that is not what it was. Its cohort is as read, before the
        edits; None, with the reason among the issues, where one of them does not fit.
    """
    mapping = recipe.mapping_for(paths)
    if recipe.pasted and not paths:
        imported = import_text(recipe.pasted, mapping)
    else:
        imported = import_files(paths, mapping, progress=progress)
    known = {source.sha256 for source in recipe.sources}
    changed = [_changed(source) for source in imported.sources if source.sha256 not in known]
    imported = replace(imported, issues=(*imported.issues, *changed))
    if imported.cohort is None:
        return imported
    try:
        apply_edits(imported.cohort, recipe.edits)
    except EditError as error:
        return replace(imported, issues=(_misfit(imported, error), *imported.issues), cohort=None)
    return imported


def _changed(source: Source) -> Issue:
    return about_file(
        "warning",
        "changed_since",
        source.name,
        _("The file is not what it was when the project was saved."),
        _("Look at what has changed; save the project again if it is right."),
    )


def _misfit(imported: Import, error: EditError) -> Issue:
    name = imported.sources[0].name if imported.sources else ""
    return about_file(
        "error",
        "edit_misfit",
        name,
        _("A change made by hand no longer fits the file: {error}", error=error),
        _("Open the file itself and make the change again."),
    )
