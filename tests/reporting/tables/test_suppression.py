"""Small counts are hidden, and nothing shown gives one away."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.tables.suppression import DASH, HIDDEN, suppress_counts
from ketgui.statistics.events import EventTable, EventView, build_event_table
from ketgui.statistics.events.view import ViewKey
from ketgui.statistics.rows import Count, Share
from ketgui.statistics.study import Study
from tests.reporting.tables.event_cohorts import hidden, many

PLAN = AnalysisPlan()
CLASSES = {"nausea": "gut", "vomiting": "gut", "itching": "skin", "rash": "skin", "cough": "chest"}
VIEWS: tuple[ViewKey, ...] = ("term", "soc_term", "severity", "relatedness", "onset", "group")
EVENT = st.tuples(
    st.integers(0, 19),
    st.sampled_from(["nausea", "nausea", "nausea", "vomiting", "itching", "rash", "cough"]),
    st.sampled_from(["mild", "mild", "moderate", "severe", None]),
    st.sampled_from(["same day", "later"]),
)


def table_of(events: list[tuple[Any, ...]], by: ViewKey) -> EventTable:
    rows = [
        {"patient_id": f"P{who:02d}", "term": term, "soc": CLASSES[term], "severity": severity,
         "relatedness": {"mild": "possible", "severe": "definite"}.get(severity), "onset": onset}
        for who, term, severity, onset in events
    ]  # fmt: skip
    patients = apply_schema(
        "patients", pd.DataFrame({"patient_id": [f"P{n:02d}" for n in range(20)]})
    )
    cohort = Cohort(
        patients=patients.assign(site=["north"] * 12 + ["south"] * 8),
        adverse_events=apply_schema("adverse_events", pd.DataFrame(rows)),
        recorded=frozenset({"adverse_events"}),
    )
    return build_event_table(Study.of(cohort, PLAN), EventView(by, "site"))


class Reader:
    """Knows how such a table is made, and solves for what is hidden."""

    def __init__(self, table: EventTable) -> None:
        self.table, self.cells = table, suppress_counts(table)
        self.place: dict[tuple[int, int], int] = {}
        for row, line in enumerate(table.lines):
            for column, cell in enumerate(line.cells):
                if isinstance(cell, Share | Count):
                    self.place[row, column] = len(self.place)
        seen = [self._seen(self.cells[row][column]) for row, column in self.place]
        self.low, self.high = map(np.array, zip(*seen, strict=True))
        self.rows: list[np.ndarray] = []
        self.exact: list[bool] = []
        self._knows_the_lines()
        if table.view.by in ("severity", "relatedness"):
            self._knows_the_levels()

    @staticmethod
    def _seen(cell: Any) -> tuple[float, float]:
        if isinstance(cell, Share | Count):
            n = cell.count if isinstance(cell, Share) else cell.value
            return n, n
        return (1, 4) if cell == HIDDEN else (0, 1000)

    def _add(self, more: list[tuple[int, int]], less: list[tuple[int, int]], exact: bool) -> None:
        """The counts at `more` less those at `less` are 0 or more, exactly 0 if `exact`."""
        row = np.zeros(len(self.place))
        for places, sign in ((more, 1), (less, -1)):
            for place in places:
                row[self.place[place]] += sign
        self.rows.append(row)
        self.exact.append(exact)

    def _knows_the_lines(self) -> None:
        lines = self.table.lines
        terms = [n for n, one in enumerate(lines) if n and "serious" not in dict(one.where)]
        classes = [n for n in terms if dict(lines[n].where).keys() == {"soc"}]
        under = {n: [t for t in terms if t not in classes
                     and dict(lines[t].where)["soc"] == dict(lines[n].where)["soc"]]
                 for n in classes}  # fmt: skip
        for whole, parts in {0: classes or terms, **under}.items():
            for column, cell in enumerate(lines[0].cells):
                if (whole, column) in self.place and parts:
                    sums = [(part, column) for part in parts]
                    self._add(sums, [(whole, column)], exact=isinstance(cell, Count))
                    for part in sums:
                        if column == 0 and isinstance(cell, Share) and not self._has_levels:
                            self._add([(whole, column)], [part], exact=False)
        if self._has_levels:
            return
        for (row, column), _n in self.place.items():
            if isinstance(lines[row].cells[column], Share):
                events = next(c for c in range(column + 1, 9) if (row, c) in self.place)
                self._add([(row, events)], [(row, column)], exact=False)

    @property
    def _has_levels(self) -> bool:
        return self.table.view.by in ("severity", "relatedness")

    def _knows_the_levels(self) -> None:
        titles = [column.header for column in self.table.columns]
        levels = [n for n in range(len(titles) - 2) if titles[n] != "not recorded"]
        silent = [n for n in range(len(titles) - 2) if n not in levels]
        for row in range(len(self.table.lines)):
            every = [(row, column) for column in (*silent, *levels)]
            self._add(every, [(row, len(titles) - 2)], exact=True)
            self._add([(row, len(titles) - 1)], every, exact=False)
            for first in range(len(every)):
                self._add([(0, c) for _r, c in every[first:]], every[first:], exact=False)

    def possible(self, place: tuple[int, int]) -> tuple[int, int]:
        rows = np.array(self.rows)
        known = LinearConstraint(rows, 0, np.where(self.exact, 0, np.inf))
        ends: list[int] = []
        for sign in (1, -1):
            wanted = np.zeros(len(self.place))
            wanted[self.place[place]] = sign
            found: Any = milp(wanted, constraints=known, bounds=Bounds(self.low, self.high),
                              integrality=np.ones(len(wanted)))  # type: ignore[arg-type]  # fmt: skip
            assert found.success, found.message
            ends.append(round(sign * found.fun))
        return ends[0], ends[1]


@settings(max_examples=20)
@given(st.lists(EVENT, min_size=1, max_size=45), st.sampled_from(VIEWS))
def test_no_hidden_count_can_be_worked_out(events: list[tuple[Any, ...]], by: ViewKey):
    table = table_of(events, by)
    reader = Reader(table)
    for row, column in reader.place:
        cell = table.lines[row].cells[column]
        n = cell.count if isinstance(cell, Share) else cell.value  # type: ignore[union-attr]
        if 0 < n < 5:
            assert reader.cells[row][column] in (HIDDEN, DASH)
            low, high = reader.possible((row, column))
            assert low < high, (table.lines[row].label, table.columns[column].header)


@pytest.mark.parametrize("by", ["severity", "relatedness"])
def test_a_total_of_events_goes_with_the_only_small_one_of_a_table_of_levels(by: ViewKey):
    events = [(who, "nausea", "mild", "later") for who in range(10)]
    table = table_of([*events, (3, "cough", "mild", "later")], by)
    told = suppress_counts(table)
    assert [line.label.text for line in table.lines] == ["Any adverse event", "nausea", "cough"]
    assert [cells[-1] for cells in told] == [DASH, Count(10), HIDDEN]


def test_patients_of_all_terms_go_where_they_say_that_a_small_count_is_four():
    events = [(who, "nausea", "mild", "later") for who in range(10)]
    four = [(who, "cough", "mild", "later") for who in range(10, 14)]
    told = suppress_counts(table_of([*events, *four], "term"))
    # 14 with any event and 10 with nausea: at least 4 coughed, and fewer than 5.
    assert (told[0][0], told[2][0], told[3][0]) == (DASH, Share(10, 20), HIDDEN)
    overlapping = suppress_counts(
        table_of([*events, *[(who, *one) for who, *one in four[:1]]], "term")
    )
    assert overlapping[0][0] == Share(11, 20)


def test_a_share_of_fewer_than_five_infused_goes_with_their_number():
    cohort = Cohort(
        patients=apply_schema(
            "patients", pd.DataFrame({"patient_id": [f"P{n}" for n in range(9)]})
        ),
        infusions=apply_schema("infusions", pd.DataFrame({
            "patient_id": [f"P{n}" for n in (*range(9), 0, 1)],
            "infusion_number": [1] * 9 + [2] * 2,
        })),
        adverse_events=apply_schema("adverse_events", pd.DataFrame(
            {"patient_id": ["P5"], "term": ["nausea"], "infusion_number": [1]}
        )),
        recorded=frozenset({"adverse_events", "infusions"}),
    )  # fmt: skip
    table = build_event_table(Study.of(cohort, PLAN), EventView("infusion"))
    assert suppress_counts(table)[1][:3] == (HIDDEN, DASH, DASH)


def test_nothing_is_hidden_where_nothing_is_small():
    events = [(who, term, "mild", "later") for who in range(9) for term in ("nausea", "rash")]
    table = table_of(events, "soc_term")
    assert suppress_counts(table) == [line.cells for line in table.lines]


def test_a_small_count_goes_with_its_interval_and_the_totals_of_events(analysis_of):
    rows = hidden(many(analysis_of), "soc_term")
    assert rows["itching"][:3] == ("< 5", "–", "< 5")
    assert rows["nausea"][0] == "10/20 (50.0%)"
    assert rows["nausea"][2] == "10"
    # 11 events less 10 would tell the one of itching, by class and over all.
    assert rows["Any adverse event"][0] == "11/20 (55.0%)"
    assert rows["Any adverse event"][2] == "–"
    assert rows["Not classified"][2] == "< 5"
    assert rows["Gastrointestinal disorders"][2] == "10"


def test_a_line_without_small_counts_stays(analysis_of):
    rows = hidden(many(analysis_of), "summary")
    assert rows["Any adverse event"][2] == "11"
    assert rows["Severe or worse"][:3] == ("< 5", "–", "< 5")
    assert rows["Treatment stopped"][0] == "–"
