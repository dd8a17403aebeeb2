"""A composed figure and its style as options of the report, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ketgui.figures.catalogue import FIGURES, MAIN_FIGURES
from ketgui.figures.composition import KEY, Composition
from ketgui.figures.figure import Figure
from ketgui.figures.spec import FigureSpec
from ketgui.figures.style import FigureStyle, StyleError
from ketgui.statistics.analysis import Analysis
from ketgui.text import _

_YES, _NO = "yes", "no"
# Option, and the name it has in a style.
STYLE = {
    "width-mm": "width_mm",
    "dpi": "dpi",
    "font-points": "font_points",
    "palette": "palette",
    "line-weight": "line_weight",
    "before": "before",
    "after": "after",
    "figure-language": "language",
}
COMPOSITION = ("compose", "columns", "letters", "figure-title", "figure-caption")


def as_options(composed: Composition, style: FigureStyle) -> dict[str, Any]:
    """Return the options that give this figure in this style; what is usual is left out."""
    values = style.as_dict()
    options: dict[str, Any] = {
        option: values[name] for option, name in STYLE.items() if name in values
    }
    own = {
        "compose": ",".join(composed.panels),
        "columns": composed.columns,
        "letters": _YES if composed.letters else _NO,
        "figure-title": composed.title,
        "figure-caption": composed.caption,
    }
    return options | {option: value for option, value in own.items() if value != ""}


def usual_options(width_mm: float, dpi: int) -> dict[str, Any]:
    """Return what a report written in the window holds, unless other choices are made."""
    return {"figures": "all", "width-mm": width_mm, "dpi": dpi}


def others(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the report's options that are none of a figure's."""
    own = of_figure(options)
    return {name: value for name, value in options.items() if name not in own}


def of_figure(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the report's options that are a composed figure's, and the style's."""
    names = (*STYLE, *COMPOSITION)
    return {name: options[name] for name in names if name in options}


def style_of(options: Mapping[str, Any]) -> FigureStyle:
    """Return the style that options ask for.

    Raises
    ------
    StyleError
        If one of them cannot be.
    """
    given = {name: options[option] for option, name in STYLE.items() if options.get(option)}
    if "dpi" in given:
        given["dpi"] = round(given["dpi"])
    return FigureStyle.from_dict(given)


def composition_of(options: Mapping[str, Any]) -> Composition | None:
    """Return the figure that options put together; None if they name no panels.

    Raises
    ------
    StyleError
        If it cannot be.
    """
    if not options.get("compose"):
        return None
    letters = options.get("letters") or _YES
    if letters not in (_YES, _NO):
        raise StyleError(_("Figures: letters are yes or no."))
    return Composition(
        tuple(str(options["compose"]).split(",")),
        int(options.get("columns") or 2),
        letters == _YES,
        options.get("figure-title") or "",
        options.get("figure-caption") or "",
    )


def figures_of(options: Mapping[str, Any]) -> tuple[Figure, ...]:
    """Return the figures that options ask for, in their style: the one composed, then the others.

    One that is composed takes the place of Figure 1, unless that is asked for by its key.

    Raises
    ------
    StyleError
        If one of them cannot be.
    """
    style, composed = style_of(options), composition_of(options)
    named = (
        _styled(one, style) for one in _catalogue(str(options.get("figures") or "main"), composed)
    )
    return (_composed(composed, style), *named) if composed else tuple(named)


def _catalogue(wanted: str, composed: Composition | None) -> tuple[Figure, ...]:
    if wanted in ("main", "all"):
        found = MAIN_FIGURES if wanted == "main" else FIGURES
        return tuple(one for one in found if not (composed and one.parts))
    by_key = {figure.key: figure for figure in FIGURES}
    names = tuple(dict.fromkeys(wanted.split(",")))
    if unknown := [name for name in names if name not in by_key]:
        known = ", ".join(by_key)
        raise StyleError(_("there is no figure {name}; there are {known}", name=unknown[0],
                           known=known))  # fmt: skip
    return tuple(by_key[name] for name in names)


def _composed(composed: Composition, style: FigureStyle) -> Figure:
    """Return a composition as a figure like those of the catalogue."""
    return Figure(
        KEY, composed.title or "Figure", lambda a: composed.build(a, style), parts=composed.panels
    )


def _styled(figure: Figure, style: FigureStyle) -> Figure:
    """Return a figure of the catalogue in a style."""

    def build(analysis: Analysis) -> FigureSpec:
        return style.built(figure.build, analysis)

    return replace(figure, build=build)
