"""Who and what is under the pointer: the symbols there, else the bar, else the patient's line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF

from ketgui.figures.spec import Bars, Lines, Mark, Points
from ketgui.rendering.lettering import PX_PER_PT
from ketgui.rendering.plotbox import Floats, PlotBox

_REACH = 6 * PX_PER_PT
_LINE_REACH = 3 * PX_PER_PT
# Symbols whose centres are this near (pixels) hide one another.
_TOGETHER = 1.5
_MOST_LINES = 8

Pick = tuple[str, str]
NOTHING: Pick = ("", "")


def find_patient(marks: Sequence[Mark], box: PlotBox, at: QPointF) -> Pick:
    """Return the patient and the text behind a point on the page; both may be empty.

    Parameters
    ----------
    marks : sequence of Mark
        From the lowest layer to the uppermost, which is found first.
    box : PlotBox
        Maps the marks to the page.
    at : QPointF
        The point, in pixels of the page.

    Returns
    -------
    who, text : str
        The text of several patients, whose symbols hide one another, has a line for each.
    """
    where = np.array((at.x(), at.y()))
    points = [mark for mark in reversed(marks) if isinstance(mark, Points) and mark.x]
    best: tuple[float, Points, int] | None = None
    for mark in points:
        distances = _compute_distances(box.map_points(mark.x, mark.y), where)
        nearest = int(np.argmin(distances))
        within = distances[nearest] < max(_REACH, mark.size * PX_PER_PT / 2)
        # The nearest symbol, of several in one place the uppermost.
        if within and (best is None or distances[nearest] < best[0] - 1e-6):
            best = float(distances[nearest]), mark, nearest
    if best:
        _distance, mark, nearest = best
        centre = box.map_points(mark.x[nearest : nearest + 1], mark.y[nearest : nearest + 1])[0]
        text = _describe_points(points, box, centre, _describe_point(mark, nearest))
        return (mark.ids[nearest] if mark.ids else ""), text
    return _find_bar(marks, box, where) or _find_line(marks, box, where) or NOTHING


def _describe_point(mark: Points, index: int) -> str:
    lines = mark.hover or mark.ids
    return lines[index] if lines else ""


def _describe_points(points: Iterable[Points], box: PlotBox, at: Floats, first: str) -> str:
    """Return the text of all symbols at one point, each line once."""
    described = [first]
    for mark in points:
        near = _compute_distances(box.map_points(mark.x, mark.y), at) < _TOGETHER
        described += [_describe_point(mark, int(index)) for index in np.flatnonzero(near)]
    lines = [line for line in dict.fromkeys(described) if line]
    return "\n".join(lines[:_MOST_LINES] + ["…"] * (len(lines) > _MOST_LINES))


def _find_bar(marks: Sequence[Mark], box: PlotBox, at: Floats) -> Pick | None:
    for mark in reversed(marks):
        if isinstance(mark, Bars) and mark.hover:
            low, high = box.map_points(mark.x0, mark.y0), box.map_points(mark.x1, mark.y1)
            inside = (np.minimum(low, high) <= at) & (at <= np.maximum(low, high))
            if (is_hit := inside.all(axis=1)).any():
                index = int(np.argmax(is_hit))
                return mark.ids[index] if mark.ids else "", mark.hover[index]
    return None


def _find_line(marks: Sequence[Mark], box: PlotBox, at: Floats) -> Pick | None:
    nearest, patient = _LINE_REACH, ""
    for mark in marks:
        if isinstance(mark, Lines) and mark.ids:
            whose, distances = _measure_segments(mark, box, at)
            if distances.size and distances.min() < nearest:
                nearest = float(distances.min())
                patient = mark.ids[whose[int(np.argmin(distances))]]
    return (patient, _describe_patient(patient, marks)) if patient else None


def _measure_segments(mark: Lines, box: PlotBox, at: Floats) -> tuple[list[int], Floats]:
    """Return which path each segment belongs to, and how far the point is from it."""
    segments = [
        (path_index, *start, *end)
        for path_index, path in enumerate(mark.paths)
        for start, end in pairwise(path)
    ]
    ends = np.array([segment[1:] for segment in segments], float).reshape(-1, 4)
    start, end = box.map_points(ends[:, 0], ends[:, 1]), box.map_points(ends[:, 2], ends[:, 3])
    along = end - start
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    # The foot of the perpendicular, as a share of the segment; clipped, it is the nearer end.
    share = np.clip(((at - start) * along).sum(axis=1) / length, 0, 1)
    return [segment[0] for segment in segments], _compute_distances(
        start + share[:, None] * along, at
    )


def _describe_patient(patient_id: str, marks: Sequence[Mark]) -> str:
    """Return the text of the patient's symbols; the patient's id if there is none."""
    described = [
        text
        for mark in marks
        if isinstance(mark, Points) and mark.hover and mark.ids
        for patient, text in zip(mark.ids, mark.hover, strict=True)
        if patient == patient_id
    ]
    return "\n".join(dict.fromkeys(described)) or patient_id


def _compute_distances(places: Floats, at: Floats) -> Floats:
    """Return how far each point is; one with a missing coordinate is infinitely far."""
    distances = np.hypot(*(places - at).T)
    return np.nan_to_num(distances, nan=np.inf)
