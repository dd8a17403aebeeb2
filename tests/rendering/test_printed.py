"""Every figure at the widths that journals print: whole words of 7 points, none on another."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from ketgui.figures import theme
from ketgui.figures.catalogue import FIGURES
from ketgui.figures.catalogue.outcomes import before_after
from ketgui.figures.catalogue.safety import adverse_event_heat_map
from ketgui.figures.catalogue.treatment import swimmer
from ketgui.figures.page import estimate_width_mm
from ketgui.figures.parts.forest import Estimate, EstimateLine, draw_forest
from ketgui.figures.spec import Axis, Bars, DirectLabel, ErrorBars, Lines, Panel, Points
from ketgui.figures.style import FigureStyle
from ketgui.rendering import image, labels, lettering, shapes
from ketgui.rendering.canvas import FigureCanvas
from ketgui.rendering.painter import Drawing, PanelItem
from ketgui.statistics.analysis import Analysis
from ketgui.text import language
from tests.figures.rich_cohort import analyse_rich
from tests.rendering.invented import LONG_NAMES, figure, horizontal
from tests.rendering.test_geometry import drawn_words, overlaps

PX_PER_MM = 96 / 25.4


@pytest.fixture(scope="module")
def long_names(analysis_of) -> Analysis:
    pairs = [(30.0 + n % 9, 12.0 + (7 * n) % 25) for n in range(18)]
    who = [f"HOSPITAL-CENTRE-PATIENT-{n:04d}" for n in range(18)]
    events = [
        {"patient_id": who[n], "term": LONG_NAMES[(n + k) % 12], "serious": k == 2,
         "severity": ("mild", "moderate", "severe")[k], "infusion_number": 1 + (n + k) % 6}
        for n in range(18) for k in range(3)
    ]  # fmt: skip
    ratings = [
        {"patient_id": one, "scale": "madrs", "moment": moment, "score": score}
        for one, pair in zip(who, pairs, strict=True)
        for moment, score in zip(("before", "after"), pair, strict=True)
    ]
    given = [{"patient_id": one, "infusion_number": n + 1, "day": 2.0 * n}
             for one in who for n in range(6)]  # fmt: skip
    course = {"stimulator": "A stimulator with a very long commercial name", "coil": "Cooled B70",
              "frequency_hz": 20.0, "train_seconds": 5.0, "inter_train_interval_seconds": 25.0,
              "trains": 30}  # fmt: skip
    return analysis_of(
        patients=[{"patient_id": one, "sex": "female", "age": 40.0 + n} for n, one in
                  enumerate(who)],
        assessments=ratings, infusions=given, adverse_events=events,
        tms_courses=[{"patient_id": one, **course} for one in who],
    )  # fmt: skip


@pytest.fixture(scope="module")
def rich(analysis_of) -> Analysis:
    return analyse_rich(analysis_of)


@pytest.fixture(scope="module")
def three(analysis_of) -> Analysis:
    events = [{"patient_id": f"P0{n}", "term": "nausea", "serious": False} for n in (1, 2, 3)]
    return analysis_of([(38, 34), (36, 35), (42, 36)], adverse_events=events)


@pytest.fixture(scope="module")
def two_hundred(analysis_of) -> Analysis:
    return analysis_of([(20.0 + n % 25, float((11 * n) % 45)) for n in range(200)])


def shown_names(item: PanelItem) -> list[str]:
    return [words for _at, words in item.places.y_ticks.labels]


def assert_is_printable(spec, width_mm: float) -> None:
    drawing = Drawing(spec, width_mm * PX_PER_MM, width_mm * PX_PER_MM * spec.height_ratio)
    page = drawing.page.adjusted(-0.5, -0.5, 0.5, 0.5)
    for item in drawing.panels:
        if item.content.reason:
            continue
        words = [label.rect(at) for at, label in item._labels]
        every = drawn_words(item)
        assert overlaps(every) == []
        assert [rect for rect in every if not page.contains(rect)] == []
        assert {label.size for _at, label in item._labels} <= {theme.TEXT_SIZE}
        assert not [name for name in shown_names(item) if name.endswith("…")]
        plot = item.places.plot
        axis = QRectF(plot.left() - 0.5, plot.top(), 1, plot.height())
        on_axis = [rect for rect in words if rect.intersects(axis)]
        assert on_axis == [] or not item.content.y.visible


@pytest.mark.parametrize("cohort", ["example", "long_names", "three", "two_hundred", "rich"])
@pytest.mark.parametrize("width_mm", [90, 180])
@pytest.mark.parametrize("chosen", ["en", "fr"])
def test_every_figure_is_printable(qapp, request, cohort, width_mm, chosen):
    analysis = request.getfixturevalue(cohort)
    style = FigureStyle(width_mm=width_mm, language=chosen)
    for one in FIGURES:
        spec = style.build_figure(one.build, analysis)
        with language(chosen):
            assert_is_printable(spec, width_mm)


def test_a_width_is_never_more_than_was_reckoned_with(qapp, example, long_names):
    """The page's height is reckoned without the font; the painter then measures with it."""
    said = {
        words
        for analysis in (example, long_names)
        for chosen in ("en", "fr")
        for one in FIGURES
        for panel in FigureStyle(language=chosen).build_figure(one.build, analysis).panels
        for words in (panel.title, panel.x.label, *(w for _at, w in panel.y.ticks or ()))
        if words and "\n" not in words
    }
    assert len(said) > 100
    for words in said:
        for bold in (False, True):
            true = lettering.measure_width(words, theme.TEXT_SIZE, bold) / PX_PER_MM
            assert true <= estimate_width_mm(words, bold=bold) <= 1.6 * true


