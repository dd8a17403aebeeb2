"""Several figures of the catalogue combined into one, lettered, for a page of a journal."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from ketgui.figures.catalogue import FIGURES, figure_1
from ketgui.figures.panel_edits import (
    PanelEdit,
    describe_outside,
    find_edit,
    read_edits,
    write_edits,
)
from ketgui.figures.spec import FigureSpec
from ketgui.figures.style import FigureStyle, StyleError
from ketgui.statistics.analysis import Analysis
from ketgui.text import _

# The composed figure's file, and the most panels that stay legible on one page.
KEY = "figure"
MOST_PANELS = 6
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_USUAL = figure_1.FIGURE.parts


@dataclass(frozen=True)
class Composition:
    """Which figures are combined, and how.

    Attributes
    ----------
    panels : tuple of str
        Keys of one to six figures of the catalogue, left to right and top to bottom.
    columns : int
        Panels side by side, 1–3; fewer where each would be too narrow for its words.
    letters : bool
        Whether panels are lettered A, B, C …
    title, caption : str
        In the user's words; empty: they follow from the plan and the panels.
    edits : tuple of PanelEdit
        The user's titles, labels and ranges of axes.
    """

    panels: tuple[str, ...] = _USUAL
    columns: int = 2
    letters: bool = True
    title: str = ""
    caption: str = ""
    edits: tuple[PanelEdit, ...] = ()

    def __post_init__(self) -> None:
        available = {figure.key for figure in FIGURES}
        if unknown := [key for key in self.panels if key not in available]:
            raise StyleError(
                _("there is no figure {name}; there are {known}", name=unknown[0],
                  known=", ".join(figure.key for figure in FIGURES))
            )  # fmt: skip
        if not 1 <= len(self.panels) <= MOST_PANELS:
            raise StyleError(_("A figure has one to {most} panels.", most=MOST_PANELS))
        if not 1 <= self.columns <= 3:
            raise StyleError(_("A figure has one to three columns."))

    def as_dict(self) -> dict[str, Any]:
        """Return it by name."""
        changes = {"edits": write_edits(self.edits)} if self.edits else {}
        plain = {name: value for name, value in asdict(self).items() if name != "edits"}
        return plain | {"panels": list(self.panels)} | changes

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Composition:
        """Make a composition from values by name; those left out keep their default.

        Raises
        ------
        StyleError
            If a name is unknown or a value impossible.
        """
        try:
            arguments: dict[str, Any] = {**values, "panels": tuple(values.get("panels", _USUAL))}
            arguments["edits"] = read_edits(values.get("edits", "[]"))
            return cls(**arguments)
        except TypeError:
            # An unknown name arrives here as an unexpected keyword argument.
            raise StyleError(_("This is no composition of figures.")) from None

    def build(self, analysis: Analysis, style: FigureStyle | None = None) -> FigureSpec:
        """Return the one figure, in a style if one is given."""
        return (style or FigureStyle()).build_figure(self._composed, analysis)

    def _composed(self, analysis: Analysis) -> FigureSpec:
        by_key = {figure.key: figure for figure in FIGURES}
        parts = [self._edit(by_key[key].build(analysis)) for key in self.panels]
        # A figure of several panels owns each of them: it gives them its shape and its letters.
        owners = [part for part in parts for _panel in part.panels]
        lettered = self.letters and len(owners) > 1
        panels = tuple(
            replace(panel, letter=_LETTERS[index] if lettered else "")
            for index, panel in enumerate(panel for part in parts for panel in part.panels)
        )
        columns = min(self.columns, len(panels))
        title = self.title or _("; ").join(dict.fromkeys(part.title for part in parts))
        caption = self.caption or _join_captions(parts, lettered)
        # Said in the user's own caption too: nobody sees what lies beyond an axis.
        beyond = (
            f"({panel.letter}) {text}" if panel.letter else text
            for panel in panels
            if (text := describe_outside(panel))
        )
        caption = " ".join((caption, *beyond))
        return FigureSpec.of(
            KEY,
            title,
            panels,
            caption=caption,
            invented=analysis.cohort.invented,
            columns=columns,
            height_ratio=_compute_height_ratio(owners, columns),
        )

    def _edit(self, part: FigureSpec) -> FigureSpec:
        """Return a part with the user's changes of its panels."""
        panels = tuple(
            replace(find_edit(self.edits, part.key, index).apply(panel), source=(part.key, index))
            for index, panel in enumerate(part.panels)
        )
        return replace(part, panels=panels)


def _join_captions(parts: list[FigureSpec], lettered: bool) -> str:
    """Return every part's caption, after the letters of its panels."""
    captions: list[str] = []
    first = 0
    for part in parts:
        last = first + len(part.panels) - 1
        letters = _LETTERS[first] if first == last else f"{_LETTERS[first]}–{_LETTERS[last]}"
        captions.append(f"({letters}) {part.caption}" if lettered else part.caption)
        first = last + 1
    return " ".join(captions)


def _compute_height_ratio(owners: list[FigureSpec], columns: int) -> float:
    """Return the whole's height as a share of its width: rows as high as the tallest panel."""
    # A panel's own shape: the height of its row over the width of its column.
    shapes = (
        spec.height_ratio * spec.columns / math.ceil(len(spec.panels) / spec.columns)
        for spec in owners
    )
    return max(shapes) * math.ceil(len(owners) / columns) / columns
