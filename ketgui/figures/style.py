"""How a figure is drawn for a journal: size, letters, palette, lines and names of moments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from ketgui.figures import theme
from ketgui.figures.page import fit_to_width
from ketgui.figures.spec import Axis, Bars, FigureSpec, LegendEntry, Mark, Panel
from ketgui.text import LANGUAGES, _, current_language, language, mark

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis

Palette = Literal["colour", "grey"]
PALETTES: dict[Palette, str] = {
    "colour": mark("Colours for the colour-blind too"),
    "grey": mark("Shades of grey"),
}
# Widths of one, one and a half, and two columns of most journals (mm).
WIDTHS_MM = (90, 140, 180, 190)
# For photographs, mixed images and line art, as publishers ask for them (dots per inch).
RESOLUTIONS = (300, 500, 600, 1000, 1200)
LEAST_POINTS = 7.0
# The greys of outcomes are as far apart as they can be while a black interval is seen on each, and
# a thin line on paper.
_GREYS = {
    theme.BEFORE: "#8c8c8c",
    theme.AFTER: "#1a1a1a",
    theme.RESPONDER: "#7d7d7d",
    theme.PARTIAL: "#a1a1a1",
    theme.NON_RESPONDER: "#c6c6c6",
    theme.REMITTER: "#5a5a5a",
}


class StyleError(ValueError):
    """An impossible style, with the reason in words."""


@dataclass(frozen=True)
class FigureStyle:
    """One style for all figures of a paper.

    Attributes
    ----------
    width_mm : float
        Width of the page, 40–500 mm; its height follows from the figure.
    dpi : int
        Pixels per inch of a PNG or TIFF, 72–1200.
    font_points : float
        Size of the letters on paper, 4–14 points; journals ask for at least 7.
    palette : {"colour", "grey"}
    line_weight : float
        Thickness of lines as a multiple of the default, 0.5–3.
    before, after : str
        Names of the two moments in place of "Before" and "After"; empty for these.
    language : str
        Language of the figures; empty for that of the window.
    """

    width_mm: float = 180.0
    dpi: int = 300
    font_points: float = LEAST_POINTS
    palette: Palette = "colour"
    line_weight: float = 1.0
    before: str = ""
    after: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        limits = (
            (_("width"), self.width_mm, 40, 500),
            (_("resolution"), self.dpi, 72, 1200),
            (_("letters"), self.font_points, 4, 14),
            (_("line weight"), self.line_weight, 0.5, 3),
        )
        for name, value, low, high in limits:
            if not low <= value <= high:
                raise StyleError(
                    _("Figures: {name} lies between {low} and {high}.", name=name, low=low,
                      high=high)
                )  # fmt: skip
        if self.palette not in get_args(Palette) or self.language not in ("", *LANGUAGES):
            raise StyleError(_("Figures: there is no such palette or language."))

    @property
    def scale(self) -> float:
        """Factor by which everything is drawn larger than the theme says."""
        return self.font_points / theme.TEXT_SIZE

    @property
    def is_small(self) -> bool:
        """Whether the letters are smaller than journals accept."""
        return self.font_points < LEAST_POINTS

    def as_dict(self) -> dict[str, Any]:
        """Return what differs from the default, by name."""
        defaults = asdict(FigureStyle())
        return {name: value for name, value in asdict(self).items() if value != defaults[name]}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> FigureStyle:
        """Make a style from values by name; those left out keep their default.

        Raises
        ------
        StyleError
            If a name is unknown or a value impossible.
        """
        kinds = {field.name: cast("object", field.default) for field in fields(cls)}
        checked: dict[str, Any] = {}
        for name, value in values.items():
            if name not in kinds:
                raise StyleError(_("Figures: there is no {name}.", name=name))
            default = kinds[name]
            checked[name] = float(value) if type(value) is int and type(default) is float else value
            # A whole number in a file stands for a float; no other type is converted in silence.
            if type(checked[name]) is not type(default):
                raise StyleError(_("Figures: {name} is of the wrong kind.", name=name))
        return cls(**checked)

    def build_figure(
        self, build: Callable[[Analysis], FigureSpec], analysis: Analysis
    ) -> FigureSpec:
        """Build a figure in this style's language, and return it in this style."""
        with language(self.language or current_language()):
            return self.apply(build(analysis))

    def apply(self, spec: FigureSpec) -> FigureSpec:
        """Return a figure in this style, fitted to its page; its words stay in their language."""
        # Letters, symbols and lines scale together; lines have a weight of their own besides.
        weight = self.line_weight
        if weight != 1.0:
            spec = _change_marks(spec, lambda item: _thicken(item, weight))
        if self.palette == "grey":
            spec = _turn_grey(spec)
        if self.before or self.after:
            spec = _rename_moments(spec, self._names())
        return fit_to_width(replace(spec, scale=spec.scale * self.scale), self.width_mm)

    def _names(self) -> dict[str, str]:
        moments = ((_("Before"), self.before), (_("After"), self.after))
        return {usual: own for usual, own in moments if own}


def _change_marks(spec: FigureSpec, change: Callable[[Mark], Mark]) -> FigureSpec:
    panels = tuple(
        replace(panel, marks=tuple(change(item) for item in panel.marks)) for panel in spec.panels
    )
    return replace(spec, panels=panels)


def _thicken(item: Mark, weight: float) -> Mark:
    width: float | None = getattr(item, "width", None)
    return item if width is None else replace(cast("Any", item), width=width * weight)


def convert_to_grey(colour: str) -> str:
    """Return the grey that represents a colour.

    The theme's colours have greys of their own, since several have the same lightness; any other
    keeps its lightness (luma of ITU-R BT.601).

    Examples
    --------
    >>> convert_to_grey("#D55E00"), convert_to_grey("#FFFFFF")
    ('#1a1a1a', '#ffffff')
    """
    if colour in _GREYS:
        return _GREYS[colour]
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    level = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return f"#{level:02x}{level:02x}{level:02x}"


def _turn_grey(spec: FigureSpec) -> FigureSpec:
    def greyed(coloured: Mark | LegendEntry) -> Any:
        changed: dict[str, str] = {"colour": convert_to_grey(coloured.colour)}
        if isinstance(coloured, Bars) and coloured.outline:
            changed["outline"] = convert_to_grey(coloured.outline)
        return replace(cast("Any", coloured), **changed)

    spec = _change_marks(spec, greyed)
    panels = tuple(
        replace(panel, legend=tuple(greyed(entry) for entry in panel.legend))
        for panel in spec.panels
    )
    return replace(spec, panels=panels)


def _rename_moments(spec: FigureSpec, names: Mapping[str, str]) -> FigureSpec:
    """Replace the names of the two moments wherever a whole line consists of one."""

    # Whole lines only: "Before" inside a longer label is part of its wording.
    def line_by_line(text: str) -> str:
        return "\n".join(names.get(line, line) for line in text.split("\n"))

    def axis(original: Axis) -> Axis:
        ticks = original.ticks and tuple((at, line_by_line(text)) for at, text in original.ticks)
        return replace(original, label=line_by_line(original.label), ticks=ticks)

    def panel(original: Panel) -> Panel:
        legend = tuple(replace(entry, text=line_by_line(entry.text)) for entry in original.legend)
        return replace(original, x=axis(original.x), y=axis(original.y), legend=legend)

    return replace(spec, panels=tuple(panel(original) for original in spec.panels))
