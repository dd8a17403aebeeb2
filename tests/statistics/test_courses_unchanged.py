"""What never changes the numbers of an acute course: what comes later, names, order of rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.fields import TableName
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Cutoff, Scale
from ketgui.reporting import analysis_json
from ketgui.statistics.analysis import analyse
from ketgui.statistics.treatment.phases import add_phases, find_acute_windows
from tests.courses_cohort import PLAN, make_courses_cohort

# A whole analysis a case: a failing one is not worth minutes of making it smaller.
PHASES = (Phase.explicit, Phase.generate)
COHORT = make_courses_cohort()
PLANS = {"planned number": PLAN, "gap alone": AnalysisPlan()}
# Everything that is published of the acute course: its outcomes, primary and secondary, and CADSS.
ACUTE = (
    "paired_change", "percent_improvement", "outcomes", "robust_change", "cut_offs",
    "reliable_change", "bands", "literature", "missing", "populations", "secondary_outcomes",
    "rater_agreement", "tms_outcome", "outlying", "items", "groups", "cadss",
)  # fmt: skip


def compute(cohort: Cohort, plan: AnalysisPlan) -> dict[str, Any]:
    return analysis_json.as_dict(analyse(cohort, plan))


STANDING = {name: compute(COHORT, plan) for name, plan in PLANS.items()}


def find_last_days(plan: AnalysisPlan) -> dict[str, float]:
    """Return the day of each patient's last acute infusion."""
    windows = find_acute_windows(add_phases(COHORT.infusions, plan))
    return {str(who): float(day) for who, day in windows["last"].items()}


LAST = {name: find_last_days(plan) for name, plan in PLANS.items()}
IDS = sorted(LAST["gap alone"])


def add_rows(cohort: Cohort, table: TableName, rows: list[dict[str, Any]]) -> Cohort:
    if not rows:
        return cohort
    added = apply_schema(table, pd.DataFrame(rows))
    return replace(
        cohort, **{table: pd.concat([cohort.get_table(table), added], ignore_index=True)}
    )


def expect_same(found: Any, wanted: Any, at: str = "") -> None:
    if isinstance(wanted, dict):
        assert set(found) == set(wanted), at
        for key, value in wanted.items():
            expect_same(found[key], value, f"{at}.{key}")
    elif isinstance(wanted, list | tuple):
        assert len(found) == len(wanted), at
        for place, value in enumerate(wanted):
            expect_same(found[place], value, f"{at}[{place}]")
    elif isinstance(wanted, float):
        assert found == pytest.approx(wanted, nan_ok=True), at
    else:
        assert found == wanted, at


# Ratings from the day after the window for the outcome on; infusions from the day after the gap on.
LATE_RATINGS = st.lists(
    st.tuples(st.sampled_from(IDS), st.integers(8, 300), st.sampled_from(("madrs", "phq9")),
              st.integers(0, 27)),
    min_size=1, max_size=8,
)  # fmt: skip
MAINTENANCE = st.lists(
    st.tuples(st.sampled_from(IDS), st.integers(15, 59)), min_size=1, max_size=5, unique=True
)


@settings(max_examples=8, phases=PHASES)
@given(LATE_RATINGS, MAINTENANCE, st.sampled_from(sorted(PLANS)))
def test_later_ratings_and_maintenance_never_change_the_acute_outcome(ratings, infusions, name):
    last = LAST[name]
    rated = [
        {"patient_id": who, "scale": scale, "day": last[who] + after, "score": float(score)}
        for who, after, scale, score in ratings
    ]
    infused = [{"patient_id": who, "day": last[who] + after} for who, after in infusions]
    cohort = add_rows(add_rows(COHORT, "assessments", rated), "infusions", infused)
    found = compute(cohort, PLANS[name])
    for key in ACUTE:
        expect_same(found[key], STANDING[name][key], key)
    more = len({(row["patient_id"], row["day"]) for row in infused})
    before = STANDING[name]["courses"]["maintenance_infusions"]
    assert found["courses"]["maintenance_infusions"] == before + more


@settings(max_examples=8, phases=PHASES)
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(PLANS)))
def test_the_order_of_the_rows_never_matters(random, name):
    def shuffle(table: pd.DataFrame) -> pd.DataFrame:
        return table.iloc[random.sample(range(len(table)), len(table))].reset_index(drop=True)

    tables = {
        name: shuffle(COHORT.get_table(name))
        for name in ("infusions", "tms_courses", "assessments")
    }
    expect_same(compute(replace(COHORT, **tables), PLANS[name]), STANDING[name])


SCALE = Scale(
    "aaa",
    "Scale aaa",
    0,
    60,
    header_names=("aaa",),
    response=Cutoff(">=", 50),
    remission=Cutoff("<", 10),
)
NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12).map(lambda word: f"q{word}")


def rename(name: str, title: str) -> dict[str, Any]:
    """Return the numbers of the cohort whose MADRS is of a scale that the user calls otherwise."""
    ratings = COHORT.assessments
    renamed = ratings.assign(scale=ratings["scale"].replace({"madrs": name}))
    scale = replace(SCALE, key=name, title=title, header_names=(name,))
    plan = replace(PLAN, scale=name, scales=(scale,))
    found = compute(replace(COHORT, assessments=renamed), plan)
    return {key: found[key] for key in (*ACUTE, "courses", "trajectory", "follow_up", "flow")}


@settings(max_examples=8, phases=PHASES)
@given(NAMES, NAMES)
def test_renaming_a_declared_scale_never_changes_the_numbers(name, title):
    plain = rename("aaa", "Scale aaa")
    renamed = rename(name, title)
    # The name itself is all that differs.
    assert [pair["clinician"] for pair in renamed["rater_agreement"]] == [name]
    for found in (plain, renamed):
        found["rater_agreement"] = [
            {key: value for key, value in pair.items() if key not in ("clinician", "self")}
            for pair in found["rater_agreement"]
        ]
    expect_same(renamed, plain)


def test_a_renamed_scale_has_the_numbers_that_the_madrs_has_under_its_definitions():
    found = rename("aaa", "Scale aaa")
    for key in ("paired_change", "percent_improvement", "outcomes", "robust_change"):
        expect_same(found[key], STANDING["planned number"][key], key)
