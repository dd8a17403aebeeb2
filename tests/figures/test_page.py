"""A figure on a journal's page: columns and height follow from the width, on every road."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.figures.catalogue import figure_1
from ketgui.figures.catalogue.treatment import train_pattern
from ketgui.figures.composition import Composition
from ketgui.figures.page import PAGE_HEIGHT_MM, estimate_width_mm, fit_to_width, wrap_text
from ketgui.figures.selection import select_figures
from ketgui.figures.spec import Axis, FigureSpec, Panel
from ketgui.figures.style import FigureStyle
from ketgui.reporting.documents.report import fit_to_page

SCALE = Panel(Axis(0, 1), Axis(0, 60))


def named(names: tuple[str, ...]) -> Panel:
    ticks = tuple((float(place), name) for place, name in enumerate(names, 1))
    return Panel(Axis(0, 100), Axis(0.3, len(names) + 0.7, "", ticks))


def figure(*panels: Panel, columns: int = 1, ratio: float = 0.6) -> FigureSpec:
    return FigureSpec("f", "A figure", panels, columns=columns, height_ratio=ratio)


@pytest.mark.parametrize(("width_mm", "columns"), [(90, 1), (115, 1), (117, 2), (140, 2)])
def test_every_road_gives_figure_1_the_same_columns_and_height(example, width_mm, columns):
    style = FigureStyle(width_mm=width_mm)
    whole = style.build_figure(figure_1.build, example)
    by_options = select_figures(("figure_1",), None, style)[0].build(example)
    composed = Composition().build(example, style)
    assert whole.columns == columns
    assert by_options == whole
    assert composed.columns == columns
    assert composed.panels == whole.panels
    in_document, wide = fit_to_page(whole, width_mm)
    assert (in_document.columns, wide) == (columns, width_mm)
    assert in_document.height_ratio * wide <= 200 + 1e-9


def test_panels_beside_each_other_keep_their_shape_one_below_the_other():
    wide = figure(SCALE, SCALE, columns=2, ratio=0.25)
    narrow = fit_to_width(wide, 90)
    assert narrow.columns == 1
    assert narrow.height_ratio * 90 == pytest.approx(2 * (0.25 * 180 - 3.8) + 3.8)


def test_larger_letters_leave_room_for_fewer_columns():
    spec = figure(SCALE, SCALE, columns=2)
    assert fit_to_width(spec, 140).columns == 2
    assert fit_to_width(replace(spec, scale=1.5), 140).columns == 1


def test_many_names_make_a_figure_higher_and_few_do_not():
    few, many = figure(named(("a", "b"))), figure(named(tuple(f"name {n}" for n in range(30))))
    assert fit_to_width(few, 180) == few
    assert fit_to_width(many, 90).height_ratio * 90 > 30 * 2.8
    long = figure(named(tuple(f"a name of very many words, number {n}" for n in range(15))))
    assert (
        fit_to_width(long, 90).height_ratio
        > 1.5 * fit_to_width(figure(named(("a",) * 15)), 90).height_ratio
    )


def test_no_figure_is_higher_than_a_page_and_names_keep_their_room():
    names = named(tuple(f"a name of very many words, number {n}" for n in range(15)))
    spec = fit_to_width(figure(SCALE, names, SCALE, SCALE, columns=2, ratio=0.9), 90)
    assert spec.height_ratio * 90 == pytest.approx(PAGE_HEIGHT_MM)
    assert sum(spec.row_shares) == pytest.approx(1)
    first, second, *_others = spec.row_shares
    assert second > 2 * first
    again = fit_to_width(spec, 90)
    assert again.row_shares == pytest.approx(spec.row_shares)
    assert again.height_ratio == pytest.approx(spec.height_ratio)


@pytest.mark.parametrize("font_points", [7, 9, 12])
@pytest.mark.parametrize("width_mm", [60, 90, 140, 180])
def test_a_figure_made_for_its_page_stays_as_it_is_there(example, width_mm, font_points):
    style = FigureStyle(width_mm=width_mm, font_points=font_points)
    for build in (figure_1.build, Composition(columns=3).build):
        made = style.build_figure(build, example)
        assert fit_to_width(made, width_mm) == made


def test_no_caption_says_left_or_right_of_panels_that_may_stand_below_each_other(example):
    assert "Left" not in train_pattern.build(example).caption


def rows(names: tuple[str, ...]) -> Panel:
    return replace(named(names), y=replace(named(names).y, rows=True))


def test_rows_are_as_high_as_their_labels_and_no_higher_on_a_wide_page():
    spec = figure(rows(("a", "b", "c")), ratio=0.75)
    narrow, wide = (fit_to_width(spec, width) for width in (90, 180))
    assert narrow.height_ratio * 90 == pytest.approx(wide.height_ratio * 180, abs=1)
    assert wide.height_ratio * 180 < 40
    # One long name makes its own row higher, not all of them.
    long = "a name that needs three or four lines in a narrow column, since it is long"
    longer = fit_to_width(figure(rows((long, "b", "c"))), 90)
    assert 5 < (longer.height_ratio - narrow.height_ratio) * 90 < 15


def test_a_plot_of_a_given_height_has_it_on_every_page():
    fixed = figure(replace(SCALE, height_mm=50.0))
    heights = [fit_to_width(fixed, width).height_ratio * width for width in (90, 140, 180)]
    assert heights == pytest.approx([heights[0]] * 3)
    assert 50 < heights[0] < 65


def test_text_is_broken_into_lines_that_fit():
    lines = wrap_text("No rating after (n = 4) " + "x" * 60, 30)
    assert len(lines) > 3
    assert " ".join(lines).replace(" ", "") == ("Noratingafter(n=4)" + "x" * 60)
    assert all(estimate_width_mm(line) <= 30 for line in lines)
    assert wrap_text("", 30) == [""]
