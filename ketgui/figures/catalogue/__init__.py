"""The figures the program can draw, one file each."""

from __future__ import annotations

from ketgui.figures.catalogue import figure_1
from ketgui.figures.catalogue.follow_up import durability, relapse_curve
from ketgui.figures.catalogue.outcomes import (
    before_after,
    cut_off_strip,
    estimation,
    group_forest,
    item_heat_map,
    literature_forest,
    normal_quantiles,
    raincloud,
    response_remission,
    scatter,
    tms_change,
    trajectories,
    two_treatments,
    waterfall,
)
from ketgui.figures.catalogue.patients import demographics, patient_flow
from ketgui.figures.catalogue.safety import (
    adverse_event_dots,
    adverse_event_heat_map,
    adverse_event_timeline,
    adverse_events,
    cadss_course,
    infusion_day,
)
from ketgui.figures.catalogue.treatment import course_calendar, swimmer, train_pattern
from ketgui.figures.figure import Figure

# The order of files and documents; a tab orders its own figures by priority.
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
    two_treatments.FIGURE,
    tms_change.FIGURE,
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
    infusion_day.FIGURE,
    normal_quantiles.FIGURE,
    relapse_curve.FIGURE,
    durability.FIGURE,
)
# The figures that a report holds by default.
MAIN_FIGURES: tuple[Figure, ...] = tuple(figure for figure in FIGURES if figure.main)


def list_figures_of_tab(tab: str) -> tuple[Figure, ...]:
    """Return the figures that a tab offers, in the order of its list."""
    offered = (figure for figure in FIGURES if figure.tab == tab)
    return tuple(sorted(offered, key=lambda figure: figure.priority))