@pytest.mark.parametrize("width_mm", [90, 180])
@pytest.mark.parametrize("chosen", ["en", "fr"])
def test_the_threshold_of_remission_is_named_where_no_patient_is(qapp, example, width_mm, chosen):
    spec = FigureStyle(width_mm=width_mm, language=chosen).build_figure(before_after.build, example)
    wide = width_mm * PX_PER_MM
    (item,) = Drawing(spec, wide, wide * spec.height_ratio).panels
    ((at, label),) = item._labels
    place = label.rect(at)
    assert place.left() > item.places.plot.right()
    for mark in item.content.marks:
        if isinstance(mark, Points):
            # Nearer than three points they would look as if they touched.
            reach = (mark.size / 2 + 3) * 96 / 72
            near = place.adjusted(-reach, -reach, reach, reach)
            assert not any(near.contains(*where) for where in item.box.map_points(mark.x, mark.y))
        elif isinstance(mark, Lines):
            for path in mark.paths:
                start, end = item.box.map_points(*zip(*path, strict=True))
                steps = (start + share * (end - start) for share in np.linspace(0, 1, 200))
                assert not any(place.contains(*where) for where in steps)


def test_a_label_that_would_stand_on_the_axis_is_broken(qapp):
    share = DirectLabel(0.7, 5, "4/21 (19.0%)", anchor="centre")
    wide = 90 * PX_PER_MM
    (item,) = Drawing(figure(Panel(Axis(0, 10), Axis(0, 10), (share,))), wide, wide * 0.75).panels
    ((at, label),) = item._labels
    assert label.text == "4/21\n(19.0%)"
    assert label.rect(at).left() > item.places.plot.left()


def test_an_interval_beyond_its_scale_ends_at_the_axis_without_a_cap(qapp, pixels):
    spec = figure(
        Panel(Axis(0, 10), Axis(0, 10), (ErrorBars((5,), (-4,), (7,), "#D00000", 2, 12),))
    )
    wide = 90 * PX_PER_MM
    (item,) = Drawing(spec, wide, wide * 0.75).panels
    shown = pixels(image.to_image(spec, 90, 96))
    rows, columns = np.nonzero(shown[..., 0] - shown[..., 1] > 100)
    assert rows.max() <= item.places.plot.bottom() + 1
    foot = columns[rows > item.places.plot.bottom() - 6]
    assert np.ptp(foot) <= 4 < np.ptp(columns[rows < rows.min() + 3])


