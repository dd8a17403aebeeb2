"""Presets: what a journal asks of all figures, under a name, as a file that can be shared."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, cast

import tomli_w

from ketgui.figures.style import FigureStyle, Palette, StyleError
from ketgui.text import _, mark

_TABLE = "preset"
_LONGEST_NAME = 60


class PresetError(ValueError):
    """A file that holds no preset; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Preset:
    """The look of the figures of a journal, and its style of statistics.

    Attributes
    ----------
    name : str
        As the user chose it; of the built-in ones in English.
    width_mm, dpi, font_points, palette, line_weight
        As in ``FigureStyle``.
    style : str
        Key of a style of statistics; empty to keep the one of the report.
    """

    name: str
    width_mm: float = 180.0
    dpi: int = 300
    font_points: float = 7.0
    palette: Palette = "colour"
    line_weight: float = 1.0
    style: str = ""

    @classmethod
    def of(cls, name: str, look: FigureStyle, style: str = "") -> Preset:
        """Return a preset of a figure style."""
        return cls(name, **{key: getattr(look, key) for key in _LOOK}, style=style)

    def apply(self, look: FigureStyle) -> FigureStyle:
        """Return a figure style with this look, its words as they are.

        Raises
        ------
        StyleError
            If a value is impossible.
        """
        values = asdict(look) | {key: getattr(self, key) for key in _LOOK}
        return FigureStyle(**values)

    def is_look_of(self, look: FigureStyle) -> bool:
        """Whether a figure style looks like this."""
        return all(getattr(self, key) == getattr(look, key) for key in _LOOK)


_LOOK = ("width_mm", "dpi", "font_points", "palette", "line_weight")
# Widths and resolution as Elsevier's instructions on artwork give them: one, one and a half and two
# columns of 90, 140 and 190 mm, combinations of lines and shades at 500 dpi, letters of 7 points.
BUILT_IN: tuple[Preset, ...] = (
    Preset(mark("Elsevier, one column (90 mm)"), 90.0, 500),
    Preset(mark("Elsevier, one and a half columns (140 mm)"), 140.0, 500),
    Preset(mark("Elsevier, two columns (190 mm)"), 190.0, 500),
    Preset(mark("One column 90 mm, shades of grey"), 90.0, 600, palette="grey"),
    Preset(mark("Two columns 180 mm"), 180.0, 300),
    Preset(mark("Slide"), 250.0, 150, 12.0, line_weight=1.5),
)


def write_preset(preset: Preset) -> str:
    """Return a preset as TOML.

    Examples
    --------
    >>> read_preset(write_preset(Preset("Ours", 85.0))).width_mm
    85.0
    """
    return tomli_w.dumps({_TABLE: asdict(preset)})


def read_preset(text: str) -> Preset:
    """Return the preset that a file of TOML holds; values left out have their default.

    Raises
    ------
    PresetError
        If it is no such file, or a value is unknown or impossible.
    """
    try:
        values: Any = tomllib.loads(text).get(_TABLE)
    except tomllib.TOMLDecodeError as error:
        message = _(
            "The file is damaged ({where}). Correct it in a text editor, or save the preset again.",
            where=str(error),
        )
        raise PresetError(message) from None
    if not isinstance(values, dict):
        raise PresetError(
            _("This is not a preset for figures: it has no part named [{table}].", table=_TABLE)
        )
    return _check(cast("dict[str, Any]", values))


def _check(values: Mapping[str, Any]) -> Preset:
    defaults = asdict(Preset(""))
    if unknown := [name for name in values if name not in defaults]:
        known = ", ".join(field.name for field in fields(Preset))
        raise PresetError(
            _("The preset has no {name}; it may have {known}.", name=unknown[0], known=known)
        )
    checked: dict[str, Any] = {}
    for name, value in values.items():
        default = defaults[name]
        # A whole number stands for a float, as in FigureStyle.
        checked[name] = float(value) if type(value) is int and type(default) is float else value
        if type(checked[name]) is not type(default):
            raise PresetError(_("The preset's {name} has a value of the wrong kind.", name=name))
    name = str(checked.get("name", "")).strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise PresetError(_("The preset has no name of up to {most} letters.", most=_LONGEST_NAME))
    checked["name"] = name
    preset = Preset(**checked)
    try:
        preset.apply(FigureStyle())
    except StyleError as error:
        raise PresetError(str(error)) from None
    return preset
