"""The report request: figures, documents, formats, style, paper, size and composition.

It is made by the command line, the dialogs and project files, and is all that is passed between
them. Other modules are imported in functions: the session holds a request before the window is
painted, and what reads or draws a report is to be loaded after that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ketgui.figures.composition import Composition
    from ketgui.figures.figure import Figure
    from ketgui.figures.panel_edits import PanelEdit
    from ketgui.figures.style import FigureStyle, Palette


@dataclass(frozen=True)
class ReportRequest:
    """What a report is made of; None where nothing was chosen and a default is used.

    A project stores only what was chosen: paper and language can follow the computer on which it is
    opened, and sizes the preferences.

    Attributes
    ----------
    figures : tuple of str or None
        Keys of figures, or "main" or "all" alone.
    width_mm, dpi, font_points, palette, line_weight, before, after, figure_language
        The figure style, as in ``FigureStyle``.
    panels, columns, letters, figure_title, figure_caption, panel_edits
        The composed figure, as in ``Composition``; none is composed without panels.
    documents : tuple of str or None
        Keys of ``DOCUMENTS``; empty for none.
    formats : tuple of str or None
        Keys of ``FORMATS``, for figure files; empty for none.
    style : str or None
        Key of the style of statistics.
    paper : str or None
        Key of ``PAPERS``.
    language : str or None
        Code of the report's language.
    history : bool or None
        Whether the documents end with the history of the study.
    supplement : bool or None
        Whether the supplement is a file of its own beside each document.
    """

    figures: tuple[str, ...] | None = None
    width_mm: float | None = None
    dpi: int | None = None
    font_points: float | None = None
    palette: Palette | None = None
    line_weight: float | None = None
    before: str | None = None
    after: str | None = None
    figure_language: str | None = None
    panels: tuple[str, ...] | None = None
    columns: int | None = None
    letters: bool | None = None
    figure_title: str | None = None
    figure_caption: str | None = None
    panel_edits: tuple[PanelEdit, ...] | None = None
    documents: tuple[str, ...] | None = None
    formats: tuple[str, ...] | None = None
    style: str | None = None
    paper: str | None = None
    language: str | None = None
    history: bool | None = None
    supplement: bool | None = None

    def as_dict(self) -> dict[str, str | int | float]:
        """Return the chosen values by the names of the command line's options."""
        from ketgui.reporting.request_options import write_option

        values = {option: getattr(self, name) for option, name in OPTIONS.items()}
        return {
            option: write_option(option, value)
            for option, value in values.items()
            if value is not None
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> ReportRequest:
        """Return the request of options by name.

        Raises
        ------
        RequestError
            If an option is unknown or its value cannot be used.
        """
        from ketgui.reporting.request_options import RequestError

        request, problems = cls.salvage(values)
        # The first problem is enough: whoever typed the options corrects one at a time.
        for problem in problems.values():
            raise RequestError(problem)
        return request

    @classmethod
    def salvage(cls, values: Mapping[str, object]) -> tuple[ReportRequest, dict[str, str]]:
        """Return the request of all usable options, and for each other option the problem."""
        from ketgui.reporting.request_options import RequestError, read_option

        chosen: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for option, value in values.items():
            try:
                chosen[OPTIONS.get(option, option)] = read_option(option, value)
            except RequestError as error:
                problems[option] = str(error)
        return cls(**chosen), problems

    def complete(self, defaults: ReportRequest) -> ReportRequest:
        """Return a request with the defaults for everything that was not chosen."""
        missing = [name for name in OPTIONS.values() if getattr(self, name) is None]
        return replace(self, **{name: getattr(defaults, name) for name in missing})

    @property
    def figure_style(self) -> FigureStyle:
        """The style of all figures."""
        from ketgui.figures.style import FigureStyle

        chosen = {name: getattr(self, option) for name, option in _LOOK.items()}
        return FigureStyle.from_dict({name: v for name, v in chosen.items() if v is not None})

    @property
    def composition(self) -> Composition | None:
        """The composed figure; None if none was composed."""
        from ketgui.figures.composition import Composition

        if not self.panels:
            return None
        return Composition(
            self.panels,
            self.columns or 2,
            self.letters is not False,
            self.figure_title or "",
            self.figure_caption or "",
            self.panel_edits or (),
        )

    @property
    def figure_part(self) -> ReportRequest:
        """The composed figure and the figure style alone."""
        names = (*_LOOK.values(), *_COMPOSITION)
        return ReportRequest(**{name: getattr(self, name) for name in names})

    def with_figure(self, composition: Composition, style: FigureStyle) -> ReportRequest:
        """Return a request with this composed figure and this figure style."""
        # Only values that differ from the default are in it: the others stay "not chosen".
        look = style.as_dict()
        return replace(
            self,
            panels=composition.panels,
            columns=composition.columns,
            letters=composition.letters,
            figure_title=composition.title or None,
            figure_caption=composition.caption or None,
            panel_edits=composition.edits or None,
            **{option: look.get(name) for name, option in _LOOK.items()},
        )

    def select_figures(self) -> tuple[Figure, ...]:
        """Return the figures in their style: the composed one, then the others."""
        from ketgui.figures.selection import select_figures

        return select_figures(self.figures or ("main",), self.composition, self.figure_style)


# Each option of the command line and of project files, and the attribute that holds it.
OPTIONS: dict[str, str] = {
    "compose" if option.name == "panels" else option.name.replace("_", "-"): option.name
    for option in fields(ReportRequest)
}
# Each attribute of a figure style, and the one of the request that holds it.
_LOOK = {
    "width_mm": "width_mm",
    "dpi": "dpi",
    "font_points": "font_points",
    "palette": "palette",
    "line_weight": "line_weight",
    "before": "before",
    "after": "after",
    "language": "figure_language",
}
_COMPOSITION = (
    "panels", "columns", "letters", "figure_title", "figure_caption", "panel_edits",
)  # fmt: skip
NOTHING_CHOSEN = ReportRequest()