def test_a_symbol_at_either_end_of_a_forest_is_clear_of_the_words(qapp):
    lines = [EstimateLine("none at all", "0/9", (Estimate(0.0, (0.0, 30.0)),)),
             EstimateLine("everybody", "9/9", (Estimate(100.0, (70.0, 100.0)),))]  # fmt: skip
    panel = draw_forest(lines, title="", axis_label="", low=0, high=100, reason="", columns=())
    wide = 90 * PX_PER_MM
    (item,) = Drawing(figure(panel), wide, wide * 0.75).panels
    (_mark, _first), (mark, label) = item.places.direct_labels
    none, everybody = (item.box.to_page(x, 1).x() for x in (0, 100))
    radius = 2.5 * 96 / 72
    assert none - radius > item.places.plot.left()
    assert everybody + radius < label.rect(labels.find_place(mark, item.box.to_page)).left()


def test_a_small_widget_shows_many_names_whole_and_smaller(qapp, qtbot):
    canvas = FigureCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(620, 300)
    scales = []
    for names in (LONG_NAMES[:4], LONG_NAMES):
        canvas.set_spec(figure(horizontal(names, tuple(range(len(names))))))
        canvas.show()
        canvas.grab()
        drawing = canvas._drawing
        assert drawing is not None
        (item,) = drawing.panels
        assert not [name for name in shown_names(item) if name.endswith("…")]
        scales.append(canvas.transform().m11())
    assert 5 / 7 <= scales[1] < scales[0]


def test_a_symbol_as_light_as_paper_is_seen(qapp, pixels):
    symbols = Points((2, 5), (5, 5), "#EDEDED", "diamond", 6)
    shown = pixels(image.to_image(figure(Panel(Axis(0, 10), Axis(0, 10), (symbols,))), 90, 192))
    wide = 90 * PX_PER_MM
    (item,) = Drawing(figure(Panel(Axis(0, 10), Axis(0, 10))), wide, wide * 0.75).panels
    at = item.box.to_page(5, 5) * 2
    x, y = round(at.x()), round(at.y())
    assert shown[y - 14 : y + 14, x - 14 : x + 14].min() < 130


@pytest.mark.parametrize("palette", ["colour", "grey"])
def test_numbers_are_read_on_their_cells(qapp, example, palette):
    """Black against each cell has a contrast of 4.5 : 1, as WCAG 2.1 (1.4.3) asks."""
    spec = FigureStyle(palette=palette).build_figure(adverse_event_heat_map.build, example)
    for cell in spec.panels[0].marks:
        if isinstance(cell, Bars):
            shade = QColor(shapes.mix_with_paper(cell.colour, cell.opacity))
            light = [
                ((part + 0.055) / 1.055) ** 2.4
                for part in (shade.redF(), shade.greenF(), shade.blueF())
            ]
            seen = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
            assert (seen + 0.05) / 0.05 >= 4.5


@pytest.mark.parametrize("width_mm", [90, 180])
def test_symbols_of_different_kinds_do_not_cover_each_other_in_a_lane(qapp, rich, width_mm):
    spec = FigureStyle(width_mm=width_mm).build_figure(swimmer.build, rich)
    wide = width_mm * PX_PER_MM
    (item,) = Drawing(spec, wide, wide * spec.height_ratio).panels
    rects = []
    for mark in item.content.marks:
        # The square of a stop is drawn around the last infusion.
        if isinstance(mark, Points) and mark.filled:
            shape = shapes.make_symbol_path(mark.symbol).boundingRect()
            side = mark.size * 96 / 72
            rects += [
                (mark.symbol, QRectF(x + shape.x() * side, y + shape.y() * side,
                                     shape.width() * side, shape.height() * side))
                for x, y in item.box.map_points(mark.x, mark.y)
            ]  # fmt: skip
    assert len({symbol for symbol, _rect in rects}) == 4
    covering = [
        (one, other)
        for (one, a), (other, b) in combinations(rects, 2)
        if one != other and a.adjusted(0.3, 0.3, -0.3, -0.3).intersects(b)
    ]
    assert covering == []
