"""What the user changes in a panel: its title, the labels of its axes and their ranges."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from ketgui.figures.round_numbers import find_round_ticks
from ketgui.figures.spec import Axis, Bars, DirectLabel, Mark, Panel, Points, Rule
from ketgui.figures.style import StyleError
from ketgui.text import _, plural

Range = tuple[float, float]
_LONGEST = 200


@dataclass(frozen=True)
class PanelEdit:
    """The user's changes to one panel of a composed figure; an empty one changes nothing.

    Attributes
    ----------
    figure : str
        Key of the figure of the catalogue.
    panel : int
        Which of that figure's panels, from 0.
    title, x_label, y_label : str
        Plain text; a title is drawn beside the letter.
    x_range, y_range : (low, high) or None
        The visible range of a numeric axis.
    """

    figure: str
    panel: int = 0
    title: str = ""
    x_label: str = ""
    y_label: str = ""
    x_range: Range | None = None
    y_range: Range | None = None

    def __post_init__(self) -> None:
        if self.panel < 0 or max(map(len, (self.title, self.x_label, self.y_label))) > _LONGEST:
            raise StyleError(_("Figures: a title or a label is too long."))
        for limits in (self.x_range, self.y_range):
            if limits and not (all(map(math.isfinite, limits)) and limits[0] < limits[1]):
                raise StyleError(_("Figures: an axis begins below its end."))

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return self == PanelEdit(self.figure, self.panel)

    def apply(self, panel: Panel) -> Panel:
        """Return a panel with these changes; labels and thresholds out of range are left out."""
        if panel.reason:
            return panel
        x = _change_axis(panel.x, self.x_label, self.x_range, _is_from_zero(panel, across=True))
        y = _change_axis(panel.y, self.y_label, self.y_range, _is_from_zero(panel, across=False))
        marks = tuple(mark for mark in panel.marks if not _is_outside(mark, x, y))
        title = self.title or panel.title
        return replace(panel, x=x, y=y, marks=marks, title=title, shows_title=bool(self.title))


def has_range(axis: Axis) -> bool:
    """Tell whether an axis is one of numbers, whose range may be changed."""
    named = any(letter.isalpha() for _at, label in axis.ticks or () for letter in label)
    return axis.visible and not (named or axis.rows or axis.knots or axis.ticks == ())


def count_outside(panel: Panel) -> int:
    """Return how many symbols of a panel are beyond the ends of its axes."""
    return sum(
        not (panel.x.low <= x <= panel.x.high and panel.y.low <= y <= panel.y.high)
        for mark in panel.marks
        if isinstance(mark, Points)
        for x, y in zip(mark.x, mark.y, strict=True)
    )


def describe_outside(panel: Panel) -> str:
    """Return what a caption says where a chosen range leaves symbols out; empty for none."""
    if not (outside := count_outside(panel)):
        return ""
    return plural("{n} symbol is beyond the axes.", "{n} symbols are beyond the axes.", outside)


def _change_axis(axis: Axis, label: str, limits: Range | None, from_zero: bool) -> Axis:
    axis = replace(axis, label=label or axis.label)
    if limits is None or not has_range(axis):
        return axis
    # Bars are compared by their length: an axis that does not begin at zero would distort it.
    low, high = (min(0.0, limits[0]), max(0.0, limits[1])) if from_zero else limits
    return replace(axis, low=low, high=high, ticks=find_round_ticks(low, high))


def _is_from_zero(panel: Panel, *, across: bool) -> bool:
    starts = (mark.x0 if across else mark.y0 for mark in panel.marks if isinstance(mark, Bars))
    return any(start and set(start) == {0.0} for start in starts)


def _is_outside(mark: Mark, x: Axis, y: Axis) -> bool:
    """Tell whether a label or a threshold lies beyond the axes; other marks are cut there."""
    if isinstance(mark, DirectLabel):
        return not (x.low <= mark.x <= x.high and y.low <= mark.y <= y.high)
    axis = y if isinstance(mark, Rule) and mark.horizontal else x
    return isinstance(mark, Rule) and not axis.low <= mark.at <= axis.high


def find_edit(edits: Iterable[PanelEdit], figure: str, panel: int) -> PanelEdit:
    """Return the changes of one panel, empty ones if there are none."""
    wanted = (edit for edit in edits if (edit.figure, edit.panel) == (figure, panel))
    return next(wanted, PanelEdit(figure, panel))


def put_edit(edits: Iterable[PanelEdit], new: PanelEdit) -> tuple[PanelEdit, ...]:
    """Return the changes with those of one panel replaced; empty ones are dropped."""
    key = (new.figure, new.panel)
    others = tuple(edit for edit in edits if (edit.figure, edit.panel) != key)
    return others if new.is_empty else (*others, new)


def write_edits(edits: Sequence[PanelEdit]) -> str:
    """Return changes as one line of text, for a study and for a command line.

    Examples
    --------
    >>> write_edits([PanelEdit("waterfall", y_label="Change")])
    '[{"figure":"waterfall","y_label":"Change"}]'
    """
    return json.dumps(
        [_drop_defaults(edit) for edit in edits], ensure_ascii=False, separators=(",", ":")
    )


def read_edits(text: str) -> tuple[PanelEdit, ...]:
    """Return the changes that `write_edits` wrote.

    Raises
    ------
    StyleError
        If the text is damaged or a value cannot be used.
    """
    try:
        values: Any = json.loads(text)
        return tuple(_read_edit(value) for value in values)
    except (TypeError, ValueError, KeyError, AttributeError):
        raise StyleError(_("Figures: the changes of the panels cannot be read.")) from None


def _drop_defaults(edit: PanelEdit) -> dict[str, Any]:
    defaults = asdict(PanelEdit(edit.figure))
    values = asdict(edit)
    return {"figure": edit.figure} | {k: v for k, v in values.items() if v != defaults[k]}


def _read_edit(values: Mapping[str, Any]) -> PanelEdit:
    known = {field.name for field in fields(PanelEdit)}
    if set(values) - known or not isinstance(values["figure"], str):
        raise ValueError
    arguments: dict[str, Any] = dict(values)
    for name in ("x_range", "y_range"):
        if arguments.get(name) is not None:
            low, high = arguments[name]
            arguments[name] = float(low), float(high)
    for name in ("title", "x_label", "y_label"):
        arguments[name] = str(arguments.get(name, ""))
    arguments["panel"] = int(arguments.get("panel", 0))
    return PanelEdit(**arguments)
