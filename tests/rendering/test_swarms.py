"""Symbols of one place do not hide one another, on any page."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from ketgui.figures.catalogue.outcomes import before_after, raincloud
from ketgui.figures.spec import Axis, Lines, Panel, Points
from ketgui.figures.style import FigureStyle
from ketgui.rendering.lettering import PX_PER_PT
from ketgui.rendering.painter import Drawing
from ketgui.rendering.swarms import find_offsets, settle

PX_PER_MM = 96 / 25.4
PLOT = QRectF(0, 0, 200, 200)
AXIS = Axis(0, 10)


def test_a_circle_moves_as_little_as_it_can():
    # Circles of diameter 2: the second touches the first at (1, √3), the third is clear of both.
    offsets = find_offsets(np.array([0.0, 1.0, 4.0]), np.full(3, 2.0))
    assert offsets == pytest.approx([0, 3**0.5, 0])
    assert find_offsets(np.array([]), np.array([])).size == 0


@pytest.mark.parametrize("seed", range(5))
def test_no_circle_covers_another(seed):
    chance = np.random.default_rng(seed)
    at = chance.integers(0, 60, 200).astype(np.float64) * 3.0
    wide = chance.uniform(3, 7, 200)
    offsets = find_offsets(at, wide)
    apart = np.hypot(at[:, None] - at, offsets[:, None] - offsets) - (wide[:, None] + wide) / 2
    assert apart[~np.eye(200, dtype=bool)].min() > -1e-5
    assert offsets.min() == 0
    assert np.array_equal(offsets, find_offsets(at, wide))


def test_lines_of_the_same_patients_follow_their_symbols():
    ids = ("A", "B")
    symbols = Points((2.0, 2.0), (5.0, 5.0), "#000000", ids=ids, swarm="left", reach=-2)
    lines = Lines((((2.0, 5.0), (8.0, 1.0)),) * 2, "#000000", ids=ids)
    settled = settle(Panel(AXIS, AXIS, (lines, symbols)), PLOT)
    moved_lines, moved = settled.marks
    assert isinstance(moved, Points)
    assert isinstance(moved_lines, Lines)
    assert moved.x[0] == 2.0 > moved.x[1]
    assert moved.y == symbols.y
    assert [path[0] for path in moved_lines.paths] == list(zip(moved.x, moved.y, strict=True))
    assert [path[1] for path in moved_lines.paths] == [(8.0, 1.0)] * 2


def test_without_room_symbols_shrink_and_stay_within_their_reach():
    n = 60
    crowded = Points((2.0,) * n, (5.0,) * n, "#000000", size=5, swarm="right", reach=1.0)
    (moved,) = settle(Panel(AXIS, AXIS, (crowded,)), PLOT).marks
    assert isinstance(moved, Points)
    assert moved.size < 5
    assert max(moved.x) <= 3.0 + 1e-9


def test_a_panel_without_swarms_is_the_same():
    panel = Panel(AXIS, AXIS, (Points((1.0,), (1.0,), "#000000"),))
    assert settle(panel, PLOT) is panel


@pytest.fixture(scope="module", params=[4, 21, 60, 300])
def cohort(request, analysis_of):
    chance = np.random.default_rng(request.param)
    before = np.clip(np.round(chance.normal(28, 6, request.param)), 0, 60)
    after = np.clip(np.round(before - chance.normal(9, 8, request.param)), 0, 60)
    return analysis_of(list(zip(before.tolist(), after.tolist(), strict=True)))


@pytest.mark.parametrize("width_mm", [90, 180])
@pytest.mark.parametrize("figure", [before_after, raincloud], ids=lambda figure: figure.KEY)
def test_no_patient_hides_another(qapp, cohort, figure, width_mm):
    spec = FigureStyle(width_mm=width_mm).build_figure(figure.build, cohort)
    wide = width_mm * PX_PER_MM
    (item,) = Drawing(spec, wide, wide * spec.height_ratio).panels
    columns: dict[str, list[np.ndarray]] = {}
    for mark in item.content.marks:
        if isinstance(mark, Points) and mark.swarm:
            places = item.box.map_points(mark.x, mark.y)
            sizes = np.full(len(places), mark.size * PX_PER_PT)
            key = f"{mark.swarm} {mark.colour if mark.swarm == 'down' else ''}"
            columns.setdefault(key, []).append(np.column_stack((places, sizes)))
    assert len(columns) == 2
    for parts in columns.values():
        x, y, size = np.concatenate(parts).T
        apart = np.hypot(x[:, None] - x, y[:, None] - y) - (size[:, None] + size) / 2
        assert apart[~np.eye(len(x), dtype=bool)].min(initial=1) > -0.01


def test_very_many_are_stacked_behind_their_score():
    at = np.repeat(np.arange(40, dtype=np.float64) * 4.0, 50)
    offsets = find_offsets(at, np.full(2000, 3.0))
    for score in np.unique(at):
        assert sorted(offsets[at == score]) == pytest.approx(3.0 * np.arange(50))
