"""Filters of a view: what they leave, and what rates are over."""

from __future__ import annotations

import pandas as pd
import pytest

from ketgui.statistics.events import (
    EventFilters,
    EventView,
    build_event_table,
)
from tests.places import ORACLES
from tests.statistics.events.oracle import (
    any_event,
    of_the_oracle,
)


def test_a_filter_leaves_the_denominator():
    study = of_the_oracle()
    for filters in (
        EventFilters(serious="serious"),
        EventFilters(severity=("severe",)),
        EventFilters(relatedness=("", "unrelated")),
        EventFilters(infusions=(2, 3)),
    ):
        whole = build_event_table(study, EventView("summary"))
        some = build_event_table(study, EventView("summary", filters=filters))
        assert some.n == whole.n
        assert any_event(some)[0].count < any_event(whole)[0].count
    serious = build_event_table(
        study, EventView("summary", filters=EventFilters(serious="serious"))
    )
    rest = build_event_table(
        study, EventView("summary", filters=EventFilters(serious="not_serious"))
    )
    assert any_event(serious)[2].value + any_event(rest)[2].value == 46


def test_a_rate_is_over_the_infusions_that_a_filter_keeps():
    study = of_the_oracle()
    received = pd.read_csv(ORACLES / "events_infusions.csv")["infusions"]
    some = build_event_table(study, EventView("term", filters=EventFilters(infusions=(1, 2))))
    _share, _ci, events, rate, _rate_ci, _by_patient = any_event(some)
    exposure = int((received >= 1).sum() + (received >= 2).sum())
    assert rate.value == pytest.approx(100 * events.value / exposure)
    lines = build_event_table(
        study, EventView("infusion", filters=EventFilters(infusions=(2,)))
    ).lines
    assert [line.label.suffix for line in lines] == ["2"]
