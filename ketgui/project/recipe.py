"""A recipe: every step from the tables to the report, as plain data.

A study file holds one; project files of earlier versions were nothing else, as TOML.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any, TypeVar, cast

from ketgui import __version__
from ketgui.domain import edits as cohort_edits
from ketgui.domain.cohort import Source
from ketgui.domain.edit_rows import EditError
from ketgui.domain.edits import CohortEdit
from ketgui.domain.outcome import PlanError
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import Import
from ketgui.importing.mapping import mapping_file
from ketgui.importing.mapping.mapping import Mapping as ColumnMap
from ketgui.project.archive import is_safe_name
from ketgui.reporting import analysis_json
from ketgui.reporting.comparison import Scalar, collect_numbers
from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits
from ketgui.reporting.request import NOTHING_CHOSEN, ReportRequest
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, current_language

SCHEMA = "ketgui-recipe-1"
SUFFIX = ".ketgui"

_Values = Mapping[str, Any]
_DEVICES = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10)))
)
_Part = TypeVar("_Part")


class RecipeError(ValueError):
    """A recipe that cannot be read, and why, in words."""


@dataclass(frozen=True)
class Recipe:
    """What to read, how to read it, what was changed, and what to write.

    Attributes
    ----------
    inputs : tuple of str
        The files and folders to read, relative to the recipe's own folder, with ``/``; a name
        alone where they lie elsewhere: a recipe holds no folder of a person's machine.
    sources : tuple of Source
        Each file's hash at the time, so that another content is noticed.
    mapping : Mapping
        Columns, reading rules, corrections and exclusions.
    plan : AnalysisPlan
        Definitions and the planned treatment.
    edits : tuple of Edit
        Rows added, changed or removed by hand, and patients excluded.
    language : str
        Language of words and figures.
    pasted : str
        Cells pasted from a spreadsheet, where no file was read.
    sentence_edits : SentenceEdits
        The report's sentences in the user's own words.
    request : ReportRequest
        What the report is made of: figures, formats, sizes.
    history : tuple of str
        Each step in words, the oldest first.
    numbers : dict
        The numbers obtained, by name; a later run says which of them have changed.
    request_problems : dict
        For each option of the report that could not be read, why; never written.
    saved_entries : int or None
        In a recovery copy, how many entries of the history the study's own file holds.
    """

    inputs: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    mapping: ColumnMap = field(default_factory=ColumnMap)
    plan: AnalysisPlan = field(default_factory=AnalysisPlan)
    edits: tuple[CohortEdit, ...] = ()
    language: str = "en"
    pasted: str = ""
    sentence_edits: SentenceEdits = field(default_factory=SentenceEdits)
    request: ReportRequest = NOTHING_CHOSEN
    history: tuple[str, ...] = ()
    numbers: Mapping[str, Scalar] = field(default_factory=dict[str, Scalar])
    request_problems: Mapping[str, str] = field(default_factory=dict[str, str])
    saved_entries: int | None = None

    def find_paths(self, folder: Path) -> tuple[Path, ...]:
        """Return the inputs' paths, for a recipe in `folder`."""
        return tuple(folder / name for name in self.inputs)

    def adapt_mapping(self, paths: Sequence[Path]) -> ColumnMap:
        """Return the mapping for files that replace the recipe's own, in their order."""
        old = [PurePath(name).name for name in self.inputs]
        if len(old) != len(paths):
            return self.mapping
        # A mapping names files by their names alone, so the new names are put in.
        renamed = dict(zip(old, (path.name for path in paths), strict=True))

        def rename(part: Any) -> Any:
            return replace(part, file=renamed.get(part.file, part.file))

        return replace(
            self.mapping,
            files=tuple(map(rename, self.mapping.files)),
            tables=tuple(map(rename, self.mapping.tables)),
            decisions=tuple(map(rename, self.mapping.decisions)),
        )


def make_recipe(
    imported: Import,
    analysis: Analysis | None,
    *,
    plan: AnalysisPlan,
    edits: tuple[CohortEdit, ...],
    paths: Sequence[Path],
    sentence_edits: SentenceEdits,
    folder: Path,
    request: ReportRequest,
    mapping: ColumnMap,
) -> Recipe:
    """Return the recipe of an import and its report, for a file in `folder`."""
    # Pasted cells lie in no file, but their source has a name.
    inputs = get_relative_names(paths, folder) or tuple(s.name for s in imported.sources)
    return Recipe(
        inputs,
        imported.sources,
        mapping,
        plan,
        edits,
        current_language(),
        sentence_edits=sentence_edits,
        request=request,
        numbers=collect_numbers(analysis_json.as_dict(analysis)) if analysis else {},
    )


