"""The figures the program can draw, one file each."""

from __future__ import annotations

from ketgui.figures.catalogue import (
    adverse_event_dots,
    adverse_event_heat_map,
    adverse_event_timeline,
    adverse_events,
    before_after,
    cadss_course,
    course_calendar,
    cut_off_strip,
    demographics,
    estimation,
    figure_1,
    group_forest,
    item_heat_map,
    literature_forest,
    normal_quantiles,
    patient_flow,
    raincloud,
    response_remission,
    scatter,
    swimmer,
    train_pattern,
    trajectories,
    waterfall,
)
from ketgui.figures.spec import Figure

FIGURES: tuple[Figure, ...] = (
    figure_1.FIGURE,
    demographics.FIGURE,
    adverse_events.FIGURE,
    before_after.FIGURE,
    response_remission.FIGURE,
    estimation.FIGURE,
    raincloud.FIGURE,
    waterfall.FIGURE,
    scatter.FIGURE,
    trajectories.FIGURE,
    cut_off_strip.FIGURE,
    item_heat_map.FIGURE,
    group_forest.FIGURE,
    literature_forest.FIGURE,
    patient_flow.FIGURE,
    swimmer.FIGURE,
    course_calendar.FIGURE,
    train_pattern.FIGURE,
    adverse_event_dots.FIGURE,
    adverse_event_heat_map.FIGURE,
    adverse_event_timeline.FIGURE,
    cadss_course.FIGURE,
    normal_quantiles.FIGURE,
)
# Figure 1 and its panels: what a report holds unless more is asked for.
MAIN_FIGURES = FIGURES[:5]
