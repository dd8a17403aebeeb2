"""A schedule is part of the plan, and what it cannot be is refused in words."""

from __future__ import annotations

import pytest

from ketgui.domain.outcome import PlanError
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.visits.visit_schedule import (
    USUAL_SCHEDULE,
    VisitSchedule,
    format_weeks,
    parse_weeks,
)


def test_a_plan_keeps_its_schedule():
    plan = AnalysisPlan(visits=VisitSchedule(True, False, (1.0, 4.5), 2.0))
    assert AnalysisPlan.from_dict(plan.as_dict()) == plan
    assert "visits" not in AnalysisPlan().as_dict()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"weeks": [4, 1]}, "rise"),
        ({"weeks": [0]}, "more than 0"),
        ({"weeks": "4"}, "wrong kind"),
        ({"window_days": -1}, "from 0 on"),
        ({"often": True}, "no setting"),
    ],
)
def test_what_is_no_schedule_is_refused(settings, words):
    with pytest.raises(PlanError, match=words):
        AnalysisPlan.from_dict({"visits": settings})


def test_weeks_are_typed_as_a_list():
    assert parse_weeks(format_weeks(USUAL_SCHEDULE.weeks)) == USUAL_SCHEDULE.weeks
    with pytest.raises(ValueError, match="soon"):
        parse_weeks("1; soon")
