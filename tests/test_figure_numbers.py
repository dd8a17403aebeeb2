"""What a figure draws, and what its caption counts, are the numbers of the analysis."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from ketgui.figures.catalogue import FIGURES
from ketgui.figures.catalogue.outcomes import (
    before_after,
    cut_off_strip,
    estimation,
    group_forest,
    literature_forest,
    normal_quantiles,
    raincloud,
    response_remission,
    scatter,
    trajectories,
    waterfall,
)
from ketgui.figures.spec import Bars, ErrorBars, Lines, Panel, Points
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.further.literature import Literature
from ketgui.statistics.results.outcomes.cut_offs import CutOffs
from ketgui.statistics.results.outcomes.groups import Groups
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.outlying import Outlying
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.reliable_change import ReliableChange
from ketgui.statistics.results.outcomes.robust_change import RobustChange
from ketgui.statistics.results.outcomes.trajectory import Trajectory
from tests.number_reading import read_numbers_in_words
from tests.random_cohort import SEEDS, random_analysis
from tests.test_words import bare, plain, tokens


@pytest.fixture(scope="module", params=SEEDS)
def analysis(request, analysis_of) -> Analysis:
    return random_analysis(request.param, analysis_of)


def only_panel(figure: Any, analysis: Analysis) -> Panel:
    (panel,) = figure.build(analysis).panels
    return panel


def marks(panel: Panel, kind: type) -> list[Any]:
    return [mark for mark in panel.marks if isinstance(mark, kind)]


def by_patient(panel: Panel) -> dict[str, list[tuple[float, float]]]:
    """Return the places of each patient's symbols."""
    found: dict[str, list[tuple[float, float]]] = {}
    for mark in marks(panel, Points):
        for who, x, y in zip(mark.ids, mark.x, mark.y, strict=bool(mark.ids)):
            found.setdefault(who, []).append((x, y))
    return found


def scores(analysis: Analysis) -> dict[str, tuple[float, float]]:
    """Return before and after of the patients who have both, by id."""
    pairs = analysis.pairs
    rated = zip(pairs.patient_id, pairs.before, pairs.after, strict=True)
    return {str(who): (b, a) for who, b, a in rated if np.isfinite(b) and np.isfinite(a)}


def bounded(panel: Panel) -> list[tuple[float, float]]:
    return [
        (low, high)
        for mark in marks(panel, ErrorBars)
        for low, high in zip(mark.low, mark.high, strict=True)
    ]


def close(found: Any, expected: Any) -> None:
    assert np.asarray(found, float) == pytest.approx(np.asarray(expected, float))


def test_before_and_after(analysis):
    panel, change = only_panel(before_after, analysis), analysis[PairedChange]
    expected = {who: [(0.9, b), (2.1, a)] for who, (b, a) in scores(analysis).items()}
    assert {who: sorted(places) for who, places in by_patient(panel).items()} == expected
    close(bounded(panel), [change.mean_before_ci, change.mean_after_ci])
    mean = marks(panel, Lines)[-1]
    assert [x for x, _y in mark_path(mark=mean)] == [1.0, 2.0]
    close([y for _x, y in mark_path(mark=mean)], [change.mean_before, change.mean_after])


def mark_path(mark: Lines) -> tuple[tuple[float, float], ...]:
    (path,) = mark.paths
    return path


def test_estimation(analysis):
    panel, change = only_panel(estimation, analysis), analysis[PairedChange]
    low, high = analysis[RobustChange].bootstrap_ci
    before = change.mean_before
    close(bounded(panel)[-1], (before - high, before - low))
    close(marks(panel, Points)[-1].y[0], before - change.mean_difference)


def test_raincloud(analysis):
    panel, found = only_panel(raincloud, analysis), scores(analysis)
    drawn = {who: sorted(x for x, _y in places) for who, places in by_patient(panel).items()}
    assert drawn == {who: sorted(pair) for who, pair in found.items()}
    boxes = [(mark.x0[0], mark.x1[0]) for mark in marks(panel, Bars)]
    values = np.array(list(found.values()))
    close(boxes, [np.quantile(values[:, place], (0.25, 0.75)) for place in (0, 1)])


def test_waterfall(analysis):
    panel = only_panel(waterfall, analysis)
    drawn = {
        who: y for mark in marks(panel, Bars) for who, y in zip(mark.ids, mark.y1, strict=True)
    }
    expected = {who: 100 * (a - b) / b for who, (b, a) in scores(analysis).items() if b}
    assert drawn == pytest.approx(expected)
    heights = sorted(
        (x, y) for mark in marks(panel, Points) for x, y in zip(mark.x, mark.y, strict=True)
    )
    close([y for _x, y in heights], sorted(expected.values(), reverse=True))