def get_relative_names(paths: Sequence[Path], folder: Path) -> tuple[str, ...]:
    """Return the inputs' names for a recipe in `folder`: relative where they lie within it."""
    return tuple(_get_relative_name(path, folder.resolve()) for path in paths)


def _check_inputs(recipe: Recipe) -> Recipe:
    """Return the recipe, whose source files must be within the folder of its project.

    A project that came by mail could name any file, a server that Windows would connect to, or one
    of the devices that Windows knows by name.

    Raises
    ------
    RecipeError
    """
    for name in recipe.inputs:
        stems = {part.partition(".")[0].rstrip().upper() for part in name.split("/")}
        if not is_safe_name(name) or stems & _DEVICES:
            message = _("The project names a file outside its folder: {name}.", name=name)
            raise RecipeError(message)
    return recipe


def _get_relative_name(path: Path, folder: Path) -> str:
    try:
        return path.resolve().relative_to(folder).as_posix()
    except ValueError:
        # The name alone: a path outside the folder would tell how the person's machine is laid out.
        return path.name


def to_dict(recipe: Recipe) -> dict[str, Any]:
    """Return a recipe as plain values, but for its edits, which a study keeps apart."""
    return {
        "program": __version__,
        "language": recipe.language,
        "inputs": list(recipe.inputs),
        "source": [{"name": source.name, "sha256": source.sha256} for source in recipe.sources],
        "plan": recipe.plan.as_dict(),
        "output": recipe.request.as_dict(),
        "mapping": mapping_file.as_dict(recipe.mapping),
        "sentence": recipe.sentence_edits.as_dicts(),
        "numbers": dict(recipe.numbers),
        **({} if recipe.saved_entries is None else {"saved_entries": recipe.saved_entries}),
    }


def from_toml(text: str) -> Recipe:
    """Return the recipe that the TOML text of an older project file holds.

    Raises
    ------
    RecipeError
        If it is not TOML, was written by a newer version, or a part of it cannot be understood.
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RecipeError(_("This is not a project file: {error}", error=error)) from None
    if document.get("schema") != SCHEMA:
        raise RecipeError(_("This project file is of a kind that this program does not know."))
    return _check_inputs(from_dict(document))


def from_dict(document: _Values) -> Recipe:
    """Return the recipe that plain values describe; edits are in older project files alone.

    Raises
    ------
    RecipeError
        If a part of it cannot be understood.
    """
    request, problems = ReportRequest.salvage(_get_table(document, "output"))
    return Recipe(
        _get_texts(document, "inputs"),
        tuple(_read_source(values) for values in _get_tables(document, "source")),
        _read_part("mapping", lambda: mapping_file.from_dict(_get_table(document, "mapping"))),
        _read_part("plan", lambda: AnalysisPlan.from_dict(_get_table(document, "plan"))),
        tuple(
            # As a default, since a function reads a loop's variable only when it is called.
            _read_part("edit", lambda values=values: cohort_edits.from_dict(values))
            for values in _get_tables(document, "edit")
        ),
        str(document.get("language", "en")),
        str(document.get("pasted", "")),
        _read_part("sentence", lambda: SentenceEdits.from_dicts(_get_tables(document, "sentence"))),
        request,
        _get_texts(document, "history"),
        {
            name: value
            for name, value in _get_table(document, "numbers").items()
            # A number that was edited by hand into a text has nothing to be compared with.
            if isinstance(value, bool | int | float)
        },
        problems,
        _get_count(document, "saved_entries"),
    )


def _read_part(name: str, make: Callable[[], _Part]) -> _Part:
    try:
        return make()
    except (PlanError, EditError, ValueError) as error:
        raise RecipeError(f"[{name}] {error}") from None


def _make_kind_error(name: str) -> RecipeError:
    return RecipeError(_("The project's {name} is of the wrong kind.", name=name))


def _get_table(document: _Values, name: str) -> dict[str, Any]:
    value = document.get(name, {})
    if not isinstance(value, dict):
        raise _make_kind_error(name)
    return cast("dict[str, Any]", value)


def _get_tables(document: _Values, name: str) -> list[dict[str, Any]]:
    value = document.get(name, [])
    if not isinstance(value, list) or not all(
        isinstance(v, dict) for v in cast("list[Any]", value)
    ):
        raise _make_kind_error(name)
    return cast("list[dict[str, Any]]", value)


def _get_texts(document: _Values, name: str) -> tuple[str, ...]:
    value = document.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in cast("list[Any]", value)):
        raise _make_kind_error(name)
    return tuple(cast("list[str]", value))


def _get_count(document: _Values, name: str) -> int | None:
    value = document.get(name)
    # True is an int to isinstance, and no count.
    return value if type(value) is int and value >= 0 else None


def _read_source(values: _Values) -> Source:
    return Source(str(values.get("name", "")), str(values.get("sha256", "")))
