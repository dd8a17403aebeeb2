"""Printed summaries: the paper's own agree, and what cannot be is found."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.consistency.check import (
    Finding,
    Summary,
    check_summary,
    compute_implied_r,
    compute_sd_of_differences,
)
from ketgui.statistics.consistency.printed import Printed
from ketgui.statistics.rows import Range
from tests.places import ORACLES

ORACLE = json.loads((ORACLES / "consistency.json").read_text(encoding="utf-8"))


def printed(**words: str) -> dict[str, Any]:
    return {name: Printed.of(text) for name, text in words.items()}


def found(summary: Summary) -> dict[str, Finding]:
    return {finding.title: finding for finding in check_summary(summary)}


MEANS = printed(mean_before="27.6", sd_before="6.4", mean_after="18.6", sd_after="8.9")


def contains(finding: Finding, value: float) -> bool:
    assert isinstance(finding.recomputed, Range)
    return finding.recomputed.low <= value <= finding.recomputed.high


def test_against_the_paper_everything_printed_agrees():
    shares = tuple(filter(None, map(Printed.of, ("19.0", "9.5", "33.3", "57.1"))))
    summary = Summary(n=21, **MEANS, **printed(t="7.212"), percentages=shares)
    findings = found(summary)
    assert not any(one.agrees is False for one in check_summary(summary))
    # Implied by the printed means, SDs and t: SD of differences 5.72, r .77, d_z 1.574, d_av 1.176.
    assert contains(findings["SD of the differences"], 5.72)
    assert contains(findings["Correlation of before and after, implied"], 0.767)
    assert contains(findings["Cohen d_z"], 7.212 / math.sqrt(21))
    assert contains(findings["Cohen d_av"], 1.176)
    assert contains(findings["Mean difference, before − after"], 9.0)
    assert "Paired t" not in findings


@pytest.mark.parametrize("case", ORACLE["summaries"])
def test_against_r_ranges_of_what_follows_from_rounded_numbers(case):
    name = str({"sd": "sd_difference"}.get(case["given"], case["given"]))
    scores: dict[str, Any] = {
        "mean_before": Printed(case["before"], 1), "sd_before": Printed(case["s1"], 1),
        "mean_after": Printed(case["after"], 1), "sd_after": Printed(case["s2"], 1),
    }  # fmt: skip
    scores[name] = Printed(case["value"], case["decimals"])
    summary = Summary(n=case["n"], **scores)
    findings = found(summary)
    for title, key in (
        ("Mean difference, before − after", "difference"),
        ("SD of the differences", "sd"),
        ("Cohen d_z", "d_z"),
        ("Correlation of before and after, implied", "r"),
        ("Cohen d_av", "d_av"),
        *((("Paired t", "t"),) if case["given"] != "t" else ()),
    ):
        cell = findings[title].recomputed
        assert isinstance(cell, Range)
        assert (cell.low, cell.high) == pytest.approx(tuple(case[key])), title


def test_a_percentage_no_count_has_is_found():
    shares = (Printed(19.5, 1), Printed(19.0, 1))
    verdicts = [one.agrees for one in check_summary(Summary(n=21, percentages=shares))]
    assert verdicts == [False, True]
    assert check_summary(Summary(percentages=shares)) == ()


@given(st.floats(1, 20), st.floats(1, 20), st.floats(-0.99, 0.99))
def test_the_implied_correlation_undoes_the_sd_of_differences(first, second, r):
    assert compute_implied_r(
        first, second, compute_sd_of_differences(first, second, r)
    ) == pytest.approx(r)


@pytest.mark.parametrize(("t", "agrees"), [("7.21", True), ("−7.21", True), ("5.1", False)])
def test_t_is_recomputed_from_the_sd_of_the_differences(t, agrees):
    summary = Summary(n=21, **MEANS, **printed(sd_difference="5.72", t=t))
    finding = found(summary)["Paired t"]
    assert finding.agrees is agrees
    assert contains(finding, 7.21)


def test_t_is_recomputed_from_the_sds_and_r():
    findings = found(Summary(n=21, **MEANS, **printed(r=".77")))
    assert contains(findings["Paired t"], 7.24)
    assert findings["Paired t"].agrees is None
    wrong = found(Summary(n=21, **MEANS, **printed(r="0.20", t="7.212")))
    assert wrong["Paired t"].agrees is False
    both = found(Summary(n=21, **MEANS, **printed(r="0.20", sd_difference="5.72")))
    assert both["Correlation of before and after, implied"].agrees is False


def test_sds_that_no_correlation_allows_are_found():
    findings = found(Summary(n=21, **MEANS, **printed(sd_difference="16.0")))
    assert findings["SD of the differences"].agrees is False
    assert findings["Correlation of before and after, implied"].agrees is False


def test_an_sd_is_held_to_the_rounding_of_what_is_printed():
    # SDs of 6.4 and 8.9 to one place: no correlation gives less than 8.85 − 6.45 = 2.4.
    close = found(Summary(n=21, **MEANS, **printed(sd_difference="2.40")))
    assert close["SD of the differences"].agrees is True
    beyond = found(Summary(n=21, **MEANS, **printed(sd_difference="2.39")))
    assert beyond["SD of the differences"].agrees is False


def test_the_least_sd_of_differences_may_lie_within_the_rounding():
    # With r = .9 and an SD after of 10, the SD of the differences is least at an SD before of 9,
    # √(1 − .81) · 10 = 4.359, which the ends of the rounding (8.5 and 9.5) do not have.
    scores = printed(mean_before="20", sd_before="9", mean_after="10", sd_after="10.000")
    cell = found(Summary(**scores, **printed(r="0.900000")))["SD of the differences"].recomputed
    assert isinstance(cell, Range)
    assert cell.low == pytest.approx(4.3589, abs=5e-3)


def test_sds_and_binary_values_are_checked_with_their_means():
    summary = Summary(
        n=18,
        **printed(mean_before="3.44", sd_before="2.47", binary_mean="0.50", binary_sd="0.51"),
    )
    findings = found(summary)
    assert findings["SD before: possible with that mean"].agrees is False
    assert findings["SD of values 0 and 1: possible with that mean"].agrees is True
    assert "SD after: possible with that mean" not in findings
    impossible = found(Summary(n=18, **printed(mean_before="3.43", sd_before="2.47")))
    assert "SD before: possible with that mean" not in impossible


def test_what_is_not_printed_is_not_recomputed():
    assert check_summary(Summary()) == ()
    findings = found(Summary(n=21, **MEANS))
    assert isinstance(findings["SD of the differences"].recomputed, Unavailable)
    assert "Cohen d_z" not in findings
    only = found(Summary(**MEANS, **printed(sd_difference="5.7")))
    assert "Cohen d_z" in only
    assert "Paired t" not in only
    flat = found(Summary(n=21, **MEANS, **printed(sd_difference="0")))
    assert isinstance(flat["Cohen d_z"].recomputed, Unavailable)
    alone = Summary(n=21, mean_before=Printed(27.6, 1), mean_after=Printed(18.6, 1),
                    t=Printed(7.2, 1))  # fmt: skip
    assert "Cohen d_av" not in found(alone)


def test_rows_have_a_cell_for_each_column():
    for finding in check_summary(Summary(n=21, **MEANS, **printed(sd_difference="5.72", t="7.21"))):
        assert len(finding.row().cells) == 3