def test_scatter(analysis):
    drawn = by_patient(only_panel(scatter, analysis))
    assert drawn == {who: [pair] for who, pair in scores(analysis).items()}


def test_trajectories(analysis):
    panel, course = only_panel(trajectories, analysis), analysis[Trajectory]
    assert [point.at for point in course.points] == [0, 2, 3]
    means = marks(panel, Points)[-1]
    close(means.y, [point.mean for point in course.points])
    close(bounded(panel), [p.ci for p in course.points if isinstance(p.ci, tuple)])
    numbered = [words.splitlines() for _at, words in panel.x.ticks or ()]
    assert numbered == [[str(p.at), f"n = {p.n}"] for p in course.points]


@pytest.mark.parametrize(
    ("figure", "rates"),
    [
        (response_remission, lambda a: [a[Outcomes].response, a[Outcomes].partial_response,
                                        a[Outcomes].remission]),
        (cut_off_strip, lambda a: [one.rate for one in a[CutOffs].cut_offs]),
        (literature_forest, lambda a: [a[Literature].response, a[Literature].remission]),
    ],
)  # fmt: skip
def test_rates(analysis, figure, rates):
    panel, expected = only_panel(figure, analysis), rates(analysis)
    close(bounded(panel), [rate.ci for rate in expected])
    bars = [mark.y1[0] for mark in marks(panel, Bars)]
    drawn = bars or [mark.x[0] for mark in marks(panel, Points)]
    close(drawn[: len(expected)], [rate.percent for rate in expected])


def test_groups(analysis):
    panel, change = only_panel(group_forest, analysis), analysis[PairedChange]
    groups = analysis[Groups].groups
    if not groups:
        assert panel.reason
        return
    close([mark.x[0] for mark in marks(panel, Points)],
          [change.mean_difference, *(group.mean for group in groups)])  # fmt: skip
    intervals = [change.difference_ci, *(g.ci for g in groups if isinstance(g.ci, tuple))]
    close(bounded(panel), intervals)


def test_normal_quantiles(analysis):
    drawn = by_patient(only_panel(normal_quantiles, analysis))
    found = scores(analysis)
    assert {who: y for who, ((_x, y),) in drawn.items()} == pytest.approx(
        {who: b - a for who, (b, a) in found.items()}
    )
    n = len(found)
    expected = norm.ppf((np.arange(1, n + 1) - 0.375) / (n + 0.25))
    close(sorted(x for ((x, _y),) in drawn.values()), expected)


def caption_numbers(key: str, analysis: Analysis) -> list[str]:
    """Return every number that a caption should hold, and no other."""
    plan: Any = analysis.plan
    n = str(analysis.pairs.analysed)
    enrolled, level = str(analysis.cohort.enrolled), bare(100 * plan.confidence_level)
    lacking = analysis.cohort.enrolled - analysis.pairs.analysed
    # "All 12 enrolled patients have both ratings."
    pairs = [n, enrolled] if lacking else [n]
    response, partial = bare(plan.response.value), bare(plan.partial_response_percent)
    rates = [n] if plan.population == "rated" else [enrolled]
    reliable: Any = analysis[ReliableChange].threshold
    outlying = len(analysis[Outlying].outside_fences)
    unrated = [str(lacking)] if lacking and plan.population == "enrolled" else []
    return {
        "before_after": [n, level, *pairs],
        "estimation": [level, level, str(plan.bootstrap_seed), *pairs],
        "raincloud": pairs,
        "waterfall": [response, partial, response, *pairs],
        "scatter": [plain(reliable, 1), *pairs],
        # Groups of fewer than ten patients have open symbols.
        "group_forest": [level, "10", *pairs],
        "normal_quantiles": [*pairs, *([str(outlying)] if outlying else [])],
        "cut_off_strip": [level, *rates],
        "literature_forest": [level, *rates],
        "response_remission": [
            response, partial, response, bare(plan.remission.value), level, *unrated, *rates,
        ],
    }[key]  # fmt: skip


@pytest.mark.parametrize(
    "key",
    ["before_after", "estimation", "raincloud", "waterfall", "scatter", "group_forest",
     "normal_quantiles", "cut_off_strip", "literature_forest", "response_remission"],
)  # fmt: skip
def test_captions_count_what_the_analysis_counts(key, analysis):
    (figure,) = (one for one in FIGURES if one.key == key)
    caption = read_numbers_in_words(figure.build(analysis).caption, "en")
    assert Counter(tokens(caption)) == Counter(caption_numbers(key, analysis)), caption
