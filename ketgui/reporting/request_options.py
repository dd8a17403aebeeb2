"""The options of a report by name, as in command lines and project files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from ketgui.reporting.documents.kinds import DOCUMENTS
from ketgui.reporting.paper import PAPERS
from ketgui.text import LANGUAGES, _

if TYPE_CHECKING:
    from ketgui.figures.panel_edits import PanelEdit

Read = Callable[[Any], Any]
# The formats of figure files, and their names on screen.
FORMATS = {"png": "PNG", "tiff": "TIFF", "svg": "SVG", "pdf": "PDF"}
_NOTHING, _YES, _NO = "none", "yes", "no"


class RequestError(ValueError):
    """An unknown option of the report, or an unusable value; the message says which."""


def _read_keys(value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(value).split(",")))


def _read_figures(value: Any) -> tuple[str, ...]:
    from ketgui.figures.selection import check_keys

    keys = _read_keys(value)
    check_keys(keys)
    return keys


def _read_panels(value: Any) -> tuple[str, ...]:
    from ketgui.figures.composition import Composition

    return Composition(tuple(str(value).split(","))).panels


def _read_panel_edits(value: Any) -> tuple[PanelEdit, ...]:
    from ketgui.figures.panel_edits import read_edits

    return read_edits(str(value))


def _read_columns(value: Any) -> int:
    from ketgui.figures.composition import Composition

    return Composition(columns=int(value)).columns


def _read_answer(option: str) -> Read:
    """Return a function that reads yes or no."""

    def read(value: Any) -> bool:
        if value not in (_YES, _NO):
            raise RequestError(_("{option}: yes or no.", option=option))
        return value == _YES

    return read


def _read_several(list_keys: Callable[[], tuple[str, ...]]) -> Read:
    """Return a function that reads keys separated by commas, each of those listed."""

    def read(value: Any) -> tuple[str, ...]:
        if value == _NOTHING:
            return ()
        names = _read_keys(str(value).lower())
        if unknown := [name for name in names if name not in list_keys()]:
            raise RequestError(_("no such format: {name}", name=unknown[0]))
        return names

    return read


def _read_one(list_keys: Callable[[], tuple[str, ...]]) -> Read:
    """Return a function that reads one of the keys listed."""

    def read(value: Any) -> str:
        if value not in list_keys():
            names = ", ".join(list_keys())
            raise RequestError(_("“{value}” is none of {known}", value=value, known=names))
        return value

    return read


def _read_look(name: str, convert: Read = str) -> Read:
    """Return a function that reads an attribute of the figure style, within its limits."""

    def read(value: Any) -> Any:
        from ketgui.figures.style import FigureStyle

        # The style checks its own limits, which are then the same in the composer.
        return getattr(FigureStyle.from_dict({name: convert(value)}), name)

    return read


def get_styles() -> tuple[str, ...]:
    """Return the keys of the styles of statistics."""
    from ketgui.reporting.paragraphs.style import STYLES

    return tuple(style.key for style in STYLES)


# The function that reads each option: text from a command line, or a typed value from a project.
READERS: dict[str, Read] = {
    "figures": _read_figures,
    "width-mm": _read_look("width_mm", float),
    "dpi": _read_look("dpi", lambda value: round(float(value))),
    "font-points": _read_look("font_points", float),
    "palette": _read_look("palette"),
    "line-weight": _read_look("line_weight", float),
    "before": _read_look("before"),
    "after": _read_look("after"),
    "figure-language": _read_look("language"),
    "compose": _read_panels,
    "columns": _read_columns,
    "letters": _read_answer("letters"),
    "figure-title": str,
    "figure-caption": str,
    "panel-edits": _read_panel_edits,
    "documents": _read_several(lambda: tuple(kind.key for kind in DOCUMENTS)),
    "formats": _read_several(lambda: tuple(FORMATS)),
    "style": _read_one(get_styles),
    "paper": _read_one(lambda: tuple(paper.key for paper in PAPERS)),
    "language": _read_one(lambda: tuple(LANGUAGES)),
    "history": _read_answer("history"),
    "supplement": _read_answer("supplement"),
}


def read_option(option: str, value: object) -> Any:
    """Return the value of an option, of the type that the request holds.

    Raises
    ------
    RequestError
        If there is no such option, or its value cannot be used.
    """
    read = READERS.get(option)
    if read is None:
        raise RequestError(_("There is no option {name} of the report.", name=option))
    try:
        return read(value)
    except RequestError:
        raise
    except (TypeError, ValueError) as error:
        raise RequestError(str(error)) from None


def write_option(option: str, value: Any) -> str | int | float:
    """Return what `read_option` reads as this value."""
    if option == "panel-edits":
        from ketgui.figures.panel_edits import write_edits

        return write_edits(value)
    if isinstance(value, tuple):
        return ",".join(str(key) for key in cast("tuple[object, ...]", value)) or _NOTHING
    if isinstance(value, bool):
        return _YES if value else _NO
    return value
