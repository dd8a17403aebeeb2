"""A memo keeps what rests on nothing that changed, and nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort
from ketgui.domain.declared_scales import scale_from_dict
from ketgui.domain.edits import CohortEdit, RowAddition, RowRemoval, apply_edits
from ketgui.domain.literature import PUBLISHED
from ketgui.domain.outcome import OutcomeDefinition
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.relapse import RelapseRule
from ketgui.reporting.analysis_json import as_dict
from ketgui.statistics.analysis import Analysis, analyse
from ketgui.statistics.memo import Memo
from ketgui.statistics.results.follow_up.visit_means import VisitMeans
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.safety.adverse_events import AdverseEvents


@dataclass(frozen=True)
class Settings:
    level: float = 0.95
    seed: int = 1
    rows: pd.DataFrame = dataclasses.field(default_factory=pd.DataFrame)

    def describe(self) -> str:
        return f"{self.level:.0%}"


def compute_twice(first: Settings, second: Settings, function: Any) -> tuple[object, object]:
    earlier = Memo((Settings,))
    now = Memo((Settings,), earlier)
    return (
        earlier.compute("key", function, settings=first),
        now.compute("key", function, settings=second),
    )


def test_a_value_is_kept_while_what_was_read_is_equal():
    kept, now = compute_twice(Settings(seed=1), Settings(seed=2), lambda settings: [settings.level])
    assert now is kept


def test_a_value_is_computed_anew_when_something_read_has_changed():
    first, second = Settings(level=0.95), Settings(level=0.9)
    assert compute_twice(first, second, lambda settings: settings.level) == (0.95, 0.9)


def test_reads_by_a_method_count():
    first, second = Settings(level=0.95), Settings(level=0.9)
    assert compute_twice(first, second, lambda settings: settings.describe()) == ("95%", "90%")


def test_tables_are_compared_by_identity():
    rows = pd.DataFrame({"a": [1]})
    first, second = Settings(rows=rows), Settings(rows=rows.copy())
    kept, now = compute_twice(first, second, lambda settings: [len(settings.rows)])
    assert now is not kept


def test_an_input_that_is_not_watched_counts_as_a_whole():
    earlier = Memo(())
    first = earlier.compute("key", lambda settings: [settings.level], settings=Settings(seed=1))
    now = Memo((), earlier)
    assert now.compute("key", lambda settings: [0], settings=Settings(seed=2)) != first


def test_a_stand_in_is_taken_for_what_it_stands_for():
    def check(scale: OutcomeDefinition) -> tuple[bool, ...]:
        return scale == OUTCOME, isinstance(scale, OutcomeDefinition), replace(scale) == OUTCOME

    assert all(Memo((OutcomeDefinition,)).compute("key", check, scale=OUTCOME))


def list_changes() -> Iterator[tuple[str, object]]:
    """Return another value for each setting of the plan that has one of its own."""
    plan = AnalysisPlan()
    own = scale_from_dict({"key": "own", "title": "Own scale", "low": 0, "high": 10})
    changed: dict[str, object] = {
        "scale": "phq9",
        "scales": (own,),
        "secondary": (OutcomeDefinition("phq9"),),
        "published": PUBLISHED[:1],
        "relapse": RelapseRule(among="remitters"),
        "response_percent": 60.0,
        "response_operator": ">",
        "remission_operator": "<=",
        "population": "rated",
        "interval_method": "wilson",
        "same_day_rating": "after",
        "summary": "median",
        "reliability": 0.8,
    }
    for part in dataclasses.fields(plan):
        value = changed.get(part.name, getattr(plan, part.name))
        if isinstance(value, bool):
            yield part.name, not value
        elif part.name not in changed and isinstance(value, (int, float)):
            yield part.name, value * 0.9 if value < 1 else value - 1
        elif part.name in changed or value is None:
            yield part.name, changed.get(part.name, 9.0)


OUTCOME = OutcomeDefinition("phq9")
CHANGES = dict(list_changes())
EDITS: dict[str, CohortEdit] = {
    "event": RowAddition("adverse_events", {"patient_id": "SYN01", "term": "Headache"}),
    "patient": RowAddition("patients", {"patient_id": "new"}),
    "rating": RowRemoval("assessments", 0, "typed twice"),
}


def test_most_settings_are_changed_here():
    nested = {"treatment", "events", "visits"}
    assert {part.name for part in dataclasses.fields(AnalysisPlan)} == {*CHANGES, *nested}


def check_against_whole(cohort: Cohort, plan: AnalysisPlan, before: Analysis) -> None:
    """Compare an analysis that keeps what it can with one that keeps nothing."""
    assert as_dict(analyse(cohort, plan, before)) == as_dict(analyse(cohort, plan))


@pytest.mark.parametrize("name", CHANGES)
def test_an_analysis_after_a_change_of_a_setting_equals_one_made_anew(example, name):
    plan = replace(example.plan, **{name: CHANGES[name]})
    check_against_whole(example.cohort, plan, example)


def test_an_analysis_after_two_changes_and_their_undoing_equals_the_first(example):
    there = analyse(example.cohort, replace(example.plan, response_percent=40.0), example)
    further = analyse(example.cohort, replace(there.plan, confidence_level=0.9), there)
    back = analyse(example.cohort, example.plan, further)
    assert as_dict(back) == as_dict(example)


@pytest.mark.parametrize("name", EDITS)
def test_an_analysis_after_an_edit_equals_one_made_anew(example, name):
    check_against_whole(apply_edits(example.cohort, [EDITS[name]]), example.plan, example)


def test_a_change_of_response_leaves_events_and_visits_alone(example):
    now = analyse(example.cohort, replace(example.plan, response_percent=40.0), example)
    assert now[VisitMeans] is example[VisitMeans]
    assert now[AdverseEvents] is example[AdverseEvents]
    assert now[Outcomes] is not example[Outcomes]
    assert now.pairs is example.pairs


def test_no_stand_in_is_left_in_an_analysis(example):
    def walk(value: object) -> Iterator[object]:
        yield value
        if dataclasses.is_dataclass(value):
            for part in dataclasses.fields(value):
                yield from walk(getattr(value, part.name))
        elif isinstance(value, (tuple, list)):
            for part in value:
                yield from walk(part)
        elif isinstance(value, dict):
            for part in value.values():
                yield from walk(part)

    for value in (*example.results.values(), example.study):
        for part in walk(value):
            assert not type(part).__name__.startswith("Watched"), type(value)
