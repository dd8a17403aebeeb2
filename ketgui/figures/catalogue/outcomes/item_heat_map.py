"""Figure: mean of each item before and after, and their difference, as a heat map."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.denominators import name_share
from ketgui.figures.spec import Axis, Bars, DataTable, DirectLabel, FigureSpec, Mark, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.items import ItemChange, Items
from ketgui.statistics.rows import Estimate
from ketgui.text import _, integer, mark, number

_GAP = 0.3
KEY, TITLE = "item_heat_map", mark("Change by item")


def draw_panel(analysis: Analysis) -> Panel:
    """Draw the mean of each item before, after, and the difference, darker for more."""
    items = sorted(analysis[Items].items, key=lambda item: item.apart)
    highest = float(analysis.plan.rating_scale.item_high or 1)
    marks: list[Mark] = []
    # The item reported separately is set off by a gap.
    places = [len(items) - index - _GAP * item.apart for index, item in enumerate(items)]
    for item, y in zip(items, places, strict=True):
        marks += _draw_line(item, y, highest)
    columns = ((1.0, _("Before")), (2.0, _("After")), (3.0, _("Difference")))
    names = tuple((y, _(item.name)) for item, y in zip(items, places, strict=True))
    return Panel(
        Axis(0.5, 3.5, "", columns),
        Axis(0.5 - _GAP, max(1, len(items)) + 0.5, "", names, rows=True),
        tuple(marks),
        title=_("Mean score of each item"),
        reason="" if items else _explain_absence(analysis),
        table=partial(_tabulate, items),
    )


def _tabulate(items: Sequence[ItemChange]) -> DataTable:
    rows = (
        (
            _(item.name),
            *(
                "" if isinstance(value, Unavailable) else number(value, 2)
                for value in (item.mean_before, item.mean_after, item.mean_difference)
            ),
        )
        for item in items
    )
    headers = (_("Item"), _("Before"), _("After"), _("Difference"))
    return DataTable(headers, tuple(rows), numeric=(False, True, True, True))


def _explain_absence(analysis: Analysis) -> str:
    scale = analysis.plan.rating_scale
    before = analysis.study.ends[0]
    names = [f"item_{n}" for n in range(1, scale.item_count + 1) if f"item_{n}" in before.columns]
    if not scale.items and before[names].notna().any(axis=None):
        return _(
            "The items of the {scale} are added up, but not shown one by one: KetGUI has no "
            "names for them.",
            scale=scale.title,
        )
    return _("The file holds no item scores.")


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=_write_caption(analysis),
        invented=analysis.cohort.invented,
        height_ratio=0.75,
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=90)


def _write_caption(analysis: Analysis) -> str:
    items = analysis[Items].items
    sentences = [
        _(
            "Mean {scale} item scores before and after, and their difference.",
            scale=analysis.plan.rating_scale.title,
        )
    ]
    if any(item.apart for item in items):
        sentences.append(_("The last item is looked at apart from the others."))
    counts = [item.n for item in items]
    if counts:
        fewest, most = min(counts), max(counts)
        n = (
            most
            if fewest == most
            else _("{low} to {high}", low=integer(fewest), high=integer(most))
        )
        sentences.append(
            _(
                "Items rated at both times: {who}.",
                who=name_share(analysis, n),
            )
        )
    return " ".join(sentences)


def _draw_line(item: ItemChange, y: float, highest: float) -> list[Mark]:
    values: tuple[Estimate, ...] = (item.mean_before, item.mean_after, item.mean_difference)
    marks: list[Mark] = []
    for column, value in enumerate(values, 1):
        if isinstance(value, Unavailable):
            continue
        strength = min(1.0, abs(value) / highest)
        # A column of differences has two colours, for improvement and, hatched, for worsening.
        is_worse = column == 3 and value < 0
        colour = theme.BEFORE if column < 3 else theme.AFTER if is_worse else theme.RESPONDER
        hover = f"{_(item.name)}: {number(value, 2)}"
        marks.append(
            Bars((column - 0.48,), (column + 0.48,), (y - 0.46,), (y + 0.46,), colour,
                 0.1 + 0.6 * strength, hover=(hover,), hatch=is_worse)
        )  # fmt: skip
        marks.append(DirectLabel(float(column), y, number(value, 1), anchor="centre"))
    return marks
